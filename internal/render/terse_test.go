package render

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"inquest/internal/evidence"
	"inquest/internal/report"
	"pgregory.net/rapid"
)

func TestOneDay(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"2026-03-14T02:00:00", "2026-03-14T23:59:59.5", "2026-03-14"},
		{"2026-03-14T02:00:00Z", "2026-03-14T02:00:00Z", "2026-03-14"},
		{"2026-03-14T23:59:59", "2026-03-15T00:00:00", ""},
		{"", "", ""},
		{"2026-03-14T02:00:00", "", ""},
	} {
		if got := oneDay(report.Window{From: c.from, To: c.to}); got != c.want {
			t.Errorf("oneDay(%q, %q) = %q, want %q", c.from, c.to, got, c.want)
		}
	}
}

func TestUndatedKeepsOtherDays(t *testing.T) {
	for _, c := range []struct{ in, day, want string }{
		{"2026-03-14 02:00:00", "2026-03-14", "02:00:00"},
		{"2026-03-13 23:59:00", "2026-03-14", "2026-03-13 23:59:00"},
		{"2026-03-14 02:00:00", "", "2026-03-14 02:00:00"},
		{"14 s", "2026-03-14", "14 s"},
	} {
		if got := undated(c.in, c.day); got != c.want {
			t.Errorf("undated(%q, %q) = %q, want %q", c.in, c.day, got, c.want)
		}
	}
}

// TestOwnNamesAreWords holds that only the product's own words lose the look of
// a quotation, and that no payload passes for them.
func TestOwnNamesAreWords(t *testing.T) {
	for _, s := range []string{"All jobs", "All requests", "an unnamed protocol", "an unnamed component"} {
		if got := ownName(evidence.NewQuote(s)); got != s {
			t.Errorf("ownName(%q) = %q", s, got)
		}
	}
	for _, s := range append([]string{"All", "All ", "All s", "All Jobs", "All job", "All jobs ", "all jobs", "All jobs<b>s", "All " + strings.Repeat("x", 40) + "s", "bake"}, payloads...) {
		if got := ownName(evidence.NewQuote(s)); got != "" && s != "All s" {
			t.Errorf("ownName(%q) = %q, want none", s, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "name")
		if strings.ContainsAny(ownName(evidence.NewQuote("All "+s)), "<>&\"'`|*_[]\x1b\n") {
			t.Fatalf("%q passes as the product's own", s)
		}
	})
}

// TestSpokenSaysTheClaim: apart from the date, the sentence is the claim's.
func TestSpokenSaysTheClaim(t *testing.T) {
	r := sampleReport(t, nil)
	for _, id := range r.Claims.IDs() {
		c := r.Claims.Claim(id)
		for _, day := range []string{"", "2026-03-14", "2026-03-15"} {
			got := ""
			for _, s := range spoken(c, day) {
				got += s.Text + s.Quote.Open(asIs)
			}
			want := c.Sentence(asIs)
			if day != "" {
				want = strings.ReplaceAll(want, day+" ", "")
			}
			if got != want {
				t.Errorf("%s on day %q is said as %q, want %q", id, day, got, want)
			}
		}
	}
}

func TestShapeForgetsNumbers(t *testing.T) {
	a := evidence.NewQuote("2026-03-14 02:18:02,155 ERROR Job LB-4312 failed after 58.0 seconds: connection refused")
	b := evidence.NewQuote("2026-03-14 02:19:22,001 ERROR Job LB-4337 failed after 4.2 seconds:  connection refused")
	c := evidence.NewQuote("2026-03-14 02:19:22,001 ERROR Job LB-4337 failed after 4.2 seconds: timeout")
	if shape(a) != shape(b) || shape(a) == shape(c) {
		t.Errorf("shapes %q, %q, %q", shape(a), shape(b), shape(c))
	}
}

func logLines(texts ...string) []report.Line {
	var out []report.Line
	for i, s := range texts {
		out = append(out, report.Line{Line: int64(i + 1), Text: evidence.NewQuote(s), Ref: evidence.Ref{File: "a.log", Line: int64(i + 1)}})
	}
	return out
}

