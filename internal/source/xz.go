package source

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"hash"
	"hash/crc32"
	"hash/crc64"
	"io"

	"github.com/ulikunitz/xz/lzma"
)

const xzMagic = "\xfd7zXZ\x00"

// xzReader reads xz files (format 1.2.1, https://tukaani.org/xz/xz-file-format.txt)
// of any number of streams and blocks. The framing is our own, so that a
// dictionary is never larger than the limit, whatever a block header asks for;
// LZMA2 is the library's.
type xzReader struct {
	in     *bufio.Reader
	window int64

	check  byte
	open   bool      // inside a stream
	block  io.Reader // inside a block
	below  *tally
	hash   hash.Hash // nil for checks that are not known
	size   int       // of the check
	header xzBlock
	done   int64 // bytes of the block
	blocks int64 // in this stream
}

// xzBlock is what a block header says; sizes are -1 when it does not.
type xzBlock struct {
	dict             int64
	packed, unpacked int64
	headerSize       int
}

var (
	errXZHeader = errors.New("a header is damaged")
	errXZCheck  = errors.New("a checksum does not match")
	errXZFilter = errors.New("a filter other than LZMA2 is in use")
)

func openXZ(in *bufio.Reader, window int64) (io.Reader, error) {
	x := &xzReader{in: in, window: window}
	return x, x.stream()
}

// tally counts the bytes taken from below.
type tally struct {
	r *bufio.Reader
	n int64
}

func (t *tally) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	t.n += int64(n)
	return n, err
}

// stream reads a stream header; io.EOF when there is no further stream.
func (x *xzReader) stream() error {
	for { // padding between streams is a multiple of four NULs
		pad, err := x.in.Peek(4)
		if len(pad) == 0 && errors.Is(err, io.EOF) {
			return io.EOF
		}
		if len(pad) < 4 || !bytes.Equal(pad, []byte{0, 0, 0, 0}) {
			break
		}
		if _, err := x.in.Discard(4); err != nil {
			return err
		}
	}
	var h [12]byte
	if err := x.full(h[:]); err != nil {
		return err
	}
	if string(h[:6]) != xzMagic || h[6] != 0 || h[7] > 15 || crc32.ChecksumIEEE(h[6:8]) != binary.LittleEndian.Uint32(h[8:]) {
		return errXZHeader
	}
	x.check, x.open, x.blocks = h[7], true, 0
	return nil
}

