package source

import (
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// utf16Reader decodes UTF-16 into UTF-8. A byte order mark at the beginning is
// left out; what is no character becomes U+FFFD. Positions of such an input
// count decoded bytes.
type utf16Reader struct {
	in   io.Reader
	big  bool
	raw  []byte // read, not decoded
	out  []byte // decoded, not given
	buf  [16 << 10]byte
	dec  []byte
	head bool // the beginning was seen
	err  error
}

func newUTF16Reader(r io.Reader, encoding string) *utf16Reader {
	return &utf16Reader{in: r, big: encoding == encodingUTF16BE}
}

func (u *utf16Reader) Read(p []byte) (int, error) {
	for len(u.out) == 0 {
		if u.err != nil {
			return 0, u.err
		}
		n := copy(u.buf[:], u.raw)
		m, err := u.in.Read(u.buf[n:])
		u.err = err
		u.decode(u.buf[:n+m])
	}
	n := copy(p, u.out)
	u.out = u.out[n:]
	return n, nil
}

func (u *utf16Reader) unit(b []byte) rune {
	if u.big {
		return rune(b[0])<<8 | rune(b[1])
	}
	return rune(b[1])<<8 | rune(b[0])
}

// decode turns b into u.out and keeps what needs more bytes in u.raw.
func (u *utf16Reader) decode(b []byte) {
	out := u.dec[:0]
	for len(b) >= 2 {
		r, size := u.unit(b), 2
		if utf16.IsSurrogate(r) {
			if len(b) < 4 && u.err == nil {
				break
			}
			r, size = u.pair(b)
		}
		if r != '\ufeff' || u.head {
			out = utf8.AppendRune(out, r)
		}
		u.head = true
		b = b[size:]
	}
	if u.err != nil && len(b) > 0 { // an odd byte at the end
		out, b = utf8.AppendRune(out, utf8.RuneError), nil
	}
	u.raw = append(u.raw[:0], b...)
	u.dec, u.out = out, out
}

// pair decodes a surrogate pair, or one stray surrogate as U+FFFD.
func (u *utf16Reader) pair(b []byte) (rune, int) {
	if len(b) >= 4 {
		if r := utf16.DecodeRune(u.unit(b), u.unit(b[2:])); r != utf8.RuneError {
			return r, 4
		}
	}
	return utf8.RuneError, 2
}
