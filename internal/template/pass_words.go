package template

// Limits of mergeWords: how many different words must stand in one place before
// it is a slot. Fewer would merge states and verbs (started, stopped).
const (
	wordsAnywhere  = 6
	wordsAfterNoun = 3  // behind "user", "host" ...
	wordsWithSlot  = 2  // when one of the words is a slot already
	wordsLeft      = 2  // literal words that must stand elsewhere
	wordsPlaces    = 64 // words of a message that are looked at
)

// mergeWords lets groups meet that differ in one plain word only: "session
// opened for user alice", "... bob", "... carol". Never the first word, which
// names what happens, and never verbs, states and function words.
//
// The key of "all but position i" is the sum of a hash of every (position,
// token) less the one of i, so the pass is linear in the number of tokens.
func (st *state) mergeWords() {
	var entries []entry
	for n, g := range st.groups {
		entries = st.filed(entries, int32(n), g.toks)
	}
	gone := make([]bool, len(st.groups))
	var added []*group
	for _, run := range runs(entries, wordsWithSlot) {
		at := int(run[0].at)
		b, who := st.alike(run, gone)
		if !st.enoughWords(b.groups, at) {
			continue
		}
		for i, g := range b.groups {
			gone[who[i]] = true
			if st.literal(g.toks[at]) {
				st.vocab[g.toks[at]] = true
			}
		}
		cols := st.columns(b.groups, b.holes)
		st.replaceAll(cols, nil)
		added = append(added, st.mergeInto(b.groups, b.holes, cols))
	}
	if len(added) > 0 {
		st.groups, st.changed = without(st.groups, gone, added), true
	}
}

// filed appends an entry for each position of toks that may vary.
func (st *state) filed(entries []entry, n int32, toks []symbol) []entry {
	sum := uint64(len(toks)) * 0x9e3779b97f4a7c15
	for i, t := range toks {
		sum += st.mix(i, t)
	}
	words := 0
	for i, t := range toks {
		if !st.word(t) {
			continue
		}
		if words > 0 && st.mayVary(t) && !st.isNamed(toks, i) {
			key := sum - st.mix(i, t) + uint64(i)*0xd6e8feb86659fd93
			entries = append(entries, entry{key, n, int32(i)})
		}
		if words++; words > wordsPlaces {
			break
		}
	}
	return entries
}

// alike returns the groups of a run that are still there and truly the same as
// the first but for the position; keys are hashes.
func (st *state) alike(run []entry, gone []bool) (b bucket, who []int32) {
	at := int(run[0].at)
	for _, e := range run {
		g := st.groups[e.group]
		if gone[e.group] || e.at != run[0].at || len(b.groups) > 0 && !st.sameBut(b.groups[0].toks, g.toks, at) {
			continue
		}
		b.groups = append(b.groups, g)
		b.holes = append(b.holes, []hole{{from: at, to: at + 1}})
		who = append(who, e.group)
	}
	return b, who
}

// mayVary reports whether a word may stand for a value.
func (st *state) mayVary(t symbol) bool {
	return st.is(t, tSlot) || st.literal(t) && !st.is(t, tVerb|tKept)
}

// isNamed reports whether the word at i is a key (key=, "key":) or a function,
// which the statement names itself.
func (st *state) isNamed(toks []symbol, i int) bool {
	next := st.peek(toks, i+1)
	if next < 0 {
		return false
	}
	return next == st.equals || st.text(next) == "(" || st.is(next, tQuote) && st.peek(toks, i+2) == st.colon
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
