package audit

import (
	"cmp"
	"slices"
	"strings"

	"inquest/internal/lazy"
	"inquest/internal/profile"
)

var (
	badWords  = lazy.Compile(`(?i)\b(?:fail\w*|lost|error\w*|crash\w*|abort\w*|broke|broken|bad|affected|(?:did|do|does|could|have|has|were|was)(?: not|n't) (?:\w+ )?(?:complete\w*|finish\w*|succe\w*|go through|come through|make it|pass\w*|end\w*)|never (?:ended|completed|finished|came back)|gave up|given up|timed out|fehlgeschlagen\w*|gescheitert\w*|scheiterten|abgebrochen\w*)\b`)
	goodWords = lazy.Compile(`(?i)\b(?:succe\w*|complet\w*|pass(?:ed)?|finish\w*|(?:went|go|goes|going|gone) (?:through|fine|well)|fine|good|ok|okay|(?:were|was|are|had been) (?:good|done)|ended well|ran through|erfolgreich\w*|durchgelaufen|liefen (?:\w+ )?durch|lief (?:\w+ )?durch)\b`)
)

// becameOf is what a text says became of the things that it counts: -1 when they
// failed, 1 when they ended well, 0 when it says neither.
func becameOf(s string) int {
	bad, good := badWords.FindStringIndex(s), goodWords.FindStringIndex(s)
	switch {
	case bad == nil && good == nil:
		return 0
	case good == nil || bad != nil && bad[0] <= good[0]:
		return -1
	case negation.MatchString(s[:good[0]]):
		return -1
	}
	return 1
}

var negation = lazy.Compile(`(?i)\b(?:not|never|nicht)\s*$|n't\s*$`)

// afterNumber is what a sentence says right behind a number, up to the next number
// or comma.
func afterNumber(s string, n int) string {
	if i := strings.IndexAny(s, ",0123456789"); i >= 0 {
		s = s[:i]
	}
	if i := strings.IndexByte(s, ':'); i >= 0 { // the label of what follows
		s = s[:strings.LastIndexByte(" "+s[:i], ' ')]
	}
	return firstWordsOf(s, n)
}

// runNouns are stems of what a run is called.
var runNouns = stemsOfAll(`run runs job jobs execution executions execute task tasks batch unit units jobid instance instances attempt attempts pipeline pipelines import imports load loads export exports upload uploads`)

// outcomeStems say what became of a run.
var outcomeStems = stemsOfAll(`failed failure succeeded success successful completed complete lost passed finished affected good bad ok okay fine erfolgreich fehlgeschlagen`)

// ofRuns tells a noun that counts runs and nothing narrower: the word for a run or
// the name of a kind of jobs, what became of it, and words that all runs share.
func (a *auditor) ofRuns(noun []string) bool {
	if len(a.f.units) == 0 {
		return false
	}
	kinds, shared := a.f.fleet()
	found := false
	for _, w := range noun {
		switch {
		case runNouns[w], kinds[w]:
			found = true
		case outcomeStems[w] && len(noun) == 1:
			found = true
		case outcomeStems[w], shared[w], countSpeech[w], runSpeech[w]:
		default:
			return false
		}
	}
	return found
}

// fleet gives the stems of the names of the kinds of jobs, and those of the places
// that all of them run on.
func (f *facts) fleet() (kinds, shared map[string]bool) {
	if f.kindStems != nil {
		return f.kindStems, f.placeStems
	}
	f.kindStems, f.placeStems = map[string]bool{}, map[string]bool{}
	places := map[string]bool{}
	for _, u := range f.units {
		for _, w := range content(u.Name) {
			f.kindStems[w] = true
		}
		for k := range u.Runs {
			for _, m := range []profile.Mark{u.Runs[k].Start, u.Runs[k].End} {
				if m.Line > 0 && m.Source < len(f.v.Sources) {
					places[f.v.Sources[m.Source].Name] = true
				}
			}
		}
	}
	for name := range places {
		for _, w := range content(name) {
			f.placeStems[w] = true
		}
	}
	return f.kindStems, f.placeStems
}

// keepers choose runs by what became of them.
var keepers = []struct {
	what string
	keep func(*profile.Run) bool
	sign int // as becameOf
}{
	{"runs", func(*profile.Run) bool { return true }, 0},
	{"failed runs", failed, -1},
	{"runs that ended well", func(r *profile.Run) bool { return r.State == profile.RunSucceeded }, 1},
}

