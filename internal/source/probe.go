package source

import (
	"bytes"
	"errors"
	"io"
	"os"
)

// probe fills in what an input is, or returns why it is not read. A container is
// returned with its archive, whose members are not listed yet.
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
	if archiveKind(head) != "" {
		in.archive = &archive{outer: in}
		return in, nil
	}
	c := codecOf(head)
	if c == nil {
		in.notice(head, in.root, in.root != "")
		found, skip := classify(in, head, tailOf(f, in.Size))
		if skip == nil && found.Encoding == "" && len(head) > 0 && len(head) < probeSize {
			found.leaf.sample = bytes.Clone(head)
		}
		return found, skip
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		s := openSkip(in.Name, in.Size, err)
		return in, &s
	}
	l := o.Limits.WithDefaults()
	inner, err := readHead(newInflater(f, c, l.Window, &budget{l.inflateLimit(in.Size)}))
	switch {
	case len(inner) == 0 && err != nil:
		s := skipOf(in.Name, err)
		s.Bytes = in.Size
		return in, &s
	case archiveKind(inner) != "" || codecOf(inner) != nil:
		in.archive = &archive{outer: in}
		return in, nil
	}
	in.Compression = c.name
	in.notice(inner, in.root, in.root != "")
	return classify(in, inner, nil)
}

// notice keeps what the beginning tells.
func (in *Input) notice(head []byte, bundle string, walked bool) {
	if len(head) > 0 {
		in.head = shortHash(string(head))
	}
	in.look = lookAt(head)
	in.look.bundle, in.look.walked = bundle, walked
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
	if in.Encoding = utf16Encoding(head); in.Encoding != "" {
		return in, nil
	}
	if looksBinary(head) && (len(tail) == 0 || looksBinary(tail)) {
		return in, &Skip{Name: in.Name, Reason: ReasonBinary, Detail: "unknown binary data", Hint: hintNoLog, Bytes: in.Size}
	}
	in.Encoding = mappedEncoding(head)
	return in, nil
}

// isContainer reports whether bytes begin an archive or a compressed stream.
func isContainer(head []byte) bool { return archiveKind(head) != "" || codecOf(head) != nil }

// peeked gives bytes that were read already, and then the rest.
func peeked(head []byte, rest io.Reader) io.Reader {
	return io.MultiReader(bytes.NewReader(head), rest)
}
