package audit

import (
	"slices"
	"strings"

	"inquest/internal/document"
	"inquest/internal/evidence"
	"inquest/internal/lazy"
	"inquest/internal/profile"
)

var roughly = lazy.Compile(`(?i)(?:\babout|\baround|\broughly|\bapprox(?:\.|imately)?|\bnearly|\balmost|\bover|\bmore than|\bless than|\bunder|\bsome|\bup to|\bat least|\bat most|~|≈|\bca\.?|\bjust)\s*$`)

// claimed is a duration that a report gives, and how exactly.
type claimed struct {
	d, tolerance int64
}

func claimedOf(s string, m *mention) claimed {
	c := claimed{m.dur, m.unit / 2}
	if roughly.MatchString(s[:m.from]) {
		c.tolerance = max(m.unit/2, m.dur/8)
	}
	return c
}

func (c claimed) fits(d int64) bool {
	x := d - c.d
	if x < 0 {
		x = -x
	}
	return x <= c.tolerance
}

// spans judges the durations that a sentence names.
func (a *auditor) spans(p *piece) {
	if a.advising(p) || metaLabel.MatchString(p.text.S) || p.under("reference", "research findings", "further reading") || peakWords.MatchString(p.text.S) {
		return
	}
	a.turned(p)
	ms := p.mentions()
	given := 0
	for k := range ms {
		if ms[k].kind == isDuration {
			given++
		}
	}
	for k := range ms {
		m := &ms[k]
		switch {
		case a.inQuote(p, m):
		case m.kind == isDuration && m.dur > 0 && !notAmount(p.text.S, m):
			a.span1(p, ms, m, given)
		case m.kind == isRange && m.unit > 0:
			a.rangeOf(p, m)
		}
	}
}

// notAmount tells "5m load average", "4h window" in names, and settings.
func notAmount(s string, m *mention) bool {
	return m.to < len(s) && (s[m.to] == '-' || s[m.to] == '_' || s[m.to] == '/') && m.to+1 < len(s) && alnum(s[m.to+1])
}

func (a *auditor) span1(p *piece, ms []mention, m *mention, given int) {
	c := claimedOf(p.text.S, m)
	if ok, right := a.difference(p, ms, m, c); ok {
		a.say(KindArithmetic, Proven, p, m.from, m.to, "the difference of the times that the sentence gives", "", support{})
		return
	} else if right != "" {
		a.say(KindArithmetic, Refuted, p, m.from, m.to, "the times that the sentence gives lie "+right+" apart", right, support{})
		return
	}
	if a.product(p, ms, m) || a.laterLine(p, ms, m, c) || a.steadyGap(p, m, c) || a.eachRun(p, m, c) || a.goodOnes(p, m, c) || len(a.f.units) == 0 && a.extreme(p, m, c) || a.fromEdge(p, ms, m, c) || a.spread(p, m, c) || a.statistic(p, m, c) || a.lineDuration(p, ms, m, c) || a.runDuration(p, m, c) || a.step(p, m, c) || a.claimValue(p, m, c) || a.period(p, m, c) || a.periodic(p, m, c) || a.betweenEvents(p, m, c) || a.apart(p, m, c) {
		return
	}
	if a.gap(p, m, c) || a.everyRun(p, m, c) {
		return
	}
	if a.totalSlip(p, ms, m) || a.unitSlip(p, ms, m) {
		return
	}
	n := a.anchorOf(p.text.S)
	if right, lines := a.otherDuration(&n); given == 1 && right != 0 && (n.strong() || n.hits >= 2) && sameScale(right, m.dur) {
		a.say(KindDuration, a.absent(Refuted), p, m.from, m.to, "the lines that speak of this give another figure", evidence.FormatDuration(right), a.lines(lines...))
		return
	}
	if !couldBe.MatchString(p.text.S) && !p.heading && a.pinnedSpan(p, m, &n) {
		a.say(KindDuration, a.absent(Unsupported), p, m.from, m.to, "no line, run or distance between events gives this figure", "", support{})
		return
	}
	a.say(KindDuration, NotCheckable, p, m.from, m.to, "it cannot be told which lines would give this figure", "", support{})
}

// pinnedSpan tells a duration of something that lines speak of plainly: they have most words
// of its clause, and write durations themselves, or lie that far apart.
func (a *auditor) pinnedSpan(p *piece, m *mention, n *anchor) bool {
	return a.clauseKnown(p, m) && (n.hits >= 2 || len(a.linesOfTimes(p, p.mentions())) > 0) ||
		n.strong() && len(n.lines) <= 400 && a.writesDurations(n.lines)
}

