package audit

import (
	"slices"
	"strings"

	"inquest/internal/lazy"
)

// A number that no reading gives is doubted only where a reading really counts the thing
// that the sentence names: where a careful reader would take that reading, and no other. All
// other numbers are not checkable.

// founded tells that lines are those which a noun and its clause speak of: they have the
// words of the noun, and most of what else the clause says.
func (a *auditor) founded(p *piece, m *mention, noun []string, lines []int32) bool {
	if len(lines) == 0 || p.heading {
		return false
	}
	runs := a.ofRuns(noun)
	if !runs && a.codeOrName(p, m, lines) {
		return true
	}
	if !runs && (len(noun) == 0 || !a.countsLines(noun, sorted(lines))) {
		return false
	}
	known, all := 0, 0
	for _, w := range a.clauseWords(p, m) {
		if slices.Contains(noun, w) {
			continue
		}
		all++
		if a.explained(w, lines) {
			known++
		}
	}
	return known*2 >= all
}

// codeOrName tells lines of which all have the code or the name that stands in the clause of
// a number, and which are all that have it: "answered with 504".
func (a *auditor) codeOrName(p *piece, m *mention, lines []int32) bool {
	r, ok := a.reckon(p, m)
	if !ok || r.wide {
		return false
	}
	for i := range r.terms {
		t := &r.terms[i]
		if t.near && t.name && (len(t.lines) == len(lines) || len(a.headsOf(t.lines)) == len(lines)) && len(intersect(sorted(t.lines), sorted(lines))) == len(lines) {
			return true
		}
	}
	return false
}

// explained tells a word that the lines have, that their source is called by, or that says
// what became of them.
func (a *auditor) explained(w string, lines []int32) bool {
	if outcomeStems[w] {
		return true
	}
	list := a.c.words[w]
	for _, i := range firstN(lines, 50) {
		if _, ok := slices.BinarySearch(list, i); ok {
			return true
		}
	}
	for _, i := range firstN(lines, 8) {
		if slices.Contains(content(a.c.files[a.c.lines[i].src]), w) {
			return true
		}
	}
	return false
}

