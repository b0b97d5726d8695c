package audit

import (
	"cmp"
	"slices"
	"strings"

	"inquest/internal/document"
	"inquest/internal/lazy"
	"inquest/internal/profile"
)

// learn reads the report once before its statements are judged.
func (a *auditor) learn(all []piece) {
	var b strings.Builder
	for k := range all {
		b.WriteString(strings.ToLower(all[k].text.S))
		b.WriteByte('\n')
	}
	a.text = b.String()
	a.timesApart = apartWord.MatchString(a.text)
	a.conflicts = conflictsOf(a.in.Fresh)
	for k := range all {
		for _, z := range zonesIn(all[k].text.S) {
			if !slices.Contains(a.zones, z) && len(a.zones) < 4 {
				a.zones = append(a.zones, z)
			}
		}
	}
	a.code = codeOf(a.d)
	a.clocksNamed = namedTimes(a.d, all)
}

// maxCode is how much of a report's code is searched for names, in bytes.
const maxCode = 1 << 20

// codeOf is the text of the code blocks in lower case.
func codeOf(d *document.Doc) string {
	var b strings.Builder
	for i := range d.Blocks {
		for k := range d.Blocks[i].Lines {
			b.WriteString(strings.ToLower(clip(d.Blocks[i].Lines[k].S, 400)))
			b.WriteByte('\n')
			if b.Len() > maxCode {
				return b.String()
			}
		}
	}
	return b.String()
}

// whole judges the report as a whole: what it leaves out, and what it says twice.
func (a *auditor) whole(all []piece) {
	head := title(a.d)
	if head == nil || a.own(all) {
		return
	}
	a.conclusions()
	a.pictures()
	a.disagreements(head)
	a.statedCause(head, all)
	a.denominators(head)
	a.concurrency(head)
	a.unmentioned(head)
	a.overlaps(head, all)
	a.episodes(head, all)
}

// own tells a report that Inquest wrote of these logs: it says what it leaves out.
func (a *auditor) own(all []piece) bool {
	n := 0
	for k := range all {
		key, _, _ := formOf(&all[k].text)
		if _, ok := a.l.exact[key]; ok {
			n++
		}
	}
	return n*2 > len(all)
}

// title is the first heading, or the first block with text.
func title(d *document.Doc) *piece {
	for _, only := range []bool{true, false} {
		for i := range d.Blocks {
			b := &d.Blocks[i]
			if b.Text.S != "" && (b.Kind == document.Heading || !only) {
				return &piece{text: b.Text, block: i, section: b.Text.S}
			}
		}
	}
	return nil
}

// conclusions finds a second heading of the same name where one is the rule.
func (a *auditor) conclusions() {
	seen := map[string]int{}
	for i := range a.d.Blocks {
		b := &a.d.Blocks[i]
		if b.Kind != document.Heading {
			continue
		}
		key := strings.Trim(strings.ToLower(b.Text.S), "0123456789. :")
		seen[key]++
		if seen[key] == 2 && onceOnly.MatchString(key) {
			p := piece{text: b.Text, section: b.Text.S}
			a.say(KindRepeat, Unsupported, &p, 0, len(b.Text.S), "the report has a second section of this name", "", support{})
		}
	}
}

var onceOnly = lazy.Compile(`^(?:conclusions?|summary|executive summary|root cause|impact|overview|introduction)$`)

// statedCause asks whether a report that is named for a root cause states one.
func (a *auditor) statedCause(head *piece, all []piece) {
	if !rootCause.MatchString(head.text.S) && !strings.Contains(strings.ToLower(head.text.S), "rca") {
		return
	}
	for k := range all {
		p := &all[k]
		s := p.text.S
		if whySection.MatchString(s) && len(s) < 40 {
			return
		}
		if p.heading && k == 0 || len(content(s)) < 3 || a.advising(p) || p.under("reference", "research") {
			continue
		}
		if rootCause.MatchString(s) && (statesCause.MatchString(s) || unknown.MatchString(s) || strings.Contains(s, ":")) ||
			p.underCause() || plainCause.MatchString(s) {
			return
		}
	}
	a.say(KindOmission, Unsupported, head, 0, len(head.text.S), "named for a root cause, but no sentence states one, or that it is not known", "", support{})
}

var whySection = lazy.Compile(`(?i)^[\W\d]*(?:why|reason|warum|ursache)\b`)

var plainCause = lazy.Compile(`(?i)\b(?:was|were|is) (?:caused by|due to|triggered by|the result of)\b|\bbecause\b|\bcause (?:is|was|remains)\b|\bwas the cause\b|\bcaused by\b|\bdue to\b|\bwhy (?:it|this|that) happened\b|\b(?:not|cannot|nothing) (?:be )?(?:establish|determine|identify|name|show|tell|reveal|prove)\w* (?:a |the |any |what )?(?:single |root )?cause|\bheld up\b`)

