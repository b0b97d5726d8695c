package record

import "bytes"

// time takes a stamp at i.
func (m *matcher) time(o *op, i int) int {
	n, before := 0, m.stamp
	switch rest := m.line[i:]; o.kind {
	case opStamp:
		n = m.anyStamp(i)
	case opISO:
		if len(rest) > 10 && rest[4] == '-' && rest[10]|0x20 == 't' {
			n = m.anyStamp(i)
		}
	case opSyslog:
		if len(rest) > 3 && syslogStart(rest) {
			n = m.anyStamp(i)
		}
	case opWeekday:
		if len(rest) > 3 && weekday(rest) > 0 {
			n = m.anyStamp(i)
		}
	case opTai:
		if len(rest) > 0 && rest[0] == '@' {
			n = m.anyStamp(i)
		}
	case opKlog:
		n = klogStamp(rest, &m.stamp)
	default:
		n = parseEpoch(rest, &m.stamp)
	}
	if n == 0 {
		return -1
	}
	if o.role == roleTime {
		m.timed, m.from = true, Stamp{Text: m.line[i : i+n : len(m.line)], kind: stampKinds[o.kind]}
	} else {
		here := m.stamp
		m.stamp = before // another time in the line is a field
		if string(o.key) == localKey {
			m.sameMoment(&here)
		}
		m.take(o, i, i+n)
	}
	return i + n
}

// syslogStart reports whether a line may begin with the name of a month.
func syslogStart(b []byte) bool {
	if !isLetter(b[0]) {
		return false
	}
	switch c := b[3]; {
	case c == ' ' || c == '.' || c >= 0x80 || b[1] >= 0x80:
		return true
	default:
		return len(b) > 5 && (b[4] == ' ' || b[4] == '.' || b[5] == ' ')
	}
}

// anyStamp reads the stamp at i. Many patterns begin alike, so the first answer
// for a line is kept for the patterns that are tried after.
func (m *matcher) anyStamp(i int) int {
	k := &m.known
	if k.size != 0 && k.at == i {
		if k.size > 0 {
			m.stamp = k.stamp
		}
		return max(k.size, 0)
	}
	n := parseStamp(m.line[i:], &m.stamp)
	k.at, k.size, k.stamp = i, n, m.stamp
	if n == 0 {
		k.size = -1
	}
	return n
}

// forget is called before the first pattern is tried on a new line.
func (m *matcher) forget() { m.known.size = 0 }

// level takes a level word, or a letter or mark of the format's own.
func (m *matcher) level(o *op, i int) int {
	j := i
	if o.kind == opMark {
		j = markEnd(m.line, i)
	} else {
		for j < len(m.line) && inLevel[m.line[j]] {
			j++
		}
	}
	if j == i {
		return -1
	}
	l, ok := m.levelOf(m.line[i:j], o.kind == opMark)
	if !ok {
		return -1
	}
	m.lvl = l
	return j
}

// inLevel marks the letters and digits.
var inLevel = func() (t [256]bool) {
	for c := range t {
		t[c] = isLetter(byte(c)) || isDigit(byte(c))
	}
	return t
}()

// markEnd is the end of a mark: one letter, or one byte of another kind.
func markEnd(b []byte, i int) int {
	if i >= len(b) || isBlank(b[i]) {
		return i
	}
	return i + 1
}

func (m *matcher) levelOf(word []byte, mark bool) (Level, bool) {
	if m.levels != nil {
		if l, ok := m.levels[string(word)]; ok {
			return l, true
		}
	}
	if mark {
		return letterLevel(word[0])
	}
	return wordLevel(word)
}

// pri takes <n>; RFC 5424, 6.2.1: n = facility * 8 + severity, at most 191.
func (m *matcher) pri(i int) int {
	var n int32
	if i >= len(m.line) || m.line[i] != '<' {
		return -1
	}
	j := number(m.line, i+1, 3, &n)
	if j == 0 || j >= len(m.line) || m.line[j] != '>' || n > 191 {
		return -1
	}
	m.lvl = syslogLevel(int(n & 7))
	return j + 1
}

// quoted takes "..." and captures what stands inside.
func (m *matcher) quoted(o *op, i int) int {
	j := closeQuote(m.line, i)
	if j < 0 {
		return -1
	}
	m.take(o, i+1, j)
	return j + 1
}

// closeQuote returns the position of the quote that ends the string beginning
// at b[i], -1 when b[i] is no quote or nothing ends it.
func closeQuote(b []byte, i int) int {
	if i >= len(b) || (b[i] != '"' && b[i] != '\'') {
		return -1
	}
	quote := b[i]
	for j := i + 1; j < len(b); j++ {
		k := bytes.IndexByte(b[j:], quote)
		if k < 0 {
			return -1
		}
		j += k
		if !escaped(b[i+1 : j]) {
			return j
		}
	}
	return -1
}

// escaped reports whether a byte behind b is escaped by b's last backslashes.
func escaped(b []byte) bool {
	n := 0
	for n < len(b) && b[len(b)-1-n] == '\\' {
		n++
	}
	return n%2 == 1
}

// bracket takes [...] with the brackets inside it and captures what stands inside.
func (m *matcher) bracket(o *op, i int) int {
	if i >= len(m.line) || m.line[i] != '[' {
		return -1
	}
	depth := 0
	for j := i; j < len(m.line); j++ {
		switch m.line[j] {
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				m.take(o, i+1, j)
				return j + 1
			}
		}
	}
	return -1
}

// structured takes the structured data of RFC 5424, 6.3: its parameters become
// fields named by the parameter.
func (m *matcher) structured(i int) int {
	if i < len(m.line) && m.line[i] == '-' {
		return i + 1
	}
	j := i
	for j < len(m.line) && m.line[j] == '[' {
		if j = m.element(j + 1); j < 0 {
			return -1
		}
	}
	if j == i {
		return -1
	}
	return j
}

// element takes the id and the parameters of one element; i is behind its '['.
func (m *matcher) element(i int) int {
	for i < len(m.line) && m.line[i] != ' ' && m.line[i] != ']' {
		i++
	}
	for i < len(m.line) && m.line[i] == ' ' {
		i = blanks(m.line, i)
		j := i
		for j < len(m.line) && (isName(m.line[j]) || m.line[j] == '.') {
			j++
		}
		if j == i || j+1 >= len(m.line) || m.line[j] != '=' || m.line[j+1] != '"' {
			return -1
		}
		end := closeQuote(m.line, j+1)
		if end < 0 {
			return -1
		}
		m.field(m.line[i:j], m.line[j+2:end])
		i = end + 1
	}
	if i >= len(m.line) || m.line[i] != ']' {
		return -1
	}
	return i + 1
}

func (m *matcher) field(key, value []byte) {
	if len(m.caps) < maxCaptures {
		m.caps = append(m.caps, capture{role: roleField, key: key, value: value})
	}
}

// pairs takes key=value pairs to the end of the line.
func (m *matcher) pairs(i int) int {
	rest := m.line[i:]
	n := 0
	for len(rest) > 0 {
		key, value, next := nextPair(rest)
		if key == nil {
			break
		}
		m.field(key, value)
		rest = next
		n += count(value != nil)
	}
	if n == 0 {
		return -1
	}
	return len(m.line)
}
