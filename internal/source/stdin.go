package source

import (
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
func (s *Set) isStdin(i int) bool { return s.stdin != nil && s.Inputs[i].Path == "-" }

// addStdin puts standard input first. It is opened at once to see what it is.
func (f *finder) addStdin(set *Set) {
	in := Input{Name: "-", Path: "-", Size: -1}
	head, err := readHead(f.o.Stdin)
	if err != nil {
		set.Skipped = append(set.Skipped, openSkip("-", -1, err))
		return
	}
	raw := io.MultiReader(newBytesReader(head), f.o.Stdin)
	if isGzip(head) {
		in.Compression = "gzip"
		z := newInflater(raw, f.limits.inflateLimit(-1))
		inner, err := readHead(z)
		if len(inner) == 0 && err != nil {
			set.Skipped = append(set.Skipped, skipOf("-", err))
			return
		}
		head, raw = inner, io.MultiReader(newBytesReader(inner), z)
	}
	in, skip := classify(in, head, nil)
	if skip != nil {
		set.Skipped = append(set.Skipped, *skip)
		return
	}
	set.stdin = &stdin{s: decodeStream(raw, nil, Input{Size: -1, Encoding: in.Encoding}, f.o)}
	set.Inputs = slices.Insert(set.Inputs, 0, in)
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
