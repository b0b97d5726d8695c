package record

// yearNamed reads YYYY-Mon-DD hh:mm:ss, the week date YYYY-Www-D and the ordinal
// date YYYY-DDD, whose year was read.
func yearNamed(b []byte, s *stamp) int {
	switch {
	case b[4] == '-' && (b[5] == 'W' || b[5] == 'w') && isDigit(b[6]):
		return weekDate(b, s)
	case isLetter(b[5]):
		n := monthName(b[5:], s)
		i := 5 + n
		if n == 0 || i+9 > len(b) || b[i] != b[4] || !two(b[i+1:], &s.day) {
			return 0
		}
		switch b[i+3] {
		case ' ', 'T', '_', '-', ':':
			return closed(b, i+4, s)
		}
	case b[4] == '-':
		return ordinalDate(b, 5, s)
	}
	return 0
}

// weekDate reads YYYY-Www-D and a time of day (ISO 8601).
func weekDate(b []byte, s *stamp) int {
	var week int32
	if len(b) < 16 || !two(b[6:], &week) || b[8] != '-' || !isDigit(b[9]) || week < 1 || week > 53 {
		return 0
	}
	day := int64(b[9] - '0')
	if day < 1 || day > 7 || b[10] != 'T' && b[10] != ' ' {
		return 0
	}
	// Week 1 is the one with 4 January; day 0 of the epoch was a Thursday.
	fourth := days(s.year, 1, 4)
	monday := fourth - (fourth+3)%7
	s.setDay(monday + int64(week-1)*7 + day - 1)
	return closed(b, 11, s)
}

// ordinalDate reads the day of the year, three digits at b[i:], behind a year
// that stands in front, and a time of day.
func ordinalDate(b []byte, i int, s *stamp) int {
	var tens int32
	if len(b) < i+9 || !four(b, &s.year) || s.year < 1970 || s.year > 2099 || !isDigit(b[i]) || !two(b[i+1:], &tens) || b[i+3] != 'T' && b[i+3] != ' ' {
		return 0
	}
	n := int64(b[i]-'0')*100 + int64(tens)
	if n < 1 || n > 366 || n == 366 && !leap(s.year) {
		return 0
	}
	s.setDay(days(s.year, 1, 1) + n - 1)
	at := i + 4
	if digits(b[at:]) == 6 && b[i+3] == 'T' {
		two(b[at:], &s.hour)
		two(b[at+2:], &s.minute)
		two(b[at+4:], &s.sec)
		return tail(b, at+6, s)
	}
	return closed(b, at, s)
}

// setDay sets the date to a day since 1970-01-01. Howard Hinnant,
// "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
func (s *stamp) setDay(day int64) {
	day += 719468
	era := day / 146097
	doe := day - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	s.day = int32(doy - (153*mp+2)/5 + 1)
	s.month = int32(mp + 3)
	s.year = int32(yoe + era*400)
	if s.month > 12 {
		s.month -= 12
		s.year++
	}
}

// yearName reads YYYY Mon D[D] hh:mm:ss.
func yearName(b []byte, s *stamp) int {
	if len(b) < 17 || !four(b, &s.year) || s.year < 1970 || s.year > 2099 {
		return 0
	}
	n := monthName(b[5:], s)
	if n == 0 || 5+n+8 > len(b) || b[5+n] != ' ' {
		return 0
	}
	i := blanks(b, 5+n)
	d := number(b, i, 2, &s.day)
	if d == 0 || d+6 > len(b) || b[d] != ' ' {
		return 0
	}
	return closed(b, d+1, s)
}

// clockFirst reads hh:mm:ss and a whole date behind it: "20:03:25.123
// 22-Nov-2026". Where another time of day follows, the date is that one's.
func clockFirst(b []byte, s *stamp) int {
	if len(b) < 19 || b[5] != ':' {
		return 0
	}
	var t stamp
	i := clock(b, 0, &t)
	if i == 0 {
		return 0
	}
	i = meridiem(b, fraction(b, i, &t), &t)
	if i+11 > len(b) || b[i] != ' ' && (b[i] != ',' || b[i+1] != ' ') {
		return 0
	}
	i++
	if b[i] == ' ' {
		i++
	}
	n := bareDate(b[i:], s)
	if n == 0 {
		return 0
	}
	i += n
	s.hour, s.minute, s.sec, s.nsec = t.hour, t.minute, t.sec, t.nsec
	if i+3 < len(b) && b[i] == ' ' && isDigit(b[i+1]) && isDigit(b[i+2]) && b[i+3] == ':' || i < len(b) && b[i] == 'T' {
		return 0
	}
	i = zone(b, i, s)
	if !s.valid() || i < len(b) && (isDigit(b[i]) || isLetter(b[i])) {
		return 0
	}
	return i
}

// bareDate reads a date with all its parts and returns its length.
func bareDate(b []byte, s *stamp) int {
	const midnight = " 00:00:00"
	end := 0
	for end < len(b) && end < 11 && (isDigit(b[end]) || isLetter(b[end]) || b[end] == '-' || b[end] == '/' || b[end] == '.') {
		end++
	}
	if end < 10 {
		return 0
	}
	var buf [32]byte
	text := append(append(buf[:0], b[:end]...), midnight...)
	if n := digitStamp(text, s); n != len(text) || s.yearless || s.zoned {
		return 0
	}
	return end
}
