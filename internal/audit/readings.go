package audit

import (
	"regexp"
	"slices"
	"strings"

	"inquest/internal/profile"
)

var (
	badWords  = regexp.MustCompile(`(?i)\b(?:fail\w*|lost|error\w*|crash\w*|abort\w*|broke|affected|(?:did|do|does|could|have|has|were|was)(?: not|n't) (?:\w+ )?(?:complete\w*|finish\w*|succe\w*|go through|come through|make it|pass\w*|end\w*)|never (?:ended|completed|finished|came back)|gave up|given up|timed out|fehlgeschlagen\w*|gescheitert\w*|scheiterten|abgebrochen\w*)\b`)
	goodWords = regexp.MustCompile(`(?i)\b(?:succe\w*|complet\w*|pass(?:ed)?|finish\w*|went (?:through|fine|well)|fine|ok|okay|(?:were|was|are|had been) (?:good|done)|ended well|ran through|erfolgreich\w*|durchgelaufen|liefen (?:\w+ )?durch|lief (?:\w+ )?durch)\b`)
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

var negation = regexp.MustCompile(`(?i)\b(?:not|never|nicht)\s*$|n't\s*$`)

// afterNumber is what a sentence says right behind a number, up to the next number
// or comma.
func afterNumber(s string, n int) string {
	if i := strings.IndexAny(s, ",0123456789"); i >= 0 {
		s = s[:i]
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
func (a *auditor) runParts(p *piece, scope string) []counter {
	runs := a.f.runs(scope)
	if len(runs) == 0 || len(runs) > 20_000 {
		return nil
	}
	var out []counter
	add := func(what string, in func(*profile.Run) bool) {
		for _, k := range keepers {
			keep := func(r *profile.Run) bool { return k.keep(r) && in(r) }
			if n := count(runs, keep); n > 0 {
				out = append(out, counter{n, itoa(n) + " " + k.what + of(scope) + " " + what, a.f.runLines(runs, keep), false})
			}
		}
	}
	times := a.fullTimes(p)
	for i, from := range times {
		add("before "+a.clock(from.from), func(r *profile.Run) bool { return r.End.HasTime && r.End.Time < from.from })
		add("from "+a.clock(from.from)+" on", func(r *profile.Run) bool { return r.End.HasTime && r.End.Time >= from.from })
		for _, to := range times[i+1:] {
			add("from "+a.clock(from.from)+" to "+a.clock(to.to), func(r *profile.Run) bool {
				return r.End.HasTime && r.End.Time >= from.from && r.End.Time < to.to
			})
		}
	}
	for _, name := range a.otherNames(p, scope) {
		add("that name "+name, func(r *profile.Run) bool { return a.runNames(r, name) })
	}
	if phase := phaseWord.FindString(a.headersOf(p)); phase != "" {
		edge, _ := failureSpan(runs)
		if before := beforeWord.MatchString(phase); before {
			add("before the first failure", func(r *profile.Run) bool { return r.End.HasTime && r.End.Time < edge })
		} else {
			add("from the first failure on", func(r *profile.Run) bool { return r.End.HasTime && r.End.Time >= edge })
		}
	}
	return out
}

var (
	phaseWord  = regexp.MustCompile(`(?i)\b(?:before|baseline|normal|healthy|during|after|incident|outage)\b`)
	beforeWord = regexp.MustCompile(`(?i)before|baseline|normal|healthy`)
)

func (a *auditor) headersOf(p *piece) string {
	var b strings.Builder
	for i := range p.header {
		b.WriteString(p.header[i].S + " ")
	}
	return b.String()
}

// moments of a sentence that can be placed on the time line of the logs.
type placed struct{ from, to int64 }

// fullTimes are the times of a sentence, in order, each with the stretch that it
// means. A clock without a day is taken of the first day of the logs that has lines of it.
func (a *auditor) fullTimes(p *piece) []placed {
	var out []placed
	for _, m := range mentions(&p.text) {
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
			}
		}
	}
	slices.SortFunc(out, func(x, y placed) int { return cmpTime(x.from, y.from) })
	return out
}

// otherNames are names of hosts, services and files that a sentence uses besides
// its unit.
func (a *auditor) otherNames(p *piece, scope string) []string {
	var out []string
	for _, m := range mentions(&p.text) {
		low := strings.ToLower(m.text)
		if (m.kind == isName || m.kind == isAddress || m.kind == isFile) && !strings.EqualFold(m.text, scope) && a.f.known(low) && len(out) < 4 {
			out = append(out, low)
		}
	}
	for _, w := range strings.FieldsFunc(strings.ToLower(p.text.S), func(r rune) bool { return !nameRune(r) }) {
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
	return []counter{{int64(len(lines)), plural(len(lines), "line", "lines") + " with " + strings.Join(st, ", "), lines, false}}
}

// timedCounters count the lines with the words of a noun between two times of the
// sentence.
func (a *auditor) timedCounters(p *piece, noun []string) []counter {
	var known []string
	for _, w := range noun {
		if len(a.c.words[w]) > 0 && !generic[w] {
			known = append(known, w)
		}
	}
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
	return []counter{{int64(len(in)), plural(len(in), "line", "lines") + " with " + strings.Join(known, ", ") + " between these times", in, false}}
}

var (
	backReference = regexp.MustCompile(`(?i)^[\s)]*(?:of (?:them|those|these|which|the latter)\b|such\b|in (?:number|all|total)\b|altogether\b|each time\b|more\b|further\b|[),.;:]|$)`)
	sizeUnit      = regexp.MustCompile(`(?i)^\s*(?:bytes?|[kmgt]i?b)\b`)
)

// antecedent is the noun that a number without one refers to: what stands before
// it in the sentence, or in the sentence before.
func (a *auditor) antecedent(p *piece, m *mention) []string {
	if !backReference.MatchString(p.text.S[m.to:]) {
		return nil
	}
	before := strings.TrimRight(p.text.S[:m.from], " (,:–—-")
	c := content(before)
	if len(c) == 0 {
		c = content(p.prev)
	}
	return c[max(0, len(c)-3):]
}

var (
	enumerator = regexp.MustCompile(`^\s*\(?\d{1,3}(?:\.\d{1,3})*[.):]?\s`)
	givesCode  = regexp.MustCompile(`(?i)\b(?:returned|returns|return|got|gets|answered|answers|code)\s+["'(]?$`)
	answerWord = regexp.MustCompile(`(?i)\b(?:with|returned|returns|return|got|gets|received|receives|answered|answers|gave|gives|an?|by|code|were|was)\s+["'(]?$`)
)

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

// unfounded is the verdict on a number of something that the logs speak of and of
// which no reading counts any.
func (a *auditor) unfounded(p *piece, m *mention, noun []string) {
	if p.heading || a.advising(p) || couldBe.MatchString(p.text.S) || m.n < 2 {
		return
	}
	for _, w := range noun {
		if len(a.c.words[w]) > 0 && !generic[w] && !countSpeech[w] || runNouns[w] && len(a.f.units) > 0 {
			a.say(KindCount, a.absent(Unsupported), p, m.from, m.to, "no count of runs, lines or names gives this figure", "", support{})
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
