package audit_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"inquest/internal/audit"
)

// longReport is a report of n chapters, each with prose, a quoted line and a table.
func longReport(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "## Chapter %d\n\nJob b2 failed at 10:00:05 after 3 seconds, and 3 of 4 jobs failed; 1 job completed successfully at 10:00:00.\n\n"+
			"The connection to 10.0.0.7 timed out at 10:00:04, about 3 seconds after the attempt on port 5432.\n\n"+
			"```\n2026-01-05 10:00:05 - ERROR - Job b2 failed after 3 seconds.\n```\n\n| Outcome | Jobs |\n|---|---|\n| failed | 3 |\n| succeeded | 1 |\n\n", i)
	}
	return b.String()
}

// BenchmarkLongReport measures a report of two hundred chapters.
func BenchmarkLongReport(b *testing.B) {
	l := logsOf(b, sampleLogs)
	text := longReport(200)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		l.audit(b, "long.md", text)
	}
}

// TestManyStatements holds that a long report is judged up to the limit, says so, and that
// the same chapter comes out the same wherever it stands.
func TestManyStatements(t *testing.T) {
	l := logsOf(t, sampleLogs)
	one, many := l.audit(t, "one.md", longReport(1)), l.audit(t, "many.md", longReport(60))
	if many.Summary.Refuted != one.Summary.Refuted*60 || many.Summary.Statements < 50*one.Summary.Statements {
		t.Errorf("one chapter: %+v; sixty: %+v", one.Summary, many.Summary)
	}
	limited := l.auditWith(t, "many.md", longReport(60), audit.Limits{Statements: 100})
	if limited.Summary.Statements != 100 {
		t.Errorf("%d statements, want the limit of 100", limited.Summary.Statements)
	}
	var out bytes.Buffer
	if err := audit.WriteText(&out, limited, audit.TextOptions{}); err != nil || !strings.Contains(out.String(), "more statements than are judged") {
		t.Errorf("the limit is not told: %v\n%s", err, out.String())
	}
}
