package source

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"strings"
)

// zipStream reads a zip from its beginning, by the headers in front of the
// members: for zips inside a compressed stream, and for those whose directory
// cannot be used.
type zipStream struct {
	in     *bufio.Reader
	limits Limits
	budget *budget
	cur    *zipContent
	stored *io.LimitedReader // of cur, when it is not compressed
	tail   bool              // sizes stand behind cur
	wide   bool              // as eight bytes
	end    bool
}

func newZipStream(in *bufio.Reader, l Limits, b *budget) *zipStream {
	return &zipStream{in: in, limits: l, budget: b}
}

var errZipStream = errors.New("a member's header is damaged")

func (z *zipStream) next() (*member, error) {
	if z.end {
		return nil, io.EOF
	}
	if err := z.finish(); err != nil {
		z.end = true
		return nil, err
	}
	head, err := z.in.Peek(4)
	if err != nil {
		z.end = true
		return nil, zipError(unexpected(err))
	}
	switch string(head) {
	case zipLocal:
		m, err := z.local()
		if err != nil {
			z.end = true
			return nil, zipError(err)
		}
		return m, nil
	case zipDirectory, zipEmpty, "PK\x06\x06", "PK\x06\x08":
		z.end = true
		return nil, io.EOF
	}
	z.end = true
	return nil, zipError(errZipStream)
}

func zipError(err error) error {
	var d *damageError
	switch {
	case errors.As(err, &d), errors.Is(err, errInflateLimit), errors.Is(err, errWindowLimit), isFileError(err):
		return err
	case errors.Is(err, io.ErrUnexpectedEOF):
		return &damageError{truncatedReason("zip"), errors.New("the archive ends before its directory")}
	}
	return &damageError{damagedReason("zip"), err}
}

// local reads the header of a member.
func (z *zipStream) local() (*member, error) {
	var h [30]byte
	if _, err := io.ReadFull(z.in, h[:]); err != nil {
		return nil, unexpected(err)
	}
	flags, method := binary.LittleEndian.Uint16(h[6:]), binary.LittleEndian.Uint16(h[8:])
	packed, size, sum := uint32At(h[:], 18), uint32At(h[:], 22), binary.LittleEndian.Uint32(h[14:])
	rest := make([]byte, uint16At(h[:], 26)+uint16At(h[:], 28)) // at most 128 KiB
	if _, err := io.ReadFull(z.in, rest); err != nil {
		return nil, unexpected(err)
	}
	name, extra := string(rest[:uint16At(h[:], 26)]), rest[uint16At(h[:], 26):]
	z.wide = false
	if w, ok := zip64Sizes(extra); ok {
		z.wide = true
		if packed == 0xffffffff && size == 0xffffffff {
			size, packed = w[0], w[1]
		}
	}
	m := &member{name: name, size: size}
	z.tail = flags&8 != 0
	if s := zipRefusal(flags, method); s != nil || z.tail && method != zip.Deflate && method != zip.Store {
		if z.tail { // only deflate knows its own end to the byte
			return nil, errors.New("a member has no length that can be known from its beginning")
		}
		m.skip = s
		z.stored = &io.LimitedReader{R: z.in, N: packed}
		z.cur = &zipContent{r: z.stored, size: packed}
		return m, nil
	}
	z.cur = &zipContent{size: size, sum: sum, sized: !z.tail}
	z.stored = nil
	switch {
	case method == zip.Store && z.tail:
		m.size = -1
		z.cur.r = &storedTail{in: z.in}
	case method == zip.Store:
		z.stored = &io.LimitedReader{R: z.in, N: packed}
		z.cur.r = z.stored
	case z.tail:
		m.size = -1
		z.cur.r = z.inflater(z.in, method)
	default:
		z.stored = &io.LimitedReader{R: z.in, N: packed}
		z.cur.r = zipInflater(z.stored, method, z.limits, z.budget)
	}
	if strings.HasSuffix(name, "/") {
		return m, nil
	}
	m.r = z.cur
	return m, nil
}

// inflater reads a member whose length is not known: the decoder must not take
// more from below than it needs, so it works on the archive's own buffer.
func (z *zipStream) inflater(in *bufio.Reader, method uint16) io.Reader {
	return &inflater{in: in, codec: zipMethods[method], window: z.limits.Window, budget: z.budget}
}

// zip64Sizes finds the wide sizes, unpacked first.
func zip64Sizes(extra []byte) (sizes [2]int64, ok bool) {
	for len(extra) >= 4 {
		id, n := uint16At(extra, 0), uint16At(extra, 2)
		extra = extra[4:]
		if n > len(extra) {
			return sizes, false
		}
		if id == 1 {
			if n >= 16 {
				sizes[0] = int64(binary.LittleEndian.Uint64(extra) & (1<<62 - 1))
				sizes[1] = int64(binary.LittleEndian.Uint64(extra[8:]) & (1<<62 - 1))
			}
			return sizes, true
		}
		extra = extra[n:]
	}
	return sizes, false
}

// finish reads the rest of the member before, and what stands behind it.
func (z *zipStream) finish() error {
	if z.cur == nil {
		return nil
	}
	cur := z.cur
	z.cur = nil
	if z.stored != nil {
		n := z.stored.N
		got, err := io.Copy(io.Discard, z.stored)
		if err == nil && got < n {
			err = io.ErrUnexpectedEOF
		}
		return zipErrorOrNil(err)
	}
	if _, err := io.Copy(io.Discard, cur); err != nil {
		return zipErrorOrNil(err)
	}
	if !z.tail {
		return nil
	}
	return zipErrorOrNil(z.descriptor())
}

func zipErrorOrNil(err error) error {
	if err == nil {
		return nil
	}
	return zipError(err)
}

// descriptor passes over checksum and sizes, whose magic number and width are
// up to the writer: the next signature tells.
func (z *zipStream) descriptor() error {
	b, err := z.in.Peek(4)
	if err != nil {
		return unexpected(err)
	}
	n := 12
	if string(b) == zipData {
		n = 16
	}
	if z.wide {
		n += 8
	}
	_, err = z.in.Discard(n)
	return unexpected(err)
}

// storedTail reads a member that is not compressed and whose size stands behind
// it: its end is where a descriptor tells the bytes and the checksum that were
// read. A member that holds such bytes by chance would have to hold its own
// checksum.
type storedTail struct {
	in  *bufio.Reader
	n   int64
	crc uint32
}

func (s *storedTail) Read(p []byte) (int, error) {
	head, err := s.in.Peek(4096)
	if len(head) < 16 {
		return 0, unexpected(err)
	}
	at := bytes.Index(head, []byte(zipData))
	switch {
	case at == 0 && s.ends(head):
		return 0, io.EOF
	case at == 0:
		at = 1
	case at < 0:
		at = len(head) - 3
	}
	n := copy(p, head[:at])
	s.crc = crc32.Update(s.crc, crc32.IEEETable, p[:n])
	s.n += int64(n)
	_, err = s.in.Discard(n)
	return n, err
}

// ends reports whether a descriptor tells what was read.
func (s *storedTail) ends(d []byte) bool {
	return binary.LittleEndian.Uint32(d[4:]) == s.crc && uint32At(d, 8) == s.n&0xffffffff
}
