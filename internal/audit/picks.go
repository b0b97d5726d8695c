package audit

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"inquest/internal/lazy"
)

// pick is the lines that have some of the terms of a sentence.
type pick struct {
	lines   []int32
	terms   []int // indexes of the terms
	weight  float64
	near    int // terms of the clause among them
	name    bool
	outcome bool // all terms say what became of things
}

func (k *pick) what(terms []term) string {
	parts := make([]string, len(k.terms))
	for i, t := range k.terms {
		parts[i] = terms[t].what
	}
	return strings.Join(parts, ", ")
}

// picksOf are the lines that up to four of the terms have in common, where one of them
// stands in the clause of the number; the weightiest first.
func picksOf(terms []term) []pick {
	var out []pick
	var grow func(from int, k pick)
	grow = func(from int, k pick) {
		for i := from; i < len(terms); i++ {
			lines := terms[i].lines
			if len(k.terms) > 0 {
				lines = intersect(k.lines, lines)
			}
			if len(lines) == 0 {
				continue
			}
			next := pick{lines, append(slices.Clone(k.terms), i), k.weight, k.near, k.name || terms[i].name, (k.outcome || len(k.terms) == 0) && terms[i].outcome}
			if terms[i].near {
				next.near++
				next.weight += terms[i].weight
			} else {
				next.weight += terms[i].weight / 20
			}
			if next.near > 0 {
				out = append(out, next)
			}
			if len(next.terms) < 4 {
				grow(i+1, next)
			}
		}
	}
	grow(0, pick{})
	slices.SortStableFunc(out, func(x, y pick) int { return cmp.Compare(y.weight, x.weight) })
	return out
}

// tally is a number that lines give, and how.
type tallied struct {
	n     int64
	what  string
	lines []int32
	part  bool // a part of what the pick holds
}

// tallies are the numbers of lines that a pick may stand for: all, those of a source, of
// a day, of the times of the sentence, of one form.
func (a *auditor) tallies(p *piece, k *pick, what string) []tallied {
	heads := a.headsOf(k.lines)
	if w := a.dayWindow(p); w != nil {
		heads = intersect(heads, w)
		out := []tallied{{int64(len(heads)), plural(len(heads), "line", "lines") + " with " + what + " of that time", heads, false}}
		if k.outcome && len(heads) <= 2000 {
			out = append(out, a.groups(heads, what, a.looseForm, "")...)
		}
		return out
	}
	out := []tallied{{int64(len(heads)), plural(len(heads), "line", "lines") + " with " + what, heads, false}}
	if len(heads) != len(k.lines) {
		out = append(out, tallied{int64(len(k.lines)), plural(len(k.lines), "line", "lines") + " with " + what, k.lines, false})
	}
	out = append(out, a.groups(heads, what, func(i int32) string { return a.c.files[a.c.lines[i].src] }, " of ")...)
	if a.spansDays() {
		out = append(out, a.groups(heads, what, a.dayOf, " of ")...)
	}
	if k.outcome && len(heads) <= 2000 {
		out = append(out, a.groups(heads, what, a.looseForm, "")...)
	}
	return append(out, a.within(p, heads, what)...)
}

func (a *auditor) headsOf(lines []int32) []int32 {
	out := make([]int32, 0, len(lines))
	for _, i := range lines {
		if a.c.lines[i].head {
			out = append(out, i)
		}
	}
	return out
}

// groups counts lines by a key, where they have more than one and not many.
func (a *auditor) groups(lines []int32, what string, key func(int32) string, of string) []tallied {
	in := map[string][]int32{}
	var order []string
	for _, i := range lines {
		k := key(i)
		if in[k] == nil {
			if len(order) >= 8 {
				return nil
			}
			order = append(order, k)
		}
		in[k] = append(in[k], i)
	}
	if len(order) < 2 {
		return nil
	}
	var out []tallied
	for _, k := range order {
		name := of + k
		if of == "" {
			name = " of one kind"
		}
		out = append(out, tallied{int64(len(in[k])), plural(len(in[k]), "line", "lines") + " with " + what + name, in[k], true})
	}
	return out
}

func (a *auditor) dayOf(i int32) string {
	return time.Unix(0, a.c.lines[i].time).UTC().Format("2006-01-02")
}

// spansDays tells logs of two to seven days.
func (a *auditor) spansDays() bool {
	d := a.f.v.To/day - a.f.v.From/day
	return a.f.v.HasTime && d >= 1 && d <= 7
}

