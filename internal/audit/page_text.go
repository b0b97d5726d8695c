package audit

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/render"
)

// TextOptions of the terminal form.
type TextOptions struct {
	All   bool // also what is proven and what cannot be checked
	Color bool
	Width int
}

var marks = map[Verdict]string{Proven: "✓", Refuted: "✗", Unsupported: "?", NotCheckable: "–"}

var colors = map[Verdict]string{Proven: "\x1b[32m", Refuted: "\x1b[31m", Unsupported: "\x1b[33m", NotCheckable: "\x1b[2m"}

// WriteText writes the result for a terminal: the summary, then the statements
// that do not hold.
func WriteText(out io.Writer, r *Result, o TextOptions) error {
	w := bufio.NewWriter(out)
	t := textPage{w, o}
	t.head(r)
	for i := range r.Statements {
		s := &r.Statements[i]
		if o.All || s.Verdict == Refuted || s.Verdict == Unsupported {
			t.statement(s)
		}
	}
	t.foot(r)
	return w.Flush()
}

type textPage struct {
	w *bufio.Writer
	o TextOptions
}

func openText(q evidence.Quote) string { return q.Open(render.EscapeText) }

func (t textPage) paint(v Verdict, s string) string {
	if !t.o.Color {
		return s
	}
	return colors[v] + s + "\x1b[0m"
}

func (t textPage) head(r *Result) {
	fmt.Fprintf(t.w, "Audit of %s (%s, %s)\n", openText(r.Report.Name), r.Report.Format, plural(r.Report.Bytes, "byte", "bytes"))
	if r.Logs.Internal {
		fmt.Fprintln(t.w, "held against its own excerpts: no logs were given, so this is internal consistency only")
	} else {
		fmt.Fprintf(t.w, "held against %s, %s\n", plural(len(r.Logs.Inputs), "input", "inputs"), plural(r.Logs.Lines, "line", "lines"))
	}
	for _, n := range append(append([]evidence.Quote{}, r.Report.Notes...), r.Logs.Notes...) {
		fmt.Fprintf(t.w, "note: %s\n", openText(n))
	}
	s := r.Summary
	fmt.Fprintf(t.w, "\n%s: %s, %s, %s, %s\n\n", plural(s.Statements, "statement", "statements"),
		t.paint(Proven, itoa(s.Proven)+" proven"), t.paint(Refuted, itoa(s.Refuted)+" refuted"),
		t.paint(Unsupported, itoa(s.Unsupported)+" unsupported"), t.paint(NotCheckable, itoa(s.NotCheckable)+" not checkable"))
}

func (t textPage) statement(s *Statement) {
	at := fmt.Sprintf("line %d", s.Span.Line)
	if s.Span.Page > 0 {
		at = fmt.Sprintf("page %d, ", s.Span.Page) + at
	}
	fmt.Fprintf(t.w, "%s %s  %s  %s\n", t.paint(s.Verdict, marks[s.Verdict]+" "+string(s.Verdict)), at, s.Kind, s.ID)
	t.wrap("    \u201c", clip(openText(s.Text), 240)+"\u201d")
	t.wrap("    ", openText(s.Reason))
	if s.Correction.Len() > 0 {
		t.wrap("    right: ", clip(openText(s.Correction), 300))
	}
	t.refs(s)
	fmt.Fprintln(t.w)
}

func (t textPage) refs(s *Statement) {
	const most = 3
	for i, r := range s.Refs {
		if i == most {
			break
		}
		place := render.EscapeText(r.File) + ":" + itoa(r.Line)
		if n := r.Span(); n > 1 {
			place += "-" + itoa(r.Line+n-1)
		}
		t.wrap("    "+place+"  ", clip(openText(r.Text), 200))
	}
	if s.RefsTotal > min(most, len(s.Refs)) && len(s.Refs) > 0 {
		fmt.Fprintf(t.w, "    and %d more\n", s.RefsTotal-min(most, len(s.Refs)))
	}
}

// wrap writes words in lines of the width, indented like the first.
func (t textPage) wrap(lead, s string) {
	width := t.o.Width
	if width <= 0 {
		width = 100
	}
	indent := "    "
	line := lead
	fresh := true
	for word := range strings.FieldsSeq(s) {
		if !fresh && len([]rune(line))+1+len([]rune(word)) > width {
			fmt.Fprintln(t.w, line)
			line, fresh = indent, true
		}
		if !fresh {
			line += " "
		}
		line += word
		fresh = false
	}
	fmt.Fprintln(t.w, strings.TrimRight(line, " "))
}

func (t textPage) foot(r *Result) {
	s := r.Summary
	if n := s.Proven + s.Refuted + s.Unsupported; n > 0 {
		fmt.Fprintf(t.w, "%s of what the logs can tell is proven: %d of %d.\n", decimal(s.Score)+" %", s.Proven, n)
	} else {
		fmt.Fprintln(t.w, "Nothing in the report can be checked against these logs.")
	}
}
