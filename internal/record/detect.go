package record

import (
	"bytes"
	"slices"
)

const (
	maxLayoutFormats = 16  // formats of one source
	headLines        = 300 // lines of a sample's beginning that are tried
	tailLines        = 150 // and of its end
	guestShare       = 20  // JSON and the like among lines of another format must own one line in so many
	accident         = 5   // a format is an accident of one that knows this many times its lines, and all of them
	leastShare       = 200 // a format must own one line in so many
	closeRank        = 10  // lower ones take nearly any line: what they know says nothing about other formats
	strongRank       = 60  // or few lines, when its rank says that it is hard to take for another
)

func (c *Formats) detect(sample []byte, h Hints) *Layout {
	l := &Layout{hints: h}
	lines := sampleLines(sample)
	if l.detail.indent, l.detail.array = listing(lines); l.detail.array {
		lines = arrayLines(lines, l.detail.indent)
	} else {
		lines, l.detail.indented = indented(lines)
	}
	if f := findTable(lines); f != nil {
		l.formats = []*Format{f}
		l.detail.order = l.formats
	} else {
		t := c.tally(lines, func(f *Format) bool { return !f.payload })
		l.formats = t.best(leastShare, 2)
		if all := t.mixture(); len(all) >= mixedFormats {
			l.formats, l.detail.mixed = all, true
		}
		l.detail.order = c.tryOrder(l.formats)
	}
	l.survey(lines)
	l.detail.rescue = c.rescuers(l)
	l.detail.inner = c.innerFormats(l, lines)
	l.detail.batch = c.batches()
	return l
}

// batches is the format of batches, nil when there is none.
func (c *Formats) batches() *Format {
	for _, f := range c.list {
		if f.kind == kindBatch {
			return f
		}
	}
	return nil
}

// rescuers are the formats that a line may have which begins a record and whose
// form the sample did not show: the stricter ones, as long as lines that begin
// with a stamp and have no known form are not the rule in the source.
func (c *Formats) rescuers(l *Layout) []*Format {
	var out []*Format
	objects := l.detail.mixed
	for _, f := range l.formats {
		if !l.detail.mixed && f.Name == stampedName || f.kind == kindTable {
			return nil
		}
		objects = objects || f.kind == kindJSON || f.kind == kindJSONBlock
	}
	for _, f := range c.list {
		known := f.kind == kindLayout && f.rank >= rescueRank || objects && f.kind == kindJSON || l.detail.mixed && f.kind < kindExport
		if known && !f.payload && f.Name != stampedName && !slices.Contains(l.formats, f) {
			out = append(out, f)
		}
	}
	return out
}

const rescueRank = 30

// prepare fills the details of a layout whose formats were chosen by hand.
func (l *Layout) prepare(c *Formats, sample []byte) {
	l.detail.order = l.formats
	lines := sampleLines(sample)
	l.survey(lines)
	l.detail.inner = c.innerFormats(l, lines)
	l.detail.batch = c.batches()
}

// tryOrder sorts the formats of a layout by rank and puts the stamped lines of
// no known format last.
func (c *Formats) tryOrder(formats []*Format) []*Format {
	var order []*Format
	for _, f := range c.list {
		if slices.Contains(formats, f) || f.Name == stampedName {
			order = append(order, f)
		}
	}
	return order
}

// stampedName is the format of lines that begin with a date and a time and have
// no other known form: in every layout, they begin records.
const stampedName = "stamped"

// sampleLines splits a sample into cleaned lines: some of its beginning, some of
// its end.
func sampleLines(sample []byte) [][]byte {
	var lines [][]byte
	for len(sample) > 0 {
		line, rest, _ := bytes.Cut(sample, []byte{'\n'})
		for len(line) > 0 {
			var r lineReader
			piece, more := cutReturn(line)
			if piece = r.cleaned(piece); len(trimBlanks(piece)) > 0 {
				lines = append(lines, piece)
			}
			line = more
		}
		sample = rest
	}
	if n := len(lines); n > headLines+tailLines {
		lines = append(lines[:headLines:headLines], lines[n-tailLines:]...)
	}
	return lines
}

// tally is which formats know which lines of a sample.
type tally struct {
	formats []*Format
	knows   [][]bool // by format, by line
	dropped []bool
	lines   int
	heads   int  // lines that some format knows or that look like no continuation
	inner   bool // the lines are messages inside envelopes
}

