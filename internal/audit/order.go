package audit

import (
	"inquest/internal/document"
	"inquest/internal/lazy"
)

var (
	orderWord   = lazy.Compile(`(?i)\b(before|prior to|ahead of|bevor|vor|after|following|nachdem|nach)\b`)
	beforeOrder = lazy.Compile(`(?i)^(?:before|prior to|ahead of|bevor|vor)$`)
	noOrder     = lazy.Compile(`(?i)\b(?:not|n't|never|until|till|unless|whether|nicht|kein\w*|soon|shortly|long|even|instead|shown|look\w*|day|night|week|month|evening|morning)\s*$|\?`)
	noneFirst   = lazy.Compile(`(?i)(?:^|[.,;:]\s*|\b(?:and|und)\s+)(?:no|none of the|not one|not a single|nothing|kein\w*)\b`)
	sideEnd     = lazy.Compile(`[,;()|]|:\s|\.(?:\s|$)|\s(?:and|but|while|und|aber)\s`)
	partBegin   = lazy.Compile(`[;(|]|[:.]\s`)
	beginsWord  = lazy.Compile(`(?i)\b(?:began|begins?|begun|started|starts|set in|onset|beg[ai]nn\w*)\b`)
	endsWord    = lazy.Compile(`(?i)\b(?:ended|ends|stopped|finished|over|endete)\b`)
	subjectEnd  = lazy.Compile(`(?i)\b(?:is|was|are|were|has|had|have|led|leads|caused|causes|triggered|comes?|came|began|begins|starts?|started|ran|runs|did|does|fill\w*|went|took|got|stood|gave)\b`)
	itAlone     = lazy.Compile(`(?i)^\W*(?:(?:it|this|that|they|these|those|he|she|which|all|each|es|sie|dies)\b\W*)?(?:(?:was|is|were|had|has|began|begun|begins|started|happened|came|occurred|ended|stopped|all|been|already|some)\b\W*)*$`)
)

// span of time that a part of a sentence means.
type timespan struct {
	from, to int64
	line     int32
	strong   bool // told by a time, or by two words at least
	plain    bool // no more than that something failed
}

// spanOf is when what a part of a sentence speaks of was logged.
func (a *auditor) spanOf(s string) (timespan, bool) {
	e := a.eventsOf(s)
	if len(e.list) == 0 || len(e.list) > 200 {
		return timespan{}, false
	}
	first, last := e.list[0], e.list[len(e.list)-1]
	t := timespan{first.at, last.at, first.line, e.pinned, false}
	begins, ends := beginsWord.MatchString(s), endsWord.MatchString(s)
	if begins && !ends {
		t.to = t.from
	}
	if ends && !begins {
		t.from, t.line = t.to, last.line
	}
	return t, true
}

// subject is what a pronoun stands for: the begin of the nearest sentence before that speaks
// of something that the logs have.
func (a *auditor) subject(p *piece, words string) (timespan, bool) {
	for k := len(p.back) - 1; k >= max(0, len(p.back)-2); k-- {
		s := p.back[k]
		if loc := subjectEnd.FindStringIndex(s); loc != nil && len(meaningful(s[:loc[0]])) > 0 {
			if t, ok := a.spanOf(s[:loc[0]] + " " + words); ok {
				return t, true
			}
		}
		if t, ok := a.spanOf(s + " " + words); ok {
			return t, true
		}
	}
	return timespan{}, false
}

// sequence judges "A before B" and "A after B" of things that the logs have both.
func (a *auditor) sequence(p *piece) {
	if a.advising(p) || p.heading || p.row != nil || couldBe.MatchString(p.text.S) {
		return
	}
	s := p.text.S
	for _, loc := range orderWord.FindAllStringIndex(s, 4) {
		lo := 0
		for _, e := range partBegin.FindAllStringIndex(s[:loc[0]], -1) {
			lo = e[1]
		}
		hi := len(s)
		if e := sideEnd.FindStringIndex(s[loc[1]:]); e != nil {
			hi = loc[1] + e[0]
		}
		left, right := s[lo:loc[0]], s[loc[1]:hi]
		if noOrder.MatchString(left) || len(content(right)) == 0 && len(mentions(&document.Text{S: right})) == 0 || a.spanBeside(p, loc) {
			continue
		}
		before := beforeOrder.MatchString(s[loc[0]:loc[1]])
		if noneFirst.MatchString(left) {
			a.noneThen(p, loc, left, right, before)
			continue
		}
		a.orderOf(p, loc, left, right, before)
	}
}

// spanBeside tells a duration on either side of the word: "3 s after", "after 3 s".
func (a *auditor) spanBeside(p *piece, loc []int) bool {
	for _, m := range p.mentions() {
		if m.kind == isDuration && (m.to <= loc[0] && loc[0]-m.to < 3 || m.from >= loc[1] && m.from-loc[1] < 16) {
			return true
		}
	}
	return false
}

func (a *auditor) orderOf(p *piece, loc []int, left, right string, before bool) {
	x, okX := a.spanOf(left)
	if itAlone.MatchString(left) {
		x, okX = a.subject(p, left)
	}
	y, okY := a.spanOf(right)
	if !okX || !okY {
		return
	}
	if !before {
		x, y = y, x
	}
	s := support{}
	if x.line >= 0 && y.line >= 0 {
		s = a.lines(x.line, y.line)
	}
	from, to := loc[0], loc[1]
	switch {
	case x.to < y.from:
		a.say(KindTime, Proven, p, from, to, "from "+a.clock(x.from)+" on, and from "+a.clock(y.from)+" on", "", s)
	case x.from > y.to && x.strong && y.strong:
		a.say(KindTime, a.absent(Refuted), p, from, to, "the logs have them in the other order: "+a.clock(y.from)+" and "+a.clock(x.from), turnedWord(p.text.S[from:to]), s)
	case x.from > y.to:
		a.say(KindTime, a.absent(Unsupported), p, from, to, "the lines that speak of these come in the other order: "+a.clock(y.from)+" and "+a.clock(x.from), turnedWord(p.text.S[from:to]), s)
	}
}