// runParts count the runs of a scope that lie between two times of the sentence,
// before or after one of them, or that name what else the sentence names.
func (a *auditor) runParts(p *piece, m *mention, scope string) []counter {
	runs := a.f.runs(scope)
	if len(runs) == 0 || len(runs) > 20_000 {
		return nil
	}
	var out []counter
	add := func(what string, in func(*profile.Run) bool) {
		for _, k := range keepers {
			keep := func(r *profile.Run) bool { return k.keep(r) && in(r) }
			n := count(runs, keep)
			out = append(out, counter{n, itoa(n) + " " + k.what + of(scope) + " " + what, a.f.runLines(runs, keep), false, k.sign})
		}
	}
	times := a.fullTimes(p)
	for i, from := range times {
		if len(times) == 1 && untilWord.MatchString(p.text.S) {
			add("before "+a.clock(from.from), func(r *profile.Run) bool { return r.End.HasTime && r.End.Time < from.from })
		}
		if len(times) == 1 && sinceWord.MatchString(p.text.S) {
			add("from "+a.clock(from.from)+" on", func(r *profile.Run) bool { return r.End.HasTime && r.End.Time >= from.from })
		}
		for _, to := range times[i+1:] {
			add("from "+a.clock(from.from)+" to "+a.clock(to.to), func(r *profile.Run) bool {
				return r.End.HasTime && r.End.Time >= from.from && r.End.Time < to.to
			})
		}
	}
	for _, name := range a.otherNames(p, scope) {
		add("that name "+name, func(r *profile.Run) bool { return a.runNames(r, name) })
	}
	for _, w := range a.wordsOfRuns(p, scope) {
		list := a.c.words[w]
		add("whose lines have \""+w+"\"", func(r *profile.Run) bool {
			return len(intersect(a.f.runLines([]*profile.Run{r}, keepOr(nil)), list)) > 0 || a.startHas(r, list)
		})
	}
	if first, last := failureSpan(runs); last > 0 && len(times) == 0 {
		if untilWord.MatchString(p.text.S) {
			add("before the first failure", func(r *profile.Run) bool { return r.End.HasTime && r.End.Time < first })
		}
		if sinceWord.MatchString(p.text.S) {
			add("after the last failure", func(r *profile.Run) bool { return r.End.HasTime && r.End.Time > last })
		}
	}
	if phase := phaseWord.FindString(headerOf(p, m)); phase != "" {
		edge, _ := failureSpan(runs)
		if beforeWord.MatchString(phase) {
			add("before the first failure", func(r *profile.Run) bool { return r.End.HasTime && r.End.Time < edge })
		} else {
			add("from the first failure on", func(r *profile.Run) bool { return r.End.HasTime && r.End.Time >= edge })
		}
	}
	return out
}

var (
	phaseWord  = lazy.Compile(`(?i)\b(?:before|baseline|normal|healthy|during|after|incident|outage)\b`)
	untilWord  = lazy.Compile(`(?i)\b(?:before|until|till|by|up to|prior|so far|bis|vor)\b`)
	sinceWord  = lazy.Compile(`(?i)\b(?:after|since|from|once|then|following|nach|seit|ab)\b`)
	beforeWord = lazy.Compile(`(?i)before|baseline|normal|healthy`)
)

// moments of a sentence that can be placed on the time line of the logs.
type placed struct{ from, to int64 }

// fullTimes are the times of a sentence, in order, each with the stretch that it
// means. A clock without a day is taken of the first day of the logs that has lines of it.
func (a *auditor) fullTimes(p *piece) []placed {
	var out []placed
	for _, m := range p.mentions() {
		if m.kind != isTime || !m.at.hasClock || len(out) >= 4 {
			continue
		}
		switch {
		case m.at.hasDate && m.at.year > 0:
			out = append(out, placed{m.at.utc(), m.at.utc() + m.at.step})
		default:
			lines, _ := a.at(m.at)
			if len(lines) > 0 && a.c.lines[lines[0]].timed {
				t := a.c.lines[lines[0]].time
				t -= t % m.at.step
				out = append(out, placed{t, t + m.at.step})
			} else if !m.at.hasDate && m.at.step == minute && a.f.v.HasTime && a.f.v.From/day == a.f.v.To/day {
				t := a.f.v.From/day*day + m.at.clock
				out = append(out, placed{t, t + m.at.step})
			}
		}
	}
	slices.SortFunc(out, func(x, y placed) int { return cmp.Compare(x.from, y.from) })
	return out
}

