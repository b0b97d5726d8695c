package audit

import (
	"slices"
	"strings"
)

// anchor is what a clause speaks of: the lines that share its words, and how well
// the best of them do.
type anchor struct {
	stems  []string // of the clause that the logs know, the rarest first
	total  float64  // weight of all of them
	best   float64  // share of the weight that the best lines have
	hits   int      // words that the best lines have
	lines  []int32  // that are as good as the best, at most anchorLines
	more   bool     // there are more of them
	scores map[int32]float64
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
	n := anchor{scores: map[int32]float64{}}
	seen := map[string]bool{}
	for _, w := range content(s) {
		if seen[w] || len(a.c.words[w]) == 0 {
			continue
		}
		seen[w] = true
		n.stems = append(n.stems, w)
	}
	slices.SortStableFunc(n.stems, func(x, y string) int { return len(a.c.words[x]) - len(a.c.words[y]) })
	hits := map[int32]int{}
	for k, w := range n.stems {
		weight := a.wordWeight(w)
		n.total += weight
		list := a.c.words[w]
		if k >= 8 || len(list) > 200_000 {
			continue
		}
		for _, i := range list {
			n.scores[i] += weight
			hits[i]++
		}
	}
	best := 0.0
	for _, x := range n.scores {
		best = max(best, x)
	}
	if n.total == 0 {
		return n
	}
	n.best = best / n.total
	for i, x := range n.scores {
		if x >= best*0.999 {
			n.lines = append(n.lines, i)
			n.hits = max(n.hits, hits[i])
		}
	}
	slices.Sort(n.lines)
	if len(n.lines) > anchorLines {
		n.lines, n.more = n.lines[:anchorLines], true
	}
	return n
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
		if x := n.scores[i]; x > best {
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
