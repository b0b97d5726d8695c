package audit

import (
	"slices"
	"strings"

	"inquest/internal/lazy"
	"inquest/internal/profile"
)

// eventNouns are plurals of things that happen, each of which a line tells.
var eventNouns = lazy.Compile(`(?i)\b((?:[a-z][\w-]* ){0,2})(timeouts|time-outs|loss(?:es)?|failures|terminations|responses|disconnections|disconnects|retries|crashes|restarts|resets|refusals|errors|warnings|attempts|spikes|drops|interruptions|exceptions|rejections|denials|evictions|deadlocks|shutdowns|kills|reconnects|stalls|hangs|outages)\b`)

// couldBe tells speech of what may be or shall be, not of what was.
var couldBe = lazy.Compile(`(?i)\b(?:could|may|might|would|should|can|will|potential(?:ly)?|to (?:avoid|prevent|catch|detect|reduce|identify|ensure)|future|if|as long as|unless)\b`)

// plurals judges nouns in the plural: more than one line has to tell of them.
func (a *auditor) plurals(p *piece) {
	if a.advising(p) || p.heading || couldBe.MatchString(p.text.S) || p.under("reference", "research", "conclusion", "impact assess") || p.row != nil && p.header == nil {
		return
	}
	for _, loc := range eventNouns.FindAllStringSubmatchIndex(p.text.S, -1) {
		if a.counted(p, loc[0]) || loc[4] == loc[5] || !strings.HasSuffix(strings.ToLower(p.text.S[loc[4]:loc[5]]), "s") {
			continue
		}
		noun := p.text.S[loc[4]:loc[5]]
		if strings.EqualFold(noun, "loss") {
			continue
		}
		lines, what := a.tellers(p, p.text.S[loc[2]:loc[3]], noun)
		from := loc[2]
		for from < loc[4] {
			w, _, _ := strings.Cut(p.text.S[from:loc[4]], " ")
			if !stopWords[strings.ToLower(w)] {
				break
			}
			from += len(w) + 1
		}
		switch len(lines) {
		case 0:
		case 1:
			a.say(KindPlural, Refuted, p, from, loc[5], "more than one is meant, but one line alone tells of it ("+what+")", "1", a.lines(lines...))
		default:
			a.say(KindPlural, Proven, p, from, loc[5], itoa(len(lines))+" lines tell of it ("+what+")", "", a.lines(lines...))
		}
	}
}

// counted tells that a number stands right before a noun: then the number is
// judged.
func (a *auditor) counted(p *piece, at int) bool {
	before := strings.TrimRight(p.text.S[:at], " ")
	w := before[strings.LastIndexAny(before, " (")+1:]
	return w != "" && (digit(w[len(w)-1]) || wordNumbers[strings.ToLower(w)] > 0 || strings.EqualFold(w, "no"))
}

// tellers are the lines that tell of a noun with its modifiers, of the unit that
// the piece speaks of. Modifiers that no such line has are left out.
func (a *auditor) tellers(p *piece, modifiers, noun string) (lines []int32, what string) {
	st := stem(strings.ToLower(noun))
	mods := content(modifiers)
	if strings.HasPrefix(strings.ToLower(noun), "warning") || strings.HasPrefix(strings.ToLower(noun), "error") {
		if len(mods) == 0 {
			return nil, ""
		}
	} else {
		mods = append(mods, st)
		lines = a.inScope(p, a.c.words[st])
		if len(lines) == 0 {
			return nil, ""
		}
	}
	used := []string{}
	if lines != nil {
		used = append(used, st)
	}
	for _, w := range mods {
		if w == st && lines != nil {
			continue
		}
		with := a.inScope(p, a.c.words[w])
		if lines != nil {
			with = intersect(lines, with)
		}
		if len(with) > 0 && !generic[w] {
			lines = with
			used = append(used, w)
		}
	}
	if len(used) == 0 || len(used) == 1 && (used[0] == "fail" || used[0] == "error" || used[0] == "respons" || used[0] == "response") {
		return nil, ""
	}
	return lines, strings.Join(used, ", ")
}

