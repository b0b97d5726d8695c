package record

import "bytes"

// special takes the parts that one family of formats has each.
func (m *matcher) special(o *op, i int) int {
	switch o.kind {
	case opSeverity:
		return m.severity(i)
	case opScale:
		return m.scale(i)
	case opExt:
		return m.extension(i)
	case opCell:
		return m.csvCell(o, i)
	}
	return m.place(i)
}

// severity takes one digit of syslog's scale.
func (m *matcher) severity(i int) int {
	if i >= len(m.line) || m.line[i] < '0' || m.line[i] > '7' || i+1 < len(m.line) && isDigit(m.line[i+1]) {
		return -1
	}
	m.lvl = syslogLevel(int(m.line[i] - '0'))
	return i + 1
}

// scale takes a severity of the ten-point scale of CEF (ArcSight's "Implementing
// CEF": 0-3 low, 4-6 medium, 7-8 high, 9-10 very high) up to the next bar. What
// is none of these is no level.
func (m *matcher) scale(i int) int {
	k := bytes.IndexByte(m.line[i:], '|')
	if k < 0 || k > 16 {
		return -1
	}
	m.lvl = scaleLevel(trimBlanks(m.line[i : i+k]))
	return i + k
}

func scaleLevel(v []byte) Level {
	var n int32
	if end := number(v, 0, 2, &n); end > 0 && end == len(v) {
		switch {
		case n <= 3:
			return LevelInfo
		case n <= 6:
			return LevelWarn
		case n <= 8:
			return LevelError
		case n <= 10:
			return LevelCritical
		}
		return LevelNone
	}
	switch string(v) {
	case "Low", "low", "LOW":
		return LevelInfo
	case "Medium", "medium", "MEDIUM":
		return LevelWarn
	case "High", "high", "HIGH":
		return LevelError
	case "Very-High", "very-high", "VERY-HIGH":
		return LevelCritical
	}
	l, _ := wordLevel(v)
	return l
}

// extension takes the pairs of CEF and LEEF to the line's end. In CEF a value
// goes up to the blank before the next key; in LEEF, which has tabs, up to a tab.
// The time is one of their time keys' where the header has none, and so is the
// level of LEEF, whose "sev" is on the ten-point scale.
func (m *matcher) extension(i int) int {
	rest := m.line[i:]
	sep := m.leefSeparator(i)
	if sep == 0 && bytes.IndexByte(rest, '\t') >= 0 {
		sep = '\t'
	}
	from := len(m.caps)
	for len(rest) > 0 {
		eq := bytes.IndexByte(rest, '=')
		if eq < 0 {
			break
		}
		key := trimBlanks(rest[:eq])
		value := rest[eq+1:]
		end := len(value)
		if sep != 0 {
			if k := bytes.IndexByte(value, sep); k >= 0 {
				end = k
			}
		} else {
			end = extEnd(value)
		}
		if extKey(key) {
			m.field(key, trimBlanks(value[:end]))
		}
		rest = value[end:]
		if sep != 0 && len(rest) > 0 {
			rest = rest[1:]
		}
	}
	m.extraRoles(from)
	return len(m.line)
}

// leefSeparator is what the header of LEEF 2.0 in front of i says that parts the
// pairs, a character or its code in hexadecimal; 0 when it says nothing.
func (m *matcher) leefSeparator(i int) byte {
	if i < 3 || m.line[i-1] != '|' {
		return 0
	}
	k := bytes.LastIndexByte(m.line[:i-1], '|')
	switch text := m.line[k+1 : i-1]; {
	case len(text) == 1 && k > 0 && !isName(text[0]):
		return text[0]
	case len(text) == 3 && text[0] == 'x' || len(text) == 4 && text[0] == '0' && text[1] == 'x':
		hi, lo := hexDigit(text[len(text)-2]), hexDigit(text[len(text)-1])
		if hi >= 0 && lo >= 0 {
			return byte(hi<<4 | lo)
		}
	}
	return 0
}

