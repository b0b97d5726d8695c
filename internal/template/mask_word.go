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
	for k := 0; k < length; k++ {
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

// wholeWord tells the kind of a word with a digit that is one value as a whole.
func wholeWord(w []byte, seen uint8) (Kind, bool) {
	c := w[0]
	if class[c]&cAlpha == 0 {
		if k, ok := number(w); ok {
			return k, true
		}
		if isPrefixed(w) {
			return KindHex, true
		}
		if c == '#' && len(w) > 1 && digits(w, 1) == len(w) {
			return KindNum, true
		}
	} else if c|0x20 == 'v' && len(w) > 1 {
		if e, dots := numberEnd(w, 1); e == len(w) && dots > 0 {
			return KindVer, true
		}
	} else if c == 'P' && isPeriod(w) {
		return KindDur, true
	}
	switch {
	case looksHex(w):
		return KindHex, true
	case seen&cPunct != 0 && isDotted(w):
		if seen&cUpper != 0 || bytes.IndexByte(w, '_') >= 0 {
			return KindID, true
		}
		return KindHost, true
	case endsInNumber(w):
		return KindID, true
	}
	return 0, false
}

// isPrefixed reports whether w is a hexadecimal number with 0x in front.
func isPrefixed(w []byte) bool {
	if len(w) < 3 || w[0] != '0' || w[1]|0x20 != 'x' {
		return false
	}
	for _, c := range w[2:] {
		if !isHex(c) {
			return false
		}
	}
	return true
}

// looksHex reports whether w is a number of four or more hexadecimal digits in
// one case with a decimal digit among them (a word of letters alone stays).
func looksHex(w []byte) bool {
	if len(w) < 4 {
		return false
	}
	var seen uint8
	for _, c := range w {
		k := class[c]
		if k&cHex == 0 {
			return false
		}
		seen |= k
	}
	return seen&cAlpha != cAlpha && seen&cDigit != 0
}

// isDotted reports whether w is the name of a host or a component with two or more dots, a letter and a digit.
func isDotted(w []byte) bool {
	dots := 0
	var seen uint8
	for k, c := range w {
		switch {
		case c == '.':
			if k == 0 || k == len(w)-1 || w[k-1] == '.' {
				return false
			}
			dots++
		case isAlnum(c), c == '-' && k > 0, c == '_' && k > 0:
			seen |= class[c]
		default:
			return false
		}
	}
	return dots >= 2 && seen&cDigit != 0 && seen&cAlpha != 0
}

// endsInNumber reports whether w is a name that ends in _number or _-number: blk_-17, rdd_4_2.
func endsInNumber(w []byte) bool {
	k := len(w)
	for k > 0 && isDigit(w[k-1]) {
		k--
	}
	if k == len(w) {
		return false
	}
	if k > 0 && w[k-1] == '-' {
		k--
	}
	if k < 2 || w[k-1] != '_' || class[w[0]]&cAlpha == 0 {
		return false
	}
	for _, c := range w[:k-1] {
		if !isAlnum(c) && c != '_' {
			return false
		}
	}
	return true
}

// hyphenated masks the numbers of a word of names and plain numbers joined by
// hyphens (pool-3-thread-12 becomes pool-<num>-thread-<num>); a name has three
// letters or more. It reports whether the word is of that form.
func (m *Masker) hyphenated(i, e int) bool {
	src := m.scan.src
	names := 0
	for k := i; k <= e; {
		p := k
		var seen uint8
		for p < e && src[p] != '-' {
			seen |= class[src[p]]
			p++
		}
		switch {
		case p == k:
			return false
		case seen&^cHex == cDigit:
		case seen&^(cAlpha|cHex) == 0 && p-k >= 3:
			names++
		default:
			return false
		}
		k = p + 1
	}
	if names == 0 {
		return false
	}
	for k := i; k < e; {
		p := k
		for p < e && src[p] != '-' {
			p++
		}
		if isDigit(src[k]) {
			m.slot(KindNum, k, p)
		}
		k = p + 1
	}
	return true
}

// pieces splits a word at its punctuation. A piece that begins with a digit, has
// two digits or looks like a hex number is a value; when it is one of several
// pieces with digits, the whole word is.
func (m *Masker) pieces(i, e int) {
	src := m.scan.src
	withDigit, values, first, dotRun := 0, 0, i, 0
	for k := i; k < e; {
		if class[src[k]]&cSplits != 0 {
			if src[k] == '.' && k > i && src[k-1] == '.' {
				dotRun++
			}
			k++
			continue
		}
		p, n := pieceEnd(src, k, e)
		if n > 0 {
			withDigit++
			if isValuePiece(src[k:p], n) {
				if values == 0 {
					first = k
				}
				values++
			}
		}
		k = p
	}
	if values == 0 {
		m.innerPath(i, e)
		return
	}
	if withDigit > 1 && dotRun < 2 {
		m.slot(KindID, i, e)
		return
	}
	for k := first; k < e; {
		if class[src[k]]&cSplits != 0 {
			k++
			continue
		}
		p, n := pieceEnd(src, k, e)
		if w := src[k:p]; n > 0 && isValuePiece(w, n) {
			kind, ok := wholeWord(w, 0)
			if !ok {
				kind = KindID
			}
			m.slot(kind, k, p)
		}
		k = p
	}
}

// pieceEnd returns the end of the piece at k and its number of digits.
func pieceEnd(src []byte, k, e int) (end, n int) {
	for ; k < e && class[src[k]]&cSplits == 0; k++ {
		if isDigit(src[k]) {
			n++
		}
	}
	return k, n
}

func isValuePiece(w []byte, n int) bool {
	return n > 1 || isDigit(w[0]) || looksHex(w)
}
