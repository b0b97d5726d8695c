package template

import (
	"encoding/binary"
	"slices"
)

// hole is a part of a group's tokens, toks[from:to], that may differ between
// members. class tells holes of several sorts in one pass apart.
type hole struct {
	from, to int
	class    int32
}

// column is one hole over all members of a bucket.
type column struct {
	texts   [][]symbol // distinct plain contents, in the order of the groups
	parts   [][]symbol // contents of each member, with kinds
	replace []symbol   // what stands for the hole when the contents differ; nil refuses the merge
	differs bool
}

// judge decides over the columns of a bucket: it sets replace of every column
// that differs. rest has the tokens outside of holes.
type judge func(cols []column, rest []symbol)

// mergeHoles puts groups that are the same but for their holes into buckets and
// merges each bucket. Where a column's contents are all the same they stay;
// where they differ, the judge's replacement stands. When the judge refuses a
// column the bucket is parted by that column's contents and judged again.
func (st *state) mergeHoles(holes func([]symbol) []hole, j judge) {
	index := map[string]int{}
	var buckets []bucket
	var key []byte
	var out []*group
	for _, g := range st.groups {
		hs := holes(g.toks)
		if len(hs) == 0 { // it can meet no other: the same tokens were folded before
			out = append(out, g)
			continue
		}
		key = st.holeKey(key[:0], g.toks, hs)
		k, ok := index[string(key)]
		if !ok {
			k = len(buckets)
			index[string(key)] = k
			buckets = append(buckets, bucket{})
		}
		buckets[k].groups = append(buckets[k].groups, g)
		buckets[k].holes = append(buckets[k].holes, slices.Clone(hs))
		st.spare = hs
	}
	for _, b := range buckets {
		out = st.mergeBucket(out, b.groups, b.holes, j)
	}
	if len(out) != len(st.groups) {
		st.groups, st.changed = out, true
	}
}

// bucket holds groups that are the same but for their holes.
type bucket struct {
	groups []*group
	holes  [][]hole
}

// holeKey appends the plain tokens with a mark in place of each hole.
func (st *state) holeKey(key []byte, toks []symbol, hs []hole) []byte {
	at := 0
	for _, h := range hs {
		for ; at < h.from; at++ {
			key = binary.LittleEndian.AppendUint32(key, uint32(st.plain(toks[at])))
		}
		key = binary.LittleEndian.AppendUint32(key, ^uint32(h.class))
		at = h.to
	}
	for ; at < len(toks); at++ {
		key = binary.LittleEndian.AppendUint32(key, uint32(st.plain(toks[at])))
	}
	return key
}

func (st *state) mergeBucket(out []*group, groups []*group, holes [][]hole, j judge) []*group {
	if len(groups) == 1 {
		return append(out, groups[0])
	}
	cols := st.columns(groups, holes)
	if j != nil {
		j(cols, rest(groups[0].toks, holes[0]))
	}
	for c := range cols {
		if cols[c].differs && cols[c].replace == nil {
			return st.part(out, groups, holes, c, j)
		}
	}
	return append(out, st.mergeInto(groups, holes, cols))
}

// columns gathers the holes of all members.
func (st *state) columns(groups []*group, holes [][]hole) []column {
	cols := make([]column, len(holes[0]))
	for c := range cols {
		seen := map[string]bool{}
		for i, g := range groups {
			h := holes[i][c]
			content := g.toks[h.from:h.to]
			cols[c].parts = append(cols[c].parts, content)
			if key := st.holeKey(nil, content, nil); !seen[string(key)] {
				seen[string(key)] = true
				cols[c].texts = append(cols[c].texts, content)
			}
		}
		cols[c].differs = len(cols[c].texts) > 1
	}
	return cols
}

// part splits a bucket by the contents of column c and merges each part.
func (st *state) part(out []*group, groups []*group, holes [][]hole, c int, j judge) []*group {
	index := map[string]int{}
	var parts [][]int
	for i, g := range groups {
		h := holes[i][c]
		key := string(st.holeKey(nil, g.toks[h.from:h.to], nil))
		k, ok := index[key]
		if !ok {
			k = len(parts)
			index[key] = k
			parts = append(parts, nil)
		}
		parts[k] = append(parts[k], i)
	}
	for _, p := range parts {
		gs, hs := make([]*group, len(p)), make([][]hole, len(p))
		for n, i := range p {
			gs[n], hs[n] = groups[i], holes[i]
		}
		out = st.mergeBucket(out, gs, hs, j)
	}
	return out
}

// mergeInto returns the one group that stands for all.
func (st *state) mergeInto(groups []*group, holes [][]hole, cols []column) *group {
	g := &group{}
	first := groups[0]
	at := 0
	agreed := func(from, to int, nth func(i int) []symbol) {
		for p := range to - from {
			t := first.toks[from+p]
			for i := range groups {
				t = st.agree(t, nth(i)[p])
			}
			g.toks = append(g.toks, t)
		}
	}
	shift := make([]int, len(groups)) // position of member i minus position of the first
	for c, h := range holes[0] {
		agreed(at, h.from, func(i int) []symbol { return groups[i].toks[at+shift[i]:] })
		if cols[c].differs || cols[c].replace != nil {
			g.toks = append(g.toks, cols[c].replace...)
		} else {
			agreed(h.from, h.to, func(i int) []symbol { return cols[c].parts[i] })
		}
		at = h.to
		for i := range groups {
			shift[i] = holes[i][c].to - at
		}
	}
	agreed(at, len(first.toks), func(i int) []symbol { return groups[i].toks[at+shift[i]:] })
	for _, m := range groups {
		g.shapes = append(g.shapes, m.shapes...)
		g.count += m.count
	}
	return g
}

// agree returns the token that stands for a and b, which have the same plain
// token: a itself, a wider kind of slot, or the plain token.
func (st *state) agree(a, b symbol) symbol {
	if a == b {
		return a
	}
	if st.is(a, tSlot) && st.is(b, tSlot) {
		_, ka := slotAt(st.text(a))
		_, kb := slotAt(st.text(b))
		return st.intern(kindText[widen(ka, kb)])
	}
	return st.plain(a)
}

// widen returns the kind that holds both: an id may look like a number or a
// hexadecimal number by chance.
func widen(a, b Kind) Kind {
	a, b = max(a, b), min(a, b)
	switch {
	case a == b:
		return a
	case a == KindHex && b == KindNum, a == KindID && (b == KindNum || b == KindHex):
		return a
	}
	return KindAny
}

// rest returns the tokens outside of holes.
func rest(toks []symbol, hs []hole) []symbol {
	var out []symbol
	at := 0
	for _, h := range hs {
		out = append(out, toks[at:h.from]...)
		at = h.to
	}
	return append(out, toks[at:]...)
}

// literals counts the literal words among tokens.
func (st *state) literals(toks []symbol) int {
	n := 0
	for _, t := range toks {
		if st.literal(t) {
			n++
		}
	}
	return n
}

// replaceAll lets every column that differs become one slot.
func (st *state) replaceAll(cols []column, _ []symbol) {
	for c := range cols {
		if cols[c].differs {
			cols[c].replace = []symbol{st.any}
		}
	}
}

// holdsKept reports whether a kept status or the name of an error stands among tokens.
func (st *state) holdsKept(toks []symbol) bool {
	return slices.ContainsFunc(toks, func(t symbol) bool { return st.is(t, tKept) })
}
