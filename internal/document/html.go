package document

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

// readHTML reads a page tag by tag; no tree is built, so depth costs nothing.
// Offsets are those of the bytes in the file.
func readHTML(d *Doc, l Limits) {
	h := &htmlReader{d: d, r: reader{d: d, l: l}}
	z := html.NewTokenizer(bytes.NewReader(d.Source))
	z.SetMaxBuf(4 << 20)
	off := 0
	for {
		t := z.Next()
		if t == html.ErrorToken {
			break
		}
		h.off, h.size = off, len(z.Raw())
		raw := string(z.Raw())
		switch t {
		case html.TextToken:
			h.text(raw)
		case html.StartTagToken, html.SelfClosingTagToken:
			h.start(z)
		case html.EndTagToken:
			name, _ := z.TagName()
			h.end(string(name))
		}
		off += h.size
		if h.r.full {
			break
		}
	}
	h.flush()
}

// htmlReader keeps the open block.
type htmlReader struct {
	d         *Doc
	r         reader
	off, size int // of the token

	b     builder
	begin int
	kind  Kind
	level int
	depth int // of lists
	order []int

	skip  string // the element whose content is left out
	pre   bool
	apart bool // a span begins or ends here
	rows  [][]Text
	row   []Text
	table bool
	cell  bool
	strong, code, link,
	start0 int
	url string
}

// elements whose content is no text of the report.
var hidden = map[string]bool{"script": true, "style": true, "head": true, "template": true, "noscript": true, "svg": true, "iframe": true, "object": true, "select": true}

// elements that end the text before them and begin another.
var blocks = map[string]bool{
	"p": true, "div": true, "section": true, "article": true, "header": true, "footer": true, "main": true, "aside": true, "nav": true,
	"ul": true, "ol": true, "dl": true, "dt": true, "dd": true, "blockquote": true, "figure": true, "figcaption": true, "details": true,
	"summary": true, "body": true, "html": true, "form": true, "address": true, "hr": true, "li": true, "pre": true, "table": true,
	"h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "caption": true,
}

func (h *htmlReader) text(raw string) {
	if h.skip != "" {
		return
	}
	if h.b.len() == 0 {
		h.begin = h.off
	}
	if h.pre {
		h.b.unescaped(raw, h.off)
		return
	}
	if s := h.b.b.String(); h.apart && s != "" && raw != "" && wordByte(s[len(s)-1]) && wordByte(raw[0]) {
		h.b.instead(" ", h.off, 0) // words of two spans are two words
	}
	h.apart = false
	// Blanks in HTML are one blank.
	for i := 0; i < len(raw); {
		j := i
		if isBlank(raw[i]) {
			for j < len(raw) && isBlank(raw[j]) {
				j++
			}
			if s := h.b.b.String(); s != "" && !isBlank(s[len(s)-1]) {
				h.b.instead(" ", h.off+i, j-i)
			}
		} else {
			for j < len(raw) && !isBlank(raw[j]) {
				j++
			}
			h.b.unescaped(raw[i:j], h.off+i)
		}
		i = j
	}
}

// unescaped adds text with its entities resolved.
func (b *builder) unescaped(s string, off int) {
	for {
		i := strings.IndexByte(s, '&')
		if i < 0 {
			b.verbatim(s, off)
			return
		}
		b.verbatim(s[:i], off)
		n := 1
		if j := strings.IndexByte(s[i:min(len(s), i+12)], ';'); j > 0 {
			n = j + 1
		}
		u := html.UnescapeString(s[i : i+n])
		if u == s[i:i+n] {
			b.verbatim(u, off+i)
		} else {
			b.instead(u, off+i, n)
		}
		s, off = s[i+n:], off+i+n
	}
}

