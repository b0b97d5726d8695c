package source

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
)

// stdin is standard input: a stream that can be read once. What Sample looked
// at is kept for Read.
type stdin struct {
	s      *stream
	prefix []byte
	err    error // that ended the prefix
	taken  bool
}

// isStdin tells standard input by its path: callers may give inputs other names,
// and a file may be called "-".
func (s *Set) isStdin(i int) bool {
	return s.stdin != nil && s.Inputs[i].Path == "-" && s.Inputs[i].archive == nil
}

// addStdin puts standard input first. It is opened at once to see what it is.
func (f *finder) addStdin(ctx context.Context, set *Set) error {
	in := Input{Name: "-", Path: "-", Size: -1}
	head, err := readHead(f.o.Stdin)
	if err != nil {
		set.Skipped = append(set.Skipped, openSkip("-", -1, err))
		return nil
	}
	raw := peeked(head, f.o.Stdin)
	if archiveKind(head) != "" {
		return f.spool(ctx, raw, set)
	}
	if c := codecOf(head); c != nil {
		in.Compression = c.name
		kept := &recorder{r: raw}
		z := newInflater(kept, c, f.limits.Window, &budget{f.limits.inflateLimit(-1)})
		inner, err := readHead(z)
		switch {
		case len(inner) == 0 && err != nil:
			set.Skipped = append(set.Skipped, skipOf("-", err))
			return nil
		case isContainer(inner):
			return f.spool(ctx, peeked(kept.seen, raw), set)
		}
		kept.seen, kept.done = nil, true
		head, raw = inner, peeked(inner, z)
	}
	in, skip := classify(in, head, nil)
	if skip != nil {
		set.Skipped = append(set.Skipped, *skip)
		return nil
	}
	set.stdin = &stdin{s: decodeStream(raw, nil, Input{Size: -1, Encoding: in.Encoding}, f.o)}
	set.Inputs = append([]Input{in}, set.Inputs...)
	return nil
}

// recorder keeps what was read, while it is not known what it will be.
type recorder struct {
	r    io.Reader
	seen []byte
	done bool
}

func (r *recorder) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	if !r.done {
		r.seen = append(r.seen, p[:n]...)
	}
	return n, err
}

// spool holds an archive from standard input in memory, as it came: it must be
// read more than once, and nothing is written to disk.
func (f *finder) spool(ctx context.Context, raw io.Reader, set *Set) error {
	var buf bytes.Buffer
	n, err := io.Copy(&buf, io.LimitReader(raw, f.limits.Spool+1))
	if n > f.limits.Spool {
		set.Skipped = append(set.Skipped, Skip{Name: "-", Reason: ReasonSpool, Bytes: -1,
			Detail: "an archive is held in memory when it comes on standard input",
			Hint:   "write it to a file and name that, or raise --limit-spool"})
		return nil
	}
	if err != nil {
		set.Skipped = append(set.Skipped, openSkip("-", -1, err))
		if n == 0 {
			return nil
		}
	}
	a := &archive{outer: Input{Name: "-", Path: "-", Size: n}, spool: buf.Bytes()}
	return f.addMembers(ctx, a, set)
}

// sample reads ahead up to n bytes and keeps them.
func (in *stdin) sample(n int) []byte {
	for len(in.prefix) < n && in.err == nil {
		in.prefix = slices.Grow(in.prefix, min(n-len(in.prefix), 64<<10))
		var m int
		m, in.err = in.s.Read(in.prefix[len(in.prefix):min(cap(in.prefix), n)])
		in.prefix = in.prefix[:len(in.prefix)+m]
	}
	return in.prefix[:min(n, len(in.prefix))]
}

// take gives the whole stream, once.
func (in *stdin) take() (*stream, error) {
	if in.taken {
		return nil, &InputError{Name: "-", Problem: "standard input can be read only once",
			Advice: "write it to a file and name that", Err: errors.ErrUnsupported}
	}
	in.taken = true
	rest := io.Reader(in.s)
	if in.err != nil {
		rest = failing{in.err}
	}
	return &stream{Reader: io.MultiReader(newBytesReader(in.prefix), rest), disk: in.s.disk}, nil
}

// failing is a reader at an end that was reached before.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
