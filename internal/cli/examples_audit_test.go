package cli

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestExamplesAudit holds the audit of the example report against the one that is kept
// beside it, and that refuted statements end with 10 where that is asked for.
func TestExamplesAudit(t *testing.T) {
	report, logs := filepath.Join(examplesDir, "nightly-jobs.report.md"), filepath.Join(examplesDir, "nightly-jobs")
	run(t, ExitIncident, "audit", report, logs, "--fail-on", "refuted")
	for ending, format := range map[string]string{".txt": "text", ".md": "md"} {
		got := run(t, ExitOK, "audit", report, logs, "--format", format)
		golden := filepath.Join(examplesDir, "expected", "nightly-jobs.audit"+ending)
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatalf("%v; run 'make golden' and review the file", err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s changed; if that is meant, run 'make golden' and review the diff (-want +got):\n%s", golden, diff)
		}
	}
}
