package audit

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"inquest/internal/lazy"
)

// at lists the lines of an instant, to the precision in which it is written.
// known is false when it names too little to look for.
func (a *auditor) at(t instant) (lines []int32, known bool) {
	lines, known = a.headsAt(t)
	if len(lines) > 2000 {
		return lines, known
	}
	var more []int32
	for _, i := range lines { // and what their records have below them
		for k := i + 1; int(k) < len(a.c.lines) && !a.c.lines[k].head && k < i+200; k++ {
			more = append(more, k)
		}
	}
	if more != nil {
		lines = unite(lines, more)
	}
	return lines, known
}

// headsAt lists the first lines of the records of an instant.
func (a *auditor) headsAt(t instant) (lines []int32, known bool) {
	switch {
	case t.hasClock && t.hasDate && t.year > 0:
		u := t.utc()
		lines = a.c.between(u, u+t.step)
		if len(lines) == 0 {
			lines = a.byClock(t)
		}
		if len(lines) == 0 && t.step == minute {
			lines = a.c.between(u-30*second, u)
		}
		return lines, true
	case t.hasClock:
		return a.byClock(t), true
	case t.hasDate:
		return a.ofDay(t), true
	}
	return nil, false
}

// byClock lists lines by the clock that they write, on the day that is named if
// one is.
func (a *auditor) byClock(t instant) []int32 {
	sec := int32(t.clock / second)
	n := int32(1)
	if t.step == minute {
		n = 60
	}
	var out []int32
	for s := sec; s < sec+n; s++ {
		for _, i := range a.c.clocks[s] {
			if t.onDay(a.c.lines[i].time, a.c.lines[i].timed) && t.fraction(&a.c.lines[i]) {
				out = append(out, i)
			}
		}
	}
	if len(out) == 0 && !t.hasDate { // lines that write no clock
		for _, i := range a.c.byTime {
			l := &a.c.lines[i]
			if of := l.time - l.time/day*day; l.clock < 0 && of >= t.clock && of < t.clock+t.step {
				out = append(out, i)
			}
		}
	}
	slices.Sort(out)
	return out
}

// fraction tells a line that has the fraction of a second that is written.
func (t *instant) fraction(l *logLine) bool {
	if t.step >= second || !l.timed {
		return true
	}
	x := l.time % second
	want := t.clock % second
	return x >= want && x < want+t.step
}

// onDay tells whether a time lies on the day that is named; a line's day may be
// off by one where zones differ.
func (t *instant) onDay(at int64, timed bool) bool {
	if !t.hasDate || !timed {
		return true
	}
	d := time.Unix(0, at).UTC()
	for k := -1; k <= 1; k++ {
		x := d.AddDate(0, 0, k)
		if x.Day() == t.day && int(x.Month()) == t.month && (t.year == 0 || x.Year() == t.year) {
			return k == 0 || t.hasClock
		}
	}
	return false
}

