package audit

import (
	"slices"
	"strings"

	"inquest/internal/lazy"
)

// linesCounted are stems that say that lines of a log are counted.
var linesCounted = stemsOfAll(`line lines entry entries message messages record records times occurrences occurrence warning warnings error errors exception exceptions`)

// settles tells that a count of runs or lines is the very thing that a number counts, so that
// another figure refutes the report: it counts runs and nothing in the sentence narrows them
// down, or it counts lines by name. Any other count is a reading, and a figure that it does not
// give is doubted at most.
func (a *auditor) settles(p *piece, m *mention, noun []string, what string) bool {
	if strings.Contains(what, "\"") { // how often the quoted words are logged
		return true
	}
	if a.ofRuns(noun) {
		return p.row != nil || len(a.beyond(p, m)) == 0
	}
	for _, w := range noun {
		if !linesCounted[w] && len(a.c.words[w]) == 0 {
			return false
		}
	}
	return slices.ContainsFunc(noun, func(w string) bool { return linesCounted[w] })
}

// settledPick tells a pick that has a name of the clause and the noun that is counted: "4
// payments were declined, all for acq-nord".
func (a *auditor) settledPick(k *pick, noun []string) bool {
	return k.name && slices.ContainsFunc(noun, func(w string) bool { return !countSpeech[w] && !runSpeech[w] })
}

// provenBeyond finds the number of runs of which a clause says more than how they ended: lines
// have all that it says.
func (a *auditor) provenBeyond(p *piece, m *mention, r *reckoning) bool {
	words := a.beyond(p, m)
	if len(words) == 0 || len(r.picks) == 0 {
		return false
	}
	t, ok := a.reckoned(p, m, r)
	if !ok {
		return false
	}
	told := content(t.what)
	for _, w := range words {
		if !slices.Contains(told, w) {
			return false
		}
	}
	a.say(KindCount, Proven, p, m.from, m.to, t.what, "", a.lines(t.lines...))
	return true
}

// beyond are the words of a clause that say more of its runs than how they ended: they may
// narrow them down.
func (a *auditor) beyond(p *piece, m *mention) []string {
	from, to := clauseOf(p.text.S, m.from, m.to)
	var out []string
	for _, w := range content(p.text.S[from:max(from, m.from)] + " " + p.text.S[min(m.to, to):to]) {
		if !runSpeech[w] && !runNouns[w] && !outcomeStems[w] && !countSpeech[w] && !generic[w] && a.f.unitName(w) == "" {
			out = append(out, w)
		}
	}
	return out
}

// writtenOfNoun finds a number with the noun that it counts in a line that writes both side by
// side, or as the sum, the most or the least of what lines write beside that noun: "40 events
// were written", "8504 rows in all".
func (a *auditor) writtenOfNoun(p *piece, m *mention, noun []string) bool {
	if !digit(m.text[0]) || m.n < 2 || m.rough || len(noun) == 0 || p.heading {
		return false
	}
	for _, w := range noun[:min(len(noun), 2)] {
		if generic[w] || runSpeech[w] || len(w) < 3 {
			continue
		}
		lines := a.c.words[w]
		if len(lines) == 0 || len(lines) > 5000 {
			continue
		}
		for _, s := range a.seriesOf(lines, []string{w}) {
			if at, how, ok := s.gives(m.n, statWord(p.text.S, m)); ok && (len(s.values) > 1 || how == "written") {
				a.say(KindCount, Proven, p, m.from, m.to, how+" in "+plural(len(s.lines), "line", "lines")+" with "+w, "", a.lines(at...))
				return true
			}
			for i, x := range s.values {
				if x == m.n && len(s.values) <= 200 {
					a.say(KindCount, Proven, p, m.from, m.to, "a line writes it with "+w, "", a.lines(s.lines[i]))
					return true
				}
			}
		}
	}
	return false
}

