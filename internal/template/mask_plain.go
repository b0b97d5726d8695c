package template

// maxPlain is the longest word without digits that a rule looks at.
const maxPlain = len("administrator")

// plainStart holds the first letters of the words that plainWord knows.
var plainStart = func() (t [256]bool) {
	for _, c := range []byte("tTfFnNraADGHJMOPSWC") {
		t[c] = true
	}
	return t
}()

// plainWord handles a word without digits and slashes: it may be a truth value,
// the name of the almighty user, the beginning of a date or an HTTP method. All
// else is literal.
func (m *Masker) plainWord(i, j int) int {
	src := m.scan.src
	w := src[i:j]
	for len(w) > 1 && isEndMark(w[len(w)-1]) {
		w = w[:len(w)-1]
	}
	switch len(w) {
	case 3, 4, 5, 6, 7, 8, 9:
		if isUpper(w[0]) {
			if e := namedTime(src, i, len(w)); e > 0 {
				m.slot(KindTime, i, e)
				return e
			}
			if k, s, e := request(src, i, j); e > 0 {
				m.slot(k, s, e)
				m.scan.request = e
				return e
			}
		}
	}
	if at(src, j) == '=' {
		return j
	}
	if isTruth(w) && !(len(m.slots) == 0 && i == 0 && isUpper(w[0]) && isLower(at(src, j+1))) {
		m.slot(KindBool, i, i+len(w))
	} else if isAlmighty(w) {
		m.slot(KindAny, i, i+len(w))
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
