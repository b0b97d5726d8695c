package engine

import (
	"context"
	"fmt"
	"runtime"

	"golang.org/x/sync/errgroup"

	"inquest/internal/profile"
	"inquest/internal/record"
	"inquest/internal/source"
)

// defaultChunk is the chunk size when none is asked for.
const defaultChunk = 2 << 20

// mostWorkers bounds the workers that are asked for: each has a profile of its own, and
// more than there are cores to run them are of no use.
const mostWorkers = 256

func (o Options) withDefaults() Options {
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	o.Workers = min(o.Workers, max(mostWorkers, runtime.GOMAXPROCS(0)))
	if o.ChunkSize <= 0 {
		o.ChunkSize = defaultChunk
	}
	if o.Formats == nil {
		o.Formats = record.Embedded()
	}
	return o
}

// pipeline is one run: readers cut sources into chunks, workers profile them.
// The channel between them holds nothing, so that at most one chunk for each
// reader and each worker is in memory.
type pipeline struct {
	set     *source.Set
	o       Options
	layouts []*record.Layout
	chunks  chan source.Chunk
	parts   []*profile.Profile // one for each worker
	sums    []source.Summary   // one for each source
	meter   *meter
}

func run(ctx context.Context, set *source.Set, o Options) (*profile.Profile, error) {
	o = o.withDefaults()
	layouts, err := detect(ctx, set, o)
	if err != nil {
		return nil, err
	}
	p := &pipeline{set: set, o: o, layouts: layouts, chunks: make(chan source.Chunk),
		sums: make([]source.Summary, len(set.Inputs)), meter: newMeter(set, o.Progress)}
	if err := p.stream(ctx); err != nil {
		return nil, err
	}
	return p.join()
}

// stream runs readers and workers to the end of all sources.
func (p *pipeline) stream(ctx context.Context) error {
	g, gctx := errgroup.WithContext(ctx)
	cfg := profile.Config{Limits: p.o.Profile, Window: p.o.Window, Messages: p.o.Messages}
	for _, in := range p.set.Inputs {
		cfg.Sources = append(cfg.Sources, in.Name)
	}
	for range p.o.Workers {
		part := profile.New(cfg)
		p.parts = append(p.parts, part)
		g.Go(func() error { return p.work(part) })
	}
	g.Go(func() error {
		defer close(p.chunks)
		return p.readAll(gctx)
	})
	err := g.Wait()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// readers is how many sources are read at a time: enough to keep workers busy
// when reading means inflating.
func readers(workers, sources int) int { return min(max(2, workers/2), sources) }

func (p *pipeline) readAll(ctx context.Context) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(max(1, readers(p.o.Workers, len(p.set.Inputs))))
	for _, group := range p.set.Groups() {
		if ctx.Err() != nil {
			break
		}
		g.Go(func() error {
			for _, i := range group {
				if err := p.read(ctx, i); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return g.Wait()
}

func (p *pipeline) read(ctx context.Context, i int) error {
	at := ChunkError{Source: p.set.Inputs[i].Name, Line: 1}
	err := guard(at, func() (err error) {
		p.sums[i], err = p.set.Read(ctx, i, p.o.ChunkSize, p.layouts[i].StartsRecord, p.o.Source, func(c source.Chunk) error {
			p.meter.read(i, c.Disk)
			select {
			case p.chunks <- c:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
		return err
	})
	p.meter.done(i)
	return err
}

// work profiles chunks until there are no more. When it fails, the group
// context ends the readers that wait for it.
func (p *pipeline) work(part *profile.Profile) error {
	var w profile.Worker
	for c := range p.chunks {
		if err := p.add(part, &w, c); err != nil {
			return err
		}
		c.Recycle()
	}
	return nil
}

// add profiles one chunk.
func (p *pipeline) add(part *profile.Profile, w *profile.Worker, c source.Chunk) error {
	at := ChunkError{Source: p.set.Inputs[c.Source].Name, Line: c.Line, Offset: c.Offset, Length: int64(len(c.Data))}
	return guard(at, func() error {
		return part.AddChunk(w, p.layouts[c.Source], c)
	})
}

// join merges the workers' profiles in their order, adds how each source ended,
// and holds the sum against the bytes read.
func (p *pipeline) join() (*profile.Profile, error) {
	total := p.parts[0]
	for _, part := range p.parts[1:] {
		if err := total.Merge(part); err != nil {
			return nil, fmt.Errorf("merging the workers' profiles: %w", err)
		}
	}
	for i, sum := range p.sums {
		total.AddSummary(i, sum, p.layouts[i])
	}
	if err := balance(total.Accounts(), p.sums); err != nil {
		return nil, err
	}
	return total, nil
}
