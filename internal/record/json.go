package record

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"
)

const (
	maxFields    = 64  // fields of one record
	maxCaptures  = 256 // parts of one line that are looked at
	maxNesting   = 4   // levels of nesting that become key.sub; deeper ones stay text
	maxJSONDepth = 64  // levels that are read at all
)

// object reads the JSON object at m.line[i:] (RFC 8259) and captures its
// members as fields, nested ones as key.sub. It returns the position behind the
// object, -1 when it is not one. Arrays stay text; null members are left out.
func (m *matcher) object(i int, prefix []byte, depth int) int {
	b := m.line
	i = space(b, i+1)
	if i < len(b) && b[i] == '}' {
		return i + 1
	}
	for {
		key, j := m.text(i)
		if j < 0 {
			return -1
		}
		if j = space(b, j); j >= len(b) || b[j] != ':' {
			return -1
		}
		if prefix != nil {
			key = m.arena.joined(prefix, key)
		}
		if i = m.member(key, space(b, j+1), depth); i < 0 {
			return -1
		}
		if i = space(b, i); i >= len(b) {
			return -1
		}
		if b[i] == '}' {
			return i + 1
		}
		if b[i] != ',' {
			return -1
		}
		i = space(b, i+1)
	}
}

// member reads the value at i and captures it under key.
func (m *matcher) member(key []byte, i, depth int) int {
	b := m.line
	if i >= len(b) {
		return -1
	}
	switch b[i] {
	case '"', '\'':
		v, j := m.text(i)
		if j > 0 {
			m.field(key, v)
		}
		return j
	case '{':
		if depth == 1 && m.isRoot(key) {
			return m.object(i, nil, depth+1)
		}
		if depth < maxNesting {
			return m.object(i, key, depth+1)
		}
	case '[':
		if j := m.keyValues(i); j > 0 {
			return j
		}
		if journalKey(key) {
			if v, j := m.journalArray(i); j > 0 {
				m.field(key, v)
				return j
			}
		}
	}
	j := m.skip(i, depth)
	if j > 0 && b[i] != 'n' && b[i] != 'N' {
		m.field(key, b[i:j])
	}
	return j
}

// isRoot reports whether the members of an object count as those of the record.
func (m *matcher) isRoot(key []byte) bool {
	for _, root := range m.roots {
		if string(key) == string(root) {
			return true
		}
	}
	return false
}

// skip returns the position behind the value at i. In a Python dict, it is
// whatever stands before the next comma or brace, brackets kept together.
func (m *matcher) skip(i, depth int) int {
	if !m.dict {
		return skipValue(m.line, i, depth)
	}
	nested := 0
	for j := i; j < len(m.line); j++ {
		switch m.line[j] {
		case '"', '\'':
			if j = closeQuote(m.line, j); j < 0 {
				return -1
			}
		case '(', '[', '{':
			nested++
		case ')', ']', '}':
			if nested == 0 {
				return found(i, j)
			}
			nested--
		case ',':
			if nested == 0 {
				return found(i, j)
			}
		}
	}
	return -1
}

func found(i, j int) int {
	if j == i {
		return -1
	}
	return j
}

// text reads the string at i; escapes are undone in the arena.
func (m *matcher) text(i int) ([]byte, int) {
	b := m.line
	if i >= len(b) || b[i] != '"' && !(m.dict && b[i] == '\'') {
		return nil, -1
	}
	if m.simple { // no escape in the whole line
		k := bytes.IndexByte(b[i+1:], b[i])
		if k < 0 {
			return nil, -1
		}
		return b[i+1 : i+1+k : i+1+k], i + k + 2
	}
	end := closeQuote(b, i)
	if end < 0 {
		return nil, -1
	}
	raw := b[i+1 : end]
	if bytes.IndexByte(raw, '\\') < 0 {
		return raw, end + 1
	}
	start := m.arena.open()
	if !m.arena.unescape(raw) {
		return nil, -1
	}
	return m.arena.close(start), end + 1
}

// unescape adds raw to the arena with its JSON escapes undone; false for an
// escape that JSON does not have.
func (a *arena) unescape(raw []byte) bool {
	for len(raw) > 0 {
		k := bytes.IndexByte(raw, '\\')
		if k < 0 {
			a.add(raw)
			return true
		}
		a.add(raw[:k])
		if k+1 >= len(raw) {
			return false
		}
		n := a.escape(raw[k:])
		if n == 0 {
			return false
		}
		raw = raw[k+n:]
	}
	return true
}

// escape adds the character that the escape at the beginning of b stands for and
// returns the escape's length.
func (a *arena) escape(b []byte) int {
	switch c := b[1]; c {
	case '"', '\\', '/':
		a.addByte(c)
	case 'b':
		a.addByte('\b')
	case 'f':
		a.addByte('\f')
	case 'n':
		a.addByte('\n')
	case 'r':
		a.addByte('\r')
	case 't':
		a.addByte('\t')
	case 'u':
		return a.unicode(b)
	default:
		return 0
	}
	return 2
}

