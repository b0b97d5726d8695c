package audit

import (
	"slices"
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/lazy"
)

// A slip is a figure that is nearly that of a reading: off by little, or given in another
// unit. Then the reading is the one that was meant.

// nearMiss tells that a reading of the clause gives a number a little off: by one, or by an
// eighth at most.
func (a *auditor) nearMiss(p *piece, m *mention, noun []string, list []counter) (counter, bool) {
	if m.n < 4 || m.rough || p.heading {
		return counter{}, false
	}
	most := max(2, int64(m.n)/8)
	var best counter
	found := false
	try := func(c counter) {
		d := diff(c.n, int64(m.n))
		if d == 0 || d > most || len(c.lines) == 0 || found && d >= diff(best.n, int64(m.n)) || !a.shares(p, m, noun, c.lines) {
			return
		}
		best, found = c, true
	}
	for _, c := range list {
		try(c)
	}
	if r, ok := a.reckon(p, m); ok {
		for _, k := range r.relevant(0.5) {
			if k.near == r.joint() {
				for _, t := range a.tallies(p, &k, k.what(r.terms)) {
					try(counter{n: t.n, what: t.what, lines: t.lines})
				}
			}
		}
	}
	return best, found
}

// shares tells lines that have at least half of the words of a noun and its clause.
func (a *auditor) shares(p *piece, m *mention, noun []string, lines []int32) bool {
	if a.ofRuns(noun) && len(a.clauseWords(p, m)) == 0 {
		return true
	}
	known, all := 0, 0
	words := a.clauseWords(p, m)
	for _, w := range noun {
		if !slices.Contains(words, w) && !countSpeech[w] && !runSpeech[w] {
			words = append(words, w)
		}
	}
	for _, w := range words {
		all++
		if a.explained(w, lines) {
			known++
		}
	}
	return all > 0 && known*2 >= all
}

// otherUnits are the factors between a unit and those that are taken for it.
var otherUnits = []struct {
	num, den int64
}{{1000, 1}, {1, 1000}, {60, 1}, {1, 60}, {3600, 1}, {1, 3600}}

// unitSlip judges a duration that no reading gives: does one give it in another unit?
func (a *auditor) unitSlip(p *piece, ms []mention, m *mention) bool {
	if p.heading || couldBe.MatchString(p.text.S) || !digit(m.text[0]) {
		return false
	}
	before := len(a.out)
	for _, f := range otherUnits {
		n := *m
		n.dur, n.unit = m.dur*f.num/f.den, max(m.unit*f.num/f.den, 1)
		if n.dur*f.den != m.dur*f.num || n.dur <= 0 {
			continue
		}
		if !a.spanProven(p, ms, &n) {
			a.out = a.out[:before]
			continue
		}
		s := a.out[len(a.out)-1]
		a.out = a.out[:before]
		if n.dur < second && m.dur >= second || s.Kind == KindDuration && s.RefsTotal == 2 && a.writtenApart(s.Reason) {
			continue // so near to each other lie many lines
		}
		a.say(KindDuration, a.absent(Refuted), p, m.from, m.to, "the figure is right in another unit: "+s.Reason.Open(func(t string) string { return t }), formatNS(n.dur), support{s.Refs, s.RefsTotal, nil})
		return true
	}
	return false
}

// writtenApart tells a reading that is the distance of two moments, of which there are many.
func (a *auditor) writtenApart(reason evidence.Quote) bool {
	return strings.HasPrefix(reason.Open(func(t string) string { return t }), "from ")
}

// totalSlip judges "3 times 6 s, 21 s in total": the total is that of the factors.
func (a *auditor) totalSlip(p *piece, ms []mention, m *mention) bool {
	from, to := clauseOf(p.text.S, m.from, m.to)
	if !wholeSum.MatchString(p.text.S[from:to]) {
		return false
	}
	right := int64(0)
	for k := range ms {
		for j := range ms {
			n, d := &ms[k], &ms[j]
			if n.kind != isNumber || d.kind != isDuration || d.from == m.from || n.n <= 1 || d.to > m.from || n.to > d.from || d.from-n.to > 12 {
				continue
			}
			if right != 0 {
				return false
			}
			right = int64(n.n) * d.dur
		}
	}
	if right == 0 || right == m.dur {
		return false
	}
	a.say(KindArithmetic, a.absent(Unsupported), p, m.from, m.to, "not the total of what the sentence gives", formatNS(right), support{})
	return true
}

// spanProven runs the readings of a duration and tells whether one proves it.
func (a *auditor) spanProven(p *piece, ms []mention, m *mention) bool {
	before := len(a.out)
	c := claimedOf(p.text.S, m)
	if ok, _ := a.difference(p, ms, m, c); ok {
		a.say(KindArithmetic, Proven, p, m.from, m.to, "the difference of the times that the sentence gives", "", support{})
		return true
	}
	for _, try := range []func() bool{
		func() bool { return a.product(p, ms, m) }, func() bool { return a.laterLine(p, ms, m, c) }, func() bool { return a.eachRun(p, m, c) },
		func() bool { return a.lineDuration(p, ms, m, c) }, func() bool { return a.runDuration(p, m, c) }, func() bool { return a.period(p, m, c) },
		func() bool { return a.periodic(p, m, c) }, func() bool { return a.betweenEvents(p, m, c) }, func() bool { return a.apart(p, m, c) },
		func() bool { return a.steadyGap(p, m, c) }, func() bool { return a.statistic(p, m, c) },
	} {
		if try() && len(a.out) > before && a.out[len(a.out)-1].Verdict == Proven {
			return true
		}
		a.out = a.out[:before]
	}
	return false
}

var (
	outcomeOnes = lazy.Compile(`(?i)\b(?:(good|healthy|successful|erfolgreiche)|(bad|failed|failing|fehlgeschlagene))\w* (?:ones?|runs?|jobs?|tasks?|läufe|imports?|loads?)\b[^,;.]{0,30}$`)
	takesWord   = lazy.Compile(`(?i)\b(?:takes?|took|lasts?|lasted|ended|finished|in|after|dauerten?|dauern)(?: in| after| about| around| only| just| je| nach)?\s*$`)
)

// goodOnes judges "good ones take 1.02 s": a duration that all runs of one outcome have.
func (a *auditor) goodOnes(p *piece, m *mention, c claimed) bool {
	g := outcomeOnes.FindStringSubmatch(p.text.S[:m.from])
	if g == nil || !takesWord.MatchString(p.text.S[:m.from]) || nearestStatistic(p, m) != "" {
		return false
	}
	keep, what := failed, "failed runs"
	if g[1] != "" {
		keep, what = keepers[2].keep, "runs that ended well"
	}
	runs := a.f.runs(a.scope(p))
	d := durations(runs, keep)
	if len(d) == 0 {
		return false
	}
	fit, right := c.fitting(d)
	lines := a.lines(a.f.runLines(runs, keep)...)
	switch {
	case fit*10 >= len(d)*8:
		a.say(KindDuration, Proven, p, m.from, m.to, itoa(fit)+" of "+itoa(len(d))+" "+what+" took as long", "", lines)
	case fit == 0 && len(strings.TrimSpace(p.text.S[m.to:])) < 60:
		a.say(KindDuration, a.absent(Unsupported), p, m.from, m.to, "none of the "+itoa(len(d))+" "+what+" took as long", right, lines)
	default:
		return false
	}
	return true
}
