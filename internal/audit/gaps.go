package audit

import (
	"slices"
	"strings"

	"inquest/internal/document"
	"inquest/internal/lazy"
)

// steady is a distance that two kinds of lines keep each time: a kill, and the restart
// five seconds behind it.
type steady struct {
	gap   int64
	times int
	words map[string]bool // stems of both lines
	lines [2]int32        // the first two that are so far apart
}

// maxSteadyLines bounds the lines between which steady distances are looked for.
const maxSteadyLines = 20_000

// steadies lists the steady distances of the lines, found once.
func (a *auditor) steadies() []steady {
	if a.c.gapsFound {
		return a.c.gaps
	}
	a.c.gapsFound = true
	if len(a.c.byTime) > maxSteadyLines {
		return nil
	}
	type pair struct{ x, y string }
	found := map[pair]*steady{}
	var order []pair
	broken := map[pair]bool{}
	forms := make([]string, len(a.c.byTime))
	for k, i := range a.c.byTime {
		forms[k] = a.looseForm(i)
	}
	for k, i := range a.c.byTime {
		seen := map[string]bool{forms[k]: true}
		for j := k + 1; j < min(len(forms), k+9); j++ {
			if seen[forms[j]] {
				continue
			}
			seen[forms[j]] = true
			pr := pair{forms[k], forms[j]}
			n := a.c.byTime[j]
			d := a.c.lines[n].time - a.c.lines[i].time
			s := found[pr]
			switch {
			case broken[pr] || len(order) > 5000:
			case s == nil:
				found[pr] = &steady{gap: d, times: 1, lines: [2]int32{i, n}}
				order = append(order, pr)
			case d-s.gap > second/2 || s.gap-d > second/2:
				broken[pr] = true
			default:
				s.times++
			}
		}
	}
	for _, pr := range order {
		if s := found[pr]; !broken[pr] && s.times > 1 && s.gap >= second/1000 {
			s.words = tokens(a.c.lines[s.lines[0]].text + " " + a.c.lines[s.lines[1]].text)
			a.c.gaps = append(a.c.gaps, *s)
		}
	}
	return a.c.gaps
}

// looseForm is a line with its numbers, and the words that stand in each other's place,
// masked.
func (a *auditor) looseForm(i int32) string {
	return a.c.memos.keys.get(i, func() string { return a.makeLooseForm(i) })
}

func (a *auditor) makeLooseForm(i int32) string {
	t := a.c.slots()
	w := slotWords(a.c.lines[i].text)
	var b strings.Builder
	for k := range w {
		before, after := "^", "$"
		if k > 0 {
			before = maskDigits(w[k-1])
		}
		if k+1 < len(w) {
			after = maskDigits(w[k+1])
		}
		if x := maskDigits(w[k]); x != w[k] {
			b.WriteString(x)
		} else if len(t.at[before+" _ "+after]) > 1 {
			b.WriteByte('_')
		} else {
			b.WriteString(x)
		}
		b.WriteByte(' ')
	}
	return b.String()
}

var (
	eachTime   = lazy.Compile(`(?i)\b(?:each|every|always|all|times|jeweils|jedes? ?mal|jede[rsn]?)\b`)
	timesOf    = lazy.Compile(`(?i)\b(?:times|mal) +$`)
	afterEach  = lazy.Compile(`(?i)\b(?:after|within|nach)\s+(?:about |only |just )?$`)
	followedBy = lazy.Compile(`(?i)\bfollowed by\b`)
)