// figureBeside finds, among the lines of a time, one that writes a figure which stands in the
// same row or clause: "01:15 | 48 s".
func (a *auditor) figureBeside(p *piece, m *mention, lines []int32) int32 {
	if len(lines) > 200 {
		return -1
	}
	from, to := 0, len(p.text.S)
	if p.row == nil {
		from, to = clauseOf(p.text.S, m.from, m.to)
	}
	for _, o := range p.mentions() {
		if o.kind != isNumber && o.kind != isDuration && o.kind != isPercent || o.from < from || o.to > to || !digit(o.text[0]) {
			continue
		}
		n := o.n
		if o.kind == isDuration {
			n = float(figureText.FindString(o.text))
			if g := figureText.FindStringSubmatch(o.text); g != nil {
				n = float(g[1])
			}
		}
		if n < 2 {
			continue
		}
		for _, i := range lines {
			if a.figureIn(i, n) {
				return i
			}
		}
	}
	return -1
}

// otherFigure refutes a number by the line of a time of its sentence that has its words and
// writes another number behind the same word: "the pool size was set to 7".
func (a *auditor) otherFigure(p *piece, m *mention) bool {
	g := wordBefore.FindStringSubmatch(p.text.S[max(0, m.from-40):m.from])
	lines := a.besideTimes(p)
	if g == nil || p.row != nil || len(lines) == 0 || len(lines) > 4 {
		return false
	}
	before := stem(strings.ToLower(g[1]))
	n := a.anchorOf(p.text.S)
	for _, i := range lines {
		if n.hits < 2 || n.score(i) < 0.6*n.best*n.total {
			continue
		}
		for _, f := range a.c.figuresIn(i) {
			if f.before == before && f.n != m.n {
				a.say(KindCount, a.absent(Refuted), p, m.from, m.to, "the line of that time writes another", f.text, a.lines(i))
				return true
			}
		}
	}
	return false
}

// joinedLine is a quoted line that goes on with the lines behind it, as when a stack or a cause
// is put behind its record.
func (a *auditor) joinedLine(s string) int32 {
	s = strings.TrimSpace(s)
	for _, i := range a.c.having(firstStrings(stemsOfWhole([]string{strings.ToLower(s)}), 6)...) {
		head := strings.TrimSpace(a.c.lines[i].text)
		if len(head) < 24 || !strings.HasPrefix(s, head) {
			continue
		}
		rest := strings.TrimSpace(s[len(head):])
		for k := i + 1; int(k) < len(a.c.lines) && !a.c.lines[k].head && rest != ""; k++ {
			next := strings.TrimSpace(a.c.lines[k].text)
			if !strings.HasPrefix(rest, next) {
				break
			}
			rest = strings.TrimSpace(rest[len(next):])
		}
		if rest == "" {
			return i
		}
	}
	return -1
}

// plainlyOf tells that the lines of an anchor are what a sentence speaks of, beyond its words: they
// have a name of it, or three of its words and nearly all of their weight.
func (a *auditor) plainlyOf(p *piece, n *anchor) bool {
	if pronounFirst.MatchString(p.text.S) {
		return false
	}
	for _, o := range p.mentions() {
		if (o.kind == isName || o.kind == isAddress) && compound(o.text) && len(intersect(sorted(a.c.find(o.text)), n.lines)) > 0 {
			return true
		}
	}
	own := 0
	for _, w := range n.stems {
		if compound(w) && len(a.c.words[w]) <= 40 && len(intersect(a.c.words[w], n.lines)) > 0 {
			return true
		}
		if !generic[w] && !runSpeech[w] && !outcomeStems[w] && !countSpeech[w] {
			own++
		}
	}
	return n.hits >= 3 && n.best >= 0.75 && own >= 2 || n.hits >= 2 && n.best >= 0.9 && own >= 2
}

var pronounFirst = lazy.Compile(`(?i)(?:^|[.:;,]\s+)\W*(?:it|this|that|they|these|those)\s`)