// otherNames are names of hosts, services and files that a sentence uses besides
// its unit.
func (a *auditor) otherNames(p *piece, scope string) []string {
	var out []string
	for _, m := range p.mentions() {
		low := strings.ToLower(m.text)
		if (m.kind == isName || m.kind == isAddress || m.kind == isFile) && !strings.EqualFold(m.text, scope) && a.f.known(low) && len(out) < 4 {
			out = append(out, low)
		}
	}
	for _, w := range strings.FieldsFunc(lowered(p.text.S), func(r rune) bool { return !nameRune(r) }) {
		if a.f.hosts[w] && len(w) > 2 && !slices.Contains(out, w) && len(out) < 6 {
			out = append(out, w)
		}
	}
	return out
}

// runNames tells a run whose first or last line has a name.
func (a *auditor) runNames(r *profile.Run, name string) bool {
	for _, x := range []*profile.Line{r.StartLine, r.EndLine} {
		if x == nil {
			continue
		}
		if i, ok := a.f.at[place{x.File, x.Offset}]; ok && a.names1(i, name) {
			return true
		}
	}
	return false
}

// startHas tells a run whose first line is among lines.
func (a *auditor) startHas(r *profile.Run, lines []int32) bool {
	if r.StartLine == nil {
		return false
	}
	i, ok := a.f.at[place{r.StartLine.File, r.StartLine.Offset}]
	_, has := slices.BinarySearch(lines, i)
	return ok && has
}

// rowCounters count the lines that have the words of a row's name: "503" in a
// table of answers by their status.
func (a *auditor) rowCounters(p *piece, m *mention) []counter {
	if len(p.row) < 2 || m.from <= len(p.row[0].S) {
		return nil
	}
	name := strings.TrimSpace(p.row[0].S)
	st := stems(name)
	if len(st) == 0 || len(st) > 6 {
		return nil
	}
	lines := a.c.having(st...)
	if len(lines) == 0 {
		return nil
	}
	what := " with " + strings.Join(st, ", ")
	return append([]counter{{int64(len(lines)), plural(len(lines), "line", "lines") + what, lines, false, 0}}, a.bySource(lines, what)...)
}

// bySource counts lines source by source.
func (a *auditor) bySource(lines []int32, what string) []counter {
	in := map[int16][]int32{}
	var order []int16
	for _, i := range lines {
		src := a.c.lines[i].src
		if in[src] == nil {
			order = append(order, src)
		}
		in[src] = append(in[src], i)
	}
	if len(order) < 2 || len(order) > 12 {
		return nil
	}
	var out []counter
	for _, src := range order {
		out = append(out, counter{int64(len(in[src])), plural(len(in[src]), "line", "lines") + what + " of " + a.c.files[src], in[src], false, 0})
	}
	return out
}

// codeCounters count the lines with a code that the sentence names beside the number:
// "51 requests were answered with 503".
func (a *auditor) codeCounters(p *piece, m *mention) []counter {
	var out []counter
	for _, loc := range answerCodes.FindAllStringIndex(p.text.S, 4) {
		if loc[0] == m.from || p.row != nil || partOfFigure(p.text.S, loc) {
			continue
		}
		if no := p.text.S[loc[0]:loc[1]]; len(a.c.words[no]) > 0 {
			lines := a.c.words[no]
			out = append(out, counter{int64(len(lines)), plural(len(lines), "line", "lines") + " with " + no, lines, false, 0})
			out = append(out, a.bySource(lines, " with "+no)...)
		}
	}
	return out
}

var answerCodes = lazy.Compile(`\b[1-5]\d\d\b`)

// timedCounters count the lines with the words of a noun between two times of the
// sentence.
func (a *auditor) timedCounters(p *piece, noun []string) []counter {
	known := a.knownWords(noun)
	times := a.fullTimes(p)
	if len(known) == 0 || len(times) < 2 {
		return nil
	}
	from, to := times[0].from, times[len(times)-1].to
	var in []int32
	for _, i := range a.c.having(known...) {
		if l := &a.c.lines[i]; l.timed && l.time >= from && l.time < to {
			in = append(in, i)
		}
	}
	if len(in) == 0 {
		return nil
	}
	return []counter{{int64(len(in)), plural(len(in), "line", "lines") + " with " + strings.Join(known, ", ") + " between these times", in, false, 0}}
}

