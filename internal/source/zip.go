package source

import (
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"hash/crc32"
	"io"
	"strings"

	"github.com/klauspost/compress/flate"
)

// zipMethods are the compressions inside a zip.
var zipMethods = map[uint16]*codec{
	8:  {name: "zip", open: openFlate},
	12: {name: "zip", open: openBzip2},
	93: {name: "zip", open: openZstd},
	95: {name: "zip", open: openXZ},
}

func openFlate(in *bufio.Reader, _ int64) (io.Reader, error) { return flate.NewReader(in), nil }

// zipArchive reads a zip by its directory.
type zipArchive struct {
	at     io.ReaderAt
	files  []*zip.File
	limits Limits
	budget *budget
}

// maxZipDirectory is the largest directory that is held in memory.
const maxZipDirectory = 16 << 20

// newZip reads the directory. A zip whose directory is gone, damaged or
// oversized is read from its beginning instead.
func newZip(at io.ReaderAt, size int64, l Limits, b *budget) archiveReader {
	stream := newZipStream(bufio.NewReader(io.NewSectionReader(at, 0, size)), l, b)
	if zipDirectorySize(at, size) > maxZipDirectory {
		return stream
	}
	zr, err := zip.NewReader(at, size)
	if err != nil && (zr == nil || !errors.Is(err, zip.ErrInsecurePath)) {
		return stream
	}
	return &zipArchive{at: at, files: zr.File, limits: l, budget: b}
}

// zipDirectorySize is what the end of the file says, without believing it: 0
// when it says nothing.
func zipDirectorySize(at io.ReaderAt, size int64) int64 {
	const most = 22 + 1<<16
	tail := make([]byte, min(size, most))
	n, _ := at.ReadAt(tail, size-int64(len(tail)))
	tail = tail[:n]
	i := bytes.LastIndex(tail, []byte(zipEmpty))
	if i < 0 || len(tail) < i+22 {
		return 0
	}
	dir := uint32At(tail, i+12)
	if dir == 0xffffffff { // zip64: the directory lies between the members and here
		if j := bytes.LastIndex(tail[:i], []byte("PK\x06\x06")); j >= 0 && len(tail) >= j+48 {
			return uint32At(tail, j+40) | uint32At(tail, j+44)<<32
		}
	}
	return dir
}

func (z *zipArchive) next() (*member, error) {
	if len(z.files) == 0 {
		return nil, io.EOF
	}
	f := z.files[0]
	z.files = z.files[1:]
	m := &member{name: f.Name, size: int64(min(f.UncompressedSize64, 1<<62))}
	if strings.HasSuffix(f.Name, "/") {
		return m, nil
	}
	if mode := f.Mode(); !mode.IsRegular() {
		m.skip = &Skip{Reason: ReasonMemberLink, Detail: mode.Type().String(), Hint: "the file it stands for is read when the archive holds it"}
		return m, nil
	}
	z.content(m, f)
	return m, nil
}

func (z *zipArchive) content(m *member, f *zip.File) {
	if m.skip = zipRefusal(f.Flags, f.Method); m.skip != nil {
		return
	}
	off, err := f.DataOffset()
	if err != nil {
		m.skip = &Skip{Reason: damagedReason("zip"), Detail: "the directory points to no member", Bytes: m.size, Hint: hintFetchAgain}
		return
	}
	raw := io.NewSectionReader(z.at, off, int64(min(f.CompressedSize64, 1<<62)))
	if f.Method == zip.Store {
		m.at = raw
	}
	m.r = &zipContent{r: zipInflater(raw, f.Method, z.limits, z.budget), size: m.size, sum: f.CRC32, sized: true}
}

func zipInflater(r io.Reader, method uint16, l Limits, b *budget) io.Reader {
	if method == zip.Store {
		return r
	}
	return newInflater(r, zipMethods[method], l.Window, b)
}

// zipRefusal tells what cannot be read, nil when it can.
func zipRefusal(flags, method uint16) *Skip {
	switch {
	case flags&1 != 0:
		return &Skip{Reason: ReasonEncrypted, Bytes: -1, Hint: "unpack it with its password first"}
	case method != zip.Store && zipMethods[method] == nil:
		return &Skip{Reason: ReasonContainer, Detail: "zip method not known", Bytes: -1, Hint: hintUnpack}
	}
	return nil
}

// zipContent checks size and checksum of a member. sized is false while they
// are not known, as behind a stream.
type zipContent struct {
	r     io.Reader
	n     int64
	size  int64
	crc   uint32
	sum   uint32
	sized bool
	err   error
}

func (z *zipContent) Read(p []byte) (int, error) {
	if z.err != nil {
		return 0, z.err
	}
	n, err := z.r.Read(p)
	if over := z.n + int64(n) - z.size; z.sized && over > 0 {
		n, err = n-int(over), &damageError{damagedReason("zip"), errors.New("the member is longer than the archive says")}
	}
	z.crc = crc32.Update(z.crc, crc32.IEEETable, p[:n])
	z.n += int64(n)
	if errors.Is(err, io.EOF) && z.sized && (z.n != z.size || z.crc != z.sum) {
		err = &damageError{damagedReason("zip"), errors.New("size or checksum of the member does not match")}
	}
	z.err = err
	return n, err
}
