package cli

import (
	"context"
	"io"
	"sync"
)

// interruptible is standard input that ends with the context's error when the run is
// stopped, also while nothing comes from it. Reading begins with the first Read.
type interruptible struct {
	ctx  context.Context
	in   io.Reader
	once sync.Once
	out  *io.PipeReader
}

// stdinBlock is how much is read at a time, in bytes.
const stdinBlock = 256 << 10

func (r *interruptible) Read(b []byte) (int, error) {
	r.once.Do(func() {
		var w *io.PipeWriter
		r.out, w = io.Pipe()
		context.AfterFunc(r.ctx, func() { w.CloseWithError(context.Cause(r.ctx)) })
		go func() { // stays blocked when the run is stopped, until the process ends
			_, err := io.CopyBuffer(onlyWriter{w}, onlyReader{r.in}, make([]byte, stdinBlock))
			w.CloseWithError(err) // nil is the end of the input
		}()
	})
	return r.out.Read(b)
}

// onlyReader and onlyWriter hide what would let a copy go without the buffer.
type (
	onlyReader struct{ io.Reader }
	onlyWriter struct{ io.Writer }
)
