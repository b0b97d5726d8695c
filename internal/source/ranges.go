package source

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
)

// Range is a run of decompressed bytes of one input.
type Range struct{ Offset, Length int64 }

// maxRange is the longest run that is read into memory again.
const maxRange = 64 << 20

// readingAgain is what is done when single lines are read.
const readingAgain = "reading lines again"

func (s *Set) readRange(i int, offset, length int64, o Options) ([]byte, error) {
	in := s.Inputs[i]
	if in.Compression == "" && in.Encoding == "" && in.archive == nil && in.store == nil && !s.isStdin(i) {
		data, err := readAt(in, Range{offset, length})
		s.fault(i, readingAgain, err)
		return data, err
	}
	var out []byte
	err := s.ReadRanges(context.Background(), i, []Range{{offset, length}}, o, func(_ int, _ int64, data []byte) error {
		out = bytes.Clone(data)
		return nil
	})
	return out, err
}

func readAt(in Input, r Range) ([]byte, error) {
	if err := r.check(in.Name); err != nil {
		return nil, err
	}
	f, err := openFile(in)
	if err != nil {
		return nil, &InputError{Name: in.Name, Problem: "cannot be opened again", Advice: "put the file back and try again", Err: err}
	}
	defer f.Close()
	// The length is somebody's word: memory is taken as bytes arrive.
	var buf bytes.Buffer
	n, err := buf.ReadFrom(io.NewSectionReader(f, r.Offset, r.Length))
	if err != nil {
		return nil, &InputError{Name: in.Name, Problem: "cannot be read again", Advice: "put the file back and try again", Err: err}
	}
	if n < r.Length {
		return nil, r.short(in.Name)
	}
	return buf.Bytes(), nil
}

func (r Range) check(name string) error {
	if r.Offset < 0 || r.Length < 0 || r.Length > maxRange || r.Offset > 1<<62 {
		return &InputError{Name: name, Problem: fmt.Sprintf("cannot read %d bytes at %d", r.Length, r.Offset),
			Advice: "the reference is malformed; make the report again"}
	}
	return nil
}

func (r Range) short(name string) error {
	return &InputError{Name: name, Problem: fmt.Sprintf("holds no %d bytes at %d any more", r.Length, r.Offset),
		Advice: "the file is shorter than when it was read; use the file that the report was made from", Err: io.ErrUnexpectedEOF}
}

// readRanges walks the stream once and serves ranges by their offset.
func (s *Set) readRanges(ctx context.Context, i int, ranges []Range, o Options, fn func(k int, line int64, data []byte) error) error {
	in := s.Inputs[i]
	order := make([]int, len(ranges))
	for k, r := range ranges {
		if err := r.check(in.Name); err != nil {
			return err
		}
		order[k] = k
	}
	if len(ranges) == 0 {
		return nil
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(ranges[a].Offset, ranges[b].Offset), cmp.Compare(ranges[a].Length, ranges[b].Length))
	})
	if s.isStdin(i) {
		return &InputError{Name: in.Name, Problem: "standard input cannot be read again", Advice: "write it to a file and name that", Err: errors.ErrUnsupported}
	}
	st, err := open(in, o)
	if err != nil {
		s.faultAgain(i, readingAgain, err)
		return &InputError{Name: in.Name, Problem: "cannot be opened again", Advice: "put the file back and try again", Err: err}
	}
	defer st.Close()
	w := &window{in: st, line: 1}
	for _, k := range order {
		if err := ctx.Err(); err != nil {
			return err
		}
		data, ok, err := w.seek(ctx, ranges[k])
		if err != nil {
			s.faultAgain(i, readingAgain, err)
			return err
		}
		if !ok {
			err := ranges[k].short(in.Name)
			s.faultAgain(i, readingAgain, err)
			return err
		}
		if err := fn(k, w.line, data); err != nil {
			return err
		}
	}
	return nil
}

// window is the part of a stream that ranges are served from. Its beginning
// only moves forward.
type window struct {
	in   io.Reader
	buf  []byte
	at   int64 // offset of buf[0]
	line int64 // number of the line that buf[0] stands in
	end  error
}

// seek moves the window to the range and returns its bytes; ok is false when
// the stream ends before.
func (w *window) seek(ctx context.Context, r Range) (data []byte, ok bool, err error) {
	for {
		skip := min(r.Offset-w.at, int64(len(w.buf)))
		w.line += int64(bytes.Count(w.buf[:skip], []byte{'\n'}))
		w.at += skip
		w.buf = w.buf[skip:]
		if w.at == r.Offset && int64(len(w.buf)) >= r.Length {
			return w.buf[:r.Length:r.Length], true, nil
		}
		if w.end != nil {
			return nil, false, nil
		}
		if err := ctx.Err(); err != nil {
			return nil, false, err
		}
		w.more()
	}
}

// more reads a piece. The unread rest is moved to the front first when there is
// no room, so that the window's memory stays bounded by the longest range.
func (w *window) more() {
	const piece = 256 << 10
	if cap(w.buf)-len(w.buf) < piece {
		w.buf = append(make([]byte, 0, 2*len(w.buf)+2*piece), w.buf...)
	}
	n, err := w.in.Read(w.buf[len(w.buf) : len(w.buf)+piece])
	w.buf, w.end = w.buf[:len(w.buf)+n], err
}
