package audit

import (
	"slices"
	"strings"

	"inquest/internal/lazy"
	"inquest/internal/record"
)

// term is something that a sentence says of the lines that it counts: a word, a name, a
// quote, a code, a level, a source, what became of them.
type term struct {
	what   string
	lines  []int32
	weight float64
	near   bool // it stands in the clause of the number
	name   bool // it names one thing

	outcome bool // it says what became of things
}

// maxTerms bounds the terms of one sentence, maxTermLines the lines of one.
const (
	maxTerms     = 9
	maxTermLines = 60_000
)

// termsOf lists the terms of a piece for a number in it: those of its clause, of the
// rest of the sentence, and, where these are few, of what stands around.
func (a *auditor) termsOf(p *piece, m *mention) (terms []term, wide bool) {
	t := termList{a: a}
	if p.row != nil && p.header != nil {
		t.text(p.row[0].S, true, m.text)
		t.text(headerOf(p, m), true, m.text)
	} else {
		from, to := clauseOf(p.text.S, m.from, m.to)
		t.text(p.text.S[from:m.from]+" "+p.text.S[min(m.to, to):to], true, "")
		if wide = len(t.list) == 0; wide {
			t.text(p.text.S[:m.from]+" "+p.text.S[m.to:], true, "")
		}
		if len(t.list) == 0 && backReference.MatchString(p.text.S[m.to:]) {
			t.text(p.prev, true, "")
		}
		t.text(p.text.S[:from]+" "+p.text.S[to:], false, m.text)
	}
	t.text(p.label, false, "")
	if p.intro != p.prev {
		t.text(p.intro, false, "")
	}
	t.text(p.prev, false, "")
	if n := len(p.path); n > 0 {
		t.text(p.path[n-1], false, "")
	}
	if len(p.path) > 0 && len(t.list) < 3 {
		t.text(p.path[0], false, "")
	}
	return t.list, wide
}

// clauseOf is the clause of a sentence around a number: up to the marks and words that
// part clauses, as long as it holds a word with a meaning.
func clauseOf(s string, from, to int) (int, int) {
	lo, hi := 0, len(s)
	marks := clauseMark.FindAllStringIndex(s, -1)
	for _, loc := range bareFigure.FindAllStringIndex(s, -1) { // another number has a clause of its own
		if !partOfFigure(s, loc) && (loc[1] < from || loc[0] > to) && !codeBefore.MatchString(s[:loc[0]+1]) {
			marks = append(marks, loc)
		}
	}
	slices.SortFunc(marks, func(x, y []int) int { return x[0] - y[0] })
	for _, loc := range marks {
		switch {
		case loc[1] <= from && len(content(s[loc[1]:from]))+len(content(s[to:min(len(s), to+24)])) > 0:
			lo = loc[1]
		case loc[0] >= to && loc[0] < hi && len(content(s[lo:from]))+len(content(s[to:loc[0]])) > 0:
			hi = loc[0]
		}
	}
	return lo, hi
}

var clauseMark = lazy.Compile(`\sout of (?:the )?|[;,()|–—]\s|[;,:]$|:\s|\.\s|\s\(|\)\s|\s(?:and|while|whereas|but|und|sowie|aber)\s`)

// bareFigure is a number with the word behind it as yet unread.
var bareFigure = lazy.Compile(`(?:^|[\s(])\d[\d,]*(?:[\s).]|$)`)

type termList struct {
	a    *auditor
	list []term
}

func (t *termList) add(x term) {
	if len(x.lines) == 0 || len(x.lines) > maxTermLines || len(t.list) >= maxTerms {
		return
	}
	for i := range t.list {
		if t.list[i].what == x.what || slices.Equal(t.list[i].lines, x.lines) {
			t.list[i].near = t.list[i].near || x.near
			return
		}
	}
	t.list = append(t.list, x)
}

