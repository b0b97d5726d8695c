package profile

import (
	"cmp"
	"slices"
)

// stretch is a run of bytes of one source that was read without a hole, with
// what is needed to join it to its neighbours: the first and the last time that
// a record in it carries.
type stretch struct {
	from, to    int64
	first, last int64
	timed       bool
	backward    int64 // records whose time lies before the last time in front
}

// coverage is the set of stretches of a source, sorted, never touching.
type coverage struct{ list []stretch }

// relation of some bytes to a coverage.
type relation uint8

const (
	apart relation = iota // none of them are known
	known                 // all of them are known
	torn                  // some of them are known
)

func (c *coverage) relation(from, to int64) relation {
	i, _ := slices.BinarySearchFunc(c.list, from, func(s stretch, at int64) int { return cmp.Compare(s.to, at+1) })
	switch {
	case i == len(c.list) || c.list[i].from >= to:
		return apart
	case c.list[i].from <= from && to <= c.list[i].to:
		return known
	}
	return torn
}

// add joins a stretch that is apart from all others.
func (c *coverage) add(s stretch) {
	i, _ := slices.BinarySearchFunc(c.list, s.from, func(x stretch, at int64) int { return cmp.Compare(x.from, at) })
	c.list = slices.Insert(c.list, i, s)
	if i+1 < len(c.list) && c.list[i+1].from == s.to {
		c.list[i].join(c.list[i+1])
		c.list = slices.Delete(c.list, i+1, i+2)
	}
	if i > 0 && c.list[i-1].to == s.from {
		c.list[i-1].join(c.list[i])
		c.list = slices.Delete(c.list, i, i+1)
	}
}

// join appends the stretch that begins where s ends.
func (s *stretch) join(next stretch) {
	s.to = next.to
	s.backward += next.backward
	switch {
	case !next.timed:
	case !s.timed:
		s.first, s.last, s.timed = next.first, next.last, true
	default:
		if next.first < s.last {
			s.backward++
		}
		s.last = next.last
	}
}

// see notes the time of the next record of the stretch.
func (s *stretch) see(t int64) {
	switch {
	case !s.timed:
		s.first, s.timed = t, true
	case t < s.last:
		s.backward++
	}
	s.last = t
}

func (c *coverage) bytes() (n int64) {
	for _, s := range c.list {
		n += s.to - s.from
	}
	return n
}

func (c *coverage) backward() (n int64) {
	for _, s := range c.list {
		n += s.backward
	}
	return n
}
