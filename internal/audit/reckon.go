package audit

import "strings"

// setsProve finds a number among those that the terms of its sentence give.
func (a *auditor) setsProve(p *piece, m *mention, r *reckoning) bool {
	if len(r.picks) == 0 || p.row != nil && m.to <= len(p.row[0].S) {
		return false
	}
	if t, ok := a.reckoned(p, m, r); ok {
		a.say(KindCount, Proven, p, m.from, m.to, t.what, "", a.lines(t.lines...))
		return true
	}
	return false
}

// bySets judges a number by the lines that have the terms of its sentence, and by the
// figures that these lines write. true when something was said.
func (a *auditor) bySets(p *piece, m *mention, noun []string, r *reckoning) bool {
	if len(r.picks) == 0 || p.row != nil && m.to <= len(p.row[0].S) {
		return false
	}
	if a.setsProve(p, m, r) || a.figureOf(p, m, r) {
		return true
	}
	if p.heading || a.advising(p) || couldBe.MatchString(p.text.S) || !digit(m.text[0]) {
		return false
	}
	if a.otherFigure(p, m) {
		return true
	}
	if t, k, ok := a.decided(p, r, noun); ok {
		if a.settles(p, m, noun, t.what) || a.settledPick(k, noun) {
			a.say(KindCount, a.absent(Refuted), p, m.from, m.to, "the logs have "+t.what, itoa(t.n), a.lines(t.lines...))
		} else {
			a.doubtCount(p, m, "the logs have "+t.what, itoa(t.n), a.lines(t.lines...))
		}
		return true
	}
	if len(noun) > 0 && len(a.knownWords(noun)) > 0 {
		return false // the readings of the noun say more
	}
	if a.writtenByAll(p, m, noun, r) || a.lineNumber(p, m, noun) || a.sumOfNumbers(p, m) {
		return true
	}
	k := &r.picks[0]
	if c, ok := a.nearMiss(p, m, noun, nil); ok {
		a.doubtCount(p, m, "no count of runs, lines or names gives this figure; the nearest: "+c.what, itoa(c.n), a.lines(c.lines...))
		return true
	}
	if weakNumber(m) || !a.founded(p, m, noun, k.lines) {
		a.uncounted(p, m)
		return true
	}
	a.doubtCount(p, m, "no count of runs, lines or names gives this figure; the nearest: "+plural(len(k.lines), "line", "lines")+" with "+k.what(r.terms), itoa(len(k.lines)), a.lines(k.lines...))
	return true
}

// unnarrowed drops readings that count lines of all names where the clause names one
// that only some of them have.
func (a *auditor) unnarrowed(list []counter, r *reckoning) []counter {
	if r.wide {
		return list
	}
	var out []counter
	for _, c := range list {
		keep := true
		for i := range r.terms {
			t := &r.terms[i]
			if !t.near || !t.name || c.lines == nil || strings.HasPrefix(t.what, "\"") {
				continue
			}
			if both := intersect(sorted(c.lines), t.lines); len(both) > 0 && len(both) < len(c.lines) {
				keep = false
			}
		}
		if keep {
			out = append(out, c)
		}
	}
	return out
}

// joint is how many terms of the clause some line has together.
func (r *reckoning) joint() int {
	most := 0
	for i := range r.picks {
		most = max(most, r.picks[i].near)
	}
	return most
}

// windowProves finds the number of runs among the lines of the times that the sentence
// names, or of the duration that stands in front of the number.
func (a *auditor) windowProves(p *piece, m *mention, r *reckoning) bool {
	if t, ok := a.ofDuration(p, m); ok {
		a.say(KindCount, Proven, p, m.from, m.to, t.what, "", a.lines(t.lines...))
		return true
	}
	if len(a.fullTimes(p)) == 0 {
		return false
	}
	for _, k := range r.relevant(0.6) {
		for _, t := range a.within(p, a.headsOf(k.lines), k.what(r.terms)) {
			if m.is(t.n) && t.n > 0 {
				a.say(KindCount, Proven, p, m.from, m.to, t.what, "", a.lines(t.lines...))
				return true
			}
		}
	}
	return false
}

// sumOfNumbers finds a number that is the sum of two others, or their product, in its
// sentence and the one before.
func (a *auditor) sumOfNumbers(p *piece, m *mention) bool {
	list := shareNumbers(p.text.S, p.mentions(), m)
	for i, x := range list {
		for _, y := range list[i+1:] {
			if x > 0 && y > 0 && x+y == m.n && m.n > 5 {
				a.say(KindArithmetic, Proven, p, m.from, m.to, "the sum of "+number(x)+" and "+number(y), "", support{})
				return true
			}
		}
	}
	return false
}

// writtenByAll finds a number that names a code: all lines of one kind, of those that the
// clause speaks of, write it.
func (a *auditor) writtenByAll(p *piece, m *mention, noun []string, r *reckoning) bool {
	if len(a.knownWords(noun)) > 0 {
		return false
	}
	for _, k := range r.relevant(0.6) {
		if len(k.lines) > 2000 {
			continue
		}
		for _, g := range append(a.groups(k.lines, "", a.looseForm, ""), tallied{lines: k.lines}) {
			all := len(g.lines) > 0
			for _, i := range g.lines {
				all = all && a.figureIn(i, m.n)
			}
			if all {
				a.say(KindCount, Proven, p, m.from, m.to, plural(len(g.lines), "line writes", "lines write")+" it, all of a kind", "", a.lines(g.lines...))
				return true
			}
		}
	}
	return false
}