// text adds the terms of a text; without is a figure that is none.
func (t *termList) text(s string, near bool, without string) {
	a := t.a
	rest := []byte(s)
	blank := func(from, to int) {
		for k := from; k < to; k++ {
			rest[k] = ' '
		}
	}
	for _, g := range quotation.FindAllStringSubmatchIndex(s, 4) {
		from, to := g[2], g[3]
		if from < 0 {
			from, to = g[4], g[5]
		}
		if lines := a.c.phrase(s[from:to]); len(lines) > 0 {
			t.add(term{what: `"` + clip(s[from:to], 60) + `"`, lines: lines, weight: 12, near: near, name: true})
			blank(from, to)
		}
	}
	for _, loc := range nameToken.FindAllStringIndex(string(rest), 40) {
		w := strings.Trim(s[loc[0]:loc[1]], ".:-/")
		if w == without || len(w) < 2 || !compound(w) {
			continue
		}
		if lines := a.linesNamed(w); len(lines) > 0 {
			t.add(term{what: w, lines: lines, weight: 3 + a.c.weight(len(lines)), near: near, name: true})
			blank(loc[0], loc[1])
		}
	}
	for _, loc := range answerCodes.FindAllStringIndex(string(rest), 4) {
		no := s[loc[0]:loc[1]]
		if lines := a.c.words[no]; no != without && len(lines) > 0 && !partOfFigure(s, loc) && (loc[0] == 0 || codeBefore.MatchString(s[:loc[0]])) {
			t.add(term{what: no, lines: lines, weight: 3 + a.c.weight(len(lines)), near: near, name: true})
		}
	}
	t.words(string(rest), near)
}

// nameToken is a word with the marks that names have in them.
var nameToken = lazy.Compile(`[A-Za-z0-9_/][A-Za-z0-9_.:@/-]*[A-Za-z0-9_]`)

// codeBefore stands in front of the number of an answer.
var codeBefore = lazy.Compile(`(?i)(?:\b(?:with|status|codes?|http|returned|returns|answered|got|by|the|an?|mit|all)|:)\W{0,3}$`)

// compound tells a word that is put together like a name.
func compound(w string) bool {
	return strings.ContainsAny(w, "0123456789_-./:@") && strings.ContainsFunc(w, func(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }) || ipv4.MatchString(w)
}

// partOfFigure tells a number that is a part of a longer figure, an address or a time.
func partOfFigure(s string, loc []int) bool {
	return loc[0] > 0 && strings.IndexByte(".,:-/", s[loc[0]-1]) >= 0 && loc[0] > 1 && digit(s[loc[0]-2]) ||
		loc[1]+1 < len(s) && strings.IndexByte(".,:-/", s[loc[1]]) >= 0 && digit(s[loc[1]+1])
}

// linesNamed are the lines that have a name, or that stand in a source of that name.
func (a *auditor) linesNamed(w string) []int32 {
	lines := a.c.find(w)
	if strings.Contains(w, "-") && !strings.ContainsAny(w, "0123456789") {
		lines = unite(lines, a.c.phrase(strings.ReplaceAll(w, "-", " ")))
	}
	if len(lines) > 0 {
		return lines
	}
	return a.inSource(strings.ToLower(w))
}

// inSource lists the lines of the sources of which a part is called so.
func (a *auditor) inSource(w string) []int32 {
	return a.c.memos.sources.get(w, func() []int32 { return slices.Clip(a.searchSource(w)) })
}

func (a *auditor) searchSource(w string) []int32 {
	if len(w) < 3 || len(a.c.files) < 2 {
		return nil
	}
	srcs := map[int16]bool{}
	for i, f := range a.c.files {
		for part := range strings.SplitSeq(strings.ToLower(f), "/") {
			base, _, _ := strings.Cut(part, ".")
			if base == w || part == w {
				srcs[int16(i)] = true
			}
		}
	}
	if len(srcs) == 0 || len(srcs) == len(a.c.files) {
		return nil
	}
	var out []int32
	for i := range a.c.lines {
		if srcs[a.c.lines[i].src] {
			out = append(out, int32(i))
		}
	}
	return out
}

// words adds the terms that single words give.
func (t *termList) words(s string, near bool) {
	a := t.a
	seen := map[string]bool{}
	for w := range strings.FieldsFuncSeq(strings.ToLower(s), func(r rune) bool { return r < 0x80 && !alnum(byte(r)) }) {
		st := stem(w)
		if stopWords[w] || len(w) < 2 || isDigits(w) || seen[w] || noTerm[st] {
			continue
		}
		seen[w] = true
		switch {
		case badWords.MatchString(w) || levelCalled[w] != 0:
			t.outcome(w, st, near)
			continue
		case goodWords.MatchString(w) && len(a.c.words[st]) == 0:
			t.add(term{what: "ended well", lines: a.c.ofGood(), weight: 2, near: near, outcome: true})
			continue
		case generic[st] && len(a.c.words[st])*3 > len(a.c.lines):
			continue
		}
		if lines := a.c.spelled(w, st); len(lines) > 0 {
			t.add(term{what: w, lines: lines, weight: a.wordWeight(st), near: near, name: a.c.valued(w)})
			continue
		}
		if lines := a.inSource(w); len(lines) > 0 {
			t.add(term{what: "of " + w, lines: lines, weight: 2, near: near})
		}
	}
}