// extKey reports whether a text can be a key of an extension.
func extKey(key []byte) bool {
	for _, c := range key {
		if !isName(c) && c != '[' && c != ']' {
			return false
		}
	}
	return len(key) > 0 && len(key) <= 64
}

// extEnd is where a value that may hold blanks ends: before the last word in
// front of the next '=' that no backslash escapes.
func extEnd(value []byte) int {
	for at := 0; ; {
		k := bytes.IndexByte(value[at:], '=')
		if k < 0 {
			return len(value)
		}
		k += at
		j := k
		for j > 0 && (isName(value[j-1]) || value[j-1] == '[' || value[j-1] == ']') {
			j--
		}
		if j < k && j > 0 && isBlank(value[j-1]) {
			return j - 1
		}
		if j == 0 && k > 0 { // an empty value, the next key at once
			return 0
		}
		at = k + 1
	}
}

// extraRoles looks for a time, a level and a message among the fields that came
// behind caps[from].
func (m *matcher) extraRoles(from int) {
	for i := from; i < len(m.caps); i++ {
		c := &m.caps[i]
		switch string(c.key) {
		case "rt", "devTime", "end", "start", "deviceReceiptTime", "timestamp", "eventtime", "time":
			var s stamp
			if !m.timed && timeValue(c.value, &s) {
				m.stamp, m.timed, m.from = s, true, Stamp{Text: c.value, kind: stampValue, rank: 255}
			}
		case "sev", "severity":
			if m.lvl == LevelNone {
				m.lvl = scaleLevel(c.value)
			}
		}
	}
}

// csvCell takes a cell up to the next comma or the line's end.
func (m *matcher) csvCell(o *op, i int) int {
	if i < len(m.line) && m.line[i] == '"' {
		j := i + 1
		for j < len(m.line) {
			k := bytes.IndexByte(m.line[j:], '"')
			if k < 0 {
				return -1
			}
			if j += k; j+1 < len(m.line) && m.line[j+1] == '"' {
				j += 2
				continue
			}
			if j > i+1 {
				m.take(o, i+1, j)
			}
			return j + 1
		}
		return -1
	}
	end := len(m.line)
	if k := bytes.IndexByte(m.line[i:], ','); k >= 0 {
		end = i + k
	}
	if end > i {
		m.take(o, i, end)
	}
	return end
}

// place takes [thread:Class@line]: the class is the logger.
func (m *matcher) place(i int) int {
	end := m.bracket(&op{}, i)
	if end < 0 {
		return -1
	}
	inside := m.line[i+1 : end-1]
	at := bytes.LastIndexByte(inside, '@')
	if at < 0 || digits(inside[at+1:]) != len(inside)-at-1 || at+1 == len(inside) {
		return -1
	}
	colon := bytes.LastIndexByte(inside[:at], ':')
	if colon < 0 {
		return -1
	}
	m.caps = append(m.caps,
		capture{role: roleThread, value: inside[:colon]},
		capture{role: roleLogger, value: inside[colon+1 : at]},
		capture{role: roleField, key: keyLine, value: inside[at+1:]})
	return end
}

var keyLine = []byte("line")

// far captures from i to the last place where something fits that may follow.
func (m *matcher) far(o *op, i int) int {
	for j := len(m.line) - 1; j > i; j-- {
		for _, stop := range o.stops {
			if m.fits(stop, j) {
				return m.take(o, i, j)
			}
		}
	}
	return -1
}

// prefixLimit is how long a prefix may be.
const prefixLimit = 256

// prefix captures from i to a level word in capitals that has a colon and two
// blanks behind it.
func (m *matcher) prefix(o *op, i int) int {
	rest := m.line[i:min(len(m.line), i+prefixLimit)]
	for at := 0; ; {
		k := bytes.Index(rest[at:], colonBlanks)
		if k < 0 {
			return -1
		}
		at += k
		j := at
		for j > 0 && rest[j-1] >= 'A' && rest[j-1] <= 'Z' {
			j--
		}
		if j < at && j > 0 {
			if _, ok := m.levelOf(rest[j:at], false); ok {
				return m.take(o, i, i+j)
			}
		}
		at++
	}
}

var colonBlanks = []byte(":  ")
