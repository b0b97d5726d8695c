package source

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"errors"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/pierrec/lz4/v4"
)

// codec is one compression that is read. Streams of several members, one behind
// the other, are read as one.
type codec struct {
	name  string
	magic string
	hint  string // how a person inflates it
	open  func(in *bufio.Reader, window int64) (io.Reader, error)
}

var codecs = []*codec{
	{"gzip", gzipMagic, "gzip -dk FILE", openGzip},
	{"zstd", "\x28\xb5\x2f\xfd", "zstd -dk FILE", openZstd},
	{"xz", xzMagic, "xz -dk FILE", openXZ},
	{"bzip2", "BZh", "bunzip2 -k FILE", openBzip2},
	{"lz4", "\x04\x22\x4d\x18", "lz4 -dk FILE", openLZ4},
}

// codecOf tells the compression by the first bytes, or returns nil.
func codecOf(head []byte) *codec {
	for _, c := range codecs {
		if bytes.HasPrefix(head, []byte(c.magic)) && (c.name != "bzip2" || isBzip2(head)) {
			return c
		}
	}
	return nil
}

// isBzip2 looks behind the three letters, which a log may begin with.
func isBzip2(head []byte) bool {
	if len(head) < 10 || head[3] < '1' || head[3] > '9' {
		return false
	}
	block, end := "\x31\x41\x59\x26\x53\x59", "\x17\x72\x45\x38\x50\x90"
	return string(head[4:10]) == block || string(head[4:10]) == end
}

func codecNamed(name string) *codec {
	for _, c := range codecs {
		if c.name == name {
			return c
		}
	}
	return nil
}

func openGzip(in *bufio.Reader, _ int64) (io.Reader, error) {
	zr, err := gzip.NewReader(in)
	if err != nil {
		return nil, err
	}
	zr.Multistream(false)
	return &gzipMembers{in, zr}, nil
}

// gzipMembers reads members one behind the other. NULs behind the last one, as
// tapes and block devices leave them, are no damage.
type gzipMembers struct {
	in *bufio.Reader
	zr *gzip.Reader
}

func (g *gzipMembers) Read(p []byte) (int, error) {
	for {
		n, err := g.zr.Read(p)
		if !errors.Is(err, io.EOF) {
			return n, err
		}
		if n > 0 {
			return n, nil
		}
		if err := g.next(); err != nil {
			return 0, err
		}
	}
}

// next goes to the next member, io.EOF when there is none.
func (g *gzipMembers) next() error {
	for {
		b, err := g.in.Peek(1)
		if err != nil {
			return err
		}
		if b[0] != 0 {
			break
		}
		if _, err := g.in.Discard(1); err != nil {
			return err
		}
	}
	if err := g.zr.Reset(g.in); err != nil {
		return unexpected(err)
	}
	g.zr.Multistream(false)
	return nil
}

func openBzip2(in *bufio.Reader, _ int64) (io.Reader, error) { return bzip2.NewReader(in), nil }

func openLZ4(in *bufio.Reader, _ int64) (io.Reader, error) {
	r := lz4.NewReader(in)
	if err := r.Apply(lz4.ConcurrencyOption(1)); err != nil {
		return nil, err
	}
	return r, nil
}

func openZstd(in *bufio.Reader, window int64) (io.Reader, error) {
	d, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
		zstd.WithDecoderMaxWindow(uint64(max(window, zstd.MinWindowSize))))
	if err != nil {
		return nil, err
	}
	return zstdReader{d}, nil
}

// zstdReader names the decoder's window error.
type zstdReader struct{ d *zstd.Decoder }

func (z zstdReader) Read(p []byte) (int, error) {
	n, err := z.d.Read(p)
	if errors.Is(err, zstd.ErrWindowSizeExceeded) || errors.Is(err, zstd.ErrDecoderSizeExceeded) {
		err = errWindowLimit
	}
	return n, err
}