// writesDurations tells lines of which most write a duration.
func (a *auditor) writesDurations(lines []int32) bool {
	n := 0
	list := firstN(lines, 40)
	for _, i := range list {
		if len(a.c.durationsIn(i)) > 0 {
			n++
		}
	}
	return n*2 > len(list)
}

func sameScale(x, y int64) bool { return x <= 100*y && y <= 100*x }

var directly = lazy.Compile(`^\s*(?:UTC|Z|GMT)?\s*[(,;=:–—-]?\s*(?:or|i\.e\.,?|that is|a total of|in all|for|lasting|lasted|about|approximately|roughly|~|duration:?|total:?|≈|span(?:ning)? of|which is|\|)*\s*\(?$`)

// difference holds a duration against two times of the same sentence. right is
// the true distance where the sentence puts the duration right behind the times.
func (a *auditor) difference(p *piece, ms []mention, m *mention, c claimed) (ok bool, right string) {
	var ts []*mention
	for k := range ms {
		if ms[k].kind == isTime && ms[k].at.hasClock {
			ts = append(ts, &ms[k])
		}
	}
	for i := range ts {
		for j := i + 1; j < len(ts); j++ {
			d, fine := distance(ts[i].at, ts[j].at)
			c2 := c
			c2.tolerance = max(c.tolerance, max(ts[i].at.step, ts[j].at.step)-1)
			if ts[i].at.step <= second && ts[j].at.step <= second {
				c2.tolerance = c.tolerance
			}
			if fine && c2.fits(d) {
				return true, ""
			}
		}
	}
	if right, ok := a.sincePrevious(p, ts, m, c); ok || right != "" {
		return ok, right
	}
	if len(ts) == 2 && (ts[1].to <= m.from && directly.MatchString(p.text.S[ts[1].to:m.from]) && ranged(p.text.S[ts[0].to:ts[1].from]) ||
		ts[1].to <= m.from && m.from-ts[1].to < 6 && laterWord.MatchString(p.text.S[m.to:]) ||
		ts[0].from >= m.to && withinOpens.MatchString(p.text.S[m.to:ts[0].from]) && ranged(p.text.S[ts[0].to:ts[1].from])) {
		if d, fine := distance(ts[0].at, ts[1].at); fine && d > 0 {
			return false, evidence.FormatDuration(d)
		}
	}
	return false, ""
}

// withinOpens stands between a duration and the two times that it reaches over.
var withinOpens = lazy.Compile(`^\s*\(\s*(?:from |between )?$`)

var laterWord = lazy.Compile(`(?i)^\s*(?:later|after (?:that|this)|afterwards|thereafter|danach|später)\b`)

// andClause begins another clause, whose time is another one.
var andClause = lazy.Compile(`(?i)\b(?:and|but|while|when|und|aber)\b`)

// sincePrevious holds "13 seconds later, at 06:04:30" against the last time of the
// sentence before.
func (a *auditor) sincePrevious(p *piece, ts []*mention, m *mention, c claimed) (right string, ok bool) {
	if len(ts) != 1 || !laterWord.MatchString(p.text.S[m.to:]) || p.prev == "" {
		return "", false
	}
	if ts[0].from < m.to || ts[0].from-m.to > 60 || strings.ContainsAny(p.text.S[m.to:ts[0].from], ";:") || andClause.MatchString(p.text.S[m.to:ts[0].from]) {
		return "", false
	}
	var last *mention
	prev := mentions(&document.Text{S: p.prev})
	for k := range prev {
		if prev[k].kind == isTime && prev[k].at.hasClock {
			last = &prev[k]
		}
	}
	if last == nil {
		return "", false
	}
	d, fine := distance(last.at, ts[0].at)
	if !fine || d == 0 || d > day/2 {
		return "", false
	}
	c.tolerance = max(c.tolerance, max(last.at.step, ts[0].at.step)-1)
	if c.fits(d) {
		return "", true
	}
	return evidence.FormatDuration(d), false
}

// ranged tells the words between the two ends of a span.
func ranged(s string) bool {
	s = strings.ToLower(strings.Trim(s, " ,|`"))
	switch s {
	case "-", "–", "—", "to", "until", "till", "and", "through", "→", "->", "..", "utc to", "utc and", "utc –", "utc -", "z to":
		return true
	}
	return false
}

// distance is how far the second instant lies behind the first.
func distance(x, y instant) (int64, bool) {
	d := y.clock - x.clock
	switch {
	case x.hasDate && y.hasDate && x.year > 0 && y.year > 0:
		d = y.utc() - x.utc()
	case d < 0:
		d += day
	}
	return d, d >= 0
}

