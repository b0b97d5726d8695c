package record

import "bytes"

// Build servers, "docker logs -t" and the like put a stamp in front of every physical
// line, those of stack traces too. A stamped line whose text can only be a part of a
// trace goes on with the record before it.

// tracePart reports whether what stands behind the stamp is such a part: it is never the
// first line of a trace, or it stands much farther in than those of the source do.
func (l *Layout) tracePart(m *matcher) bool {
	text, gap, tab := m.behindStamp()
	if len(text) == 0 {
		return false
	}
	switch text[0] {
	case 'a', '.', 'C', 'S', 'W':
		if goesOnInTrace(text) {
			return true
		}
	case 'F':
		if hasAny(text, "File \"") && bytes.Contains(text, []byte("\", line ")) {
			return true
		}
	}
	return gap >= l.detail.gap+deepIndent || tab && gap > l.detail.gap
}

// deepIndent is how many blanks more than usual set a line of a trace apart: command
// output is set in by two.
const deepIndent = 4

// behindStamp is what stands behind the stamp and its bracket, and how many blanks stand
// in between, maybe tabs.
func (m *matcher) behindStamp() (text []byte, gap int, tab bool) {
	at, ok := offsetIn(m.line, m.from.Text)
	if !ok || !m.timed {
		return nil, 0, false
	}
	text = m.line[at+len(m.from.Text):]
	if len(text) > 0 && (text[0] == ']' || text[0] == ')') {
		text = text[1:]
	}
	for gap < len(text) && isBlank(text[gap]) {
		tab = tab || text[gap] == '\t'
		gap++
	}
	return trimEnd(text[gap:]), gap, tab
}

// leastGap notes how far texts stand behind their stamps.
func (l *Layout) leastGap(f *Format, m *matcher) {
	if f == nil || !f.traces {
		return
	}
	if text, n, _ := m.behindStamp(); len(text) > 0 && (l.detail.gap < 0 || n < l.detail.gap) {
		l.detail.gap = n
	}
}
