package engine

import (
	"context"
	"io"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"inquest/internal/record"
	"inquest/internal/source"
)

// streamChunk is the chunk size of Records: what waits to be written is a few
// chunks and what was made of them.
const streamChunk = 256 << 10

// Writer makes text of records: it appends what is to be written of a record to
// dst. Each worker has its own.
type Writer func(dst []byte, src int, r *record.Record) []byte

// Records reads all inputs of the set as Profile does, and writes what a Writer
// makes of each record to w, in order of the sources and of their lines. Memory
// stays bounded whatever the inputs; workers decode ahead of what is written by
// a few chunks. It returns how reading each source ended, and what became of its
// bytes.
func Records(ctx context.Context, set *source.Set, o Options, newWriter func(layouts []*record.Layout) Writer, w io.Writer) ([]source.Summary, []record.Account, error) {
	o = o.withDefaults()
	if o.ChunkSize > streamChunk {
		o.ChunkSize = streamChunk
	}
	layouts, err := detect(ctx, set, o)
	if err != nil {
		return nil, nil, err
	}
	s := &recordStream{set: set, o: o, layouts: layouts, todo: make(chan *piece), queue: make(chan *piece, o.Workers),
		sums: make([]source.Summary, len(set.Inputs)), accounts: make([]record.Account, len(set.Inputs)), meter: newMeter(set, o.Progress)}
	if err := s.run(ctx, newWriter, w); err != nil {
		return nil, nil, err
	}
	return s.sums, s.accounts, s.balance()
}

// recordStream is one run of Records.
type recordStream struct {
	set      *source.Set
	o        Options
	layouts  []*record.Layout
	todo     chan *piece // to be parsed
	queue    chan *piece // to be written, in order
	sums     []source.Summary
	accounts []record.Account
	meter    *meter
	buffers  sync.Pool
}

// piece is a chunk on its way through a stream.
type piece struct {
	chunk   source.Chunk
	out     []byte
	account record.Account
	err     error
	done    chan struct{}
}

func (s *recordStream) run(ctx context.Context, newWriter func([]*record.Layout) Writer, w io.Writer) error {
	g, gctx := errgroup.WithContext(ctx)
	for range s.o.Workers {
		write := newWriter(s.layouts)
		g.Go(func() error { return s.work(write) })
	}
	g.Go(func() error {
		defer close(s.todo)
		defer close(s.queue)
		return s.readAll(gctx)
	})
	g.Go(func() error { return s.write(gctx, w) })
	err := g.Wait()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

func (s *recordStream) readAll(ctx context.Context) error {
	for _, i := range slices.Concat(s.set.Groups()...) { // members of an archive in its own order
		err := guard(ChunkError{Source: s.set.Inputs[i].Name, Line: 1}, func() (err error) {
			s.sums[i], err = s.set.Read(ctx, i, s.o.ChunkSize, s.layouts[i].StartsRecord, s.o.Source, func(c source.Chunk) error {
				s.meter.read(i, c.Disk)
				return s.hand(ctx, &piece{chunk: c, done: make(chan struct{})})
			})
			return err
		})
		s.meter.done(i)
		if err != nil {
			return err
		}
	}
	return nil
}

// hand gives a chunk to be written in its turn and to a worker.
func (s *recordStream) hand(ctx context.Context, p *piece) error {
	select {
	case s.queue <- p:
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case s.todo <- p:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// work makes text of chunks until there are no more. What goes wrong is told in
// the chunk's turn, so that it is the same in every run.
func (s *recordStream) work(write Writer) error {
	var parser record.Parser
	for p := range s.todo {
		c := &p.chunk
		at := ChunkError{Source: s.set.Inputs[c.Source].Name, Line: c.Line, Offset: c.Offset, Length: int64(len(c.Data))}
		out, _ := s.buffers.Get().([]byte)
		p.err = guard(at, func() error {
			p.account = parser.Parse(s.layouts[c.Source], recordChunk(c), func(r *record.Record) { out = write(out, c.Source, r) })
			return nil
		})
		p.out = out
		close(p.done)
	}
	return nil
}

func recordChunk(c *source.Chunk) record.Chunk {
	rc := record.Chunk{Offset: c.Offset, Line: c.Line, Data: c.Data, Open: c.Open, Continued: c.Continued}
	for _, cut := range c.Cut {
		rc.Cuts = append(rc.Cuts, record.Cut(cut))
	}
	return rc
}

// write writes what the workers made, in order.
func (s *recordStream) write(ctx context.Context, w io.Writer) error {
	for p := range s.queue {
		select {
		case <-p.done:
		case <-ctx.Done():
			return ctx.Err()
		}
		if p.err != nil {
			return p.err
		}
		if len(p.out) > 0 {
			if _, err := w.Write(p.out); err != nil {
				return err
			}
		}
		s.accounts[p.chunk.Source].Add(p.account)
		s.buffers.Put(p.out[:0]) //nolint:staticcheck // a slice header is small beside its buffer
		p.chunk.Recycle()
	}
	return nil
}

// balance holds the law that every byte that was read is accounted for.
func (s *recordStream) balance() error {
	for i, a := range s.accounts {
		if n := a.Parsed + a.Continued + a.Blank + a.Plain + s.sums[i].Dropped; n != s.sums[i].Bytes {
			return &BalanceError{Source: s.set.Inputs[i].Name, Read: s.sums[i].Bytes, Account: n, Parsed: a.Parsed,
				Plain: a.Plain, Continued: a.Continued, Blank: a.Blank, Dropped: s.sums[i].Dropped}
		}
	}
	return nil
}
