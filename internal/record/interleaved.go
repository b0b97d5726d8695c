package record

import "bytes"

// Two threads that write one file without a lock put a line of one into the middle of
// the other's stack trace. What goes on behind it is not the line's own.

// interrupted reports whether a line of a stack trace stands behind a record that threw
// nothing: the trace is that of a record before. It becomes a record of its own with the
// time of the one in front, so that nobody is blamed for another's exception.
func (r *run) interrupted(text []byte) bool {
	p := &r.rec0
	if r.layout.detail.indented || !p.open || p.bodyEnd > 0 || p.format == nil || p.format.wrap || p.format.kind != kindLayout || !goesOnInTrace(text) {
		return false
	}
	line := r.chunk.Data[p.start:p.end]
	if l := guessLevel(line); l >= LevelWarn || l == LevelNone {
		return false
	}
	for _, w := range throwers {
		if bytes.Contains(line, w) {
			return false
		}
	}
	return true
}

// restOfTrace gives such a record its time, and what it says: the cause that it names.
func (r *run) restOfTrace(rec *Record) {
	rec.Time, rec.HasTime, rec.Follows = r.last, r.timed, r.timed
	if hasAny(rec.Message, "Caused by: ") {
		return
	}
	for rest := rec.Body; len(rest) > 0; {
		var line []byte
		line, rest, _ = bytes.Cut(rest, lineEnd)
		if line = trimBlanks(trimCR(line)); hasAny(line, "Caused by: ") {
			rec.Message = line
			return
		}
	}
}

// throwers are parts of words in a line that has a stack trace of its own.
var throwers = [][]byte{[]byte("xception"), []byte("rror"), []byte("hrowable"), []byte("race"), []byte("tack"), []byte("ump"), []byte("hread"), []byte("aused"), []byte("anic"), []byte("rash"), []byte("ailure")}

// goesOnInTrace knows lines that are never the first of a trace.
func goesOnInTrace(text []byte) bool {
	text = trimBlanks(text)
	if len(text) == 0 {
		return false
	}
	switch text[0] {
	case 'C', 'S', 'W':
		return hasAny(text, "Caused by: ", "Suppressed: ", "Wrapped by: ")
	case 'a':
		return hasAny(text, "at ") && frameOf(text[len("at "):])
	case '.':
		return hasAny(text, "... ") && bytes.HasSuffix(text, []byte(" more"))
	}
	return false
}

// frameOf knows what stands behind "at" in a frame: a name without a blank and what was
// called or where, in brackets, of which one has a dot.
func frameOf(text []byte) bool {
	for _, w := range [...]string{"new ", "async "} {
		if hasAny(text, w) {
			text = text[len(w):]
		}
	}
	open := bytes.IndexByte(text, '(')
	if open < 1 || text[len(text)-1] != ')' && !bytes.Contains(text[open:], []byte(") in ")) {
		return false
	}
	name := bytes.TrimSuffix(text[:open], []byte(" "))
	return bytes.IndexByte(name, ' ') < 0 && (bytes.IndexByte(name, '.') > 0 || bytes.IndexByte(text[open:], '.') > 0 && bytes.IndexByte(text[open:], ':') > 0)
}
