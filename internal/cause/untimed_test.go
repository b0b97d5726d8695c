package cause_test

import (
	"strings"
	"testing"

	"inquest/internal/cause"
)

// TestLogsWithoutTimes: nothing says when the lines of a build were written, so
// an error among them is never taken for something over and done with.
func TestLogsWithoutTimes(t *testing.T) {
	steps := strings.Repeat("[INFO] compiling module core\n[INFO] 214 classes written\n", 12)
	for _, x := range []struct {
		name, log string
		want      cause.Verdict
	}{
		{"a failing build", steps + "[ERROR] cannot find symbol Shelf in Depot.java:[14,9]\n[ERROR] module depot does not compile\n", cause.Open},
		{"a clean build", steps + "[WARNING] deprecated call in Depot.java:[14,9]\n[INFO] all modules written\n", cause.NoIncident},
	} {
		t.Run(x.name, func(t *testing.T) {
			_, _, r := inquestOf(t, map[string]string{"build.log": x.log})
			if r.Verdict != x.want {
				t.Errorf("verdict %s, want %s", r.Verdict, x.want)
			}
			if r.Headline.IsZero() {
				t.Error("no headline")
			}
			if text := say(r.Headline); strings.HasPrefix(text, "0 runs failed") {
				t.Errorf("the headline speaks of runs: %s", text)
			}
		})
	}
}
