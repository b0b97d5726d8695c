package engine

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"inquest/internal/record"
	"inquest/internal/source"
)

// sampleSize is how much of a source its layout is found from.
const sampleSize = 256 << 10

// detect finds the layout of every source, and what its stamps leave out: years
// (see years), zones and how clocks differ (see clocks).
func detect(ctx context.Context, set *source.Set, o Options) ([]*record.Layout, error) {
	hints := record.Hints{Zone: o.Zone, ZoneIsUser: o.ZoneGiven, Place: o.Place}
	layouts := make([]*record.Layout, len(set.Inputs))
	spans := make([]span, len(set.Inputs))
	err := each(ctx, set, o.Workers, func(i int) {
		sample := sampleOf(set, i, o)
		layouts[i] = o.Formats.Detect(sample, hints)
		if !layouts[i].Yearless() {
			spans[i] = spanOf(layouts[i], sample)
			layouts[i] = strayYears(layouts[i], spans[i])
		}
	})
	if err != nil {
		return nil, err
	}
	if err := years(ctx, set, o, hints, layouts, spans); err != nil {
		return nil, err
	}
	if err := dates(ctx, set, o, layouts, spans); err != nil {
		return nil, err
	}
	if err := repeatedHours(ctx, set, o, layouts); err != nil {
		return nil, err
	}
	if err := clocks(ctx, set, o, layouts); err != nil {
		return nil, err
	}
	for i, in := range set.Inputs {
		if from := originOf(&in); from.Known() {
			layouts[i] = layouts[i].From(from)
		}
	}
	if !o.Window.Open() {
		for i := range layouts {
			layouts[i] = layouts[i].Within(o.Window)
		}
	}
	return layouts, nil
}

// each calls fn for every input, from several goroutines. Inputs that lie in one
// stream are called for one after the other.
func each(ctx context.Context, set *source.Set, workers int, fn func(i int)) error {
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(workers)
	for _, group := range set.Groups() {
		if gctx.Err() != nil {
			break
		}
		g.Go(func() error {
			for _, i := range group {
				err := guard(ChunkError{Source: set.Inputs[i].Name}, func() error {
					fn(i)
					return nil
				})
				if err != nil || gctx.Err() != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	return ctx.Err()
}

// sampleOf is the sample of a source; nothing when it cannot be read, which
// reading it will tell.
func sampleOf(set *source.Set, i int, o Options) []byte {
	sample, err := set.Sample(i, sampleSize, o.Source)
	if err != nil {
		return nil
	}
	return sample
}

// strayYears gives the stamps without a year, or without a date, that stand among
// dated ones the year or the day on which they lie nearest to those.
func strayYears(l *record.Layout, s span) *record.Layout {
	if !s.ok || l.Dateless() {
		return l
	}
	h := l.Hints()
	middle := time.Unix(0, s.from+(s.to-s.from)/2).UTC()
	h.Year, h.Month = middle.Year(), int(middle.Month())
	if s.to-s.from <= day/2 { // then the nearest day is the only one
		h.Moment = middle.UnixNano() + int64(h.Zone)*second
	}
	return l.WithHints(h)
}

// parsers go round: each has much scratch space, and small sources are many.
var parsers = sync.Pool{New: func() any { return new(record.Parser) }}

func takeParser() *record.Parser {
	p, ok := parsers.Get().(*record.Parser)
	if !ok {
		return new(record.Parser)
	}
	return p
}

// stamps are the times of a sample's records, in order of the lines.
func stamps(l *record.Layout, sample []byte) []int64 {
	p := takeParser()
	defer parsers.Put(p)
	var times []int64
	p.Parse(l, record.Chunk{Line: 1, Data: sample}, func(r *record.Record) {
		if r.HasTime {
			times = append(times, r.Time)
		}
	})
	return times
}

// span is a stretch of time in ns; the zero span is empty.
type span struct {
	from, to int64
	ok       bool
}

// spanOf is the time that a sample covers, without the outermost twentieth on
// either side, so that one odd stamp does not stretch it.
func spanOf(l *record.Layout, sample []byte) span {
	times := stamps(l, sample)
	if !l.Yearless() {
		times = slices.DeleteFunc(times, func(at int64) bool { return time.Unix(0, at).UTC().Year() == unnamedYear })
	}
	if len(times) == 0 {
		return span{}
	}
	slices.Sort(times)
	odd := len(times) / 20
	return span{times[odd], times[len(times)-1-odd], true}
}

func unite(spans []span) span {
	var all span
	for _, s := range spans {
		switch {
		case !s.ok:
		case !all.ok:
			all = s
		default:
			all.from, all.to = min(all.from, s.from), max(all.to, s.to)
		}
	}
	return all
}

// originOf is what the name of an input says about who wrote it, or, of a file
// itself, the path that it was named by.
func originOf(in *source.Input) record.Origin {
	if o := record.OriginOf(in.Name); o.Known() || strings.Contains(in.Name, "!/") {
		return o
	}
	return record.OriginOf(filepath.ToSlash(in.Path))
}
