package profile

import "cmp"

// entry is the position of a record together with its kept text. Until the chunk
// behind the one that it comes from is done, rec is nil and idx is the number of the
// record in its chunk; see recent.
type entry struct {
	time   int64
	offset int64
	hash   uint64 // orders the sample
	rec    *kept
	src    int32
	idx    int32
	timed  bool
	turn   uint8 // of the chunk
}

// compareEntries orders by time (untimed last), source, offset.
func compareEntries(a, b *entry) int {
	switch {
	case a.timed != b.timed:
		if a.timed {
			return -1
		}
		return 1
	case a.timed && a.time != b.time:
		return cmp.Compare(a.time, b.time)
	case a.src != b.src:
		return cmp.Compare(a.src, b.src)
	}
	return cmp.Compare(a.offset, b.offset)
}

// Compare orders marks by time (untimed last), source, offset.
func (m Mark) Compare(o Mark) int {
	a := entry{time: m.Time, timed: m.HasTime, src: int32(m.Source), offset: m.Offset}
	b := entry{time: o.Time, timed: o.HasTime, src: int32(o.Source), offset: o.Offset}
	return compareEntries(&a, &b)
}

// sampleHash spreads (source, offset) evenly; names is the hash of the source's
// name. It is the finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
func sampleHash(name uint64, offset int64) uint64 {
	z := name + uint64(offset)*0x9e3779b97f4a7c15
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// extremes is a sorted list that keeps the first and the last of what is added:
// once it is full, the one in the middle falls out. What is left is the same
// for every order of adding.
type extremes[T any] struct{ list []T }

// add inserts *x, unless it is there already. x is passed by pointer, because
// compare would make a value escape.
func (e *extremes[T]) add(x *T, first, last int, compare func(a, b *T) int) {
	i, n := len(e.list), len(e.list)
	if n > 0 && compare(x, &e.list[n-1]) <= 0 {
		var found bool
		if i, found = e.find(x, compare); found {
			return
		}
	}
	switch {
	case n < first+last:
		e.list = append(e.list, *x)
		copy(e.list[i+1:], e.list[i:n])
		e.list[i] = *x
	case i > first: // the one at first falls out
		copy(e.list[first:], e.list[first+1:i])
		e.list[i-1] = *x
	case i < first: // the one in front of first falls out
		copy(e.list[i+1:first], e.list[i:first-1])
		e.list[i] = *x
	}
}

func (e *extremes[T]) find(x *T, compare func(a, b *T) int) (int, bool) {
	low, high := 0, len(e.list)
	for low < high {
		mid := (low + high) / 2
		switch c := compare(&e.list[mid], x); {
		case c == 0:
			return mid, true
		case c < 0:
			low = mid + 1
		default:
			high = mid
		}
	}
	return low, false
}

// trim narrows a list that was kept with wider limits.
func (e *extremes[T]) trim(first, last int) {
	if len(e.list) <= first+last {
		return
	}
	n := copy(e.list[first:], e.list[len(e.list)-last:])
	clear(e.list[first+n:])
	e.list = e.list[:first+n]
}
