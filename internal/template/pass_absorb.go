package template

import (
	"slices"
	"sort"
	"strings"
)

// maxCandidates bounds the templates that one group is compared with.
const maxCandidates = 64

// absorbTokens is the length from which on a message is left alone: the more it
// holds, the less one word tells.
const absorbTokens = 128

// absorb puts group B into group A when A matches B, each slot of A standing for
// one blank-free text with a letter or a digit (but no status and no error's name): A was seen with many values, B
// is the same statement with a value that looks like a word. Both have the same
// number of words, A has two literal words or more and twice B's messages. The
// candidate with most literal words wins, then the first text.
//
// A is found by its rarest literal word, so few groups are compared.
func (st *state) absorb() {
	words := make([][][]symbol, len(st.groups))
	seen := map[anchor]int{}
	for n, g := range st.groups {
		if len(g.toks) > absorbTokens {
			continue
		}
		words[n] = st.split(g.toks)
		for p, w := range words[n] {
			seen[st.anchor(words[n], p, w)]++
		}
	}
	index := st.anchors(words, seen)
	into := make([]int, len(st.groups))
	for n := range st.groups {
		into[n] = st.absorber(n, words, index)
	}
	for n, a := range into {
		if a < 0 {
			continue
		}
		for into[a] >= 0 { // A itself may go into a larger one: counts fall along the way, so this ends
			a = into[a]
		}
		st.groups[a] = st.take(st.groups[a], st.groups[n])
		for p, w := range words[a] {
			if len(w) == 1 && st.is(w[0], tSlot) && len(words[n][p]) == 1 && st.literal(words[n][p][0]) {
				st.vocab[words[n][p][0]] = true
			}
		}
	}
	out := st.groups[:0:0]
	for n, g := range st.groups {
		if into[n] < 0 {
			out = append(out, g)
		}
	}
	if len(out) < len(st.groups) {
		st.groups, st.changed = out, true
	}
}

// anchor is a word at its place in a message of so many words.
type anchor struct {
	n, at int
	word  uint64 // hash of the plain tokens
}

func (st *state) anchor(words [][]symbol, p int, w []symbol) anchor {
	var h uint64
	for i, t := range w {
		h += st.mix(i, t)
	}
	return anchor{len(words), p, h}
}

// anchors lists the groups that may absorb under their rarest literal word.
func (st *state) anchors(words [][][]symbol, seen map[anchor]int) map[anchor][]int {
	index := map[anchor][]int{}
	lits := make([]int, len(words))
	for n, ws := range words {
		slots, best, least := 0, anchor{}, 0
		for p, w := range ws {
			if st.holdsSlot(w) {
				slots++
				continue
			}
			lits[n] += min(1, st.literals(w))
			a := st.anchor(ws, p, w)
			if c := seen[a]; least == 0 || c < least {
				best, least = a, c
			}
		}
		if slots > 0 && lits[n] >= wordsLeft {
			index[best] = append(index[best], n)
		}
	}
	for _, list := range index {
		sort.SliceStable(list, func(a, b int) bool { return lits[list[a]] > lits[list[b]] })
	}
	return index
}

// absorber returns the group that takes group n, or -1.
func (st *state) absorber(n int, words [][][]symbol, index map[anchor][]int) int {
	best, bestLits := -1, 0
	for p, w := range words[n] {
		if st.holdsSlot(w) {
			continue
		}
		list := index[st.anchor(words[n], p, w)]
		for _, a := range list[:min(len(list), maxCandidates)] {
			if a == n || st.groups[a].count < 2*st.groups[n].count {
				continue
			}
			lits := st.literals(st.groups[a].toks)
			if lits < bestLits || lits == bestLits && best >= 0 && a >= best {
				continue
			}
			if st.matches(words[a], words[n]) {
				best, bestLits = a, lits
			}
		}
	}
	return best
}

// matches reports whether words a, with slots standing for any text, match words b.
func (st *state) matches(a, b [][]symbol) bool {
	for p := range a {
		if !st.matchWord(a[p], b[p]) {
			return false
		}
	}
	return true
}

// matchWord matches one blank-free run of tokens.
func (st *state) matchWord(a, b []symbol) bool {
	if len(a) == len(b) && st.samePlain(a, b) {
		return true
	}
	if !st.holdsSlot(a) || st.holdsKept(b) {
		return false
	}
	return matchText(untyped(st.render(a)), untyped(st.render(b)))
}

func (st *state) samePlain(a, b []symbol) bool {
	for i := range a {
		if st.plain(a[i]) != st.plain(b[i]) {
			return false
		}
	}
	return true
}

// matchText matches pattern, in which <*> stands for a text with a letter or a
// digit or for another <*>, with text. It takes the shortest text for each <*>
// but the last, which is enough here and linear.
func matchText(pattern, text string) bool {
	const hole = "<*>"
	for {
		k := strings.Index(pattern, hole)
		if k < 0 {
			return pattern == text
		}
		if len(text) < k || pattern[:k] != text[:k] {
			return false
		}
		pattern, text = pattern[k+len(hole):], text[k:]
		next := strings.Index(pattern, hole)
		if next < 0 {
			n := len(text) - len(pattern)
			return n > 0 && text[n:] == pattern && holdsAlnum(text[:n])
		}
		m := -1
		for e := 1; e <= len(text); e++ {
			if len(text)-e >= next && text[e:e+next] == pattern[:next] && holdsAlnum(text[:e]) {
				m = e
				break
			}
		}
		if m < 0 {
			return false
		}
		text = text[m:]
	}
}

func holdsAlnum(s string) bool {
	if len(s) >= 3 && s[0] == '<' {
		return true
	}
	for i := range len(s) {
		if isAlnum(s[i]) {
			return true
		}
	}
	return false
}

// split parts tokens at blanks.
func (st *state) split(toks []symbol) [][]symbol {
	var out [][]symbol
	begin := 0
	for i, t := range toks {
		if t == st.blank {
			out = append(out, toks[begin:i])
			begin = i + 1
		}
	}
	return append(out, toks[begin:])
}

func (st *state) holdsSlot(toks []symbol) bool {
	for _, t := range toks {
		if st.is(t, tHolds) {
			return true
		}
	}
	return false
}

// take returns a with b's shapes; a slot keeps its kind only where b has the same.
func (st *state) take(a, b *group) *group {
	g := &group{count: a.count + b.count}
	wa, wb := st.split(a.toks), st.split(b.toks)
	for p, w := range wa {
		if p > 0 {
			g.toks = append(g.toks, st.blank)
		}
		same := slices.Equal(w, wb[p])
		for _, t := range w {
			if !same {
				t = st.plain(t)
			}
			g.toks = append(g.toks, t)
		}
	}
	g.shapes = append(append(g.shapes, a.shapes...), b.shapes...)
	return g
}
