package template

// Bits of a byte's class. One table look-up a byte decides whether a word ends
// and what kind of characters it holds.
const (
	cDelim  uint8 = 1 << iota // ends a word: blanks, controls and , ; : = | quotes brackets
	cLine                     // the underscore, which is part of words
	cDigit                    // 0-9
	cUpper                    // A-Z
	cLower                    // a-z and every byte from 0x80
	cHex                      // 0-9 a-f A-F
	cSlash                    // / and backslash
	cPunct                    // . - + @ # $ % & ! ? * ~ ^: splits a word into pieces, as cSlash does
	cAlpha  = cUpper | cLower
	cAlnum  = cAlpha | cDigit
	cSplits = cSlash | cPunct
)

var class = func() (t [256]uint8) {
	for c := range t {
		switch {
		case c <= ' ' || c == 0x7f:
			t[c] = cDelim
		case c >= '0' && c <= '9':
			t[c] = cDigit | cHex
		case c >= 'A' && c <= 'Z':
			t[c] = cUpper
		case c >= 'a' && c <= 'z' || c >= 0x80:
			t[c] = cLower
		}
		if c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' {
			t[c] |= cHex
		}
	}
	for _, c := range []byte(",;:=|\"'()[]{}<>`") {
		t[c] = cDelim
	}
	for _, c := range []byte(".-+@#$%&!?*~^") {
		t[c] = cPunct
	}
	t['/'], t['\\'], t['_'] = cSlash, cSlash, cLine
	return t
}()

func isDigit(c byte) bool { return c-'0' < 10 }
func isHex(c byte) bool   { return class[c]&cHex != 0 }
func isAlnum(c byte) bool { return class[c]&cAlnum != 0 }
func isBlank(c byte) bool { return c <= ' ' || c == 0x7f }
func isLower(c byte) bool { return c-'a' < 26 }
func isUpper(c byte) bool { return c-'A' < 26 }

// digits returns the end of the run of digits that begins at i.
func digits(s []byte, i int) int {
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	return i
}

// at returns s[i], or 0 outside of s.
func at(s []byte, i int) byte {
	if uint(i) < uint(len(s)) {
		return s[i]
	}
	return 0
}

// equalFold reports whether s equals the lower-case ASCII word w, whatever the
// case of s.
func equalFold(s []byte, w string) bool {
	if len(s) != len(w) {
		return false
	}
	for i := range s {
		c := s[i]
		if isUpper(c) {
			c |= 0x20
		}
		if c != w[i] {
			return false
		}
	}
	return true
}