func (a *auditor) ofDay(t instant) []int32 {
	var out []int32
	for _, s := range a.f.v.Sources {
		if !s.First.HasTime {
			continue
		}
		y := time.Unix(0, s.First.Time).UTC().Year()
		for ; y <= time.Unix(0, s.Last.Time).UTC().Year(); y++ {
			if t.year > 0 && t.year != y {
				continue
			}
			d := t
			d.year = y
			out = append(out, a.c.between(d.utc(), d.utc()+day)...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

var metaLabel = lazy.Compile(`(?i)^(?:\W*)(?:report )?(?:date|created|generated|prepared|reported|author(?:ed)?|written|published|updated|last updated|reviewed?|version|revision|report date|date of report|reporter|owner|due|deadline|status|checked|accessed)\b`)

// aboutReport is a label that speaks of the report itself, with what stands behind it.
var aboutReport = lazy.Compile(`(?i)^(?:\W*)(?:report )?(?:date|created|generated|prepared|reported|author(?:ed)?|written|published|updated|last updated|reviewed?|version|revision|report date|date of report|reporter|owner|due|deadline|status|checked|accessed)(?: by| on| at)?\s*(?:[:|]|$)`)

var datesReport = lazy.Compile(`(?i)^\W*(?:report )?(?:date|date of (?:this )?report|report date|datum|erstellt|generated|created|prepared|published|written|reported|analysis date)(?: on| at)?\W`)

// reportDate holds the report's date against its evidence: it cannot be older
// than what it speaks of.
func (a *auditor) reportDate(p *piece) {
	if !datesReport.MatchString(p.text.S) || !a.f.v.HasTime || p.row != nil && p.header != nil && len(p.row) > 2 || a.pieceIncident(p) {
		return
	}
	for _, m := range p.mentions() {
		if m.kind != isTime || !m.at.hasDate || m.at.year == 0 {
			continue
		}
		begin := m.at.utc()
		switch {
		case begin+m.at.step <= a.f.v.From:
			a.say(KindDate, Refuted, p, m.from, m.to, "the report is dated before its own evidence, which begins at "+a.clock(a.f.v.From), "not before "+a.clock(a.f.v.To), a.edges())
		case begin+max(m.at.step, day) <= a.f.v.To:
			a.say(KindDate, Refuted, p, m.from, m.to, "the report is dated before its evidence ends, at "+a.clock(a.f.v.To), "not before "+a.clock(a.f.v.To), a.edges())
		default:
			a.say(KindDate, Proven, p, m.from, m.to, "not before the last line, "+a.clock(a.f.v.To), "", a.edges())
		}
		return
	}
}

// pieceIncident tells a "Date:" that is the incident's: its day has lines, and the
// words say so.
func (a *auditor) pieceIncident(p *piece) bool {
	return incidentWord.MatchString(p.label + " " + p.text.S[:min(len(p.text.S), 30)])
}

var incidentWord = lazy.Compile(`(?i)\b(?:incident|event|outage|failure)s?\b|\b(?:vorfall|störung|ausfall)`)

// edges are the first and the last line with a time.
func (a *auditor) edges() support {
	if n := len(a.c.byTime); n > 0 {
		return a.lines(a.c.byTime[0], a.c.byTime[n-1])
	}
	return support{}
}

func (a *auditor) clock(ns int64) string {
	t := time.Unix(0, ns).UTC()
	if t.Nanosecond() == 0 {
		return t.Format("2006-01-02 15:04:05")
	}
	return t.Format("2006-01-02 15:04:05.000")
}

// times judges the instants that a sentence names.
func (a *auditor) times(p *piece) {
	if metaLabel.MatchString(p.text.S) && !a.pieceIncident(p) || p.under("reference", "further reading", "research findings", "metadata", "document control", "revision") {
		return
	}
	ms := p.mentions()
	for k := range ms {
		if ms[k].kind == isTime {
			a.time(p, ms, &ms[k])
		}
	}
}

// time judges one instant as it is written, and, where that does not hold, in the zones
// that stand beside it, above it, or elsewhere in the report.
func (a *auditor) time(p *piece, ms []mention, m *mention) {
	before := len(a.out)
	a.instant(p, ms, m)
	if len(a.out) == before || a.out[len(a.out)-1].Verdict == Proven || !m.at.hasClock {
		return
	}
	mark := len(a.out)
	for _, z := range a.zonesOf(p, m) {
		n := *m
		n.at = n.at.shifted(z)
		a.instant(p, ms, &n)
		if len(a.out) > mark && a.out[len(a.out)-1].Verdict == Proven {
			a.out = slices.Delete(a.out, before, mark)
			return
		}
		a.out = a.out[:mark]
	}
}

// zonesOf are the offsets in which a time may be given.
func (a *auditor) zonesOf(p *piece, m *mention) []int {
	if m.at.zoned && m.at.offset != 0 && !m.at.hasDate {
		return []int{m.at.offset}
	}
	if own := zonesIn(headerOf(p, m)); len(own) > 0 {
		return own
	}
	if m.at.zoned {
		return nil
	}
	return a.zones
}

// shifted is the instant in UTC that is meant when it is given in a zone.
func (t instant) shifted(offset int) instant {
	if t.hasDate && t.year > 0 {
		t.zoned, t.offset = true, offset
		return t
	}
	t.clock = ((t.clock-int64(offset)*second)%day + day) % day
	return t
}

// instant judges one instant: lines of that time must say what the clause says.
func (a *auditor) instant(p *piece, ms []mention, m *mention) {
	lines, known := a.at(m.at)
	if !known {
		return
	}
	if wholeHours(p, m) {
		a.say(KindTime, NotCheckable, p, m.from, m.to, "the edge of a stretch of hours, of which no line has to be", "", support{})
		return
	}
	clause := clauseAround(p.text.S, m.from, m.to, ms)
	n := a.anchorOf(clause)
	if len(lines) == 0 {
		a.noSuchTime(p, m, &n, clause)
		return
	}
	if !m.at.hasClock {
		a.say(KindTime, Proven, p, m.from, m.to, plural(len(lines), "line is", "lines are")+" of that day", "", a.lines(lines...))
		return
	}
	if v, ok := a.boundary(p, m, lines, &n, clause); ok {
		if v != "" {
			return
		}
	}
	share, best := n.share(lines)
	full := a.anchorOf(p.text.S)
	fullShare, fullBest := full.share(lines)
	after := a.anchorOf(afterOf(p.text.S, m, ms))
	afterShare, afterBest := after.share(lines)
	switch {
	case a.otherTime(p, ms, m, lines):
	case a.namedAt(p, m, lines) >= 0:
		a.say(KindTime, Proven, p, m.from, m.to, "a line of that time names what the sentence names", "", a.lines(a.namedAt(p, m, lines)))
	case share >= 0.6:
		a.say(KindTime, Proven, p, m.from, m.to, "lines of that time say so", "", a.lines(a.alike(&n, lines, best)...))
	case fullShare >= 0.6:
		a.say(KindTime, Proven, p, m.from, m.to, "lines of that time say so", "", a.lines(fullBest))
	case afterShare >= 0.6 && after.hits >= 1:
		a.say(KindTime, Proven, p, m.from, m.to, "lines of that time say so", "", a.lines(afterBest))
	case a.figureBeside(p, m, lines) >= 0:
		a.say(KindTime, Proven, p, m.from, m.to, "a line of that time writes the figure beside it", "", a.lines(a.figureBeside(p, m, lines)))
	case n.strong() && n.best >= 0.6 && len(n.lines) <= 12 && !n.more && len(a.timesOf(n.lines)) > 0:
		a.wrongTime(p, ms, m, &n)
	case a.moment(m.at, clause) >= 0:
		k := a.moment(m.at, clause)
		a.say(KindTime, Proven, p, m.from, m.to, "at that time: "+a.f.notable[k].what, "", a.lines(lines[0]))
	case len(n.stems) == 0 && len(full.stems) == 0 && len(lines) <= 4 && m.at.step <= second:
		a.say(KindTime, Proven, p, m.from, m.to, "a line is of that time; the sentence has no word that lines have", "", a.lines(lines...))
	case share > 0 || len(n.stems) == 0:
		a.say(KindTime, Unsupported, p, m.from, m.to, "there are lines of that time, but none of them says this", "", a.lines(lines...))
	default:
		a.say(KindTime, Unsupported, p, m.from, m.to, "there are lines of that time, but none of them says this", "", a.lines(lines...))
	}
}

// namedAt is a line of an instant that has a rare name which the clause of the instant
// has too, -1 when none has.
func (a *auditor) namedAt(p *piece, m *mention, lines []int32) int32 {
	if m.at.step > second || len(lines) > 12 {
		return -1
	}
	from, to := max(0, m.from-80), min(len(p.text.S), m.to+60)
	for _, o := range p.mentions() {
		if o.kind == isTime && o.to <= m.from {
			from = max(from, o.to)
		} else if o.kind == isTime && o.from >= m.to {
			to = min(to, o.from)
		}
	}
	for _, loc := range nameToken.FindAllStringIndex(p.text.S[from:to], 12) {
		w := strings.Trim(p.text.S[from+loc[0]:from+loc[1]], ".:-/")
		if from+loc[0] < m.to && m.from < from+loc[1] || !compound(w) && strings.Count(w, ".") < 2 {
			continue
		}
		if named := a.c.find(w); len(named) > 0 && len(named) <= 6 {
			if both := intersect(named, sorted(lines)); len(both) > 0 {
				return both[0]
			}
		}
	}
	return -1
}

// wholeHours tells an instant that is the edge of a stretch of whole hours: "between 03:00
// and 04:00". No line has to be of that very minute.
func wholeHours(p *piece, m *mention) bool {
	if m.at.step < minute || m.at.clock%(30*minute) != 0 {
		return false
	}
	for _, o := range p.mentions() {
		if o.kind == isTime && o.at.hasClock && o.from != m.from && o.at.step >= minute && o.at.clock%(30*minute) == 0 {
			return true
		}
	}
	return false
}

// afterOf is what follows a time up to the next one: in time lines the event
// stands behind its time.
func afterOf(s string, m *mention, ms []mention) string {
	hi := len(s)
	for _, o := range ms {
		if o.kind == isTime && o.from >= m.to {
			hi = min(hi, o.from)
		}
	}
	return s[m.to:hi]
}

// alike are those of the lines that score as the best one does.
func (a *auditor) alike(n *anchor, lines []int32, best int32) []int32 {
	if best < 0 {
		return lines
	}
	var out []int32
	for _, i := range lines {
		if n.score(i) >= n.score(best)*0.999 {
			out = append(out, i)
		}
	}
	return out
}

// moment finds a notable moment at the instant, -1 when there is none.
// Starts and ends of runs count only where the clause speaks of runs.
func (a *auditor) moment(t instant, clause string) int {
	ofRuns := runWord.MatchString(clause)
	for k := range a.f.notable {
		x := a.f.notable[k]
		if !ofRuns && x.ofRun {
			continue
		}
		if t.hasDate && t.year > 0 {
			if u := t.utc(); x.at >= u && x.at < u+t.step {
				return k
			}
			if x.line < 0 || !t.zoned {
				continue
			}
		}
		if of := x.at - x.at/day*day; t.onDay(x.at, true) && of >= t.clock && of < t.clock+t.step {
			return k
		}
	}
	return -1
}

var runWord = lazy.Compile(`(?i)\b(?:runs?|jobs?|tasks?|batch(?:es)?|start(?:ed|s)?|began|complet\w+|finish\w*|fail\w*)\b`)

// noSuchTime judges an instant of which there is no line.
func (a *auditor) noSuchTime(p *piece, m *mention, n *anchor, clause string) {
	if k := a.moment(m.at, clause); k >= 0 { // an implied start
		a.say(KindTime, Proven, p, m.from, m.to, "at that time: "+a.f.notable[k].what, "", support{})
		return
	}
	if written := a.c.phrase(m.text); m.at.hasClock && m.at.step <= second && len(written) > 0 {
		a.say(KindTime, Proven, p, m.from, m.to, plural(len(written), "line writes", "lines write")+" this time", "", a.lines(written...))
		return
	}
	full := a.anchorOf(p.text.S)
	best := n
	if !n.strong() && full.strong() {
		best = &full
	}
	switch {
	case a.advising(p):
	case a.f.v.HasTime && m.at.hasDate && a.inYear(m.at).utc() > a.f.v.To && p.row == nil && statusWord.MatchString(p.text.S):
		a.say(KindTime, NotCheckable, p, m.from, m.to, "a time after the logs end, at "+a.clock(a.f.v.To)+", of nothing that they could show", "", a.edges())
	case best.strong() && !best.more && len(a.timesOf(best.lines)) > 0 && a.pinned(best, clause):
		a.wrongTime(p, p.mentions(), m, best)
	case !m.at.hasClock && a.f.v.HasTime && m.at.year > 0 && m.at.utc() > a.f.v.To && a.pieceIncident(p):
		a.say(KindTime, a.absent(Refuted), p, m.from, m.to, "a day after the logs end: it cannot be that of what they show", "not after "+a.clock(a.f.v.To), a.edges())
	case !m.at.hasClock && a.f.v.HasTime && m.at.year > 0 && m.at.utc() > a.f.v.To && ofLogs.MatchString(p.text.S):
		a.say(KindTime, a.absent(Unsupported), p, m.from, m.to, "no line is of that day: the logs end at "+a.clock(a.f.v.To), "not after "+a.clock(a.f.v.To), a.edges())
	case !m.at.hasClock && a.f.v.HasTime && m.at.year > 0 && m.at.utc() > a.f.v.To && n.hits < 2 && len(a.linesOfTimes(p, p.mentions())) > 0:
		a.say(KindTime, a.absent(Unsupported), p, m.from, m.to, "no line is of that day: the logs end at "+a.clock(a.f.v.To), "not after "+a.clock(a.f.v.To), a.edges())
	case !m.at.hasClock && a.f.v.HasTime && m.at.year > 0 && m.at.utc() > a.f.v.To && p.row == nil && p.label == "" && !p.heading && toldOf.MatchString(p.text.S[max(0, m.from-40):m.from]) && (hasEventWord(p.text.S) || badWords.MatchString(p.text.S)):
		a.say(KindTime, a.absent(Unsupported), p, m.from, m.to, "no line is of that day: the logs end at "+a.clock(a.f.v.To), "not after "+a.clock(a.f.v.To), a.edges())
	case !m.at.hasClock && a.f.v.HasTime && m.at.year > 0 && m.at.utc() > a.f.v.To && n.hits < 2:
		a.say(KindTime, NotCheckable, p, m.from, m.to, "a day after the logs end, at "+a.clock(a.f.v.To), "", a.edges())
	case !m.at.hasClock && a.f.v.HasTime && m.at.year > 0 && (m.at.utc()+day <= a.f.v.From || m.at.utc() > a.f.v.To):
		a.say(KindTime, a.absent(Refuted), p, m.from, m.to, "no line is of that day: the logs reach from "+a.clock(a.f.v.From)+" to "+a.clock(a.f.v.To), "", a.edges())
	default:
		a.say(KindTime, a.absent(Unsupported), p, m.from, m.to, "no line is of that time", a.nearestTime(m.at), support{})
	}
}

// inYear gives an instant without a year that of the end of the logs.
func (a *auditor) inYear(t instant) instant {
	if t.year == 0 {
		t.year = time.Unix(0, a.f.v.To).UTC().Year()
	}
	return t
}

// statusWord begins an entry of a page that tells of an incident as it goes on.
var statusWord = lazy.Compile(`(?i)^\W*(?:resolved|identified|monitoring|investigating|update|posted|closed|opened|comment(?:ed)?|scheduled)\b`)

// ofLogs tells a sentence that speaks of what was logged.
var ofLogs = lazy.Compile(`(?i)\b(?:logs? (?:cover|show|record|hold|contain|span|reach)\w*|jobs? (?:on|failed|of)|runs? (?:on|failed|of)|failed on|failures? on|outage (?:on|of)|incident (?:on|of)|occurred on|happened on|began on|started on)\b`)

// pinned tells an anchor whose lines are few, or of which the clause names an end.
func (a *auditor) pinned(n *anchor, clause string) bool {
	return len(n.lines) <= 12 || firstWords.MatchString(clause) || lastWords.MatchString(clause)
}

// advising tells that a piece says what to do, not what was.
func (a *auditor) advising(p *piece) bool {
	return p.under("recommend", "mitigation", "action item", "next step", "follow-up", "remediation", "prevent")
}

func (a *auditor) timesOf(lines []int32) []int64 {
	var out []int64
	for _, i := range lines {
		if a.c.lines[i].timed {
			out = append(out, a.c.lines[i].time)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// wrongTime says when the lines that the clause speaks of are.
func (a *auditor) wrongTime(p *piece, ms []mention, m *mention, n *anchor) {
	lines := n.lines
	for _, i := range lines {
		if strings.Contains(a.c.lines[i].text, m.text) {
			a.say(KindTime, Proven, p, m.from, m.to, "a line that speaks of this writes it", "", a.lines(i))
			return
		}
	}
	if a.writes(p, m, ms) {
		return
	}
	if a.ofAnotherTime(p, m, lines) {
		if k := a.moment(m.at, ""); k >= 0 && m.at.step <= second {
			a.say(KindTime, Proven, p, m.from, m.to, "at that time: "+a.f.notable[k].what, "", support{})
			return
		}
		a.say(KindTime, Unsupported, p, m.from, m.to, "there are no lines of that time that say this; the words belong to another time of the sentence", "", support{})
		return
	}
	if m.at.hasDate && m.at.year > 0 {
		u := m.at.utc()
		lines = slices.Clone(lines)
		slices.SortStableFunc(lines, func(x, y int32) int {
			return cmpAbs(a.c.lines[x].time-u, a.c.lines[y].time-u)
		})
	}
	right := a.written1(lines[0])
	verdict := Unsupported
	if a.plainlyOf(p, n) {
		verdict = Refuted
	}
	a.say(KindTime, a.absent(verdict), p, m.from, m.to, "the lines that speak of this ("+strings.Join(n.stems[:min(len(n.stems), 4)], ", ")+") are of another time", right, a.lines(lines...))
}

var longNumber = lazy.Compile(`\b\d{3,}\b`)

// ofAnotherTime tells lines that belong to another time which the sentence names.
func (a *auditor) ofAnotherTime(p *piece, m *mention, lines []int32) bool {
	for _, o := range p.mentions() {
		if o.kind != isTime || !o.at.hasClock || o.from == m.from {
			continue
		}
		at, _ := a.at(o.at)
		if len(intersect(at, lines)) > 0 {
			return true
		}
	}
	return false
}

func cmpAbs(x, y int64) int {
	if x < 0 {
		x = -x
	}
	if y < 0 {
		y = -y
	}
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

// written1 is the time of a line.
func (a *auditor) written1(i int32) string {
	if !a.c.lines[i].timed {
		return ""
	}
	return a.clock(a.c.lines[i].time)
}

// nearestTime is the time with lines that is nearest to a full instant.
func (a *auditor) nearestTime(t instant) string {
	if !t.hasDate || t.year == 0 || !t.hasClock || len(a.c.byTime) == 0 {
		return ""
	}
	u := t.utc()
	best := a.c.byTime[0]
	for _, i := range a.c.byTime {
		if cmpAbs(a.c.lines[i].time-u, a.c.lines[best].time-u) < 0 {
			best = i
		}
	}
	return "the nearest line is of " + a.clock(a.c.lines[best].time)
}

var (
	firstWords = lazy.Compile(`(?i)\b(?:first|began|begins?|beginning|started|starts?|starting|onset|since|initial(?:ly)?|earliest)\b`)
	lastWords  = lazy.Compile(`(?i)\b(?:last|ended|ends?|ending|final(?:ly)?|latest|until|ceased)\b`)
)

// boundary judges "the first X at T" and "the last X at T": of the lines that say
// X, T must be the first or the last. ok is false where the clause names no end,
// or nothing that can be pinned down.
func (a *auditor) boundary(p *piece, m *mention, lines []int32, n *anchor, clause string) (Verdict, bool) {
	first, last := firstWords.MatchString(clause), lastWords.MatchString(clause)
	if first == last || !n.strong() || n.best < 0.75 || n.more || a.moment(m.at, clause) >= 0 {
		return "", false
	}
	share, _ := n.share(lines)
	if share < 0.999 {
		return "", false
	}
	timed := make([]int32, 0, len(n.lines))
	for _, i := range n.lines {
		if a.c.lines[i].timed {
			timed = append(timed, i)
		}
	}
	if len(timed) < 2 {
		return "", false
	}
	slices.SortStableFunc(timed, func(x, y int32) int { return cmp.Compare(a.c.lines[x].time, a.c.lines[y].time) })
	edge, word := timed[0], "first"
	if last {
		edge, word = timed[len(timed)-1], "last"
	}
	if slices.Contains(lines, edge) {
		a.say(KindTime, Proven, p, m.from, m.to, "the "+word+" of "+itoa(len(timed))+" lines that say so", "", a.lines(edge))
		return Proven, true
	}
	return "", false
}

// toldOf stands in front of the day on which something happened.
var toldOf = lazy.Compile(`(?i)(?:^|[\s,(])(?:on|in the (?:night|morning|evening|afternoon) (?:of|to)(?: the)?|(?:morning|night|evening|afternoon|early hours|day) of(?: the)?|am|in der nacht (?:zum|vom|auf den))\s+(?:\w+day,? |\w+tag,? (?:dem |den )?)?$`)
