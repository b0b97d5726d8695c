package record

// clock reads H[H]:MM[:SS] at b[i:] ('.' between the numbers too) and returns
// the position behind it, 0 when there is none.
func clock(b []byte, i int, s *stamp) int {
	if i+5 > len(b) {
		return 0
	}
	if isDigit(b[i]) && !isDigit(b[i+1]) {
		s.hour = int32(b[i] - '0')
		i++
	} else if two(b[i:], &s.hour) {
		i += 2
	} else {
		return 0
	}
	if i+3 > len(b) {
		return 0
	}
	sep := b[i]
	if (sep != ':' && sep != '.') || !two(b[i+1:], &s.minute) {
		return 0
	}
	i += 3
	if i+3 <= len(b) && b[i] == sep && two(b[i+1:], &s.sec) {
		i += 3
	}
	return i
}

// tail reads the fraction, the AM or PM and the zone behind a time of day at
// b[i:], checks the stamp's ranges and returns its end, 0 when it is no stamp.
func tail(b []byte, i int, s *stamp) int {
	i = fraction(b, i, s)
	i = meridiem(b, i, s)
	i = zone(b, i, s)
	if s.zoned && i < len(b) && b[i] == '[' {
		i = zonePlace(b, i, s)
	}
	if !s.valid() || i < len(b) && (isDigit(b[i]) || isLetter(b[i])) {
		return 0
	}
	return i
}

// fraction reads .123456789, ,123 or :123 behind the seconds; digits past the
// ninth are read over.
func fraction(b []byte, i int, s *stamp) int {
	if i+1 >= len(b) || (b[i] != '.' && b[i] != ',' && b[i] != ':') || !isDigit(b[i+1]) {
		return i
	}
	n, scale, j := int32(0), int32(1_000_000_000), i+1
	for ; j < len(b) && isDigit(b[j]); j++ {
		if scale > 1 {
			n = n*10 + int32(b[j]-'0')
			scale /= 10
		}
	}
	switch width := j - i - 1; {
	case b[i] == ':' && width != 3 && width != 6: // only milliseconds stand behind a colon
		return i
	case b[i] == ',' && (width%3 != 0 || width > 9 || j < len(b) && b[j] == '.'): // the next column of a table
		return i
	}
	s.nsec = n * scale
	return j
}

// meridiem reads " PM" and makes the hour one of 24.
func meridiem(b []byte, i int, s *stamp) int {
	j := i
	if j < len(b) && b[j] == ' ' {
		j++
	}
	if j+2 <= len(b) && b[j+1] == '.' {
		return dottedMeridiem(b, i, s)
	}
	if j+2 > len(b) || (b[j+1]|0x20) != 'm' || s.hour > 12 || s.hour == 0 {
		return i
	}
	if j+2 < len(b) && isLetter(b[j+2]) {
		return i
	}
	if !s.half(b[j] | 0x20) {
		return i
	}
	return j + 2
}

// half makes the hour one of 24 by the first letter of AM or PM.
func (s *stamp) half(c byte) bool {
	switch c {
	case 'a':
		s.hour %= 12
	case 'p':
		s.hour = s.hour%12 + 12
	default:
		return false
	}
	return true
}

// dottedMeridiem reads "p.m." and "p. m.", and returns its end, i for none.
func dottedMeridiem(b []byte, i int, s *stamp) int {
	j := i
	if j < len(b) && b[j] == ' ' {
		j++
	}
	if j+4 > len(b) || b[j+1] != '.' || s.hour > 12 || s.hour == 0 {
		return i
	}
	k := j + 2
	if b[k] == ' ' {
		k++
	}
	if k+2 > len(b) || b[k]|0x20 != 'm' || b[k+1] != '.' || !s.half(b[j]|0x20) {
		return i
	}
	return k + 2
}

// zone reads Z, +hh:mm, +hhmm, +hh or a known zone name, with or without a
// blank before it. Without one the stamp stays unzoned.
func zone(b []byte, i int, s *stamp) int {
	if i >= len(b) {
		return i
	}
	switch c := b[i]; {
	case c == 'Z' || c == 'z':
		if i+1 < len(b) && isLetter(b[i+1]) {
			if b[i+1] == 'Z' { // some relays double the Z
				s.zoned = true
				return i + 2
			}
			return i
		}
		s.zoned = true
		return i + 1
	case c == '+' || c == '-':
		return zoneOffset(b, i, s)
	case c == ' ' && i+3 < len(b):
		if b[i+1] == '+' || b[i+1] == '-' {
			if j := zoneOffset(b, i+1, s); j > i+1 {
				return j
			}
			return i
		}
		return zoneName(b, i, s)
	case c == 'U' || c == 'G': // 20:03:25UTC
		return zoneName(b, i-1, s)
	}
	return i
}

// zoneOffset reads the sign at b[i] and the digits behind it.
func zoneOffset(b []byte, i int, s *stamp) int {
	var h, m int32
	if i+3 > len(b) || !two(b[i+1:], &h) || h > 14 {
		return i
	}
	j := i + 3
	switch {
	case j+3 <= len(b) && b[j] == ':' && two(b[j+1:], &m):
		j += 3
	case j+2 <= len(b) && two(b[j:], &m):
		j += 2
	case b[i-1] == ' ' || j < len(b) && b[j] != ' ' && b[j] != ']':
		return i // " -05" or "-05x" may be anything
	}
	if m > 59 || j < len(b) && isDigit(b[j]) {
		return i
	}
	s.offset = h*3600 + m*60
	if b[i] == '-' {
		s.offset = -s.offset
	}
	s.zoned = true
	return j
}