// turnedWord is the word for the other order.
func turnedWord(w string) string {
	if beforeOrder.MatchString(w) {
		return "after"
	}
	return "before"
}

// noneThen judges "no run completed after the remount": there must be none on that side.
func (a *auditor) noneThen(p *piece, loc []int, left, right string, before bool) {
	sign := lastBecame(left)
	y, ok := a.spanOf(right)
	if sign == 0 || !ok || len(a.f.units) == 0 || !hasStem(content(left), "run", "job", "task", "one", "fail", "success", "complet") && len(content(left)) > 2 {
		return
	}
	keep := failed
	if sign > 0 {
		keep = keepers[2].keep
	}
	var wrong []int32
	for _, r := range a.f.runs(a.scope(p)) {
		if keep(r) && r.End.HasTime && (before && r.End.Time < y.from || !before && r.End.Time > y.to) {
			if i := a.f.mark(r.End); i >= 0 {
				wrong = append(wrong, i)
			}
		}
	}
	if len(wrong) == 0 {
		a.say(KindTime, Proven, p, loc[0], loc[1], "there is no such run on that side of "+a.clock(y.from), "", support{})
		return
	}
	a.say(KindTime, a.absent(Refuted), p, loc[0], loc[1], plural(len(wrong), "such run is", "such runs are")+" on that side of "+a.clock(y.from), itoa(len(wrong)), a.lines(wrong...))
}

var (
	leadsTo  = lazy.Compile(`(?i)\s(?:(?:has |had |have )?(?:caused|led to|triggered|brought about|resulted in|provoked)|führten? zu|verursachten?)\s`)
	comesOf  = lazy.Compile(`(?i)\s(?:(?:was|were) (?:caused|triggered|brought about) by|resulted from|stemmed from)\s`)
	tooPlain = stemsOfAll(`crash outage failure failures fail error errors problem incident issue down trouble stop lost`)
)

// plainSlack is how much sooner the first failure may be than what is called its cause: another
// one may be meant.
const plainSlack = 10 * second

// turnedCause doubts a cause that the logs have only after its effect. true when it did.
func (a *auditor) turnedCause(p *piece) bool {
	s := p.text.S
	loc, passive := comesOf.FindStringIndex(s), true
	if loc == nil {
		loc, passive = leadsTo.FindStringIndex(s), false
	}
	if loc == nil || p.row != nil || couldBe.MatchString(s) || guessed.MatchString(s) || notWord.MatchString(s) {
		return false
	}
	lo := 0
	for _, e := range sideEnd.FindAllStringIndex(s[:loc[0]], -1) {
		lo = e[1]
	}
	hi := len(s)
	if e := sideEnd.FindStringIndex(s[loc[1]:]); e != nil {
		hi = loc[1] + e[0]
	}
	why, what := s[lo:loc[0]], s[loc[1]:hi]
	if passive {
		why, what = what, why
	}
	x, okX := a.causeSpan(why)
	y, okY := a.causeSpan(what)
	if !okX || !okY || x.from <= y.from || x.from <= y.from+second/2 && !(x.strong && y.strong) || x.from <= y.from+plainSlack && (x.plain || y.plain) {
		return false
	}
	ref := support{}
	if x.line >= 0 && y.line >= 0 {
		ref = a.lines(y.line, x.line)
	}
	a.say(KindCause, a.absent(Unsupported), p, lo, hi, "what is called the effect is logged first, at "+a.clock(y.from)+"; what is called the cause from "+a.clock(x.from)+" on", "", ref)
	return true
}

// causeSpan is when what is called a cause or an effect was logged: of words that say no more
// than that something failed, the first failure.
func (a *auditor) causeSpan(s string) (timespan, bool) {
	own := meaningful(s)
	if len(own) == 0 && badWords.MatchString(s) {
		if e := a.failureEvent(true); len(e.list) > 0 {
			return timespan{e.list[0].at, e.list[0].at, e.list[0].line, true, true}, true
		}
	}
	if len(own) == 0 || len(own) == 1 && tooPlain[own[0]] {
		return timespan{}, false
	}
	if t, ok := a.spanOf(s); ok {
		return t, true
	}
	if badWords.MatchString(s) {
		if e := a.failureEvent(true); len(e.list) > 0 {
			return timespan{e.list[0].at, e.list[0].at, e.list[0].line, true, true}, true
		}
	}
	return timespan{}, false
}

var (
	laterSide   = lazy.Compile(`(?i)^\W{0,3}(later|afterwards|thereafter|danach|später|after|from|since|nach|into)\b`)
	earlierSide = lazy.Compile(`(?i)^\W{0,3}(earlier|before|previously|vor|davor|vorher|prior)\b`)
)

// sideOf is what stands behind a duration: 1 when what the sentence tells is the later of two
// things, -1 when it is the earlier, 0 when it does not say; to is where the word ends.
func sideOf(p *piece, m *mention) (sign, to int) {
	rest := p.text.S[m.to:]
	if loc := laterSide.FindStringSubmatchIndex(rest); loc != nil {
		return 1, m.to + loc[3]
	}
	if loc := earlierSide.FindStringSubmatchIndex(rest); loc != nil {
		return -1, m.to + loc[3]
	}
	return 0, m.to
}