// within counts the lines of the times that a sentence names: between the first and the
// last of them, before and after one.
func (a *auditor) within(p *piece, lines []int32, what string) []tallied {
	times := a.fullTimes(p)
	if len(times) == 0 {
		return nil
	}
	from, to := times[0].from, times[len(times)-1].to
	keep := func(name string, in func(t int64) bool) tallied {
		var out []int32
		for _, i := range lines {
			if l := &a.c.lines[i]; l.timed && in(l.time) {
				out = append(out, i)
			}
		}
		return tallied{int64(len(out)), plural(len(out), "line", "lines") + " with " + what + name, out, true}
	}
	var out []tallied
	if len(times) > 1 {
		out = append(out, keep(" between these times", func(t int64) bool { return t >= from && t < to }),
			keep(" outside these times", func(t int64) bool { return t < from || t >= to }))
	}
	if untilWord.MatchString(p.text.S) {
		out = append(out, keep(" before "+a.clock(from), func(t int64) bool { return t < from }))
	}
	if sinceWord.MatchString(p.text.S) {
		out = append(out, keep(" after "+a.clock(to), func(t int64) bool { return t >= to }))
	}
	return out
}

// reckoning is what the terms of a sentence say of a number in it.
type reckoning struct {
	terms []term
	picks []pick
	top   float64 // weight of the weightiest pick
	wide  bool    // the clause of the number has no term: those of the sentence are taken
}

// reckon finds the picks for a number; ok is false where the logs know no word of the
// sentence.
func (a *auditor) reckon(p *piece, m *mention) (*reckoning, bool) {
	r := &reckoning{}
	r.terms, r.wide = a.termsOf(p, m)
	r.picks = picksOf(r.terms)
	if len(r.picks) == 0 {
		return r, false
	}
	r.top = r.picks[0].weight
	return r, true
}

// relevant are the picks that explain the better part of what the clause says.
func (r *reckoning) relevant(share float64) []pick {
	n := 0
	for n < len(r.picks) && r.picks[n].weight >= share*r.top && n < 160 {
		n++
	}
	return r.picks[:n]
}

// counted finds the reading of the picks that gives a number.
func (a *auditor) reckoned(p *piece, m *mention, r *reckoning) (tallied, bool) {
	n := int64(m.n)
	if t, ok := a.ofDuration(p, m); ok {
		return t, true
	}
	most := 0
	for i := range r.picks {
		most = max(most, r.picks[i].near)
	}
	outcome := r.tellsOutcome()
	for _, k := range r.relevant(0.3) {
		if outcome && !r.hasOutcome(&k) && !r.quoteAlone(&k) {
			continue
		}
		if n == 0 && a.rowWindow(p) == nil || !r.quoteAlone(&k) && k.near < most && (k.near < most-1 || k.near*2 <= most || n <= 5) {
			continue
		}
		for _, t := range a.tallies(p, &k, k.what(r.terms)) {
			if m.is(t.n) && (!t.part || k.near == most) {
				return t, true
			}
		}
	}
	if othersWord.MatchString(p.text.S) || goodWords.MatchString(p.text.S) {
		if t, ok := a.remainder(r, n); ok {
			return t, true
		}
	}
	return a.varieties(p, m, r)
}

// tellsOutcome tells a clause that says what became of what it counts, where some lines that
// have its other words say so.
func (r *reckoning) tellsOutcome() bool {
	said, joined := false, false
	for i := range r.terms {
		said = said || r.terms[i].near && r.terms[i].outcome
	}
	for i := range r.picks {
		k := &r.picks[i]
		joined = joined || len(k.terms) > 1 && !k.outcome && r.hasOutcome(k)
	}
	return said && joined
}

// hasOutcome tells a pick of lines that say what became of things.
func (r *reckoning) hasOutcome(k *pick) bool {
	for _, t := range k.terms {
		if r.terms[t].near && r.terms[t].outcome {
			return true
		}
	}
	return false
}

// quoteAlone tells the pick of a quote by itself.
func (r *reckoning) quoteAlone(k *pick) bool {
	return len(k.terms) == 1 && strings.HasPrefix(r.terms[k.terms[0]].what, "\"")
}

// ofDuration counts the lines with the duration that stands right in front of a number:
// "fastest 4 s (7 of them)".
func (a *auditor) ofDuration(p *piece, m *mention) (tallied, bool) {
	var d *mention
	ms := p.mentions()
	for k := range ms {
		if ms[k].kind == isDuration && ms[k].to <= m.from && m.from-ms[k].to < 12 {
			d = &ms[k]
		}
	}
	if d == nil || !strings.Contains(p.text.S[d.to:m.from], "(") {
		return tallied{}, false
	}
	c := claimed{d.dur, d.unit / 2}
	forms := map[string][]int32{}
	for i := range a.c.lines[:min(len(a.c.lines), maxTermLines)] {
		if a.hasDuration(int32(i), c) {
			k := formKey(a.c.lines[i].text)
			forms[k] = append(forms[k], int32(i))
		}
	}
	for _, lines := range forms {
		if int64(len(lines)) == int64(m.n) {
			return tallied{int64(m.n), plural(len(lines), "line", "lines") + " of one kind with " + d.text, lines, true}, true
		}
	}
	return tallied{}, false
}

