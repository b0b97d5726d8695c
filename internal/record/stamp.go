package record

// stamp is a time stamp taken apart. It is not yet a point in time: the line may
// leave out the year or the zone, and the layout's hints fill them in.
type stamp struct {
	unix              int64 // nanoseconds since the epoch, when epoch
	year, month, day  int32
	hour, minute, sec int32
	nsec              int32
	offset            int32 // seconds east of UTC, when zoned
	zoned             bool
	yearless          bool
	dateless          bool // a time of day alone
	epoch             bool
	twofold           bool  // the zone's name stands for several zones
	loose             loose // the order of day, month and year is not plain
	raw               [3]uint8
}

// parseStamp reads the stamp that b begins with and returns how many bytes it
// takes, 0 when there is none. The layouts exclude each other by their
// separators, so the result depends on the bytes alone. Bare epoch numbers are
// not read here: a number is a time only where a format says so (parseEpoch).
func parseStamp(b []byte, s *stamp) int {
	if len(b) < 11 {
		return 0
	}
	*s = stamp{}
	if len(b) >= 19 && b[4] == '-' && b[7] == '-' && b[13] == ':' && b[16] == ':' && (b[10] == ' ' || b[10] == 'T') {
		if n := isoStamp(b, s); n > 0 {
			return n
		}
		*s = stamp{}
	}
	c := b[0]
	switch {
	case isDigit(c):
		return digitStamp(b, s)
	case isLetter(c):
		return nameStamp(b, s)
	case c == '@':
		return taiStamp(b, s)
	}
	return 0
}

// isoStamp reads YYYY-MM-DD hh:mm:ss, by far the most frequent layout, whose
// separators were seen.
func isoStamp(b []byte, s *stamp) int {
	_ = b[18]
	bad := byte(0)
	pair := func(i int) int32 {
		x, y := b[i]-'0', b[i+1]-'0'
		bad |= (x+6)&0xF0 | (y+6)&0xF0 | x&0xF0 | y&0xF0
		return int32(x)*10 + int32(y)
	}
	s.year = pair(0)*100 + pair(2)
	s.month, s.day = pair(5), pair(8)
	s.hour, s.minute, s.sec = pair(11), pair(14), pair(17)
	if bad != 0 {
		return 0
	}
	if n := millisTail(b, s); n > 0 {
		return n
	}
	return tail(b, 19, s)
}

// millisTail is tail for the most frequent ends of a stamp: milliseconds, then Z
// and a blank, or " - ", or " [".
func millisTail(b []byte, s *stamp) int {
	if len(b) < 26 || b[19] != ',' && b[19] != '.' {
		return 0
	}
	x, y, z := b[20]-'0', b[21]-'0', b[22]-'0'
	if x > 9 || y > 9 || z > 9 || !s.valid() {
		return 0
	}
	s.nsec = (int32(x)*100 + int32(y)*10 + int32(z)) * 1_000_000
	switch {
	case b[23] == ' ' && (b[24] == '[' || b[24] == '-' && b[25] == ' '):
		return 23
	case b[23] == 'Z' && b[24] == ' ':
		s.zoned = true
		return 24
	}
	s.nsec = 0
	return 0
}

// digitStamp tells the layouts that begin with a digit apart by the place and
// kind of the first separator.
func digitStamp(b []byte, s *stamp) int {
	switch {
	case b[4] == '-' || b[4] == '/' || b[4] == '.':
		return yearFirst(b, s)
	case b[2] == '/' || b[1] == '/':
		return slashDate(b, s)
	case b[2] == '-' || b[1] == '-':
		return dashDate(b, s)
	case b[2] == '.':
		return dotDate(b, s)
	case b[2] == ' ' || b[1] == ' ':
		return dayNameYear(b, ' ', s)
	case b[4] == ' ' && isLetter(b[5]):
		return yearName(b, s)
	case b[2] == ':':
		return clockFirst(b, s)
	case isLetter(b[2]):
		return gluedDate(b, s)
	}
	return packedStamp(b, s)
}

// gluedDate reads 01Mar2026 07:10:11.
func gluedDate(b []byte, s *stamp) int {
	if len(b) < 15 || !two(b, &s.day) || !four(b[5:], &s.year) || b[9] != ' ' {
		return 0
	}
	if s.month = englishMonth(b[2:]); s.month == 0 {
		return 0
	}
	return closed(b, 10, s)
}

// yearFirst reads YYYY-MM-DD, YYYY/MM/DD and YYYY.MM.DD with a time of day
// behind a blank, 'T', '_' or '-'; YYYY-Mon-DD; and the week and ordinal dates of
// ISO 8601.
func yearFirst(b []byte, s *stamp) int {
	sep := b[4]
	if len(b) < 16 || !four(b, &s.year) {
		return 0
	}
	if b[7] != sep || !two(b[5:], &s.month) || !two(b[8:], &s.day) {
		return yearNamed(b, s)
	}
	i := 11
	switch b[10] {
	case ' ', 'T', 't', '_', '-', ':', '\t', '@':
	case ',':
		if b[11] == ' ' {
			i = 12
		}
	default:
		return 0
	}
	if b[i] == ' ' { // MariaDB pads the hour with a blank
		i++
	}
	return closed(b, i, s)
}