// steadyGap judges "each kill is followed by a restart 5 s later", and "3 times 6 s".
func (a *auditor) steadyGap(p *piece, m *mention, c claimed) bool {
	if !eachTime.MatchString(p.text.S) || !followedBy.MatchString(p.text.S) && !laterWord.MatchString(p.text.S[m.to:]) && !timesOf.MatchString(p.text.S[:m.from]) && !afterEach.MatchString(p.text.S[:m.from]) || couldBe.MatchString(p.text.S) {
		return false
	}
	var best *steady
	most := 0
	own := meaningful(p.text.S)
	for k := range a.steadies() {
		s := &a.c.gaps[k]
		n := 0
		for _, w := range own {
			if s.words[w] {
				n++
			}
		}
		if c.fits(s.gap) && (n >= 2 || n == 1 && len(own) < 4 || len(own) <= 1) {
			a.say(KindDuration, Proven, p, m.from, m.to, "so far apart each of "+itoa(s.times)+" times", "", a.lines(s.lines[0], s.lines[1]))
			return true
		}
		if n > most {
			best, most = s, n
		} else if n == most && best != nil && best.gap != s.gap {
			best = nil
		}
	}
	if best != nil && most >= 2 && (followedBy.MatchString(p.text.S[:m.from]) || laterWord.MatchString(p.text.S[m.to:])) && c.d < 100*best.gap {
		a.say(KindDuration, a.absent(Refuted), p, m.from, m.to, "these lines lie otherwise apart, each of "+itoa(best.times)+" times", formatNS(best.gap), a.lines(best.lines[0], best.lines[1]))
		return true
	}
	return false
}

// product finds a duration that is another of the sentence, so many times.
func (a *auditor) product(p *piece, ms []mention, m *mention) bool {
	for k := range ms {
		for j := range ms {
			n, d := &ms[k], &ms[j]
			if n.kind == isNumber && d.kind == isDuration && d.from != m.from && n.n > 1 && d.to < m.from && int64(n.n)*d.dur == m.dur {
				a.say(KindArithmetic, Proven, p, m.from, m.to, number(n.n)+" times "+d.text, "", support{})
				return true
			}
		}
	}
	if d := sumOfDurations(p, ms, m); d != "" {
		a.say(KindArithmetic, Proven, p, m.from, m.to, "the sum of "+d, "", support{})
		return true
	}
	return false
}

func sumOfDurations(p *piece, ms []mention, m *mention) string {
	for k := range ms {
		for j := k + 1; j < len(ms); j++ {
			x, y := &ms[k], &ms[j]
			if x.kind == isDuration && y.kind == isDuration && x.from != m.from && y.from != m.from && x.dur+y.dur == m.dur {
				return x.text + " and " + y.text
			}
		}
	}
	return ""
}

// laterLine judges "started at 14:01:58, and 7 seconds later its pool was set": a line so
// long after the time has to say what follows.
func (a *auditor) laterLine(p *piece, ms []mention, m *mention, c claimed) bool {
	if !laterWord.MatchString(p.text.S[m.to:]) {
		return false
	}
	var t *mention
	for k := range ms {
		if ms[k].kind == isTime && ms[k].at.hasClock && ms[k].to <= m.from {
			t = &ms[k]
		}
	}
	if t == nil || t.at.step > second {
		return false
	}
	from, known := a.headsAt(t.at)
	if !known || len(from) == 0 || len(from) > 12 || !a.c.lines[from[0]].timed {
		return false
	}
	_, end := clauseOf(p.text.S, m.from, m.to)
	n := a.anchorOf(p.text.S[m.to:end])
	if n.hits < 2 || n.more || len(n.lines) > 12 || n.best < 0.6 {
		return false
	}
	begin := a.c.lines[from[0]].time
	right := int64(0)
	for _, i := range n.lines {
		if !a.c.lines[i].timed || a.c.lines[i].time < begin {
			continue
		}
		d := a.c.lines[i].time - begin
		c.tolerance = max(c.tolerance, second-1)
		if c.fits(d) {
			a.say(KindDuration, Proven, p, m.from, m.to, "from the line of that time to the one that says what followed", "", a.lines(from[0], i))
			return true
		}
		if right == 0 {
			right = d
		}
	}
	if right == 0 {
		return false
	}
	a.say(KindDuration, a.absent(Refuted), p, m.from, m.to, "what followed is logged another time after it", formatNS(right), a.lines(append([]int32{from[0]}, n.lines...)...))
	return true
}

