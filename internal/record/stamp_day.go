package record

// clockKey is the name of a field that is the record's time of day.
const clockKey = "clock"

// clockTime takes a time of day at i. A part that is called time or clock dates the
// record, where something else tells the day.
func (m *matcher) clockTime(o *op, i int) int {
	var s stamp
	n := clockStamp(m.line[i:], &s)
	if n == 0 {
		return -1
	}
	if (o.role == roleTime || string(o.key) == clockKey) && !m.timed && s.valid() {
		m.stamp, m.timed = s, true
		m.from = Stamp{Text: m.line[i : i+n : len(m.line)], kind: stampClock}
	}
	if o.role == roleTime {
		return i + n
	}
	return m.take(o, i, i+n)
}

// clockStamp reads the time of day that b begins with and returns its length, 0 when
// there is none.
func clockStamp(b []byte, s *stamp) int {
	*s = stamp{dateless: true, year: unnamedFeb, month: 1, day: 1}
	j := clock(b, 0, s)
	if j == 0 {
		return 0
	}
	end := fraction(b, j, s)
	if end < len(b) && isLetter(b[end]) { // the next column, which begins with digits
		s.nsec = 0
		return j
	}
	return end
}

const (
	halfDay  = secPerDay / 2
	nsPerDay = secPerDay * nsPerSec
)

// ofDay is the point in time of a stamp without a date: the one that lies nearest to
// the calendar's moment.
func (c *calendar) ofDay(s *stamp) (ns int64, east int32) {
	near := floorSec(c.moment)
	day := floorDiv(near, secPerDay)
	local := day*secPerDay + int64(s.hour*3600+s.minute*60+s.sec)
	switch {
	case local-near > halfDay:
		local -= secPerDay
	case near-local > halfDay:
		local += secPerDay
	}
	if s.sec == 60 {
		s.nsec = 0
	}
	east = c.zone
	if c.place != nil {
		east = c.place.east(local, c.late)
	}
	return (local-int64(east))*nsPerSec + int64(s.nsec), east
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// OtherYear is the year in which another date in the record's first line lies within
// a day of its own stamp, which names none; 0 when there is none such.
func (r *Record) OtherYear() int {
	if !r.HasTime {
		return 0
	}
	line := r.Raw[:min(len(r.Raw), maxDated)]
	own := floorDiv(r.Time, nsPerDay)
	for i := 0; i+10 <= len(line); i++ {
		if !isDigit(line[i]) && !isLetter(line[i]) || i > 0 && (isDigit(line[i-1]) || isLetter(line[i-1])) {
			continue
		}
		var s stamp
		if !dateAt(line[i:], &s) {
			continue
		}
		for y := s.year - 1; y <= s.year+1; y++ { // New Year may lie between the two
			if d := sameDay(own, y) - days(s.year, s.month, s.day); d >= -1 && d <= 1 {
				return int(y)
			}
		}
	}
	return 0
}

// maxDated is how much of a line is searched for other dates.
const maxDated = 512

// dateAt reads a full stamp, or YYYY-MM-DD alone, at the beginning of b.
func dateAt(b []byte, s *stamp) bool {
	if n := parseStamp(b, s); n > 0 && !s.yearless && !s.epoch && s.loose == plainOrder {
		return true
	}
	*s = stamp{}
	return four(b, &s.year) && b[4] == '-' && b[7] == '-' && two(b[5:], &s.month) && two(b[8:], &s.day) && s.valid()
}

// sameDay is a day's month and day in another year, in days since 1970.
func sameDay(day int64, year int32) int64 {
	y := yearOfDay(day)
	month, first := int32(1), days(y, 1, 1)
	for month < 12 && days(y, month+1, 1) <= day {
		month++
		first = days(y, month, 1)
	}
	return days(year, month, int32(day-first)+1)
}

// yearOfDay is the year of a day since 1970.
func yearOfDay(day int64) int32 {
	y := int32(1970 + day/366)
	for days(y+1, 1, 1) <= day {
		y++
	}
	for days(y, 1, 1) > day {
		y--
	}
	return y
}
