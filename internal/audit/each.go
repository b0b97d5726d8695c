package audit

import (
	"strings"

	"inquest/internal/lazy"
	"inquest/internal/profile"
)

var (
	eachWord = lazy.Compile(`(?i)\b(?:each|every|all of them|jede[rsn]?)\b`)
	tookWord = lazy.Compile(`(?i)\b(?:after|took|taking|lasted|lasting|ran(?: for)?|for|within|dauerte|nach)\s*(?:about |around |roughly |exactly |only |just )?$`)
	edgeWord = lazy.Compile(`(?i)^\W{0,2}(before|after|vor|nach)\s+(?:the |der |dem )?(first|last|ersten?|letzten?)\s+(?:failed |failing |fehlgeschlagenen? )?(?:failure|failed run|run|job|job failure|fehler|ausfall|lauf)\b`)
)

// eachRun judges "each failed job took 3 s": a duration that all failed runs are
// said to have.
func (a *auditor) eachRun(p *piece, m *mention, c claimed) bool {
	s := p.text.S
	loc := eachWord.FindStringIndex(s[:m.from])
	if loc == nil || !tookWord.MatchString(s[:m.from]) || !hasStem(content(s), "fail", "run", "job") || nearestStatistic(p, m) != "" {
		return false
	}
	scope := a.scope(p)
	keep := failed
	if tail := content(s[loc[0]:m.from]); hasStem(tail, "success", "complet") && !hasStem(tail, "fail") {
		keep = func(r *profile.Run) bool { return r.State == profile.RunSucceeded }
	}
	runs := a.f.runs(scope)
	d := durations(runs, keep)
	if len(d) == 0 {
		return false
	}
	fit, right := c.fitting(d)
	lines := a.lines(a.f.runLines(runs, keep)...)
	switch {
	case fit == len(d):
		a.say(KindDuration, Proven, p, m.from, m.to, "all "+plural(len(d), "run", "runs")+of(scope)+" took as long", "", lines)
	case fit == 0 && scope == "" && len(a.narrowWords(s[loc[0]:m.from])) > 0:
		return false
	case fit == 0:
		a.say(KindDuration, a.absent(Refuted), p, m.from, m.to, "none of these "+plural(len(d), "run", "runs")+of(scope)+" took as long", right, lines)
	default:
		a.say(KindDuration, a.absent(Unsupported), p, m.from, m.to, itoa(fit)+" of "+plural(len(d), "run", "runs")+of(scope)+" took as long, not all", right, lines)
	}
	return true
}

// fitting counts the durations, ascending, that a claimed one fits, and says which there are.
func (c claimed) fitting(d []int64) (fit int, all string) {
	for _, x := range d {
		if c.fits(x) {
			fit++
		}
	}
	all = formatNS(d[0])
	if d[0] != d[len(d)-1] {
		all += " to " + formatNS(d[len(d)-1])
	}
	return fit, all
}

// narrowWords are words between "each" and its duration that speak of something
// else than runs: a retry, a step, a host.
func (a *auditor) narrowWords(s string) []string {
	var out []string
	for _, w := range content(s) {
		if !runSpeech[w] && !outcomeStems[w] && w != stem("after") {
			out = append(out, w)
		}
	}
	return out
}

// fromEdge judges "at T, 20 s before the first failure".
func (a *auditor) fromEdge(p *piece, ms []mention, m *mention, c claimed) bool {
	g := edgeWord.FindStringSubmatch(p.text.S[m.to:])
	if g == nil {
		return false
	}
	var t *mention
	for k := range ms {
		if ms[k].kind == isTime && ms[k].at.hasClock {
			if t != nil {
				return false
			}
			t = &ms[k]
		}
	}
	if t == nil || t.to > m.from {
		return false
	}
	edge, ok := int64(0), false
	for _, r := range a.f.runs("") {
		if failed(r) && r.End.HasTime {
			last := strings.ToLower(g[2])[0] == 'l'
			if !ok || last && r.End.Time > edge || !last && r.End.Time < edge {
				edge, ok = r.End.Time, true
			}
		}
	}
	lines, known := a.at(t.at)
	if !ok || !known || len(lines) == 0 {
		return false
	}
	best := int64(0)
	for _, i := range lines {
		d := edge - a.c.lines[i].time
		if w := strings.ToLower(g[1]); w == "after" || w == "nach" {
			d = -d
		}
		if c.tolerance = max(c.tolerance, second); c.fits(d) {
			a.say(KindDuration, Proven, p, m.from, m.to, "from the line of that time to the end of the run", "", a.lines(i))
			return true
		}
		best = d
	}
	if best <= 0 {
		return false
	}
	a.say(KindDuration, a.absent(Unsupported), p, m.from, m.to, "the line of that time and the end of the run lie otherwise", formatNS(best), a.lines(lines...))
	return true
}
