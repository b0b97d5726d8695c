package template

import "bytes"

// richWord handles a word with a digit or a slash. The rules stand in the order
// from the most to the least particular value; the last one splits the word
// into pieces.
func (m *Masker) richWord(i, j int, seen uint8) int {
	src := m.scan.src
	if isDigit(src[i]) || seen&cSlash != 0 || at(src, j) == ':' || j-i >= minGrammar {
		if e, k := m.value(i, j, seen); e > 0 {
			m.slot(k, i, e)
			return e
		}
	}
	e := j
	for e > i+1 && isEndMark(src[e-1]) {
		e--
	}
	w := src[i:e]
	if seen&cDigit == 0 {
		m.digitless(i, e)
		return j
	}
	if at(src, j) == '=' && class[src[i]]&cAlpha != 0 || isTerm(w) || isCode(w) {
		m.innerPath(i, e)
		return j
	}
	if k, ok := wholeWord(w, seen); ok {
		if k == KindNum {
			m.count(i, e)
		} else {
			m.slot(k, i, e)
		}
		return j
	}
	switch {
	case seen&cSplits == 0:
		if _, n := pieceEnd(src, i, e); isValuePiece(w, n) {
			m.slot(KindID, i, e)
		}
	case !m.hyphenated(i, e):
		m.pieces(i, e)
	}
	return j
}

// digitless handles a word with a slash and without a digit: the qualified name
// of a component behind '=' is a value (main=org.example.app/.Start).
func (m *Masker) digitless(i, e int) {
	src := m.scan.src
	if i > 0 && src[i-1] == '=' && isAlnum(src[i]) && bytes.Count(src[i:e], dot) >= 2 {
		m.slot(KindID, i, e)
		return
	}
	m.innerPath(i, e)
}

// minGrammar is the length from which on a word of letters and digits may be a
// MAC address with hyphens or a UUID.
const minGrammar = 17

// value looks for a value at i that has a grammar of its own and may reach
// beyond the word src[i:j]. It returns its end, 0 when there is none.
func (m *Masker) value(i, j int, seen uint8) (int, Kind) {
	src := m.scan.src
	c := src[i]
	if isDigit(c) {
		if e := numericTime(src, i); e > 0 {
			return e, KindTime
		}
		if e, k := addrEnd(src, i); e > 0 {
			return e, k
		}
		if at(src, j) == ',' {
			if e := thousandsEnd(src, i); e > 0 {
				return e, KindNum
			}
		}
	} else if seen&cSlash != 0 {
		if c == '/' && isDigit(at(src, i+1)) {
			if e, k := addrEnd(src, i+1); e > 0 && at(src, e) != '/' {
				return e, k
			}
		}
		if c == '/' && at(src, i-1) != '<' || c == '.' || c == '~' { // </name> closes an element
			if e := pathEnd(src, i); e > 0 {
				return e, KindPath
			}
		}
		if isBackslashPath(src[i:j]) {
			return j, KindPath
		}
	}
	if isHex(c) && j-i >= minGrammar {
		if at(src, i+2) == '-' {
			if e := macEnd(src, i); e == j {
				return e, KindMAC
			}
		}
		if at(src, i+8) == '-' {
			if e := uuidEnd(src, i); e > 0 {
				return e, KindID
			}
		}
	}
	if at(src, j) == ':' {
		return m.colonValue(i, j)
	}
	return 0, 0
}

// uuidEnd returns the end of the UUID at i, or 0.
func uuidEnd(src []byte, i int) int {
	const length = 36
	if i+length > len(src) || isAlnum(at(src, i+length)) {
		return 0
	}
	for k := range length {
		switch k {
		case 8, 13, 18, 23:
			if src[i+k] != '-' {
				return 0
			}
		default:
			if !isHex(src[i+k]) {
				return 0
			}
		}
	}
	return i + length
}

// innerPath masks a path that begins inside of a word, behind punctuation (@/srv/in.csv).
func (m *Masker) innerPath(i, e int) {
	src := m.scan.src
	for k := i + 1; k < e; k++ {
		if src[k] == '/' && class[src[k-1]]&(cAlnum|cSlash) == 0 && src[k-1] != '.' {
			if p := pathEnd(src, k); p > k && p <= e {
				m.slot(KindPath, k, p)
			}
			return
		}
	}
}
