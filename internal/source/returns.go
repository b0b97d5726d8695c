package source

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// encodingCR is that of a text whose lines end in carriage returns alone: old
// Macintosh files, serial consoles, progress bars.
const encodingCR = "cr"

// endsInReturns tells a text with carriage returns and without a line feed.
func endsInReturns(head []byte) bool {
	return bytes.IndexByte(head, '\r') >= 0 && bytes.IndexByte(head, '\n') < 0
}

// returnReader puts a line feed in the place of every carriage return that none
// follows. Positions stay what they are.
type returnReader struct {
	in  *bufio.Reader
	err error
}

func newReturnReader(r io.Reader) *returnReader { return &returnReader{in: bufio.NewReader(r)} }

func (c *returnReader) Read(p []byte) (int, error) {
	if c.err != nil {
		return 0, c.err
	}
	n, err := c.in.Read(p)
	c.err = err
	p = p[:n]
	for {
		i := bytes.IndexByte(p, '\r')
		if i < 0 {
			return n, c.err
		}
		if i+1 < len(p) && p[i+1] != '\n' || i+1 == len(p) && !c.feeds() {
			p[i] = '\n'
		}
		p = p[i+1:]
	}
}

// feeds tells whether a line feed comes next.
func (c *returnReader) feeds() bool {
	next, err := c.in.Peek(1)
	if err != nil && !errors.Is(err, bufio.ErrBufferFull) && c.err == nil {
		c.err = err
	}
	return len(next) > 0 && next[0] == '\n'
}

// decoder puts what an input's encoding asks for on top of its bytes.
func decoder(r io.Reader, encoding string) io.Reader {
	switch encoding {
	case "":
		return r
	case encodingCR:
		return newReturnReader(r)
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