var (
	frequencyWord = lazy.Compile(`(?i)\b(frequent(?:ly)?|consistent(?:ly)?|constant(?:ly)?|continuous(?:ly)?|persistent(?:ly)?|recurring|repeated(?:ly)?|regularly|intermittent(?:ly)?|sporadic(?:ally)?|high frequency|widespread|ongoing)\b`)
	closeWord     = lazy.Compile(`(?i)\b(short time[- ]?frame|short period|closely[- ]spaced|quick succession|within seconds|simultaneous(?:ly)?|same time[- ]?frame|clustered)\b`)
	rateWord      = lazy.Compile(`(?i)\b(?:frequent(?:ly)? (?:failures?|fails?|failed)|failure frequency|(?:high|elevated|increased) (?:frequency|rate|number) of (?:failures?|errors?)|high failure rate|frequent failures?)\b`)
)

// frequency judges words that say how often something happened.
func (a *auditor) frequency(p *piece) {
	if a.advising(p) || p.heading || p.under("reference", "research", "conclusion") {
		return
	}
	a.closeness(p)
	if loc := rateWord.FindStringIndex(p.text.S); loc != nil {
		a.rate(p, loc[0], loc[1])
		return
	}
	if couldBe.MatchString(p.text.S) {
		return
	}
	loc := frequencyWord.FindStringIndex(p.text.S)
	if loc == nil || p.inline > loc[0] && loc[1] < p.inline && frequencyWord.MatchString(p.text.S[p.inline:]) {
		if loc == nil {
			return
		}
		l := frequencyWord.FindStringIndex(p.text.S[p.inline:])
		loc = []int{p.inline + l[0], p.inline + l[1]}
	}
	a.often(p, loc[0], loc[1])
}

// often holds "consistent X and Y" against the number of lines that tell of each
// in each source.
func (a *auditor) often(p *piece, from, to int) {
	word := p.text.S[from:to]
	at := to
	for k, object := range strings.Split(firstWordsOf(p.text.S[to:], 6), " and ") {
		var own []string
		for _, w := range content(firstWordsOf(object, 3)) {
			if len(a.c.words[w]) > 0 && !generic[w] {
				own = append(own, w)
			}
		}
		if k > 0 {
			if i := strings.Index(p.text.S[at:], object); i >= 0 && eventNouns.MatchString(" "+object) {
				from, to = at+i, at+i+len(object)
			} else {
				return
			}
		}
		if len(own) > 0 {
			a.oftenOf(p, from, to, word, own)
		}
		at += len(object)
	}
}

func (a *auditor) oftenOf(p *piece, from, to int, word string, own []string) {
	lines := a.inScope(p, a.c.words[own[0]])
	if with := a.inScope(p, a.c.having(own...)); len(own) > 1 && len(with) > 0 {
		lines = with
	}
	bySource := map[int16]int{}
	most := 0
	for _, i := range lines {
		src := a.c.lines[i].src
		bySource[src]++
		most = max(most, bySource[src])
	}
	switch {
	case len(lines) == 0:
	case most == 1:
		a.say(KindFrequency, Refuted, p, from, to, "\""+word+"\" of what no source tells more than once ("+strings.Join(own, ", ")+")", plural(len(lines), "line", "lines")+" in "+plural(len(bySource), "source", "sources"), a.lines(lines...))
	default:
		a.say(KindFrequency, NotCheckable, p, from, to, itoa(len(lines))+" lines tell of it; whether that is \""+word+"\" is a matter of judgement", "", a.lines(lines...))
	}
}

// firstWordsOf are the next n words up to a mark.
func firstWordsOf(s string, n int) string {
	if i := strings.IndexAny(s, ".;:|("); i > 0 {
		s = s[:i]
	}
	f := strings.Fields(s)
	return strings.Join(f[:min(len(f), n)], " ")
}