// clauseWords are the stems of the clause of a number that narrow what it counts.
func (a *auditor) clauseWords(p *piece, m *mention) []string {
	var s string
	if p.row != nil && p.header != nil {
		s = p.row[0].S + " " + headerOf(p, m)
	} else {
		from, to := clauseOf(p.text.S, m.from, m.to)
		s = p.text.S[from:min(m.from, to)] + " " + p.text.S[min(m.to, to):to]
	}
	var out []string
	for _, w := range content(s) {
		if !countSpeech[w] && !runSpeech[w] && !generic[w] && !outcomeStems[w] && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// uncounted says of a number that no reading of the logs counts what it stands for.
func (a *auditor) uncounted(p *piece, m *mention) {
	if p.heading || weakNumber(m) {
		return
	}
	a.say(KindCount, NotCheckable, p, m.from, m.to, "no reading of these logs counts what the sentence names", "", support{})
}

// valueWord names something that has a value: the number behind it counts nothing.
var valueWord = lazy.Compile(`(?i)\b(counter|setting|value|limit|version|threshold|score|index|serial|sequence|level|pid|id|state|severity|priority)s?\b[^.;,:]{0,12}$`)

// valueAt judges a number behind a word that names a value: "the restart counter is at 34".
// Where lines write numbers behind that word, it has to be one of them.
func (a *auditor) valueAt(p *piece, m *mention) bool {
	g := valueWord.FindStringSubmatch(p.text.S[:m.from])
	if g == nil || p.row != nil || !digit(m.text[0]) {
		return false
	}
	return a.behindWord(p, m, g[1])
}

// behindWord holds a number against those that lines write near behind a word. false where
// none writes any.
func (a *auditor) behindWord(p *piece, m *mention, word string) bool {
	given := a.nearBehind(word)
	no := strings.ReplaceAll(m.text, ",", "")
	switch {
	case len(given) == 0:
		return false
	case len(given[no]) > 0:
		a.say(KindEntity, Proven, p, m.from, m.to, plural(len(given[no]), "line has it", "lines have it")+" behind \""+strings.ToLower(word)+"\"", "", a.lines(given[no]...))
	case len(given) == 1:
		for right, lines := range given {
			a.say(KindEntity, a.absent(Refuted), p, m.from, m.to, "the lines give another number behind \""+strings.ToLower(word)+"\"", right, a.lines(lines...))
		}
	case a.advising(p) || couldBe.MatchString(p.text.S):
		return false
	default:
		var some []string
		for no := range given {
			some = append(some, no)
		}
		slices.SortFunc(some, func(x, y string) int { return atoi(x) - atoi(y) })
		a.say(KindEntity, a.absent(Unsupported), p, m.from, m.to, "no line writes this number behind \""+strings.ToLower(word)+"\"", strings.Join(firstStrings(some, 6), ", "), a.lines(given[some[0]]...))
	}
	return true
}

// nearBehind lists the numbers that lines write behind a word, with a few small words
// between them at most: "process 918", "counter is at 34".
func (a *auditor) nearBehind(word string) map[string][]int32 {
	st := stem(strings.ToLower(word))
	out := map[string][]int32{}
	names := []string{st}
	if st == "pid" {
		names = append(names, stem("process"))
	}
	for _, name := range names {
		for _, i := range firstN(a.c.words[name], 5000) {
			w := slotWords(a.c.lines[i].text)
			for k := range w {
				if stem(strings.TrimRight(w[k], ":=")) != name {
					continue
				}
				for j := k + 1; j < min(len(w), k+4); j++ {
					if isDigits(w[j]) {
						if n := out[w[j]]; len(n) == 0 || n[len(n)-1] != i {
							out[w[j]] = append(n, i)
						}
						break
					}
					if !stopWords[w[j]] && w[j] != "is" && w[j] != "at" {
						break
					}
				}
			}
		}
		if len(out) > 0 {
			break
		}
	}
	return out
}

var listJoin = lazy.Compile("(?i)^[`*_\\s]*(?:,|;|/|&|and|then|or|und|dann)(?:[`*_\\s,]*(?:and|then|or|finally|later|und|dann))*[`*_\\s]*$")

// inList judges a number of a list whose first one stands behind the word that names it:
// "pid 918, then 926, then 934".
func (a *auditor) inList(p *piece, ms []mention, k int) bool {
	first := k
	for first > 0 && ms[first-1].kind == isNumber && listJoin.MatchString(p.text.S[ms[first-1].to:ms[first].from]) {
		first--
	}
	if first == k || p.row != nil {
		return false
	}
	loc := codes.FindAllStringSubmatchIndex(p.text.S[:ms[first].to], -1)
	if len(loc) == 0 || loc[len(loc)-1][1] != ms[first].to {
		return false
	}
	last := loc[len(loc)-1]
	return a.behindWord(p, &ms[k], lastField(p.text.S[last[2]:last[3]]))
}

// runsWith count the runs whose lines have a word of the sentence that not all runs have:
// "7 archive jobs".
func (a *auditor) wordsOfRuns(p *piece, scope string) []string {
	lines := a.f.runEdges(scope)
	if len(lines) < 2 {
		return nil
	}
	var out []string
	for _, w := range content(p.text.S) {
		if generic[w] || outcomeStems[w] || runNouns[w] || countSpeech[w] || slices.Contains(out, w) || len(out) >= 3 {
			continue
		}
		if n := len(intersect(a.c.words[w], lines)); n > 0 && n < len(lines)/2 {
			out = append(out, w)
		}
	}
	return out
}

// foundedAny tells that one of the readings counts what the clause names.
func (a *auditor) foundedAny(p *piece, m *mention, noun []string, list []counter) bool {
	for k := range list {
		c := &list[k]
		if a.founded(p, m, noun, c.lines) || a.ofRuns(noun) && c.n > 0 && len(a.clauseWords(p, m)) == 0 {
			return true
		}
	}
	return false
}

var summedUp = lazy.Compile(`(?i)\b(?:sums?|total(?:s|ling)?|in all|altogether|together|makes|zusammen|insgesamt|summe|macht)\b`)

// summed proves a number that is the sum of two others of the sentence, where it says so.
func (a *auditor) summed(p *piece, m *mention) bool {
	from, to := clauseOf(p.text.S, m.from, m.to)
	return p.row == nil && summedUp.MatchString(p.text.S[from:to]) && a.sumOfNumbers(p, m)
}

// clauseKnown tells that the lines have most words of the clause of a figure.
func (a *auditor) clauseKnown(p *piece, m *mention) bool {
	known, all := 0, 0
	for _, w := range a.clauseWords(p, m) {
		all++
		if len(a.c.words[w]) > 0 {
			known++
		}
	}
	return known*3 >= all*2
}