var (
	medianWord  = lazy.Compile(`(?i)\bmedian|\bp50\b`)
	meanWord    = lazy.Compile(`(?i)\baverage|\bmean\b|\bavg\b`)
	maxWord     = lazy.Compile(`(?i)\bnever exceeded\b|\bno (?:more|longer) than\b|\bmax(?:imum)?\b|\blongest\b|\bslowest\b|\bhighest\b|\bup to\b|\bat most\b|\bupper\b`)
	minWord     = lazy.Compile(`(?i)\bmin(?:imum)?\b|\bshortest\b|\bfastest\b|\blowest\b|\bat least\b|\bquickest\b`)
	sumWord     = lazy.Compile(`(?i)\btotal(?:s|l?ing|led)?\b|\bsum(?:s|med|ming)?\b|\bin all\b|\bcombined\b|\baltogether\b|\bcumulative\b|\baggregate\b|\badd(?:s|ed)? up\b|\blost run\b|\btime lost\b|\blost in\b|\bwasted\b|\bcosts?\b|\bwent to\b|\bspent\b|\binsgesamt\b|\bzusammen\b`)
	runTimeWord = lazy.Compile(`(?i)\b(?:fail|run|ran|job|task|durations?|took|last|execut|worked|complet|attempt|batch|runtime|lost|wasted)`)
)

// statistic judges a median, a mean, a maximum, a minimum or a sum of the
// durations of runs.
func (a *auditor) statistic(p *piece, m *mention, c claimed) bool {
	word := nearestStatistic(p, m)
	if word == "" || !runTimeWord.MatchString(p.text.S+" "+p.label+" "+headerOf(p, m)) {
		return false
	}
	scope := a.scope(p)
	runs := a.f.runs(scope)
	var right []int64
	from, _ := clauseOf(p.text.S, m.from, m.to)
	outcome := lastBecame(p.text.S[max(0, min(from, m.from)):m.from])
	for k, keep := range []func(*profile.Run) bool{failed, nil, func(r *profile.Run) bool { return r.State == profile.RunSucceeded }} {
		d := durations(runs, keep)
		if len(d) == 0 || outcome > 0 && k == 0 || outcome < 0 && k == 2 {
			continue
		}
		x := statisticOf(word, d)
		if len(right) == 0 {
			right = append(right, x)
		}
		if c.fits(x) || word == "sum" && c.tolerance < second && x/second == c.d/second {
			a.say(KindDuration, Proven, p, m.from, m.to, "the "+word+" of "+plural(len(d), "run", "runs")+of(scope), "", a.lines(a.f.runLines(runs, keepOr(keep))...))
			return true
		}
	}
	if len(right) == 0 {
		return false
	}
	if a.claimValue(p, m, c) || a.peerLatency(p, m, c) {
		return true
	}
	if len(a.leftover(p, scope)) > 0 {
		if a.step(p, m, c) || word == "sum" && a.apart(p, m, c) {
			return true
		}
		a.say(KindDuration, Unsupported, p, m.from, m.to, "not the "+word+" of any runs that the logs tell apart", evidence.FormatDuration(right[0])+" for the failed runs"+of(scope), support{})
		return true
	}
	a.say(KindDuration, Refuted, p, m.from, m.to, "the "+word+" of the failed runs"+of(scope)+" is another", evidence.FormatDuration(right[0]), a.lines(a.f.runLines(runs, failed)...))
	return true
}

func keepOr(keep func(*profile.Run) bool) func(*profile.Run) bool {
	if keep == nil {
		return func(*profile.Run) bool { return true }
	}
	return keep
}

func of(scope string) string {
	if scope == "" {
		return ""
	}
	return " of " + scope
}

// leftover are words of a sentence that narrow it to something else than the
// runs of the scope.
func (a *auditor) leftover(p *piece, scope string) []string {
	var out []string
	for _, w := range content(p.text.S) {
		if !runSpeech[w] && !strings.Contains(strings.ToLower(scope), w) {
			out = append(out, w)
		}
	}
	return out
}

// runSpeech are stems that speak of runs and their durations in general.
var runSpeech = stemsOfAll(`fail failed failure run runs job jobs task batch duration durations took take lasted last median mean average avg max maximum min minimum
 longest shortest total sum all seconds second minutes minute hours ms s m h d range ranged ranging between from time runtime long short value values
 jobid id count logged log logs recorded reported across record records showed shows show with and number of in them these those were execution executions
 attempt attempts instance instances distribution statistics summary metric altogether combined adding totalling totaling wasted lost compute work worked
 failing spent respectively figure row overall individual each every observed end ended finished exceeded never cost costs spent went clustered narrow band machine per recorded occurrences occurred instances times time`)