var (
	backReference = lazy.Compile(`(?i)^[\s)]*(?:of (?:them|those|these|which|the latter)\b|such\b|in (?:number|all|total)\b|altogether\b|each time\b|more\b|further\b|[),.;:]|$)`)
	sizeUnit      = lazy.Compile(`(?i)^\s*(?:bytes?|[kmgt]i?b)\b`)
)

// antecedent is the noun that a number without one refers to: what stands before
// it in the sentence, or in the sentence before.
func (a *auditor) antecedent(p *piece, m *mention) []string {
	if !backReference.MatchString(p.text.S[m.to:]) {
		return nil
	}
	before := strings.TrimRight(p.text.S[:m.from], " (,:–—-")
	if c := content(before); len(c) > 0 {
		return c[max(0, len(c)-3):]
	}
	c := a.knownWords(content(p.prev))
	return c[max(0, len(c)-3):]
}

var (
	enumerator = lazy.Compile(`^\s*\(?\d{1,3}(?:\.\d{1,3})*[.):]?\s`)
	givesCode  = lazy.Compile(`(?i)\b(?:returned|returns|return|got|gets|answered|answers|code)\s+["'(]?$`)
	answerWord = lazy.Compile(`(?i)\b(?:with|returned|returns|return|got|gets|received|receives|answered|answers|gave|gives|an?|by|code|were|was)\s+["'(]?$`)
)

// perEach stands behind a number that is given for each of something.
var perEach = lazy.Compile(`(?i)^\s*(?:for each|per|apiece)\b`)

// triesEach stands in front of a number that is one for each of something.
var triesEach = lazy.Compile(`(?i)\b(?:each|every|jede\w*)\b[^.;]{0,30}\b(?:tr(?:y|ies|ied)|retr(?:y|ies|ied)|attempts?|attempted)\s+$`)

// partOfName tells a number that is a part of a longer name or figure.
func partOfName(s string, m *mention) bool {
	return m.from >= 2 && strings.IndexByte("-/.#", s[m.from-1]) >= 0 && alnum(s[m.from-2])
}

// literal finds a number that lines write behind the same word, or, when it is long,
// anywhere in lines that share words with the sentence.
func (a *auditor) literal(p *piece, m *mention) bool {
	no := strings.ReplaceAll(m.text, ",", "")
	lines := a.c.words[no]
	if len(lines) == 0 || !digit(no[0]) {
		return false
	}
	word := ""
	before := strings.Fields(p.text.S[:m.from])
	if len(before) > 0 {
		eachLower(before[len(before)-1], func(w string) { word = w })
	}
	var found []int32
	for _, i := range lines {
		switch {
		case len(word) > 2 && !stopWords[word] && !countSpeech[stem(word)] && !runSpeech[stem(word)] && follows(a.c.lines[i].text, word, no):
			found = append(found, i)
		case len(no) >= 5 && wholeWord(a.c.lines[i].text, no):
			found = append(found, i)
		}
	}
	if len(found) == 0 {
		return false
	}
	a.say(KindCount, Proven, p, m.from, m.to, plural(len(found), "line writes", "lines write")+" this number", "", a.lines(found...))
	return true
}

// follows tells a line in which a number stands right behind a word.
func follows(line, word, no string) bool {
	last := ""
	ok := false
	eachLower(line, func(w string) {
		ok = ok || w == no && last == word
		last = w
	})
	return ok
}

// eachLower calls fn for each word of s in lower case.
func eachLower(s string, fn func(string)) {
	for w := range strings.FieldsFuncSeq(strings.ToLower(s), func(r rune) bool { return r < 0x80 && !alnum(byte(r)) }) {
		fn(w)
	}
}

