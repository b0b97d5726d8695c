package engine

import (
	"cmp"
	"context"
	"slices"

	"inquest/internal/record"
	"inquest/internal/source"
)

// repeatedHours finds, in sources whose local times are read in a named zone,
// where the clock was set back: the times of the hour before come again there,
// and those are the second ones. The order of the lines tells it.
func repeatedHours(ctx context.Context, set *source.Set, o Options, layouts []*record.Layout) error {
	if o.Place == nil {
		return nil
	}
	return each(ctx, set, o.Workers, func(i int) {
		if !layouts[i].Zoneless() {
			return
		}
		h := layouts[i].Hints()
		late := lateEras(localStamps(set, i, layouts[i], o), o.Place)
		if len(late) > 0 {
			h.Eras = mergeEras(h, late)
			layouts[i] = layouts[i].WithHints(h)
		}
	})
}

// mostRead bounds what is read of a source to find a change of its clock.
const mostRead = 256 << 20

// localStamps are the stamps around the hours that come twice, as if they were
// UTC, in order of the lines; of a small source all stamps.
func localStamps(set *source.Set, i int, l *record.Layout, o Options) []seen {
	h := l.Hints()
	h.Place = nil
	utc := l.WithHints(h)
	sample := sampleOf(set, i, o)
	t := trackOf(set, i, utc, sample, o)
	in := set.Inputs[i]
	if len(sample) < sampleSize*3/4 || in.Compression != "" || in.Encoding != "" {
		return t.stamps
	}
	from, to := bracket(t.stamps, in.Size, o.Place)
	if to <= from || to-from > mostRead {
		return nil
	}
	return readStamps(set, i, utc, from, to, o)
}

// bracket is the part of a source in which hours that come twice may lie: from
// the last place before the first of them to the first place behind the last.
func bracket(places []seen, size int64, zone *record.Zone) (from, to int64) {
	from, to = size, 0
	for k := range places {
		next, end := places[k].at, size
		if k+1 < len(places) {
			next, end = places[k+1].at, places[k+1].offset
		}
		if crosses(zone, places[k].at, next) {
			from, to = min(from, places[k].offset), max(to, end)
		}
	}
	return from, to
}

// crosses reports whether local times of an hour that comes twice lie between two
// times, or near one of them.
func crosses(zone *record.Zone, a, b int64) bool {
	if b < a {
		a, b = b, a
	}
	const step = 15 * 60 * second
	if b-a > 400*day {
		b = a + 400*day
	}
	for at := a - a%step; at <= b+step; at += step {
		if zone.Twice(at) {
			return true
		}
	}
	return false
}

// readStamps reads all stamps of a part of a source, piece by piece.
func readStamps(set *source.Set, i int, l *record.Layout, from, to int64, o Options) []seen {
	const piece = 1 << 20
	var t track
	for at := from; at < to; at += piece {
		data, err := set.ReadRange(i, at, min(piece, to-at), o.Source)
		if err != nil {
			break
		}
		skip := 0
		if at > 0 {
			skip = lineBehind(data)
		}
		t.read(l, data[skip:], at+int64(skip))
	}
	return t.stamps
}

// setBack is by how much local time goes back at least where a clock is set back;
// lines out of order go back by less.
const setBack = 20 * 60 * second

// lateEras finds where, in an hour that comes twice, time goes back, and where
// the hour ends.
func lateEras(stamps []seen, zone *record.Zone) []record.Era {
	var out []record.Era
	late, latest := false, int64(0)
	inside := false
	for _, s := range stamps {
		twice := zone.Twice(s.at)
		switch {
		case twice && !inside:
			inside, latest = true, s.at
		case twice && !late && s.at < latest-setBack:
			late = true
			out = append(out, record.Era{Offset: s.offset, Late: true})
		case !twice && inside && s.at > latest+setBack:
			inside = false
			if late {
				late = false
				out = append(out, record.Era{Offset: s.offset})
			}
		}
		if twice {
			latest = max(latest, s.at)
		}
	}
	return out
}

// mergeEras joins eras of years and those of repeated hours, each of which goes
// on while the other changes.
func mergeEras(h record.Hints, late []record.Era) []record.Era {
	type change struct {
		record.Era
		ofYear bool
	}
	var all []change
	for _, e := range h.Eras {
		all = append(all, change{e, true})
	}
	for _, e := range late {
		all = append(all, change{e, false})
	}
	slices.SortStableFunc(all, func(a, b change) int { return cmp.Compare(a.Offset, b.Offset) })
	now := record.Era{Year: h.Year, Month: h.Month, Moment: h.Moment}
	out := make([]record.Era, 0, len(all))
	for _, c := range all {
		if c.ofYear {
			now.Year, now.Month, now.Moment = c.Year, c.Month, c.Moment
		} else {
			now.Late = c.Late
		}
		now.Offset = c.Offset
		out = append(out, now)
	}
	return out
}
