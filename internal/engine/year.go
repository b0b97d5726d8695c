package engine

import (
	"context"
	"time"

	"inquest/internal/record"
	"inquest/internal/source"
)

// unnamedYear is the year in which stamps are read before their own is known,
// and when it stays unknown. It has all days, and package record uses it too.
const unnamedYear = 1972

// years finds the years of the sources whose stamps carry none, and changes
// their layouts. The year is not that of the day the program runs on. What tells
// it, from the best: the date in the file's name; for a rotated file, the file
// that follows it; the user, who gives the year of its end; the sources that have years, to which the source comes as near
// as it can; the window that was asked for; the report's date, after which no stamp lies. Other dates in the same
// lines count before all of them. Without any of those
// the first source is in the unnamed year and the others lie near it.
func years(ctx context.Context, set *source.Set, o Options, h record.Hints, layouts []*record.Layout, spans []span) error {
	dated := unite(spans)
	tracks := make([]track, len(layouts))
	yearless := func(i int) bool { return layouts[i].Yearless() }
	err := each(ctx, set, o.Workers, func(i int) {
		if yearless(i) {
			h := h
			h.Year = unnamedYear
			sample := sampleOf(set, i, o)
			layouts[i] = o.Formats.Detect(sample, h)
			tracks[i] = trackOf(set, i, layouts[i], sample, o)
		}
	})
	if err != nil {
		return err
	}
	near := dated
	for _, family := range families(set, yearless) {
		newer := span{}
		for _, i := range family {
			t := &tracks[i]
			year, how := yearOf(t, set.Inputs[i].Name, newer, dated, near, &o)
			h := t.hints(h, year)
			h.Clock.Year = how
			layouts[i] = layouts[i].WithHints(h)
			if s := t.span(spanYear(year)); s.ok {
				newer, spans[i] = s, s
				if !near.ok {
					near = s
				}
			}
		}
	}
	return nil
}

func spanYear(year int) int {
	if year == 0 {
		return unnamedYear
	}
	return year
}

// yearOf is the year of a track's first stamp, and how it was found.
func yearOf(t *track, name string, newer, dated, near span, o *Options) (int, record.How) {
	if len(t.stamps) == 0 {
		return 0, record.HowUnknown
	}
	first, now, asked := time.Unix(0, t.stamps[0].at).UTC(), o.Now, windowSpan(o.Window)
	if year := t.innerYear(); year != 0 {
		return year, record.HowInner
	}
	switch date, ok := dateInName(name); {
	case ok && now == 0, ok && date.UnixNano() <= now+day:
		// Rotation names a file after the day it was closed on or the day it holds.
		return t.nearestYear(span{date.UnixNano(), date.UnixNano() + day, true}), record.HowName
	case newer.ok:
		return t.yearBefore(newer.from + day), record.HowRotation
	case o.Year != 0:
		return t.yearEnding(o.Year), record.HowGiven
	case dated.ok:
		return t.nearestYear(dated), record.HowNear
	case asked.ok:
		return t.nearestYear(asked), record.HowWindow
	case now != 0:
		return latestYear(first, now-(t.last-t.stamps[0].at)), record.HowNow
	case near.ok:
		return t.nearestYear(near), record.HowUnknown
	}
	return unnamedYear, record.HowUnknown
}

// windowSpan is the stretch of time that a run was asked for, as far as it has bounds.
func windowSpan(w record.Window) span {
	switch {
	case w.Open():
		return span{}
	case w.From == 0:
		return span{w.To, w.To, true}
	case w.To == 0:
		return span{w.From, w.From, true}
	}
	return span{w.From, w.To, true}
}

// yearEnding is the year in which the track begins when it ends in another.
func (t *track) yearEnding(year int) int {
	for y := year; y > year-4; y-- {
		if s := t.span(y); s.ok && time.Unix(0, s.to).UTC().Year() == year {
			return y
		}
	}
	return year
}

// yearBefore is the last year in which the track ends before a time.
func (t *track) yearBefore(limit int64) int {
	for y := time.Unix(0, limit).UTC().Year(); ; y-- {
		if s := t.span(y); s.ok && s.to <= limit {
			return y
		}
	}
}

// nearestYear is the year that brings the track nearest to a span.
func (t *track) nearestYear(s span) int {
	length := t.last - t.stamps[0].at
	return nearestYear(time.Unix(0, t.stamps[0].at).UTC(), span{s.from - length, s.to, true})
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
	limit := now + day
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
