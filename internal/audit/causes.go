package audit

import (
	"slices"
	"strings"

	"inquest/internal/cause"
	"inquest/internal/document"
	"inquest/internal/event"
	"inquest/internal/evidence"
	"inquest/internal/lazy"
	"inquest/internal/report"
)

func formatNS(d int64) string { return evidence.FormatDuration(d) }

var (
	statesCause = lazy.Compile(`(?i)\b(?:because|weil|wegen|aufgrund|root cause(?: of [^.:]{0,60})?(?: (?:is|was|were|appears to be|has been identified as)|:)|caused by|due to|because of|resulted from|result of|triggered by|stemmed from|attributed to|originated (?:in|from)|was the cause|brought down by|led to|leading to|resulted in|which caused|that caused|caused the|caused a)\b`)
	hints       = lazy.Compile(`(?i)\b(?:suggest(?:s|ing)?|indicat(?:es?|ing)|hint(?:s|ing)? at|point(?:s|ing)? to|impl(?:y|ies|ying)|likely|probably|presumably)\b`)
	rootCause   = lazy.Compile(`(?i)\b(?:root[- ]cause|probable cause|primary cause)\b`)
	unknown     = lazy.Compile(`(?i)\b(?:undetermined|unknown|not (?:known|determined|clear|tell|told|established|identified)|cannot be (?:determined|established|told)|inconclusive|no (?:root )?cause|unclear)\b`)
)

// causes judges what a sentence says led to what.
func (a *auditor) causes(p *piece) {
	if a.advising(p) || p.under("reference", "research", "impact assess") || p.heading || len(content(p.text.S)) < 3 {
		return
	}
	s := p.text.S
	if a.turnedCause(p) {
		return
	}
	loc := statesCause.FindStringIndex(s)
	hinted := false
	if loc == nil && orderWord.MatchString(s) && len(content(s)) < 8 {
		return
	}
	if loc == nil {
		if rootSection := p.underCause() && len(content(s)) >= 3; rootSection && !p.heading && (p.label == "" || rootCause.MatchString(p.label)) && hasEventWord(s) {
			loc = []int{0, len(s)}
		} else if loc = hints.FindStringIndex(s); loc != nil {
			hinted = true
		}
	}
	if loc == nil || unknown.MatchString(s) || explainsNot.MatchString(s) {
		a.openCause(p)
		return
	}
	named := s[loc[1]:]
	if loc[0] == 0 && loc[1] == len(s) {
		named = s
	}
	word := strings.ToLower(s[loc[0]:loc[1]])
	if strings.Contains(word, "led to") || strings.Contains(word, "leading to") || strings.Contains(word, "resulted in") || strings.Contains(word, "which caused") || strings.Contains(word, "that caused") || strings.Contains(word, "caused the") || strings.Contains(word, "caused a") || strings.Contains(word, "was the cause") {
		named = s[:loc[0]]
	}
	if len(content(named)) == 0 {
		return
	}
	from := strings.Index(s, strings.TrimSpace(named))
	if from < 0 {
		from = loc[0]
	}
	a.cause(p, max(0, from), max(0, from)+len(strings.TrimSpace(named)), named, hinted)
}

var explainsNot = lazy.Compile(`(?i)\b(?:does|do|did|cannot|can) ?not (?:explain|account for|cause)|\bnothing to do with\b|\bnot (?:the cause|to blame|responsible)\b`)

var eventWord = lazy.Compile(`(?i)\b(?:stop|shut|kill|crash|refus|timeout|timed|fail|full|exhaust|lost|unavailable|deny|denied|expired|restart|upgrade|deploy|down|unreachable|oom|leak|deadlock|reject)`)

func hasEventWord(s string) bool { return eventWord.MatchString(s) }

// underCause tells a piece of a section on the root cause; the title of the whole
// report is none.
func (p *piece) underCause() bool {
	for i, h := range p.path {
		if h = strings.ToLower(h); strings.Contains(h, "cause") && (i > 0 || !strings.Contains(h, "report") && len(p.path) == 1 && !strings.Contains(h, "analysis")) {
			return true
		}
	}
	return rootCause.MatchString(p.label)
}