// extreme judges "the slowest took 29 ms" of lines: the most or the least of the durations
// that the lines with the terms of the clause give.
func (a *auditor) extreme(p *piece, m *mention, c claimed) bool {
	stat := statWord(p.text.S, m)
	if stat != "maximum" && stat != "minimum" || roughly.MatchString(p.text.S[:m.from]) && stat == "" {
		return false
	}
	r, ok := a.reckon(p, m)
	if !ok {
		return false
	}
	joint := r.joint()
	var right int64
	var at []int32
	for _, k := range r.relevant(0.3) {
		if len(k.lines) > maxSeriesLines || k.near < joint && k.near < 1 {
			continue
		}
		for _, s := range a.durationSeries(k.lines) {
			x, lines := s.statistic(stat)
			if c.fits(int64(x)) {
				a.say(KindDuration, Proven, p, m.from, m.to, "the "+stat+" in "+plural(len(s.lines), "line", "lines")+" with "+k.what(r.terms), "", a.lines(lines...))
				return true
			}
			if right == 0 && k.near == joint && len(s.lines) > 1 {
				right, at = int64(x), lines
			}
		}
	}
	if right == 0 || couldBe.MatchString(p.text.S) || !sameScale(right, m.dur) {
		return false
	}
	a.say(KindDuration, a.absent(Unsupported), p, m.from, m.to, "not the "+stat+" of the durations that lines of this give", formatNS(right), a.lines(at...))
	return true
}

// durationSeries are the durations that lines write, kind by kind: those of lines of one
// form, and all.
func (a *auditor) durationSeries(lines []int32) []series {
	all := series{}
	forms := map[string]*series{}
	var order []string
	for _, i := range lines {
		d := a.c.durationsIn(i)
		if len(d) == 0 {
			continue
		}
		k := formKey(a.c.lines[i].text)
		if forms[k] == nil {
			forms[k] = &series{}
			order = append(order, k)
		}
		for _, s := range []*series{&all, forms[k]} {
			s.values, s.lines = append(s.values, float64(d[len(d)-1])), append(s.lines, i)
		}
	}
	if len(all.values) == 0 {
		return nil
	}
	out := []series{all}
	for _, k := range order {
		if len(order) > 1 && len(order) <= 8 {
			out = append(out, *forms[k])
		}
	}
	return out
}

var turnedRange = lazy.Compile(`(?i)\b(?:between|from)\s+(` + amount + `)\s?(?:` + units + `)?\s+(?:and|to)\s+(` + amount + `)\s?-?(?:` + units + `)\b`)

// turned refutes a range that ends before it begins.
func (a *auditor) turned(p *piece) {
	for _, g := range turnedRange.FindAllStringSubmatchIndex(p.text.S, 4) {
		if x, y := p.text.S[g[2]:g[3]], p.text.S[g[4]:g[5]]; float(x) > float(y) && strings.Count(p.text.S[g[0]:g[1]], " ") <= 4 && oneUnit(p.text.S[g[0]:g[1]]) {
			a.say(KindArithmetic, Refuted, p, g[0], g[1], "a range that ends before it begins", "", support{})
		}
	}
}

// oneUnit tells a range whose ends have one unit, or the last one alone.
func oneUnit(s string) bool {
	var of []int64
	for _, g := range durationPart.FindAllStringSubmatch(s, -1) {
		of = append(of, unitOf(g[2]))
	}
	return len(slices.Compact(of)) == 1
}

// likeBelow counts the lines of the form that is shown below: "16 lines like this one:".
func (a *auditor) likeBelow(p *piece, m *mention) bool {
	if !likeThis.MatchString(p.text.S[m.to:]) || p.block+1 >= len(a.d.Blocks) {
		return false
	}
	b := &a.d.Blocks[p.block+1]
	if b.Kind != document.Code || len(b.Lines) == 0 {
		return false
	}
	l := a.readLine(b.Lines[0])
	at, share := a.nearest(l.text.S)
	if at < 0 || share < 0.6 {
		return false
	}
	form := a.looseForm(at)
	var same []int32
	for i := range a.c.lines {
		if a.c.lines[i].head && a.looseForm(int32(i)) == form {
			same = append(same, int32(i))
		}
	}
	if int64(len(same)) == int64(m.n) {
		a.say(KindCount, Proven, p, m.from, m.to, plural(len(same), "line is", "lines are")+" of the form shown below", "", a.lines(same...))
		return true
	}
	a.say(KindCount, a.absent(Unsupported), p, m.from, m.to, "not the number of lines of the form shown below", itoa(len(same)), a.lines(same...))
	return true
}

var likeThis = lazy.Compile(`(?i)\b(?:like (?:this|these|the following)|of (?:this|the following) (?:kind|form|sort)|such as)\b`)
