package audit

import (
	"bufio"
	_ "embed"
	"fmt"
	"io"
	"strings"

	"inquest/internal/document"
	"inquest/internal/evidence"
	"inquest/internal/render"
)

//go:embed style.css
var style string

var classes = map[Verdict]string{Proven: "p", Refuted: "r", Unsupported: "u", NotCheckable: "n"}

func openHTML(q evidence.Quote) string { return q.Open(render.EscapeHTML) }

// WriteHTML writes the report again as one self-contained page, every statement
// marked with its verdict, with the notes beside it. There is no script in it.
func WriteHTML(out io.Writer, r *Result) error {
	w := bufio.NewWriter(out)
	h := htmlPage{w, r}
	h.head()
	lists := byBlock(r)
	for i := range r.doc.Blocks {
		h.block(&r.doc.Blocks[i], lists[i])
	}
	fmt.Fprint(h.w, "</main></body></html>\n")
	return w.Flush()
}

type htmlPage struct {
	w *bufio.Writer
	r *Result
}

func (h htmlPage) head() {
	name := openHTML(h.r.Report.Name)
	fmt.Fprintf(h.w, "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"+
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"><title>Audit of %s</title><style>%s</style></head><body><main>\n", name, style)
	fmt.Fprintf(h.w, "<h1>Audit of %s</h1>\n<p class=\"lead\">%s</p>\n", name, headline(h.r))
	h.bar()
	if h.r.Logs.Internal {
		fmt.Fprint(h.w, "<p class=\"warn\">Held against its own excerpts: <b>internal consistency only</b>, no logs were given.</p>\n")
	} else {
		fmt.Fprintf(h.w, "<p class=\"s\">Held against %s, %s: %s</p>\n", plural(len(h.r.Logs.Inputs), "input", "inputs"), plural(h.r.Logs.Lines, "line", "lines"), h.inputs())
	}
	for _, n := range append(append([]evidence.Quote{}, h.r.Report.Notes...), h.r.Logs.Notes...) {
		fmt.Fprintf(h.w, "<p class=\"s\">%s</p>\n", openHTML(n))
	}
	h.filters()
	h.index()
}

// headline is the first sentence of an audit: what it comes to.
func headline(r *Result) string {
	s, by := r.Summary, "by these logs"
	if r.Logs.Internal {
		by = "by the report's own excerpts"
	}
	switch checked := s.Proven + s.Refuted + s.Unsupported; {
	case checked == 0:
		return "Nothing in this report can be checked " + by + "."
	case s.Refuted == 0 && s.Unsupported == 0:
		return "Nothing is refuted: all " + itoa(s.Proven) + " statements that can be checked " + by + " are proven."
	default:
		return itoa(s.Refuted) + " of " + plural(checked, "statement", "statements") + " that can be checked " + by + " " + isAre(s.Refuted) + " refuted, " + itoa(s.Unsupported) + " unsupported, " + itoa(s.Proven) + " proven (" + decimal(s.Score) + " %)."
	}
}

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

// bar shows the verdicts as parts of one whole; the numbers stand below it.
func (h htmlPage) bar() {
	s := h.r.Summary
	if s.Statements == 0 {
		return
	}
	fmt.Fprint(h.w, "<div class=\"bar\" aria-hidden=\"true\">")
	for _, x := range verdictsOf(s) {
		if x.n > 0 {
			fmt.Fprintf(h.w, "<span class=\"%s\" style=\"flex:%d\"></span>", classes[x.v], x.n)
		}
	}
	fmt.Fprint(h.w, "</div>\n")
}

// verdictCount is how many statements have a verdict.
type verdictCount struct {
	v Verdict
	n int
}

// verdictsOf lists the verdicts, the gravest first.
func verdictsOf(s Summary) []verdictCount {
	return []verdictCount{{Refuted, s.Refuted}, {Unsupported, s.Unsupported}, {Proven, s.Proven}, {NotCheckable, s.NotCheckable}}
}

// filters are buttons that leave the parts of the report with one verdict alone: radio buttons
// and style sheets, no script.
func (h htmlPage) filters() {
	fmt.Fprint(h.w, "<input type=\"radio\" name=\"f\" id=\"f-a\" checked>")
	for _, x := range verdictsOf(h.r.Summary) {
		fmt.Fprintf(h.w, "<input type=\"radio\" name=\"f\" id=\"f-%s\">", classes[x.v])
	}
	fmt.Fprintf(h.w, "\n<div class=\"sum\" role=\"group\" aria-label=\"Show the parts with\"><label for=\"f-a\"><b>%d</b> all</label>", h.r.Summary.Statements)
	for _, x := range verdictsOf(h.r.Summary) {
		fmt.Fprintf(h.w, "<label class=\"%s\" for=\"f-%s\"><b>%d</b> %s %s</label>", classes[x.v], classes[x.v], x.n, marks[x.v], x.v)
	}
	fmt.Fprint(h.w, "</div>\n")
}