func (h *htmlReader) start(z *html.Tokenizer) {
	tag, more := z.TagName()
	name := string(tag)
	attr := map[string]string{}
	for more {
		var k, v []byte
		k, v, more = z.TagAttr()
		attr[string(k)] = string(v)
	}
	if h.skip != "" {
		return
	}
	if hidden[name] {
		h.skip = name
		return
	}
	if blocks[name] && !h.cell {
		h.flush()
	}
	switch name {
	case "h1", "h2", "h3", "h4", "h5", "h6":
		h.kind, h.level = Heading, int(name[1]-'0')
	case "ul", "ol":
		h.depth++
		h.order = append(h.order, 0)
	case "li":
		h.kind, h.level = Item, min(max(h.depth-1, 0), 16)
	case "pre":
		h.pre, h.begin = true, h.off+h.size
	case "br":
		h.b.instead("\n", h.off, h.size)
	case "hr":
		h.r.add(Block{Kind: Rule, Begin: h.off, End: h.off + h.size})
	case "table":
		h.rows, h.row, h.table = nil, nil, true
		h.start0 = h.off
	case "tr":
		h.endRow()
	case "td", "th":
		h.endCell()
		h.cell = true
	case "span":
		h.apart = true
	case "sup", "sub":
		h.b.instead(" [", h.off, h.size)
	case "q":
		h.b.instead("\"", h.off, h.size)
	case "strong", "b":
		h.strong = h.b.len() + 1
	case "code", "kbd", "samp", "tt":
		h.code = h.b.len() + 1
	case "a":
		h.link, h.url = h.b.len()+1, attr["href"]
	case "img":
		from := h.b.len()
		if h.b.len() == 0 {
			h.begin = h.off
		}
		h.b.instead(attr["alt"], h.off, h.size)
		h.b.mark(Image, from, attr["src"])
	}
}

func (h *htmlReader) end(name string) {
	if h.skip != "" {
		if h.skip == name {
			h.skip = ""
		}
		return
	}
	switch name {
	case "pre":
		h.endPre()
	case "ul", "ol":
		h.flush()
		h.depth = max(0, h.depth-1)
	case "td", "th":
		h.endCell()
	case "tr":
		h.endRow()
	case "table":
		h.endTable()
	case "span":
		h.apart = true
	case "sup", "sub":
		h.b.instead("]", h.off, h.size)
	case "q":
		h.b.instead("\"", h.off, h.size)
	case "strong", "b":
		h.close(&h.strong, Strong, "")
	case "code", "kbd", "samp", "tt":
		h.close(&h.code, CodeSpan, "")
	case "a":
		h.close(&h.link, Link, h.url)
	default:
		if blocks[name] && !h.cell {
			h.flush()
		}
	}
}

func (h *htmlReader) close(open *int, k MarkKind, url string) {
	if *open > 0 && *open-1 <= h.b.len() {
		h.b.mark(k, *open-1, url)
	}
	*open = 0
}

// take is the text built so far.
func (h *htmlReader) take() Text {
	t := h.b.text()
	h.b = builder{}
	h.strong, h.code, h.link = 0, 0, 0
	return t
}

func (h *htmlReader) flush() {
	if h.pre {
		h.endPre()
		return
	}
	begin, kind, level := h.begin, h.kind, h.level
	t := h.take()
	h.kind, h.level = 0, 0
	if t.S == "" && len(t.Marks) == 0 {
		return
	}
	if kind == 0 {
		kind = Paragraph
	}
	h.r.add(Block{Kind: kind, Level: level, Text: t, Begin: begin, End: t.end})
}

// endPre adds preformatted lines; they may draw a table.
func (h *htmlReader) endPre() {
	if !h.pre {
		return
	}
	h.pre = false
	s, runs, end := h.b.b.String(), h.b.runs, h.b.end
	h.b = builder{}
	whole := Text{S: s, runs: runs, end: end}
	var lines []Text
	from := 0
	for line := range strings.Lines(s) {
		n := len(strings.TrimRight(line, "\r\n"))
		lines = append(lines, whole.Sub(from, from+n))
		from += len(line)
	}
	for len(lines) > 0 && strings.TrimSpace(lines[0].S) == "" {
		lines = lines[1:]
	}
	if len(lines) == 0 {
		return
	}
	plain := make([]srcLine, 0, len(lines))
	for i := range lines {
		plain = append(plain, srcLine{lines[i].S, lines[i].Offset(0)})
	}
	if rows, ok := drawn(plain); ok {
		h.r.add(Block{Kind: Table, Drawn: true, Rows: rows, Begin: h.begin, End: end})
		return
	}
	if rows, ok := aligned(plain); ok {
		h.r.add(Block{Kind: Table, Drawn: true, Rows: rows, Begin: h.begin, End: end})
		return
	}
	h.r.add(Block{Kind: Code, Lines: lines, Begin: h.begin, End: end})
}

func (h *htmlReader) endCell() {
	if h.cell {
		h.row = append(h.row, h.take())
	}
	h.cell = false
}

func (h *htmlReader) endRow() {
	h.endCell()
	if len(h.row) > 0 {
		h.rows = append(h.rows, h.row)
	}
	h.row = nil
}

func (h *htmlReader) endTable() {
	h.endRow()
	if len(h.rows) > 0 {
		h.r.add(Block{Kind: Table, Rows: h.rows, Begin: h.start0, End: h.off + h.size})
	}
	h.rows, h.table = nil, false
}
