package document

import (
	"strings"
)

// srcLine is a line of the source, without its line end and its quote marks.
type srcLine struct {
	s   string
	off int
}

// reader finds the blocks of Markdown and plain text, line by line.
type reader struct {
	d     *Doc
	l     Limits
	plain bool // plain text: indented lines are no code
	lines []srcLine
	at    int

	para  []srcLine // of the open paragraph or item
	open  Block     // kind and level of it
	depth int       // indentation of the last list item, -1 outside of lists
	full  bool
}

func newReader(d *Doc, l Limits, plain bool) *reader {
	r := &reader{d: d, l: l, plain: plain, depth: -1}
	off := 0
	for line := range strings.Lines(string(d.Source)) {
		s := strings.TrimRight(line, "\r\n")
		r.lines = append(r.lines, unquote(srcLine{s, off}))
		off += len(line)
	}
	return r
}

// unquote takes the marks of block quotes away.
func unquote(l srcLine) srcLine {
	for range 32 {
		t := strings.TrimLeft(l.s, " ")
		if !strings.HasPrefix(t, ">") || len(l.s)-len(t) > 3 {
			break
		}
		t = strings.TrimPrefix(t[1:], " ")
		l.off += len(l.s) - len(t)
		l.s = t
	}
	return l
}

func (r *reader) run() {
	for r.at < len(r.lines) && !r.full {
		r.line()
	}
	r.flush()
}

// line takes one line, or the block that begins with it.
func (r *reader) line() {
	l := r.lines[r.at]
	t := strings.TrimSpace(l.s)
	switch {
	case t == "":
		r.flush()
		r.at++
	case r.fence(l, t), r.table(l, t), r.heading(l, t), r.rule(l, t), r.item(l, t), r.indented(l, t):
	default:
		r.paragraph(l, t)
	}
}

func (r *reader) add(b Block) {
	if len(r.d.Blocks) >= r.l.Blocks {
		if !r.full {
			r.d.note("only the first %d blocks were read", r.l.Blocks)
		}
		r.full = true
		return
	}
	r.d.Blocks = append(r.d.Blocks, b)
}

// flush ends the open paragraph or item.
func (r *reader) flush() {
	if len(r.para) == 0 {
		return
	}
	b := r.open
	lines := r.para
	r.para, r.open = nil, Block{}
	b.Begin, b.End = lines[0].off, lines[len(lines)-1].off+len(lines[len(lines)-1].s)
	if b.Kind == 0 {
		b.Kind = Paragraph
	}
	if b.Kind == Paragraph && r.columns(lines) {
		return
	}
	b.Text = inline(lines, false)
	if b.Text.S != "" || len(b.Text.Marks) > 0 {
		r.add(b)
	}
}

// columns takes a paragraph that is a table of aligned columns.
func (r *reader) columns(lines []srcLine) bool {
	rows, ok := aligned(lines)
	if !ok {
		return false
	}
	r.add(Block{Kind: Table, Drawn: true, Rows: rows, Begin: lines[0].off, End: lines[len(lines)-1].off + len(lines[len(lines)-1].s)})
	return true
}

func (r *reader) paragraph(l srcLine, t string) {
	r.at++
	if len(r.para) > 0 && r.setext(t) {
		return
	}
	if len(r.para) == 0 && indentOf(l.s) == 0 {
		r.depth = -1
	}
	r.para = append(r.para, l)
}

// setext makes a heading of a paragraph of one line that is underlined.
func (r *reader) setext(t string) bool {
	if len(r.para) != 1 || r.open.Kind != 0 || len(t) < 3 || strings.Trim(t, "=") != "" && strings.Trim(t, "-") != "" {
		return false
	}
	r.open = Block{Kind: Heading, Level: 1}
	if t[0] == '-' {
		r.open.Level = 2
	}
	r.flush()
	return true
}

func (r *reader) heading(l srcLine, t string) bool {
	n := len(t) - len(strings.TrimLeft(t, "#"))
	if n == 0 || n > 6 || len(t) > n && t[n] != ' ' && t[n] != '\t' || indentOf(l.s) > 3 {
		return false
	}
	r.flush()
	r.depth = -1
	r.at++
	text := strings.TrimSpace(strings.TrimRight(t[n:], "#"))
	at := strings.Index(l.s, text)
	r.add(Block{Kind: Heading, Level: n, Text: inline([]srcLine{{text, l.off + at}}, false), Begin: l.off, End: l.off + len(l.s)})
	return true
}

