package audit

import (
	"slices"
	"strings"

	"inquest/internal/document"
)

// given tells that the logs or the report itself give a figure which no reading counts: a line
// that speaks of the same writes it, it is how many lines look like the one of a time beside it,
// or the distance of two times that the report names. Such a figure is not doubted for want of
// a reading.
func (a *auditor) given(p *piece, m *mention) bool {
	switch m.kind {
	case isDuration:
		return a.apartInReport(p, m)
	case isPercent, isNumber:
		return a.writtenNear(p, m) || m.kind == isNumber && (a.likeAtTime(p, m) >= 0 || a.stepOfSeries(p, m))
	}
	return false
}

// writtenNear finds a figure in the lines of the time beside it, and, where it is no small whole
// number, in any line that shares a word with what stands around it.
func (a *auditor) writtenNear(p *piece, m *mention) bool {
	for _, i := range a.besideTimes(p) {
		if a.figureIn(i, m.n) {
			return true
		}
	}
	from, to := clauseOf(p.text.S, m.from, m.to)
	if n := a.anchorOf(p.text.S[from:to]); p.row == nil && n.hits >= 2 && len(n.lines) <= 4 && m.n >= 2 {
		for _, i := range n.lines {
			if a.figureIn(i, m.n) {
				return true
			}
		}
	}
	plain := strings.ReplaceAll(m.text, ",", "")
	if m.n < 100 && !strings.Contains(plain, ".") {
		return false
	}
	words := content(p.text.S + " " + p.intro + " " + p.label + " " + p.section)
	if p.header != nil {
		for k := range p.header {
			words = append(words, content(p.header[k].S)...)
		}
	}
	parts := stems(plain)
	var lines []int32
	if len(parts) > 0 {
		lines = a.c.having(parts...)
	}
	for _, i := range firstN(lines, 2000) {
		if !a.figureIn(i, m.n) && (len(plain) < 3 || strings.Contains(plain, ".") || !wholeWord(a.c.lines[i].text, plain)) {
			continue
		}
		for _, w := range words {
			if _, ok := slices.BinarySearch(a.c.words[w], i); ok && !stopWords[w] {
				return true
			}
		}
	}
	return false
}

// besideTimes are the few lines of the times that a piece names to the second.
func (a *auditor) besideTimes(p *piece) []int32 {
	var out []int32
	for _, m := range p.mentions() {
		if m.kind != isTime || !m.at.hasClock || m.at.step > minute {
			continue
		}
		lines, _ := a.headsAt(m.at)
		if len(lines) <= 12 {
			out = append(out, lines...)
		}
	}
	return out
}

// likeAtTime counts the lines that look like one of a time of the sentence, and finds the
// number among these counts: "9 checkpoints, the last at 14:04:02". -1 when it is none.
func (a *auditor) likeAtTime(p *piece, m *mention) int32 {
	if p.row != nil || m.n < 2 {
		return -1
	}
	n := a.anchorOf(p.text.S)
	for _, i := range a.besideTimes(p) {
		if n.score(i) == 0 {
			continue
		}
		if int64(len(a.sameForm(i))) == int64(m.n) {
			return i
		}
	}
	return -1
}

// sameForm are the records that look like a line.
func (a *auditor) sameForm(i int32) []int32 {
	if a.c.ofForm == nil {
		a.c.ofForm = map[string][]int32{}
		for k := range a.c.lines[:min(len(a.c.lines), maxTermLines)] {
			if a.c.lines[k].head {
				f := formKey(a.c.lines[k].text)
				a.c.ofForm[f] = append(a.c.ofForm[f], int32(k))
			}
		}
	}
	return a.c.ofForm[formKey(a.c.lines[i].text)]
}

// stepOfSeries finds a number by which the figures of one kind go up or down from line to line.
func (a *auditor) stepOfSeries(p *piece, m *mention) bool {
	if m.n < 2 {
		return false
	}
	n := a.anchorOf(p.text.S)
	if len(n.lines) < 3 || len(n.lines) > 2000 {
		return false
	}
	at := map[string][]float64{}
	for _, i := range n.lines {
		for k, f := range a.c.figuresIn(i) {
			key := itoa(k) + " " + f.before + " " + f.after
			at[key] = append(at[key], f.n)
		}
	}
	for _, v := range at {
		fits := 0
		for k := 1; k < len(v); k++ {
			if d := v[k] - v[k-1]; d == m.n || -d == m.n {
				fits++
			}
		}
		if fits >= 2 {
			return true
		}
	}
	return false
}

// maxReportTimes bounds the times of a report between which distances are looked for.
const maxReportTimes = 60

// reportTime is a time of day that a report names, with the words beside it.
type reportTime struct {
	clock int64
	words []string
}

// apartInReport tells a duration between two times that the report names elsewhere, one of them
// beside a word of the sentence.
func (a *auditor) apartInReport(p *piece, m *mention) bool {
	own := content(p.text.S)
	for k := len(p.back) - 1; k >= max(0, len(p.back)-1) && p.row == nil; k-- {
		own = append(own, content(p.back[k])...)
	}
	c := claimedOf(p.text.S, m)
	for i := range a.clocksNamed {
		for j := range a.clocksNamed[i+1:] {
			x, y := &a.clocksNamed[i], &a.clocksNamed[i+1+j]
			d := y.clock - x.clock
			if d < 0 {
				d = -d
			}
			if c.fits(d) && (shareWords(own, x.words) || shareWords(own, y.words)) {
				return true
			}
		}
	}
	return false
}

func shareWords(x, y []string) bool {
	for _, w := range x {
		if !countSpeech[w] && slices.Contains(y, w) {
			return true
		}
	}
	return false
}

// namedTimes are the times of day that a report names to the second.
func namedTimes(d *document.Doc, all []piece) []reportTime {
	var out []reportTime
	for k := range all {
		for _, m := range all[k].mentions() {
			if m.kind == isTime && m.at.hasClock && m.at.step <= second && len(out) < maxReportTimes {
				out = append(out, reportTime{m.at.clock, content(all[k].text.S)})
			}
		}
	}
	for i := range d.Blocks {
		for k := range d.Blocks[i].Lines {
			s := d.Blocks[i].Lines[k].S
			if at := clockOf(s); at >= 0 && len(out) < maxReportTimes {
				out = append(out, reportTime{int64(at) * second, content(clip(s, 400))})
			}
		}
	}
	return out
}

// rowTime proves a figure of a row that is named for a time: a line of that time writes it.
func (a *auditor) rowTime(p *piece, m *mention) bool {
	if p.row == nil || p.header == nil || m.from <= len(p.row[0].S) {
		return false
	}
	lines := a.rowWindow(p)
	if len(lines) == 0 || len(lines) > 12 {
		return false
	}
	for _, i := range lines {
		if a.figureIn(i, m.n) {
			a.say(KindCount, Proven, p, m.from, m.to, "a line of the time of this row writes it", "", a.lines(i))
			return true
		}
	}
	return false
}

// doubtCount says that no reading gives a number, unless the logs or the report give it as a
// figure.
func (a *auditor) doubtCount(p *piece, m *mention, reason, right string, s support) {
	if a.given(p, m) {
		a.uncounted(p, m)
		return
	}
	a.say(KindCount, a.absent(Unsupported), p, m.from, m.to, reason, right, s)
}
