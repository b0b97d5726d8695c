package inquest

import (
	"context"
	"io"

	"inquest/internal/engine"
	"inquest/internal/ndjson"
	"inquest/internal/record"
	"inquest/internal/redact"
	"inquest/internal/source"
)

// ParseOptions are the options of Parse besides those of an analysis.
type ParseOptions struct {
	Options
	NoFields bool         // leave out the typed fields
	Least    record.Level // leave out records below this level, those without one too
}

// Parsed is what Parse read and what it left out.
type Parsed struct {
	Records int64 // read; not all of them are written where a filter is set
	Skipped []source.Skip
	Masked  []redact.Count // what was masked, with Options.Redact
}

// Parse writes the records of the inputs to w as lines of JSON (see package
// internal/ndjson), in order of the sources and their lines, whatever the
// number of workers. Memory stays bounded. With a window, records without a
// time are left out. With Options.Redact every text of a record is masked; the inputs are
// then read twice.
func Parse(ctx context.Context, o ParseOptions, w io.Writer) (*Parsed, error) {
	so := o.reading()
	logs := so
	logs.Exclude = o.Exclude
	set, err := source.Find(o.Paths, logs)
	if err != nil {
		return nil, err
	}
	if err := o.frame(ctx, set, so); err != nil {
		return nil, err
	}
	eo := o.engine(so)
	eo.Progress = o.Progress
	out := &Parsed{Skipped: losing(set.Skipped)}
	writer := func(l []*record.Layout) engine.Writer { return recordWriter(set, o, l) }
	counts := func() []redact.Count { return nil }
	if o.Redact != nil {
		eo.Workers = 1
		m, err := learned(ctx, set, eo, *o.Redact)
		if err != nil {
			return nil, err
		}
		writer, counts = func(l []*record.Layout) engine.Writer { return m.writer(set, o, l) }, m.Counts
	}
	sums, accounts, err := engine.Records(ctx, set, eo, writer, w)
	if err != nil {
		return nil, err
	}
	out.Masked = counts()
	for i, s := range sums {
		out.Skipped = append(out.Skipped, s.Skipped...)
		out.Records += accounts[i].Records + accounts[i].Outside
	}
	out.Skipped = append(out.Skipped, set.Faults(out.Skipped)...)
	return out, nil
}

func recordWriter(set *source.Set, o ParseOptions, layouts []*record.Layout) engine.Writer {
	sources := make([]ndjson.Source, len(set.Inputs))
	for i, in := range set.Inputs {
		sources[i] = ndjson.NewSource(in.Name, layouts[i])
	}
	out := ndjson.New(!o.NoFields)
	return func(dst []byte, src int, r *record.Record) []byte {
		if !o.keeps(r) {
			return dst
		}
		return out.Append(dst, &sources[src], r)
	}
}

// keeps applies the filters.
func (o *ParseOptions) keeps(r *record.Record) bool {
	if r.Level < o.Least {
		return false
	}
	return r.HasTime || o.within.Open()
}
