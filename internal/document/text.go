package document

import (
	"fmt"
	"sort"
	"strings"
)

// MarkKind is what a stretch of text is.
type MarkKind uint8

// Kinds of marks.
const (
	Strong MarkKind = iota + 1
	CodeSpan
	Link
	Image // the text is the alternative text
)

// Mark is a stretch [From, To) of a Text.
type Mark struct {
	Kind     MarkKind
	From, To int
	URL      string // of links and images
}

// Text is a run of text without its markup. A line break that the author meant
// is "\n"; others are blanks.
type Text struct {
	S     string
	Marks []Mark

	runs []textRun
	end  int // offset behind the last byte
}

// textRun says that the bytes from at on stand in the source from src on, one
// for one when verbatim, else all at src.
type textRun struct {
	at, src  int
	verbatim bool
}

// Offset is the place in the source of byte i of the text; i may be len(S).
func (t *Text) Offset(i int) int {
	if i >= len(t.S) {
		return t.end
	}
	k := sort.Search(len(t.runs), func(k int) bool { return t.runs[k].at > i }) - 1
	if k < 0 {
		return t.end
	}
	r := t.runs[k]
	if r.verbatim {
		return r.src + i - r.at
	}
	return r.src
}

// Span is the range in the source of the bytes [from, to) of the text.
func (t *Text) Span(from, to int) (begin, end int) {
	if from >= to {
		return t.Offset(from), t.Offset(from)
	}
	begin = t.Offset(from)
	return begin, max(t.Offset(to-1)+1, begin)
}

// Sub is the part [from, to) of the text with its marks.
func (t *Text) Sub(from, to int) Text {
	out := Text{S: t.S[from:to], end: t.Offset(to)}
	if to > from {
		_, out.end = t.Span(from, to)
	}
	for k, r := range t.runs {
		next := len(t.S)
		if k+1 < len(t.runs) {
			next = t.runs[k+1].at
		}
		if next <= from || r.at >= to {
			continue
		}
		cut := max(0, from-r.at)
		src := r.src
		if r.verbatim {
			src += cut
		}
		out.runs = append(out.runs, textRun{max(r.at, from) - from, src, r.verbatim})
	}
	for _, m := range t.Marks {
		if m.To > from && m.From < to {
			m.From, m.To = max(m.From, from)-from, min(m.To, to)-from
			out.Marks = append(out.Marks, m)
		}
	}
	return out
}

// builder puts a Text together.
type builder struct {
	b     strings.Builder
	runs  []textRun
	marks []Mark
	end   int
}

// verbatim adds text that stands in the source at src byte for byte.
func (b *builder) verbatim(s string, src int) {
	if s == "" {
		return
	}
	if n := len(b.runs); n == 0 || !b.runs[n-1].verbatim || b.runs[n-1].src+b.b.Len()-b.runs[n-1].at != src {
		b.runs = append(b.runs, textRun{b.b.Len(), src, true})
	}
	b.b.WriteString(s)
	b.end = src + len(s)
}

// instead adds text that stands for n bytes of the source at src.
func (b *builder) instead(s string, src, n int) {
	if s == "" {
		b.end = max(b.end, src+n)
		return
	}
	b.runs = append(b.runs, textRun{b.b.Len(), src, false})
	b.b.WriteString(s)
	b.end = src + n
}

func (b *builder) mark(k MarkKind, from int, url string) {
	if b.b.Len() > from || k == Image {
		b.marks = append(b.marks, Mark{k, from, b.b.Len(), url})
	}
}

func (b *builder) len() int { return b.b.Len() }

// text is what was built, trimmed.
func (b *builder) text() Text {
	t := Text{S: b.b.String(), Marks: b.marks, runs: b.runs, end: b.end}
	from, to := 0, len(t.S)
	for from < to && isBlank(t.S[from]) {
		from++
	}
	for to > from && isBlank(t.S[to-1]) {
		to--
	}
	if from == 0 && to == len(t.S) {
		return t
	}
	sub := t.Sub(from, to)
	for _, m := range t.Marks { // an image without alternative text is kept
		if m.Kind == Image && m.From == m.To && from == to {
			sub.Marks = append(sub.Marks, Mark{Image, 0, 0, m.URL})
		}
	}
	return sub
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// raw is a Text of source bytes as they stand.
func raw(s string, src int) Text {
	return Text{S: s, runs: []textRun{{0, src, true}}, end: src + len(s)}
}

func (d *Doc) note(format string, args ...any) {
	d.Notes = append(d.Notes, fmt.Sprintf(format, args...))
}

// Join puts texts into one, with sep between them.
func Join(texts []Text, sep string) Text {
	var out Text
	var b strings.Builder
	for i := range texts {
		t := &texts[i]
		if i > 0 {
			out.runs = append(out.runs, textRun{b.Len(), out.end, false})
			b.WriteString(sep)
		}
		at := b.Len()
		for _, r := range t.runs {
			out.runs = append(out.runs, textRun{at + r.at, r.src, r.verbatim})
		}
		for _, m := range t.Marks {
			m.From, m.To = m.From+at, m.To+at
			out.Marks = append(out.Marks, m)
		}
		b.WriteString(t.S)
		if t.S != "" || t.end > out.end {
			out.end = t.end
		}
	}
	out.S = b.String()
	return out
}