func lineNumbers(ls []report.Line) []int64 {
	out := []int64{}
	for _, l := range ls {
		out = append(out, l.Line)
	}
	return out
}

func TestPickShowsAFewOfAShapeOnce(t *testing.T) {
	lines := logLines("job 1 failed", "job 2 failed", "disk full", "job 3 failed", "job 4 failed", "net down", "dns down")
	var c lineChooser
	shown, left := c.pick(lines, 4, 3)
	if got := fmt.Sprint(lineNumbers(shown), lineNumbers(left)); got != "[1 2 3 4] [5 6 7]" {
		t.Errorf("the first excerpt shows %s", got)
	}
	shown, left = c.pick(lines, 9, 3)
	if got := fmt.Sprint(lineNumbers(shown), lineNumbers(left)); got != "[6 7] [1 2 3 4 5]" {
		t.Errorf("the second excerpt shows %s", got)
	}
	c.reserve(logLines("queue 7 stuck"))
	shown, _ = c.pick(logLines("queue 9 stuck"), 4, 3)
	if len(shown) != 0 {
		t.Error("a line of a shape that comes later is shown")
	}
}

func TestLetters(t *testing.T) {
	for n, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 27: "AB", 701: "ZZ", 702: "AAA"} {
		if got := letter(n); got != want {
			t.Errorf("letter(%d) = %q, want %q", n, got, want)
		}
	}
	seen := map[string]bool{}
	for n := range 2000 {
		if l := letter(n); seen[l] {
			t.Fatalf("%q names two files", l)
		} else {
			seen[l] = true
		}
	}
}

var (
	citation = regexp.MustCompile(`\[(c\d+(?: c\d+)*)\]`)
	entry    = regexp.MustCompile(`(?:^|  )(c\d+) [A-Z]+:\d`)
)

// TestEveryNumberIsInTheLedger holds that each claim which the terminal names is
// listed with its line, that no other is, and that the rest is counted.
func TestEveryNumberIsInTheLedger(t *testing.T) {
	for name, r := range handmade(t) {
		out := renderText(t, r, 100)
		body, ledger, ok := strings.Cut(out, "── Claims")
		if !ok {
			t.Fatalf("%s: no ledger", name)
		}
		var named, listed []string
		for _, m := range citation.FindAllStringSubmatch(body, -1) {
			named = append(named, strings.Fields(m[1])...)
		}
		for _, line := range strings.Split(ledger, "\n") {
			for _, m := range entry.FindAllStringSubmatch(line, -1) {
				listed = append(listed, m[1])
			}
		}
		slices.Sort(named)
		slices.Sort(listed)
		if named = slices.Compact(named); !slices.Equal(named, listed) {
			t.Errorf("%s: the page names %v, the ledger lists %v", name, named, listed)
		}
		rest := r.Claims.Len() - len(listed)
		if rest > 0 != strings.Contains(ledger, countWords(int64(rest), "further claim")) {
			t.Errorf("%s: %d claims are neither named nor counted", name, rest)
		}
	}
}

// TestDateStandsOnce: a report of one day names the day in its header, and only
// commands and lines of logs name it again.
func TestDateStandsOnce(t *testing.T) {
	r := handmade(t)["one-day"]
	out := renderText(t, r, 100)
	for i, line := range strings.Split(out, "\n") {
		if strings.Contains(line, "2026-03-14") != (i == 0) && !strings.Contains(line, "▌") && !strings.Contains(line, "--since") {
			t.Errorf("line %d: %q", i, line)
		}
	}
	if !strings.Contains(out, "02:02:00") {
		t.Error("no time is left")
	}
	md := string(render(t, "md", r))
	if !strings.Contains(md, "the first at 2026-03-14 02:02:00") {
		t.Error("Markdown does not keep the full instant")
	}
}

