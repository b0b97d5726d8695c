package template

// Limits of mergeEndings.
const (
	endingLiterals = 3  // literal words in front
	endingTexts    = 8  // different endings
	endingPlaces   = 24 // beginnings of a message that are looked at
	endingFresh    = 5  // at most one in this many first words may be a repetition
)

// mergeEndings finds free text behind a fixed beginning: "remote end said: ..."
// with many endings of different length whose first words are nearly all
// different. They become one slot and what all endings share at the end.
func (st *state) mergeEndings() {
	var entries []entry
	for n, g := range st.groups {
		entries = st.prefixes(entries, int32(n), g.toks)
	}
	gone := make([]bool, len(st.groups))
	var added []*group
	for _, run := range runs(entries, endingTexts) {
		at := int(run[0].at)
		b, who := st.sameBeginning(run, gone)
		if !st.freeEndings(b.groups, at) {
			continue
		}
		tail := st.commonTail(b.groups, at)
		for i, g := range b.groups {
			gone[who[i]] = true
			b.holes[i][0].to = len(g.toks) - tail
		}
		cols := st.columns(b.groups, b.holes)
		st.replaceAll(cols, nil)
		added = append(added, st.mergeInto(b.groups, b.holes, cols))
	}
	if len(added) > 0 {
		st.groups, st.changed = without(st.groups, gone, added), true
	}
}

// prefixes appends an entry for each beginning toks[:at] that ends in front of
// a word, has enough literal words outside of brackets, and ends in one: what
// follows a bracket or a value is more often the statement itself.
func (st *state) prefixes(entries []entry, n int32, toks []symbol) []entry {
	var sum uint64
	lits, places, depth := 0, 0, 0
	for i, t := range toks {
		if i > 1 && toks[i-1] == st.blank && lits >= endingLiterals && t != st.blank && !st.is(toks[i-2], tClose|tHolds) {
			entries = append(entries, entry{sum, n, int32(i)})
			if places++; places == endingPlaces {
				break
			}
		}
		sum = (sum ^ st.mix(i, t)) * 0x9e3779b97f4a7c15
		switch {
		case st.is(t, tOpen):
			depth++
		case st.is(t, tClose):
			depth--
		case depth == 0 && st.literal(t):
			lits++
		}
	}
	return entries
}

// sameBeginning returns the groups of a run that are still there and truly begin
// as the first does; keys are hashes.
func (st *state) sameBeginning(run []entry, gone []bool) (b bucket, who []int32) {
	at := int(run[0].at)
	for _, e := range run {
		g := st.groups[e.group]
		if gone[e.group] || len(g.toks) <= at || st.holdsKept(g.toks[at:]) ||
			len(b.groups) > 0 && !st.samePlain(b.groups[0].toks[:at], g.toks[:at]) {
			continue
		}
		b.groups = append(b.groups, g)
		b.holes = append(b.holes, []hole{{from: at, to: len(g.toks)}})
		who = append(who, e.group)
	}
	return b, who
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
