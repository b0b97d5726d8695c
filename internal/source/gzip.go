package source

import (
	"bufio"
	"errors"
	"io"

	"github.com/klauspost/compress/gzip"
)

// errInflateLimit ends a stream that would inflate past its limit.
var errInflateLimit = errors.New("inflated size limit reached")

// damageError is a compressed stream that cannot be read to its end.
type damageError struct {
	reason string
	err    error
}

func (e *damageError) Error() string { return e.reason + ": " + e.err.Error() }
func (e *damageError) Unwrap() error { return e.err }

// inflater reads a gzip stream of one or more members, at most left bytes.
type inflater struct {
	in   *bufio.Reader
	zr   *gzip.Reader
	left int64
	err  error
}

func newInflater(r io.Reader, limit int64) *inflater {
	return &inflater{in: bufio.NewReaderSize(r, 64<<10), left: limit}
}

// Read gives inflated bytes. All bytes in front of damage, or of the limit, are
// given before the error.
func (f *inflater) Read(p []byte) (int, error) {
	if f.err != nil {
		return 0, f.err
	}
	if f.zr == nil {
		if f.zr, f.err = gzip.NewReader(f.in); f.err != nil {
			f.err = gzipError(f.err)
			return 0, f.err
		}
	}
	if f.left == 0 {
		return 0, f.probe()
	}
	n, err := f.zr.Read(p[:min(int64(len(p)), f.left)])
	f.left -= int64(n)
	if err != nil {
		f.err = gzipError(err)
	}
	if n > 0 {
		return n, nil
	}
	return 0, f.err
}

// probe tells an input that ends at the limit from one that goes on.
func (f *inflater) probe() error {
	var one [1]byte
	n, err := io.ReadFull(f.zr, one[:])
	f.err = errInflateLimit
	if n == 0 {
		f.err = gzipError(err)
	}
	return f.err
}

// gzipError names what is wrong. The errors of the file below pass unchanged.
func gzipError(err error) error {
	switch {
	case errors.Is(err, io.EOF):
		return io.EOF
	case errors.Is(err, io.ErrUnexpectedEOF):
		return &damageError{ReasonTruncatedGzip, errors.New("the file ends in the middle of the compressed data")}
	case isFileError(err):
		return err
	}
	return &damageError{ReasonDamagedGzip, err}
}