// cause holds a named cause against the lines, the hypotheses and the guesses.
func (a *auditor) cause(p *piece, from, to int, named string, hinted bool) {
	own := meaningful(withoutFigures(named))
	if len(own) == 0 {
		return
	}
	if h := a.hedgeOf(own); h != nil {
		if guessed.MatchString(withoutQuotes(&p.text)) {
			a.say(KindHedge, NotCheckable, p, from, to, "told as the guess that the log makes", "", a.lines(h.line))
			return
		}
		a.hedged(p, from, to, h)
		return
	}
	if h := a.hypothesis(p.text.S, own); h != nil && h.Rank == 1 && h.Outcome == cause.Supported {
		a.say(KindCause, Proven, p, from, to, "the leading hypothesis of these logs, supported by "+plural(len(h.For), "finding", "findings"), "", evidenceOf(h))
		return
	}
	var known, missing []string
	for _, m := range mentions(&document.Text{S: named}) {
		if (m.kind == isAddress || m.kind == isName || m.kind == isFile) && a.f.known(m.text) {
			known = append(known, m.text)
		}
	}
	for _, w := range own {
		if len(a.c.words[w]) > 0 {
			known = append(known, w)
		} else {
			missing = append(missing, w)
		}
	}
	switch {
	case hinted && len(known) == 0 && eitherWord.MatchString(named):
		a.say(KindCause, NotCheckable, p, from, to, "the report weighs what it may be", "", support{})
	case len(known) == 0:
		a.say(KindCause, a.absent(Unsupported), p, from, to, "no line speaks of it ("+strings.Join(firstStrings(missing, 4), ", ")+")", "", support{})
	case !hinted && len(missing) >= 2 && allPlain(known) && len(mentions(&document.Text{S: named})) == 0:
		a.say(KindCause, a.absent(Unsupported), p, from, to, "hardly a word of it is in the logs ("+strings.Join(firstStrings(missing, 4), ", ")+")", "", support{})
	case hinted && len(missing) >= len(known):
		a.say(KindCause, a.absent(Unsupported), p, from, to, "a conclusion that no line bears out: nothing speaks of "+strings.Join(firstStrings(missing, 4), ", "), "", support{})
	default:
		n := a.anchorOf(named)
		s := support{}
		if n.strong() {
			s = a.lines(n.lines...)
		}
		a.say(KindCause, NotCheckable, p, from, to, "lines speak of it ("+strings.Join(firstStrings(known, 4), ", ")+"); that it was the cause, no line says", "", s)
	}
}

// guessed is how a report says that it guesses, as the log does.
var guessed = lazy.Compile(`(?i)\b(?:possibl[ey]|probabl[ey]|presumabl[ey]|perhaps|maybe|may|might|could|likely|suspect\w*|guess\w*|hypothes\w*|not confirmed|unconfirmed|no proof|vermutlich|möglicherweise|vielleicht)\b`)

// withoutFigures is a text without its times, durations and numbers.
func withoutFigures(s string) string {
	out := []byte(s)
	for _, m := range mentions(&document.Text{S: s}) {
		switch m.kind {
		case isTime, isDuration, isRange, isNumber, isPercent, isRatio:
			for k := m.from; k < m.to; k++ {
				out[k] = ' '
			}
		}
	}
	return zoneNamed.ReplaceAllString(string(out), " ")
}

// withoutQuotes is a text without what it quotes.
func withoutQuotes(t *document.Text) string {
	out := []byte(t.S)
	for _, q := range quotedParts(t) {
		for k := q[0]; k < q[1]; k++ {
			out[k] = ' '
		}
	}
	return string(out)
}

var eitherWord = lazy.Compile(`(?i)\b(?:or to|either)\b`)

func firstStrings(list []string, n int) []string { return list[:min(len(list), n)] }