func (h htmlPage) inputs() string {
	var names []string
	for i, n := range h.r.Logs.Inputs {
		if i == 12 {
			names = append(names, "and "+itoa(len(h.r.Logs.Inputs)-12)+" more")
			break
		}
		names = append(names, "<code>"+openHTML(n)+"</code>")
	}
	return strings.Join(names, ", ")
}

// index lists what does not hold, with links into the report.
func (h htmlPage) index() {
	for _, v := range []Verdict{Refuted, Unsupported} {
		n := 0
		for i := range h.r.Statements {
			s := &h.r.Statements[i]
			if s.Verdict != v {
				continue
			}
			if n == 0 {
				fmt.Fprintf(h.w, "<details class=\"index %s\"%s><summary>What is %s</summary><table><thead><tr><th>Line</th><th>Statement</th><th>Why</th><th>Right</th><th>Proof</th></tr></thead><tbody>\n", classes[v], opened(v), v)
			}
			n++
			fmt.Fprintf(h.w, "<tr><td class=\"num\"><a href=\"#%s\">%d</a></td><td class=\"said\">%s</td><td>%s</td><td data-h=\"Right\">%s</td><td data-h=\"Lines\">%s</td></tr>\n", s.ID, s.Span.Line,
				s.Text.Open(func(t string) string { return render.EscapeHTML(clip(t, 160)) }), openHTML(s.Reason), s.Correction.Open(func(t string) string { return render.EscapeHTML(clip(t, 200)) }), proofHTML(s))
		}
		if n > 0 {
			fmt.Fprint(h.w, "</tbody></table></details>\n")
		}
	}
	fmt.Fprint(h.w, "<hr>\n")
}

// proofHTML are the first lines that a verdict rests on.
func proofHTML(s *Statement) string {
	var list []string
	for _, r := range s.Refs[:min(len(s.Refs), 2)] {
		list = append(list, "<code>"+render.EscapeHTML(r.File+":"+itoa(r.Line))+"</code>")
	}
	if n := s.RefsTotal - len(list); n > 0 && len(list) > 0 {
		list = append(list, "and "+itoa(n)+" more")
	}
	return strings.Join(list, "<br>")
}

func opened(v Verdict) string {
	if v == Refuted {
		return " open"
	}
	return ""
}

func (h htmlPage) block(b *document.Block, list []int) {
	fmt.Fprintf(h.w, "<section class=\"b%s\"><div>", h.has(list))
	switch b.Kind {
	case document.Heading:
		l := min(b.Level+1, 6)
		fmt.Fprintf(h.w, "<h%d>%s</h%d>", l, h.text(&b.Text, list), l)
	case document.Item:
		sign := "•"
		if b.Number > 0 {
			sign = itoa(b.Number) + "."
		}
		fmt.Fprintf(h.w, "<p class=\"li l%d\"><span>%s</span> %s</p>", min(b.Level, 4), sign, h.text(&b.Text, list))
	case document.Paragraph:
		fmt.Fprintf(h.w, "<p>%s</p>", h.text(&b.Text, list))
	case document.Code:
		h.code(b, list)
	case document.Table:
		h.table(b, list)
	case document.Rule:
		fmt.Fprint(h.w, "<hr>")
	}
	fmt.Fprint(h.w, "</div>")
	h.notes(list)
	fmt.Fprint(h.w, "</section>\n")
}

// has are the classes that tell which verdicts the statements of a block have.
func (h htmlPage) has(list []int) string {
	out := ""
	for _, v := range []Verdict{Refuted, Unsupported, Proven, NotCheckable} {
		for _, id := range list {
			if h.r.Statements[id].Verdict == v {
				out += " has-" + classes[v]
				break
			}
		}
	}
	return out
}

