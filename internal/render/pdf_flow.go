package render

import (
	"strings"

	"inquest/internal/report"
)

// run is text in one look. A link leads to a claim's proof, a section, or out
// of the file.
type run struct {
	text string
	face face
	size float64
	ink  paint
	link int    // of the file, 0 for none
	url  string // checked by [safeURL]
	rise float64
	use  report.ID // a claim that is cited here
}

// placed is a run on a line.
type placed struct {
	run
	x, w float64
}

// row is a line of placed runs.
type row struct {
	parts []placed
	size  float64 // of the largest run
	width float64
}

// leading is the height of a line in units of its type size.
const leading = 1.38

func (r row) height() float64 { return r.size * leading }

// setter breaks runs into lines.
type setter struct {
	book  *fontBook
	width float64
	rows  []row
	cur   row
}

// set breaks runs into lines of at most the width. Spaces count as one, and a
// word that is too long is broken behind a joint of it, or anywhere.
func (b *fontBook) set(runs []run, width float64) []row {
	s := setter{book: b, width: max(width, 12)}
	for _, w := range pdfWords(b, runs) {
		s.word(w)
	}
	s.feed()
	if len(s.rows) == 0 {
		return nil
	}
	return s.rows
}

// pdfWord is what may not be parted at a line's end.
type pdfWord struct {
	parts []run
	space bool // a space stands in front of it
}

func pdfWords(b *fontBook, runs []run) []pdfWord {
	var out []pdfWord
	space, open := false, false
	for _, r := range runs {
		text := b.shown(r.face, r.text)
		for i, part := range strings.Split(text, " ") {
			if i > 0 {
				space, open = true, false
			}
			if part == "" {
				continue
			}
			p := r
			p.text = part
			if open {
				last := &out[len(out)-1]
				last.parts = append(last.parts, p)
			} else {
				out = append(out, pdfWord{[]run{p}, space})
				space, open = false, true
			}
		}
	}
	return out
}

func (s *setter) word(w pdfWord) {
	n := 0.0
	for _, r := range w.parts {
		n += s.book.width(r.face, r.size, r.text)
	}
	space := 0.0
	if w.space && len(s.cur.parts) > 0 {
		space = s.book.spaceBetween(s.cur.parts[len(s.cur.parts)-1].run, w.parts[0])
	}
	if s.cur.width+space+n > s.width && len(s.cur.parts) > 0 && (n <= s.width || s.cur.width > s.width*0.6) {
		s.feed()
		space = 0
	}
	for i, r := range w.parts {
		if i > 0 {
			space = 0
		}
		s.add(r, space)
	}
}

// spaceBetween is the width of a space: that of the proportional face where two
// faces meet.
func (b *fontBook) spaceBetween(before, next run) float64 {
	if before.face == next.face || next.face != mono && next.face != monoBold {
		return b.width(next.face, next.size, " ")
	}
	return b.width(sans, next.size, " ")
}

// add puts a run on the line, and breaks it where it does not fit.
func (s *setter) add(r run, space float64) {
	for {
		room := s.width - s.cur.width - space
		w := s.book.width(r.face, r.size, r.text)
		if w <= room || len(r.text) == 0 {
			s.put(r, space, w)
			return
		}
		cut := s.cut(r, room)
		if cut == 0 && len(s.cur.parts) > 0 {
			s.feed()
			space = 0
			continue
		}
		cut = max(cut, firstRune(r.text))
		part := r
		part.text = r.text[:cut]
		s.put(part, space, s.book.width(part.face, part.size, part.text))
		r.text = r.text[cut:]
		space = 0
		if r.text == "" {
			return
		}
		s.feed()
	}
}

// cut is how many bytes of the run fit into the room, ending behind a joint
// when one is near.
func (s *setter) cut(r run, room float64) int {
	used := 0.0
	for i, c := range r.text {
		used += max(s.book.advance(r.face, c), 0) * r.size
		if used > room {
			return atJoint(r.text, i)
		}
	}
	return len(r.text)
}

func firstRune(s string) int {
	for i := range s {
		if i > 0 {
			return i
		}
	}
	return len(s)
}

// put appends to the line; runs of one look become one, so that a line can be
// searched and copied.
func (s *setter) put(r run, space, w float64) {
	s.cur.size = max(s.cur.size, r.size)
	if n := len(s.cur.parts); n > 0 && sameLook(s.cur.parts[n-1].run, r) {
		last := &s.cur.parts[n-1]
		if space > 0 {
			last.text += " "
		}
		last.text += r.text
		last.w += space + w
		s.cur.width += space + w
		return
	}
	s.cur.parts = append(s.cur.parts, placed{r, s.cur.width + space, w})
	s.cur.width += space + w
}

func sameLook(a, b run) bool {
	return a.face == b.face && a.size == b.size && a.ink == b.ink && a.link == b.link && a.url == b.url && a.rise == b.rise && a.use == b.use
}

func (s *setter) feed() {
	if len(s.cur.parts) > 0 {
		s.rows = append(s.rows, s.cur)
	}
	s.cur = row{}
}

func rowsHeight(rows []row) float64 {
	h := 0.0
	for _, r := range rows {
		h += r.height()
	}
	return h
}

// setVerbatim breaks a line of a log at the width, so that its own spaces stay.
func (b *fontBook) setVerbatim(r run, width float64) []row {
	text := b.shown(r.face, r.text)
	var out []row
	for {
		used, cut := 0.0, len(text)
		for i, c := range text {
			w := max(b.advance(r.face, c), 0) * r.size
			if used+w > width && i > 0 {
				cut = i
				break
			}
			used += w
		}
		if cut < len(text) {
			if i := strings.LastIndexByte(text[:cut], ' '); i >= cut*3/4 && strings.TrimSpace(text[:i]) != "" {
				cut = i + 1
			}
		}
		p := r
		p.text = text[:cut]
		out = append(out, row{parts: []placed{{p, 0, b.width(p.face, p.size, p.text)}}, size: r.size, width: used})
		if text = text[cut:]; text == "" {
			return out
		}
	}
}
