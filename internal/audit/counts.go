package audit

import (
	"regexp"
	"slices"
	"strings"

	"inquest/internal/document"
	"inquest/internal/lazy"
	"inquest/internal/profile"
)

// counter is one reading of a number with a noun: how many there are, of what.
type counter struct {
	n     int64
	what  string
	lines []int32
	tight bool // the reading that the words name: another figure refutes the claim
	sign  int  // of runs: as becameOf
}

// notCounted stands in front of numbers that count nothing.
var notCounted = lazy.Compile(`(?i)(?:#|\bcase|\blast|\bfirst|\[|\bv(?:er(?:sion)?)?\.?|\berror|\berrno|\brückgabewert|\brc|\breturn ?code|\bcode|\bexit|\bexited with|\bstatus|\bpid|\blines?|\bstep|\bwhy|\bphase|\bsection|\bseverity|\bsev|\bpriority|\blevel|\bchapter|\bpage|\bports?|\bid|\bticket|\bhttp(?:/\d)?|\bp|\btop|\bfigure|\btable|\brfc|\bappendix|\bpart|\battempt|\bday|\bweek|\bshift|\bstage|\btier|\bgroup|\brack|\brow|\bsignal|\bzone|\bincident|\broom|\bworker|\bnode|\bshard|\bpartition|\bbroker|\bslot|\breplica|\bq|\bformat|\brelease|\bbuild|\brev(?:ision)?|\bbatch|\brequest|\bscene|\bdatabase|\bchannel|\bqueue|\btopic|\binstance|\bpool|\bvlan|\bepoch|\bterm|\boffset|\bgeneration|\bchapter|\bmember|\bpeer)\s*[-:#=]?\s*\(?$`)

// codes are numbers that name something instead of counting it.
var codes = lazy.Compile(`(?i)(\bexit(?:ed)?(?: with)?(?: code| status)?|\bhttp(?: status| error)?|\bstatus(?: code)?|\berror(?: code)?|\berrno|\brückgabewert|\breturn ?code|\bpid|\bsignal|\bexit code|\bcode|\bversion|\bnode|\bprocess|\btransaction|\bpartition|\bdatabase|\bworker|\bshard|\bbroker|\bthread|\bicmp_seq|\bsession|\bconnection|\bvlan)\s*[-:#=]?\s*(\d{1,6})\b`)

// counts judges the numbers of things that a sentence gives.
func (a *auditor) counts(p *piece) {
	if a.advising(p) && p.row == nil || aboutReport.MatchString(p.text.S) || p.under("reference", "research findings", "further reading") {
		return
	}
	a.codes(p)
	ms := p.mentions()
	for k := range ms {
		m := &ms[k]
		switch {
		case yearOf(p, m):
		case a.inQuote(p, m) || len(m.text) > 2 && m.text[0] == '0' && digit(m.text[1]):
		case m.kind == isRatio:
			a.ratio(p, m)
		case m.kind == isPercent:
			a.percent(p, ms, m)
		case m.kind == isNumber && a.numericID(m.text): // judged as a name
		case m.kind == isNumber && (enumerates(p, m) || partOfName(p.text.S, m) || perEach.MatchString(p.text.S[m.to:]) || triesEach.MatchString(p.text.S[:m.from]) || strings.EqualFold(m.text, "once") && strings.HasSuffix(strings.ToLower(p.text.S[:m.from]), "at ")):
		case m.kind == isNumber && a.answerCode(p, m):
		case m.kind == isNumber && !m.quoted && a.inList(p, ms, k):
		case m.kind == isNumber && m.n == float64(int64(m.n)) && !notCounted.MatchString(p.text.S[:m.from]) && !m.quoted:
			a.number(p, m)
		}
	}
}

// inQuote tells a mention that stands in words which the sentence quotes: they are
// judged whole.
func (a *auditor) inQuote(p *piece, m *mention) bool {
	for _, q := range quotedParts(&p.text) {
		if q[0] <= m.from && m.to <= q[1] && q[1]-q[0] > m.to-m.from {
			return true
		}
	}
	return false
}

