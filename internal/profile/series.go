package profile

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// widths is the ladder of bucket widths in ns. Each divides the next, so that
// coarsening is exact. The last two bound lists made of hostile dates.
var widths = [...]int64{
	int64(100 * time.Millisecond), int64(time.Second), int64(10 * time.Second), int64(time.Minute), int64(10 * time.Minute),
	int64(time.Hour), int64(24 * time.Hour), int64(30 * 24 * time.Hour), int64(300 * 24 * time.Hour), int64(3000 * 24 * time.Hour),
}

// tick is a count at a bucket; at is the bucket's number.
type tick struct {
	at int64
	n  uint32
}

// series counts records over time. Its width is the narrowest of the ladder
// that gives no more than the limit of buckets: adding can only widen it, so a
// part is never wider than the whole.
type series struct {
	width uint8 // index into widths
	ticks []tick
}

func (s *series) add(t int64, limit int) {
	width := widths[s.width]
	if n := len(s.ticks); n > 0 {
		last := &s.ticks[n-1]
		if d := uint64(t) - uint64(last.at*width); d < uint64(width) {
			last.n = addCount(last.n, 1)
			return
		}
	}
	s.insert(floorDiv(t, width), 1)
	s.fit(limit)
}

func (s *series) insert(at int64, n uint32) {
	i, found := len(s.ticks), false
	if i > 0 && at <= s.ticks[i-1].at {
		i, found = slices.BinarySearchFunc(s.ticks, at, func(t tick, at int64) int { return cmp.Compare(t.at, at) })
	}
	if found {
		s.ticks[i].n = addCount(s.ticks[i].n, n)
		return
	}
	s.ticks = slices.Insert(s.ticks, i, tick{at, n})
}

func (s *series) fit(limit int) {
	for len(s.ticks) > limit && int(s.width) < len(widths)-1 {
		s.widen(s.width + 1)
	}
}

func (s *series) widen(width uint8) {
	if width <= s.width {
		return
	}
	s.ticks = coarsen(s.ticks[:0], s.ticks, widths[width]/widths[s.width])
	s.width = width
}

// coarsen appends ticks to dst with buckets wider by the factor. dst may be the
// beginning of ticks itself.
func coarsen(dst, ticks []tick, factor int64) []tick {
	for _, t := range ticks {
		at := floorDiv(t.at, factor)
		if n := len(dst); n > 0 && dst[n-1].at == at {
			dst[n-1].n = addCount(dst[n-1].n, t.n)
			continue
		}
		dst = append(dst, tick{at, t.n})
	}
	return dst
}

func (s *series) merge(o *series, limit int) {
	if len(o.ticks) == 0 {
		return
	}
	width := max(s.width, o.width)
	s.widen(width)
	other := coarsen(nil, o.ticks, widths[width]/widths[o.width])
	s.ticks = mergeTicks(s.ticks, other)
	s.fit(limit)
}

func mergeTicks(a, b []tick) []tick {
	out := make([]tick, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].at < b[0].at:
			out, a = append(out, a[0]), a[1:]
		case a[0].at > b[0].at:
			out, b = append(out, b[0]), b[1:]
		default:
			out = append(out, tick{a[0].at, addCount(a[0].n, b[0].n)})
			a, b = a[1:], b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// buckets gives the series at a width of the ladder that is not narrower.
func (s *series) buckets(width uint8) []Bucket {
	width = max(width, s.width)
	ticks := coarsen(nil, s.ticks, widths[width]/widths[s.width])
	out := make([]Bucket, len(ticks))
	for i, t := range ticks {
		out[i] = Bucket{At: t.at * widths[width], N: t.n}
	}
	return out
}

// addCount adds and stays at the largest count instead of wrapping.
func addCount(a, b uint32) uint32 {
	if sum := uint64(a) + uint64(b); sum < math.MaxUint32 {
		return uint32(sum)
	}
	return math.MaxUint32
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
