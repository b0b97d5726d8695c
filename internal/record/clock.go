package record

// Zone is a place's civil time: which offset from UTC was in force when.
type Zone struct {
	name  string
	spans []zoneSpan // by begin
}

// zoneSpan is an offset and when it came into force. sure is the local time
// from which on it is in force beyond doubt: after the hour that a change leaves
// out or repeats.
type zoneSpan struct {
	from, sure int64 // seconds since the epoch; UTC, local
	east       int32
}

// Name is the zone's name as it was asked for.
func (z *Zone) Name() string { return z.name }

// find returns the span of a local time. In an hour that a change repeats it is
// the first of the two, in one that it leaves out the span before.
func (z *Zone) find(local int64) int {
	lo, hi := 0, len(z.spans)
	for lo+1 < hi {
		if mid := (lo + hi) / 2; z.spans[mid].sure <= local {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

// east returns the offset of a local time; late asks for the second of two.
func (z *Zone) east(local int64, late bool) int32 {
	i := z.find(local)
	if late && z.twice(i, local) {
		i++
	}
	return z.spans[i].east
}

// twice reports whether a local time of span i comes again in the next one.
func (z *Zone) twice(i int, local int64) bool {
	if i+1 >= len(z.spans) {
		return false
	}
	next := z.spans[i+1]
	return next.east < z.spans[i].east && local >= next.from+int64(next.east)
}

// Twice reports whether a local time, in ns and read as if it were UTC, comes
// twice in the zone: the clock was set back over it.
func (z *Zone) Twice(local int64) bool {
	sec := floorSec(local)
	return z.twice(z.find(sec), sec)
}

// East returns the offset in force at a point in time, in seconds.
func (z *Zone) East(ns int64) int {
	sec := floorSec(ns)
	east := z.spans[0].east
	for _, s := range z.spans {
		if s.from > sec {
			break
		}
		east = s.east
	}
	return int(east)
}

func floorSec(ns int64) int64 {
	sec := ns / nsPerSec
	if ns%nsPerSec < 0 {
		sec--
	}
	return sec
}

// Era is where, in a source whose stamps leave something out, a new reading of
// them begins: another year, or the second of two equal hours.
type Era struct {
	Offset int64 // of the first record
	Year   int   // of the era's first stamp, where stamps have none
	Month  int   // of the era's first stamp
	Late   bool  // local times that come twice are the second ones
	Moment int64 // near which stamps without a date lie, as in Hints
}

// How says how something that stamps leave out was found.
type How uint8

// Ways to find out a zone or a year.
const (
	HowUnknown  How = iota // nothing tells: read as UTC; the year as 1972
	HowLine                // the lines say it
	HowGiven               // the user says it
	HowShared              // events that a source with a zone knows too fall together
	HowAligned             // events that other sources without zones know too fall together
	HowNear                // the year that lies nearest to the sources that have one
	HowName                // the date in the file's name
	HowRotation            // the order of rotated files
	HowNow                 // the latest year that is not after the report's date
	HowInner               // other dates in the same lines, or the same file
	HowWindow              // the year that lies nearest to the time that was asked for
)

// Clock is what is known of the clock that a source's times come from, and how.
type Clock struct {
	Zone      How
	Year      How
	Date      How // of stamps without a date
	Dateless  bool
	ZoneName  string // of the zone that the user named
	East      int64  // seconds east of UTC of times that name no zone
	With      string // the source whose events were compared, for HowShared and HowAligned
	Agree     int64  // events that fall together
	Compared  int64  // events that both know
	Skew      int64  // ns by which the clock is ahead of that of SkewWith; 0: not found
	SkewWith  string
	SkewPairs int64 // events that it was found from
	SkewApart int64 // ns: half of the events lie within this distance of Skew
	DateOpen  bool  // whether the day or the month stands first is not plain
	NameOpen  bool  // the zone's name stands for several zones
}

// Hints are what the layout was told about its source.
func (l *Layout) Hints() Hints { return l.hints }

// Clock returns what is known of the source's clock.
func (l *Layout) Clock() Clock {
	c := l.hints.Clock
	c.Dateless = l.detail.dateless
	c.DateOpen, c.NameOpen = l.detail.unordered, l.detail.twofold
	c.East = int64(l.detail.calendar.zone)
	if p := l.detail.calendar.place; p != nil {
		c.ZoneName = p.Name()
	}
	switch {
	case !l.detail.zoneless:
		c.Zone = HowLine
	case l.hints.ZoneIsUser:
		c.Zone = HowGiven
	}
	if !l.detail.yearless {
		c.Year = HowLine
	}
	return c
}

// calendarAt is how stamps at a place of the source are read.
func (l *Layout) calendarAt(offset int64) *calendar {
	c := &l.detail.calendar
	for i := range l.detail.eras {
		e := &l.detail.eras[i]
		if e.from > offset {
			break
		}
		c = &e.calendar
	}
	return c
}

// eraCalendar is a calendar with the place where it begins.
type eraCalendar struct {
	from     int64
	calendar calendar
}

// hint puts what the rest of the input says into the layout.
func (l *Layout) hint(h Hints) {
	l.hints = h
	d := &l.detail
	d.calendar.year, d.calendar.zone, d.calendar.place, d.calendar.moment = int32(h.Year), int32(h.Zone), h.Place, h.Moment
	if h.Month != 0 {
		d.calendar.month = int32(h.Month)
	}
	d.eras = nil
	for _, e := range h.Eras {
		c := d.calendar
		c.late = e.Late
		if e.Year != 0 {
			c.year, c.month = int32(e.Year), int32(e.Month)
		}
		if e.Moment != 0 {
			c.moment = e.Moment
		}
		d.eras = append(d.eras, eraCalendar{from: e.Offset, calendar: c})
	}
}
