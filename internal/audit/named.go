package audit

import (
	"strings"

	"inquest/internal/lazy"
)

var noneOf = lazy.Compile(`(?i)^\W*(?:no|none of the|kein\w*) `)

// named judges what a clause says became of the things that it names, where the logs name
// several of that form: those that are said to have failed need a line that tells of it,
// and those of which none is said to have failed must have none.
func (a *auditor) named(p *piece) {
	if a.advising(p) || p.heading || p.row != nil || couldBe.MatchString(p.text.S) {
		return
	}
	for _, m := range p.mentions() {
		low := strings.ToLower(m.text)
		if m.kind != isName && m.kind != isAddress || a.settledAs(p, m.from, m.to, Refuted, Unsupported) {
			continue
		}
		lines := a.c.find(low)
		if len(lines) == 0 || len(lines) > 5000 || !a.hasSiblings(low) {
			continue
		}
		bad := intersect(lines, a.c.ofBad())
		begin, end := clauseOf(p.text.S, m.from, m.to)
		clause := p.text.S[begin:end]
		switch {
		case noneOf.MatchString(p.text.S) && badVerb.MatchString(p.text.S[m.to:]) && len(bad) > 0:
			a.drop(p, m.from, m.to)
			a.say(KindEntity, a.absent(Refuted), p, m.from, m.to, "lines with this name tell of failure", plural(len(bad), "line", "lines"), a.lines(bad...))
		case fromTo.MatchString(clause) && failedRange.MatchString(p.text.S[:m.to]) && len(bad) == 0 && len(a.c.ofBad()) > 0:
			a.drop(p, m.from, m.to)
			a.say(KindEntity, a.absent(Unsupported), p, m.from, m.to, "no line with this name tells of failure", "", a.lines(lines...))
		}
	}
}

var (
	badVerb     = lazy.Compile(`(?i)\b(?:failed|declined|rejected|refused|lost|affected|timed out|aborted|dropped)\b`)
	fromTo      = lazy.Compile(`(?i)\b(?:from|von)\b.{1,60}\b(?:to|bis)\b`)
	failedRange = lazy.Compile(`(?i)\b(?:failed|declined|rejected|refused|fehlgeschlagen)\b[^.;]{0,24}\(?(?:from|von)\b`)
)

// hasSiblings tells a name of which the lines have others of the same form.
func (a *auditor) hasSiblings(low string) bool {
	return len(a.c.masked()[maskDigits(low)]) > 1 || len(a.c.slots().alternatives(low)) > 0
}
