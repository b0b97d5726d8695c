package template

// numberEnd returns the end of a plain number at i: sign, digits, dots between
// digits; dots counts the dots. The end is i when there is none.
func numberEnd(w []byte, i int) (end, dots int) {
	k := i
	if k < len(w) && (w[k] == '-' || w[k] == '+') {
		k++
	}
	if k >= len(w) || !isDigit(w[k]) {
		if k < len(w) && w[k] == '.' && k+1 < len(w) && isDigit(w[k+1]) {
			return digits(w, k+1), 1
		}
		return i, 0
	}
	for {
		k = digits(w, k)
		if k+1 < len(w) && w[k] == '.' && isDigit(w[k+1]) {
			dots++
			k++
			continue
		}
		return k, dots
	}
}

// hexID is the length from which on digits with a letter from a to f are an id
// and not a number with a unit.
const hexID = 6

// number tells the kind of the word w when it is a number with up to four unit
// letters, a duration of several parts, or a version number.
func number(w []byte) (Kind, bool) {
	e, dots := numberEnd(w, 0)
	if e == 0 {
		return 0, false
	}
	if e == len(w) {
		if dots > 1 {
			return KindVer, true
		}
		return KindNum, true
	}
	unit := w[e:]
	if len(w) >= hexID && looksHex(w) { // 4123045d is an id, not days
		return KindHex, true
	}
	if k := unitKind(unit); k != KindAny && dots < 2 {
		return k, true
	}
	if len(unit) == 1 && unit[0] == '%' {
		return KindNum, true
	}
	if isCompound(w) {
		return KindDur, true
	}
	if isExponent(unit) {
		return KindNum, true
	}
	if len(unit) > 4 {
		return 0, false
	}
	for _, c := range unit {
		if class[c]&cAlpha == 0 {
			return 0, false
		}
	}
	return KindNum, true
}

// isExponent reports whether s is the exponent of a number: e-05, E+10.
func isExponent(s []byte) bool {
	if len(s) < 2 || s[0]|0x20 != 'e' {
		return false
	}
	k := 1
	if s[k] == '-' || s[k] == '+' {
		k++
	}
	return k < len(s) && digits(s, k) == len(s)
}

// isCompound reports whether w is a duration of several parts: 1m30.5s, 2h5m.
func isCompound(w []byte) bool {
	k, parts := 0, 0
	for k < len(w) {
		e, dots := numberEnd(w, k)
		if e == k || dots > 1 {
			return false
		}
		u := e
		for u < len(w) && class[w[u]]&cAlpha != 0 {
			u++
		}
		if unitKind(w[e:u]) != KindDur {
			return false
		}
		k = u
		parts++
	}
	return parts > 1
}

// unitKind returns KindDur or KindSize for a unit that may be glued to a number,
// else KindAny. m alone is minutes.
func unitKind(u []byte) Kind {
	switch string(u) {
	case "ns", "us", "µs", "μs", "ms", "s", "m", "h", "d", "w", "sec", "secs", "min", "mins", "hr", "hrs", "msec", "usec", "nsec", "days", "day":
		return KindDur
	case "B", "b", "k", "K", "M", "G", "T", "kB", "KB", "MB", "GB", "TB", "PB", "kb", "mb", "gb", "tb", "Kb", "Mb", "Gb",
		"KiB", "MiB", "GiB", "TiB", "kiB", "Ki", "Mi", "Gi", "Ti":
		return KindSize
	}
	return KindAny
}

// thousandsEnd returns the end of a number with thousands separators at i
// (1,204,311), or 0.
func thousandsEnd(src []byte, i int) int {
	e := digits(src, i)
	if e == i || e-i > 3 || at(src, e) != ',' {
		return 0
	}
	n := 0
	for at(src, e) == ',' && digits(src, e+1) == e+4 {
		e += 4
		n++
	}
	if n == 0 || isAlnum(at(src, e)) {
		return 0
	}
	if at(src, e) == '.' && isDigit(at(src, e+1)) {
		e = digits(src, e+1)
	}
	return e
}

// isPeriod reports whether w is a duration after ISO 8601: PT1H2M3.5S, P3D.
func isPeriod(w []byte) bool {
	k := 1
	parts, timed := 0, false
	for k < len(w) {
		if w[k] == 'T' && !timed {
			timed = true
			k++
			continue
		}
		e, dots := numberEnd(w, k)
		if e == k || dots > 1 || e >= len(w) {
			return false
		}
		switch w[e] {
		case 'Y', 'M', 'W', 'D', 'H', 'S':
		default:
			return false
		}
		k = e + 1
		parts++
	}
	return parts > 0 && (w[1] == 'T' || parts > 1 || w[len(w)-1] == 'D')
}
