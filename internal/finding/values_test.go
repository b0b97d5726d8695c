package finding_test

import (
	"fmt"
	"strings"
	"testing"

	"inquest/internal/finding"
)

// builds is a log whose lines hold a value that depends on the second.
func builds(format string, value func(i int) string) string {
	var l lines
	for i := 0; i < 80; i += 4 {
		l.at(float64(i)+0.3, "INFO", format, value(i))
	}
	return l.String()
}

// TestValuesThatChange: a version, an address or a setting that all lines share and that is
// another one from about the first failure on; no counter, no time, nothing by turns.
func TestValuesThatChange(t *testing.T) {
	from := func(at int, was, is string) func(int) string {
		return func(i int) string { return map[bool]string{true: is, false: was}[i >= at] }
	}
	for name, c := range map[string]struct {
		format string
		value  func(int) string
		want   string
	}{
		"version":     {"using libframe-dev %s from the image", from(40, "1.8.4-1", "2.0.1-1"), "behind libframe-dev stands 1.8.4-1 until 2033-02-03 12:00:28.300, and 2.0.1-1 from 2033-02-03 12:00:48.300 on"},
		"plan":        {"looked up plan=%s hits", from(40, "prefix", "full-scan"), "behind plan stands prefix until"},
		"address":     {"answered by upstream=%s", from(40, "10.3.3.8:80", "10.3.3.9:80"), "behind upstream stands 10.3.3.8:80 until"},
		"setting":     {"opened pool, max_size=%s", from(40, "20", "2"), "behind max_size stands 20 until"},
		"digest":      {"started from image %s", from(40, "0be2c41", "77e1a90"), "behind image stands 0be2c41 until"},
		"long before": {"using libframe-dev %s from the image", from(12, "1.8.4-1", "2.0.1-1"), ""},
		"by turns":    {"using libframe-dev %s from the image", func(i int) string { return from(40, "1.8.4-1", "2.0.1-1")(i%8*10 + i%3) }, ""},
		"outcome":     {"checked, state=%s", from(40, "up", "degraded"), ""},
		"failure":     {"checked, mode=%s", from(40, "normal", "failed"), ""},
		"process":     {"at work, pid=%s", from(40, "20", "31"), ""},
		"counter":     {"handled %s lines", func(i int) string { return fmt.Sprint(i) }, ""},
		"plain words": {"the %s goes on", from(40, "work", "rest"), ""},
	} {
		got := sentences(detectIn(t, finding.Input{}, map[string]string{"crane2/feed.log": work(80), "crane2/build.log": builds(c.format, c.value)}), finding.KindValue)
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: said %q, want %q", name, got, c.want)
		}
	}
}
