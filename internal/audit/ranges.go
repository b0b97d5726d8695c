package audit

import (
	"slices"
	"strings"

	"inquest/internal/lazy"
	"inquest/internal/profile"
)

// idNumber is the id of a unit parted into its name and the number at its end.
func idNumber(id string) (prefix string, n int, ok bool) {
	i := len(id)
	for i > 0 && digit(id[i-1]) {
		i--
	}
	if i == len(id) || len(id)-i > 9 {
		return "", 0, false
	}
	return strings.ToLower(id[:i]), atoi(id[i:]), true
}

var toJoin = lazy.Compile("^[`*_\\s)]*(?:\\s?(?:to|until|till|through|up to|bis)\\s|–|—|-|\\.\\.)(?:and including |job |run |the )?[`*_\\s(]*$")

// unitRanges judges "failed from ix-35 to ix-59": all of them have to end so, and those beside
// them otherwise.
func (a *auditor) unitRanges(p *piece) {
	if a.advising(p) || p.heading || len(a.f.units) < 3 {
		return
	}
	ms := p.mentions()
	for k := 1; k < len(ms); k++ {
		x, y := a.f.byID[strings.ToLower(ms[k-1].text)], a.f.byID[strings.ToLower(ms[k].text)]
		if x == nil || y == nil || !toJoin.MatchString(p.text.S[ms[k-1].to:ms[k].from]) {
			continue
		}
		a.unitRange(p, &ms[k-1], &ms[k], x, y)
	}
}

// series of units with one name and numbers in a row.
func (a *auditor) unitRange(p *piece, from, to *mention, x, y *profile.Unit) {
	prefix, lo, ok1 := idNumber(x.ID)
	other, hi, ok2 := idNumber(y.ID)
	if !ok1 || !ok2 || prefix != other {
		return
	}
	if lo > hi {
		a.say(KindEntity, a.absent(Unsupported), p, from.from, to.to, "a stretch that ends before it begins", "", support{})
		return
	}
	sign := rangeSign(p, from, to)
	if sign == 0 || hi-lo > 100_000 {
		return
	}
	first, last := a.stretch(prefix, lo, hi, sign)
	switch {
	case first == nil:
		a.say(KindEntity, a.absent(Refuted), p, from.from, to.to, "not all of these ended so", "", support{})
	case strings.EqualFold(first.ID, x.ID) && strings.EqualFold(last.ID, y.ID):
		a.say(KindEntity, Proven, p, from.from, to.to, "all of these ended so, and none beside them", "", support{})
	case !strings.EqualFold(first.ID, x.ID):
		a.say(KindEntity, a.absent(Unsupported), p, from.from, from.to, "those in front of it ended so as well", first.ID, support{})
	default:
		a.say(KindEntity, a.absent(Unsupported), p, to.from, to.to, "those behind it ended so as well", last.ID, support{})
	}
}

// rangeSign is what a sentence says became of the units of a stretch.
func rangeSign(p *piece, from, to *mention) int {
	s := p.text.S
	if p.row != nil {
		return 0
	}
	lo, hi := strings.LastIndexAny(s[:from.from], ";.")+1, len(s)
	if i := strings.IndexAny(s[to.to:], ";.,"); i >= 0 {
		hi = to.to + i
	}
	if x := lastBecame(s[lo:from.from]); x != 0 {
		return x
	}
	return becameOf(s[to.to:hi])
}

// stretch is the longest row of units around [lo, hi] that ended as sign says; nil when one
// within did not. Units that the logs do not have are passed over.
func (a *auditor) stretch(prefix string, lo, hi, sign int) (first, last *profile.Unit) {
	by := map[int]*profile.Unit{}
	var all []int
	for _, u := range a.f.units {
		if x, n, ok := idNumber(u.ID); ok && x == prefix && len(u.Runs) > 0 {
			by[n] = u
			all = append(all, n)
		}
	}
	slices.Sort(all)
	ended := func(u *profile.Unit) bool {
		n := count(a.f.runs(u.ID), failed)
		if sign < 0 {
			return n > 0
		}
		return n == 0 && count(a.f.runs(u.ID), keepers[2].keep) > 0
	}
	i, _ := slices.BinarySearch(all, lo)
	j, _ := slices.BinarySearch(all, hi+1)
	for _, n := range all[i:j] {
		if !ended(by[n]) {
			return nil, nil
		}
	}
	if i >= j {
		return nil, nil
	}
	for i > 0 && ended(by[all[i-1]]) {
		i--
	}
	for j < len(all) && ended(by[all[j]]) {
		j++
	}
	return by[all[i]], by[all[j-1]]
}

var (
	againWord   = lazy.Compile(`(?i)\b(?:again|anew|wieder|back to (?:normal|work)|recover\w*)\b`)
	firstOrFrom = lazy.Compile(`(?i)\b(?:first|erste\w*|from)\b`)
	untilFirst  = lazy.Compile(`(?i)\b(?:until|till|up to|bis)\b`)
	lastGood    = lazy.Compile(`(?i)\b(?:last|letzte\w*)\b`)
	frontOf     = lazy.Compile(`(?i)\bbefore (?:that|this|it|the)\b|\b(?:davor|zuvor)\b`)
)

