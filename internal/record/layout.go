package record

import "sync"

// layoutDetail is what detection adds to the formats of a source.
type layoutDetail struct {
	order     []*Format // the order in which a line is tried: highest rank first
	inner     []*Format // of the messages inside envelopes
	rescue    []*Format // of records whose form the sample did not show
	calendar  calendar
	eras      []eraCalendar // by offset; where stamps are read otherwise
	window    Window        // of the records that count
	origin    Origin
	pod       []byte
	container []byte
	gap       int  // blanks between stamp and message, at least
	loose     bool // a line of no format that looks like no continuation is a record
	mixed     bool // lines of many formats, see mixture
	yearless  bool
	dateless  bool // most stamps are a time of day alone
	zoneless  bool
	indented  bool    // blanks stand in front of records
	array     bool    // the source is an array of objects
	indent    int     // of those
	dated     bool    // most records begin with a stamp
	batch     *Format // of the log records in a batch over several lines
	thrown    bool    // envelopes carry records with stamps: "Error: ..." in one goes on with the record before
	splits    bool    // long lines are in several wrappings
	twofold   bool    // zones are named by names that stand for several
	unordered bool    // whether the day or the month stands first is not plain from the sample
}

// verdict is what a line is within its layout.
type verdict uint8

const (
	isBlankLine    verdict = iota
	isRecord               // begins a record of a format
	isFollower             // begins a record that takes its time from the one before; no place to cut
	isPlain                // begins a record of no format
	isContinuation         // belongs to the record before it
	isStray                // of no format, looks like no continuation: belongs to the record before it, if there is one
)

// judge says what a cleaned line is. What the format found stays in m. It is a
// pure function of layout and line.
func (l *Layout) judge(m *matcher, line []byte) (*Format, verdict) {
	if len(line) == 0 || isBlank(line[0]) && len(trimBlanks(line)) == 0 {
		return nil, isBlankLine
	}
	if l.detail.array {
		if line = listed(line, l.detail.indent); len(line) == 0 {
			return nil, isBlankLine
		}
		if string(line) == "[" || string(line) == "]" {
			return nil, isBlankLine
		}
	}
	if l.detail.indented && isBlank(line[0]) {
		if f, v, ok := l.unindented(m, line); ok {
			return f, v
		}
	}
	m.forget()
	if len(l.formats) > 0 && l.formats[0].kind == kindExport {
		if f := l.formats[0]; f.match(m, line) == fitsRecord {
			return f, isRecord
		}
		return nil, isContinuation // a field of the entry, or a line of one, whatever it looks like
	}
	thrown := l.detail.dated && throws(line)
	for _, f := range l.detail.order {
		if thrown && f.weak {
			continue
		}
		switch f.match(m, line) {
		case fitsFollow:
			return f, isFollower
		case fitsSecond:
			return f, isContinuation
		case fitsRecord:
			if f.wrap && l.continues(m) {
				return f, isContinuation
			}
			if f.traces && l.tracePart(m) {
				return f, isContinuation
			}
			if f.Name == stampedName && l.detail.rescue != nil {
				f = l.rescue(m, line, f)
			}
			return f, isRecord
		}
	}
	if l.rescues(line) {
		if f := l.rescue(m, line, nil); f != nil {
			return f, isRecord
		}
	}
	switch {
	case looksContinued(line):
		return nil, isContinuation
	case l.detail.loose:
		return nil, isPlain
	}
	return nil, isStray
}

// rescues reports whether a line that the layout's formats do not know may be of
// another one: it begins as syslog's and Cisco's lines and objects do, or is one of
// a mixture.
func (l *Layout) rescues(line []byte) bool {
	switch line[0] {
	case '<', '%', '{':
		return true
	}
	return l.detail.mixed && !looksContinued(line)
}

// rescue returns the format that knows a line which the layout's own do not, and
// which otherwise would be of the format f.
func (l *Layout) rescue(m *matcher, line []byte, f *Format) *Format {
	for _, r := range l.detail.rescue {
		if r.match(m, line) == fitsRecord {
			return r
		}
	}
	if f != nil {
		f.match(m, line)
	}
	return f
}

// continues reports whether the message that an envelope carries is a
// continuation line: each line of a stack trace comes in an envelope of its own,
// and so do blank lines.
func (l *Layout) continues(m *matcher) bool {
	message := m.message()
	return len(message) == 0 || looksContinued(message) || l.detail.thrown && throws(message)
}

// message returns the message that the last match found.
func (m *matcher) message() []byte {
	for i := range m.caps {
		if m.caps[i].role == roleMessage {
			return trimEnd(m.caps[i].value)
		}
	}
	return nil
}

func (l *Layout) names() []string {
	if len(l.formats) == 0 {
		return []string{plainName}
	}
	names := make([]string, len(l.formats))
	for i, f := range l.formats {
		names[i] = f.Name
	}
	return names
}

// plainName is the format of records that no format knew.
const plainName = "plain"

func (l *Layout) yearless() bool { return l.detail.yearless }
func (l *Layout) zoneless() bool { return l.detail.zoneless }
func (l *Layout) dateless() bool { return l.detail.dateless }

// WithHints returns the same layout with other hints; it saves a second Detect.
func (l *Layout) WithHints(h Hints) *Layout {
	c := *l
	c.hint(h)
	return &c
}

var matchers = sync.Pool{New: func() any { return new(lineReader) }}

// lineReader is a matcher with the scratch that cleaning a line needs.
type lineReader struct {
	matcher
	clean []byte
	form  lineForm
}

func (l *Layout) startsRecord(before, line []byte) bool {
	r := matchers.Get().(*lineReader)
	defer matchers.Put(r)
	line, before = firstPiece(line), lastPiece(before)
	f, v := l.judge(&r.matcher, r.cleaned(line))
	if v != isRecord && v != isPlain {
		return false
	}
	part := l.partOfLine(f, &r.matcher)
	if part.format == nil || len(before) == 0 {
		return true
	}
	b := matchers.Get().(*lineReader)
	defer matchers.Put(b)
	f, _ = l.judge(&b.matcher, b.cleaned(before))
	last := l.partOfLine(f, &b.matcher)
	return !last.same(&part) || !last.open && !last.ends(&r.matcher)
}