// slashDate reads 10/Oct/2000:13:55:36 -0700 (Common Log Format), YY/MM/DD,
// MM/DD/YYYY, DD/MM/YYYY and their forms with two digits of the year.
func slashDate(b []byte, s *stamp) int {
	if b[1] == '/' && (isLetter(b[2]) || isLetter(b[3])) || isLetter(b[3]) {
		return dayNameYear(b, '/', s)
	}
	return numericDate(b, '/', s)
}

// dashDate reads 22-Nov-2026 20:03:25, 22-11-2026 20:03:25 and the year-less
// MM-DD HH:MM:SS.mmm of logcat.
func dashDate(b []byte, s *stamp) int {
	if b[1] == '-' || isLetter(b[3]) {
		return dayNameYear(b, '-', s)
	}
	var first, second int32
	if two(b, &first) && two(b[3:], &second) && (b[5] == ' ' || b[5] == 'T') {
		s.month, s.day, s.yearless = first, second, true
		return closed(b, 6, s)
	}
	return numericDate(b, '-', s)
}

// dotDate reads 22.11.2026 20:03:25 and the year-less MM.DD HH:MM:SS.
func dotDate(b []byte, s *stamp) int {
	if b[3] == ' ' {
		return dayNameYear(b, ' ', s)
	}
	var first, second int32
	if two(b, &first) && two(b[3:], &second) && b[5] == ' ' {
		s.month, s.day, s.yearless = first, second, true
		return closed(b, 6, s)
	}
	return numericDate(b, '.', s)
}

// dayNameYear reads D[D]sepMonsepYYYY and a time behind a blank or ':'; without
// the year the stamp is year-less. "22. November 2026" and "22 de noviembre de
// 2026" are read too, and two digits of a year: 22-NOV-26.
func dayNameYear(b []byte, sep byte, s *stamp) int {
	i := number(b, 0, 2, &s.day)
	if i == 0 || i+9 > len(b) || b[i] != sep && (b[i] != '.' || sep != ' ') {
		return 0
	}
	for i++; b[i] == ' ' && i+9 < len(b); i++ {
	}
	if sep == ' ' && b[i] == 'd' && b[i+1] == 'e' && b[i+2] == ' ' {
		i += 3
	}
	n := monthName(b[i:], s)
	i += n
	if n == 0 || i+6 > len(b) || b[i] != sep && b[i] != ' ' {
		return 0
	}
	if sep == ' ' && i+9 < len(b) && b[i+1] == 'd' && b[i+2] == 'e' && b[i+3] == ' ' {
		i += 3
	}
	i++
	if four(b[i:], &s.year) && i+6 < len(b) {
		switch b[i+4] {
		case ':', ' ', 'T', ',', '_', '\t':
			for i += 5; i < len(b) && (b[i] == ' ' || b[i] == ':'); i++ {
			}
			return closed(b, i, s)
		}
	}
	if b[i-1] != ' ' && two(b[i:], &s.year) && i+3 < len(b) && b[i+2] == ' ' {
		s.year = century(s.year)
		return closed(b, i+3, s)
	}
	s.year, s.yearless = 0, true // 22 Nov 20:03:25, as old Redis writes
	return closed(b, i, s)
}

// packedStamp reads YYMMDD HH:MM:SS, YYMMDD HHMMSS, YYYYMMDD HH:MM:SS,
// YYYYMMDD-HH:MM:SS:mmm, the basic ISO form YYYYMMDDTHHMMSSZ and YYYYMMDDHHMMSS.
func packedStamp(b []byte, s *stamp) int {
	n := digits(b)
	switch n {
	case 6:
		if !two(b, &s.year) || !two(b[2:], &s.month) || !two(b[4:], &s.day) {
			return 0
		}
		s.year = century(s.year)
	case 8:
		if !four(b, &s.year) || !two(b[4:], &s.month) || !two(b[6:], &s.day) {
			return 0
		}
	case 14:
		if !four(b, &s.year) || !two(b[4:], &s.month) || !two(b[6:], &s.day) || s.year < 1990 || s.year > 2099 {
			return 0
		}
		two(b[8:], &s.hour)
		two(b[10:], &s.minute)
		two(b[12:], &s.sec)
		return tail(b, 14, s)
	case 7:
		return ordinalDate(b, 4, s)
	default:
		return 0
	}
	return packedTime(b, n, s)
}

func packedTime(b []byte, n int, s *stamp) int {
	if n+7 > len(b) || (b[n] != ' ' && b[n] != 'T' && b[n] != '-') {
		return 0
	}
	i := n + 1
	if b[i] == ' ' { // MySQL pads the hour with a blank
		i++
	}
	if digits(b[i:]) != 6 {
		return closed(b, i, s)
	}
	two(b[i:], &s.hour)
	two(b[i+2:], &s.minute)
	two(b[i+4:], &s.sec)
	return tail(b, i+6, s)
}

// closed reads the time of day at b[i:] and what may follow it, and checks the whole.
func closed(b []byte, i int, s *stamp) int {
	i = clock(b, i, s)
	if i == 0 {
		return 0
	}
	return tail(b, i, s)
}