// turningPoint judges the unit at which failures ended, "X was the first to go through again",
// or before which they began, "good until X".
func (a *auditor) turningPoint(p *piece) {
	if a.advising(p) || p.heading || p.row != nil || couldBe.MatchString(p.text.S) || len(a.f.units) < 3 {
		return
	}
	ms := p.mentions()
	for k := range ms {
		m := &ms[k]
		if a.f.byID[strings.ToLower(m.text)] == nil || k > 0 && toJoin.MatchString(p.text.S[ms[k-1].to:m.from]) || k+1 < len(ms) && toJoin.MatchString(p.text.S[m.to:ms[k+1].from]) {
			continue
		}
		lo, hi := strings.LastIndexAny(p.text.S[:m.from], ",;:.")+1, len(p.text.S)
		if i := strings.IndexAny(p.text.S[m.to:], ",;."); i >= 0 {
			hi = m.to + i
		}
		part := p.text.S[lo:hi]
		if !goodWords.MatchString(part) || badWords.MatchString(part) || notWord.MatchString(part) || a.namesUnits(part) != 1 {
			continue
		}
		switch {
		case againWord.MatchString(part) && firstOrFrom.MatchString(part):
			a.turnsAt(p, m, true)
		case untilFirst.MatchString(p.text.S[lo:m.from]) && !againWord.MatchString(part), lastGood.MatchString(part) && frontOf.MatchString(p.text.S):
			a.turnsAt(p, m, false)
		}
	}
}

// turnsAt holds a unit against that of the first run that ended well behind the last failure,
// or the last one in front of the first.
func (a *auditor) turnsAt(p *piece, m *mention, again bool) {
	first, last := failureSpan(a.f.runs(""))
	if last == 0 {
		return
	}
	var edge *profile.Run
	var of *profile.Unit
	for _, u := range a.f.units {
		for k := range u.Runs {
			r := &u.Runs[k]
			if r.State != profile.RunSucceeded || !r.End.HasTime {
				continue
			}
			t := r.End.Time
			if again && t > last && (edge == nil || t < edge.End.Time) || !again && t < first && (edge == nil || t > edge.End.Time) {
				edge, of = r, u
			}
		}
	}
	if of == nil {
		return
	}
	what := "the first run that ended well behind the last failure"
	if !again {
		what = "the last run that ended well in front of the first failure"
	}
	lines := a.lines(a.f.runLines([]*profile.Run{edge}, keepOr(nil))...)
	if strings.EqualFold(of.ID, m.text) {
		a.say(KindEntity, Proven, p, m.from, m.to, "its run is "+what, "", lines)
		return
	}
	v := Refuted
	if !again {
		v = Unsupported
	}
	a.say(KindEntity, a.absent(v), p, m.from, m.to, what+" is of another unit", of.ID, lines)
}

var besideTime = lazy.Compile(`(?i)^[^A-Za-z0-9]{0,3}(?:(?:at|um|on|fails?|failed|job|run|order|task|unit|with|the|last|being|again)\b[^A-Za-z0-9]{0,3}){0,3}$`)

// ownTime is the unit that stands right beside a time, with its lines; nil when none does.
func (a *auditor) ownTime(p *piece, ms []mention, m *mention) (*mention, []int32) {
	if p.row != nil || m.at.step > second || !m.at.hasClock {
		return nil, nil
	}
	for k := range ms {
		o := &ms[k]
		if o.kind == isTime || a.f.byID[strings.ToLower(o.text)] == nil {
			continue
		}
		var between string
		switch {
		case o.to <= m.from:
			between = p.text.S[o.to:m.from]
		case m.to <= o.from:
			between = p.text.S[m.to:o.from]
		default:
			continue
		}
		if !besideTime.MatchString(between) {
			continue
		}
		if lines := a.timedLines(a.c.find(o.text)); len(lines) > 0 && len(lines) <= 40 {
			return o, lines
		}
	}
	return nil, nil
}

// otherTime doubts a time that stands right beside a unit of which no line is of that time.
func (a *auditor) otherTime(p *piece, ms []mention, m *mention, at []int32) bool {
	unit, lines := a.ownTime(p, ms, m)
	if unit == nil || len(at) == 0 || len(intersect(sorted(at), lines)) > 0 {
		return false
	}
	for _, i := range at { // the line beside it may be the one that names the unit
		for _, j := range lines {
			if d := a.c.lines[i].time - a.c.lines[j].time; a.c.lines[i].timed && d > -2*second && d < 2*second {
				return false
			}
		}
	}
	for k := range ms { // another name of the sentence may be the one that the time is of
		if o := &ms[k]; o.from != unit.from && a.f.byID[strings.ToLower(o.text)] != nil && len(intersect(sorted(at), sorted(a.c.find(o.text)))) > 0 {
			return false
		}
	}
	last := lines[len(lines)-1]
	a.say(KindTime, a.absent(Refuted), p, m.from, m.to, "the lines of "+unit.text+" are of another time", a.clock(a.c.lines[last].time), a.lines(lines...))
	return true
}
