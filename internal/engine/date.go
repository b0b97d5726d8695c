package engine

import (
	"context"
	"time"

	"inquest/internal/record"
	"inquest/internal/source"
)

// unnamedDay is the day on which stamps without a date are read before their own is
// known, and where it stays unknown: in ns, at noon.
var unnamedDay = time.Date(unnamedYear, 1, 1, 12, 0, 0, 0, time.UTC).UnixNano()

const (
	hour      = int64(time.Hour)
	dayBack   = hour     // by which times of day may go back without being the next day's
	dayEra    = 6 * hour // how far the stamps around a moment may lie from it
	dayChoice = 3        // days around a span that are tried
)

// dates finds the days of the sources whose stamps are a time of day alone, and
// changes their layouts. What tells it, from the best: dates in the same file; the
// date in the file's name; for a rotated file, the file that follows it; the one day
// that brings the source nearest to those with dates. Where no source has a date, all
// are on the unnamed day; where the others lie on many days, so that several would
// do, the source's lines have no time.
func dates(ctx context.Context, set *source.Set, o Options, layouts []*record.Layout, spans []span) error {
	dateless := func(i int) bool { return layouts[i].Dateless() }
	tracks := make([]dayTrack, len(layouts))
	err := each(ctx, set, o.Workers, func(i int) {
		if dateless(i) {
			tracks[i] = dayTrackOf(set, i, layouts[i], o)
		}
	})
	if err != nil {
		return err
	}
	dated := unite(spans)
	for _, family := range families(set, dateless) {
		newer := span{}
		for _, i := range family {
			t := &tracks[i]
			if len(t.stamps) == 0 {
				continue
			}
			shift, how, ok := t.dayOf(set.Inputs[i].Name, spans[i], newer, dated)
			h := layouts[i].Hints()
			h.Clock.Date = how
			if ok {
				t.hints(&h, shift)
				newer = span{t.first + shift, t.last + shift, true}
			}
			layouts[i] = layouts[i].WithHints(h)
		}
	}
	return nil
}

// dayTrack is stamps of one source without dates, as if the first were on the unnamed
// day and each of the others within a day of the one before.
type dayTrack struct {
	track
	first int64
	east  int64 // ns east of UTC
}

func dayTrackOf(set *source.Set, i int, l *record.Layout, o Options) dayTrack {
	h := l.Hints()
	h.Moment = unnamedDay
	l = l.WithHints(h)
	t := dayTrack{track: trackOf(set, i, l, sampleOf(set, i, o), o)}
	t.eras, t.first, t.last, t.east = nil, 0, 0, int64(h.Zone)*second
	if h.Place != nil {
		t.east = int64(h.Place.East(unnamedDay)) * second
	}
	kept := t.stamps[:0]
	for _, s := range t.stamps {
		if abs(s.at+t.east-unnamedDay) <= day/2 {
			kept = append(kept, s)
		}
	}
	if t.stamps = kept; len(kept) == 0 {
		return t
	}
	t.first, t.last = kept[0].at, kept[0].at
	before, base := t.first, t.first
	for _, s := range kept {
		at := s.at
		for at < before-dayBack {
			at += day
		}
		for at >= before-dayBack+day {
			at -= day
		}
		if at-base >= dayEra {
			base = at
			t.eras = append(t.eras, era{offset: s.offset, moment: at})
		}
		before = at
		t.first, t.last = min(t.first, at), max(t.last, at)
	}
	return t
}

// dayOf is by how much the track has to be moved, a whole number of days, and how that
// was found; false where nothing tells it.
func (t *dayTrack) dayOf(name string, own, newer, dated span) (shift int64, how record.How, ok bool) {
	if own.ok {
		if shift, ok = t.nearest(own); ok {
			return shift, record.HowInner, true
		}
	}
	if date, named := dateInName(name); named {
		if shift, ok = t.nearest(span{date.UnixNano(), date.UnixNano() + day - 1, true}); ok {
			return shift, record.HowName, true
		}
	}
	switch {
	case newer.ok:
		return floorDay(newer.from + 60*second - t.last), record.HowRotation, true
	case !dated.ok:
		return 0, record.HowUnknown, true
	}
	shift, ok = t.nearest(dated)
	if !ok {
		return 0, record.HowUnknown, false
	}
	return shift, record.HowNear, true
}

// nearest is the move by whole days after which the least of the track lies outside of
// the span; false when several are as good.
func (t *dayTrack) nearest(s span) (shift int64, ok bool) {
	outside := func(by int64) int64 {
		return max(0, s.from-t.first-by) + max(0, t.last+by-s.to)
	}
	from := floorDay(s.from-t.first) - dayChoice*day
	to := floorDay(s.to-t.first) + dayChoice*day
	if to-from > 400*day {
		return 0, false
	}
	shift = from
	for by := from; by <= to; by += day {
		switch a, b := outside(by), outside(shift); {
		case a < b || by == from:
			shift, ok = by, true
		case a == b:
			ok = false
		}
	}
	return shift, ok
}

func floorDay(ns int64) int64 {
	d := ns / day
	if ns%day < 0 {
		d--
	}
	return d * day
}

// hints puts the days into the hints that read the source.
func (t *dayTrack) hints(h *record.Hints, shift int64) {
	h.Moment = t.stamps[0].at + t.east + shift
	for _, e := range t.eras {
		h.Eras = append(h.Eras, record.Era{Offset: e.offset, Moment: e.moment + t.east + shift})
	}
}
