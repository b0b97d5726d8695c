package engine

import (
	"time"

	"inquest/internal/record"
	"inquest/internal/source"
)

// unnamedYear is the year in which stamps are read before their own is known,
// and when it stays unknown. It has all days, and package record uses it too.
const unnamedYear = 1972

// unnamedSpan is the window when nothing tells the year: that of the first
// source that has stamps, in the unnamed year. So sources without a year keep
// their distances, over New Year as well.
func unnamedSpan(set *source.Set, layouts []*record.Layout, o Options, h record.Hints) span {
	h.Year = unnamedYear
	for i, l := range layouts {
		if !l.Yearless() {
			continue
		}
		sample := sampleOf(set, i, o)
		if s := spanOf(o.Formats.Detect(sample, h), sample); s.ok {
			return s
		}
	}
	return span{}
}

// withYear finds the layout of a sample whose stamps carry no year. The year is
// not that of the day the program runs on: it is the one that brings the first
// stamp nearest to the dated sources, and only without any of those the latest
// that is not after now.
func withYear(o Options, h record.Hints, sample []byte, dated span) *record.Layout {
	h.Year = unnamedYear
	l := o.Formats.Detect(sample, h)
	times := stamps(l, sample)
	h.Year = 0
	if len(times) > 0 {
		first := time.Unix(0, times[0]).UTC()
		switch {
		case dated.ok:
			h.Year = nearestYear(first, dated)
		case o.Now != 0:
			h.Year = latestYear(first, o.Now)
		}
	}
	return o.Formats.Detect(sample, h)
}

// nearestYear is the year in which stamp lies nearest to the span; of equally
// near ones the latest.
func nearestYear(stamp time.Time, s span) int {
	lo, hi := time.Unix(0, s.from).UTC().Year()-1, time.Unix(0, s.to).UTC().Year()+1
	best, bestDistance := hi, int64(-1)
	for y := hi; y >= lo; y-- {
		at, ok := inYear(stamp, y)
		if !ok {
			continue
		}
		if d := distance(at, s); bestDistance < 0 || d < bestDistance {
			best, bestDistance = y, d
		}
	}
	return best
}

// latestYear is the last year in which stamp is not after now. A day is given
// for clocks and zones that differ.
func latestYear(stamp time.Time, now int64) int {
	limit := now + int64(24*time.Hour)
	last := time.Unix(0, limit).UTC().Year()
	for y := last; y > last-8; y-- { // 8: 29 February comes back at the latest
		if at, ok := inYear(stamp, y); ok && at <= limit {
			return y
		}
	}
	return last
}

// inYear is the stamp's month, day and time in another year, when that has them.
func inYear(stamp time.Time, year int) (int64, bool) {
	at := time.Date(year, stamp.Month(), stamp.Day(), stamp.Hour(), stamp.Minute(), stamp.Second(), stamp.Nanosecond(), time.UTC)
	return at.UnixNano(), at.Day() == stamp.Day()
}

func distance(at int64, s span) int64 {
	switch {
	case at < s.from:
		return s.from - at
	case at > s.to:
		return at - s.to
	}
	return 0
}
