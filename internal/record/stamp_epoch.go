package record

// Bounds of the epoch numbers that are read as times: 2001-09-09 (ten
// digits) and 2100-01-01. A number outside is a number.
const (
	minEpoch = 1000000000
	maxEpoch = 4102444800
)

// parseEpoch reads a number of seconds, milliseconds, microseconds or
// nanoseconds since the epoch; its size tells which. Seconds may have a
// fraction. It returns the bytes taken, 0 when b does not begin with one.
func parseEpoch(b []byte, s *stamp) int {
	n := digits(b)
	if n < 10 || n > 19 {
		return 0
	}
	whole := int64(0)
	for _, c := range b[:n] {
		whole = whole*10 + int64(c-'0')
	}
	unit := epochUnit(n)
	seconds := whole / unit
	if whole < 0 || seconds < minEpoch || seconds >= maxEpoch {
		return 0
	}
	*s = stamp{epoch: true, zoned: true}
	s.unix = whole * (1_000_000_000 / unit)
	end := fraction(b, n, s)
	if end > n && b[n] == '.' {
		s.unix += int64(s.nsec) / unit
	} else {
		end = n
	}
	s.nsec = 0
	return end
}

// epochUnit returns how many units of an n-digit epoch number make a second.
func epochUnit(n int) int64 {
	switch {
	case n <= 10:
		return 1
	case n <= 13:
		return 1_000
	case n <= 16:
		return 1_000_000
	}
	return 1_000_000_000
}

// taiStamp reads a TAI64N label, @ and 24 hexadecimal digits
// (https://cr.yp.to/libtai/tai64.html), as multilog writes it. Leap seconds are
// left at the 10 seconds that the label's makers subtract.
func taiStamp(b []byte, s *stamp) int {
	if len(b) < 25 || b[1] != '4' {
		return 0
	}
	var sec, nsec uint64
	for i, c := range b[1:25] {
		d := hexDigit(c)
		if d < 0 {
			return 0
		}
		if i < 16 {
			sec = sec<<4 | uint64(d)
		} else {
			nsec = nsec<<4 | uint64(d)
		}
	}
	const label = 1<<62 + 10
	unix := int64(sec - label)
	if sec < label || unix < minEpoch || unix >= maxEpoch || nsec > 999_999_999 {
		return 0
	}
	s.epoch, s.zoned = true, true
	s.unix = unix*1_000_000_000 + int64(nsec)
	return 25
}

// klogStamp reads MMDD HH:MM:SS.ffffff, the year-less stamp of glog and klog.
func klogStamp(b []byte, s *stamp) int {
	*s = stamp{yearless: true}
	if len(b) < 13 || b[4] != ' ' || !two(b, &s.month) || !two(b[2:], &s.day) {
		return 0
	}
	return closed(b, 5, s)
}
