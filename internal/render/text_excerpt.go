package render

import (
	"fmt"
	"strconv"
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/report"
)

// How many lines of an excerpt the terminal shows, and how many of one shape
// over the whole page.
const (
	excerptLines = 4
	linesAlike   = 3
)

// excerpt shows the lines that differ from those above. Where none does, lines
// by which runs failed, or that stand under a heading of their own, are named
// by their numbers; others are left out.
func (t *textPage) excerpt(b *report.Block) {
	e := b.Excerpt
	if t.full {
		t.wholeExcerpt(b)
		return
	}
	if t.told(e) {
		return
	}
	shown, left := t.lines.pick(e.Lines, excerptLines, linesAlike)
	if len(shown) == 0 {
		title := b.Heading
		if title.Empty() && e.Of == report.OfFailures {
			title = e.Title
		}
		if !title.Empty() {
			t.para("", "  ", append(textSpans(title, strong), span{plain, ": " + alikeWords(e, left)}))
		}
		return
	}
	if !b.Heading.Empty() {
		t.blank()
		t.para("", "", textSpans(b.Heading, strong))
	}
	spans := append(textSpans(e.Title, plain), span{plain, "  "}, span{strong, e.File.Open(clipped(escapeText, longQuote))})
	t.para("", "", append(spans, span{dim, "  " + shownWords(len(shown), e)}))
	rows := map[string]int{}
	for i := range shown {
		l := &shown[i]
		s := shape(l.Text)
		switch {
		case rows[s] > 0:
			rows[s] = 1 // the reader knows the rest of it
		case l.Role == "":
			rows[s] = 2
		default:
			rows[s] = longestLog
		}
		t.logLine(l, rows[s], i > 0 && l.Line > shown[i-1].Line+1)
	}
}

// wholeExcerpt shows every line.
func (t *textPage) wholeExcerpt(b *report.Block) {
	e := b.Excerpt
	t.blank()
	if !b.Heading.Empty() {
		t.para("", "", textSpans(b.Heading, strong))
	}
	spans := append(textSpans(e.Title, plain), span{plain, "  "}, span{strong, e.File.Open(clipped(escapeText, longQuote))})
	t.para("", "", append(spans, span{dim, "  " + shownWords(len(e.Lines), e)}))
	for i := range e.Lines {
		t.logLine(&e.Lines[i], wholeLog, i > 0 && e.Lines[i].Line > e.Lines[i-1].Line+1)
	}
}

// told tells whether an excerpt only illustrates a table, line by line: the table
// has the numbers that lead to these lines, and the leading hypothesis quotes
// those that matter.
func (t *textPage) told(e *report.Excerpt) bool {
	if len(t.r.Hypotheses) == 0 || len(t.r.Hypotheses[0].Evidence) == 0 {
		return false
	}
	return e.Of == report.OfLines
}

// longestLog is over how many rows a line of a log may go, and wholeLog where
// nothing is left out.
const (
	longestLog = 4
	wholeLog   = 1 << 10
)

// logLine is a verbatim line behind its number, over so many rows at most;
// skipped tells that lines in front of it are left out.
func (t *textPage) logLine(l *report.Line, rows int, skipped bool) {
	s := plain
	switch l.Role {
	case "cause":
		s = blaming
	case "failure":
		s = failing
	}
	bar := span{s, "▌"}
	if l.Role == "" {
		bar.text = " "
	}
	number := strconv.FormatInt(l.Line, 10)
	if skipped {
		number = "⋮ " + number
	}
	first := padLeft(number, 8) + " "
	width := t.width - columns(first) - 2
	parts := wrapVerbatim(l.Text.Open(clipped(escapeText, longLine))+cutMark(*l), width)
	if len(parts) > rows {
		parts = parts[:rows]
		parts[rows-1] = fit(strings.TrimRight(parts[rows-1], " ")+" …", width)
	}
	for k, part := range parts {
		if k > 0 {
			first = "         "
		}
		t.line("", span{dim, first}, bar, span{plain, " " + part})
	}
}

// alikeWords say that an excerpt's lines are of the shape of lines above.
func alikeWords(e *report.Excerpt, lines []report.Line) string {
	words := ""
	for i, l := range lines {
		if i > 0 {
			words += ", "
		}
		words += strconv.FormatInt(l.Line, 10)
	}
	if e.Total == 1 {
		return "the " + strings.TrimSuffix(e.Of, "s") + ", " + words + ", is shown elsewhere or of the form of one that is"
	}
	name := "lines"
	if len(lines) == 1 {
		name = "line"
	}
	return fmt.Sprintf("%s %s, shown elsewhere or of the same form (%s %s)", evidence.FormatCount(e.Total), e.Of, name, words)
}

func shownWords(n int, e *report.Excerpt) string {
	return fmt.Sprintf("%s of %s %s shown", evidence.FormatCount(int64(n)), evidence.FormatCount(e.Total), e.Of)
}
