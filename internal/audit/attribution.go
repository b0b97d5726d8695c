package audit

import (
	"slices"
	"strings"

	"inquest/internal/document"
	"inquest/internal/lazy"
	"inquest/internal/profile"
)

var (
	experiencedWord = lazy.Compile(`(?i)\b(?:experienced|suffered(?: from)?|encountered|ran into|faced|(?:was|were) (?:hit|affected|plagued) by)\b`)
	affectingWord   = lazy.Compile(`(?i)\b(?:affecting|affected|hitting|impacting|impacted)\b(?: [\w-]+){0,3}? (?:jobs?|runs?|tasks?|units?|jobids?)\b`)
	ofJobs          = lazy.Compile(`(?i)\b(?:jobs?|runs?|tasks?)\b`)
)

// attributed judges what units are said to have met with: lines that tell of it
// have to lie in the time of their runs.
func (a *auditor) attributed(p *piece) {
	if a.advising(p) || p.heading || a.timesApart || p.under("reference", "research", "conclusion") {
		return
	}
	s := p.text.S
	if loc := experiencedWord.FindStringIndex(s); loc != nil && ofJobs.MatchString(s[:loc[0]]) {
		end := len(s)
		if i := strings.IndexAny(s[loc[1]:], ",;.("); i >= 0 {
			end = loc[1] + i
		}
		a.farFrom(p, loc[0], end, a.tellingOf(s[loc[1]:end]), "the lines that tell of it are of another time than the runs")
	}
	if loc := affectingWord.FindStringIndex(s); loc != nil {
		var lines []int32
		for src, name := range a.c.files {
			if a.namesSource(s, name) && a.f.v.Sources[src].First.HasTime {
				for _, m := range []profile.Mark{a.f.v.Sources[src].First, a.f.v.Sources[src].Last} {
					if i := a.f.mark(m); i >= 0 && !a.runsNear(p, a.c.lines[i].time) {
						lines = append(lines, i)
					}
				}
			}
		}
		a.farFrom(p, loc[0], loc[1], lines, "a source that the sentence names has no line of the time of the runs")
	}
}

var (
	affectedLabel = lazy.Compile(`(?i)\b(?:primary |main )?(?:service|host|system|component|endpoint|server)s? affected\b|\b(?:affected|impacted) (?:service|host|system|component|endpoint|server)s?\b`)
	protocolOf    = lazy.Compile(`(?i)\b(tcp|udp|mysql|mariadb|postgres(?:ql)?|redis|amqp|kafka|https?|dns)\b (?:for|by|in|with) (?:the )?(?:job(?:id)? )?([\w-]+)`)
)

// affected judges the service that a job's failure is said to have affected, and the
// protocol that a job is said to use: lines of it have to lie in the time of the runs.
func (a *auditor) affected(p *piece) {
	if a.advising(p) || p.heading || a.timesApart || p.under("reference", "research", "conclusion") {
		return
	}
	if unit := a.unitAbove(p); unit != "" && affectedLabel.MatchString(p.label+" "+p.text.S) {
		q := *p
		q.label = unit
		for _, m := range p.mentions() {
			if m.kind == isAddress {
				ip, _, _ := strings.Cut(m.text, ":")
				a.farFrom(&q, m.from, m.to, a.timedLines(a.c.find(ip)), "said to be affected by the failure of "+unit+", but its lines are of another time than the runs")
			}
		}
	}
	for _, loc := range protocolOf.FindAllStringSubmatchIndex(p.text.S, 4) {
		unit := a.f.byID[strings.ToLower(p.text.S[loc[4]:loc[5]])]
		if unit == nil {
			continue
		}
		q := piece{text: p.text.Sub(loc[0], loc[1]), section: p.section, label: unit.ID}
		a.farFrom(&q, 0, len(q.text.S), a.timedLines(a.c.words[stem(strings.ToLower(p.text.S[loc[2]:loc[3]]))]), "the lines that name the protocol are of another time than the runs of "+unit.ID)
	}
}

// unitAbove is the unit of the nearest heading above that names one, within the same
// chapter.
func (a *auditor) unitAbove(p *piece) string {
	for k := min(p.block, len(a.d.Blocks)-1); k >= 0; k-- {
		b := &a.d.Blocks[k]
		if b.Kind != document.Heading {
			continue
		}
		if s := a.f.scopeOf(b.Text.S); s != "" || b.Level <= 2 {
			return s
		}
	}
	return ""
}

func (a *auditor) timedLines(lines []int32) []int32 {
	var out []int32
	for _, i := range lines {
		if a.c.lines[i].timed {
			out = append(out, i)
		}
	}
	return out
}

