package audit

import (
	"cmp"
	"slices"
	"strings"

	"inquest/internal/document"
	"inquest/internal/lazy"
	"inquest/internal/record"
)

// failedRun tells that a failure is that of a run.
var failedRun = lazy.Compile(`(?i)\b(?:runs?|jobs?|tasks?|lauf|läufe)\b`)

// events are the moments that a part of a sentence may mean.
type events struct {
	list   []moment
	pinned bool // few, and of lines that have most of its words
}

var (
	firstBad  = lazy.Compile(`(?i)\b(?:first|initial|ersten?|erster) (?:\w+ ){0,2}?(?:(?:bad|broken|failing|lost) (?:jobs?|runs?|tasks?|ones?|orders?|requests?)|failures?|errors?|failed|to fail|exceptions?|refusals?|rejections?|fehlers?|ausfalls?)\b|\bonset\b`)
	lastBad   = lazy.Compile(`(?i)\b(?:last|final|letzten?|letzter) (?:\w+ ){0,2}?(?:(?:bad|broken|failing|lost) (?:jobs?|runs?|tasks?|ones?|orders?|requests?)|failures?|errors?|failed|to fail|exceptions?|refusals?|rejections?|fehlers?|ausfalls?)\b`)
	logsEnd   = lazy.Compile(`(?i)\blogs? (?:ends?|stops?|breaks? off)\b|\bends? of the (?:logs?|record)\b|\bend of these logs\b`)
	logsBegin = lazy.Compile(`(?i)\blogs? (?:begins?|starts?)\b|\b(?:begin|start)(?:ning)? of the (?:logs?|record)\b`)
	fromToIn  = lazy.Compile(`(?i)\b(?:from|between|vom?|zwischen)\s+(.{3,120}?)\s+(?:to|until|till|and|bis(?: zum?)?|und)\s+(.{3,120})$`)
	oneBehind = lazy.Compile(`(?i)^\W*(?:after|before|nach|vor)\s+(?:the |der |dem |den )?(?:first|last|ersten?|letzten?)(?: one)?\W*$`)
	afterMark = lazy.Compile(`(?i)^\W{0,3}(?:later|after|before|earlier|behind|danach|später|nach|vor|davor|from|since|into)\b`)
)

// betweenEvents judges a duration as the distance of two things that the sentence, or what
// stands before it, speaks of: "from the failed backup to the first exception it took 73 s",
// "20 s later the next recount starts".
func (a *auditor) betweenEvents(p *piece, m *mention, c claimed) bool {
	left, right, back := a.bothSides(p, m)
	if len(right.list) == 0 || len(left.list) == 0 {
		return false
	}
	sign, word := sideOf(p, m)
	if len(p.row) == 2 || fromToIn.MatchString(p.text.S[:m.from]) || fromToIn.MatchString(p.text.S[m.to:]) {
		sign = 0
	}
	if back != 0 && !objectBehind.MatchString(p.text.S[m.to:]) {
		sign *= back
	}
	pairs := append(pairsOf(left.list, right.list), pairsOf(right.list, left.list)...)
	if sign > 0 { // what stands in front is the later one
		pairs = pairsOf(right.list, left.list)
	} else if sign < 0 {
		pairs = pairsOf(left.list, right.list)
	}
	best, at := int64(0), [2]moment{}
	for _, x := range pairs {
		d := x[1].at - x[0].at
		if d > 0 && c.fits(d) {
			s := support{}
			if x[0].line >= 0 && x[1].line >= 0 {
				s = a.lines(x[0].line, x[1].line)
			}
			a.say(KindDuration, Proven, p, m.from, m.to, "from "+a.clock(x[0].at)+" ("+x[0].what+") to "+a.clock(x[1].at)+" ("+x[1].what+")", "", s)
			return true
		}
		if d > 0 && (best == 0 || cmpAbs(d-c.d, best-c.d) < 0) {
			best, at = d, x
		}
	}
	if sign != 0 && word > m.to && left.pinned && right.pinned {
		for _, x := range append(pairsOf(left.list, right.list), pairsOf(right.list, left.list)...) {
			if d := x[1].at - x[0].at; d > 0 && c.fits(d) {
				a.say(KindDuration, a.absent(Refuted), p, m.from, word, "the logs have them in the other order: "+a.clock(x[0].at)+" ("+x[0].what+") and "+a.clock(x[1].at)+" ("+x[1].what+")", "", support{})
				return true
			}
		}
	}
	if !left.pinned || !right.pinned || best == 0 || cmpAbs(best-c.d, second+c.tolerance) <= 0 || couldBe.MatchString(p.text.S) || !sameScale(best, c.d) {
		return false
	}
	s := support{}
	if at[0].line >= 0 && at[1].line >= 0 {
		s = a.lines(at[0].line, at[1].line)
	}
	a.say(KindDuration, a.absent(Unsupported), p, m.from, m.to, "from "+a.clock(at[0].at)+" to "+a.clock(at[1].at)+" it is another time", formatNS(best), s)
	return true
}