var denominatorWord = lazy.Compile(`(?i)\b(?:succe(?:ss|eded|ssful)|complet(?:ed|ions?)|ended well|passed|failure rate|out of \d|\d+ of \d+|no (?:other|healthy|successful)|100 ?%|\bok\b|\bdone\b|\bgood\b|\bhealthy\b|\bfine\b|rest fine|good runs?|went (?:well|through)|finished|processed|went green|were (?:fine|good|done)|erfolgreich|liefen durch|durchgelaufen)`)

// denominators asks whether a report on failures says how many runs succeeded.
func (a *auditor) denominators(head *piece) {
	runs := a.f.runs("")
	f := count(runs, failed)
	s := count(runs, func(r *profile.Run) bool { return r.State == profile.RunSucceeded })
	if f < 2 || denominatorWord.MatchString(a.text) {
		return
	}
	if s > 0 && (wholeWord(a.text, itoa(s)) || wholeWord(a.text, itoa(f+s))) {
		return // the figure is given, in other words
	}
	right := itoa(f) + " failed, " + itoa(s) + " ended well"
	if s == 0 {
		right = itoa(f) + " failed, and no success is logged: no rate can be given"
	}
	a.say(KindOmission, Unsupported, head, 0, len(head.text.S), "speaks of failures and never of the runs that ended well", right, a.lines(a.f.runLines(runs, failed)...))
}

var concurrentWord = lazy.Compile(`(?i)concurren|parallel|simultaneous|at once|overlap|copies|instances of the same|at the same time|in flight`)

// concurrency asks whether the report sees that runs of one unit ran at the same
// time.
func (a *auditor) concurrency(head *piece) {
	if concurrentWord.MatchString(a.text) {
		return
	}
	for _, u := range a.f.units {
		if n := atOnce(u); n > 1 {
			id := strings.ToLower(u.ID)
			if !strings.Contains(a.text, id) {
				continue
			}
			runs := a.f.runs(u.ID)
			a.say(KindOmission, Unsupported, head, 0, len(head.text.S), "runs of "+u.ID+" overlap: up to "+itoa(n)+" of them at once, by their ends and durations; the report does not see it", itoa(n)+" runs of "+u.ID+" at once", a.lines(a.f.runLines(runs, keepOr(nil))...))
		}
	}
}

// atOnce is the largest number of runs of a unit at one moment.
func atOnce(u *profile.Unit) int {
	type step struct {
		at int64
		d  int
	}
	var steps []step
	for k := range u.Runs {
		r := &u.Runs[k]
		if r.Start.HasTime && r.End.HasTime && r.End.Time > r.Start.Time {
			steps = append(steps, step{r.Start.Time, 1}, step{r.End.Time, -1})
		}
	}
	slices.SortFunc(steps, func(a, b step) int {
		if a.at != b.at {
			return cmp.Compare(a.at, b.at)
		}
		return a.d - b.d
	})
	n, most := 0, 0
	for _, s := range steps {
		n += s.d
		most = max(most, n)
	}
	return most
}

// unmentioned lists units that failed and that the report never names.
func (a *auditor) unmentioned(head *piece) {
	var failing, left []*profile.Unit
	for _, u := range a.f.units {
		bad := false
		for k := range u.Runs {
			bad = bad || failed(&u.Runs[k])
		}
		if !bad {
			continue
		}
		failing = append(failing, u)
		id, name := strings.ToLower(u.ID), strings.ToLower(u.Name)
		if !strings.Contains(a.text, id) && !strings.Contains(a.code, id) && (name == "" || !strings.Contains(a.text, name)) {
			left = append(left, u)
		}
	}
	if len(left) == 0 || len(left) == len(failing) || len(failing) > 6 {
		return
	}
	var names []string
	var lines []int32
	for _, u := range left {
		names = append(names, u.ID)
		lines = append(lines, a.f.runLines(a.f.runs(u.ID), failed)...)
	}
	a.say(KindOmission, Unsupported, head, 0, len(head.text.S), itoa(len(left))+" of "+itoa(len(failing))+" units with failed runs are never named: "+clip(strings.Join(names, ", "), 200), strings.Join(firstStrings(names, 12), ", "), a.lines(lines...))
}

// stretch of time in which a source has records.
type window struct {
	from, to int64
	files    []int
}