func TestCommandsStandOnceBesideTheFirstScreen(t *testing.T) {
	out := renderText(t, handmade(t)["one-day"], 100)
	_, below, _ := strings.Cut(out, "── 2")
	if n := strings.Count(below, "psql -h ledger-db"); n != 1 {
		t.Errorf("the command stands %d times below the first screen, want once, under the recommendations", n)
	}
}

func TestHypothesesGetShorter(t *testing.T) {
	r := handmade(t)["one-day"]
	for len(r.Hypotheses) < 6 {
		h := r.Hypotheses[1]
		h.Rank = len(r.Hypotheses) + 1
		r.Hypotheses = append(r.Hypotheses, h)
	}
	for i := range r.Sections {
		if r.Sections[i].ID == "cause" {
			r.Sections[i].Blocks[0].Ranks = []int{1, 2, 3, 4, 5, 6}
		}
	}
	out := renderText(t, r, 100)
	for rank := 4; rank <= 6; rank++ {
		if !regexp.MustCompile(fmt.Sprintf(`(?m)^%d · .*: contradicted, .*confidence 0\.10$`, rank)).MatchString(out) {
			t.Errorf("hypothesis %d is not one line", rank)
		}
	}
	if !strings.Contains(out, "--format md or html") {
		t.Error("nothing says where the rest stands")
	}
}

func TestWrapVerbatimLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := visible(rapid.StringN(0, 200, 400).Draw(t, "line"))
		width := rapid.IntRange(8, 60).Draw(t, "width")
		parts := wrapVerbatim(s, width)
		if strings.Join(parts, "") != s {
			t.Fatalf("%q becomes %q", s, parts)
		}
		for _, p := range parts {
			if columns(p) > width {
				t.Fatalf("%d columns in %q, want at most %d", columns(p), p, width)
			}
		}
	})
}

func TestNamesBreakAtTheirJoints(t *testing.T) {
	got := wrap([]span{{plain, "batch-01/network/probe-of-the-gateway.log"}}, 20)
	var lines []string
	for _, l := range got {
		lines = append(lines, l[0].text)
	}
	if want := []string{"batch-01/network/", "probe-of-the-", "gateway.log"}; !slices.Equal(lines, want) {
		t.Errorf("broken into %q, want %q", lines, want)
	}
}

func TestFilledBars(t *testing.T) {
	bar := func(n int64) report.HistogramBar { return report.HistogramBar{Succeeded: n} }
	for _, c := range []struct {
		in   []int64
		want int
	}{{nil, 0}, {[]int64{0, 0}, 0}, {[]int64{0, 2, 0, 3, 0}, 3}, {[]int64{1}, 1}} {
		var bars []report.HistogramBar
		for _, n := range c.in {
			bars = append(bars, bar(n))
		}
		if got := filled(bars); len(got) != c.want {
			t.Errorf("%v: %d bars, want %d", c.in, len(got), c.want)
		}
	}
}

func TestTablesOfZerosAreNarrowed(t *testing.T) {
	zero, one := evidence.Count("n", 0, ""), evidence.Count("n", 1, "")
	cols := []report.Column{{Title: "Unit"}}
	row := []report.Cell{{Text: report.Quoted("bake")}}
	for i := range 12 {
		cols = append(cols, report.Column{Title: fmt.Sprintf("Column %d", i), Numeric: true})
		v := zero
		if i == 5 {
			v = one
		}
		row = append(row, report.Cell{Value: &v})
	}
	tb := &report.Table{Columns: cols, Rows: [][]report.Cell{row}, Total: row}
	p := &textPage{r: &report.Report{}, width: 60, cited: map[report.ID]bool{}, said: map[report.ID]bool{}}
	if got := p.narrowed(tb); len(got.Columns) != 2 || len(got.Rows[0]) != 2 || len(got.Total) != 2 || got.Columns[1].Title != "Column 5" {
		t.Errorf("narrowed to %+v", got.Columns)
	}
	p.width = 400
	if got := p.narrowed(tb); got != tb {
		t.Error("a table that fits is changed")
	}
	if len(tb.Columns) != 13 || len(tb.Rows[0]) != 13 {
		t.Error("the report's own table is changed")
	}
}

