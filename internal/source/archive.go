package source

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
)

// archive is an input that holds others. Its members are read by walking it
// again; a walk that was left at one member goes on from there for the next.
type archive struct {
	outer Input
	spool []byte // of standard input; nil: outer is opened

	mu   sync.Mutex
	rest *cursor // where a walk was left
	last int     // number of the last leaf that is an input
}

// leafInfo is what was found out about a member when it was listed. The same
// bytes are given by every reading, and then the same error.
type leafInfo struct {
	number int
	size   int64
	err    error  // that ended it; nil: its end
	sha256 string // of its bytes
	sample []byte // for format detection; nil: not kept
}

// cursor is a walk that stands in front of a leaf.
type cursor struct {
	w    *unwrapper
	file io.Closer
}

var errChanged = errors.New("the archive holds other members than when it was listed")

func (c *cursor) close() {
	if c.file != nil {
		_ = c.file.Close()
	}
}

// walk begins a walk from the archive's beginning.
func (a *archive) walk(o Options) (*cursor, error) {
	l := o.Limits.WithDefaults()
	if a.spool != nil {
		r := bytes.NewReader(a.spool)
		return &cursor{w: newUnwrapper(a.outer.Name, r, r, r.Size(), l, &budget{l.inflateLimit(r.Size())})}, nil
	}
	f, err := openFile(a.outer)
	if err != nil {
		return nil, err
	}
	return &cursor{newUnwrapper(a.outer.Name, f, f, a.outer.Size, l, &budget{l.inflateLimit(a.outer.Size)}), f}, nil
}

// open gives the bytes of one leaf.
func (a *archive) open(in leafInfo, o Options) (*stream, error) {
	c, err := a.take(in.number, o)
	if err != nil {
		return nil, err
	}
	for {
		lf, err := c.w.next()
		if err != nil || lf.number > in.number || lf.number == in.number && lf.r == nil {
			c.close()
			return nil, errChanged
		}
		if lf.number == in.number {
			s := &stream{disk: &counter{r: &exact{r: lf.r, left: in.size, end: in.err}}, file: returner{a, c}}
			s.Reader = s.disk
			return s, nil
		}
	}
}

// take gives a walk that has not passed the leaf.
func (a *archive) take(number int, o Options) (*cursor, error) {
	a.mu.Lock()
	c := a.rest
	if c != nil && c.w.number <= number {
		a.rest = nil
		a.mu.Unlock()
		return c, nil
	}
	a.mu.Unlock()
	return a.walk(o)
}

// returner keeps a walk for the next leaf, unless there is none.
type returner struct {
	a *archive
	c *cursor
}

func (r returner) Close() error {
	r.a.mu.Lock()
	defer r.a.mu.Unlock()
	if r.c.w.number > r.a.last || r.a.rest != nil {
		r.c.close()
		return nil
	}
	r.a.rest = r.c
	return nil
}

// exact gives as many bytes as were there when the member was listed.
type exact struct {
	r    io.Reader
	left int64
	end  error
}

func (e *exact) Read(p []byte) (int, error) {
	if e.left == 0 {
		if e.end != nil {
			return 0, e.end
		}
		return 0, io.EOF
	}
	n, err := e.r.Read(p[:min(int64(len(p)), e.left)])
	e.left -= int64(n)
	if err != nil && e.left > 0 {
		return n, errChanged
	}
	return n, nil
}

// listing goes through an archive once, to the end, and makes inputs of its
// members.
type listing struct {
	ctx      context.Context
	f        *finder
	a        *archive
	set      *Set
	taken    map[string]bool
	hidden   map[string]bool
	sampler  sampler
	leftover *int64 // bytes of samples that may still be kept
}

// expand lists the members of an archive.
func (f *finder) expand(ctx context.Context, a *archive, set *Set) ([]Input, error) {
	ls := &listing{ctx: ctx, f: f, a: a, set: set, taken: map[string]bool{}, hidden: map[string]bool{}, leftover: &f.samples}
	c, err := a.walk(f.o)
	if err != nil {
		set.Skipped = append(set.Skipped, openSkip(a.outer.Name, a.outer.Size, err))
		return nil, nil
	}
	defer c.close()
	var inputs []Input
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		lf, err := c.w.next()
		if errors.Is(err, io.EOF) {
			break
		}
		in, ok, err := ls.leaf(lf)
		if err != nil {
			return nil, err
		}
		if ok {
			a.last = in.leaf.number
			inputs = append(inputs, in)
		}
	}
	return inputs, nil
}

