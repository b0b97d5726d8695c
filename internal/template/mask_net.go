package template

import "bytes"

// colonWord handles a word without digits that a colon follows: the scheme of a
// URL, a drive, a host in front of a port, the first group of an IPv6 or MAC
// address.
func (m *Masker) colonWord(i, j int) int {
	if e, k := m.colonValue(i, j); e > 0 {
		m.slot(k, i, e)
		return e
	}
	if isPlainCandidate(m.scan.src[i], j-i) {
		return m.plainWord(i, j)
	}
	return j
}

// colonValue returns the end and the kind of the value that begins with the
// word src[i:j] and goes on behind the colon at j; the end is 0 when there is
// none.
func (m *Masker) colonValue(i, j int) (int, Kind) {
	src := m.scan.src
	if at(src, j+1) == '/' && at(src, j+2) == '/' && class[src[i]]&cAlpha != 0 {
		return urlEnd(src, i, j+3), KindURL
	}
	if j == i+1 {
		if e := drivePathEnd(src, i); e > 0 {
			return e, KindPath
		}
	}
	if j <= i+4 && isHex(src[i]) && isHex(src[j-1]) {
		if j == i+2 {
			if e := macEnd(src, i); e > 0 {
				return e, KindMAC
			}
		}
		if e := m.ipv6(i); e > 0 {
			return e, KindIP
		}
	}
	if isDigit(at(src, j+1)) {
		if e := portEnd(src, j); e > 0 && (isHostName(src[i:j]) || e-j >= 5 && isShortHost(src[i:j])) {
			return e, KindAddr
		}
	}
	return 0, 0
}

// urlEnd returns the end of a URL whose part behind :// begins at i.
func urlEnd(src []byte, begin, i int) int {
	for i < len(src) {
		c := src[i]
		if class[c]&cDelim != 0 && c != ':' && c != '=' && c != '|' {
			break
		}
		i++
	}
	for i > begin && (isEndMark(src[i-1]) || src[i-1] == ':') {
		i--
	}
	return i
}

// portEnd returns the end of a port of 2 to 5 digits behind the colon at j, or 0.
func portEnd(src []byte, j int) int {
	e := digits(src, j+1)
	if e-j < 3 || e-j > 6 || class[at(src, e)]&cAlnum != 0 || at(src, e) == '_' {
		return 0
	}
	return e
}

// isHostName reports whether w can be the host in front of a port: small
// letters, at least one dot, and no name of a file (main.go:45 is a line of a
// file).
func isHostName(w []byte) bool {
	dots := 0
	for k, c := range w {
		switch {
		case c == '.':
			if k == 0 || k == len(w)-1 || w[k-1] == '.' {
				return false
			}
			dots++
		case isLower(c), isDigit(c), c == '-':
		default:
			return false
		}
	}
	return dots > 0 && !isFileName(w)
}

// isShortHost reports whether w can be a host without a domain in front of a
// port of four digits or more: localhost, or small letters with a hyphen and a
// digit (db-2:5432).
func isShortHost(w []byte) bool {
	if string(w) == "localhost" {
		return true
	}
	var seen uint8
	for k, c := range w {
		if !isLower(c) && !isDigit(c) && (c != '-' || k == 0) {
			return false
		}
		seen |= class[c]
	}
	return isLower(w[0]) && seen&cDigit != 0 && seen&cPunct != 0
}

// fileEndings are those of source and data files.
var fileEndings = map[string]bool{
	"c": true, "cc": true, "cpp": true, "h": true, "hpp": true, "go": true, "rs": true, "py": true, "java": true,
	"kt": true, "scala": true, "rb": true, "js": true, "ts": true, "tsx": true, "jsx": true, "php": true, "pl": true,
	"sh": true, "cs": true, "swift": true, "lua": true, "sql": true, "xml": true, "json": true, "yaml": true,
	"yml": true, "toml": true, "ini": true, "conf": true, "cfg": true, "log": true, "txt": true, "csv": true,
	"html": true, "css": true, "properties": true, "ex": true, "erl": true, "clj": true, "m": true, "mm": true,
}

func isFileName(w []byte) bool {
	return fileEndings[string(w[bytes.LastIndexByte(w, '.')+1:])]
}

