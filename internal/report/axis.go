package report

import (
	"cmp"
	"slices"
	"time"

	"inquest/internal/profile"
)

// axisBins is how many bins an axis has about, over all of its segments.
const axisBins = 120

// Silences of all sources break the axis when each of them is longer than
// breakFactor times all that is left of the axis; every piece counts as
// breakLeast at least, so that lines minutes apart stay together.
const (
	breakFactor = 2
	breakLeast  = int64(30 * time.Second)
	mostBreaks  = 6
)

// axis finds the stretches of time in which something is logged. times are
// occupied instants or buckets of width; they need no order.
func axis(spans []Span) []Segment {
	spans = union(spans)
	if len(spans) == 0 {
		return nil
	}
	breaks := widestGaps(spans)
	var segs []Segment
	cur := Segment{Span: spans[0]}
	for _, s := range spans[1:] {
		if breaks[s.From] {
			segs = append(segs, cur)
			cur = Segment{Span: s, Gap: s.From - cur.To}
			continue
		}
		cur.To = max(cur.To, s.To)
	}
	segs = append(segs, cur)
	for i := range segs {
		segs[i].From, segs[i].To, segs[i].Bin = roundSegment(segs[i].Span, axisBins/len(segs))
	}
	return segs
}

// union merges overlapping spans.
func union(spans []Span) []Span {
	spans = slices.Clone(spans)
	slices.SortFunc(spans, func(a, b Span) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	var out []Span
	for _, s := range spans {
		if n := len(out); n > 0 && s.From <= out[n-1].To {
			out[n-1].To = max(out[n-1].To, s.To)
			continue
		}
		out = append(out, s)
	}
	return out
}

// widestGaps names the gaps that break the axis, by the begin of the span
// behind each.
func widestGaps(spans []Span) map[int64]bool {
	type gap struct{ at, width int64 }
	var gaps []gap
	for i := 1; i < len(spans); i++ {
		gaps = append(gaps, gap{spans[i].From, spans[i].From - spans[i-1].To})
	}
	slices.SortFunc(gaps, func(a, b gap) int { return cmp.Or(cmp.Compare(b.width, a.width), cmp.Compare(a.at, b.at)) })
	left := spans[len(spans)-1].To - spans[0].From
	breaks := 0
	for i, g := range head(gaps, mostBreaks) {
		left -= g.width
		if g.width > breakFactor*max(left, breakLeast*int64(i+2)) {
			breaks = i + 1
		}
	}
	out := map[int64]bool{}
	for _, g := range gaps[:breaks] {
		out[g.at] = true
	}
	return out
}

// binWidths are the widths that people read easily.
var binWidths = func() []int64 {
	var out []int64
	for _, unit := range []time.Duration{time.Microsecond, 10 * time.Microsecond, 100 * time.Microsecond, time.Millisecond, 10 * time.Millisecond, 100 * time.Millisecond} {
		out = append(out, int64(unit), 2*int64(unit), 5*int64(unit))
	}
	for _, d := range []time.Duration{
		time.Second, 2 * time.Second, 5 * time.Second, 10 * time.Second, 15 * time.Second, 30 * time.Second,
		time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 15 * time.Minute, 30 * time.Minute,
		time.Hour, 2 * time.Hour, 3 * time.Hour, 6 * time.Hour, 12 * time.Hour, 24 * time.Hour,
		7 * 24 * time.Hour, 28 * 24 * time.Hour, 91 * 24 * time.Hour, 365 * 24 * time.Hour, 3650 * 24 * time.Hour,
	} {
		out = append(out, int64(d))
	}
	return out
}()

// binWidth is the smallest readable width with which span needs at most n bins.
func binWidth(span int64, n int) int64 {
	for _, w := range binWidths {
		if span/w < int64(max(n, 1)) {
			return w
		}
	}
	return binWidths[len(binWidths)-1]
}

// roundSegment widens a span to whole bins.
func roundSegment(s Span, n int) (from, to, bin int64) {
	bin = binWidth(s.To-s.From, n)
	from = floorTo(s.From, bin)
	to = floorTo(s.To, bin) + bin
	return from, to, bin
}

func floorTo(x, w int64) int64 {
	r := x % w
	if r < 0 {
		r += w
	}
	return x - r
}

// binner counts into the bins of a broken axis. What lies outside of it is
// dropped: an axis is made from all that is counted.
type binner struct {
	axis []Segment
	n    map[int64]*Bin
}

func newBinner(axis []Segment) *binner { return &binner{axis: axis, n: map[int64]*Bin{}} }

func (c *binner) add(at, n int64, bad bool) {
	i, ok := slices.BinarySearchFunc(c.axis, at, func(s Segment, at int64) int {
		switch {
		case s.To <= at:
			return -1
		case s.From > at:
			return 1
		}
		return 0
	})
	if !ok {
		return
	}
	at = floorTo(at, c.axis[i].Bin)
	b := c.n[at]
	if b == nil {
		b = &Bin{At: at}
		c.n[at] = b
	}
	b.N += n
	if bad {
		b.Bad += n
	}
}

func (c *binner) bins() []Bin {
	out := make([]Bin, 0, len(c.n))
	for _, b := range c.n {
		out = append(out, *b)
	}
	slices.SortFunc(out, func(a, b Bin) int { return cmp.Compare(a.At, b.At) })
	return out
}

// activity is where any source has records: its buckets, or what little is
// known of them, and the runs that are drawn as bars.
func (b *builder) activity() []Span {
	var out []Span
	for i := range b.v.Sources {
		s := &b.v.Sources[i]
		for _, bk := range s.Buckets {
			out = append(out, b.clip(s, bk.At))
		}
		if len(s.Buckets) == 0 && s.First.HasTime {
			out = append(out, Span{From: s.First.Time, To: s.First.Time}, Span{From: s.Last.Time, To: s.Last.Time})
		}
	}
	for i := range b.groups {
		for _, r := range b.groups[i].runs {
			if r.Start.HasTime && r.End.HasTime && r.Start.Time <= r.End.Time {
				out = append(out, Span{From: r.Start.Time, To: r.End.Time})
			}
		}
	}
	return out
}

// clip is a bucket's span, cut to the times that its source really has.
func (b *builder) clip(s *profile.Source, at int64) Span {
	from, to := at, at+max(b.v.Width, 1)-1
	if s.First.HasTime {
		from = max(from, min(s.First.Time, to))
	}
	if s.Last.HasTime {
		to = min(to, max(s.Last.Time, from))
	}
	return Span{From: from, To: to}
}
