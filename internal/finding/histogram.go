package finding

import "slices"

// Bucket is a bar of a histogram: the values above From and up to To, both in
// ns. A value on an edge belongs to the lower bucket.
type Bucket struct {
	From, To int64
	N        int64
}

// Histogram of durations.
type Histogram struct {
	Width   int64 // ns
	Buckets []Bucket
	N       int64
	Sum     int64
	Min     int64
	Max     int64
	Median  int64 // the middle value, the lower of two; what median() of the formula language gives may lie between them
}

// widths are the bucket widths that people read easily, in ns.
var widths = func() []int64 {
	var w []int64
	w = append(w, []int64{1e6, 5e6, 1e7, 5e7, 1e8, 5e8}...)
	for _, s := range []int64{1, 5, 10, 60, 100, 300, 600, 1800, 3600, 6 * 3600, 24 * 3600, 7 * 24 * 3600} {
		w = append(w, s*1e9)
	}
	return w
}()

// Fewest and most bars of a histogram that can be read at a glance.
const (
	minBuckets = 4
	maxBuckets = 12
)

// bucketWidth is the largest easy width that gives enough bars.
func bucketWidth(values []int64) int64 {
	if len(values) == 0 {
		return widths[0]
	}
	lo, hi := slices.Min(values), slices.Max(values)
	for i := len(widths) - 1; i >= 0; i-- {
		if n := bucketIndex(hi, widths[i]) - bucketIndex(lo, widths[i]) + 1; n >= minBuckets && n <= maxBuckets {
			return widths[i]
		}
	}
	for i := len(widths) - 1; i >= 0; i-- {
		if bucketIndex(hi, widths[i])-bucketIndex(lo, widths[i])+1 > maxBuckets && i+1 < len(widths) {
			return widths[i+1]
		}
	}
	return widths[0]
}

// bucketIndex is the bucket of a value: (i*width, (i+1)*width]; 0 lies in the
// first one.
func bucketIndex(v, width int64) int64 {
	if v <= 0 {
		return 0
	}
	return (v - 1) / width
}

// NewHistogram counts values, in ns, in buckets of the width.
func NewHistogram(values []int64, width int64) Histogram {
	h := Histogram{Width: width, N: int64(len(values))}
	if len(values) == 0 || width <= 0 {
		return h
	}
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	h.Min, h.Max, h.Median = sorted[0], sorted[len(sorted)-1], sorted[(len(sorted)-1)/2]
	first, last := bucketIndex(h.Min, width), bucketIndex(h.Max, width)
	if last-first < 4*maxBuckets {
		for i := first; i <= last; i++ {
			h.Buckets = append(h.Buckets, Bucket{From: i * width, To: (i + 1) * width})
		}
	}
	for _, v := range sorted {
		h.Sum += v
		h.count(bucketIndex(v, width)*width, v)
	}
	return h
}

func (h *Histogram) count(from, _ int64) {
	for i := range h.Buckets {
		if h.Buckets[i].From == from {
			h.Buckets[i].N++
			return
		}
	}
	h.Buckets = append(h.Buckets, Bucket{From: from, To: from + h.Width, N: 1})
}

// Mode is the fullest bucket, the first among equals; unique tells whether it
// stands alone.
func (h *Histogram) Mode() (b Bucket, unique bool) {
	for _, x := range h.Buckets {
		switch {
		case x.N > b.N:
			b, unique = x, true
		case x.N == b.N:
			unique = false
		}
	}
	return b, unique
}

// PileUp looks for a value at which most durations lie: the narrowest stretch
// that holds 60 % of them, when it is at most 5 % of its own middle wide. Such a
// pile is what a deadline, a time limit or a fixed number of retries leaves.
func PileUp(values []int64) (at int64, n int, ok bool) {
	if len(values) < 5 {
		return 0, 0, false
	}
	v := slices.Clone(values)
	slices.Sort(v)
	k := (len(v)*3 + 4) / 5
	best := -1
	for i := 0; i+k <= len(v); i++ {
		if best < 0 || v[i+k-1]-v[i] < v[best+k-1]-v[best] {
			best = i
		}
	}
	at = v[best+k/2]
	if at < 1e9 || (v[best+k-1]-v[best])*20 > at {
		return 0, 0, false
	}
	for _, x := range v {
		if d := x - at; d*20 <= at && -d*20 <= at {
			n++
		}
	}
	return at, n, true
}