func (x *xzReader) full(p []byte) error {
	_, err := io.ReadFull(x.in, p)
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

func (x *xzReader) Read(p []byte) (int, error) {
	for {
		switch {
		case !x.open:
			if err := x.stream(); err != nil {
				return 0, err
			}
		case x.block == nil:
			if err := x.startBlock(); err != nil {
				return 0, err
			}
		default:
			n, err := x.block.Read(p)
			x.done += int64(n)
			if x.hash != nil {
				x.hash.Write(p[:n])
			}
			if errors.Is(err, io.EOF) {
				err = x.endBlock()
			}
			if n > 0 || err != nil {
				return n, err
			}
		}
	}
}

// startBlock reads a block header, or the index that stands behind the last
// block.
func (x *xzReader) startBlock() error {
	size, err := x.in.ReadByte()
	if err != nil {
		return unexpected(err)
	}
	if size == 0 {
		return x.index()
	}
	head := make([]byte, (int(size)+1)*4)
	head[0] = size
	if err := x.full(head[1:]); err != nil {
		return err
	}
	end := len(head) - 4
	if crc32.ChecksumIEEE(head[:end]) != binary.LittleEndian.Uint32(head[end:]) {
		return errXZHeader
	}
	if x.header, err = parseXZBlock(head[1:end]); err != nil {
		return err
	}
	x.header.headerSize = len(head)
	if x.header.dict > x.window {
		return errWindowLimit
	}
	dict := max(x.header.dict, lzma.MinDictCap)
	if u := x.header.unpacked; u >= 0 {
		dict = min(dict, max(u, lzma.MinDictCap))
	}
	x.hash, x.size = xzCheck(x.check)
	x.below, x.done = &tally{r: x.in}, 0
	x.block, err = lzma.Reader2Config{DictCap: int(dict)}.NewReader2(x.below)
	x.blocks++
	return err
}

func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// parseXZBlock reads the flags, sizes and filters of a block header.
func parseXZBlock(b []byte) (xzBlock, error) {
	h := xzBlock{packed: -1, unpacked: -1}
	flags := b[0]
	b = b[1:]
	var ok bool
	if flags&0x40 != 0 {
		if h.packed, b, ok = xzVarint(b); !ok {
			return h, errXZHeader
		}
	}
	if flags&0x80 != 0 {
		if h.unpacked, b, ok = xzVarint(b); !ok {
			return h, errXZHeader
		}
	}
	if flags&0x3c != 0 {
		return h, errXZHeader
	}
	const lzma2 = 0x21
	id, b, ok := xzVarint(b)
	if !ok || flags&3 != 0 || id != lzma2 {
		return h, errXZFilter
	}
	n, b, ok := xzVarint(b)
	if !ok || n != 1 || len(b) < 1 {
		return h, errXZHeader
	}
	dict, err := lzma.DecodeDictCap(b[0])
	if err != nil {
		return h, errXZHeader
	}
	h.dict = dict
	return h, nil
}

func xzVarint(b []byte) (int64, []byte, bool) {
	v, n := binary.Uvarint(b)
	if n <= 0 || n > 9 || v > 1<<62 {
		return 0, b, false
	}
	return int64(v), b[n:], true
}

// xzCheck is the hash of a check, nil when it is none or not known, and its size.
func xzCheck(id byte) (hash.Hash, int) {
	switch id {
	case 0:
		return nil, 0
	case 1:
		return crc32.NewIEEE(), 4
	case 4:
		return crc64.New(crc64.MakeTable(crc64.ECMA)), 8
	case 10:
		return sha256.New(), 32
	}
	sizes := [...]int{0, 4, 8, 16, 32, 64}
	return nil, sizes[(int(id)+2)/3]
}

// endBlock checks sizes and checksum behind the data of a block.
func (x *xzReader) endBlock() error {
	h := x.header
	if h.unpacked >= 0 && h.unpacked != x.done || h.packed >= 0 && h.packed != x.below.n {
		return errXZHeader
	}
	pad := (4 - x.below.n%4) % 4
	tail := make([]byte, int(pad)+x.size)
	if err := x.full(tail); err != nil {
		return err
	}
	for _, c := range tail[:pad] {
		if c != 0 {
			return errXZHeader
		}
	}
	if x.hash != nil {
		sum := x.hash.Sum(nil)
		if x.size < 32 { // CRCs are stored with their lowest byte first
			for i, j := 0, len(sum)-1; i < j; i, j = i+1, j-1 {
				sum[i], sum[j] = sum[j], sum[i]
			}
		}
		if !bytes.Equal(sum, tail[pad:]) {
			return errXZCheck
		}
	}
	x.block = nil
	return nil
}

// index passes over the index and the footer: what they say is known by now,
// only their number of blocks is held against what was read.
func (x *xzReader) index() error {
	n := int64(1)
	sum := crc32.NewIEEE()
	sum.Write([]byte{0})
	next := func() (byte, error) {
		c, err := x.in.ReadByte()
		if err == nil {
			n++
			sum.Write([]byte{c})
		}
		return c, unexpected(err)
	}
	records, err := xzReadVarint(next)
	if err != nil {
		return err
	}
	if records != x.blocks {
		return errXZHeader
	}
	for range 2 * records {
		if _, err := xzReadVarint(next); err != nil {
			return err
		}
	}
	for n%4 != 0 {
		if c, err := next(); err != nil || c != 0 {
			return errors.Join(err, errXZHeader)
		}
	}
	var tail [4 + 12]byte
	if err := x.full(tail[:]); err != nil {
		return err
	}
	if sum.Sum32() != binary.LittleEndian.Uint32(tail[:]) || string(tail[14:]) != "YZ" ||
		crc32.ChecksumIEEE(tail[8:14]) != binary.LittleEndian.Uint32(tail[4:]) {
		return errXZHeader
	}
	x.open = false
	return nil
}

func xzReadVarint(next func() (byte, error)) (int64, error) {
	var v int64
	for shift := 0; shift < 63; shift += 7 {
		c, err := next()
		if err != nil {
			return 0, err
		}
		v |= int64(c&0x7f) << shift
		if c < 0x80 {
			return v, nil
		}
	}
	return 0, errXZHeader
}
