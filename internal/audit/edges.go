package audit

import (
	"strings"

	"inquest/internal/lazy"
)

// ownsTime tells that another unit stands between a name of one and a time: the time is of
// that one.
func (a *auditor) ownsTime(ms []mention, m, t *mention) bool {
	if a.f.byID[strings.ToLower(m.text)] == nil {
		return false
	}
	for k := range ms {
		o := &ms[k]
		if o.from != m.from && a.f.byID[strings.ToLower(o.text)] != nil &&
			(m.to <= o.from && o.to <= t.from || t.to <= o.from && o.to <= m.from) {
			return true
		}
	}
	return false
}

// withoutSiblings is a text without the names of units.
func (a *auditor) withoutSiblings(s string) string {
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !nameRune(r) }) {
		if w = strings.Trim(w, ".:-/#"); a.f.unitName(strings.ToLower(w)) != "" {
			s = strings.ReplaceAll(s, w, " ")
		}
	}
	return s
}

// otherUnitIn tells a text that names another unit.
func (a *auditor) otherUnitIn(s, name string) bool {
	other := a.f.scopeOf(s)
	return other != "" && !strings.EqualFold(other, name)
}

// edgeSign is what became of the first or the last of the things that a name is one of: the
// nearest word for it around the name, -1 for failure, 1 for success, 0 for neither.
func (a *auditor) edgeSign(p *piece, m *mention) int {
	from, to := commaBounds(p.text.S, m)
	before, after := p.text.S[from:m.from], p.text.S[m.to:to]
	if didNot.MatchString(before) {
		return -lastBecame(p.text.S[:from])
	}
	if goodOne.MatchString(before) {
		return 1
	}
	if s := becameOf(after); s != 0 && len(content(after)) <= 6 {
		return s
	}
	if s := lastBecame(before); s != 0 {
		return s
	}
	if s := lastBecame(p.text.S[:m.from]); s != 0 {
		return s
	}
	switch {
	case turnedAway.MatchString(after):
		return -1
	case failsWord.MatchString(p.text.S):
		return -1
	case backTo.MatchString(before):
		return lastBecame(p.prev)
	}
	return 0
}

var (
	didNot  = lazy.Compile(`(?i)\b(?:did|do|does)(?: not|n't)\s+(?:was|is|were)\s*$`)
	goodOne = lazy.Compile(`(?i)\b(?:good|healthy|successful|erfolgreiche\w*) (?:one|run|job|task|import|load|lauf)\b`)
)

// turnedAway tells behind a name that it did not go well, in words that lines use of connections.
var turnedAway = lazy.Compile(`(?i)^\W*(?:\w+\W+){0,2}(?:refused|rejected|denied|cancell?ed|turned away|declined|blocked)\b`)

var backTo = lazy.Compile(`(?i)\b(?:of (?:them|these|those)|one|it)\b`)

// lastBecame is what the last word of a text that says so says became of things.
func lastBecame(s string) int {
	bad, good := badWords.FindAllStringIndex(s, -1), goodWords.FindAllStringIndex(s, -1)
	b, g := -1, -1
	if len(bad) > 0 {
		b = bad[len(bad)-1][0]
	}
	if len(good) > 0 {
		g = good[len(good)-1][0]
	}
	switch {
	case b < 0 && g < 0:
		return 0
	case g > b && !negation.MatchString(s[:g]):
		return 1
	}
	return -1
}

// commaBounds is the part of a sentence around a mention up to the commas and brackets
// beside it.
func commaBounds(s string, m *mention) (int, int) {
	lo, hi := strings.LastIndexAny(s[:m.from], ",;:(")+1, len(s)
	if i := strings.IndexAny(s[m.to:], ",;)"); i >= 0 {
		hi = m.to + i
	}
	return lo, hi
}

var lostLabel = lazy.Compile(`(?i)(?:^|[\s*_(])(?:(?:lost|failed|failing|affected|missing|broken|stuck|fehlgeschlagen|verloren)(?: (?:in flight|jobs?|runs?|tasks?|orders?|items?|units?|ones?))*|(?:jobs?|runs?|tasks?|units?) (?:lost|failed|affected))\s*[:|]\s*$`)

var notWord = lazy.Compile(`(?i)\b(?:not|no|none|never|nicht|kein\w*)\b`)

// listedLost judges the units behind a label that says what became of them: "lost in flight:
// w3017, w3025". Each needs a run that did not end well.
func (a *auditor) listedLost(p *piece) {
	if a.advising(p) || p.heading || couldBe.MatchString(p.text.S) {
		return
	}
	ms := p.mentions()
	for k := range ms {
		if a.f.byID[strings.ToLower(ms[k].text)] == nil || !lostLabel.MatchString(strings.TrimRight(p.text.S[:ms[k].from], "`*_ ")+" ") ||
			notWord.MatchString(p.text.S[:ms[k].from]) || becameOf(p.text.S[ms[k].to:]) > 0 {
			continue
		}
		for j := k; j < len(ms); j++ {
			u := a.f.byID[strings.ToLower(ms[j].text)]
			if u == nil || j > k && !joins.MatchString(strings.TrimSpace(p.text.S[ms[j-1].to:ms[j].from])+" ") && !joins.MatchString(p.text.S[ms[j-1].to:ms[j].from]) {
				break
			}
			runs := a.f.runs(u.ID)
			if n, s := count(runs, failed), count(runs, keepers[2].keep); n == 0 && s > 0 {
				a.say(KindEntity, a.absent(Refuted), p, ms[j].from, ms[j].to, "the logs give the other outcome", plural(s, "run", "runs")+" of "+u.ID+" ended well, none failed", a.lines(a.f.runLines(runs, keepOr(nil))...))
			}
		}
		return
	}
}
