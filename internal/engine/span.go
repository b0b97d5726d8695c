package engine

import (
	"context"
	"io"

	"inquest/internal/record"
	"inquest/internal/source"
)

// Span reads all inputs and returns the times of the first and the last record;
// false when no record has a time.
func Span(ctx context.Context, set *source.Set, o Options) (from, to int64, ok bool, err error) {
	o.Window = record.Window{}
	var spans []*span // one for each worker
	newWriter := func([]*record.Layout) Writer {
		s := new(span)
		spans = append(spans, s)
		return func(dst []byte, _ int, r *record.Record) []byte {
			s.see(r)
			return dst
		}
	}
	if _, _, err = Records(ctx, set, o, newWriter, io.Discard); err != nil {
		return 0, 0, false, err
	}
	all := make([]span, len(spans))
	for i, s := range spans {
		all[i] = *s
	}
	sum := unite(all)
	return sum.from, sum.to, sum.ok, nil
}

// see stretches the span over a record.
func (s *span) see(r *record.Record) {
	switch {
	case !r.HasTime:
	case !s.ok:
		*s = span{r.Time, r.Time, true}
	default:
		s.from, s.to = min(s.from, r.Time), max(s.to, r.Time)
	}
}
