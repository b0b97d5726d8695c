package source

import (
	"bytes"
	"io"
)

func (s *Set) sample(i, n int, o Options) ([]byte, error) {
	in := s.Inputs[i]
	sample, err := s.sampleInput(in, i, n, o)
	if err != nil {
		return nil, &InputError{Name: in.Name, Problem: "cannot be sampled", Advice: "see whether another program can read it", Err: err}
	}
	return sample, nil
}

func (s *Set) sampleInput(in Input, i, n int, o Options) ([]byte, error) {
	if s.isStdin(i) {
		got := s.stdin.sample(n + 1)
		if len(got) <= n {
			return bytes.Clone(got), nil
		}
		return bytes.Clone(wholeLines(got[:n])), nil
	}
	if in.Compression != "" || in.Encoding != "" {
		return sampleStream(in, n, o)
	}
	return sampleFile(in, n)
}

// sampleStream reads the beginning of an input that cannot be entered in the
// middle. Damage in it is left to Read.
func sampleStream(in Input, n int, o Options) ([]byte, error) {
	st, err := open(in, o)
	if err != nil {
		return nil, err
	}
	defer st.Close()
	buf := make([]byte, n+1)
	m, _ := io.ReadFull(st, buf)
	if m <= n {
		return buf[:m], nil
	}
	return wholeLines(buf[:n]), nil
}

// sampleFile reads three quarters from the beginning and the rest from the end.
func sampleFile(in Input, n int) ([]byte, error) {
	f, err := openFile(in)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if in.Size <= int64(n) {
		buf := make([]byte, n)
		m, err := io.ReadFull(f, buf)
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			err = nil
		}
		return buf[:m], err
	}
	buf := make([]byte, n)
	m, err := io.ReadFull(f, buf[:n-n/4])
	if err != nil && m == 0 {
		return nil, err
	}
	head := wholeLines(buf[:m])
	tail := buf[n-n/4:]
	m, _ = f.ReadAt(tail, in.Size-int64(len(tail)))
	tail = tail[:m]
	if first := bytes.IndexByte(tail, '\n'); first >= 0 {
		tail = wholeLines(tail[first+1:])
		if len(head) > 0 && head[len(head)-1] == '\n' && len(tail) > 0 && tail[len(tail)-1] == '\n' {
			return append(head, tail...), nil
		}
	}
	return head, nil
}

// wholeLines cuts a piece at its last line end; a piece without one is kept, as
// there is nothing better.
func wholeLines(b []byte) []byte {
	if end := bytes.LastIndexByte(b, '\n'); end >= 0 {
		return b[:end+1]
	}
	return b
}