func (r *reader) rule(l srcLine, t string) bool {
	if len(t) < 3 || strings.IndexByte("-*_=", t[0]) < 0 || strings.Trim(strings.ReplaceAll(t, " ", ""), t[:1]) != "" {
		return false
	}
	if len(r.para) == 1 && r.open.Kind == 0 && (t[0] == '-' || t[0] == '=') && !strings.Contains(t, " ") {
		return false // an underline
	}
	r.flush()
	r.depth = -1
	r.at++
	r.add(Block{Kind: Rule, Begin: l.off, End: l.off + len(l.s)})
	return true
}

// item begins a list item.
func (r *reader) item(l srcLine, t string) bool {
	n, number := marker(t)
	if n == 0 || number > 1 && len(r.para) > 0 && r.open.Kind != Item {
		return false
	}
	r.flush()
	indent := indentOf(l.s)
	r.depth = indent
	r.at++
	r.open = Block{Kind: Item, Level: min(indent/2, 16), Number: number}
	rest := strings.TrimLeft(t[n:], " \t")
	off := l.off + len(l.s) - len(strings.TrimLeft(l.s, " \t")) + len(t) - len(rest)
	rest = strings.TrimRight(rest, "\t\r") // trailing blanks may mean a break
	r.para = []srcLine{{rest, off}}
	return true
}

// marker is the length of a list marker with its blank, and an ordered item's
// number.
func marker(t string) (n, number int) {
	for _, m := range []string{"- ", "* ", "+ ", "• ", "◦ ", "‣ ", "– ", "· "} {
		if strings.HasPrefix(t, m) {
			return len(m), 0
		}
	}
	for n < len(t) && n < 9 && t[n] >= '0' && t[n] <= '9' {
		number = number*10 + int(t[n]-'0')
		n++
	}
	if n == 0 || n+1 >= len(t) || t[n] != '.' && t[n] != ')' || t[n+1] != ' ' {
		return 0, 0
	}
	return n + 2, number
}

// indented takes lines indented by four as code, outside of lists and of plain
// text.
func (r *reader) indented(l srcLine, _ string) bool {
	if r.plain || len(r.para) > 0 || r.depth >= 0 || indentOf(l.s) < 4 {
		return false
	}
	from := r.at
	for r.at < len(r.lines) && (indentOf(r.lines[r.at].s) >= 4 || strings.TrimSpace(r.lines[r.at].s) == "") {
		r.at++
	}
	to := r.at
	for strings.TrimSpace(r.lines[to-1].s) == "" {
		to--
	}
	lines := make([]srcLine, 0, to-from)
	for _, x := range r.lines[from:to] {
		lines = append(lines, dedent(x, 4))
	}
	r.code(lines, "", lines[0].off)
	return true
}

func dedent(l srcLine, n int) srcLine {
	for n > 0 && l.s != "" && (l.s[0] == ' ' || l.s[0] == '\t') {
		if l.s[0] == '\t' {
			n -= 3
		}
		l.s, l.off, n = l.s[1:], l.off+1, n-1
	}
	return l
}

func indentOf(s string) int {
	n := 0
	for i := range len(s) {
		switch s[i] {
		case ' ':
			n++
		case '\t':
			n += 4
		default:
			return n
		}
	}
	return n
}

// fence takes a fenced block of code.
func (r *reader) fence(l srcLine, t string) bool {
	c := t[0]
	if c != '`' && c != '~' {
		return false
	}
	n := len(t) - len(strings.TrimLeft(t, t[:1]))
	info := strings.TrimSpace(t[n:])
	if n < 3 || c == '`' && strings.Contains(info, "`") {
		return false
	}
	r.flush()
	indent := indentOf(l.s)
	var lines []srcLine
	for r.at++; r.at < len(r.lines); r.at++ {
		x := strings.TrimSpace(r.lines[r.at].s)
		if len(x) >= n && strings.Trim(x, t[:1]) == "" {
			r.at++
			break
		}
		lines = append(lines, dedent(r.lines[r.at], indent))
	}
	r.code(lines, info, l.off)
	return true
}

// code adds lines of code, or the table that they draw.
func (r *reader) code(lines []srcLine, info string, begin int) {
	end := begin
	if n := len(lines); n > 0 {
		end = lines[n-1].off + len(lines[n-1].s)
	}
	if rows, ok := drawn(lines); ok {
		r.add(Block{Kind: Table, Drawn: true, Info: info, Rows: rows, Begin: begin, End: end})
		return
	}
	if rows, ok := aligned(lines); ok {
		r.add(Block{Kind: Table, Drawn: true, Info: info, Rows: rows, Begin: begin, End: end})
		return
	}
	b := Block{Kind: Code, Info: info, Begin: begin, End: end}
	for _, l := range lines {
		b.Lines = append(b.Lines, raw(l.s, l.off))
	}
	r.add(b)
}
