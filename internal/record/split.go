package record

import "bytes"

// splitting is how a format that wraps lines says that a line was too long for one
// wrapping and goes on in the next one of the same stream.
type splitting uint8

const (
	splitNot     splitting = iota
	splitTag               // the capture "tag" is P, or P and more behind a colon (CRI)
	splitNewline           // the message does not end with a line end (Docker)
)

var splittings = map[string]splitting{"tag": splitTag, "newline": splitNewline}

const (
	keyTag    = "tag"
	keyStream = "stream"
)

// goesOn reports whether the line that was matched goes on in the next one.
func (f *Format) goesOn(m *matcher) bool {
	switch f.split {
	case splitTag:
		tag := m.capture(keyTag)
		return len(tag) > 0 && tag[0] == 'P' && (len(tag) == 1 || tag[1] == ':')
	case splitNewline:
		message := m.rawMessage()
		return len(message) > 0 && message[len(message)-1] != '\n'
	}
	return false
}

// capture returns the value of a field that the last match found.
func (m *matcher) capture(key string) []byte {
	for i := range m.caps {
		if m.caps[i].role == roleField && string(m.caps[i].key) == key {
			return m.caps[i].value
		}
	}
	return nil
}

// rawMessage is the message with the blanks and line ends at its end.
func (m *matcher) rawMessage() []byte {
	for i := range m.caps {
		if m.caps[i].role == roleMessage {
			return m.caps[i].value
		}
	}
	return nil
}

// splitCount tells whether a source splits lines: one whose messages never end
// with a line end says nothing by their absence.
type splitCount struct{ ended, open int }

func (c *splitCount) see(f *Format, m *matcher) {
	if f == nil || f.split == splitNot {
		return
	}
	if f.split == splitTag || !f.goesOn(m) {
		c.ended++
		return
	}
	c.open++
}

func (c *splitCount) splits() bool { return c.ended > c.open }

// part is what is known of the last line of the pending record, for the line
// behind it: whether it goes on there, and of which stream it is.
type linePart struct {
	format *Format
	open   bool
	indent bool // its message begins with a blank, as lines of a trace do
	stream []byte
}

// partOfLine tells what the next line must know of the line that was matched.
func (l *Layout) partOfLine(f *Format, m *matcher) linePart {
	if f == nil || f.split == splitNot {
		return linePart{}
	}
	message := m.rawMessage()
	return linePart{format: f, open: l.detail.splits && f.goesOn(m), indent: len(message) > 0 && isBlank(message[0]), stream: m.capture(keyStream)}
}

// ends reports whether the line that was matched is the last one of a Python
// traceback whose frames end with this line: an exception of any name.
func (p *linePart) ends(m *matcher) bool {
	if !p.indent {
		return false
	}
	message := m.message()
	i := 0
	for i < len(message) && (isName(message[i]) && message[i] != '-') {
		i++
	}
	last := message[bytes.LastIndexByte(message[:i], '.')+1 : i]
	return len(last) > 1 && last[0] >= 'A' && last[0] <= 'Z' && (i == len(message) || bytes.HasPrefix(message[i:], colonBlank))
}

var colonBlank = []byte(": ")

// kept is the part for use when the matcher has gone on.
func (p linePart) kept() linePart {
	p.stream = bytes.Clone(p.stream)
	return p
}

// same reports whether two lines are of one stream of one format.
func (p *linePart) same(q *linePart) bool {
	return p.format == q.format && p.format != nil && bytes.Equal(p.stream, q.stream)
}

// foreign reports whether a line that looks continued is of another stream than
// the record before it, which writers of two streams cause.
func (p *linePart) foreign(q *linePart) bool {
	return p.format != nil && q.format != nil && !bytes.Equal(p.stream, q.stream)
}

// goOn adds a line that the one before it goes on in.
func (r *run) goOn(next linePart, m *matcher, end int, number int64) {
	p := &r.rec0
	text := m.rawMessage()
	if p.bodyEnd > 0 {
		r.body = append(bytes.TrimSuffix(r.body, lineEnd), text...)
	} else {
		r.whole0 = append(r.whole0, text...)
		p.joined = true
	}
	p.part, p.last, p.lines = next, end, number-p.line+1
}

var lineEnd = []byte("\n")