// rate judges "frequent failures": without runs that succeeded there is no rate.
func (a *auditor) rate(p *piece, from, to int) {
	scope := a.scope(p)
	runs := a.f.runs(scope)
	f := count(runs, failed)
	s := count(runs, func(r *profile.Run) bool { return r.State == profile.RunSucceeded })
	switch {
	case f == 0:
	case s == 0:
		a.say(KindFrequency, Unsupported, p, from, to, "no run that ended well is logged: "+itoa(f)+" failures have no denominator, so nothing says that they are frequent", itoa(f)+" failed, 0 successes logged", a.lines(a.f.runLines(runs, failed)...))
	default:
		a.say(KindFrequency, NotCheckable, p, from, to, "whether that is frequent is a matter of judgement", itoa(f)+" of "+itoa(f+s)+" runs failed ("+decimal(100*float64(f)/float64(f+s))+" %)", a.lines(a.f.runLines(runs, failed)...))
	}
}

// closeness judges "closely spaced" and "same timeframe".
func (a *auditor) closeness(p *piece) {
	loc := closeWord.FindStringIndex(p.text.S)
	if loc == nil {
		return
	}
	lower := lowered(p.text.S)
	if strings.Contains(lower[loc[0]:loc[1]], "same") && strings.Contains(lower, "error") && a.separate(p, loc[0], loc[1], "errors in the same timeframe") {
		return
	}
	runs := a.f.runs(a.scope(p))
	first, last := failureSpan(runs)
	if last == 0 || count(runs, failed) < 2 {
		return
	}
	spread := last - first
	reason := itoa(count(runs, failed)) + " failures end within " + formatNS(spread) + " (" + a.clock(first) + " to " + a.clock(last) + ")"
	v := Proven
	if spread > 10*minute {
		v = NotCheckable
	}
	a.say(KindFrequency, v, p, loc[0], loc[1], reason, "", a.lines(a.f.runLines(runs, failed)...))
}

// failureSpan is from the first to the last end of a failed run.
func failureSpan(runs []*profile.Run) (first, last int64) {
	for _, r := range runs {
		if !failed(r) || !r.End.HasTime {
			continue
		}
		if last == 0 || r.End.Time < first {
			first = r.End.Time
		}
		last = max(last, r.End.Time)
	}
	return first, last
}

var (
	peakWords = lazy.Compile(`(?i)\b(peak(?:ed|s|ing)?|most (?:common|frequent|failures|runs|of the failures)|mode|majority|highest (?:number|count|frequency)|concentrated|cluster(?:ed|s)?|predominantly|mostly|bulk)\b`)
	durTalk   = lazy.Compile(`(?i)\b(?:seconds?|secs?|s|minutes?|mins?|ms|durations?|bucket|range|interval)\b`)
)

// peaks judges "most failures took 300 to 400 seconds", unit by unit.
func (a *auditor) peaks(p *piece) {
	loc := peakWords.FindStringIndex(p.text.S)
	if loc == nil || a.advising(p) || !durTalk.MatchString(p.text.S) {
		return
	}
	for _, m := range p.mentions() {
		if m.kind != isRange || m.m <= m.n {
			continue
		}
		unit := m.unit
		if unit == 0 {
			unit = second
		}
		lo, hi := int64(m.n*float64(unit)), int64(m.m*float64(unit))
		if m.dur > 0 {
			lo = m.dur
		}
		for _, scope := range a.peakScopes(p) {
			a.peak(p, &m, loc, scope, lo, hi)
		}
		return
	}
}

