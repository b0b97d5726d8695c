package record

func isDigit(c byte) bool  { return c-'0' <= 9 }
func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isBlank(c byte) bool  { return c == ' ' || c == '\t' }

// isName reports whether c may stand in a key, a program name or a logger.
func isName(c byte) bool {
	return isLetter(c) || isDigit(c) || c == '_' || c == '-' || c == '.'
}

func hexDigit(c byte) int {
	switch {
	case isDigit(c):
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

// two reads two digits.
func two(b []byte, v *int32) bool {
	if len(b) < 2 {
		return false
	}
	x, y := b[0]-'0', b[1]-'0'
	if x > 9 || y > 9 {
		return false
	}
	*v = int32(x)*10 + int32(y)
	return true
}

// four reads four digits.
func four(b []byte, v *int32) bool {
	var hi, lo int32
	if len(b) < 4 || !two(b, &hi) || !two(b[2:], &lo) {
		return false
	}
	*v = hi*100 + lo
	return true
}

// number reads one to most digits at b[i:] and returns the position behind
// them, 0 when there are none.
func number(b []byte, i, most int, v *int32) int {
	n, j := int32(0), i
	for j < len(b) && j-i < most && isDigit(b[j]) {
		n = n*10 + int32(b[j]-'0')
		j++
	}
	if j == i || j < len(b) && isDigit(b[j]) {
		return 0
	}
	*v = n
	return j
}

// digits counts the digits that b begins with.
func digits(b []byte) int {
	n := 0
	for n < len(b) && isDigit(b[n]) {
		n++
	}
	return n
}

// blanks returns the position of the first byte at or behind i that is no blank.
func blanks(b []byte, i int) int {
	for i < len(b) && isBlank(b[i]) {
		i++
	}
	return i
}

// trimBlanks cuts blanks and carriage returns off both ends.
func trimBlanks(b []byte) []byte {
	for len(b) > 0 && (isBlank(b[0]) || b[0] == '\r') {
		b = b[1:]
	}
	for len(b) > 0 && (isBlank(b[len(b)-1]) || b[len(b)-1] == '\r') {
		b = b[:len(b)-1]
	}
	return b
}