// objectBehind names what a duration is counted from: "11 seconds after the last failure".
var objectBehind = lazy.Compile(`(?i)^\W{0,3}(?:after|before|from|since|nach|vor)\s+(?:the|a|an|its|his|their|first|last|der|die|das|dem|den)\b`)

// bothSides are the events in front of a duration and behind it. back tells which of them, where
// the other was told in a sentence before: 1 the one in front of the duration, -1 the one behind
// it, 0 where the sentence tells both.
func (a *auditor) bothSides(p *piece, m *mention) (left, right events, back int) {
	from, to := sentencePart(p.text.S, m)
	before, after := p.text.S[from:m.from], p.text.S[m.to:to]
	texts := []string{before, after}
	if len(p.row) == 2 {
		texts = append(texts, p.row[0].S)
	}
	for _, s := range texts {
		if g := fromToIn.FindStringSubmatch(strings.TrimSpace(s)); g != nil {
			return a.eventsOf(g[1]), a.eventsOf(g[2]), 0
		}
	}
	left, right = a.eventsOf(before), a.eventsOf(after)
	if !afterMark.MatchString(after) && len(content(after)) > 0 && len(content(before)) > 0 {
		return events{}, events{}, 0
	}
	if (len(left.list) == 0) == (len(right.list) == 0) {
		return left, right, 0
	}
	if oneBehind.MatchString(after) && len(right.list) == 0 {
		return left, a.failureEvent(firstWords.MatchString(after) || strings.Contains(after, "erste")), 0
	}
	other := &right
	back = 1
	if len(left.list) == 0 {
		other = &left
		back = -1
	}
	plain := true
	for k := len(p.back) - 1; k >= 0; k-- { // "20 s later": than what was said before
		e := a.eventsOf(p.back[k])
		if len(e.list) > 0 && (e.pinned || len(e.list) <= 3) {
			*other = e
			other.pinned = other.pinned && plain
			break
		}
		plain = plain && len(e.list) == 0
	}
	return left, right, back
}

// sentencePart is the part of a sentence around a duration up to semicolons.
func sentencePart(s string, m *mention) (int, int) {
	lo, hi := strings.LastIndexByte(s[:m.from], ';')+1, len(s)
	if i := strings.IndexByte(s[m.to:], ';'); i >= 0 {
		hi = m.to + i
	}
	return lo, hi
}

// pairsOf joins the moments of two lists as a reader would: the first of each, the last of
// each, the first of one and the last of the other, and each with the next one behind it.
func pairsOf(x, y []moment) [][2]moment {
	out := [][2]moment{{x[0], y[0]}, {x[len(x)-1], y[len(y)-1]}, {x[0], y[len(y)-1]}, {x[len(x)-1], y[0]}}
	for _, l := range x {
		i, _ := slices.BinarySearchFunc(y, l.at, func(r moment, t int64) int { return cmp.Compare(r.at, t) })
		for i < len(y) && y[i].at <= l.at {
			i++
		}
		if i < len(y) {
			out = append(out, [2]moment{l, y[i]})
		}
	}
	return out
}