// rowWindow are the lines of the date or time that a row of a table is named for, nil
// where it is named for none.
func (a *auditor) rowWindow(p *piece) []int32 {
	if p.row == nil || p.header == nil {
		return nil
	}
	ms := mentions(&p.row[0])
	if len(ms) != 1 || ms[0].kind != isTime {
		return nil
	}
	lines, ok := a.at(ms[0].at)
	if !ok || len(lines) == 0 {
		return nil
	}
	return sorted(lines)
}

// dayWindow are the lines of the date that a row is named for, or that is the only one of
// a sentence, where the logs are of several days.
func (a *auditor) dayWindow(p *piece) []int32 {
	if w := a.rowWindow(p); w != nil || p.row != nil || !a.spansDays() {
		return w
	}
	var day *mention
	ms := p.mentions()
	for k := range ms {
		if ms[k].kind != isTime {
			continue
		}
		if day != nil || ms[k].at.hasClock {
			return nil
		}
		day = &ms[k]
	}
	if day == nil {
		return nil
	}
	lines, ok := a.at(day.at)
	if !ok || len(lines) == 0 {
		return nil
	}
	return sorted(lines)
}

var othersWord = lazy.Compile(`(?i)\b(?:other|others|rest|remaining|all other|übrige\w*|andere\w*)\b`)

// remainder counts the lines of a pick that tell of no failure.
func (a *auditor) remainder(r *reckoning, n int64) (tallied, bool) {
	bad := a.c.ofBad()
	for _, k := range r.relevant(0.3) {
		left := a.headsOf(subtract(k.lines, bad))
		if int64(len(left)) == n && len(left) < len(k.lines) {
			return tallied{n, plural(n, "line", "lines") + " with " + k.what(r.terms) + " that tell of no failure", left, true}, true
		}
	}
	return tallied{}, false
}

// varieties counts the different names behind the word that a number counts: "7 threads",
// "5 client addresses".
func (a *auditor) varieties(p *piece, m *mention, r *reckoning) (tallied, bool) {
	words := stems(firstWordsOf(p.text.S[m.to:], 3))
	outcome := r.tellsOutcome()
	for _, k := range r.relevant(0.4) {
		if len(k.lines) > 20_000 || outcome && !r.hasOutcome(&k) {
			continue
		}
		behind := map[string]map[string]bool{}
		for _, i := range k.lines {
			w := slotWords(a.c.lines[i].text)
			for j := 1; j < len(w); j++ {
				key := stem(strings.TrimRight(w[j-1], "0123456789"))
				if behind[key] == nil {
					behind[key] = map[string]bool{}
				}
				v := w[j]
				if stopWords[v] && j+1 < len(w) {
					v = w[j+1]
				}
				behind[key][v] = true
			}
		}
		for _, w := range words {
			if n := len(behind[w]); n > 1 && m.is(int64(n)) && oneForm(behind[w]) {
				return tallied{int64(n), itoa(n) + " different names behind \"" + w + "\" in the lines with " + k.what(r.terms), k.lines, true}, true
			}
		}
	}
	return tallied{}, false
}

// oneForm tells names that are all written alike: with digits in the same places, or all
// without any.
func oneForm(names map[string]bool) bool {
	form, digits := "", 0
	for w := range names {
		m := maskDigits(w)
		if m != w {
			digits++
			if form != "" && form != m && strings.Trim(form, "0") != strings.Trim(m, "0") && len(form) != len(m) {
				return false
			}
			form = m
		}
	}
	return digits == 0 || digits == len(names)
}

// decided is the pick that leaves no other reading: it has all terms of the clause, at
// least two of them or a quote, and its lines are of one form.
func (a *auditor) decided(p *piece, r *reckoning, noun []string) (tallied, *pick, bool) {
	if len(noun) == 0 {
		return tallied{}, nil, false
	}
	near := 0
	for i := range r.terms {
		if r.terms[i].near {
			near++
		}
	}
	if near == 0 || len(a.fullTimes(p)) > 0 {
		return tallied{}, nil, false
	}
	best := -1
	for i := range r.picks {
		k := &r.picks[i]
		if k.near < near || near < 2 && !k.name {
			continue
		}
		if best < 0 || len(r.picks[best].lines) < len(k.lines) { // the fewest other terms
			best = i
		}
	}
	if best < 0 {
		return tallied{}, nil, false
	}
	k := &r.picks[best]
	heads := a.headsOf(k.lines)
	if len(heads) == 0 || len(a.groups(heads, "", func(i int32) string { return formKey(a.c.lines[i].text) }, "")) > 0 && !k.name {
		return tallied{}, nil, false
	}
	if !a.countsLines(noun, k.lines) {
		return tallied{}, nil, false
	}
	return tallied{int64(len(heads)), plural(len(heads), "line", "lines") + " with " + k.what(r.terms), heads, false}, k, true
}

// countsLines tells that a noun is a word of the lines, or that there is none.
func (a *auditor) countsLines(noun []string, lines []int32) bool {
	for _, w := range noun {
		if countSpeech[w] || runSpeech[w] {
			continue
		}
		if len(intersect(a.c.words[w], lines)) == 0 {
			return false
		}
	}
	return true
}