// ipv4End returns the end of the dotted quad that begins at i, or 0.
func ipv4End(src []byte, i int) int {
	for part := 0; ; part++ {
		e := digits(src, i)
		if e == i || e-i > 3 || e-i == 3 && (src[i] > '2' || src[i] == '2' && (src[i+1] > '5' || src[i+1] == '5' && src[i+2] > '5')) {
			return 0
		}
		if part == 3 {
			if c := at(src, e); class[c]&cAlnum != 0 || c == '.' && isDigit(at(src, e+1)) || c == '_' {
				return 0
			}
			return e
		}
		if at(src, e) != '.' {
			return 0
		}
		i = e + 1
	}
}

// addrEnd returns the end and the kind of an IPv4 address at i with an optional
// port or prefix length; the end is 0 when there is none.
func addrEnd(src []byte, i int) (int, Kind) {
	e := ipv4End(src, i)
	if e == 0 {
		return 0, 0
	}
	if src := src; at(src, e) == ':' && isDigit(at(src, e+1)) {
		if p := digits(src, e+1); p-e <= 6 && class[at(src, p)]&cAlnum == 0 && !(at(src, p) == ':' && isDigit(at(src, p+1))) {
			return p, KindAddr
		}
	}
	if at(src, e) == '/' && isDigit(at(src, e+1)) {
		if p := digits(src, e+1); p-e <= 3 && class[at(src, p)]&cAlnum == 0 && at(src, p) != '.' && at(src, p) != '/' {
			return p, KindIP
		}
	}
	return e, KindIP
}

// macEnd returns the end of six or more pairs of hex digits joined by ':' or
// '-' at i, or 0.
func macEnd(src []byte, i int) int {
	sep := at(src, i+2)
	if sep != ':' && sep != '-' {
		return 0
	}
	for n := 1; ; n++ {
		if !isHex(at(src, i)) || !isHex(at(src, i+1)) {
			return 0
		}
		if at(src, i+2) != sep || !isHex(at(src, i+3)) {
			if n < 6 || isAlnum(at(src, i+2)) {
				return 0
			}
			return i + 2
		}
		i += 3
	}
}

// ipv6 returns the end of the IPv6 address at i, or 0. A chain of groups that
// proved to be none is not tried again from its middle.
func (m *Masker) ipv6(i int) int {
	if i < m.scan.chain {
		return 0
	}
	end, reached := ipv6End(m.scan.src, i)
	if end == 0 {
		m.scan.chain = reached
	}
	return end
}

// ipv6End returns the end of the IPv6 address at i, 0 when there is none, and
// how far it looked. The address must hold a digit
// and either "::" or eight groups; dead::beef is a name in some language. A
// dotted quad may end it, and a zone (%eth0) belongs to it.
func ipv6End(src []byte, i int) (end, reached int) {
	groups, gaps, digit := 0, 0, false
	k := i
	if at(src, k) == ':' {
		if at(src, k+1) != ':' {
			return 0, k
		}
		gaps, k = 1, k+2
	}
	for groups < 8 {
		g := k
		for isHex(at(src, k)) && k-g <= 4 {
			digit = digit || isDigit(src[k])
			k++
		}
		if k == g {
			break
		}
		if k-g > 4 {
			return 0, k
		}
		if at(src, k) == '.' {
			if e := ipv4End(src, g); e > 0 && groups+gaps > 0 {
				k, groups = e, groups+2
			}
			break
		}
		groups++
		if at(src, k) != ':' {
			break
		}
		if at(src, k+1) == ':' {
			gaps++
			k += 2
		} else if isHex(at(src, k+1)) {
			k++
		} else {
			break
		}
	}
	if gaps > 1 || !digit || gaps == 0 && groups != 8 || groups > 8 || isAlnum(at(src, k)) || at(src, k) == ':' && isHex(at(src, k+1)) {
		return 0, k
	}
	if at(src, k) == '%' {
		for k++; isAlnum(at(src, k)); k++ {
		}
	}
	if at(src, k) == '/' && isDigit(at(src, k+1)) {
		k = digits(src, k+1)
	}
	return k, k
}