// codes judges "exit code 137" and the like: where the lines write numbers behind
// the word, it has to be one of these; else a line has to have both.
func (a *auditor) codes(p *piece) {
	for _, loc := range codes.FindAllStringSubmatchIndex(p.text.S, -1) {
		if loc[5]+1 < len(p.text.S) && p.text.S[loc[5]] == '.' && digit(p.text.S[loc[5]+1]) || unitBehind.MatchString(p.text.S[loc[5]:]) {
			continue // a part of a version, or a duration
		}
		word, no := p.text.S[loc[2]:loc[3]], p.text.S[loc[4]:loc[5]]
		if a.labelAt(p, &mention{from: loc[4], to: loc[5], text: no, n: float(no)}, lastField(word)) {
			continue
		}
		given := a.behind(word)
		lines := a.c.words[no]
		var near []int32
		for _, w := range content(word) {
			near = unite(near, intersect(lines, a.c.words[w]))
		}
		switch {
		case len(a.c.find("["+no+"]")) > 0:
			a.say(KindEntity, Proven, p, loc[4], loc[5], "lines have it in brackets", "", a.lines(a.c.find("["+no+"]")...))
		case len(given[no]) > 0:
			a.say(KindEntity, Proven, p, loc[4], loc[5], plural(len(given[no]), "line has it", "lines have it"), "", a.lines(given[no]...))
		case len(given) == 1:
			for right, lines := range given {
				a.say(KindEntity, a.absent(Refuted), p, loc[4], loc[5], "the lines give another number", right, a.lines(lines...))
			}
		case len(near) > 0:
			a.say(KindEntity, Proven, p, loc[4], loc[5], plural(len(near), "line has it", "lines have it"), "", a.lines(near...))
		case len(given) > 0 && !a.advising(p):
			a.say(KindEntity, a.absent(Unsupported), p, loc[4], loc[5], "the lines give other numbers behind this word", "", support{})
		case len(lines) > 0:
			a.say(KindEntity, Proven, p, loc[4], loc[5], plural(len(lines), "line has the number", "lines have the number"), "", a.lines(lines...))
		case len(content(word)) > 0 && !a.advising(p):
			a.say(KindEntity, a.absent(Unsupported), p, loc[4], loc[5], "no line has this number", "", support{})
		}
	}
}

// behind lists the numbers that lines write right behind a word, with these lines.
func (a *auditor) behind(word string) map[string][]int32 {
	last := lastField(word)
	re := lazy.Compile(`(?i)\b` + regexp.QuoteMeta(last) + `["']?\s*[-:#=(]?\s*["']?(\d{1,6})\b`)
	seen := map[string][]int32{}
	for _, w := range append(content(last), strings.ToLower(last)) {
		for _, i := range a.c.words[w] {
			for _, g := range re.FindAllStringSubmatch(a.c.lines[i].text, 8) {
				if n := seen[g[1]]; (len(n) == 0 || n[len(n)-1] != i) && len(seen) < 1000 {
					seen[g[1]] = append(n, i)
				}
			}
		}
	}
	return seen
}

func lastField(s string) string {
	f := strings.Fields(s)
	return f[len(f)-1]
}

