package engine

import (
	"context"

	"golang.org/x/sync/errgroup"

	"inquest/internal/cre"
	"inquest/internal/source"
)

// Rules reads all inputs once more and tells which rules fire in which. Standard
// input is read once only: no rule fires there.
func Rules(ctx context.Context, set *source.Set, o Options, rules []*cre.Rule) ([]cre.Fired, error) {
	o = o.withDefaults()
	layouts, err := detect(ctx, set, o)
	if err != nil {
		return nil, err
	}
	parts := make([]*cre.Collector, len(set.Inputs))
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(o.Workers)
	for i := range set.Inputs {
		in := &set.Inputs[i]
		if in.Path == "-" {
			continue
		}
		parts[i] = cre.NewCollector(i, in.Name, rules)
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
	return cre.Join(parts), nil
}