func stemsOfAll(s string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		m[stem(w)] = true
	}
	return m
}

// nearestStatistic is the statistic whose word stands nearest to a figure: in
// front of it in a sentence, in the header in a table.
func nearestStatistic(p *piece, m *mention) string {
	if h := headerOf(p, m); h != "" {
		if w, _ := lastStatistic(h); w != "" {
			return w
		}
	}
	before := p.text.S[max(0, m.from-60):m.from]
	if w, at := lastStatistic(before); w != "" && len(before)-at < 45 {
		return w
	}
	if p.row != nil && p.header != nil && m.from > len(p.row[0].S) {
		if w, _ := lastStatistic(p.row[0].S); w != "" {
			return w
		}
	}
	after := p.text.S[m.to:min(len(p.text.S), m.to+24)]
	if w, _ := lastStatistic(after); w != "" && !strings.ContainsAny(after[:min(len(after), 3)], ",;") {
		return w
	}
	return ""
}

func lastStatistic(s string) (word string, at int) {
	at = -1
	for _, x := range []struct {
		word string
		re   *lazy.Regexp
	}{{"median", medianWord}, {"mean", meanWord}, {"maximum", maxWord}, {"minimum", minWord}, {"sum", sumWord}} {
		for _, loc := range x.re.FindAllStringIndex(s, -1) {
			if loc[0] > at {
				word, at = x.word, loc[0]
			}
		}
	}
	return word, at
}

func statisticOf(word string, d []int64) int64 {
	n := len(d)
	switch word {
	case "median":
		if n%2 == 1 {
			return d[n/2]
		}
		return (d[n/2-1] + d[n/2]) / 2
	case "maximum":
		return d[n-1]
	case "minimum":
		return d[0]
	}
	sum := int64(0)
	for _, x := range d {
		sum += x
	}
	if word == "mean" {
		return (sum + int64(n)/2) / int64(n)
	}
	return sum
}

// scope is the unit that a sentence speaks of: it names one, or the row, the
// label or the heading that it stands under does.
func (a *auditor) scope(p *piece) string {
	if s := a.f.scopeOf(p.text.S); s != "" {
		return s
	}
	if a.namesUnits(p.text.S) > 1 {
		return ""
	}
	if s := a.f.scopeOf(p.label); s != "" {
		return s
	}
	for i := len(p.path) - 1; i >= 0; i-- {
		if s := a.f.scopeOf(p.path[i]); s != "" {
			return s
		}
	}
	return ""
}

// namesUnits counts the units that a text names.
func (a *auditor) namesUnits(s string) int {
	seen := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !nameRune(r) }) {
		w = strings.Trim(w, ".:-/#")
		if a.f.unitName(w) != "" {
			seen[w] = true
		}
	}
	return len(seen)
}

func nameRune(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || strings.ContainsRune("_-./:#", r)
}

// headerOf is the header of the column that a mention stands in.
func headerOf(p *piece, m *mention) string {
	if p.header == nil {
		return ""
	}
	at := 0
	for i := range p.row {
		end := at + len(p.row[i].S)
		if m.from >= at && m.from <= end && i < len(p.header) {
			return p.header[i].S
		}
		at = end + len(" | ")
	}
	return ""
}

