package audit

import (
	"slices"
	"strings"

	"inquest/internal/lazy"
)

var (
	someOf    = lazy.Compile(`(?i)\b(?:e\.g|such as|including|includes?|among|like|for example|for instance|some|mostly|mainly|etc|first|last|both|between|from|also|other|others|except|besides|rather than|instead|unter anderem|z\.B)\b|\.\.\.|…`)
	nameJoin  = lazy.Compile("^[`*_\"']*\\s*(?:,|;|/|&|,?\\s*\\bthen\\b|\\band\\b|\\bund\\b|,\\s*and\\b|,\\s*und\\b|\\bor\\b)\\s*[`*_\"']*$")
	countLead = lazy.Compile("(?i)^[^.;]{2,60}?(?::|\\(|\\bare|\\bwere|\\bnamely|,)\\s*[`*_\"']*$")
)

// nameList is a run of names that a sentence joins with commas and "and".
func nameLists(p *piece) [][]*mention {
	ms := p.mentions()
	var out [][]*mention
	var list []*mention
	flush := func() {
		if len(list) > 1 {
			out = append(out, list)
		}
		list = nil
	}
	for k := range ms {
		m := &ms[k]
		if m.kind != isName && m.kind != isAddress && (m.kind != isTime || !m.at.hasClock) {
			flush()
			continue
		}
		if n := len(list); n > 0 && (list[n-1].kind != m.kind || !nameJoin.MatchString(p.text.S[list[n-1].to:m.from])) {
			flush()
		}
		list = append(list, m)
	}
	flush()
	return out
}

// enumerations judges the names that a sentence lists: as many as it says, and all that the
// lines have of them.
func (a *auditor) enumerations(p *piece) {
	if a.advising(p) || p.heading || p.row != nil || couldBe.MatchString(p.text.S) {
		return
	}
	for _, list := range nameLists(p) {
		if a.twice(p, list) || a.asCounted(p, list) || list[0].kind == isTime {
			continue
		}
		a.leftOut(p, list)
	}
}

// asCounted holds the length of a list against the number in front of it: "five jobs were lost:
// a, b, c, d and e". true when the two belong together.
func (a *auditor) asCounted(p *piece, list []*mention) bool {
	var n *mention
	ms := p.mentions()
	for k := range ms {
		if ms[k].to <= list[0].from && ms[k].kind == isNumber {
			n = &ms[k]
		}
	}
	if n == nil || n.rough || n.n < 2 || n.n > 40 || n.n != float64(int64(n.n)) || weakNumber(n) {
		return false
	}
	between := p.text.S[n.to:list[0].from]
	if !countLead.MatchString(between) || someOf.MatchString(between) || strings.HasSuffix(strings.TrimSpace(between), ",") && strings.Count(between, ",") == 1 && !strings.ContainsAny(between, ":(") {
		return false
	}
	if len(strings.Fields(between)) < 2 || notCounted.MatchString(p.text.S[:n.from]) {
		return false
	}
	begin, end := list[0].from, list[len(list)-1].to
	if int(n.n) == len(list) {
		a.say(KindArithmetic, Proven, p, begin, end, "as many names as the sentence says", "", support{})
		a.settle(p, n, Statement{Verdict: Proven}, "so many are listed behind it", "", nil)
		return true
	}
	if someOf.MatchString(p.text.S[end:]) {
		return true
	}
	a.say(KindArithmetic, Unsupported, p, begin, end, itoa(len(list))+" names are listed where the sentence says "+n.text, "", support{})
	return true
}

// leftOut doubts a list of names that leaves some out which the lines have in the same place.
func (a *auditor) leftOut(p *piece, list []*mention) {
	lo, hi := strings.LastIndexAny(p.text.S[:list[0].from], ";.")+1, len(p.text.S)
	if i := strings.IndexAny(p.text.S[list[len(list)-1].to:], ";,"); i >= 0 {
		hi = list[len(list)-1].to + i
	}
	clause := p.text.S[lo:list[0].from] + " " + p.text.S[list[len(list)-1].to:hi]
	if someOf.MatchString(clause) || notWord.MatchString(clause) {
		return
	}
	n := a.anchorOf(clause)
	if n.hits < 2 || n.more || len(n.lines) < 2 || len(n.lines) > 60 || n.best < 0.5 {
		return
	}
	var own []string
	for _, m := range list {
		own = append(own, strings.ToLower(m.text))
	}
	mask := maskDigits(own[0])
	var missing []string
	var at []int32
	found := 0
	for _, i := range n.lines {
		w := slotWords(a.c.lines[i].text)
		has, other := false, ""
		for _, x := range w {
			x, _, _ = strings.Cut(x, ":")
			switch {
			case slices.Contains(own, x):
				has = true
			case other == "" && maskDigits(x) == mask:
				other = x
			}
		}
		if has {
			found++
		} else if other != "" && !slices.Contains(missing, other) {
			missing, at = append(missing, other), append(at, i)
		}
	}
	if found < len(list) || len(missing) == 0 || len(missing) > len(list) || found+len(at) < len(n.lines) {
		return
	}
	a.say(KindOmission, a.absent(Unsupported), p, list[0].from, list[len(list)-1].to, "lines that say the same have others in this place", strings.Join(missing, ", "), a.lines(at...))
}

// twice doubts a list that has one name two times.
func (a *auditor) twice(p *piece, list []*mention) bool {
	for k, m := range list {
		for _, o := range list[:k] {
			if strings.EqualFold(o.text, m.text) && len(list) > 2 {
				a.say(KindArithmetic, Unsupported, p, m.from, m.to, "the list has this name twice", "", support{})
				return true
			}
		}
	}
	return false
}