// formCounters count the lines of each form that have the words of a noun: of the lines
// that speak of connections, those that tell of one being accepted.
func (a *auditor) formCounters(noun []string) []counter {
	known := a.knownWords(noun)
	if len(known) == 0 {
		return nil
	}
	lines := a.c.having(known...)
	if len(lines) < 2 || len(lines) > 20_000 {
		return nil
	}
	forms := map[string][]int32{}
	for _, i := range lines {
		k := formKey(a.c.lines[i].text)
		if forms[k] == nil && len(forms) >= 8 {
			return nil
		}
		forms[k] = append(forms[k], i)
	}
	var out []counter
	for _, i := range lines {
		k := formKey(a.c.lines[i].text)
		if in := forms[k]; len(in) > 0 && in[0] == i && len(in) < len(lines) {
			out = append(out, counter{int64(len(in)), plural(len(in), "line", "lines") + " of one kind with " + strings.Join(known, ", "), in, false, 0})
		}
	}
	return out
}

// enumerates tells a number that numbers the sentence itself.
func enumerates(p *piece, m *mention) bool {
	e := enumerator.FindString(p.text.S)
	if m.to > len(e) || strings.ContainsAny(strings.TrimRight(e, " \n\t"), ".):") {
		return m.to <= len(e)
	}
	return p.heading
}

// answerCode judges "answered with 404": a number of three digits that is a code.
func (a *auditor) answerCode(p *piece, m *mention) bool {
	if m.n < 100 || m.n >= 600 || len(m.text) != 3 || !answerWord.MatchString(p.text.S[:m.from]) {
		return false
	}
	if countedBehind.MatchString(p.text.S[m.to:]) {
		return false
	}
	if noun := a.nounOf(p, m); len(noun) > 0 && (a.ofRuns(noun) || !givesCode.MatchString(p.text.S[:m.from])) {
		return false
	}
	lines := a.c.words[m.text]
	if len(lines) == 0 {
		a.say(KindEntity, a.absent(Unsupported), p, m.from, m.to, "no line has this number", "", support{})
		return true
	}
	a.say(KindEntity, Proven, p, m.from, m.to, plural(len(lines), "line has the number", "lines have the number"), "", a.lines(lines...))
	return true
}

// countedBehind stands behind a number that counts, and names no answer: "answered 101 other queries".
var countedBehind = lazy.Compile(`(?i)^ (?:other |more |further |such |of )?[a-z]{3,}(?:s|ies)\b`)

// unfounded is the verdict on a number of something that the logs speak of and of
// which no reading counts any.
func (a *auditor) unfounded(p *piece, m *mention, noun []string) {
	if p.heading || a.advising(p) || couldBe.MatchString(p.text.S) || m.n < 2 {
		return
	}
	n := a.anchorOf(p.text.S)
	if !a.founded(p, m, noun, n.lines) {
		if c, ok := a.nearMiss(p, m, noun, nil); ok {
			a.doubtCount(p, m, "no count of runs, lines or names gives this figure; the nearest: "+c.what, itoa(c.n), a.lines(c.lines...))
			return
		}
		a.uncounted(p, m)
		return
	}
	if n.hits >= 2 && digit(m.text[0]) {
		a.doubtCount(p, m, "no count of runs, lines or names gives this figure", "", support{})
		return
	}
	for _, w := range noun {
		if len(a.c.words[w]) > 0 && !generic[w] && !countSpeech[w] || runNouns[w] && len(a.f.units) > 0 {
			a.doubtCount(p, m, "no count of runs, lines or names gives this figure", "", support{})
			return
		}
	}
}

// size judges an exact number of bytes: a line has to write it, or it is the size
// of what was read.
func (a *auditor) size(p *piece, m *mention) {
	if !sizeUnit.MatchString(p.text.S[m.to:]) || a.advising(p) || couldBe.MatchString(p.text.S) {
		return
	}
	lines := a.c.words[strings.ReplaceAll(m.text, ",", "")]
	total := int64(0)
	for _, s := range a.f.v.Sources {
		total += s.Bytes
	}
	switch {
	case len(lines) > 0:
		a.say(KindCount, Proven, p, m.from, m.to, plural(len(lines), "line gives it", "lines give it"), "", a.lines(lines...))
	case int64(m.n) == total:
		a.say(KindCount, Proven, p, m.from, m.to, "the size of what was read", "", support{})
	case m.n >= 1000 && strings.Contains(strings.ToLower(firstWordsOf(p.text.S[m.to:], 1)), "byte"):
		a.say(KindCount, a.absent(Unsupported), p, m.from, m.to, "no line gives this number", "", support{})
	}
}
