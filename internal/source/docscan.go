package source

// docState is where in a document a byte stands.
type docState uint8

const (
	docOutside docState = iota // of all documents
	docRaw                     // in a line outside that is no document
	docAround                  // in an object or array on the way to the records
	docKey                     // in a key there
	docScalar                  // in a text, a number or a word there
	docSkip                    // in an object or array that is not on the way
	docElement                 // in a record
)

// maxDocKey is the length of the longest key that is told from others.
const maxDocKey = 64

// docScan follows a JSON document (RFC 8259) byte by byte along a way to its records.
// What is broken never stops it: a line end ends a text.
type docScan struct {
	steps  []string
	stack  []byte // '{' or '[' of those on the way
	state  docState
	key    []byte
	colon  bool // the key was read
	quoted bool
	escape bool
	depth  int  // within what is skipped, or within a record
	member bool // the scalar is the value of key
	closed int  // documents that ended
}

func newDocScan(steps []string) docScan { return docScan{steps: steps} }

// onWay reports whether a key is a step of the way.
func (d *docScan) onWay(key string) bool {
	for _, s := range d.steps {
		if s == key {
			return true
		}
	}
	return false
}

// step takes the next byte.
func (d *docScan) step(c byte) {
	switch d.state {
	case docOutside:
		d.outside(c)
	case docRaw:
		if c == '\n' {
			d.state = docOutside
		}
	case docAround:
		d.around(c)
	case docKey:
		d.inKey(c)
	case docScalar:
		d.scalar(c)
	default:
		d.nested(c)
	}
}

func (d *docScan) outside(c byte) {
	switch {
	case isBlankOrEnd(c):
	case (c == '{') == (d.steps[0] != elements) && (c == '{' || c == '['):
		d.stack = append(d.stack[:0], c)
		d.state, d.colon = docAround, false
	default:
		d.state = docRaw
	}
}

func isBlankOrEnd(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

func (d *docScan) around(c byte) {
	object := d.stack[len(d.stack)-1] == '{'
	switch {
	case isBlankOrEnd(c) || c == ',':
		d.colon = d.colon && c != ','
	case c == ':':
		d.colon = true
	case c == '}' || c == ']':
		d.pop()
	case object && !d.colon && c == '"':
		d.state, d.key, d.escape = docKey, d.key[:0], false
	default:
		d.value(c, object)
	}
}

// pop leaves the innermost object or array; a bracket of the other kind does too.
func (d *docScan) pop() {
	d.stack = d.stack[:len(d.stack)-1]
	d.colon = false
	if len(d.stack) == 0 {
		d.state = docOutside
		d.closed++
	}
}

// value begins a value in the innermost object or array.
func (d *docScan) value(c byte, object bool) {
	k := len(d.stack) - 1
	on := d.steps[k] == elements && !object || object && d.colon && string(d.key) == d.steps[k]
	d.colon = false
	nested := c == '{' || c == '['
	d.quoted, d.escape, d.depth, d.member = c == '"', false, 0, object
	switch last := k+1 == len(d.steps); {
	case on && nested && last:
		d.state, d.depth = docElement, 1
	case on && nested && (c == '{') == (d.steps[k+1] != elements):
		d.stack = append(d.stack, c)
		d.state = docAround
	case nested:
		d.state, d.depth = docSkip, 1
	default:
		d.state = docScalar
	}
}

func (d *docScan) inKey(c byte) {
	switch {
	case d.escape:
		d.escape = false
	case c == '\\':
		d.escape = true
	case c == '"' || c == '\n':
		d.state = docAround
		return
	}
	if len(d.key) < maxDocKey {
		d.key = append(d.key, c)
	}
}

// scalar ends behind the closing quote, or in front of what ends a number or a word.
func (d *docScan) scalar(c byte) {
	switch {
	case d.quoted && d.escape && c != '\n':
		d.escape = false
	case d.quoted && c == '\\':
		d.escape = true
	case d.quoted && (c == '"' || c == '\n'):
		d.state = docAround
	case d.quoted:
	case isBlankOrEnd(c) || c == ',' || c == '}' || c == ']':
		d.state = docAround
		d.around(c)
	}
}

// nested follows what is skipped, or a record, to its end.
func (d *docScan) nested(c byte) {
	switch {
	case d.quoted && c == '\n':
		d.quoted, d.escape = false, false
	case d.escape:
		d.escape = false
	case d.quoted:
		d.escape, d.quoted = c == '\\', c != '"'
	case c == '"':
		d.quoted = true
	case c == '{' || c == '[':
		d.depth++
	case c == '}' || c == ']':
		if d.depth--; d.depth == 0 {
			d.state = docAround
		}
	}
}
