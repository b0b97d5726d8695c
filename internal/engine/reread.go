package engine

import (
	"context"

	"golang.org/x/sync/errgroup"

	"inquest/internal/record"
	"inquest/internal/source"
)

// reread reads inputs once more, each in order and by one reader, several at a
// time. begin gives what takes the chunks of an input; nil leaves the input out.
// Standard input is read once only.
func reread(ctx context.Context, set *source.Set, o Options, begin func(i int, in *source.Input) func(*record.Layout, source.Chunk)) error {
	o = o.withDefaults()
	layouts, err := detect(ctx, set, o)
	if err != nil {
		return err
	}
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(o.Workers)
	for i := range set.Inputs {
		in := &set.Inputs[i]
		if in.Path == "-" {
			continue
		}
		add := begin(i, in)
		if add == nil {
			continue
		}
		g.Go(func() error {
			return guard(ChunkError{Source: in.Name, Line: 1}, func() error {
				_, err := set.Read(gctx, i, o.ChunkSize, layouts[i].StartsRecord, o.Source, func(c source.Chunk) error {
					add(layouts[i], c)
					c.Recycle()
					return gctx.Err()
				})
				return err
			})
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	return ctx.Err()
}
