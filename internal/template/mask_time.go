package template

// months and weekdays by their first three letters.
var (
	months     = [...]string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}
	longMonths = [...]string{"january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december"}
	weekdays   = [...]string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
)

// oneOf reports whether one of the lower-case words of three letters stands at i.
func oneOf(s []byte, i int, list []string) bool {
	if i+3 > len(s) {
		return false
	}
	a, b, c := s[i]|0x20, s[i+1]|0x20, s[i+2]|0x20
	for _, w := range list {
		if a == w[0] && b == w[1] && c == w[2] {
			return true
		}
	}
	return false
}

// namedTime returns the end of a date that begins with a weekday or the name of
// a month at i, a word of n letters, or 0: "Mon Mar  2 10:11:12 UTC 2026",
// "Mon, 02 Mar 2026 10:11:12 GMT", "Mar 2 10:11:12".
func namedTime(src []byte, i, n int) int {
	if n == 3 && oneOf(src, i, weekdays[:]) {
		k := i + n
		if at(src, k) == ',' {
			k++
		}
		if k = skipBlanks(src, k); k == i+n {
			return 0
		}
		if e := monthDay(src, k); e > 0 {
			return e
		}
		return dayMonth(src, k)
	}
	return monthDay(src, i)
}

// monthDay returns the end of "Mar 2[,] [2026] [10:11:12] [ZONE] [2026]" at i, or 0.
func monthDay(src []byte, i int) int {
	if !oneOf(src, i, months[:]) {
		return 0
	}
	k := i + 3
	for isLower(at(src, k)) {
		k++
	}
	if k-i > 9 {
		return 0
	}
	d := skipBlanks(src, k)
	e := digits(src, d)
	if d == k || e == d || e-d > 2 || e-d == 2 && string(src[d:e]) > "31" {
		return 0
	}
	if at(src, e) == ',' {
		if y := skipBlanks(src, e+1); digits(src, y) == y+4 {
			e = y + 4
		}
	}
	if class[at(src, e)]&cAlnum != 0 {
		return 0
	}
	return clockTail(src, e)
}

// dayMonth returns the end of "2 Mar 2026 [10:11:12] [ZONE]", "02/Mar/2026:10:11:12 +0000"
// or "02-Mar-2026 10:11:12" at i, or 0.
func dayMonth(src []byte, i int) int {
	e := digits(src, i)
	if e == i || e-i > 2 {
		return 0
	}
	sep := at(src, e)
	if sep != ' ' && sep != '/' && sep != '-' || !oneOf(src, e+1, months[:]) {
		return 0
	}
	k := e + 4
	if at(src, k) != sep || digits(src, k+1) != k+5 {
		return 0
	}
	return clockTail(src, k+5)
}

// clockTail extends a date that ends at e by a clock time, a zone and a year.
func clockTail(src []byte, e int) int {
	k := skipBlanks(src, e)
	if k == e && (at(src, e) == ':' || at(src, e) == 'T') {
		k++
	}
	if y := digits(src, k); y == k+4 && k > e && at(src, k) >= '1' && at(src, k) <= '2' { // Mar 2 2026 10:11:12
		if c := clockEnd(src, skipBlanks(src, y)); c > 0 {
			return zoneEnd(src, c)
		}
	}
	c := clockEnd(src, k)
	if c == 0 {
		return e
	}
	c = zoneEnd(src, c)
	if y := skipBlanks(src, c); y > c && digits(src, y) == y+4 && !isAlnum(at(src, y+4)) && (src[y] == '1' || src[y] == '2') {
		c = y + 4
	}
	return c
}

// clockEnd returns the end of hh:mm:ss with an optional fraction at i, or 0.
func clockEnd(src []byte, i int) int {
	h := digits(src, i)
	if h == i || h-i > 2 || at(src, h) != ':' || digits(src, h+1) != h+3 || at(src, h+3) != ':' || digits(src, h+4) != h+6 {
		return 0
	}
	e := h + 6
	if c := at(src, e); c == '.' || c == ',' {
		if f := digits(src, e+1); f > e+1 && f-e <= 10 {
			e = f
		}
	}
	return e
}

