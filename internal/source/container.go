package source

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"strconv"
	"strings"
)

// member is one entry of an archive. Its bytes can be read until the next one
// is asked for.
type member struct {
	name string // as the archive writes it
	r    io.Reader
	at   io.ReaderAt // the same bytes, where they can be entered anywhere; else nil
	size int64       // -1 when unknown
	skip *Skip       // what is no regular file, or cannot be read; nothing for folders
}

// archiveReader lists the members of one archive in its own order; io.EOF ends it.
type archiveReader interface{ next() (*member, error) }

// unwrapper goes through an input and the archives in it, in the order in which
// the bytes lie. The same bytes give the same leaves with the same numbers in
// every walk. Nothing is written anywhere: members are streams.
type unwrapper struct {
	limits  Limits
	budget  *budget
	stack   []frame
	members int64
	number  int // of the next leaf
	only    *leaf
}

type frame struct {
	archive archiveReader
	name    string // of the archive
}

// leaf is what a walk finds: a file, or the reason why there is none.
type leaf struct {
	number int
	name   string
	path   string // inside the archive
	head   []byte
	r      io.Reader
	codec  string
	skip   *Skip
}

const (
	memberMark = "!/" // stands between an archive's name and that of a member
	maxLayers  = 2    // compressions around one file
)

// newUnwrapper begins a walk through one input. at is nil where it can be read from
// the beginning only.
func newUnwrapper(name string, r io.Reader, at io.ReaderAt, size int64, l Limits, b *budget) *unwrapper {
	w := &unwrapper{limits: l, budget: b}
	w.only = w.examine(name, "", &member{name: name, r: r, at: at, size: size})
	return w
}

// next gives the next leaf, io.EOF at the end.
func (w *unwrapper) next() (*leaf, error) {
	if lf := w.only; lf != nil {
		w.only = nil
		return w.count(lf), nil
	}
	for len(w.stack) > 0 {
		top := &w.stack[len(w.stack)-1]
		m, err := top.archive.next()
		switch {
		case errors.Is(err, io.EOF):
			w.stack = w.stack[:len(w.stack)-1]
			continue
		case err != nil:
			w.stack = w.stack[:len(w.stack)-1]
			s := skipOf(top.name, err)
			return w.count(&leaf{name: top.name, skip: &s}), nil
		}
		if w.members++; w.members > w.limits.Members {
			first := w.stack[0].name
			w.stack = nil
			return w.count(&leaf{name: first, skip: &Skip{Name: first, Reason: ReasonMembers, Bytes: -1,
				Detail: "it has more than " + strconv.FormatInt(w.limits.Members, 10) + " members",
				Hint:   "unpack what you need of it, or raise --limit-members"}}), nil
		}
		if lf := w.member(top.name, m); lf != nil {
			return w.count(lf), nil
		}
	}
	return nil, io.EOF
}

func (w *unwrapper) count(lf *leaf) *leaf {
	lf.number = w.number
	w.number++
	return lf
}

// member looks into one member; nil for folders and for archives that are
// walked next.
func (w *unwrapper) member(archive string, m *member) *leaf {
	path := safeName(m.name)
	name := archive + memberMark + path
	if m.skip != nil {
		m.skip.Name = name
		return &leaf{name: name, path: path, skip: m.skip}
	}
	if m.r == nil {
		return nil
	}
	return w.examine(name, path, m)
}

// examine tells by content what a stream is, through its compressions.
func (w *unwrapper) examine(name, path string, m *member) *leaf {
	lf := &leaf{name: name, path: path}
	br, at := bufio.NewReaderSize(m.r, probeSize), m.at
	for layers := 0; ; layers++ {
		head, err := br.Peek(probeSize)
		if len(head) == 0 && err != nil && !errors.Is(err, io.EOF) {
			s := skipOf(name, err)
			s.Bytes = m.size
			lf.skip = &s
			return lf
		}
		c := codecOf(head)
		if c == nil {
			return w.uncompressed(lf, br, at, m.size, head)
		}
		if layers == maxLayers {
			lf.skip = &Skip{Name: name, Reason: ReasonNested, Detail: c.name + " inside two compressions", Bytes: m.size,
				Hint: "it was compressed too often: " + c.hint}
			return lf
		}
		lf.codec = c.name
		br, at = bufio.NewReaderSize(newInflater(br, c, w.limits.Window, w.budget), probeSize), nil
	}
}

func (w *unwrapper) uncompressed(lf *leaf, br *bufio.Reader, at io.ReaderAt, size int64, head []byte) *leaf {
	kind := archiveKind(head)
	if kind == "" {
		lf.head, lf.r = head, br
		return lf
	}
	if int64(len(w.stack)) >= w.limits.Nested {
		lf.skip = &Skip{Name: lf.name, Reason: ReasonNested, Detail: kind + " inside " + strconv.Itoa(len(w.stack)) + " archives", Bytes: size,
			Hint: "unpack the outer archive, or raise --limit-nested"}
		return lf
	}
	f := frame{name: lf.name}
	switch {
	case kind == "tar":
		f.archive = newTar(br, at, size, w.budget)
	case at != nil:
		f.archive = newZip(at, size, w.limits, w.budget)
	default:
		f.archive = newZipStream(br, w.limits, w.budget)
	}
	w.stack = append(w.stack, f)
	return nil
}

// archiveKind is "tar", "zip" or "".
func archiveKind(head []byte) string {
	switch {
	case strings.HasPrefix(string(head), zipLocal), strings.HasPrefix(string(head), zipEmpty):
		return "zip"
	case isTar(head):
		return "tar"
	}
	return ""
}

// isTar knows the magic bytes, and the header of the oldest kind by its checksum.
func isTar(head []byte) bool {
	if len(head) < 512 {
		return false
	}
	if string(head[257:262]) == "ustar" {
		return true
	}
	sum := int64(0)
	for i, c := range head[:512] {
		if i >= 148 && i < 156 {
			c = ' '
		}
		sum += int64(c)
	}
	field := strings.Trim(string(head[148:156]), " \x00")
	want, err := strconv.ParseInt(field, 8, 64)
	return err == nil && want == sum && head[0] != 0
}

const (
	maxMemberName = 240
	zipLocal      = "PK\x03\x04"
	zipEmpty      = "PK\x05\x06"
	zipDirectory  = "PK\x01\x02"
	zipData       = "PK\x07\x08"
)

// safeName makes a member's name fit to be shown and compared: it never leads
// anywhere, holds no control character and is not endless. It is never opened.
func safeName(name string) string {
	name = printable(strings.ReplaceAll(name, `\`, "/"))
	var parts []string
	for _, p := range strings.Split(name, "/") {
		if p != "" && p != "." && p != ".." {
			parts = append(parts, visible(p))
		}
	}
	out := strings.Join(parts, "/")
	if len(out) > 2 && out[1] == ':' && out[2] == '/' {
		out = out[3:]
	}
	if len(out) > maxMemberName {
		out = strings.ToValidUTF8(out[:maxMemberName-17], "") + "~" + shortHash(out)
	}
	if out == "" {
		return "unnamed"
	}
	return out
}

// visible writes control characters as \xNN.
func visible(s string) string {
	if strings.IndexFunc(s, isControl) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if isControl(r) {
			b.WriteString(`\x` + string("0123456789abcdef"[r>>4&15]) + string("0123456789abcdef"[r&15]))
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isControl(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 }

func uint32At(b []byte, at int) int64 { return int64(binary.LittleEndian.Uint32(b[at:])) }
func uint16At(b []byte, at int) int   { return int(binary.LittleEndian.Uint16(b[at:])) }