// unicode adds the character of \uXXXX or of a surrogate pair; a lone surrogate
// becomes U+FFFD.
func (a *arena) unicode(b []byte) int {
	r := hex4(b[2:])
	if r < 0 {
		return 0
	}
	n := 6
	if utf16.IsSurrogate(r) {
		low := rune(-1)
		if len(b) >= 12 && b[6] == '\\' && b[7] == 'u' {
			low = hex4(b[8:])
		}
		if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
			n = 12
		}
	}
	a.buf = utf8.AppendRune(a.buf, r)
	return n
}

func hex4(b []byte) rune {
	if len(b) < 4 {
		return -1
	}
	var r rune
	for _, c := range b[:4] {
		d := hexDigit(c)
		if d < 0 {
			return -1
		}
		r = r<<4 | rune(d)
	}
	return r
}

// skipValue returns the position behind the value at i, -1 when it is none.
func skipValue(b []byte, i, depth int) int {
	if i >= len(b) || depth > maxJSONDepth {
		return -1
	}
	switch b[i] {
	case '"':
		return skipString(b, i)
	case '{':
		return skipMany(b, i, '}', depth)
	case '[':
		return skipMany(b, i, ']', depth)
	case 't':
		return skipWord(b, i, "true")
	case 'f':
		return skipWord(b, i, "false")
	case 'n':
		return skipWord(b, i, "null")
	}
	return skipNumber(b, i)
}

func skipString(b []byte, i int) int {
	if i >= len(b) || b[i] != '"' {
		return -1
	}
	end := closeQuote(b, i)
	if end < 0 {
		return -1
	}
	return end + 1
}

func skipWord(b []byte, i int, word string) int {
	if !bytes.HasPrefix(b[i:], []byte(word)) {
		return -1
	}
	return i + len(word)
}

// skipMany skips the object or array at i.
func skipMany(b []byte, i int, end byte, depth int) int {
	i = space(b, i+1)
	if i < len(b) && b[i] == end {
		return i + 1
	}
	for {
		if end == '}' {
			i = space(b, skipString(b, i))
			if i < 0 || i >= len(b) || b[i] != ':' {
				return -1
			}
			i = space(b, i+1)
		}
		i = space(b, skipValue(b, i, depth+1))
		if i < 0 || i >= len(b) {
			return -1
		}
		if b[i] == end {
			return i + 1
		}
		if b[i] != ',' {
			return -1
		}
		i = space(b, i+1)
	}
}

// skipNumber skips a number of RFC 8259, section 6.
func skipNumber(b []byte, i int) int {
	j := i
	if b[j] == '-' {
		j++
	}
	n := digits(b[j:])
	if n == 0 || n > 1 && b[j] == '0' {
		return -1
	}
	j += n
	if j < len(b) && b[j] == '.' {
		if n = digits(b[j+1:]); n == 0 {
			return -1
		}
		j += 1 + n
	}
	if j < len(b) && b[j]|0x20 == 'e' {
		j++
		if j < len(b) && (b[j] == '+' || b[j] == '-') {
			j++
		}
		if n = digits(b[j:]); n == 0 {
			return -1
		}
		j += n
	}
	return j
}

// space returns the position of the first byte at or behind i that is no JSON
// white space; a negative position stays as it is.
func space(b []byte, i int) int {
	if i < 0 {
		return i
	}
	for i < len(b) && (b[i] == ' ' || b[i] == '\t' || b[i] == '\n' || b[i] == '\r') {
		i++
	}
	return i
}

// runJSON matches a line that is one JSON object with all the required keys.
func (m *matcher) runJSON(line []byte, require [][]byte) bool {
	if len(line) < 2 || line[0] != '{' {
		return false
	}
	for _, key := range require {
		if !bytes.Contains(line, key[bytes.LastIndexByte(key, '.')+1:]) {
			return false
		}
	}
	m.begin(line)
	m.arena.reset()
	m.simple = bytes.IndexByte(line, '\\') < 0
	i := m.object(0, nil, 1)
	m.simple = false
	if i < 0 || space(line, i) != len(line) || len(m.caps) == 0 {
		return false
	}
	if !m.hasAll(require) {
		return false
	}
	m.classify()
	return true
}

// hasAll reports whether all the keys are among the captures.
func (m *matcher) hasAll(keys [][]byte) bool {
	for _, key := range keys {
		if !m.has(key) {
			return false
		}
	}
	return true
}

func (m *matcher) has(key []byte) bool {
	for i := range m.caps {
		if string(m.caps[i].key) == string(key) {
			return true
		}
	}
	return false
}
