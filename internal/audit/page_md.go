package audit

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"inquest/internal/document"
	"inquest/internal/evidence"
	"inquest/internal/render"
)

var words4md = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "<", "&lt;", ">", "&gt;", "[", `\[`, "]", `\]`, "|", `\|`, "~", `\~`,
	"#", `\#`, "&", "&amp;", "!", `\!`, "$", `\$`, ":", "&#58;", "@", "&#64;", "\n", " ", "\r", " ")

// mdWords makes text of the report harmless in Markdown, as words: no markup,
// link, mention or address in it is live.
func mdWords(s string) string {
	return lineStart(words4md.Replace(render.EscapeText(strings.ReplaceAll(s, "\n", " "))))
}

// lineStart keeps a line from beginning a list, a rule or a heading.
func lineStart(s string) string {
	t := strings.TrimLeft(s, " ")
	if t != "" && strings.IndexByte("-+=0123456789", t[0]) >= 0 {
		return "&#8203;" + t
	}
	return t
}

func openMD(q evidence.Quote) string { return q.Open(mdWords) }

func openCode(q evidence.Quote) string {
	return q.Open(func(s string) string { return render.EscapeMarkdown(strings.ReplaceAll(s, "\n", " ")) })
}

// WriteMarkdown writes the report again with every statement marked, and a note
// under each block.
func WriteMarkdown(out io.Writer, r *Result) error {
	w := bufio.NewWriter(out)
	m := mdPage{w, r}
	m.head()
	lists := byBlock(r)
	for i := range r.doc.Blocks {
		m.block(&r.doc.Blocks[i], lists[i])
	}
	return w.Flush()
}

type mdPage struct {
	w *bufio.Writer
	r *Result
}

func (m mdPage) head() {
	s := m.r.Summary
	fmt.Fprintf(m.w, "# Audit of %s\n\n", openCode(m.r.Report.Name))
	if m.r.Logs.Internal {
		fmt.Fprintf(m.w, "Held against its own excerpts: **internal consistency only**, no logs were given.\n\n")
	} else {
		fmt.Fprintf(m.w, "Held against %s, %s.\n\n", plural(len(m.r.Logs.Inputs), "input", "inputs"), plural(m.r.Logs.Lines, "line", "lines"))
	}
	for _, n := range append(append([]evidence.Quote{}, m.r.Report.Notes...), m.r.Logs.Notes...) {
		fmt.Fprintf(m.w, "- %s\n", openMD(n))
	}
	fmt.Fprintf(m.w, "\n| statements | ✓ proven | ✗ refuted | ? unsupported | – not checkable | of what can be checked, proven |\n| ---: | ---: | ---: | ---: | ---: | ---: |\n")
	fmt.Fprintf(m.w, "| %d | %d | %d | %d | %d | %s %% |\n\n", s.Statements, s.Proven, s.Refuted, s.Unsupported, s.NotCheckable, decimal(s.Score))
	if s.Refuted+s.Unsupported == 0 {
		return
	}
	fmt.Fprintf(m.w, "## What does not hold\n\n| | Line | Statement | Why | Right | Proof |\n| --- | ---: | --- | --- | --- | --- |\n")
	for _, v := range []Verdict{Refuted, Unsupported} {
		for i := range m.r.Statements {
			x := &m.r.Statements[i]
			if x.Verdict == v {
				fmt.Fprintf(m.w, "| %s [%s](#%s) | %d | %s | %s | %s | %s |\n", marks[v], x.ID, x.ID, x.Span.Line, clipMD(x.Text, 120), openMD(x.Reason), clipMD(x.Correction, 160), proofMD(x))
			}
		}
	}
	fmt.Fprintf(m.w, "\n---\n\n")
}

// proofMD are the first lines that a verdict rests on.
func proofMD(s *Statement) string {
	var list []string
	for _, r := range s.Refs[:min(len(s.Refs), 2)] {
		list = append(list, strings.ReplaceAll(render.EscapeMarkdown(r.File+":"+itoa(r.Line)), "|", `\|`))
	}
	if n := s.RefsTotal - len(list); n > 0 && len(list) > 0 {
		list = append(list, "and "+itoa(n)+" more")
	}
	return strings.Join(list, ", ")
}

func clipMD(q evidence.Quote, n int) string {
	return q.Open(func(s string) string { return mdWords(clip(s, n)) })
}

