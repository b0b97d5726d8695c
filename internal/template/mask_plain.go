package template

// maxPlain is the longest word without digits that a rule looks at.
const maxPlain = len("administrator") + 1

// plainLengths has, for the first letter of a word without digits, a bit for each
// length that some rule looks at; an end mark may follow the word.
var plainLengths = func() (t [256]uint16) {
	for _, w := range []string{"true", "false", "null", "none", "nil", "root", "admin", "administrator"} {
		t[w[0]] |= 3 << len(w)
		t[w[0]-0x20] |= 3 << len(w)
	}
	for _, list := range [][]string{months[:], weekdays[:], longMonths[:], methods[:]} {
		for _, w := range list {
			t[w[0]&^0x20] |= 1 << len(w)
		}
	}
	return t
}()

// isPlainCandidate reports whether a rule may look at a word of n letters that
// begins with c.
func isPlainCandidate(c byte, n int) bool { return n <= maxPlain && plainLengths[c]>>n&1 != 0 }

// plainWord handles a word without digits and slashes: it may be a truth value,
// the name of the almighty user, the beginning of a date or an HTTP method. All
// else is literal.
func (m *Masker) plainWord(i, j int) int {
	src := m.scan.src
	if isUpper(src[i]) && j < len(src) && (src[j] == ' ' || src[j] == ',') {
		if isLower(src[i+1]) {
			if e := namedTime(src, i, j-i); e > 0 {
				m.slot(KindTime, i, e)
				return e
			}
		} else if k, s, e := request(src, i, j); e > 0 {
			m.slot(k, s, e)
			m.scan.request = e
			return e
		}
	}
	if at(src, j) == '=' {
		return j
	}
	e := j
	for e > i+1 && isEndMark(src[e-1]) {
		e--
	}
	switch w := src[i:e]; {
	case isTruth(w):
		if len(m.slots) > 0 || i > 0 || isLower(src[0]) || !isLower(at(src, j+1)) { // "None of them" is a sentence
			m.slot(KindBool, i, e)
		}
	case isAlmighty(w):
		m.slot(KindAny, i, e)
	}
	return j
}

// isEndMark tells the punctuation that ends a sentence.
func isEndMark(c byte) bool { return c == '.' || c == '!' || c == '?' }

// isTruth reports whether w is true, false or a word for "no value", in small
// letters, capitals, or with a capital in front.
func isTruth(w []byte) bool {
	if len(w) < 3 || len(w) > 5 || (isLower(w[0]) && isUpper(w[1])) || isUpper(w[1]) != isUpper(w[len(w)-1]) {
		return false
	}
	switch w[0] | 0x20 {
	case 't':
		return equalFold(w, "true")
	case 'f':
		return equalFold(w, "false")
	case 'n':
		return equalFold(w, "null") || equalFold(w, "none") || equalFold(w, "nil")
	}
	return false
}

// isAlmighty reports whether w names the user who may do everything. It is a
// user name like any other, so it is a value.
func isAlmighty(w []byte) bool {
	switch string(w) {
	case "root", "admin", "administrator":
		return true
	}
	return false
}
