package source

import (
	"bytes"
	"io"
	"slices"
	"sync"
)

// Buffers of chunks go round: a run of any length needs no more of them than
// chunks are in flight.
const (
	minPooled = 64 << 10
	maxPooled = 8 << 20
)

var buffers = sync.Pool{}

// newBuffer returns an empty buffer for at least n bytes.
func newBuffer(n int) []byte {
	if n >= minPooled {
		if p, ok := buffers.Get().(*[]byte); ok {
			if cap(*p) >= n {
				return (*p)[:0]
			}
		}
	}
	return make([]byte, 0, n)
}

// Recycle gives the chunk's memory back when nothing points into it any more.
// It is optional; the chunk must not be used afterwards.
func (c *Chunk) Recycle() {
	if n := cap(c.Data); n >= minPooled && n <= maxPooled {
		b := c.Data[:0]
		buffers.Put(&b)
	}
	c.Data, c.Cut = nil, nil
}

// grow makes room for n more bytes.
func grow(b []byte, n int) []byte { return slices.Grow(b, n) }

func newBytesReader(b []byte) io.Reader { return bytes.NewReader(b) }
