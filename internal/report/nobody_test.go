package report_test

import (
	"testing"

	"inquest/internal/report"
)

// TestComplaintsAboutNobody: lines show a class, and neither they nor the file's name tell
// whose fault it is, so that no sentence says it.
func TestComplaintsAboutNobody(t *testing.T) {
	root := files(t, map[string]string{"test.log": "2025-06-06 16:15:30.125+05:30 [level=WARN] Heartbeat timed out after 5000ms. Retrying...\n" +
		"2025-06-06 16:15:31.125+05:30 [level=ERROR] request timed out\n"})
	r := build(t, view(t, root), report.Options{})
	if r.Headline == "" {
		t.Error("no headline")
	}
}