func (c *Formats) tally(lines [][]byte, in func(*Format) bool) *tally {
	t := &tally{lines: len(lines)}
	like := alike(lines)
	var m matcher
	for _, f := range c.list {
		if !in(f) {
			continue
		}
		if knows := f.knows(&m, lines, like); knows != nil {
			t.formats = append(t.formats, f)
			t.knows = append(t.knows, knows)
		}
	}
	t.dropped = make([]bool, len(t.formats))
	for i, line := range lines {
		t.heads += count(t.known(i) || !looksContinued(line))
	}
	return t
}

func (t *tally) known(line int) bool {
	for _, knows := range t.knows {
		if knows[line] {
			return true
		}
	}
	return false
}

// knows tells which of the lines the format knows, nil for none; of lines that are alike
// the first is tried. Second lines count where there are first lines too.
func (f *Format) knows(m *matcher, lines [][]byte, like []int) []bool {
	fits := make([]fit, len(lines))
	var counts [fitsSecond + 1]int
	for i, line := range lines {
		if k := like[i]; k != i {
			fits[i] = fits[k]
		} else {
			m.forget()
			fits[i] = f.match(m, line)
		}
		counts[fits[i]]++
	}
	first, second := counts[fitsRecord]+counts[fitsFollow], counts[fitsSecond]
	if first == 0 || second > 2*first {
		return nil
	}
	knows := make([]bool, len(lines))
	for i := range fits {
		knows[i] = fits[i] != fitsNot
	}
	return knows
}

// owned counts the lines that each format owns: those it knows and no format of
// a higher rank does.
func (t *tally) owned() []int {
	counts := make([]int, len(t.formats))
	for i := range t.lines {
		for k := range t.formats {
			if !t.dropped[k] && t.knows[k][i] {
				counts[k]++
				break
			}
		}
	}
	return counts
}

// best returns the formats that own most lines, best first. Formats whose lines
// are accidents of a broader one are left out first: a few messages may look
// like another format. Those that are hard to take for others need few lines.
func (t *tally) best(leastShare, few int) []*Format {
	t.dropAccidents()
	counts := t.owned()
	var order []int
	for k, n := range counts {
		if n > 0 && (n*leastShare >= t.lines || n >= few && t.formats[k].rank >= strongRank) && n*100 >= t.formats[k].least*t.heads {
			order = append(order, k)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return counts[b] - counts[a] })
	if len(order) > maxLayoutFormats {
		order = order[:maxLayoutFormats]
	}
	var best []*Format
	for i, k := range order {
		f := t.formats[k]
		if i > 0 && t.guest(k, counts[k], best[0]) {
			continue
		}
		best = append(best, f)
	}
	return best
}

func (t *tally) dropAccidents() {
	for k := range t.formats {
		for broad := k + 1; broad < len(t.formats); broad++ {
			if t.formats[broad].rank >= closeRank && !t.closer(k, broad) && t.within(k, broad) {
				t.dropped[k] = true
				break
			}
		}
	}
}

// closer reports whether format k asks for more than the broader one, so that it is a
// kind of it and no accident: both read keys, or both are messages of forms that few
// lines have.
func (t *tally) closer(k, broad int) bool {
	f, b := t.formats[k], t.formats[broad]
	if f.kind != b.kind {
		return false
	}
	if f.kind == kindLayout {
		return t.inner && b.rank >= strongRank
	}
	return f.kind == kindLogfmt && len(f.require) > len(b.require)
}

// guest reports whether format k is a program's dump of somebody else's data: few
// lines of keys among those of another form. The keys that a strict format asks for
// are none.
func (t *tally) guest(k, lines int, first *Format) bool {
	f := t.formats[k]
	strict := f.kind == kindLogfmt && f.rank >= strongRank && len(f.require) > 2
	return f.kind != kindLayout && first.kind == kindLayout && lines*guestShare < t.lines && !strict
}

// within reports whether all lines of format k are known to the broader format,
// which knows many more.
func (t *tally) within(k, broad int) bool {
	n, all := 0, 0
	for i := range t.lines {
		if t.knows[broad][i] {
			all++
		}
		if t.knows[k][i] {
			n++
			if !t.knows[broad][i] {
				return false
			}
		}
	}
	return all >= accident*n
}

// owner returns the format of the highest rank that knows the line.
func (c *Formats) owner(m *matcher, line []byte) *Format {
	m.forget()
	for _, f := range c.list {
		if f.payload {
			continue
		}
		if fit := f.match(m, line); fit == fitsRecord || fit == fitsFollow {
			return f
		}
	}
	return &Format{Name: plainName}
}