// ratio judges "23 of 214 runs failed".
func (a *auditor) ratio(p *piece, m *mention) {
	if yearly.MatchString(m.text) || p.heading && enumerates(p, m) {
		return
	}
	if lines := a.c.phrase(m.text); len(lines) > 0 && strings.ContainsAny(m.text, " ") {
		a.say(KindCount, Proven, p, m.from, m.to, plural(len(lines), "line writes", "lines write")+" these words", "", a.lines(lines...))
		return
	}
	noun := a.nounOf(p, m)
	if len(noun) == 0 {
		noun = a.antecedent(p, m)
	}
	scope := a.scope(p)
	if scope != "" && int64(len(a.f.runs(scope))) < int64(m.n) {
		scope = "" // the unit is named for something else
	}
	words := append(noun, content(p.text.S)...)
	ofRuns := len(a.f.units) > 0 && (a.ofRuns(noun) || hasStem(words, "fail", "success", "run", "job", "complet", "lost"))
	part := a.counters(words, scope)
	if a.ofRuns(noun) {
		part = append(a.runCounters([]string{"run"}, scope), a.runParts(p, m, scope)...)
	}
	if a.ratioSets(p, m, ofRuns && countable(part)) {
		return
	}
	if !countable(part) && !ofRuns {
		return
	}
	whole := append(a.runTotals(scope), part...)
	n, okN := match(a.outcome(p, m, part), m)
	t, okT := match(whole, &mention{n: m.m})
	switch {
	case okN && okT:
		a.say(KindCount, Proven, p, m.from, m.to, n.what+"; "+t.what, "", a.lines(n.lines...))
	case ofRuns && outOf(a.f.runs(scope), int64(m.n), int64(m.m)) && becameOf(afterNumber(p.text.S[m.to:], 7)) == 0:
		a.say(KindCount, Proven, p, m.from, m.to, "so many of "+plural(len(a.f.runs(scope)), "run", "runs")+of(scope)+" failed, or ended well", "", a.lines(a.f.runLines(a.f.runs(scope), failed)...))
	case ofRuns:
		runs := a.f.runs(scope)
		right := itoa(count(runs, failed)) + " of " + itoa(len(runs)) + " runs failed"
		if len(a.leftover(p, scope)) > 0 && scope == "" {
			a.say(KindCount, a.absent(Unsupported), p, m.from, m.to, "no count of runs or lines gives these figures", right, a.lines(a.f.runLines(runs, failed)...))
			return
		}
		a.say(KindCount, a.absent(Refuted), p, m.from, m.to, "the logged runs"+of(scope)+" give other figures", right, a.lines(a.f.runLines(runs, failed)...))
	case !digit(m.text[0]) && !a.ofRuns(noun):
		a.uncounted(p, m)
	case okN || okT:
		a.say(KindCount, a.absent(Unsupported), p, m.from, m.to, "only one of the two figures is found", "", support{})
	default:
		a.say(KindCount, a.absent(Unsupported), p, m.from, m.to, "no count of runs or lines gives these figures", "", support{})
	}
}

// outOf tells that n of the runs failed, or that n ended well, of t in all.
func outOf(runs []*profile.Run, n, t int64) bool {
	return t == int64(len(runs)) && (n == count(runs, failed) || n == count(runs, keepers[2].keep))
}

// yearly tells "14/2026": the number of something in a year.
var yearly = lazy.Compile(`^\d{1,4}\s?/\s?(?:19|20)\d\d$`)

// outcome keeps the readings that fit what the sentence says became of the part:
// it failed, or it ended well.
func (a *auditor) outcome(p *piece, m *mention, part []counter) []counter {
	sign := becameOf(afterNumber(p.text.S[m.to:], 7))
	if sign == 0 {
		return part
	}
	var out []counter
	for _, c := range part {
		if c.sign == sign || c.sign == 0 && (sign < 0 && countsBad(c.what) || sign > 0 && !strings.Contains(c.what, "fail")) {
			out = append(out, c)
		}
	}
	return out
}

// countsBad tells a reading that may count what failed: it says so, or it is no
// count of all runs or of those that ended well.
func countsBad(what string) bool {
	return strings.Contains(what, "failed") ||
		!strings.Contains(what, "ended well") && !strings.HasSuffix(what, " runs") && !strings.HasSuffix(what, " jobs")
}

func hasStem(list []string, of ...string) bool {
	for _, w := range of {
		if slices.Contains(list, w) {
			return true
		}
	}
	return false
}

// runTotals are the counts of runs of the scope.
func (a *auditor) runTotals(scope string) []counter {
	runs := a.f.runs(scope)
	if len(runs) == 0 {
		return nil
	}
	ended := func(r *profile.Run) bool { return r.State != profile.RunOpen }
	return []counter{
		{n: int64(len(runs)), what: itoa(len(runs)) + " runs" + of(scope)},
		{n: count(runs, ended), what: itoa(count(runs, ended)) + " runs" + of(scope) + " that ended"},
	}
}

