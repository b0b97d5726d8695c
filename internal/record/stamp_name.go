package record

// nameStamp reads the layouts that begin with the name of a month or of a day
// of the week: Nov 22 20:03:25 (syslog), Nov 22 2026 20:03:25, Nov 22, 2026
// 8:03:25 PM, Sat Nov 22 20:03:25.123 2026 (Apache, ctime, date(1)), Sat, 22 Nov
// 2026 20:03:25 GMT (RFC 1123).
func nameStamp(b []byte, s *stamp) int {
	i := weekday(b)
	if i > 0 && i+11 > len(b) {
		return 0
	}
	if i > 0 && isDigit(b[i]) {
		return shifted(dayNameYear(b[i:], dayNameSep(b[i:]), s), i)
	}
	n := monthName(b[i:], s)
	if n > 0 {
		if end := monthFirst(b[i:], n, s); end > 0 {
			return i + end
		}
	}
	if i == 0 {
		return foreignName(b, s)
	}
	return 0
}

// foreignName reads a stamp behind the name of a day in another language.
func foreignName(b []byte, s *stamp) int {
	i := foreignDay(b)
	if i == 0 || i+11 > len(b) {
		return 0
	}
	*s = stamp{}
	if isDigit(b[i]) {
		n := dayNameYear(b[i:], dayNameSep(b[i:]), s)
		if n == 0 {
			n = digitStamp(b[i:], s)
		}
		return shifted(n, i)
	}
	n := monthName(b[i:], s)
	if n == 0 {
		return 0
	}
	return shifted(monthFirst(b[i:], n, s), i)
}

func shifted(n, by int) int {
	if n == 0 {
		return 0
	}
	return n + by
}

func dayNameSep(b []byte) byte {
	if b[2] == '-' {
		return '-'
	}
	return ' '
}

// weekday returns the position behind "Sat ", "Sat, " or "Saturday, ", 0 when b
// does not begin with a day of the week.
func weekday(b []byte) int {
	switch string(b[:3]) {
	case "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun":
	default:
		return 0
	}
	i := 3
	for i < len(b) && i < 9 && isLetter(b[i]) {
		i++
	}
	if i < len(b) && b[i] == ',' {
		i++
	}
	if i >= len(b) || b[i] != ' ' {
		return 0
	}
	return i + 1
}

// monthFirst reads what stands behind the month's name, which takes n bytes.
func monthFirst(b []byte, n int, s *stamp) int {
	i := blanks(b, n)
	d := number(b, i, 2, &s.day)
	if i == n || d == 0 || d+6 > len(b) {
		return 0
	}
	i = d
	if b[i] == ',' {
		i++
	}
	if i >= len(b) || b[i] != ' ' {
		return 0
	}
	i++
	if i+5 < len(b) && four(b[i:], &s.year) && (b[i+4] == ' ' || b[i+4] == ',') {
		i = blanks(b, i+4+comma(b[i+4]))
		return closed(b, i, s)
	}
	return yearBehind(b, i, s)
}

func comma(c byte) int {
	if c == ',' {
		return 1
	}
	return 0
}

// yearBehind reads the time of day at b[i:] and a year behind it, with or
// without a zone name between them; without a year the stamp is year-less.
func yearBehind(b []byte, i int, s *stamp) int {
	s.yearless = true
	i = clock(b, i, s)
	if i == 0 {
		return 0
	}
	end := tail(b, i, s)
	if end == 0 {
		return 0
	}
	j := end
	if j+4 < len(b) && b[j] == ' ' && four(b[j+1:], &s.year) && (j+5 == len(b) || !isDigit(b[j+5]) && b[j+5] != '.' && b[j+5] != '/' && b[j+5] != '-') &&
		s.year >= 1970 && s.year < 2100 {
		s.yearless = false
		if !s.valid() {
			return 0
		}
		return zone(b, j+5, s)
	}
	s.year = 0
	return end
}
