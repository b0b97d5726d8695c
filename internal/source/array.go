package source

import "bytes"

// wrappers are keys under which services put the list of what they export, as the first
// of an object.
var wrappers = [][]byte{[]byte("Records"), []byte("records"), []byte("events"), []byte("Events"), []byte("logEvents"), []byte("results"), []byte("items"),
	[]byte("entries"), []byte("logs"), []byte("hits"), []byte("data"), []byte("value"), []byte("messages")}

// arrayBegin is where the bracket of an array of objects stands whose objects are on one
// line: at the begin of the text, or in an object that holds nothing else before it; -1
// where the text is no such thing. Lines that have such objects are none.
func arrayBegin(head []byte) int {
	i := blanksEnd(head, 0)
	if bytes.HasPrefix(head, []byte("\xEF\xBB\xBF")) {
		i = blanksEnd(head, 3)
	}
	wrapped := false
	if i < len(head) && head[i] == '{' {
		if i = wrapperEnd(head, i); i < 0 || bytes.IndexByte(bytes.TrimRight(head, "\r\n"), '\n') >= 0 {
			return -1
		}
		wrapped = true
	}
	if i >= len(head) || head[i] != '[' {
		return -1
	}
	if k := blanksEnd(head, i+1); k >= len(head) || head[k] != '{' {
		return -1
	}
	var a arrayEnds
	test := bytes.Clone(head)
	a.end(test, nil)
	if n := a.objects; n < 2 && (a.closed > 0 || len(head) < probeSize || wrapped) {
		return -1 // one object is what its line is
	}
	return i
}

// wrapperEnd is where the value of an object's first key begins, if it is one of wrappers.
func wrapperEnd(head []byte, at int) int {
	at = blanksEnd(head, at+1)
	if at >= len(head) || head[at] != '"' {
		return -1
	}
	for _, w := range wrappers {
		if rest, ok := bytes.CutPrefix(head[at+1:], append(bytes.Clone(w), '"')); ok {
			k := blanksEnd(rest, 0)
			if k < len(rest) && rest[k] == ':' {
				return len(head) - len(rest) + blanksEnd(rest, k+1)
			}
		}
	}
	return -1
}

func blanksEnd(b []byte, i int) int {
	for i < len(b) && (b[i] == ' ' || b[i] == '\t') {
		i++
	}
	return i
}

// arrayEnds puts line feeds in the place of the brackets around the elements of an
// array, and of the commas between them.
type arrayEnds struct {
	inside, quoted, escaped bool
	depth                   int // within an element
	objects, closed         int // elements begun; arrays ended
}

func (a *arrayEnds) end(p []byte, _ func() (byte, bool)) {
	for i, c := range p {
		switch {
		case a.escaped:
			a.escaped = false
		case a.quoted:
			a.escaped, a.quoted = c == '\\', c != '"'
		case c == '"':
			a.quoted = true
		case !a.inside:
			if a.inside = c == '['; a.inside {
				p[i] = '\n'
			}
		case c == '{' || c == '[':
			if a.depth++; a.depth == 1 {
				a.objects++
			}
		case a.depth > 0 && (c == '}' || c == ']'):
			a.depth--
		case a.depth == 0 && c == ',':
			p[i] = '\n'
		case a.depth == 0 && c == ']':
			p[i] = '\n'
			a.inside = false
			a.closed++
		}
	}
}
