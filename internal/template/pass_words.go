package template

// Limits of mergeWords: how many different words must stand in one place before
// it is a slot. Fewer would merge states and verbs (started, stopped).
const (
	wordsAnywhere  = 6
	wordsAfterNoun = 3 // behind "user", "host" ...
	wordsWithSlot  = 2 // when one of the words is a slot already
	wordsLeft      = 2 // literal words that must stand elsewhere
)

// mergeWords lets groups meet that differ in one plain word only: "session
// opened for user alice", "... bob", "... carol". Never the first word, which
// names what happens, and never verbs, states and function words.
//
// The key of "all but position i" is the sum of a hash of every (position,
// token) less the one of i, so the pass is linear in the number of tokens.
func (st *state) mergeWords() {
	type place struct{ group, at int }
	index := map[uint64][]place{}
	for n, g := range st.groups {
		var sum uint64
		for i, t := range g.toks {
			sum += st.mix(i, t)
		}
		sum += uint64(len(g.toks)) * 0x9e3779b97f4a7c15
		first := true
		for i, t := range g.toks {
			if !st.word(t) {
				continue
			}
			if !first && st.mayVary(t) {
				key := (sum - st.mix(i, t)) + uint64(i)*0xd6e8feb86659fd93
				index[key] = append(index[key], place{n, i})
			}
			first = false
		}
	}
	merged := make([]bool, len(st.groups))
	count := len(st.groups)
	for n := 0; n < count; n++ {
		g := st.groups[n]
		var sum uint64
		for i, t := range g.toks {
			sum += st.mix(i, t)
		}
		sum += uint64(len(g.toks)) * 0x9e3779b97f4a7c15
		for i, t := range g.toks {
			if merged[n] {
				break
			}
			if !st.word(t) || !st.mayVary(t) {
				continue
			}
			places := index[(sum-st.mix(i, t))+uint64(i)*0xd6e8feb86659fd93]
			if len(places) < wordsWithSlot || places[0].group != n {
				continue
			}
			var members []*group
			var holes [][]hole
			var who []int
			for _, p := range places {
				if !merged[p.group] && p.at == i && st.sameBut(g.toks, st.groups[p.group].toks, i) {
					members = append(members, st.groups[p.group])
					holes = append(holes, []hole{{from: i, to: i + 1}})
					who = append(who, p.group)
				}
			}
			if !st.enoughWords(members, i) {
				continue
			}
			cols := st.columns(members, holes)
			st.replaceAll(cols, nil)
			for _, m := range members {
				if st.literal(m.toks[i]) {
					st.vocab[m.toks[i]] = true
				}
			}
			for _, w := range who {
				merged[w] = true
			}
			st.groups = append(st.groups, st.mergeInto(members, holes, cols))
		}
	}
	out := st.groups[:0:0]
	for n, g := range st.groups {
		if n >= count || !merged[n] {
			out = append(out, g)
		}
	}
	st.groups = out
}

// mix hashes a plain token at a position.
func (st *state) mix(i int, t symbol) uint64 {
	x := uint64(st.plain(t))<<32 ^ uint64(i)*0xff51afd7ed558ccd
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 29
	x *= 0xc4ceb9fe1a85ec53
	return x ^ x>>32
}

// mayVary reports whether a word may stand for a value.
func (st *state) mayVary(t symbol) bool {
	return st.is(t, tSlot) || st.literal(t) && !st.is(t, tVerb|tStatus)
}

// sameBut reports whether a and b have the same plain tokens but for position i.
func (st *state) sameBut(a, b []symbol, i int) bool {
	if len(a) != len(b) {
		return false
	}
	for k := range a {
		if k != i && st.plain(a[k]) != st.plain(b[k]) {
			return false
		}
	}
	return true
}

// enoughWords applies the limits to groups that differ at position i.
func (st *state) enoughWords(members []*group, i int) bool {
	if len(members) < wordsWithSlot {
		return false
	}
	toks := members[0].toks
	if st.literals(toks[:i])+st.literals(toks[i+1:]) < wordsLeft {
		return false
	}
	limit := wordsAnywhere
	if i >= 2 && toks[i-1] == st.blank && st.is(toks[i-2], tNoun) {
		limit = wordsAfterNoun
	}
	for _, m := range members {
		if st.is(m.toks[i], tSlot) {
			limit = wordsWithSlot
		}
	}
	return len(members) >= limit
}