// zoneEnd extends a clock time that ends at e by Z, +01:00, +0100 or a zone's name.
func zoneEnd(src []byte, e int) int {
	if at(src, e) == 'Z' && !isAlnum(at(src, e+1)) {
		return e + 1
	}
	k := skipBlanks(src, e)
	if c := at(src, k); c == '+' || c == '-' {
		z := digits(src, k+1)
		if z == k+3 && at(src, z) == ':' && digits(src, z+1) == z+3 {
			return z + 3
		}
		if z == k+5 || z == k+3 && k == e {
			return z
		}
		return e
	}
	z := k
	for isUpper(at(src, z)) {
		z++
	}
	if k > e && z-k >= 3 && z-k <= 4 && !isAlnum(at(src, z)) && isZoneName(src[k:z]) {
		return z
	}
	return e
}

// isZoneName tells the usual abbreviations: three or four capitals with T in the
// end or UTC.
func isZoneName(z []byte) bool {
	return string(z) == "UTC" || string(z) == "GMT" || z[len(z)-1] == 'T' && (z[len(z)-2] == 'S' || z[len(z)-2] == 'D' || z[len(z)-2] == 'E')
}

// numericTime returns the end of a date or a time at i that begins with a digit,
// or 0: 2026-03-02[T 10:11:12], 2026/03/02, 03/02/2026, 02/Mar/2026, 10:11:12.
func numericTime(src []byte, i int) int {
	e := digits(src, i)
	switch {
	case e-i == 4 && (at(src, e) == '-' || at(src, e) == '/' || at(src, e) == '.'):
		sep := src[e]
		m := digits(src, e+1)
		if m-e < 2 || m-e > 3 || at(src, m) != sep {
			return 0
		}
		d := digits(src, m+1)
		if d-m < 2 || d-m > 3 {
			return 0
		}
		return dateTail(src, d)
	case e-i <= 2 && at(src, e) == ':':
		if c := clockEnd(src, i); c > 0 && class[at(src, c)]&(cAlnum) == 0 && !(at(src, c) == ':' && isHex(at(src, c+1))) {
			return zoneEnd(src, c)
		} else if c > 0 && at(src, c) == 'Z' {
			return zoneEnd(src, c)
		}
	case e-i <= 2 && (at(src, e) == '/' || at(src, e) == '.' || at(src, e) == '-'):
		if d := dayMonth(src, i); d > 0 {
			return d
		}
		m := digits(src, e+1)
		if m-e < 2 || m-e > 3 || at(src, m) != src[e] {
			return 0
		}
		y := digits(src, m+1)
		if y-m != 5 && !(y-m == 3 && src[e] == '/') {
			return 0
		}
		return dateTail(src, y)
	case e-i <= 2 && at(src, e) == ' ':
		return dayMonth(src, i)
	}
	return 0
}

// dateTail extends a numeric date that ends at e by a clock time and a zone.
func dateTail(src []byte, e int) int {
	k := e
	switch c := at(src, e); {
	case c == 'T' || c == 't' || c == ':' || c == '_' || c == '-':
		k++
	case c == ' ':
		k = skipBlanks(src, e)
	case class[c]&cAlnum != 0 || c == '/' || c == '\\':
		return 0
	}
	if c := clockEnd(src, k); c > 0 && k > e {
		return zoneEnd(src, c)
	}
	if class[at(src, e)]&cAlnum != 0 {
		return 0
	}
	return e
}

// skipBlanks returns the first position from i on that holds no blank.
func skipBlanks(src []byte, i int) int {
	for i < len(src) && src[i] == ' ' {
		i++
	}
	return i
}
