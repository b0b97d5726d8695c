package source

import (
	"bufio"
	"bytes"
	"io"
)

// Encodings whose text is given with other bytes as line ends. Positions stay those of
// the input.
const (
	encodingCR       = "cr"            // lines end in carriage returns alone: old Macintosh files, serial consoles, progress bars
	encodingDocument = "json-document" // objects stand in one document, each over several lines or all on one (see documentShape)
)

// mappedEncoding tells them by the beginning.
func mappedEncoding(head []byte) string {
	switch {
	case endsInReturns(head):
		return encodingCR
	case documentShape(head) != nil:
		return encodingDocument
	}
	return ""
}

// endsInReturns tells a text with carriage returns and without a line feed.
func endsInReturns(head []byte) bool {
	return bytes.IndexByte(head, '\r') >= 0 && bytes.IndexByte(head, '\n') < 0
}

// mappedReader gives the bytes of a text with line feeds where its encoding has lines end.
type mappedReader struct {
	in  *bufio.Reader
	end func(p []byte, next func() (byte, bool))
	err error
}

func (m *mappedReader) Read(p []byte) (int, error) {
	if m.err != nil {
		return 0, m.err
	}
	n, err := m.in.Read(p)
	m.err = err
	m.end(p[:n], m.next)
	return n, m.err
}

// next is the byte behind those read.
func (m *mappedReader) next() (byte, bool) {
	b, err := m.in.Peek(1)
	if err != nil && m.err == nil {
		m.err = err // a peek takes it from the reader
	}
	if len(b) == 0 {
		return 0, false
	}
	return b[0], true
}

// endReturns puts a line feed in the place of every carriage return that none follows.
func endReturns(p []byte, next func() (byte, bool)) {
	for {
		i := bytes.IndexByte(p, '\r')
		if i < 0 {
			return
		}
		if i+1 < len(p) {
			if p[i+1] != '\n' {
				p[i] = '\n'
			}
		} else if c, ok := next(); !ok || c != '\n' {
			p[i] = '\n'
		}
		p = p[i+1:]
	}
}

// decoder puts what an input's encoding asks for on top of its bytes.
func decoder(r io.Reader, encoding string) io.Reader {
	switch encoding {
	case "":
		return r
	case encodingCR:
		return &mappedReader{in: bufio.NewReader(r), end: endReturns}
	case encodingDocument:
		return newDocReader(r)
	}
	return newUTF16Reader(r, encoding)
}

// loneReturn is the place of the first carriage return in data that no line feed
// follows, or -1. One at the end of data does not count.
func loneReturn(data []byte) int {
	for at := 0; ; {
		i := bytes.IndexByte(data[at:], '\r')
		if at += i; i < 0 || at+1 >= len(data) {
			return -1
		}
		if data[at+1] != '\n' {
			return at
		}
		at += 2
	}
}

// lastReturn is the place of the last one.
func lastReturn(data []byte) int {
	for end := len(data) - 1; end > 0; {
		i := bytes.LastIndexByte(data[:end], '\r')
		if i < 0 || data[i+1] != '\n' {
			return i
		}
		end = i
	}
	return -1
}
