package audit

import (
	"strings"

	"inquest/internal/lazy"
	"inquest/internal/profile"
	"inquest/internal/report"
)

var (
	saysGood = lazy.Compile(`(?i)\b(?:succeeded|completed(?: successfully| fine)?|ended well|finished (?:successfully|fine|well)|was successful|passed)\b`)
	saysBad  = lazy.Compile(`(?i)\b(?:failed|crashed|was lost|never (?:ended|finished|completed)|did not (?:complete|finish|succeed))\b`)
	hereOnly = lazy.Compile(`(?i)\b(?:attempts?|retr(?:y|ies|ied)|connections?|requests?|steps?|after|before|until|once|when|while|first|second|next|had|because|due|but|then|later|finally|other|others|its|except|besides|unlike|most)\b`)
)

// outcomes judges "job X succeeded" and "job X failed" of a unit whose runs all
// ended one way.
func (a *auditor) outcomes(p *piece) {
	if a.advising(p) || p.heading || p.row != nil || couldBe.MatchString(p.text.S) || hereOnly.MatchString(p.text.S) || a.namesUnits(p.text.S) != 1 {
		return
	}
	unit := a.f.byID[strings.ToLower(a.f.scopeOf(p.text.S))]
	good, bad := saysGood.FindStringIndex(p.text.S), saysBad.FindStringIndex(p.text.S)
	if unit == nil || len(unit.Runs) == 0 || (good == nil) == (bad == nil) || negated(p.text.S[:max(first(good), first(bad))]) {
		return
	}
	loc, fine := good, true
	if good == nil {
		loc, fine = bad, false
	}
	n := count(a.f.runs(unit.ID), failed)
	s := count(a.f.runs(unit.ID), func(r *profile.Run) bool { return r.State == profile.RunSucceeded })
	lines := a.lines(a.f.runLines(a.f.runs(unit.ID), keepOr(nil))...)
	right := itoa(n) + " of " + plural(len(unit.Runs), "run", "runs") + " of " + unit.ID + " failed, " + itoa(s) + " ended well"
	switch {
	case fine && s > 0 || !fine && n > 0:
		a.say(KindEntity, Proven, p, loc[0], loc[1], right, "", lines)
	case a.conflict(unit.ID) != "":
		a.say(KindEntity, Unsupported, p, loc[0], loc[1], "the sources disagree: "+a.conflict(unit.ID), right, lines)
	case fine && n == int64(len(unit.Runs)) || !fine && s == int64(len(unit.Runs)):
		a.say(KindEntity, a.absent(Refuted), p, loc[0], loc[1], "the logs give the other outcome", right, lines)
	}
}

var verbBehind = lazy.Compile(`(?i)^[\s,]*(?:(?:and|or|,|&|` + "`" + `)[\s,` + "`" + `]*)*(?:all |both |then |also |the last one )?(succeeded|succeeds|completed|completes|finished|finishes|passed|passes|ended well|failed|fails|crashed|crashes|was lost|were lost)\b`)

// listed judges each of the units that stand right before a verb that says how they
// ended: "a1, a2 and a3 failed".
func (a *auditor) listed(p *piece) {
	if a.advising(p) || p.heading || p.row != nil || couldBe.MatchString(p.text.S) || a.namesUnits(p.text.S) < 2 {
		return
	}
	ms := p.mentions()
	for k := range ms {
		u := a.f.byID[strings.ToLower(ms[k].text)]
		if u == nil || len(u.Runs) == 0 {
			continue
		}
		rest := p.text.S[ms[k].to:]
		for j := k + 1; j < len(ms) && a.f.byID[strings.ToLower(ms[j].text)] != nil && joins.MatchString(p.text.S[ms[j-1].to:ms[j].from]); j++ {
			rest = p.text.S[ms[j].to:]
		}
		g := verbBehind.FindStringSubmatch(rest)
		if g == nil {
			continue
		}
		n, s := count(a.f.runs(u.ID), failed), count(a.f.runs(u.ID), keepers[2].keep)
		fine := becameOf(g[1]) > 0
		if fine && s == 0 && n > 0 || !fine && n == 0 && s > 0 {
			a.say(KindEntity, a.absent(Refuted), p, ms[k].from, ms[k].to, "the logs give the other outcome", itoa(n)+" of "+plural(len(u.Runs), "run", "runs")+" of "+u.ID+" failed, "+itoa(s)+" ended well", a.lines(a.f.runLines(a.f.runs(u.ID), keepOr(nil))...))
		}
	}
}

var joins = lazy.Compile("^[`*_]*(?:, | and |, and | & |/)[`*_]*$")

func first(loc []int) int {
	if loc == nil {
		return 0
	}
	return loc[0]
}

// conflict is a claim that two sources disagree, as a sentence and as support.
type conflict struct {
	sentence string
	proof    said
}

// conflictsOf takes the conflicts from a fresh report of the same logs.
func conflictsOf(fresh *report.Report) []conflict {
	if fresh == nil {
		return nil
	}
	var out []conflict
	for _, id := range fresh.Claims.IDs() {
		claim := fresh.Claims.Claim(id)
		if strings.HasPrefix(claim.Phrase().ID(), "finding.conflict.") {
			out = append(out, conflict{claim.Sentence(func(s string) string { return s }), said{refs: claim.Refs(), total: claim.Total()}})
		}
	}
	return out
}

// conflict is what the fresh report says of sources that disagree about a unit;
// "" when they do not.
func (a *auditor) conflict(unit string) string {
	for i := range a.conflicts {
		if wholeWord(a.conflicts[i].sentence, unit) {
			return a.conflicts[i].sentence
		}
	}
	return ""
}

var disagreeWord = lazy.Compile(`(?i)\bdisagree\w*|\bconflict\w*|\bcontradict\w*|\binconsisten\w*|\bdoes not match\b|\bdo not match\b|\bmismatch\w*|\bwidersprech\w*`)

// disagreements asks whether a report that names a unit about which the sources
// disagree says that they do.
func (a *auditor) disagreements(head *piece) {
	if a.in.Internal || disagreeWord.MatchString(a.text) {
		return
	}
	for i := range a.conflicts {
		c := &a.conflicts[i]
		for _, u := range a.f.units {
			if wholeWord(c.sentence, u.ID) && strings.Contains(a.text, strings.ToLower(u.ID)) {
				a.say(KindOmission, Unsupported, head, 0, len(head.text.S), "the sources disagree about "+u.ID+", and the report does not say so", c.sentence, cite(c.proof))
				break
			}
		}
	}
}