// noTerm are stems of words that say nothing of the lines that are counted.
var noTerm = stemsOfAll(`time times log logs line lines entry entries record records message messages count counts number numbers total event events
 minute minutes second seconds hour hours day days note report section after before between during under over ms within ended altogether each every them these those`)

// levelCalled gives the level that a word names.
var levelCalled = map[string]record.Level{
	"warn": record.LevelWarn, "warning": record.LevelWarn, "warnings": record.LevelWarn, "warnung": record.LevelWarn, "warnungen": record.LevelWarn,
	"error": record.LevelError, "errors": record.LevelError, "fehler": record.LevelError,
	"critical": record.LevelCritical, "fatal": record.LevelCritical, "info": record.LevelInfo,
}

// outcome adds what a word says of failure: the lines that have it, and those of the
// level or of the outcome that it stands for.
func (t *termList) outcome(w, st string, near bool) {
	a := t.a
	if lines := a.c.words[st]; len(lines) > 0 {
		t.add(term{what: st, lines: lines, weight: 2 + a.c.weight(len(lines))/2, near: near, outcome: true})
	}
	if l := levelCalled[w]; l != 0 {
		t.add(term{what: "level " + w, lines: a.c.ofLevel(l), weight: 2, near: near, outcome: true})
		return
	}
	t.add(term{what: "failed", lines: a.c.ofBad(), weight: 2, near: near, outcome: true})
}

// ofLevel lists the records of a level.
func (c *corpus) ofLevel(l record.Level) []int32 {
	var out []int32
	for i := range c.lines {
		if c.lines[i].head && c.lines[i].level == l {
			out = append(out, int32(i))
		}
	}
	return out
}

// ofBad and ofGood list the records that tell of failure, and of things that ended
// well. They are found once.
func (c *corpus) ofBad() []int32  { c.outcomesOf(); return c.bad }
func (c *corpus) ofGood() []int32 { c.outcomesOf(); return c.good }

func (c *corpus) outcomesOf() {
	if c.judged {
		return
	}
	c.judged = true
	for i := range c.lines {
		l := &c.lines[i]
		switch {
		case !l.head:
		case answerBad.MatchString(l.text):
			c.bad = append(c.bad, int32(i))
		case answerGood.MatchString(l.text):
			c.good = append(c.good, int32(i))
		case l.level >= record.LevelError || l.level == 0 && badWords.MatchString(l.text):
			c.bad = append(c.bad, int32(i))
		case goodWords.MatchString(l.text) || endedWell.MatchString(l.text):
			c.good = append(c.good, int32(i))
		}
	}
}

// answerBad and answerGood are lines of requests with their answers.
var (
	answerBad  = lazy.Compile(`HTTP/\d(?:\.\d)?" [45]\d\d `)
	answerGood = lazy.Compile(`HTTP/\d(?:\.\d)?" [23]\d\d `)
)

var endedWell = lazy.Compile(`(?i)\b(?:done|accepted|authori[sz]ed|delivered|written|stored|saved|committed|imported|exported|uploaded|processed|NOERROR)\b`)

// spelled are the lines that have a word, in the singular or the plural, and where none
// has it so, those that have another form of it.
func (c *corpus) spelled(w, st string) []int32 {
	return c.memos.sources.get("spelled "+w, func() []int32 { return slices.Clip(c.searchSpelled(w, st)) })
}

func (c *corpus) searchSpelled(w, st string) []int32 {
	all := c.words[st]
	if len(all) > maxTermLines {
		return nil
	}
	var out []int32
	one := strings.TrimSuffix(w, "s")
	if strings.HasSuffix(w, "ies") {
		one = w[:len(w)-3] + "y"
	}
	for _, i := range all {
		low := strings.ToLower(c.lines[i].text)
		if wholeWord(low, w) || wholeWord(low, one) {
			out = append(out, i)
		}
	}
	if len(out) == 0 {
		return all
	}
	return out
}
