package audit

import (
	"sort"
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/lazy"
)

// A report of which nearly all figures are found in the logs is one whose words the checks
// understand. A figure of such a report that no reading gives is doubted even where it cannot
// be said which lines it counts: the others of its kind were found.

// leastFigures is how many figures of a report have to be found before one that is not is
// doubted for that reason, leastShare the share of them.
const (
	leastFigures = 10
	leastShare   = 0.9
)

// openFigure is a figure about which nothing was said, or that could not be checked.
type openFigure struct {
	p  *piece
	m  *mention
	at []int // the statements about it
}

// closedWorld doubts the figures that stay open in a report whose other figures are found.
func (a *auditor) closedWorld(all []piece) {
	if a.in.Internal || !a.c.whole || a.full {
		return
	}
	sort.SliceStable(a.out, func(i, j int) bool { return a.out[i].Span.Offset < a.out[j].Span.Offset })
	open, proven := a.openFigures(all), 0
	for i := range a.out {
		if a.out[i].Verdict == Proven && figureKinds[a.out[i].Kind] {
			proven++
		}
	}
	if proven < leastFigures || float64(proven) < leastShare*float64(proven+len(open)) {
		return
	}
	reason := evidence.NewQuote("nearly all other figures of the report are found in these logs; no reading gives this one")
	for _, f := range open {
		kind := KindCount
		if f.m.kind == isDuration || f.m.kind == isRange {
			kind = KindDuration
		}
		if len(f.at) == 0 {
			a.say(kind, Unsupported, f.p, f.m.from, f.m.to, "nearly all other figures of the report are found in these logs; no reading gives this one", "", support{})
			continue
		}
		for _, i := range f.at {
			a.out[i].Verdict, a.out[i].Reason = Unsupported, reason
		}
	}
}

// figureKinds are the kinds of statements about a figure.
var figureKinds = map[Kind]bool{
	KindCount: true, KindSum: true, KindCell: true, KindDuration: true, KindTime: true, KindLatency: true, KindArithmetic: true, KindClaim: true, KindAddress: true, KindEntity: true,
}

// openFigures lists the figures that no statement proves or doubts. a.out is in the order of
// the report.
func (a *auditor) openFigures(all []piece) []openFigure {
	var out []openFigure
	for k := range all {
		p := &all[k]
		if !a.tellsFigures(p) {
			continue
		}
		ms := p.mentions()
		for i := range ms {
			m := &ms[i]
			if !a.isFigure(p, ms, m) {
				continue
			}
			if at, settled := a.about(p, m); !settled && !a.given(p, m) {
				out = append(out, openFigure{p, m, at})
			}
		}
	}
	return out
}

// about lists the statements of counts and durations that cover a figure and could not be
// checked; settled tells that another says something of it.
func (a *auditor) about(p *piece, m *mention) (at []int, settled bool) {
	begin, end := p.text.Span(m.from, m.to)
	first, _ := p.text.Span(0, len(p.text.S))
	from := sort.Search(len(a.out), func(i int) bool { return a.out[i].Span.Offset >= first })
	for i := from; i < len(a.out) && a.out[i].Span.Offset < end; i++ {
		s := &a.out[i]
		if s.Span.Offset+s.Span.Length <= begin {
			continue
		}
		switch {
		case s.Verdict == NotCheckable && (s.Kind == KindCount || s.Kind == KindDuration):
			at = append(at, i)
		case s.Verdict == NotCheckable && (s.Kind == KindProse || s.Kind == KindCause || s.Kind == KindFrequency || s.Kind == KindHedge || s.Kind == KindPlural):
		default:
			return nil, true
		}
	}
	return at, false
}

// tellsFigures tells a piece whose figures are about what the logs show: no plan, no guess, no
// title, nothing about the report itself, and a word in it that the logs have.
func (a *auditor) tellsFigures(p *piece) bool {
	if p.heading || a.advising(p) || p.row != nil && p.header == nil && len(p.row) > 2 || couldBe.MatchString(couldNot.ReplaceAllString(p.text.S, " ")) || aboutReport.MatchString(p.text.S) || metaLabel.MatchString(p.text.S) {
		return false
	}
	if p.under("reference", "research", "further reading", "impact", "action", "lesson", "plan", "ratings", "background", "setup", "configuration") {
		return false
	}
	if p.row != nil {
		return a.rowUnderstood(p)
	}
	for _, w := range content(p.text.S) {
		if len(a.c.words[w]) > 0 && !generic[w] && !countSpeech[w] || runNouns[w] && len(a.f.units) > 0 || outcomeStems[w] {
			return true
		}
	}
	return false
}

// rowUnderstood tells a row of which another figure was found.
func (a *auditor) rowUnderstood(p *piece) bool {
	begin, end := p.text.Span(0, len(p.text.S))
	from := sort.Search(len(a.out), func(i int) bool { return a.out[i].Span.Offset >= begin })
	for i := from; i < len(a.out) && a.out[i].Span.Offset < end; i++ {
		if s := &a.out[i]; s.Verdict == Proven && (s.Kind == KindCount || s.Kind == KindCell || s.Kind == KindDuration || s.Kind == KindSum) {
			return true
		}
	}
	return false
}

// couldNot tells what did not work, which is no guess.
var couldNot = lazy.Compile(`(?i)\b(?:could(?: not|n't)|can(?:not| not|'t)|will not|would not)\b`)

// ordinal is what stands behind a number that counts nothing.
var (
	unitless  = lazy.Compile(`(?i)^\s*(?:st|nd|rd|th|people|persons?|engineers?|colleagues?|customers?|users?|teams?|weeks?|months?|years?|eur|usd|€|\$|tickets?|follow-?ups?|actions?|options?|whys?|steps?|sections?|pages?|vcpus?|cores?)\b`)
	notClosed = lazy.Compile(`(?i)(?:\bsev|\bp|\bprio(?:rity)?|\bversion|\bv|\brelease|\bpostgresql|\bpython|\bjava|\bgo|\bnode(?:\.js)?|\bticket|\binc|\bprb|\bchg|\bkb|\brfc|\brelated incidents?|\bq|\bstep|\bwhy|\boption|\$|€|#)\W{0,3}$`)
)

// isFigure tells a mention that is a figure about things of the logs.
func (a *auditor) isFigure(p *piece, ms []mention, m *mention) bool {
	switch m.kind {
	case isDuration:
		return m.dur > 0 && !m.quoted && !notAmount(p.text.S, m) && !a.inQuote(p, m) && digit(m.text[0])
	case isPercent, isRatio:
		return digit(m.text[0]) && !yearly.MatchString(m.text) && !a.inQuote(p, m)
	case isNumber:
	default:
		return false
	}
	s := p.text.S
	if !digit(m.text[0]) || m.quoted || a.inQuote(p, m) || yearOf(p, m) || enumerates(p, m) || partOfName(s, m) || unitless.MatchString(s[m.to:]) || notClosed.MatchString(s[:m.from]) {
		return false
	}
	if triesEach.MatchString(s[:m.from]) || p.row != nil && p.header != nil && m.to <= len(p.row[0].S) {
		return false
	}
	if len(m.text) == 4 && m.n >= 1970 && m.n < 2100 || strings.HasSuffix(s[:m.from], "-") || notCounted.MatchString(s[:m.from]) && p.row == nil {
		return false
	}
	if m.to+1 < len(s) && s[m.to] == '.' && alnum(s[m.to+1]) { // a part of a version
		return false
	}
	return m.to >= len(s) || !alnum(s[m.to]) && s[m.to] != '-' && s[m.to] != '_'
}