// block writes one block of the report with its marks and notes.
func (m mdPage) block(b *document.Block, list []int) {
	switch b.Kind {
	case document.Heading:
		fmt.Fprintf(m.w, "%s %s\n\n", strings.Repeat("#", min(b.Level+1, 6)), m.text(&b.Text, list))
	case document.Item:
		lead := "- "
		if b.Number > 0 {
			lead = itoa(b.Number) + ". "
		}
		fmt.Fprintf(m.w, "%s%s\n\n", lead, m.text(&b.Text, list))
	case document.Paragraph:
		fmt.Fprintf(m.w, "%s\n\n", m.text(&b.Text, list))
	case document.Code:
		m.code(b, list)
	case document.Table:
		m.table(b, list)
	}
	m.notes(list)
}

// text marks the statements of a text: each is followed by its sign and number.
func (m mdPage) text(t *document.Text, list []int) string {
	var b strings.Builder
	open := map[int]bool{}
	parts := annotated(t, m.r.Statements, list)
	for k, part := range parts {
		b.WriteString(words4md.Replace(render.EscapeText(strings.ReplaceAll(part.text, "\n", " "))))
		for _, id := range part.ids {
			last := k+1 == len(parts)
			if !last {
				last = true
				for _, next := range parts[k+1].ids {
					last = last && next != id
				}
			}
			if last && !open[id] {
				open[id] = true
				s := &m.r.Statements[id]
				fmt.Fprintf(&b, "<sup>%s[%s](#%s)</sup>", marks[s.Verdict], s.ID, s.ID)
			}
		}
	}
	return lineStart(b.String())
}

// code writes quoted lines, each behind the sign of its verdict.
func (m mdPage) code(b *document.Block, list []int) {
	var lines []string
	for k := range b.Lines {
		t := &b.Lines[k]
		begin, end := t.Span(0, len(t.S))
		sign := " "
		for _, id := range touchingOf(m.r.Statements, list, begin, end) {
			if s := &m.r.Statements[id]; s.Span.Line == s.Span.EndLine {
				sign = marks[worst(m.r.Statements, []int{id})]
			}
		}
		lines = append(lines, sign+" "+render.EscapeText(t.S))
	}
	fence := "```"
	for strings.Contains(strings.Join(lines, "\n"), fence) {
		fence += "`"
	}
	fmt.Fprintf(m.w, "%stext\n%s\n%s\n\n", fence, strings.Join(lines, "\n"), fence)
}

func touchingOf(all []Statement, list []int, begin, end int) []int {
	var out []int
	for _, id := range list {
		s := &all[id].Span
		if s.Offset < end && s.Offset+max(s.Length, 1) > begin {
			out = append(out, id)
		}
	}
	return out
}

func (m mdPage) table(b *document.Block, list []int) {
	for i, row := range b.Rows {
		fmt.Fprint(m.w, "|")
		for k := range row {
			begin, end := row[k].Span(0, len(row[k].S))
			fmt.Fprintf(m.w, " %s |", m.text(&row[k], touchingOf(m.r.Statements, list, begin, end)))
		}
		fmt.Fprint(m.w, "\n")
		if i == 0 {
			fmt.Fprint(m.w, "|"+strings.Repeat(" --- |", len(row))+"\n")
		}
	}
	fmt.Fprint(m.w, "\n")
}

// notes explains the statements of a block. Lines that are proven byte for byte
// share one note.
func (m mdPage) notes(list []int) {
	lines := 0
	for _, id := range list {
		s := &m.r.Statements[id]
		if s.Kind == KindLine && s.Verdict == Proven {
			lines++
			continue
		}
		m.note(s)
	}
	if lines > 0 {
		fmt.Fprintf(m.w, "> ✓ %s in the logs byte for byte.\n\n", plural(lines, "line stands", "lines stand"))
	}
}

func (m mdPage) note(s *Statement) {
	fmt.Fprintf(m.w, "> <a id=\"%s\"></a>%s **%s** %s, %s: %s", s.ID, marks[s.Verdict], s.Verdict, s.ID, s.Kind, openMD(s.Reason))
	if s.Correction.Len() > 0 {
		fmt.Fprintf(m.w, " **Right:** %s", openMD(s.Correction))
	}
	for i, r := range s.Refs[:min(len(s.Refs), 3)] {
		sep := " "
		if i > 0 {
			sep = ", "
		}
		fmt.Fprintf(m.w, "%s%s", sep, render.EscapeMarkdown(r.File+":"+itoa(r.Line)))
	}
	if s.RefsTotal > 3 && len(s.Refs) > 0 {
		fmt.Fprintf(m.w, " and %d more", s.RefsTotal-min(len(s.Refs), 3))
	}
	fmt.Fprint(m.w, "\n\n")
}