func TestLongTablesAreCounted(t *testing.T) {
	tb := &report.Table{Columns: make([]report.Column, 3), More: 2}
	for range tableRows + 5 {
		tb.Rows = append(tb.Rows, make([]report.Cell, 3))
	}
	if got := firstRows(tb); len(got.Rows) != tableRows || got.More != 7 || len(tb.Rows) != tableRows+5 {
		t.Errorf("%d rows, %d more", len(got.Rows), got.More)
	}
}

func TestPairsFlow(t *testing.T) {
	n := evidence.Count("n", 1234, "")
	tb := &report.Table{Columns: make([]report.Column, 2), Rows: [][]report.Cell{
		{{Text: report.Words("Failed runs")}, {Value: &n, Role: "failure"}}, {{Text: report.Words("Cost")}, {Text: report.Words("not known")}},
	}}
	p := &textPage{r: &report.Report{}, width: 80, cited: map[report.ID]bool{}, said: map[report.ID]bool{}}
	p.table(tb)
	if got := p.b.String(); got != "Failed runs: 1,234 · Cost: not known\n" {
		t.Errorf("got %q", got)
	}
	if tb.Rows[1][1].Claims = []report.ID{"c1"}; pairs(tb) {
		t.Error("a table with claims is set as pairs")
	}
}

func TestChooseNamesEachClaimOnce(t *testing.T) {
	r := sampleReport(t, nil)
	p := &textPage{r: r, width: 80, cited: map[report.ID]bool{}, said: map[report.ID]bool{"c3": true}}
	ids := r.Claims.IDs()
	full, more, before := p.choose(ids, 2)
	all := slices.Concat(full, more, before)
	slices.Sort(all)
	want := slices.Clone(ids)
	slices.Sort(want)
	if !slices.Equal(all, want) || len(full) > 2 || !slices.Equal(before, []report.ID{"c3"}) {
		t.Errorf("chosen %v, more %v, before %v of %v", full, more, before, ids)
	}
}

func TestCheckedWords(t *testing.T) {
	for in, want := range map[string]string{"": "", "not checked live": " (not checked live)", "2026-01-02": " (checked 2026-01-02)"} {
		if got := checkedWords(&report.Reference{Checked: in}); got != want {
			t.Errorf("checkedWords(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestIllustrationsGiveWay: lines that only illustrate a table are left to the
// leading hypothesis, and stay where there is none with lines.
func TestIllustrationsGiveWay(t *testing.T) {
	b := &report.Block{Kind: report.ExcerptBlock, Excerpt: &report.Excerpt{Title: report.Words("One line of each class"),
		File: evidence.NewQuote("a.log"), Lines: logLines("disk full"), Total: 9, Of: report.OfLines}}
	for _, c := range []struct {
		hypotheses []report.Hypothesis
		want       bool
	}{{nil, true}, {[]report.Hypothesis{{}}, true}, {[]report.Hypothesis{{Evidence: logLines("net down")}}, false}} {
		p := &textPage{r: &report.Report{Hypotheses: c.hypotheses}, width: 80}
		p.excerpt(b)
		if got := strings.Contains(p.b.String(), "disk full"); got != c.want {
			t.Errorf("with %d hypotheses: shown %v, want %v", len(c.hypotheses), got, c.want)
		}
	}
}

func TestFailureLinesAreAlwaysNamed(t *testing.T) {
	lines := logLines("job 1 failed", "job 2 failed")
	for i := range lines {
		lines[i].Role = "failure"
	}
	p := &textPage{r: &report.Report{}, width: 80}
	p.lines.reserve(logLines("job 9 failed"))
	p.excerpt(&report.Block{Kind: report.ExcerptBlock, Excerpt: &report.Excerpt{Title: report.Words("Failed runs"),
		File: evidence.NewQuote("a.log"), Lines: lines, Total: 7, Of: "failure lines"}})
	if got := p.b.String(); got != "Failed runs: 7 failure lines, shown elsewhere or of the same form (lines 1, 2)\n" {
		t.Errorf("got %q", got)
	}
}
