package profile

import (
	"bytes"
	"strings"
)

// Elision is a stretch that was left out of the kept continuation lines.
type Elision struct {
	At    int   // where in Exemplar.Body: the begin of the line that follows it
	Bytes int64 // of the lines left out, their ends among them
	Lines int64
}

// abridge shortens the continuation lines of a record to about limit bytes. The
// reason of a failure stands at the head, at the tail, or, where exceptions are
// chained, at the begin of each link, between stretches of stack frames: so the
// head, the lines that are not indented, and the tail are kept, as whole lines.
func abridge(body []byte, limit int) (string, []Elision) {
	if len(body) <= limit {
		return string(body), nil
	}
	head := wholeLines(body, limit/2)
	if head == 0 {
		return clip(body, limit), nil // a single long line
	}
	tail := len(body) - limit/4
	if i := bytes.IndexByte(body[tail:], '\n'); i >= 0 {
		tail += i + 1
	} else {
		tail = len(body)
	}
	a := abridged{limit: head + limit/4}
	a.text.Write(body[:head])
	for rest := body[head:max(head, tail)]; len(rest) > 0; {
		line := rest
		if i := bytes.IndexByte(rest, '\n'); i >= 0 {
			line = rest[:i+1]
		}
		a.line(line)
		rest = rest[len(line):]
	}
	a.text.Write(body[max(head, tail):])
	return a.text.String(), a.elided
}

// wholeLines is how many of the first n bytes are whole lines.
func wholeLines(body []byte, n int) int { return bytes.LastIndexByte(body[:n], '\n') + 1 }

// abridged is a text under way, and what was left out of it.
type abridged struct {
	text   strings.Builder
	elided []Elision
	limit  int
}

// line keeps a line that is not indented, as long as there is room.
func (a *abridged) line(line []byte) {
	if line[0] != ' ' && line[0] != '\t' && line[0] != '\n' && a.text.Len()+len(line) <= a.limit {
		a.text.Write(line)
		return
	}
	if n := len(a.elided); n == 0 || a.elided[n-1].At != a.text.Len() {
		a.elided = append(a.elided, Elision{At: a.text.Len()})
	}
	g := &a.elided[len(a.elided)-1]
	g.Bytes, g.Lines = g.Bytes+int64(len(line)), g.Lines+1
}
