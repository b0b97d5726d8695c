package audit

import (
	"slices"
	"strings"
)

// anchor is what a clause speaks of: the lines that share its words, and how well
// the best of them do.
type anchor struct {
	stems  []string  // of the clause that the logs know, the rarest first
	total  float64   // weight of all of them
	best   float64   // share of the weight that the best lines have
	hits   int       // words that the best lines have
	lines  []int32   // that are as good as the best, at most anchorLines
	more   bool      // there are more of them
	scored []int32   // lines that share a word, ascending; not those that share a common word alone
	scores []float64 // of each of them
}

const anchorLines = 4000

// strong tells an anchor that pins the clause down: at least two words, and the
// better part of their weight, in one line.
func (n *anchor) strong() bool { return n.hits >= 2 && n.best >= 0.5 }

// generic are stems that many clauses and lines share and that pin nothing down.
var generic = setOf(`log line entry record event time minute hour day date start end first last report show see seen found find issue problem
 incident occur happen observ indicat suggest impact affect caus lead result due relat multiple various several count total number job run process system application
 app service server state begin message follow note same within window during after before per record`)

// anchorOf finds the lines that share most with the words of s.
func (a *auditor) anchorOf(s string) anchor {
	return a.c.memos.anchors.get(s, func() anchor { return a.searchAnchor(s) })
}

// score is the weight of the words of the clause that a line has.
func (n *anchor) score(i int32) float64 {
	if k, ok := slices.BinarySearch(n.scored, i); ok {
		return n.scores[k]
	}
	return 0
}

// fewLines is how many lines a word may have to bring all of them into an anchor that has some
// already.
const fewLines = 20_000

func (a *auditor) searchAnchor(s string) anchor {
	var n anchor
	seen := map[string]bool{}
	for _, w := range content(s) {
		if seen[w] || len(a.c.words[w]) == 0 {
			continue
		}
		seen[w] = true
		n.stems = append(n.stems, w)
	}
	slices.SortStableFunc(n.stems, func(x, y string) int { return len(a.c.words[x]) - len(a.c.words[y]) })
	if len(a.c.scratch) < len(a.c.lines) {
		a.c.scratch = make([]float64, len(a.c.lines))
	}
	scratch := a.c.scratch
	var used []string
	for k, w := range n.stems {
		weight := a.wordWeight(w)
		n.total += weight
		list := a.c.words[w]
		if k >= 8 || len(list) > 200_000 {
			continue
		}
		used = append(used, w)
		if len(n.scored) > 0 && (len(list) > fewLines || len(n.scored) > 2*fewLines) {
			n.probe(list, weight, scratch)
			continue
		}
		for _, i := range list {
			if scratch[i] == 0 {
				n.scored = append(n.scored, i)
			}
			scratch[i] += weight
		}
	}
	slices.Sort(n.scored)
	n.scores = make([]float64, len(n.scored))
	best := 0.0
	for k, i := range n.scored {
		n.scores[k] = scratch[i]
		best = max(best, scratch[i])
		scratch[i] = 0
	}
	if n.total == 0 {
		return n
	}
	n.best = best / n.total
	for k, i := range n.scored {
		if n.scores[k] < best*0.999 {
			continue
		}
		n.lines = append(n.lines, i)
		hits := 0
		for _, w := range used {
			if _, ok := slices.BinarySearch(a.c.words[w], i); ok {
				hits++
			}
		}
		n.hits = max(n.hits, hits)
		if len(n.lines) > anchorLines {
			n.lines, n.more = n.lines[:anchorLines], true
			break
		}
	}
	return n
}

// probe adds the weight of a common word to the lines that have a rarer one.
func (n *anchor) probe(list []int32, weight float64, scratch []float64) {
	for _, i := range n.scored {
		if _, ok := slices.BinarySearch(list, i); ok {
			scratch[i] += weight
		}
	}
}

func (a *auditor) wordWeight(w string) float64 {
	x := a.c.weight(len(a.c.words[w]))
	if generic[w] {
		x /= 4
	}
	return x
}

// share is the best score that one of the lines has, as a share of what the best
// line of all has.
func (n *anchor) share(lines []int32) (float64, int32) {
	best, at := 0.0, int32(-1)
	for _, i := range lines {
		if x := n.score(i); x > best {
			best, at = x, i
		}
	}
	if n.best == 0 {
		return 0, -1
	}
	return best / (n.best * n.total), at
}

// clauseAround cuts the part of a sentence around [from, to) that belongs to it:
// up to the neighbouring times and to marks that end a clause.
func clauseAround(s string, from, to int, others []mention) string {
	lo, hi := 0, len(s)
	for _, m := range others {
		if m.kind != isTime || m.from == from {
			continue
		}
		if m.to <= from {
			lo = max(lo, m.to)
		}
		if m.from >= to {
			hi = min(hi, m.from)
		}
	}
	before, after := s[lo:from], s[to:hi]
	for _, sep := range []string{"; ", " | ", " — ", ". "} {
		if i := strings.LastIndex(before, sep); i >= 0 && len(content(before[i:])) > 0 {
			before = before[i+len(sep):]
		}
		if i := strings.Index(after, sep); i > 0 && len(content(after[:i])) > 0 {
			after = after[:i]
		}
	}
	return before + " " + after
}

// names tells whether a line, its file or the origin of its record has a name.
func (a *auditor) names1(i int32, name string) bool {
	l := &a.c.lines[i]
	n := strings.ToLower(name)
	return wholeWord(strings.ToLower(l.text), n) || strings.Contains(strings.ToLower(a.c.files[l.src]), n)
}
