package template

import "bytes"

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
