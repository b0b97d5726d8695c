package template

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
