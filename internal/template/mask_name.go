package template

import "bytes"

// minName is the length of the shortest dotted name that a rule looks at.
const minName = len("a.b.com")

// domains end the host names that have no digit in them; packages of programs
// begin with them instead (org.example.net.Dialer).
var domains = words(`com net org edu gov mil arpa local internal lan localdomain corp home intranet cluster`)

// seconds stand in front of the two letters of a country.
var seconds = words(`com co net org edu ac gov go ne or`)

// name masks a dotted name without digits that is a host name, or the value of
// key=, where three labels or more make a qualified name of a component. It
// reports whether it did.
func (m *Masker) name(i, j int) bool {
	src := m.scan.src
	for j > i+1 && isEndMark(src[j-1]) {
		j--
	}
	w := src[i:j]
	dots := bytes.Count(w, dot)
	if dots < 2 || !isAlnum(w[0]) || bytes.Contains(w, dots2) {
		return false
	}
	switch {
	case isDomainName(w):
		m.slot(KindHost, i, j)
	case i > 0 && src[i-1] == '=':
		m.slot(KindID, i, j)
	default:
		return false
	}
	return true
}

var dot, dots2 = []byte("."), []byte("..")

// isDomainName reports whether w is a host name of small letters that ends in a
// top-level domain and does not begin with one.
func isDomainName(w []byte) bool {
	for _, c := range w {
		if !isLower(c) && c != '.' && c != '-' {
			return false
		}
	}
	last := bytes.LastIndexByte(w, '.')
	if domains[string(w[:bytes.IndexByte(w, '.')])] {
		return false
	}
	top := w[last+1:]
	if domains[string(top)] {
		return true
	}
	return len(top) == 2 && seconds[string(w[bytes.LastIndexByte(w[:last], '.')+1:last])]
}