// eventsOf are the moments that a part of a sentence means: its times, the first or last
// failure, the ends of the logs, or the lines that have most of its words.
func (a *auditor) eventsOf(s string) events {
	t := document.Text{S: s}
	part := piece{text: t}
	switch {
	case logsEnd.MatchString(s):
		return a.edgeEvent(len(a.c.byTime)-1, "the last line")
	case logsBegin.MatchString(s):
		return a.edgeEvent(0, "the first line")
	}
	if list := a.linesOfTimes(&part, mentions(&t)); len(list) > 0 && len(list) <= 60 {
		n := a.anchorOf(s)
		best, _ := n.share(list)
		keep := list
		if best > 0 {
			keep = nil
			for _, i := range list {
				if n.score(i) >= best*n.best*n.total*0.6 {
					keep = append(keep, i)
				}
			}
		}
		return a.momentsOf(keep, "a line of that time", s)
	}
	if firstBad.MatchString(s) || lastBad.MatchString(s) {
		if e := a.failureEvent(firstBad.MatchString(s)); len(e.list) > 0 {
			if failedRun.MatchString(s) {
				e.list = slices.DeleteFunc(e.list, func(x moment) bool { return x.line >= 0 && len(e.list) > 1 })
			}
			return e
		}
	}
	n := a.anchorOf(s)
	own := meaningful(s)
	if len(n.lines) == 0 || n.more || len(n.lines) > 400 || len(own) == 0 {
		return events{}
	}
	if n.hits < 2 && (len(n.lines) > 40 || !slices.ContainsFunc(own, func(w string) bool { return len(a.c.words[w]) > 0 })) {
		return events{}
	}
	e := a.momentsOf(n.lines, "a line that speaks of this", s)
	e.pinned = e.pinned && n.strong() && n.best >= 0.6
	return e
}

func (a *auditor) momentsOf(lines []int32, what, s string) events {
	var e events
	for _, i := range lines {
		if l := &a.c.lines[i]; l.timed {
			e.list = append(e.list, moment{at: l.time, what: what, line: i})
		}
	}
	slices.SortStableFunc(e.list, func(x, y moment) int { return cmp.Compare(x.at, y.at) })
	if n := len(e.list); n > 1 {
		switch first, last := firstWords.MatchString(s), lastWords.MatchString(s); {
		case first && !last:
			e.list = e.list[:1]
		case last && !first:
			e.list = e.list[n-1:]
		}
	}
	e.pinned = len(e.list) > 0 && e.list[len(e.list)-1].at-e.list[0].at <= 3*second
	return e
}

func (a *auditor) edgeEvent(k int, what string) events {
	if k < 0 || k >= len(a.c.byTime) {
		return events{}
	}
	i := a.c.byTime[k]
	return events{[]moment{{at: a.c.lines[i].time, what: what, line: i}}, true}
}

// failureEvent is the first or the last failure: of a run, and of any line.
func (a *auditor) failureEvent(first bool) events {
	var e events
	if x, y := failureSpan(a.f.runs("")); y > 0 {
		at := y
		if first {
			at = x
		}
		e.list = append(e.list, moment{at: at, what: "the end of a failed run", line: -1})
	}
	for k := range a.c.byTime {
		i := a.c.byTime[k]
		if !first {
			i = a.c.byTime[len(a.c.byTime)-1-k]
		}
		if a.c.lines[i].level >= record.LevelError || contains(a.c.ofBad(), i) {
			e.list = append(e.list, moment{at: a.c.lines[i].time, what: "a line that tells of failure", line: i})
			break
		}
	}
	slices.SortFunc(e.list, func(x, y moment) int { return cmp.Compare(x.at, y.at) })
	return e
}

