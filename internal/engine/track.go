package engine

import (
	"maps"
	"slices"
	"time"

	"inquest/internal/record"
	"inquest/internal/source"
)

// seen is a stamp of a track: when, with the year that it was read in, and where
// its record begins.
type seen struct {
	at     int64 // ns
	offset int64
	year   int // that another date in the line tells, 0 for none
}

// track is stamps of one source without years, from its beginning to its end: all
// of a small source, those at some places of a large one.
type track struct {
	stamps []seen // as read in the unnamed year
	eras   []era
	last   int64 // ns, of the last stamp, when the first one is in the unnamed year
}

// era is where the stamps have moved on by months: those around it lie near it,
// whatever lies behind.
type era struct {
	offset int64
	years  int // after the year of the first stamp
	month  int
	moment int64 // of stamps without a date, see dayTrack
}

// Places at which a large source is looked at, and how much is read there.
const (
	trackPlaces = 64
	trackBytes  = 8 << 10
)

// trackOf reads the track of a source that the layout fits.
func trackOf(set *source.Set, i int, l *record.Layout, sample []byte, o Options) track {
	var t track
	in := set.Inputs[i]
	t.read(l, sample, 0)
	whole := len(sample) < sampleSize*3/4
	if !whole && in.Compression == "" && in.Encoding == "" && in.Size > sampleSize {
		t.stamps = t.stamps[:0]
		for k := range int64(trackPlaces) {
			at := in.Size / trackPlaces * k
			length := min(trackBytes, in.Size-at)
			data, err := set.ReadRange(i, at, length, o.Source)
			if err != nil {
				break
			}
			skip := 0
			if k > 0 {
				skip = lineBehind(data)
			}
			t.read(l, data[skip:], at+int64(skip))
		}
	}
	t.walk()
	return t
}

// lineBehind is where the second line of data begins.
func lineBehind(data []byte) int {
	for i, c := range data {
		if c == '\n' {
			return i + 1
		}
	}
	return len(data)
}

// read appends the stamps of some lines of the source.
func (t *track) read(l *record.Layout, data []byte, offset int64) {
	p := takeParser()
	defer parsers.Put(p)
	p.Parse(l, record.Chunk{Offset: offset, Line: 1, Data: data}, func(r *record.Record) {
		if r.HasTime && !r.Follows {
			s := seen{at: r.Time, offset: r.Offset}
			if len(t.stamps) < mostVotes {
				s.year = r.OtherYear()
			}
			t.stamps = append(t.stamps, s)
		}
	})
}

const (
	day       = int64(24 * time.Hour)
	halfYear  = 183 * day
	eraLength = 80 * day
	tolerance = 32 * day // by which stamps may go back without being next year's
)

// walk follows the stamps through the years: each lies in the year that brings
// it nearest to the one before, unless the source goes back by more than a month
// for good, which is a silence of more than half a year.
func (t *track) walk() {
	if len(t.stamps) == 0 {
		return
	}
	near := t.stamps[0].at
	t.last = near
	base := time.Unix(0, near).UTC().Year()
	for i, s := range t.stamps {
		at := nearTo(s.at, t.last)
		if at < t.last-tolerance && t.staysBehind(i, t.last) {
			at = nextYear(at)
		}
		if at-near > eraLength {
			near = at
			moment := time.Unix(0, at).UTC()
			t.eras = append(t.eras, era{offset: s.offset, years: moment.Year() - base, month: int(moment.Month())})
		}
		if at > t.last || i == len(t.stamps)-1 && at > near-tolerance {
			t.last = max(t.last, at)
		}
	}
}

// staysBehind reports whether the stamps from the i-th on all lie a month or more
// before a time.
func (t *track) staysBehind(i int, before int64) bool {
	const enough = 5
	for _, s := range t.stamps[i:min(i+enough, len(t.stamps))] {
		if nearTo(s.at, before) >= before-tolerance {
			return false
		}
	}
	return true
}

// nearTo is a stamp's time in the year that brings it nearest to another time.
func nearTo(at, other int64) int64 {
	moment := time.Unix(0, at).UTC()
	year := time.Unix(0, other).UTC().Year()
	best, found := at, false
	for y := year - 1; y <= year+1; y++ {
		t, ok := inYear(moment, y)
		if ok && (!found || abs(t-other) < abs(best-other)) {
			best, found = t, true
		}
	}
	return best
}

func nextYear(at int64) int64 {
	moment := time.Unix(0, at).UTC()
	for y := 1; y <= 4; y++ {
		if t, ok := inYear(moment, moment.Year()+y); ok {
			return t
		}
	}
	return at
}

func abs(x int64) int64 {
	if x < 0 {
		return -x
	}
	return x
}

// mostVotes is how many lines are searched for other dates.
const mostVotes = 200

// innerYear is the year of the first stamp that other dates in the same lines tell,
// two of three of those that tell one; 0 when they tell none.
func (t *track) innerYear() int {
	votes, all, best := map[int]int{}, 0, 0
	for _, s := range t.stamps[:min(len(t.stamps), mostVotes)] {
		if s.year == 0 {
			continue
		}
		year := s.year
		for _, e := range t.eras {
			if e.offset <= s.offset {
				year = s.year - e.years
			}
		}
		votes[year]++
		all++
	}
	for _, year := range slices.Sorted(maps.Keys(votes)) {
		if 3*votes[year] >= 2*all {
			best = year
		}
	}
	return best
}

// span is the stretch of time that the track covers when its first stamp lies in
// a year; ok is false where that year does not have it.
func (t *track) span(year int) span {
	if len(t.stamps) == 0 {
		return span{}
	}
	first := t.stamps[0].at
	at, ok := inYear(time.Unix(0, first).UTC(), year)
	return span{from: at, to: at + t.last - first, ok: ok}
}

// hints are those that read the source when its first stamp lies in a year.
func (t *track) hints(h record.Hints, year int) record.Hints {
	h.Year, h.Eras = year, nil
	if len(t.stamps) > 0 {
		h.Month = int(time.Unix(0, t.stamps[0].at).UTC().Month())
	}
	for _, e := range t.eras {
		h.Eras = append(h.Eras, record.Era{Offset: e.offset, Year: year + e.years, Month: e.month})
	}
	return h
}