// percent judges a share: of two counts that the sentence gives, or of the runs.
func (a *auditor) percent(p *piece, ms []mention, m *mention) {
	if a.rowShare(p, m) || a.literalShare(p, m) {
		return
	}
	for k := range ms {
		if r := &ms[k]; r.kind == isRatio {
			if share := 100 * r.n / r.m; near(share, m) || near(100-share, m) {
				a.say(KindArithmetic, Proven, p, m.from, m.to, "the share of "+r.text, "", support{})
			} else {
				a.say(KindArithmetic, Refuted, p, m.from, m.to, "not the share of "+r.text, decimal(share)+" %", support{})
			}
			return
		}
	}
	for _, r := range mentions(&document.Text{S: p.prev}) {
		if share := 100 * r.n / r.m; r.kind == isRatio && (near(share, m) || near(100-share, m)) {
			a.say(KindArithmetic, Proven, p, m.from, m.to, "the share of "+r.text, "", support{})
			return
		} else if r.kind == isRatio && thatIs.MatchString(p.text.S) {
			a.say(KindArithmetic, a.absent(Unsupported), p, m.from, m.to, "not the share of "+r.text, decimal(share)+" %", support{})
			return
		}
	}
	runs := a.f.runs(a.scope(p))
	f, s := count(runs, failed), count(runs, func(r *profile.Run) bool { return r.State == profile.RunSucceeded })
	words := content(p.text.S)
	if a.pairShare(p, ms, m) {
		return
	}
	if f+s == 0 || !hasStem(words, "fail", "success", "rate", "rat", "complet") {
		return
	}
	share := 100 * float64(f) / float64(f+s)
	switch {
	case near(share, m) || near(100-share, m):
		a.say(KindCount, Proven, p, m.from, m.to, itoa(f)+" of "+itoa(f+s)+" runs failed", "", a.lines(a.f.runLines(runs, failed)...))
	case len(a.leftover(p, a.scope(p))) == 0 || hasStem(words, "rate", "rat"):
		a.say(KindCount, Refuted, p, m.from, m.to, itoa(f)+" of "+itoa(f+s)+" runs failed", decimal(share)+" %", a.lines(a.f.runLines(runs, failed)...))
	default:
		a.say(KindCount, Unsupported, p, m.from, m.to, "no share of runs gives this figure", decimal(share)+" % of all runs failed", support{})
	}
}

// thatIs begins a sentence that restates the one before it.
var thatIs = lazy.Compile(`(?i)^\W*(?:that|this|which|it) (?:is|are|was|makes?|means)\b`)

// near tells a percentage that is right to the digits given.
func near(share float64, m *mention) bool {
	if m.tol > 0 {
		return share-m.n <= m.tol && m.n-share <= m.tol
	}
	step := 1.0
	if i := strings.IndexByte(m.text, '.'); i >= 0 {
		for k := i + 1; k < len(m.text) && digit(m.text[k]); k++ {
			step /= 10
		}
	}
	return share-m.n <= step*0.5001 && m.n-share <= step*0.5001
}

func decimal(x float64) string {
	n := int64(x*10 + 0.5)
	return itoa(n/10) + "." + itoa(n%10)
}

// number judges a number with the noun that it counts.
func (a *auditor) number(p *piece, m *mention) {
	noun := a.nounOf(p, m)
	if a.likeBelow(p, m) || a.rowTime(p, m) || a.labelAt(p, m, "") || a.valueAt(p, m) || a.summed(p, m) {
		return
	}
	if t, ok := a.ofDuration(p, m); ok {
		a.say(KindCount, Proven, p, m.from, m.to, t.what, "", a.lines(t.lines...))
		return
	}
	r, known := a.reckon(p, m)
	if hasStem(noun, unitsOfSize...) {
		if !known || !a.figureOf(p, m, r) {
			a.size(p, m)
		}
		return
	}
	if len(noun) == 0 {
		noun = a.antecedent(p, m)
	}
	if q := quotedParts(&p.text); len(noun) == 0 && len(q) > 0 && q[0][0] > m.to { // 17 ended with "..."
		noun = firstStrings(content(p.text.S[q[0][0]:q[0][1]]), 3)
	}
	after := afterNumber(p.text.S[m.to:], 4)
	if sign := becameOf(after); sign != 0 && len(a.f.units) > 0 && (len(noun) == 0 || allIn(noun, outcomeStems) || becameOf(firstWordsOf(after, 2)) == sign) {
		noun = []string{map[int]string{-1: "fail", 1: "success"}[sign], "run"}
	}
	if len(noun) == 0 {
		a.bySets(p, m, nil, r)
		return
	}
	scope := a.scope(p)
	if runs := a.f.runs(scope); scope != "" && len(runs) == 1 && len(a.f.units) > 3 && m.n != 1 {
		scope = "" // a job that runs once is named beside the count
	}
	if a.literal(p, m) {
		return
	}
	if !a.ofRuns(noun) && a.atTheTime(p, m) {
		return
	}
	if !a.ofRuns(noun) && a.writtenOfNoun(p, m, noun) {
		return
	}
	list := a.readings(p, m, noun, scope)
	if !a.ofRuns(noun) {
		list = a.unnarrowed(list, r)
	}
	if _, ok := match(list, m); !ok && known && !a.ofRuns(noun) && a.bySets(p, m, noun, r) {
		return
	} else if !ok && known && a.ofRuns(noun) && (a.windowProves(p, m, r) || a.provenBeyond(p, m, r)) {
		return
	} else if ok && known && !r.wide && !a.ofRuns(noun) && r.joint() > 1 {
		if a.setsProve(p, m, r) || a.figureOf(p, m, r) {
			return
		}
		list = slices.DeleteFunc(list, func(c counter) bool { return !c.tight && m.is(c.n) })
	}
	if !countable(list) {
		if !a.claimCount(p, m, noun) && !a.lineNumber(p, m, noun) {
			a.unfounded(p, m, noun)
		}
		return
	}
	if c, ok := match(list, m); ok {
		a.say(KindCount, Proven, p, m.from, m.to, c.what, "", a.lines(c.lines...))
		return
	}
	if !a.ofRuns(noun) && a.claimCount(p, m, noun) || a.lineNumber(p, m, noun) {
		return
	}
	a.noCount(p, m, noun, scope, list)
}

