package template

// Limits of mergeEndings.
const (
	endingLiterals = 3 // literal words in front
	endingTexts    = 8 // different endings
	endingFresh    = 5 // at most one in this many first words may be a repetition
)

// mergeEndings finds free text behind a fixed beginning: "remote end said: ..."
// with many endings of different length whose first words are nearly all
// different. They become one slot and what all endings share at the end.
func (st *state) mergeEndings() {
	index := map[uint64][]int{}
	var keys []uint64
	for n, g := range st.groups {
		st.prefixes(g.toks, func(at int, key uint64) {
			if index[key] == nil {
				keys = append(keys, key)
			}
			index[key] = append(index[key], n)
		})
	}
	gone := make([]bool, len(st.groups))
	count := len(st.groups)
	for _, key := range keys {
		if len(index[key]) >= endingTexts {
			st.mergeEnding(index[key], key, gone)
		}
	}
	out := st.groups[:0:0]
	for n, g := range st.groups {
		if n >= count || !gone[n] {
			out = append(out, g)
		}
	}
	st.groups = out
}

// prefixes calls f for each beginning toks[:at] that ends in front of a word and
// has enough literal words.
func (st *state) prefixes(toks []symbol, f func(at int, key uint64)) {
	var sum uint64
	lits := 0
	for i, t := range toks {
		if i > 0 && toks[i-1] == st.blank && lits >= endingLiterals && t != st.blank {
			f(i, sum)
		}
		sum = (sum ^ st.mix(i, t)) * 0x9e3779b97f4a7c15
		if st.literal(t) {
			lits++
		}
	}
}

// mergeEnding merges the groups of list that share the beginning with the key
// when their endings are free text.
func (st *state) mergeEnding(list []int, key uint64, gone []bool) {
	var members []*group
	var who []int
	var holes [][]hole
	at := -1
	for _, n := range list {
		if gone[n] {
			continue
		}
		g := st.groups[n]
		if at < 0 {
			st.prefixes(g.toks, func(p int, k uint64) {
				if k == key {
					at = p
				}
			})
		}
		if len(members) > 0 && (len(g.toks) < at || !st.samePlain(members[0].toks[:at], g.toks[:at])) || st.holdsStatus(g.toks[at:]) {
			continue
		}
		members, who = append(members, g), append(who, n)
		holes = append(holes, []hole{{from: at, to: len(g.toks)}})
	}
	if !st.freeEndings(members, at) {
		return
	}
	tail := st.commonTail(members, at)
	for i, g := range members {
		holes[i][0].to = len(g.toks) - tail
	}
	cols := st.columns(members, holes)
	st.replaceAll(cols, nil)
	for _, n := range who {
		gone[n] = true
	}
	st.groups = append(st.groups, st.mergeInto(members, holes, cols))
}

// freeEndings reports whether the endings from at on are many, of different
// length, and begin differently.
func (st *state) freeEndings(members []*group, at int) bool {
	if len(members) < endingTexts {
		return false
	}
	first, lengths := map[symbol]bool{}, map[int]bool{}
	for _, g := range members {
		first[st.plain(g.toks[at])] = true
		lengths[len(g.toks)] = true
	}
	return len(lengths) > 1 && (len(members)-len(first))*endingFresh <= len(members)
}

// commonTail returns the number of tokens that all endings share at the end; at
// least one token of each is left.
func (st *state) commonTail(members []*group, at int) int {
	tail := 0
	for {
		var want symbol = -1
		for _, g := range members {
			k := len(g.toks) - 1 - tail
			if k <= at {
				return tail
			}
			if t := st.plain(g.toks[k]); want >= 0 && t != want {
				return tail
			} else {
				want = t
			}
		}
		tail++
	}
}
