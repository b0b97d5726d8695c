package render

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"inquest/internal/report"
)

func leavesText(t *testing.T, r *report.Report, o Options) string {
	t.Helper()
	var b strings.Builder
	for _, c := range Chapters(r, o) {
		fmt.Fprintf(&b, "════ %s\n", c.Name)
		for _, l := range c.Leaves {
			fmt.Fprintf(&b, "── %s\n%s\n", l.Title, strings.Join(l.Lines(), "\n"))
		}
	}
	return b.String()
}

// TestGoldenChapters keeps all leaves of the sample.
func TestGoldenChapters(t *testing.T) {
	golden(t, "sample.chapters", []byte(leavesText(t, sampleReport(t, nil), Options{Width: 76})))
}

// TestLeavesSayEverything: every claim is said in full somewhere outside of the
// ledger's own chapter if a section holds it, every verbatim line is whole, and
// nothing points to another medium.
func TestLeavesSayEverything(t *testing.T) {
	r := sampleReport(t, nil)
	said := map[string]string{}
	for _, c := range Chapters(r, Options{Width: 400}) {
		for _, l := range c.Leaves {
			said[c.Name] += strings.Join(l.Lines(), "\n") + "\n"
		}
	}
	for _, id := range r.Claims.IDs() {
		if !strings.Contains(said["Claims"], "["+string(id)+"]") {
			t.Errorf("the ledger lacks %s", id)
		}
	}
	for _, word := range []string{"--format", "more:", "said above"} {
		if strings.Contains(said["Report"], word) {
			t.Errorf("the whole text says %q", word)
		}
	}
	for _, q := range r.Quotations() {
		if !strings.Contains(said["Lines"], q.Text.Open(escapeText)) {
			t.Errorf("the lines lack %q", q.Text.Open(escapeText))
		}
	}
}

// TestLeavesAreInertAndFit: payloads in every leaf, at several widths.
func TestLeavesAreInertAndFit(t *testing.T) {
	for i, p := range payloads {
		width := []int{40, 60, 120}[i%3]
		for _, c := range Chapters(sampleReport(t, hostile(p)), Options{Width: width, Color: true}) {
			for _, l := range c.Leaves {
				noActs(t, p, stripStyles(l.Title), "")
				for _, line := range l.Lines() {
					noActs(t, p, stripStyles(line), "")
					if n := ansi.StringWidth(line); n > width+2 {
						t.Errorf("payload %q, %s: %d columns of %d: %q", p, c.Name, n, width, line)
					}
				}
			}
		}
	}
}

func TestStateLineIsOneLine(t *testing.T) {
	for name, r := range handmade(t) {
		if s := StateLine(r, Options{Color: true}); strings.Contains(s, "\n") || !strings.Contains(stripStyles(s), verdictWord(r.Verdict)) {
			t.Errorf("%s: %q", name, s)
		}
	}
}
