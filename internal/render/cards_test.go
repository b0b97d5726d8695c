package render

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"inquest/internal/evidence"
	"inquest/internal/report"
)

// TestNoRowIsWiderThanThePage sets tables of any shape at any width: no line is too wide,
// and no cell is lost.
func TestNoRowIsWiderThanThePage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cols := rapid.IntRange(3, 12).Draw(t, "columns")
		tb := &report.Table{}
		var words []string
		for c := range cols {
			tb.Columns = append(tb.Columns, report.Column{Title: fmt.Sprintf("Col%d", c), Numeric: rapid.Bool().Draw(t, "numeric")})
		}
		for r := range rapid.IntRange(1, 6).Draw(t, "rows") {
			var row []report.Cell
			for c := range cols {
				w := fmt.Sprintf("v%d-%d", r, c) + strings.Repeat("x", rapid.IntRange(0, 30).Draw(t, "length"))
				row = append(row, report.Cell{Text: report.Quoted(w)})
				words = append(words, w)
			}
			tb.Rows = append(tb.Rows, row)
		}
		width := rapid.IntRange(40, 160).Draw(t, "width")
		p := &textPage{r: &report.Report{}, width: width, color: rapid.Bool().Draw(t, "color")}
		p.table(tb)
		for _, line := range strings.Split(p.b.String(), "\n") {
			if n := columns(line); n > width {
				t.Fatalf("a line of %d columns on a page of %d:\n%s", n, width, p.b.String())
			}
			if strings.HasSuffix(line, " ") {
				t.Fatalf("a space at the end of %q", line)
			}
		}
		flat := strings.Join(strings.FieldsFunc(p.b.String(), func(r rune) bool { return r == ' ' || r == '\n' || r == '·' }), "")
		letters := strings.Count(flat, "v")
		want := 0
		for _, w := range words {
			want += strings.Count(w, "v")
		}
		if letters < want && !p.color {
			t.Fatalf("%d of %d cells are there:\n%s", letters, want, p.b.String())
		}
	})
}

func TestWideTablesBecomeParagraphs(t *testing.T) {
	count := func(n int64) report.Cell { v := evidence.Count("n", n, ""); return report.Cell{Value: &v} }
	tb := &report.Table{Columns: []report.Column{{Title: "File"}, {Title: "Format"}, {Title: "Lines", Numeric: true}, {Title: "Zone"}}, More: 2}
	tb.Rows = [][]report.Cell{{{Text: report.Quoted("web8/apache2/a-very-long-name-of-a-file.log")}, {Text: report.Words("apache-error, plain, and others")}, count(1234), {}}}
	tb.Total = []report.Cell{{Text: report.Words("all")}, {}, count(1234), {}}
	p := &textPage{r: &report.Report{}, width: 40}
	p.table(tb)
	got := p.b.String()
	for _, want := range []string{"format apache-error", "lines 1,234", "all · lines 1,234", "2 further rows"} {
		if !strings.Contains(strings.Join(strings.Fields(got), " "), want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if strings.Contains(got, "zone") {
		t.Errorf("an empty cell is named:\n%s", got)
	}
	p = &textPage{r: &report.Report{}, width: 120}
	p.table(tb)
	if !strings.Contains(p.b.String(), "File") || strings.Contains(p.b.String(), "·") {
		t.Errorf("a table that fits is no table:\n%s", p.b.String())
	}
}

func TestNeighboursOfOneStyleShareItsCodes(t *testing.T) {
	p := &textPage{r: &report.Report{}, width: 80, color: true}
	p.line("  ", span{strong, "a"}, span{strong, " "}, span{strong, "b"}, span{plain, " c"}, span{dim, ""}, span{dim, " d"}, span{plain, "  "})
	if got, want := p.b.String(), "  "+string(strong)+"a b"+reset+" c"+string(dim)+" d"+reset+"\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	p.b.Reset()
	p.line("    ", span{plain, "  "})
	if got := p.b.String(); got != "\n" {
		t.Errorf("an empty line is %q", got)
	}
}

func TestEmptyBarsAreFolded(t *testing.T) {
	h := &report.Histogram{Width: 1e9, N: 3, Min: 1e8, Max: 11e9, Median: 1e8, Sum: 12e9}
	for i := range int64(12) {
		h.Bars = append(h.Bars, report.HistogramBar{From: i * 1e9, To: (i + 1) * 1e9})
	}
	h.Bars[0].Failed, h.Bars[11].Succeeded, h.Bars[3].Failed = 1, 1, 1
	p := &textPage{r: &report.Report{}, width: 80}
	p.histogram(h)
	got := p.b.String()
	if !strings.Contains(got, "none in 7 further steps") || strings.Count(got, "\n") != 6 {
		t.Errorf("seven empty bars are not one line, or two are:\n%s", got)
	}
}

func TestConfidenceIsCountedAmongWhatIsKnown(t *testing.T) {
	part := func(known, holds bool) report.Part { return report.Part{Name: "p", Known: known, Holds: holds} }
	for _, c := range []struct {
		parts []report.Part
		want  string
	}{
		{nil, "0 of 0 parts hold"},
		{[]report.Part{part(true, true)}, "1 of 1 parts holds"},
		{[]report.Part{part(true, true), part(true, true), part(false, false)}, "2 of 2 known parts hold"},
		{[]report.Part{part(true, false), part(false, true)}, "0 of 1 known parts hold"},
	} {
		if got := holdingWords(c.parts); got != c.want {
			t.Errorf("%+v: %q, want %q", c.parts, got, c.want)
		}
	}
}