// survey reads the sample with the layout's formats and notes what the stamps
// leave out and whether lines of no format are records of their own.
func (l *Layout) survey(lines [][]byte) {
	d := &l.detail
	var m matcher
	known, unknown, yearless, dateless, zoneless, stamped := 0, 0, 0, 0, 0, 0
	var orders orderCount
	var splits splitCount
	d.gap = -1
	for _, line := range lines {
		f, v := l.judge(&m, line)
		splits.see(f, &m)
		l.leastGap(f, &m)
		switch {
		case v == isStray:
			unknown++
		case v == isRecord && m.timed:
			known++
			stamped++
			yearless += count(m.stamp.yearless)
			dateless += count(m.stamp.dateless)
			zoneless += count(!m.stamp.zoned)
			d.twofold = d.twofold || m.stamp.twofold
			orders.see(&m.stamp)
			if m.stamp.yearless && d.calendar.month == 0 {
				d.calendar.month = m.stamp.month
			}
		case v == isRecord:
			known++
		}
	}
	d.gap = max(d.gap, 0)
	d.loose = known == 0 || (unknown > known || stamped == 0) && (len(l.formats) == 0 || !l.formats[0].block)
	d.dated = 2*stamped > known
	d.yearless = stamped > 0 && 2*yearless > stamped
	d.dateless = stamped > 0 && 2*dateless > stamped
	d.zoneless = stamped > 0 && 2*zoneless > stamped
	d.calendar.order, d.unordered = orders.choose()
	d.splits = splits.splits()
	l.hint(l.hints)
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

// innerFormats finds the formats of the messages inside the layout's envelopes.
func (c *Formats) innerFormats(l *Layout, lines [][]byte) []*Format {
	var payloads [][]byte
	var m matcher
	weak, tables := true, false
	var last linePart
	for _, line := range lines {
		f, v := l.judge(&m, line)
		part := l.partOfLine(f, &m)
		if last.open && last.same(&part) && len(payloads) > 0 {
			end := len(payloads) - 1
			payloads[end] = append(payloads[end], m.rawMessage()...)
			if !part.open {
				payloads[end] = firstLine(payloads[end])
			}
			last = part.kept()
			continue
		}
		last = linePart{}
		if v != isRecord || !f.inner {
			continue
		}
		if last = part.kept(); part.open {
			payloads = append(payloads, bytes.Clone(m.rawMessage()))
			continue
		}
		tables = tables || f.kind == kindTable
		weak = weak && (f.wrap || f.kind == kindTable)
		payloads = appendMessage(payloads, &m)
	}
	fits := func(f *Format) bool { return (!f.inner || tables && f.wrap) && (weak || !f.weak) }
	best := c.bestInner(payloads, fits)
	l.detail.thrown = weak && mostTimed(best, payloads)
	if len(best) > 0 && best[0].wrap { // an envelope in a table's column
		payloads = best[0].messages(payloads)
		best = append(best[:1:1], c.bestInner(payloads, func(f *Format) bool { return !f.inner })...)
	}
	return best
}

// mostTimed reports whether most of the lines have a stamp in one of the formats.
func mostTimed(formats []*Format, lines [][]byte) bool {
	var m matcher
	timed := 0
	for _, line := range lines {
		for _, f := range formats {
			if m.forget(); f.match(&m, line) == fitsRecord {
				timed += count(m.timed)
				break
			}
		}
	}
	return 2*timed > len(lines)
}

// bestInner returns the formats that own the payloads, highest rank first.
func (c *Formats) bestInner(payloads [][]byte, in func(*Format) bool) []*Format {
	if len(payloads) == 0 {
		return nil
	}
	t := c.tally(payloads, in)
	t.inner = true
	best := t.best(leastInnerShare, 1)
	var order []*Format
	for _, f := range c.list {
		if slices.Contains(best, f) {
			order = append(order, f)
		}
	}
	return order
}

// messages returns the messages of the lines that the format knows.
func (f *Format) messages(lines [][]byte) [][]byte {
	var out [][]byte
	var m matcher
	for _, line := range lines {
		if m.forget(); f.match(&m, line) == fitsRecord {
			out = appendMessage(out, &m)
		}
	}
	return out
}

// appendMessage appends a copy of the first line of the message that was found.
func appendMessage(to [][]byte, m *matcher) [][]byte {
	if message := m.message(); len(message) > 0 {
		to = append(to, bytes.Clone(firstLine(message)))
	}
	return to
}

// leastInnerShare is the share of messages, one in so many, that a format must
// own to be looked for inside envelopes.
const leastInnerShare = 20

func firstLine(b []byte) []byte {
	line, _, _ := bytes.Cut(b, []byte{'\n'})
	return trimLine(line)
}
