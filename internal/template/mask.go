package template

import "bytes"

// scan is the state of one masking: a single pass over the message from left to
// right. Literal text is copied late and in long runs: src[lit:] up to the
// current position is still to be copied.
type scan struct {
	src     []byte // the message, trimmed behind
	lit     int    // begin of the literal text that is not copied yet
	mark    int    // where the last slot's text begins in scratch
	last    int    // where the last slot ends in src, -1 when there is none
	chain   int    // end of a chain of groups with colons that is no IPv6 address
	request int    // where the last request (METHOD target) ends in src, -1 when there is none
}

func (m *Masker) mask(message []byte) ([]byte, []Slot) {
	m.scratch, m.slots = m.scratch[:0], m.slots[:0]
	src, cut := message, len(message)
	if len(message) > MaxMessage {
		cut = cutAt(message)
		src = message[:cut]
	}
	end := len(src)
	for end > 0 && isBlank(src[end-1]) {
		end--
	}
	begin := 0
	for begin < end && isBlank(src[begin]) {
		begin++
	}
	m.scan = scan{src: src[:end], lit: begin, last: -1, request: -1}
	m.walk(begin)
	m.flush(end)
	if cut < len(message) {
		m.scratch = append(m.scratch, " <*>"...)
		m.slots = append(m.slots, Slot{KindAny, cut, len(message)})
	}
	return m.scratch, m.slots
}

// cutAt returns where a message that is too long is cut: behind the last blank
// in the second half of the limit, else at the limit.
func cutAt(message []byte) int {
	if k := bytes.LastIndexByte(message[MaxMessage/2:MaxMessage], ' '); k >= 0 {
		return MaxMessage/2 + k + 1
	}
	return MaxMessage
}

// walk goes over src from i, word by word.
func (m *Masker) walk(i int) {
	src := m.scan.src
	for i < len(src) {
		c := src[i]
		if c == ' ' && i+1 < len(src) && !isBlank(src[i+1]) {
			i++
			continue
		}
		if class[c]&cDelim != 0 {
			i = m.delimiter(i, c)
			continue
		}
		j, seen := i+1, class[c]
		for j < len(src) {
			k := class[src[j]]
			if k&cDelim != 0 {
				break
			}
			seen |= k
			j++
		}
		switch {
		case seen == cDigit|cHex && m.isPlainEnd(i, j):
			m.count(i, j)
			i = j
		case seen&(cDigit|cSlash) != 0:
			i = m.richWord(i, j, seen)
		case j < len(src) && src[j] == ':' && j+1 < len(src) && !isBlank(src[j+1]):
			i = m.colonWord(i, j)
		case seen&cPunct != 0 && j-i >= minName && m.name(i, j):
			i = j
		case isPlainCandidate(c, j-i):
			i = m.plainWord(i, j)
		default:
			i = j
		}
	}
}

// isPlainEnd reports whether the digits src[i:j] are a number that ends at j and
// not the beginning of a date, a time, an address or a number with separators.
func (m *Masker) isPlainEnd(i, j int) bool {
	src := m.scan.src
	if j == len(src) {
		return true
	}
	switch src[j] {
	case ':':
		return i < m.scan.chain || isBlank(at(src, j+1))
	case ',':
		return j-i > 3 || digits(src, j+1) != j+4
	case ' ':
		return j-i > 2 || !isUpper(at(src, j+1))
	}
	return true
}

// count emits a plain number, unless it is a status to be kept.
func (m *Masker) count(i, j int) {
	if m.KeepStatus && m.isStatus(i, j) {
		return
	}
	m.slot(KindNum, i, j)
}

// delimiter handles the delimiter c at i and returns the next position.
func (m *Masker) delimiter(i int, c byte) int {
	src := m.scan.src
	switch {
	case isBlank(c):
		if c == ' ' && !isBlank(at(src, i+1)) {
			return i + 1
		}
		m.flush(i)
		m.scratch = append(m.scratch, ' ')
		for i < len(src) && isBlank(src[i]) {
			i++
		}
		m.scan.lit = i
		return i
	case c == '=':
		return m.afterEquals(i + 1)
	case c == '<' && looksLikeSlot(src[i:]):
		m.flush(i + 1)
		m.scratch = append(m.scratch, '\\')
	case c == ':' && at(src, i+1) == ':':
		if !isAlnum(at(src, i-1)) {
			if e := m.ipv6(i); e > 0 {
				m.slot(KindIP, i, e)
				return e
			}
		}
	}
	return i + 1
}

// afterEquals masks the inside of a quoted string that begins at i, directly
// behind '='. Such a string is a value, whatever it holds.
func (m *Masker) afterEquals(i int) int {
	src := m.scan.src
	q := at(src, i)
	if q != '"' && q != '\'' {
		return i
	}
	k := bytes.IndexByte(src[i+1:], q)
	for k > 0 && src[i+k] == '\\' { // an escaped quote
		n := bytes.IndexByte(src[i+k+2:], q)
		if n < 0 {
			k = -1
			break
		}
		k += n + 1
	}
	if k <= 0 {
		return i
	}
	m.slot(KindStr, i+1, i+1+k)
	return i + 1 + k + 1
}

// looksLikeSlot reports whether s begins with the text of a slot.
func looksLikeSlot(s []byte) bool {
	if len(s) < 3 {
		return false
	}
	k := bytes.IndexByte(s[:min(len(s), 8)], '>')
	if k < 0 {
		return false
	}
	for _, t := range kindText {
		if string(s[:k+1]) == t {
			return true
		}
	}
	return false
}

// flush copies the literal text up to end.
func (m *Masker) flush(end int) {
	if end > m.scan.lit {
		m.scratch = append(m.scratch, m.scan.src[m.scan.lit:end]...)
	}
	m.scan.lit = end
}

// slot emits a slot for src[start:end]. Two slots with nothing or one joining
// character between them are one value that a rule cut in two: they are joined.
func (m *Masker) slot(k Kind, start, end int) {
	s := &m.scan
	if s.last >= 0 && s.lit == s.last && start-s.last <= 1 && (start == s.last || joins(s.src[s.last])) {
		p := &m.slots[len(m.slots)-1]
		p.Kind, p.End = joined(p.Kind, k, s.src[s.last]), end
		m.scratch = append(m.scratch[:s.mark], kindText[p.Kind]...)
		s.lit, s.last = end, end
		return
	}
	m.flush(start)
	s.mark = len(m.scratch)
	m.scratch = append(m.scratch, kindText[k]...)
	m.slots = append(m.slots, Slot{k, start, end})
	s.lit, s.last = end, end
}

// joins tells the characters that hold the parts of one value together.
func joins(c byte) bool {
	switch c {
	case '.', ':', '/', '@', '#', '+', '_', '-':
		return true
	}
	return false
}

// joined returns the kind of a slot of kind a that is joined by c to one of kind b.
func joined(a, b Kind, c byte) Kind {
	switch {
	case (a == KindIP || a == KindHost) && b == KindNum && c == ':':
		return KindAddr
	case (a == KindPath || a == KindURL || a == KindAddr) && b == KindNum:
		return a
	case a == b && a != KindNum:
		return a
	case a == KindTime || a == KindID:
		return a
	}
	return KindAny
}
