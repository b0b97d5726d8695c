package engine

import (
	"context"

	"golang.org/x/sync/errgroup"

	"inquest/internal/source"
	"inquest/internal/trail"
)

// TrailOptions of a second reading.
type TrailOptions struct {
	Sources []bool // by input: whether it is read; nil: all
	Tails   []bool // by input: whether its end is kept line by line; nil: none
	Prefix  string // in front of the inputs' names, no folder of theirs
	Limits  trail.Limits
}

// Trail reads named inputs once more, each in order, for what needs the order of
// lines. Standard input is read once only and has no trail.
func Trail(ctx context.Context, set *source.Set, o Options, t TrailOptions) (*trail.Trail, error) {
	o = o.withDefaults()
	layouts, err := detect(ctx, set, o)
	if err != nil {
		return nil, err
	}
	parts := make([]*trail.Collector, len(set.Inputs))
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(o.Workers)
	for i := range set.Inputs {
		in := &set.Inputs[i]
		if t.Sources != nil && !t.Sources[i] || in.Path == "-" {
			continue
		}
		parts[i] = trail.NewCollector(i, in.Name, t.Prefix, t.Tails != nil && t.Tails[i], t.Limits)
		g.Go(func() error {
			return guard(ChunkError{Source: in.Name, Line: 1}, func() error {
				_, err := set.Read(gctx, i, o.ChunkSize, layouts[i].StartsRecord, o.Source, func(c source.Chunk) error {
					parts[i].Add(layouts[i], c)
					c.Recycle()
					return gctx.Err()
				})
				return err
			})
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return trail.Join(parts, t.Limits), nil
}