// tellingOf are the troubled lines that have one of the words of a text that carry
// meaning.
func (a *auditor) tellingOf(s string) []int32 {
	var out []int32
	for _, w := range meaningful(s) {
		for _, i := range a.c.words[w] {
			if a.c.lines[i].timed && a.troubled(i) {
				out = append(out, i)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// runSpan is from the first start to the last end of the failed runs that a piece
// speaks of.
func (a *auditor) runSpan(scope string) (first, last profile.Mark, ok bool) {
	for _, r := range a.f.runs(scope) {
		if !failed(r) || !r.End.HasTime {
			continue
		}
		from := r.End
		if r.Start.HasTime {
			from = r.Start
		}
		if !ok || from.Time < first.Time {
			first = from
		}
		if !ok || r.End.Time > last.Time {
			last = r.End
		}
		ok = true
	}
	return first, last, ok
}

// runsNear tells whether a failed run was under way at a time, or within an hour
// of it.
func (a *auditor) runsNear(p *piece, at int64) bool {
	first, last, ok := a.runSpan(a.scope(p))
	return !ok || at > first.Time-hour && at < last.Time+hour
}

// farFrom refutes a statement that ties lines to runs when none of the lines is
// within a day of them.
func (a *auditor) farFrom(p *piece, from, to int, lines []int32, reason string) {
	first, last, ok := a.runSpan(a.scope(p))
	if !ok || len(lines) == 0 {
		return
	}
	gap, nearest := int64(-1), int32(0)
	for _, i := range lines {
		t := a.c.lines[i].time
		d := max(t-last.Time, first.Time-t)
		if d <= day {
			return
		}
		if gap < 0 || d < gap {
			gap, nearest = d, i
		}
	}
	right := formatNS(gap) + " between the runs (" + a.clock(first.Time) + " to " + a.clock(last.Time) + ") and " + a.c.where(nearest) + " (" + a.clock(a.c.lines[nearest].time) + ")"
	a.say(KindOverlap, a.absent(Refuted), p, from, to, reason, right, a.lines(lines...))
}

var analysisWord = lazy.Compile(`(?i)\b(?:fail\w*|incident|root cause|analysis)\b`)

// filed judges an excerpt that stands under the analysis of a unit's failure: its
// lines have to be of the time of that unit's runs.
func (a *auditor) filed(p *piece, found []int32) {
	unit := a.sectionScope(p)
	if unit == "" || !analysisWord.MatchString(strings.Join(p.path, "\n")) || a.timesApart {
		return
	}
	var lines []int32
	for _, i := range found {
		if !a.c.lines[i].timed || wholeWord(strings.ToLower(a.c.lines[i].text), strings.ToLower(unit)) {
			return
		}
		lines = append(lines, i)
	}
	q := *p
	q.label = unit
	a.farFrom(&q, 0, len(p.text.S), lines, "filed under the failure of "+unit+", but no run of it was under way within a day of these lines")
}

var (
	pictureWord = lazy.Compile(`(?i)\b(?:graph(?:s|ical)?|charts?|plots?|diagrams?|visuali[sz]ations?)\b`)
	drawing     = lazy.Compile(`[█▇▆▅▄▃▂▁▓▒░●■╭╰│─]{2,}|[#*=]{3,}\s*\d|\d\s*[#*=]{3,}|(?m)^(?:graph|flowchart|sequenceDiagram|gantt|xychart|pie)\b`)
)

// pictures judges headings that promise a picture: the only one below must be no
// placeholder.
func (a *auditor) pictures() {
	if a.d.Format != document.Markdown {
		return
	}
	for i := range a.d.Blocks {
		b := &a.d.Blocks[i]
		loc := pictureWord.FindStringIndex(b.Text.S)
		if b.Kind != document.Heading || loc == nil {
			continue
		}
		empty, drawn := a.picturesBelow(i)
		if drawn || len(empty) == 0 {
			continue
		}
		p := piece{text: b.Text, section: b.Text.S}
		a.say(KindLabel, Refuted, &p, loc[0], loc[1], "there is no picture below: the only one is a placeholder ("+clip(empty[0], 80)+")", "no "+strings.ToLower(b.Text.S[loc[0]:loc[1]])+" is shown", support{})
	}
}

// picturesBelow lists the placeholders under a heading, and tells whether there is
// anything drawn beside them.
func (a *auditor) picturesBelow(i int) (empty []string, drawn bool) {
	for k := i + 1; k < len(a.d.Blocks); k++ {
		b := &a.d.Blocks[k]
		if b.Kind == document.Heading && b.Level <= a.d.Blocks[i].Level {
			break
		}
		for _, m := range b.Text.Marks {
			if m.Kind == document.Image && placeholderOf(m.URL) == "" {
				return nil, true
			} else if m.Kind == document.Image {
				empty = append(empty, m.URL)
			}
		}
		for n := range b.Lines {
			drawn = drawn || drawing.MatchString(b.Lines[n].S)
		}
		for _, row := range b.Rows {
			for n := range row {
				drawn = drawn || drawing.MatchString(row[n].S)
			}
		}
	}
	return empty, drawn
}
