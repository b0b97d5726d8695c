package source

import (
	"bytes"
	"io"
)

func (s *Set) sample(i, n int, o Options) ([]byte, error) {
	in := s.Inputs[i]
	sample, err := s.sampleInput(in, i, n, o)
	s.fault(i, "looking for its format", err)
	if len(sample) > 0 {
		err = nil
	}
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
	if in.leaf.sample != nil && (n == keptSample || in.archive == nil && n >= len(in.leaf.sample)) {
		return in.leaf.sample, nil
	}
	if in.store != nil {
		return sampleHead(in, n, o)
	}
	if in.Compression != "" || in.Encoding != "" || in.archive != nil {
		return sampleStream(in, n, o)
	}
	return sampleFile(in, n)
}

// sampleStream reads an input that cannot be entered in the middle, up to a
// bound. Damage in it is left to Read.
func sampleStream(in Input, n int, o Options) ([]byte, error) {
	st, err := open(in, o)
	if err != nil {
		return nil, err
	}
	defer st.Close()
	var s sampler
	s.reset(n)
	if _, err = io.CopyN(&s, st, sampleReach); !isFileError(err) {
		err = nil
	}
	return s.result(), err
}

// sampleHead reads the beginning alone: what a store gives is fetched twice for it.
func sampleHead(in Input, n int, o Options) ([]byte, error) {
	st, err := open(in, o)
	if err != nil {
		return nil, err
	}
	defer st.Close()
	buf, err := io.ReadAll(io.LimitReader(st, int64(n)))
	if len(buf) > 0 {
		err = nil
	}
	return wholeLines(buf), err
}

// sampleFile reads three quarters from the beginning and the rest from the end.
func sampleFile(in Input, n int) ([]byte, error) {
	f, err := openFile(in)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if in.Size < int64(n) {
		n = int(max(in.Size, 0)) + 1 // it may have become longer
	}
	buf := make([]byte, n)
	if in.Size <= int64(n) {
		m, err := io.ReadFull(f, buf)
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			err = nil
		}
		return buf[:m], err
	}
	m, err := io.ReadFull(f, buf[:n-n/4])
	if err != nil {
		return buf[:m], err
	}
	tail := buf[n-n/4:]
	k, err := f.ReadAt(tail, in.Size-int64(len(tail)))
	if !isFileError(err) { // it may have become shorter
		err = nil
	}
	return joinSample(buf[:m], tail[:k]), err
}

// wholeLines cuts a piece at its last line end; a piece without one is kept, as
// there is nothing better.
func wholeLines(b []byte) []byte {
	if end := bytes.LastIndexByte(b, '\n'); end >= 0 {
		return b[:end+1]
	}
	return b
}
