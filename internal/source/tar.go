package source

import (
	"archive/tar"
	"errors"
	"io"
	"strings"
)

// tarArchive reads a tar of any dialect that archive/tar knows.
type tarArchive struct {
	tr     *tar.Reader
	at     io.ReaderAt // nil: a stream
	sr     *io.SectionReader
	budget *budget
	any    bool
}

func newTar(r io.Reader, at io.ReaderAt, size int64, b *budget) *tarArchive {
	t := &tarArchive{at: at, budget: b}
	if at != nil {
		t.sr = io.NewSectionReader(at, 0, size)
		r = t.sr
	}
	t.tr = tar.NewReader(r)
	return t
}

func (t *tarArchive) next() (*member, error) {
	h, err := t.tr.Next()
	if errors.Is(err, io.EOF) {
		return nil, io.EOF
	}
	if err != nil && !(errors.Is(err, tar.ErrInsecurePath) && h != nil) {
		return nil, tarError(err)
	}
	t.any = true
	m := &member{name: h.Name, size: h.Size}
	switch h.Typeflag {
	case tar.TypeDir:
		return m, nil
	case tar.TypeReg, tar.TypeRegA, tar.TypeGNUSparse, tar.TypeCont: //nolint:staticcheck // old archives have TypeRegA
		t.content(m, h)
	case tar.TypeLink:
		m.skip = &Skip{Reason: ReasonDuplicate, Detail: "same file as " + safeName(h.Linkname)}
	case tar.TypeSymlink:
		m.skip = &Skip{Reason: ReasonMemberLink, Detail: "to " + safeName(h.Linkname), Bytes: 0, Hint: "the file it stands for is read when the archive holds it"}
	case tar.TypeXGlobalHeader:
		return m, nil
	default:
		m.skip = &Skip{Reason: ReasonSpecial, Detail: "member of type " + visible(string(rune(h.Typeflag))), Bytes: -1, Hint: "it is not a file; leave it out"}
	}
	return m, nil
}

func (t *tarArchive) content(m *member, h *tar.Header) {
	m.r = damagedTar{t.tr}
	if isSparse(h) {
		m.r = &charged{m.r, t.budget} // holes cost no bytes of the archive
		return
	}
	if t.sr == nil {
		return
	}
	if off, err := t.sr.Seek(0, io.SeekCurrent); err == nil {
		m.at = io.NewSectionReader(t.at, off, h.Size)
	}
}

func isSparse(h *tar.Header) bool {
	if h.Typeflag == tar.TypeGNUSparse {
		return true
	}
	for k := range h.PAXRecords {
		if strings.HasPrefix(k, "GNU.sparse.") {
			return true
		}
	}
	return false
}

// damagedTar names the errors of reading a member.
type damagedTar struct{ r io.Reader }

func (d damagedTar) Read(p []byte) (int, error) {
	n, err := d.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = tarError(err)
	}
	return n, err
}

func tarError(err error) error {
	var d *damageError
	switch {
	case errors.As(err, &d), errors.Is(err, errInflateLimit), errors.Is(err, errWindowLimit), isFileError(err):
		return err // of a layer below
	case errors.Is(err, io.ErrUnexpectedEOF):
		return &damageError{truncatedReason("tar"), errors.New("the archive ends in the middle of a member")}
	}
	return &damageError{damagedReason("tar"), err}
}

// charged takes what is read out of a budget.
type charged struct {
	r      io.Reader
	budget *budget
}

func (c *charged) Read(p []byte) (int, error) {
	if c.budget.left <= 0 {
		return 0, errInflateLimit
	}
	n, err := c.r.Read(p[:min(int64(len(p)), c.budget.left)])
	c.budget.left -= int64(n)
	return n, err
}