// peakScopes are the units that a sentence names, or all.
func (a *auditor) peakScopes(p *piece) []string {
	var out []string
	for _, w := range strings.FieldsFunc(p.text.S, func(r rune) bool { return !nameRune(r) }) {
		w = a.f.unitName(strings.ToLower(strings.Trim(w, ".:-/#")))
		if w != "" && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	if len(out) == 0 {
		out = append(out, a.scope(p))
	}
	return out
}

// peak holds the stretch against the others of the same width. An edge may belong
// to either side; the reading that suits the report is taken.
func (a *auditor) peak(p *piece, m *mention, word []int, scope string, lo, hi int64) {
	runs := a.f.runs(scope)
	d := durations(runs, failed)
	if len(d) == 0 {
		return
	}
	width := hi - lo
	if rest := width % (10 * second); rest == 9*second { // 301-400
		width, lo = width+second, lo-second
	}
	ok, best, at := false, int64(0), int64(0)
	for _, upper := range []bool{true, false} {
		bins := map[int64]int64{}
		for _, x := range d {
			bins[bin(x, lo, width, upper)]++
		}
		mine := bins[0]
		top, where := int64(0), int64(0)
		for _, k := range sortedBins(bins) {
			if bins[k] > top {
				top, where = bins[k], k
			}
		}
		if mine == top {
			ok = true
		}
		if best == 0 || ok {
			best, at = top, where
		}
	}
	from, to := word[0], m.to
	if i := strings.Index(lowered(p.text.S), strings.ToLower(scope)); scope != "" && i >= 0 {
		from, to = i, i+len(scope)
	}
	lines := a.lines(a.f.runLines(runs, failed)...)
	if ok {
		a.say(KindPeak, Proven, p, from, to, "of "+itoa(len(d))+" failed runs"+of(scope)+" most fall there", "", lines)
		return
	}
	right := inUnit(lo+at*width, m.unit) + " to " + inUnit(lo+(at+1)*width, m.unit)
	a.say(KindPeak, Refuted, p, from, to, "of "+itoa(len(d))+" failed runs"+of(scope)+" most ("+itoa(best)+") lie elsewhere", right, lines)
}

// inUnit writes a duration in the unit that the report uses.
func inUnit(d, unit int64) string {
	switch {
	case unit == second && d%second == 0:
		return itoa(d/second) + " s"
	case unit == second/1000 && d%unit == 0:
		return itoa(d/unit) + " ms"
	}
	return formatNS(d)
}

func sortedBins(bins map[int64]int64) []int64 {
	out := make([]int64, 0, len(bins))
	for k := range bins {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// bin is the number of the stretch that x falls into, counted from lo. On an edge
// x belongs to the lower one, or to the upper one.
func bin(x, lo, width int64, lower bool) int64 {
	x -= lo
	k := x / width
	if x < 0 && x%width != 0 {
		k--
	}
	if lower && x%width == 0 {
		k--
	}
	return k
}

var thresholdWord = lazy.Compile(`(?i)\b((?:critical |common |clear |fixed )?(?:threshold|cut-?off|tipping point))\b`)

// thresholds judges "a critical threshold": the durations of the failed runs pile
// up at one value, or they do not.
func (a *auditor) thresholds(p *piece) {
	loc := thresholdWord.FindStringIndex(p.text.S)
	if loc == nil || a.advising(p) || negated(p.text.S[:loc[0]]) {
		return
	}
	scope := a.scope(p)
	d := durations(a.f.runs(scope), failed)
	if len(d) < 3 {
		return
	}
	lines := a.lines(a.f.runLines(a.f.runs(scope), failed)...)
	pile, at := piled(d)
	if pile*2 >= len(d) {
		a.say(KindThreshold, Proven, p, loc[0], loc[1], itoa(pile)+" of "+itoa(len(d))+" failed runs took about "+formatNS(at), "", lines)
		return
	}
	a.say(KindThreshold, Refuted, p, loc[0], loc[1], "the durations of "+itoa(len(d))+" failed runs pile up at no value: from "+formatNS(d[0])+" to "+formatNS(d[len(d)-1])+", at most "+itoa(pile)+" of them within a fiftieth of each other", "no threshold", lines)
}

func negated(s string) bool {
	s = strings.ToLower(s)
	for _, w := range []string{"no ", "not ", "without ", "neither ", "cannot ", "n't "} {
		if i := strings.LastIndex(s, w); i >= 0 && len(s)-i < 40 {
			return true
		}
	}
	return false
}

// piled is the largest number of values that lie within two percent.
func piled(d []int64) (n int, at int64) {
	j := 0
	for i := range d {
		for d[i]-d[j] > d[i]/50 {
			j++
		}
		if i-j+1 > n {
			n, at = i-j+1, d[i]
		}
	}
	return n, at
}
