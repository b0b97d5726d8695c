package audit

import (
	"slices"
	"strings"
)

// ratioSets judges "16 of 54 requests" by the lines that have the terms of its sentence:
// the part those that tell what the sentence tells, the whole those of both outcomes.
// runs tells that the numbers may count runs, which are judged by themselves.
func (a *auditor) ratioSets(p *piece, m *mention, runs bool) bool {
	r, ok := a.reckon(p, m)
	if !ok {
		return false
	}
	part, all := *m, *m
	all.n = m.m
	x, okN := a.reckoned(p, &part, r)
	w := &reckoning{terms: slices.DeleteFunc(slices.Clone(r.terms), func(t term) bool { return t.outcome })}
	w.picks = picksOf(w.terms)
	if len(w.picks) > 0 {
		w.top = w.picks[0].weight
	}
	y, okM := a.reckoned(p, &all, w)
	if !okM && okN {
		y, okM = a.holding(p, int64(m.m), x.lines, r)
	}
	if !okM {
		y, okM = a.bothOutcomes(p, &all, w)
	}
	if okN && okM {
		a.say(KindCount, Proven, p, m.from, m.to, x.what+"; "+y.what, "", a.lines(x.lines...))
		return true
	}
	if share, ok := a.roughShare(p, m); ok {
		a.say(KindCount, Proven, p, m.from, m.to, share, "", support{})
		return true
	}
	if runs || len(a.f.units) > 0 || p.heading || a.advising(p) || couldBe.MatchString(p.text.S) || !digit(m.text[0]) {
		return false
	}
	reason, right := "no count of lines gives these figures", ""
	switch {
	case okN:
		reason = "the first figure is found, the second is not"
	case okM:
		reason = "the second figure is found, the first is not"
	}
	if t, _, ok := a.decided(p, r, nil); ok && !okN {
		right = itoa(t.n)
	}
	v := a.absent(Unsupported)
	if !okN && !okM && !a.clauseKnown(p, m) {
		v = NotCheckable
	}
	a.say(KindCount, v, p, m.from, m.to, reason, right, support{})
	return true
}

// bothOutcomes counts what failed and what ended well together, of the terms that a
// sentence has beside its outcome.
func (a *auditor) bothOutcomes(p *piece, m *mention, w *reckoning) (tallied, bool) {
	ended := unite(a.c.ofBad(), a.c.ofGood())
	lists := []pick{{lines: ended}}
	for _, k := range w.relevant(0.5) {
		if both := intersect(ended, k.lines); len(both) > 0 {
			k.lines = both
			lists = append(lists, k)
		}
	}
	for _, k := range lists {
		for _, t := range a.tallies(p, &k, strings.TrimSuffix("an outcome, "+k.what(w.terms), ", ")) {
			if m.is(t.n) {
				return t, true
			}
		}
	}
	return tallied{}, false
}

// roughShare takes "three of ten" for a share: it is near that of the failed runs.
func (a *auditor) roughShare(p *piece, m *mention) (string, bool) {
	if digit(m.text[0]) || m.m > 10 {
		return "", false
	}
	runs := a.f.runs(a.scope(p))
	if len(runs) == 0 {
		return "", false
	}
	f := float64(count(runs, failed)) / float64(len(runs))
	for _, x := range []float64{f, 1 - f} {
		if d := m.n/m.m - x; d < 0.05 && d > -0.05 {
			return "about the share of the runs: " + itoa(count(runs, failed)) + " of " + itoa(len(runs)) + " failed", true
		}
	}
	return "", false
}

// holding finds a larger number of lines that holds the lines of a part.
func (a *auditor) holding(p *piece, n int64, part []int32, r *reckoning) (tallied, bool) {
	for i := range r.picks[:min(len(r.picks), 160)] {
		k := &r.picks[i]
		for _, t := range a.tallies(p, k, k.what(r.terms)) {
			if t.n == n && len(intersect(sorted(t.lines), part)) == len(part) {
				return t, true
			}
		}
	}
	return tallied{}, false
}