// readings are all that a number with a noun may count.
func (a *auditor) readings(p *piece, m *mention, noun []string, scope string) []counter {
	pure := a.ofRuns(noun)
	of := a.counters
	if pure {
		of = a.runCounters
	}
	list := of(noun, scope)
	if scope != "" {
		if len(list) == 0 || !countable(list) {
			list = append(list, of(noun, "")...)
		} else if _, ok := match(list, m); !ok && a.namesUnits(p.text.S) != 1 {
			wide := of(noun, "")
			for k := range wide {
				wide[k].tight = false
			}
			list = append(list, wide...)
		}
	}
	if pure || hasStem(noun, "job", "run", "task") {
		list = append(list, a.runParts(p, m, scope)...)
	}
	if kept := a.outcome(p, m, list); countable(kept) {
		list = kept
	}
	if n := a.anchorOf(p.text.S); pure && n.hits >= 3 && !n.more && len(n.lines) > 1 {
		list = append(list, counter{int64(len(n.lines)), plural(len(n.lines), "line shares", "lines share") + " the words of the sentence", n.lines, false, 0})
	}
	if !pure {
		list = append(list, a.narrowed(p, m, noun)...)
		list = append(list, a.timedCounters(p, noun)...)
		list = append(list, a.rowCounters(p, m)...)
		list = append(list, a.formCounters(noun)...)
		list = append(list, a.codeCounters(p, m)...)
	}
	return list
}

func allIn(list []string, set map[string]bool) bool {
	for _, w := range list {
		if !set[w] {
			return false
		}
	}
	return true
}

var unitsOfSize = []string{"mb", "gb", "kb", "tb", "mib", "gib", "kib", "byt", "byte", "bit", "rps", "qps", "tps", "request/s", "percent", "vcpu", "cpu", "core", "c", "°c", "usd", "eur", "dollar", "euro", "year", "month", "week", "engineer", "person", "peopl", "team"}

func countable(list []counter) bool {
	for _, c := range list {
		if c.n > 0 || c.tight {
			return true
		}
	}
	return false
}

func match(list []counter, m *mention) (counter, bool) {
	for _, c := range list {
		if m.is(c.n) {
			return c, true
		}
	}
	return counter{}, false
}

// noCount judges a number that no reading gives.
func (a *auditor) noCount(p *piece, m *mention, noun []string, scope string, list []counter) {
	most := int64(0)
	var right *counter
	for k := range list {
		most = max(most, list[k].n)
		if list[k].tight && right == nil {
			right = &list[k]
		}
	}
	if right == nil {
		for k := range list {
			if list[k].n > 0 && (right == nil || diff(list[k].n, int64(m.n)) < diff(right.n, int64(m.n))) {
				right = &list[k]
			}
		}
	}
	narrow := a.narrowing(p, noun, scope) || rowNarrows(p, m, noun, scope)
	if m.n == 0 && (right == nil || !right.tight || narrow) {
		return
	}
	switch {
	case right != nil && right.tight && !narrow && !weakNumber(m) && a.settles(p, m, noun, right.what) && !phaseWord.MatchString(headerOf(p, m)):
		a.say(KindCount, a.absent(Refuted), p, m.from, m.to, "the logs have "+right.what, itoa(right.n), a.lines(right.lines...))
	case right != nil && int64(m.n) > most && most > 0 && right.tight && !weakNumber(m) && a.settles(p, m, noun, ""):
		a.say(KindCount, a.absent(Refuted), p, m.from, m.to, "the logs have no more than "+right.what, itoa(right.n), a.lines(right.lines...))
	case rowNarrows(p, m, noun, scope) && len(a.knownWords(content(p.row[0].S))) == 0: // of something that the logs do not know
		a.uncounted(p, m)
	case right != nil && !weakNumber(m) && a.foundedAny(p, m, noun, list):
		a.doubtCount(p, m, "no count of runs, lines or names gives this figure; the nearest: "+right.what, itoa(right.n), a.lines(right.lines...))
	default:
		if c, ok := a.nearMiss(p, m, noun, list); ok {
			a.doubtCount(p, m, "no count of runs, lines or names gives this figure; the nearest: "+c.what, itoa(c.n), a.lines(c.lines...))
			return
		}
		a.uncounted(p, m)
	}
}

