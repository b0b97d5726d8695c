package logstore

import (
	"cmp"
	"context"
	"errors"
	"io"
	"slices"
)

// Limits of one reading; zero: none.
type Limits struct {
	Rows  int64
	Bytes int64
}

// ErrRows and ErrBytes end a reading at its limits; what came before was given.
var (
	ErrRows  = errors.New("the limit of rows is reached")
	ErrBytes = errors.New("the limit of bytes is reached")
	// ErrInstant tells that more rows than fit one page have the same time; the
	// rest of them is left out and reading went on behind.
	ErrInstant = errors.New("more rows than fit one answer have one and the same time")
)

// row is one line with its place in the order.
type row struct {
	at   int64 // ns
	tie  string
	line []byte // without line end, holds none
}

// window is one page to fetch: at most limit rows of [from, to), earliest first.
type window struct {
	from, to int64
	limit    int
}

const firstPage = 1000

// reader gives the rows as lines, page after page. A full page may break off in
// the middle of one instant: its last instant is asked for again at the
// beginning of the next page, so that nothing is lost or doubled and the order
// depends on the rows alone.
type reader struct {
	c      *client
	limits Limits
	next   int64
	page   int
	buf    []byte
	rows   int64
	bytes  int64
	cut    bool // rows of one instant were left out
	err    error
}

// Open begins to read the lines of a store, in the order of their time.
func (s *Store) Open(ctx context.Context, l Limits) io.Reader {
	return &reader{c: newClient(ctx, s), limits: l, next: s.from, page: min(firstPage, s.kind.most)}
}

// Check asks for one row: whether the store can be reached and the query is one.
func (s *Store) Check(ctx context.Context) error {
	_, err := s.kind.fetch(newClient(ctx, s), window{s.from, s.to, 1})
	return err
}

func (r *reader) Read(p []byte) (int, error) {
	for len(r.buf) == 0 {
		if r.err != nil {
			return 0, r.err
		}
		r.err = r.fill()
	}
	n := copy(p, r.buf)
	r.buf = r.buf[n:]
	return n, nil
}

// fill fetches a page.
func (r *reader) fill() error {
	if r.next >= r.c.store.to {
		return r.end()
	}
	rows, err := r.fetch()
	if err != nil {
		return err
	}
	slices.SortFunc(rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.tie, b.tie), slices.Compare(a.line, b.line))
	})
	rows = r.within(rows)
	if len(rows) < r.page {
		r.next = r.c.store.to
		return r.give(rows)
	}
	last := rows[len(rows)-1].at
	if last > r.next {
		r.next = last
		r.page = min(max(firstPage, r.page/2), r.c.store.kind.most)
		k, _ := slices.BinarySearchFunc(rows, last, func(a row, t int64) int { return cmp.Compare(a.at, t) })
		return r.give(rows[:k])
	}
	if r.page < r.c.store.kind.most { // one instant fills the page
		r.page = min(4*r.page, r.c.store.kind.most)
		return nil
	}
	r.cut = true
	r.next = last + 1
	return r.give(rows)
}

// fetch asks for a page, for smaller ones while the answer is too large.
func (r *reader) fetch() ([]row, error) {
	for {
		rows, err := r.c.store.kind.fetch(r.c, window{r.next, r.c.store.to, r.page})
		if !errors.Is(err, errTooLarge) || r.page == 1 {
			return rows, err
		}
		r.page = max(r.page/8, 1)
	}
}

// within takes out what was not asked for.
func (r *reader) within(rows []row) []row {
	return slices.DeleteFunc(rows, func(x row) bool { return x.at < r.next || x.at >= r.c.store.to })
}

func (r *reader) give(rows []row) error {
	r.buf = r.buf[:0]
	for _, x := range rows {
		if r.limits.Rows > 0 && r.rows >= r.limits.Rows {
			return ErrRows
		}
		if r.limits.Bytes > 0 && r.bytes+int64(len(x.line))+1 > r.limits.Bytes {
			return ErrBytes
		}
		r.rows++
		r.bytes += int64(len(x.line)) + 1
		r.buf = append(append(r.buf, x.line...), '\n')
	}
	return nil
}

func (r *reader) end() error {
	if r.cut {
		return ErrInstant
	}
	return io.EOF
}