// meaningful are the stems of a text that name a thing or an event.
func meaningful(s string) []string {
	var out []string
	for _, w := range content(s) {
		if !generic[w] && !vague[w] && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// vague are stems of words that reports are full of and that name no cause.
var vague = stemsOfAll(`underlying issue issues overall performance potential possible possibly likely high low significant critical severe specific related service-specific
 cause causes caused root problem problems system systems factor factors reason reasons combination general common certain various further additional handling
 indicating suggesting experiencing condition conditions behavior behaviour situation analysis evidence clear likely primary main major minor error errors failure failures failed
 within same timeframe period time data operations operational`)

// hedgeOf finds a guess of a line that shares words with a named cause, where no
// line says the same without guessing.
func (a *auditor) hedgeOf(own []string) *hedge {
	for k := range a.f.hedges {
		h := &a.f.hedges[k]
		for _, w := range h.stems {
			if generic[w] || w == "network" || !slices.Contains(own, w) {
				continue
			}
			if a.plainly(w) {
				continue
			}
			return h
		}
	}
	return nil
}

// plainly tells a word that a line uses without guessing.
func (a *auditor) plainly(w string) bool {
	for _, i := range a.c.words[w] {
		guess := false
		for k := range a.f.hedges {
			guess = guess || a.f.hedges[k].line == i
		}
		if !guess {
			return true
		}
	}
	return false
}

// hedged judges a cause or an advice that rests on a guess.
func (a *auditor) hedged(p *piece, from, to int, h *hedge) {
	lines := []int32{h.line}
	against := a.contradicts(h)
	reason := "the only ground is a guess of the log (\"" + clip(h.guess, 80) + "\"), taken for a fact"
	if len(against) > 0 {
		a.say(KindHedge, Refuted, p, from, to, reason+"; lines beside it say otherwise: a connection was there", "a guess, contradicted", a.lines(append(lines, against...)...))
		return
	}
	a.say(KindHedge, Unsupported, p, from, to, reason, "a guess", a.lines(lines...))
}

// contradicts lists the lines of the same source that show a connection where the
// guess is that none is let through.
func (a *auditor) contradicts(h *hedge) []int32 {
	if !hasStem(h.stems, "firewal", "firewall", "restrict", "block", "filter", "acl", "policy") {
		return nil
	}
	src := a.c.lines[h.line].src
	var out []int32
	for i := range a.f.v.Peers {
		for _, s := range a.f.v.Peers[i].Steps {
			if s.Kind != event.ConnUp && s.Kind != event.ConnSlow && s.Kind != event.ConnLost {
				continue
			}
			if at, ok := a.f.at[place{s.Line.Ref.File, s.Line.Ref.Offset}]; ok && a.c.lines[at].src == src && at != h.line {
				out = append(out, at)
			}
		}
	}
	if len(out) == 0 {
		out = slices.Clone(a.c.memos.forms.get("answered in "+itoa(int64(src)), func() (all []int32) {
			for i := range a.c.lines {
				if a.c.lines[i].src == src && answered.MatchString(a.c.lines[i].text) {
					all = append(all, int32(i))
				}
			}
			return all
		}))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

var answered = lazy.Compile(`(?i)slow response|response (?:received|detected)|connected|established|terminated unexpectedly|connection (?:lost|closed)`)

// hypothesis finds the hypothesis of the fresh report that a cause names.
func (a *auditor) hypothesis(sentence string, own []string) *report.Hypothesis {
	if a.in.Fresh == nil || a.in.Internal {
		return nil
	}
	all := tokens(sentence)
	for i := range a.in.Fresh.Hypotheses {
		h := &a.in.Fresh.Hypotheses[i]
		title := plainText(h.Title)
		shared, named := 0, false
		for _, w := range content(title + " " + strings.ReplaceAll(h.Fault, ".", " ")) {
			if all[w] && !generic[w] {
				shared++
				named = named || slices.Contains(own, w)
			}
		}
		if shared >= 2 && named || shared == 1 && slices.Contains(own, content(strings.ReplaceAll(h.Fault, ".", " "))[0]) {
			return h
		}
	}
	return nil
}

func plainText(t report.Text) string {
	return t.Open(func(s string) string { return s }, nil)
}

func evidenceOf(h *report.Hypothesis) support {
	s := support{total: len(h.Evidence)}
	for _, l := range h.Evidence[:min(len(h.Evidence), maxRefs)] {
		s.refs = append(s.refs, Ref{Ref: l.Ref, Text: l.Text})
	}
	return s
}

// openCause judges "the cause is undetermined".
func (a *auditor) openCause(p *piece) {
	if a.in.Fresh == nil || a.in.Internal || !unknown.MatchString(p.text.S) || !rootCause.MatchString(p.text.S) && !strings.Contains(lowered(p.text.S), "cause") {
		return
	}
	loc := unknown.FindStringIndex(p.text.S)
	if a.in.Fresh.Verdict == cause.Open {
		a.say(KindCause, Proven, p, loc[0], loc[1], "these logs do not tell the cause", "", support{})
	}
}

var impactWord = lazy.Compile(`(?i)\b(downtime|users?|user experience|customers?|revenue|business|operational efficiency|end[- ]users?|reputation|sla|productivity|data access|data processing|degraded (?:user )?experience|service (?:disruption|continuity|reliability)|financial|clients)\b`)

// impact judges what a sentence says of users and business: lines must speak of
// them.
func (a *auditor) impact(p *piece) {
	loc := impactWord.FindStringIndex(p.text.S)
	if loc == nil || a.advising(p) || p.heading || p.under("reference", "research") || p.row != nil && p.header == nil {
		return
	}
	own := content(p.text.S[loc[0]:loc[1]])
	if negated(p.text.S[:loc[0]]) || a.allKnown(own) || a.hasFigure(p) || salutation.MatchString(p.text.S) || peopleWord.MatchString(p.text.S[loc[0]:loc[1]]) && len(a.c.words["client"])+len(a.c.words["user"])+len(a.c.words["customer"]) > 0 {
		return
	}
	a.say(KindImpact, a.absent(Unsupported), p, loc[0], loc[1], "no line speaks of "+strings.ToLower(p.text.S[loc[0]:loc[1]])+": the impact is assumed", "", support{})
}

// salutation begins a letter.
var salutation = lazy.Compile(`(?i)^\W*(?:dear|hello|hi|hallo|sehr geehrte\w*|liebe[rs]?)\b`)

// peopleWord are those whom lines call clients, users or customers.
var peopleWord = lazy.Compile(`(?i)^(?:users?|customers?|clients|end[- ]users?)$`)

// hasFigure tells a sentence that gives an impact in figures, which are judged
// themselves.
func (a *auditor) hasFigure(p *piece) bool {
	for _, m := range p.mentions() {
		if m.kind == isRatio || m.kind == isPercent || m.kind == isDuration {
			return true
		}
	}
	return false
}

// allPlain tells words that say no more than that something failed.
func allPlain(words []string) bool {
	for _, w := range words {
		if !hasEventWord(w) && !outcomeStems[w] && !tooPlain[w] {
			return false
		}
	}
	return true
}