func (ls *listing) skip(s Skip) { ls.set.Skipped = append(ls.set.Skipped, s) }

// leaf makes an input of a leaf, or a skip.
func (ls *listing) leaf(lf *leaf) (in Input, ok bool, err error) {
	if folder := hiddenPart(lf.name); folder != "" {
		if !ls.hidden[folder] {
			ls.hidden[folder] = true
			ls.skip(Skip{Name: folder, Reason: ReasonHidden, Bytes: -1, Hint: "unpack it and name it itself to read it"})
		}
		return in, false, nil
	}
	if lf.skip != nil {
		ls.skip(*lf.skip)
		return in, false, nil
	}
	in = Input{Name: ls.unique(lf.name), Path: ls.a.outer.Path, Compression: lf.codec, archive: ls.a, Size: -1}
	if m := findMagic(lf.head); m != nil {
		ls.skip(Skip{Name: in.Name, Reason: m.reason, Detail: m.name, Hint: m.hint, Bytes: -1})
		return in, false, nil
	}
	head := bytes.Clone(lf.head)
	if in.leaf, err = ls.read(lf); err != nil {
		return in, false, err
	}
	in.Size = in.leaf.size
	if in.leaf.size == 0 && in.leaf.err != nil {
		ls.skip(skipOf(in.Name, in.leaf.err))
		return in, false, nil
	}
	in.notice(head, ls.a.outer.Name+memberMark, true)
	in, skip := classify(in, head, ls.sampler.last(probeSize))
	if skip != nil {
		ls.skip(*skip)
		return in, false, nil
	}
	ls.keepSample(&in)
	return in, true, nil
}

// read goes to the end of a leaf.
func (ls *listing) read(lf *leaf) (leafInfo, error) {
	info := leafInfo{number: lf.number}
	h := sha256.New()
	ls.sampler.reset(keptSample)
	buf := newBuffer(128 << 10)
	defer func() { (&Chunk{Data: buf}).Recycle() }()
	info.size, info.err = drain(ls.ctx, lf.r, buf[:cap(buf)], h, &ls.sampler)
	if err := ls.ctx.Err(); err != nil {
		return info, err
	}
	info.sha256 = hex.EncodeToString(h.Sum(nil))
	return info, nil
}

// drain reads a stream to its end; the error is nil at a proper one.
func drain(ctx context.Context, r io.Reader, buf []byte, to ...io.Writer) (n int64, err error) {
	for idle := 0; idle < 100; idle++ {
		if err := ctx.Err(); err != nil {
			return n, err
		}
		m, err := r.Read(buf)
		if m > 0 {
			idle = 0
			n += int64(m)
			for _, w := range to {
				_, _ = w.Write(buf[:m]) // hashes and samplers never fail
			}
		}
		if errors.Is(err, io.EOF) {
			return n, nil
		}
		if err != nil {
			return n, err
		}
	}
	return n, io.ErrNoProgress
}

func (ls *listing) keepSample(in *Input) {
	sample := ls.sampler.result()
	if in.Encoding == "" && int64(len(sample)) <= *ls.leftover {
		*ls.leftover -= int64(len(sample))
		in.leaf.sample = bytes.Clone(sample)
	}
}

// unique gives a member its name; archives may hold one name several times.
func (ls *listing) unique(name string) string {
	out := name
	for k := 2; ls.taken[out]; k++ {
		out = fmt.Sprintf("%s#%d", name, k)
	}
	ls.taken[out] = true
	return out
}

// hiddenPart is the name up to the first hidden entry inside an archive.
func hiddenPart(name string) string {
	_, inside, ok := strings.Cut(name, memberMark)
	if !ok {
		return ""
	}
	at := len(name) - len(inside)
	for _, part := range strings.Split(inside, "/") {
		at += len(part)
		if strings.HasPrefix(part, ".") {
			return name[:at]
		}
		at++
	}
	return ""
}

func shortHash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:6])
}

func (s *Set) groups() [][]int {
	var out [][]int
	of := map[*archive]int{}
	for i, in := range s.Inputs {
		if in.archive == nil {
			out = append(out, []int{i})
			continue
		}
		k, ok := of[in.archive]
		if !ok {
			k = len(out)
			of[in.archive] = k
			out = append(out, nil)
		}
		out[k] = append(out[k], i)
	}
	for _, g := range out {
		slices.SortFunc(g, func(a, b int) int { return s.Inputs[a].leaf.number - s.Inputs[b].leaf.number })
	}
	return out
}