func diff(x, y int64) int64 {
	if x > y {
		return x - y
	}
	return y - x
}

// nounStop ends a noun phrase.
var nounStop = setOf(`of in on at for with that which who were was is are had has have within during from to and or while when then but as by between after before
 because since until per each over under than into onto out up down did do does took take lasted failed fail fails succeeded ended occurred happened show shows showed
 point points indicate suggests`)

// nounOf gives the stems of the words that a number counts: those behind it, in a
// table those of the header or of the row's name, before a colon those in front.
func (a *auditor) nounOf(p *piece, m *mention) []string {
	if h := headerOf(p, m); h != "" && p.row != nil {
		if len(p.row) == 2 && m.from > len(p.row[0].S) {
			if c := subtractStems(content(p.row[0].S), "total", "sum", "overall"); len(c) > 0 {
				return c
			}
			return content(h)
		}
		if len(p.row) > 2 && strings.TrimSpace(cellOf(p, m)) == m.text {
			if row := content(p.row[0].S); phaseWord.MatchString(h) && len(row) > 0 {
				return row
			}
			return content(h)
		}
	}
	rest := p.text.S[m.to:]
	var out []string
	words := 0
	for w := range strings.FieldsSeq(rest) {
		bare := strings.ToLower(strings.Trim(w, "()[]\"'`*“”,.;:!?"))
		if nounStop[bare] || words >= 5 {
			switch {
			case outcomeVerb[bare] && words == 0:
				out = append(out, stem(bare), "run")
			case outcomeVerb[bare]:
				out = append(out, stem(bare))
			}
			break
		}
		words++
		if bare == "times" {
			return a.verbBefore(p, m)
		}
		out = append(out, content(bare)...)
		if strings.ContainsAny(w, ",.;:)!?|") {
			break
		}
	}
	if len(out) > 0 {
		return out
	}
	before := strings.TrimRight(p.text.S[:m.from], " (")
	if strings.HasSuffix(strings.TrimRight(p.text.S[:m.from], " "), "(") {
		return lastContent(before, 3)
	}
	if strings.HasSuffix(before, ":") || strings.HasSuffix(before, "=") || strings.HasSuffix(before, "|") || strings.HasSuffix(before, "was") || strings.HasSuffix(before, "is") {
		return lastContent(before, 4)
	}
	return nil
}

var outcomeVerb = setOf("failed fail fails succeeded lost completed passed")

func (a *auditor) verbBefore(p *piece, m *mention) []string {
	c := lastContent(p.text.S[:m.from], 3)
	if n := len(c); n > 0 {
		if w := c[n-1]; len(a.c.words[w]) > 0 && !generic[w] {
			return c[n-1:]
		}
		return c
	}
	c = content(p.text.S[:m.from])
	return c[max(0, len(c)-2):]
}

// lastContent are the stems of the last n words that carry meaning.
func lastContent(s string, n int) []string {
	if i := strings.LastIndexAny(s[:max(0, len(s)-1)], ".;|,"); i >= 0 {
		s = s[i+1:]
	}
	c := content(s)
	return c[max(0, len(c)-n):]
}

func cellOf(p *piece, m *mention) string {
	at := 0
	for i := range p.row {
		end := at + len(p.row[i].S)
		if m.from >= at && m.from <= end {
			return p.row[i].S
		}
		at = end + len(" | ")
	}
	return ""
}