func (h htmlPage) text(t *document.Text, list []int) string {
	var b strings.Builder
	parts := annotated(t, h.r.Statements, list)
	for k, part := range parts {
		text := strings.ReplaceAll(part.text, "\n", "\u0085")
		text = strings.ReplaceAll(render.EscapeHTML(text), `\x85`, "<br>")
		v := worst(h.r.Statements, part.ids)
		if v == "" {
			b.WriteString(text)
			continue
		}
		id := h.painted(part.ids, v)
		sign := marks[v]
		if k+1 < len(parts) && len(parts[k+1].ids) > 0 && h.painted(parts[k+1].ids, v) == id && worst(h.r.Statements, parts[k+1].ids) == v {
			sign = "" // it stands behind the last stretch
		}
		fmt.Fprintf(&b, "<mark class=\"%s\"><a href=\"#%s\">%s<sup>%s</sup></a></mark>", classes[v], h.r.Statements[id].ID, text, sign)
	}
	return b.String()
}

// painted is the statement that a stretch is painted for.
func (h htmlPage) painted(ids []int, v Verdict) int {
	id := ids[0]
	for _, k := range ids {
		if h.r.Statements[k].Verdict == v {
			id = k
		}
	}
	return id
}

func (h htmlPage) code(b *document.Block, list []int) {
	fmt.Fprint(h.w, "<pre>")
	for k := range b.Lines {
		t := &b.Lines[k]
		begin, end := t.Span(0, len(t.S))
		v := Verdict("")
		for _, id := range touchingOf(h.r.Statements, list, begin, end) {
			if s := &h.r.Statements[id]; s.Span.Line == s.Span.EndLine {
				v = worst(h.r.Statements, []int{id})
			}
		}
		sign := marks[v]
		if sign == "" {
			sign = " "
		}
		fmt.Fprintf(h.w, "<span class=\"%s\">%s %s</span>\n", classes[v], sign, render.EscapeHTML(t.S))
	}
	fmt.Fprint(h.w, "</pre>")
}

func (h htmlPage) table(b *document.Block, list []int) {
	fmt.Fprint(h.w, "<table>")
	for i, row := range b.Rows {
		cell := "td"
		if i == 0 {
			cell = "th"
		}
		fmt.Fprint(h.w, "<tr>")
		for k := range row {
			begin, end := row[k].Span(0, len(row[k].S))
			fmt.Fprintf(h.w, "<%s>%s</%s>", cell, h.text(&row[k], touchingOf(h.r.Statements, list, begin, end)), cell)
		}
		fmt.Fprint(h.w, "</tr>")
	}
	fmt.Fprint(h.w, "</table>")
}

func (h htmlPage) notes(list []int) {
	if len(list) == 0 {
		fmt.Fprint(h.w, "<aside></aside>")
		return
	}
	fmt.Fprint(h.w, "<aside>")
	lines := 0
	for _, id := range list {
		s := &h.r.Statements[id]
		if s.Kind == KindLine && s.Verdict == Proven {
			lines++
			continue
		}
		h.note(s)
	}
	if lines > 0 {
		fmt.Fprintf(h.w, "<p class=\"note p\"><b>✓ proven</b> %s in the logs byte for byte.</p>", plural(lines, "line stands", "lines stand"))
	}
	fmt.Fprint(h.w, "</aside>")
}

func (h htmlPage) note(s *Statement) {
	fmt.Fprintf(h.w, "<div class=\"note %s\" id=\"%s\"><b>%s %s</b> <span class=\"s\">%s %s</span><br>%s", classes[s.Verdict], s.ID, marks[s.Verdict], s.Verdict, s.ID, s.Kind, openHTML(s.Reason))
	if s.Correction.Len() > 0 {
		fmt.Fprintf(h.w, "<br><b>Right:</b> %s", openHTML(s.Correction))
	}
	if len(s.Diff) > 0 {
		fmt.Fprint(h.w, "<br><code>")
		for _, e := range s.Diff {
			tag := map[string]string{"-": "del", "+": "ins", "": "span"}[e.Op]
			fmt.Fprintf(h.w, "<%s>%s</%s> ", tag, openHTML(e.Text), tag)
		}
		fmt.Fprint(h.w, "</code>")
	}
	if len(s.Refs) > 0 {
		fmt.Fprintf(h.w, "<details><summary>%s</summary>", plural(s.RefsTotal, "line", "lines"))
		for _, r := range s.Refs {
			fmt.Fprintf(h.w, "<p class=\"ref\"><code>%s:%d</code> %s</p>", render.EscapeHTML(r.File), r.Line, openHTML(r.Text))
		}
		if n := s.RefsTotal - len(s.Refs); n > 0 {
			fmt.Fprintf(h.w, "<p class=\"ref\">and %d more</p>", n)
		}
		fmt.Fprint(h.w, "</details>")
	}
	fmt.Fprint(h.w, "</div>")
}