// rangeOf judges "168 to 450 seconds": the least and the most of the durations of
// runs.
func (a *auditor) rangeOf(p *piece, m *mention) {
	if !runTimeWord.MatchString(p.text.S) {
		return
	}
	scope := a.scope(p)
	runs := a.f.runs(scope)
	right := ""
	for _, keep := range []func(*profile.Run) bool{failed, nil, func(r *profile.Run) bool { return r.State == profile.RunSucceeded }} {
		d := durations(runs, keep)
		if len(d) == 0 {
			continue
		}
		lo, hi := claimed{m.dur, m.unit / 2}, claimed{m.end, m.unit / 2}
		if lo.fits(d[0]) && hi.fits(d[len(d)-1]) {
			a.say(KindDuration, Proven, p, m.from, m.to, "the shortest and the longest of "+plural(len(d), "run", "runs")+of(scope), "", a.lines(a.f.runLines(runs, keepOr(keep))...))
			return
		}
		if right == "" {
			right = evidence.FormatDuration(d[0]) + " to " + evidence.FormatDuration(d[len(d)-1])
		}
	}
	if right != "" && rangeWords.MatchString(p.text.S[max(0, m.from-40):m.from]) && len(a.leftover(p, scope)) == 0 {
		a.say(KindDuration, Refuted, p, m.from, m.to, "the shortest and the longest of the runs"+of(scope)+" are others", right, a.lines(a.f.runLines(runs, failed)...))
		return
	}
	lo, hi := claimed{m.dur, m.unit / 2}, claimed{m.end, m.unit / 2}
	var low, high []int32
	n := a.anchorOf(p.text.S)
	for k, i := range n.scored {
		x := n.scores[k]
		if x < 0.5*n.best*n.total || len(runs) > 0 && a.ofRuns(content(p.text.S[:m.from])) {
			continue
		}
		if a.hasDuration(i, lo) {
			low = append(low, i)
		}
		if a.hasDuration(i, hi) {
			high = append(high, i)
		}
	}
	if len(low) > 0 && len(high) > 0 {
		a.say(KindDuration, Proven, p, m.from, m.to, "lines give both", "", a.lines(slices.Min(low), slices.Min(high)))
		return
	}
	a.say(KindDuration, a.absent(Unsupported), p, m.from, m.to, "not the shortest and the longest of the runs", right, support{})
}

var rangeWords = lazy.Compile(`(?i)\b(?:rang(?:e|es|ed|ing)|between|from|took|lasted|durations?|after|anywhere)\b`)

// lineDuration finds a duration in the lines of the times that the sentence
// names, or in those that share its words.
func (a *auditor) lineDuration(p *piece, ms []mention, m *mention, c claimed) bool {
	for k := range ms {
		if ms[k].kind != isTime || !ms[k].at.hasClock {
			continue
		}
		lines, _ := a.at(ms[k].at)
		for _, i := range lines[:min(len(lines), 2000)] {
			if a.hasDuration(i, c) {
				a.say(KindDuration, Proven, p, m.from, m.to, "a line of that time gives it", "", a.lines(i))
				return true
			}
		}
	}
	return a.lineHas(p, m, c)
}

// lineHas finds a duration in the lines that speak of the same.
func (a *auditor) lineHas(p *piece, m *mention, c claimed) bool {
	scope := a.scope(p)
	n := a.anchorOf(p.text.S)
	var found []int32
	best := 0.0
	for k, i := range n.scored {
		x := n.scores[k]
		if !a.hasDuration(i, c) || scope != "" && !a.names1(i, scope) && !strings.Contains(lowered(p.text.S), "network") {
			continue
		}
		if x > best {
			found, best = found[:0], x
		}
		if x == best {
			found = append(found, i)
		}
	}
	if len(found) == 0 || n.total > 0 && best < 0.4*n.best*n.total {
		return false
	}
	slices.Sort(found)
	a.say(KindDuration, Proven, p, m.from, m.to, plural(len(found), "line gives it", "lines give it"), "", a.lines(found...))
	return true
}

// hasDuration tells a line that writes the duration.
func (a *auditor) hasDuration(i int32, c claimed) bool {
	for _, d := range a.c.durationsIn(i) {
		if c.fits(d) {
			return true
		}
	}
	return false
}

// otherDuration is the one duration that the lines of an anchor give.
func (a *auditor) otherDuration(n *anchor) (int64, []int32) {
	if len(n.lines) == 0 || len(n.lines) > 12 {
		return 0, nil
	}
	d := int64(0)
	for _, i := range n.lines {
		for _, x := range a.c.durationsIn(i) {
			if d != 0 && d != x {
				return 0, nil
			}
			d = x
		}
	}
	return d, n.lines
}

// runDuration finds a run of the scope that took as long.
func (a *auditor) runDuration(p *piece, m *mention, c claimed) bool {
	if !runTimeWord.MatchString(p.text.S) || roughly.MatchString(p.text.S[:m.from]) {
		return false
	}
	scope := a.scope(p)
	if scope == "" {
		scope = a.f.scopeOf(p.prev)
	}
	var found []*profile.Run
	all := a.f.runs(scope)
	for _, r := range all {
		if r.HasDuration && c.fits(r.Duration) {
			found = append(found, r)
		}
	}
	if len(found) == 0 || scope == "" && len(found)*8 < len(all) && len(all) > 12 { // one among many proves nothing
		return false
	}
	a.say(KindDuration, Proven, p, m.from, m.to, plural(len(found), "run", "runs")+of(scope)+" took as long", "", a.lines(a.f.runLines(found, keepOr(nil))...))
	return true
}
