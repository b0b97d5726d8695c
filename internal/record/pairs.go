package record

import "bytes"

// nextPair takes the next key=value pair, or bare key, off rest. Pairs stand
// apart by blanks, commas or semicolons. key is nil when rest does not go on
// with one.
func nextPair(rest []byte) (key, value, next []byte) {
	i := 0
	for i < len(rest) && (isBlank(rest[i]) || rest[i] == ',' || rest[i] == ';') {
		i++
	}
	j := i
	for j < len(rest) && (isName(rest[j]) || rest[j] == '/' || rest[j] == '@') {
		j++
	}
	if j == i {
		return nil, nil, nil
	}
	key = rest[i:j]
	if j >= len(rest) || rest[j] != '=' {
		if j < len(rest) && !isBlank(rest[j]) {
			return nil, nil, nil
		}
		return key, nil, rest[j:]
	}
	value, end := pairValue(rest, j+1)
	return key, value, rest[end:]
}

// pairValue reads the value at i: a quoted string, or up to the next blank.
func pairValue(b []byte, i int) ([]byte, int) {
	if i < len(b) && b[i] == '"' {
		if end := closeQuote(b, i); end > 0 {
			return b[i+1 : end], end + 1
		}
	}
	j := wordEnd(b, i)
	return b[i:j], j
}

// runLogfmt matches a line that is nothing but key=value pairs, two at least,
// with a time, a level or a message among them.
func (m *matcher) runLogfmt(line []byte, require [][]byte) bool {
	for _, key := range require {
		if !bytes.Contains(line, key) {
			return false
		}
	}
	m.begin(line)
	m.arena.reset()
	if barred(line) {
		return m.runBarred(line, require)
	}
	pairs, bare := 0, 0
	for rest := line; len(trimBlanks(rest)) > 0; {
		key, value, next := nextPair(rest)
		switch {
		case key == nil:
			return false
		case value == nil:
			bare++
		default:
			pairs++
			m.field(key, m.plain(value))
		}
		if bare > pairs {
			return false
		}
		rest = next
	}
	return pairs >= 2 && m.hasAll(require) && m.classify()
}

// plain undoes the backslash escapes of a quoted value.
func (m *matcher) plain(value []byte) []byte {
	if bytes.IndexByte(value, '\\') < 0 {
		return value
	}
	start := m.arena.open()
	if !m.arena.unescape(value) {
		m.arena.buf = m.arena.buf[:start]
		return value
	}
	return m.arena.close(start)
}

// barred reports whether a line's pairs stand apart by bars: a=1|b=2.
func barred(line []byte) bool {
	first, rest, found := bytes.Cut(line, []byte{'|'})
	if !found || bytes.IndexByte(first, '=') <= 0 {
		return false
	}
	n := 0
	for n < len(rest) && isName(rest[n]) {
		n++
	}
	return n > 0 && n < len(rest) && rest[n] == '='
}

// runBarred matches a line of at least three pairs that stand apart by bars.
func (m *matcher) runBarred(line []byte, require [][]byte) bool {
	pairs := 0
	for rest, more := line, true; more; {
		var pair []byte
		pair, rest, more = bytes.Cut(rest, []byte{'|'})
		key, value, found := bytes.Cut(pair, []byte{'='})
		if !found {
			continue
		}
		m.field(trimBlanks(key), trimBlanks(value))
		pairs++
	}
	return pairs >= 3 && m.hasAll(require) && m.classify()
}
