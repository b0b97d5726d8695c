package source

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
)

// defaultChunk is the chunk size when none is asked for.
const defaultChunk = 1 << 20

// readSize is how much is read at a time, so that it is hashed while it lies in the
// processor's cache.
const readSize = 256 << 10

// chunker cuts one stream into chunks.
type chunker struct {
	ctx    context.Context
	in     io.Reader
	disk   *counter
	size   int
	record int
	starts StartsRecord
	emit   func(Chunk) error

	source    int
	buf       lineBuffer
	offset    int64
	line      int64
	continued bool
	hash      hash.Hash
	sum       Summary
	end       error // that ended the stream, io.EOF included
}

func (s *Set) read(ctx context.Context, i, size int, starts StartsRecord, o Options, emit func(Chunk) error) (Summary, error) {
	in := s.Inputs[i]
	st, err := s.open(i, o)
	if errors.Is(err, errChanged) {
		return Summary{SHA256: hex.EncodeToString(sha256.New().Sum(nil)), Skipped: []Skip{skipOf(in.Name, err)}}, nil
	}
	if err != nil {
		s.fault(i, "reading it", err)
		return Summary{SHA256: hex.EncodeToString(sha256.New().Sum(nil)), Skipped: []Skip{openSkip(in.Name, in.Size, err)}}, nil
	}
	defer st.Close()
	if size <= 0 {
		size = defaultChunk
	}
	l := o.Limits.WithDefaults()
	c := &chunker{ctx: ctx, in: st, disk: st.disk, size: size, record: int(l.Record), starts: starts, emit: emit,
		source: i, line: 1, hash: sha256.New(), buf: lineBuffer{limit: int(l.Line)}}
	err = c.run()
	if c.end != nil && !errors.Is(c.end, io.EOF) {
		s.fault(i, "reading it", c.end)
		c.sum.Skipped = append(c.sum.Skipped, skipOf(in.Name, c.end))
	}
	c.sum.SHA256 = hex.EncodeToString(c.hash.Sum(nil))
	return c.sum, err
}

// open opens input i from its beginning; standard input can be opened once.
func (s *Set) open(i int, o Options) (*stream, error) {
	if s.isStdin(i) {
		return s.stdin.take()
	}
	return open(s.Inputs[i], o)
}

func (c *chunker) run() error {
	target := c.size
	c.buf.data = newBuffer(c.size)
	for {
		if err := c.fill(target); err != nil {
			return err
		}
		n, forced := c.boundary()
		switch {
		case n > 0:
			if err := c.flush(n, forced); err != nil {
				return err
			}
			target = max(c.size, len(c.buf.data)+1)
		case c.end != nil:
			return nil
		default: // the open record may go on
			target = max(2*len(c.buf.data), c.size)
		}
	}
}

// fill reads until the buffer holds target bytes or the stream ends.
func (c *chunker) fill(target int) error {
	const idle = 100 // empty reads in a row before giving up
	for tries := 0; len(c.buf.data) < target && c.end == nil; {
		if err := c.ctx.Err(); err != nil {
			return err
		}
		from := len(c.buf.data)
		c.buf.data = grow(c.buf.data, max(target-from, min(c.size, 64<<10)))
		n, err := c.in.Read(c.buf.data[from:min(cap(c.buf.data), from+readSize)])
		c.end = err
		if tries++; n > 0 {
			tries = 0
		} else if err == nil && tries > idle {
			c.end = io.ErrNoProgress
		}
		c.buf.data = c.buf.data[:from+n]
		c.hash.Write(c.buf.data[from:])
		c.sum.Bytes += int64(n)
		c.buf.took(from)
	}
	return nil
}

// trimEnd is the line without its line end.
func trimEnd(line []byte) []byte {
	line = bytes.TrimSuffix(line, []byte("\n"))
	return bytes.TrimSuffix(line, []byte("\r"))
}

// open tells whether the last line of data goes on behind a carriage return.
func (c *chunker) open(data []byte) bool {
	return data[len(data)-1] == '\r' && (c.end == nil || len(c.buf.data) > 0)
}

// flush hands the first n bytes over as a chunk.
func (c *chunker) flush(n int, continued bool) error {
	var fresh []byte
	if rest := len(c.buf.data) - n; c.end == nil {
		fresh = newBuffer(max(c.size, rest))
	} else if rest > 0 {
		fresh = newBuffer(rest)
	}
	data, cuts := c.buf.split(n, fresh)
	ch := Chunk{Source: c.source, Offset: c.offset, Line: c.line, Data: data, Open: c.open(data), Continued: c.continued, Cut: cuts, Disk: c.disk.n.Load()}
	c.offset += int64(n)
	for _, cut := range cuts {
		c.offset += cut.Dropped
		c.sum.Dropped += cut.Dropped
	}
	lines := int64(bytes.Count(data, []byte{'\n'}))
	c.line += lines
	if data[n-1] != '\n' && !ch.Open {
		lines++
	}
	c.sum.Lines += lines
	c.continued = continued
	return c.emit(ch)
}
