package source

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"sync/atomic"
)

// stream is an opened input: bytes after inflating and decoding.
type stream struct {
	io.Reader
	file io.Closer // nil for standard input
	disk *counter
}

func (s *stream) Close() error {
	if s.file == nil {
		return nil
	}
	return s.file.Close()
}

// counter counts the bytes that were read from below.
type counter struct {
	r io.Reader
	n atomic.Int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n.Add(int64(n))
	return n, err
}

// openFile opens the file of an input found in a folder through an os.Root of
// that folder, so that a link put there between finding and reading cannot lead
// outside; an input that was named itself is opened as it is.
func openFile(in Input) (*os.File, error) {
	if in.root == "" {
		return os.Open(in.Path)
	}
	root, err := os.OpenRoot(in.root)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return root.Open(in.rel)
}

// open opens input in from its beginning.
func open(in Input, o Options) (*stream, error) {
	if in.store != nil {
		return in.store.open(o), nil
	}
	if in.archive != nil {
		st, err := in.archive.open(in.leaf, o)
		if err == nil {
			st.Reader = decoder(st.Reader, in.Encoding)
		}
		return st, err
	}
	f, err := openFile(in)
	if err != nil {
		return nil, err
	}
	return decodeStream(f, f, in, o), nil
}

// decodeStream puts the decoders of an input on top of its bytes.
func decodeStream(r io.Reader, c io.Closer, in Input, o Options) *stream {
	s := &stream{file: c, disk: &counter{r: r}}
	s.Reader = s.disk
	if c := codecNamed(in.Compression); c != nil && in.archive == nil {
		l := o.Limits.WithDefaults()
		s.Reader = newInflater(s.Reader, c, l.Window, &budget{l.inflateLimit(in.Size)})
	}
	s.Reader = decoder(s.Reader, in.Encoding)
	return s
}

// isFileError tells errors of the file system from errors of a decoder.
func isFileError(err error) bool {
	var p *fs.PathError
	return errors.As(err, &p)
}

// skipOf turns the error that ended a stream into a Skip of the unread rest.
func skipOf(name string, err error) Skip {
	s := Skip{Name: name, Reason: ReasonReadError, Detail: plainError(err), Bytes: -1,
		Hint: "what came before is in the report; read the file again when its disk or network answers"}
	var d *damageError
	switch {
	case storeSkip(&s, err):
	case isFileError(err): // of the disk, however it reached a decoder
	case errors.Is(err, errInflateLimit):
		s.Reason = ReasonInflateLimit
		s.Hint = "when the file is what you expect, inflate it yourself or raise --limit-ratio or --limit-inflated"
	case errors.Is(err, errWindowLimit):
		s.Reason = ReasonWindow
		s.Hint = "when the file is what you expect, inflate it yourself or raise --limit-window"
	case errors.As(err, &d):
		s.Reason, s.Detail, s.Hint = d.reason, d.err.Error(), hintFetchAgain
	case errors.Is(err, errChanged):
		s.Reason, s.Hint = ReasonChanged, "run again when nothing writes to it"
	}
	return s
}

// openSkip is the Skip of an input that cannot be opened.
func openSkip(name string, size int64, err error) Skip {
	s := Skip{Name: name, Reason: ReasonUnreadable, Detail: plainError(err), Bytes: size}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		s.Reason, s.Hint = ReasonVanished, "it was there when the run began; run again"
	case errors.Is(err, fs.ErrPermission):
		s.Hint = "give yourself the right to read it, or run as its owner"
	default:
		s.Hint = "see whether another program can read it"
	}
	return s
}

// plainError is the error without the path, which may be outside the input root.
func plainError(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}
