package record

import "bytes"

// journald's JSON (systemd's "Journal JSON Format") writes a field that is no plain
// text as an array of its bytes, one that stands more than once in an entry as an
// array of its values, and one that is too long as null.

// journalKey reports whether a key is written as the journal's fields are: in
// capitals, digits and underscores. Of its bytes alone are read those fields that
// hold text.
func journalKey(key []byte) bool {
	for _, c := range key {
		if (c < 'A' || c > 'Z') && c != '_' && !isDigit(c) {
			return false
		}
	}
	return bytes.HasSuffix(key, []byte("MESSAGE")) || bytes.HasPrefix(key, []byte("_")) || bytes.HasPrefix(key, []byte("SYSLOG_"))
}

// journalArray reads the array at i: the text of its bytes, or its values with a line
// end between them. It returns the position behind it, -1 when it is neither.
func (m *matcher) journalArray(i int) ([]byte, int) {
	b := m.line
	start := m.arena.open()
	i = space(b, i+1)
	for n := 0; i < len(b); n++ {
		j := m.journalByte(i)
		if j < 0 {
			j = m.journalText(i, n)
		}
		if j = space(b, j); j < 0 || j >= len(b) {
			break
		}
		if b[j] == ']' {
			v := m.arena.close(start)
			if bytes.IndexByte(v, escape) >= 0 {
				start = m.arena.open()
				m.arena.buf = stripControls(m.arena.buf, v)
				v = m.arena.close(start)
			}
			return v, j + 1
		}
		if b[j] != ',' {
			break
		}
		i = space(b, j+1)
	}
	m.arena.close(start)
	return nil, -1
}

// journalByte adds the byte at i, a number from 0 to 255.
func (m *matcher) journalByte(i int) int {
	var n int32
	j := number(m.line, i, 3, &n)
	if j == 0 || n > 0xff {
		return -1
	}
	m.arena.addByte(byte(n))
	return j
}

// journalText adds the string at i, or the bytes of an array, on a line of their own.
func (m *matcher) journalText(i, n int) int {
	b := m.line
	if n > 0 {
		m.arena.addByte('\n')
	}
	if b[i] == '[' {
		for i = space(b, i+1); i < len(b); i = space(b, i+1) {
			if i = space(b, m.journalByte(i)); i < 0 || i >= len(b) {
				return -1
			}
			if b[i] == ']' {
				return i + 1
			}
			if b[i] != ',' {
				return -1
			}
		}
		return -1
	}
	end := skipString(b, i)
	if end < 0 || !m.arena.unescape(b[i+1:end-1]) {
		return -1
	}
	return end
}
