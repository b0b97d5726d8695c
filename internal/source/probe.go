package source

import (
	"errors"
	"io"
	"os"
)

// probe fills in what an input is, or returns why it is not read.
func probe(in Input, o Options) (Input, *Skip) {
	f, err := openFile(in)
	if err != nil {
		s := openSkip(in.Name, in.Size, err)
		return in, &s
	}
	defer f.Close()
	head, err := readHead(f)
	if err != nil {
		s := openSkip(in.Name, in.Size, err)
		return in, &s
	}
	if !isGzip(head) {
		return classify(in, head, tailOf(f, in.Size))
	}
	in.Compression = "gzip"
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		s := openSkip(in.Name, in.Size, err)
		return in, &s
	}
	inner, err := readHead(newInflater(f, o.Limits.WithDefaults().inflateLimit(in.Size)))
	if len(inner) == 0 && err != nil {
		s := skipOf(in.Name, err)
		s.Bytes = in.Size
		return in, &s
	}
	return classify(in, inner, nil)
}

// readHead reads the first bytes; an error that comes after some is left to
// whoever reads the input to its end.
func readHead(r io.Reader) ([]byte, error) {
	head := make([]byte, probeSize)
	n, err := io.ReadFull(r, head)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	if n > 0 {
		err = nil
	}
	return head[:n], err
}

// tailOf reads the last bytes of a file that is longer than the head.
func tailOf(f *os.File, size int64) []byte {
	if size < 2*probeSize {
		return nil
	}
	tail := make([]byte, probeSize)
	n, _ := f.ReadAt(tail, size-probeSize)
	return tail[:n]
}

// classify tells text from what is not read, by content alone. A log whose
// beginning was blanked (rotation by truncation leaves NULs) is text when its
// end is.
func classify(in Input, head, tail []byte) (Input, *Skip) {
	if m := findMagic(head); m != nil {
		detail := m.name
		if in.Compression != "" {
			detail += " inside " + in.Compression
		}
		return in, &Skip{Name: in.Name, Reason: m.reason, Detail: detail, Hint: m.hint, Bytes: in.Size}
	}
	if isGzip(head) {
		return in, &Skip{Name: in.Name, Reason: ReasonContainer, Detail: "gzip inside gzip", Hint: "decompress it once: gzip -dk FILE", Bytes: in.Size}
	}
	if in.Encoding = utf16Encoding(head); in.Encoding != "" {
		return in, nil
	}
	if looksBinary(head) && (len(tail) == 0 || looksBinary(tail)) {
		return in, &Skip{Name: in.Name, Reason: ReasonBinary, Detail: "unknown binary data", Hint: hintNoLog, Bytes: in.Size}
	}
	return in, nil
}