var (
	withinBefore = lazy.Compile(`(?i)\b(?:within|in the space of|over the course of|innerhalb von|binnen)\s+(?:about |only |just |some |the )?$`)
	apartBehind  = lazy.Compile(`(?i)^\s*apart\b|^\s*(?:voneinander|auseinander)\b`)
	pronounWord  = lazy.Compile(`(?i)\b(?:they|it|one|each|these|those|sie|es)\b`)
)

// spread judges "4 errors within 3 seconds": from the first to the last of the lines that
// the sentence speaks of.
func (a *auditor) spread(p *piece, m *mention, c claimed) bool {
	if !withinBefore.MatchString(p.text.S[:m.from]) || a.ofRuns(content(p.text.S[:m.from])) {
		return false
	}
	n := a.anchorOf(p.text.S)
	if n.hits < 2 || n.more || len(n.lines) < 2 || len(n.lines) > 400 {
		return false
	}
	t := a.timesOf(n.lines)
	if len(t) < 2 {
		return false
	}
	d := t[len(t)-1] - t[0]
	lines := a.lines(n.lines[0], n.lines[len(n.lines)-1])
	switch {
	case c.fits(d) || d < c.d && d+max(second, c.d/5) >= c.d:
		a.say(KindDuration, Proven, p, m.from, m.to, "from the first to the last of "+itoa(len(n.lines))+" lines that speak of this", "", lines)
		return true
	case n.strong() && sameScale(d, c.d) && !couldBe.MatchString(p.text.S) && d > c.d:
		a.say(KindDuration, a.absent(Unsupported), p, m.from, m.to, "from the first to the last line that speaks of this it is more", formatNS(d), lines)
		return true
	}
	return false
}

// periodic finds the usual distance between lines that the sentence, or the one before it,
// speaks of: "they come every 80 seconds", "the kills are 90 s apart".
func (a *auditor) periodic(p *piece, m *mention, c claimed) bool {
	if !everyWord.MatchString(p.text.S[:m.from]) && !apartBehind.MatchString(p.text.S[m.to:]) {
		return false
	}
	texts := []string{p.text.S}
	if pronounWord.MatchString(p.text.S) || len(meaningful(p.text.S)) < 2 {
		texts = append(texts, p.prev)
		if n := len(p.back); n > 1 {
			texts = append(texts, p.back[n-2])
		}
	}
	var right int64
	var at []int32
	for _, s := range texts {
		for _, lines := range a.seriesLines(s) {
			t := a.timesOf(lines)
			if len(t) < 3 {
				continue
			}
			gaps := make([]int64, 0, len(t))
			for i := 1; i < len(t); i++ {
				gaps = append(gaps, t[i]-t[i-1])
			}
			slices.Sort(gaps)
			mid := gaps[len(gaps)/2]
			if c.fits(mid) {
				a.say(KindDuration, Proven, p, m.from, m.to, "the usual distance between "+itoa(len(lines))+" lines that speak of this", "", a.lines(lines...))
				return true
			}
			if right == 0 && gaps[len(gaps)-1]-gaps[0] <= max(second, mid/20) {
				right, at = mid, lines
			}
		}
	}
	if right == 0 || couldBe.MatchString(p.text.S) || !sameScale(right, c.d) {
		return false
	}
	a.say(KindDuration, a.absent(Unsupported), p, m.from, m.to, "the lines that speak of this come at another distance", formatNS(right), a.lines(at...))
	return true
}

// seriesLines are the sets of lines that a text may mean as a series: the best ones, those
// of its single words, of one form each.
func (a *auditor) seriesLines(s string) [][]int32 {
	n := a.anchorOf(s)
	var out [][]int32
	add := func(lines []int32) {
		if len(lines) < 3 || len(lines) > 2000 {
			return
		}
		out = append(out, lines)
		for _, g := range a.groups(lines, "", a.looseForm, "") {
			if len(g.lines) >= 3 {
				out = append(out, g.lines)
			}
		}
	}
	add(n.lines)
	for _, w := range n.stems {
		if !generic[w] && !countSpeech[w] && len(out) < 24 {
			add(a.headsOf(a.c.words[w]))
		}
	}
	return out
}