// windows merges the times of the sources into stretches that lie more than an hour
// apart.
func (a *auditor) windows() []window {
	var all []window
	for i := range a.f.v.Sources {
		s := &a.f.v.Sources[i]
		if s.First.HasTime && s.Last.HasTime {
			all = append(all, window{s.First.Time, s.Last.Time, []int{i}})
		}
	}
	slices.SortFunc(all, func(x, y window) int { return cmp.Compare(x.from, y.from) })
	var out []window
	for _, w := range all {
		if n := len(out); n > 0 && w.from <= out[n-1].to+hour {
			out[n-1].to = max(out[n-1].to, w.to)
			out[n-1].files = append(out[n-1].files, w.files...)
			continue
		}
		out = append(out, w)
	}
	return out
}

var apartWord = lazy.Compile(`(?i)(?:no|not|never|don't|do not) overlap|\bapart\b|(?:days|weeks|months) (?:later|earlier|before|after|between)|different (?:day|date|month|week)s?|separate (?:day|date)s?|cannot be (?:correlated|compared)|share no time|another day|previous day|the day before|gap of|do not cover`)

// separate refutes a statement that takes together what lies apart. false when
// nothing lies apart.
func (a *auditor) separate(p *piece, from, to int, what string) bool {
	w := a.windows()
	if len(w) < 2 {
		return false
	}
	gaps, lines := a.gaps(w)
	a.say(KindOverlap, Refuted, p, from, to, what+": the sources share no time, they lie in "+itoa(len(w))+" stretches", gaps, a.lines(lines...))
	return true
}

// gaps names the distances between the stretches, and the lines at their ends.
func (a *auditor) gaps(w []window) (string, []int32) {
	var parts []string
	var lines []int32
	for i := 1; i < len(w); i++ {
		parts = append(parts, formatNS(w[i].from-w[i-1].to)+" between "+a.c.files[w[i-1].files[0]]+" and "+a.c.files[w[i].files[0]])
		for _, f := range w[i-1].files {
			lines = append(lines, a.f.mark(a.f.v.Sources[f].Last))
		}
		for _, f := range w[i].files {
			lines = append(lines, a.f.mark(a.f.v.Sources[f].First))
		}
	}
	return strings.Join(parts, "; "), slices.DeleteFunc(lines, func(i int32) bool { return i < 0 })
}

// overlaps asks whether a report that takes sources together says that they share
// no time.
func (a *auditor) overlaps(head *piece, all []piece) {
	w := a.windows()
	if len(w) < 2 || a.timesApart {
		return
	}
	gaps, lines := a.gaps(w)
	p := head
	from, to := 0, len(head.text.S)
	for k := range all {
		s := strings.ToLower(all[k].text.S)
		if !all[k].heading && strings.Contains(s, "network") && (strings.Contains(s, "application") || strings.Contains(s, "job")) {
			p, from, to = &all[k], 0, len(all[k].text.S)
			break
		}
	}
	a.say(KindOverlap, Unsupported, p, from, to, "takes sources together that share no time, and does not say so", gaps, a.lines(lines...))
}

// episodes asks whether connection troubles that lie more than a day apart are
// told apart.
func (a *auditor) episodes(head *piece, all []piece) {
	var ends []profile.Mark
	for i := range a.f.v.Peers {
		if n := len(a.f.v.Peers[i].Steps); n > 0 {
			ends = append(ends, a.f.v.Peers[i].Steps[0].Line.Mark, a.f.v.Peers[i].Steps[n-1].Line.Mark)
		}
	}
	slices.SortFunc(ends, func(x, y profile.Mark) int { return cmp.Compare(x.Time, y.Time) })
	if a.timesApart {
		return
	}
	for i := 1; i < len(ends); i++ {
		if d := ends[i].Time - ends[i-1].Time; ends[i].HasTime && ends[i-1].HasTime && d > day && ends[i].Source != ends[i-1].Source {
			p, from, to := head, 0, len(head.text.S)
			for k := range all {
				if loc := seriesWord.FindStringIndex(all[k].text.S); loc != nil && !all[k].heading {
					p, from, to = &all[k], loc[0], loc[1]
					break
				}
			}
			lines := slices.DeleteFunc([]int32{a.f.mark(ends[i-1]), a.f.mark(ends[i])}, func(i int32) bool { return i < 0 })
			a.say(KindOverlap, Unsupported, p, from, to, "taken as one series, but the network episodes lie "+formatNS(d)+" apart", formatNS(d), a.lines(lines...))
			return
		}
	}
}

var seriesWord = lazy.Compile(`(?i)\ba series of|\bboth jobs (?:experienced|suffered|had)\b|\bthe incident\b|\bthe outage\b`)
