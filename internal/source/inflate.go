package source

import (
	"bufio"
	"errors"
	"fmt"
	"io"
)

var (
	// errInflateLimit ends a stream that would inflate past its limit.
	errInflateLimit = errors.New("inflated size limit reached")
	// errWindowLimit ends a stream whose decoder would need too much memory.
	errWindowLimit = errors.New("the window of the compressed data is larger than the limit")
)

// damageError is a compressed stream or an archive that cannot be read to its end.
type damageError struct {
	reason string
	err    error
}

func (e *damageError) Error() string { return e.reason + ": " + e.err.Error() }
func (e *damageError) Unwrap() error { return e.err }

// budget is how many bytes may still be inflated. Layers of one input share it.
type budget struct{ left int64 }

// inflater reads a compressed stream of one or more members, while its budget
// lasts: the limit is held while inflating, not after.
type inflater struct {
	in     *bufio.Reader
	codec  *codec
	window int64
	dec    io.Reader
	budget *budget
	err    error
}

func newInflater(r io.Reader, c *codec, window int64, b *budget) *inflater {
	return &inflater{in: bufio.NewReaderSize(r, 64<<10), codec: c, window: window, budget: b}
}

// Read gives inflated bytes. All bytes in front of damage, or of the limit, are
// given before the error.
func (f *inflater) Read(p []byte) (int, error) {
	if f.err != nil || len(p) == 0 {
		return 0, f.err
	}
	if f.dec == nil {
		if f.err = f.start(); f.err != nil {
			return 0, f.err
		}
	}
	if f.budget.left <= 0 {
		return 0, f.probe()
	}
	n, err := f.inflate(p[:min(int64(len(p)), f.budget.left)])
	f.budget.left -= int64(n)
	if err != nil {
		f.err = f.nameError(err)
	}
	if n > 0 {
		return n, nil
	}
	return 0, f.err
}

func (f *inflater) start() (err error) {
	defer f.recovered(&err)
	f.dec, err = f.codec.open(f.in, f.window)
	if err != nil {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return f.nameError(err)
	}
	return nil
}

// inflate calls the decoder. A decoder that panics has met data it cannot read.
func (f *inflater) inflate(p []byte) (n int, err error) {
	defer f.recovered(&err)
	n, err = f.dec.Read(p)
	if n < 0 || n > len(p) {
		return 0, errors.New("the decoder lost its place")
	}
	return n, err
}

func (f *inflater) recovered(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("the decoder gave up: %v", r)
	}
}

// probe tells an input that ends at the limit from one that goes on.
func (f *inflater) probe() error {
	var one [1]byte
	for range 100 {
		n, err := f.inflate(one[:])
		if n > 0 {
			break
		}
		if err != nil {
			f.err = f.nameError(err)
			return f.err
		}
	}
	f.err = errInflateLimit
	return f.err
}

// nameError names what is wrong. The errors of the file below pass unchanged.
func (f *inflater) nameError(err error) error {
	var d *damageError
	switch {
	case errors.Is(err, errWindowLimit), errors.Is(err, errInflateLimit):
		return err
	case errors.As(err, &d):
		return err // of a layer below
	case errors.Is(err, io.ErrUnexpectedEOF):
		return &damageError{truncatedReason(f.codec.name), errors.New("the file ends in the middle of the compressed data")}
	case errors.Is(err, io.EOF):
		return io.EOF
	case isFileError(err):
		return err
	}
	return &damageError{damagedReason(f.codec.name), err}
}
