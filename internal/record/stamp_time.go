package record

const (
	nsPerSec   = int64(1_000_000_000)
	secPerDay  = int64(86_400)
	unnamedFeb = 1972 // a leap year: 29 February has a place in it
)

// monthDays are the days of each month of a leap year.
var monthDays = [...]int32{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// valid reports whether the parts of a stamp are those of a time between 1900
// and 2199. The 60th second (a leap second) is one.
func (s *stamp) valid() bool {
	if s.epoch {
		return true
	}
	if s.month < 1 || s.month > 12 || s.day < 1 || s.day > monthDays[s.month] {
		return false
	}
	if !s.yearless && (s.year < 1900 || s.year > 2199) {
		return false
	}
	if s.hour > 23 || s.minute > 59 || s.sec > 60 {
		return false
	}
	return s.month != 2 || s.day < 29 || s.year == 0 || leap(s.year)
}

func leap(y int32) bool { return y%4 == 0 && (y%100 != 0 || y%400 == 0) }

// calendar is what a source's stamps leave out.
type calendar struct {
	year  int32 // of the source's first stamp, 0 unknown
	month int32 // of the source's first stamp, 0 unknown
	zone  int32 // seconds east of UTC for stamps without a zone
	order order // of day, month and year, where the stamps leave it open
	place *Zone // civil time for stamps without a zone, instead of zone
	late  bool  // local times that come twice in it are the second ones

	moment int64 // ns, local: near which stamps without a date lie; 0 unknown
}

// time returns the stamp's point in time in nanoseconds since the epoch.
func (c *calendar) time(s *stamp) int64 {
	ns, _ := c.read(s)
	return ns
}

// read returns the stamp's point in time in nanoseconds since the epoch and the
// offset from UTC that it was read with, in seconds.
func (c *calendar) read(s *stamp) (ns int64, east int32) {
	if s.epoch {
		return s.unix, 0
	}
	if s.dateless {
		return c.ofDay(s)
	}
	if s.loose != plainOrder && c.order != usualOrder {
		s.arrange(c.order)
	}
	year := s.year
	if s.yearless {
		year = c.yearOf(s.month)
	}
	if s.sec == 60 { // a leap second lasts as long as POSIX time stands still
		s.nsec = 0
	}
	local := days(year, s.month, s.day)*secPerDay + int64(s.hour*3600+s.minute*60+s.sec)
	switch {
	case s.zoned:
		east = s.offset
	case c.place != nil:
		east = c.place.east(local, c.late)
	default:
		east = c.zone
	}
	return (local-int64(east))*nsPerSec + int64(s.nsec), east
}

// yearOf returns the year of a year-less stamp by its month: the year of the
// first stamp, the next one when the month lies more than half a year before
// the first stamp's month (December, then January), the one before when it lies
// more than half a year behind it (January, then a straggler of December).
func (c *calendar) yearOf(month int32) int32 {
	if c.year == 0 {
		return unnamedFeb
	}
	switch d := month - c.month; {
	case c.month == 0:
	case d < -6:
		return c.year + 1
	case d > 6:
		return c.year - 1
	}
	return c.year
}

// century gives a year of two digits its century as POSIX strptime does: 69 to
// 99 are 1969 to 1999.
func century(year int32) int32 {
	if year >= 69 {
		return 1900 + year
	}
	return 2000 + year
}

// days returns the days from 1970-01-01 to a date of the Gregorian calendar.
// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms",
// https://howardhinnant.github.io/date_algorithms.html, days_from_civil.
func days(y, m, d int32) int64 {
	if m <= 2 {
		y--
	}
	era := y / 400
	yoe := y - era*400
	shift := m - 3
	if m <= 2 {
		shift = m + 9
	}
	doy := (153*shift+2)/5 + d - 1
	doe := yoe*365 + yoe/4 - yoe/100 + doy
	return int64(era*146097 + doe - 719468)
}
