package audit

import (
	"slices"
	"sort"
	"strings"

	"inquest/internal/lazy"
	"inquest/internal/profile"
)

// related judges a name that the logs have: the lines that the sentence speaks of
// should have it too.
func (a *auditor) related(p *piece, ms []mention, m *mention, name string, kind Kind, lines []int32) {
	if a.edgeRun(p, m, name) {
		return
	}
	near := a.nearestLines(ms, m)
	at := a.linesOfTimes(p, ms)
	if len(at) > 0 {
		if named := a.naming(near, name); len(named) > 0 {
			a.say(kind, Proven, p, m.from, m.to, "named by lines of that time", "", a.lines(named...))
			return
		}
		if right := a.otherName(p, near, name); right != "" && len(near) <= 4 && !a.advising(p) {
			a.say(kind, a.absent(Refuted), p, m.from, m.to, "the lines of that time name another", right, a.lines(near...))
			return
		}
		if named := a.naming(at, name); len(named) > 0 {
			a.say(kind, Proven, p, m.from, m.to, "named by lines of that time", "", a.lines(named...))
			return
		}
	}
	rest := strings.ReplaceAll(lowered(p.text.S), name, " ")
	n := a.anchorOf(rest)
	if n.strong() && !n.more && len(n.lines) <= 400 && !a.advising(p) && p.row == nil {
		named := a.naming(n.lines, name)
		if len(named) == 0 {
			if right := a.otherName(p, n.lines, name); right != "" {
				a.say(kind, a.absent(Refuted), p, m.from, m.to, "the lines that speak of this name another", right, a.lines(n.lines...))
				return
			}
		} else {
			a.say(kind, Proven, p, m.from, m.to, "named by lines that speak of this", "", a.lines(named...))
			return
		}
	}
	if a.misplaced(p, ms, m, name, kind, near) {
		return
	}
	if len(lines) == 0 {
		lines = a.ofOrigin(name)
	}
	a.say(kind, Proven, p, m.from, m.to, "the logs have this name", "", a.lines(lines...))
}

// misplaced doubts a name that the logs have, but that the lines which the clause
// around it speaks of do not have.
func (a *auditor) misplaced(p *piece, ms []mention, m *mention, name string, kind Kind, near []int32) bool {
	if a.advising(p) || p.heading || a.class(name) == "" {
		return false
	}
	clause := strings.ReplaceAll(strings.ToLower(clauseAround(p.text.S, m.from, m.to, ms)), name, " ")
	if a.class(name) == "unit" {
		clause = a.withoutSiblings(clause)
	}
	n := a.anchorOf(clause)
	own := a.c.find(name)
	if len(own) == 0 {
		return false
	}
	share, _ := n.share(own)
	if closest := n.scoresOf(near); len(near) > 0 && len(near) <= 12 && closest >= 0.7 && share < 0.5 {
		a.say(kind, a.absent(Unsupported), p, m.from, m.to, "the lines of that time that say this do not name it", "", a.lines(near...))
		return true
	}
	if n.hits >= 3 && n.best >= 0.6 && !n.more && len(n.lines) <= 40 && share < 0.4 && (a.class(name) == "unit" || a.class(name) == "address") {
		a.say(kind, a.absent(Unsupported), p, m.from, m.to, "the lines with this name say nothing of what the sentence says", "", a.lines(n.lines...))
		return true
	}
	return false
}

// scoresOf is the best score of some lines as a share of the best of all.
func (n *anchor) scoresOf(lines []int32) float64 {
	x, _ := n.share(lines)
	return x
}

// nearestLines are the lines of the time that stands nearest to a name, when it is
// written to the second.
func (a *auditor) nearestLines(ms []mention, m *mention) []int32 {
	best, at := -1, 1<<30
	for k := range ms {
		t := &ms[k]
		if t.kind != isTime || !t.at.hasClock || t.at.step > second {
			continue
		}
		d := m.from - t.to
		if d < 0 {
			d = t.from - m.to
		}
		if d < at && !a.ownsTime(ms, m, t) {
			best, at = k, d
		}
	}
	if best < 0 {
		return nil
	}
	lines, _ := a.headsAt(ms[best].at)
	return lines[:min(len(lines), 2000)]
}

// edgeRun judges "the first job to fail was X": X must be the unit of the first,
// or the last, failed run.
func (a *auditor) edgeRun(p *piece, m *mention, name string) bool {
	if a.f.byID[name] == nil || a.advising(p) {
		return false
	}
	if g := edgeBehind.FindStringSubmatch(p.text.S[m.to:]); g != nil && !strings.Contains(strings.ToLower(g[0]), "start") {
		if sign := a.edgeSign(p, m); sign != 0 {
			return a.sayEdge(p, m, name, !strings.EqualFold(g[1], "first"), sign)
		}
	}
	before := strings.ToLower(p.text.S[max(0, m.from-70):m.from])
	first, last := strings.LastIndex(before, "first"), max(strings.LastIndex(before, "last "), strings.LastIndex(before, "final"))
	tail := before[max(first, last, 0):]
	if first < 0 && last < 0 || strings.Count(tail, ".")+strings.Count(tail, ";") > 1 || len(content(tail)) > 6 || strings.Contains(tail, "refus") || strings.Contains(tail, "start") || a.otherUnitIn(tail, name) {
		return false
	}
	sign := a.edgeSign(p, m)
	return sign != 0 && a.sayEdge(p, m, name, last > first, sign)
}

var failsWord = lazy.Compile(`(?i)fail|casualt|victim`)

// edgeBehind is "the last" right behind a name: "X was the last to fail".
var edgeBehind = lazy.Compile(`(?i)^[^\w|\n]{0,4}(?:was |is |fails?,? |failed,? |and |being ){0,2}(?:the )?(first|last|final)(?: one| job| run| task| import| load| unit| order| invoice)?\b(?:[.,;)|*_]| *\(| to fail| failed| failure|$)`)

// sayEdge holds a unit against that of the first, or the last, run that failed, or that
// ended well. false when there is no such one.
func (a *auditor) sayEdge(p *piece, m *mention, name string, last bool, sign int) bool {
	keep, what := failed, "failed run"
	if sign > 0 {
		keep, what = keepers[2].keep, "run that ended well"
	}
	edge := a.edgeRunOf(last, keep)
	if edge == nil {
		return false
	}
	word := "first"
	if last {
		word = "last"
	}
	lines := a.lines(a.f.runLines(a.f.runs(edge.ID), keep)...)
	switch {
	case strings.ToLower(edge.ID) == name:
		a.say(KindEntity, Proven, p, m.from, m.to, "the unit of the "+word+" "+what, "", lines)
	case sign > 0 && last && strings.Contains(lowered(p.text.S), "before") && len(a.wordsOfRuns(p, "")) == 0 && a.namesUnits(p.text.S) == 1:
		before := len(a.out)
		a.turnsAt(p, m, false)
		return len(a.out) > before
	case sign > 0 && len(a.wordsOfRuns(p, "")) > 0 || sign > 0 && edgeOther.MatchString(p.text.S):
		return false // of some of the runs, or before something
	default:
		a.say(KindEntity, a.absent(Refuted), p, m.from, m.to, "the "+word+" "+what+" is of another unit", edge.ID, lines)
	}
	return true
}

// edgeOther are words by which the last success is one of a part of the runs.
var edgeOther = lazy.Compile(`(?i)\b(?:before|after|since|again|afterwards|until|prior|nach|vor|seit|wieder)\b`)

// edgeRunOf is the unit of the first or the last run that keep says, nil where two end at
// the same time or none has a time.
func (a *auditor) edgeRunOf(last bool, keep func(*profile.Run) bool) *profile.Unit {
	var edge *profile.Unit
	at, ties := int64(0), 0
	for _, u := range a.f.units {
		for k := range u.Runs {
			r := &u.Runs[k]
			if !keep(r) || !r.End.HasTime {
				continue
			}
			switch t := r.End.Time; {
			case edge == nil || last && t > at || !last && t < at:
				edge, at, ties = u, t, 1
			case t == at:
				ties++
			}
		}
	}
	if ties != 1 {
		return nil
	}
	return edge
}

// ofOrigin are lines of the source that a name stands for.
func (a *auditor) ofOrigin(name string) []int32 {
	for src, file := range a.c.files {
		if !strings.Contains(strings.ToLower(file), name) {
			continue
		}
		if i := sort.Search(len(a.c.lines), func(k int) bool { return int(a.c.lines[k].src) >= src }); i < len(a.c.lines) && int(a.c.lines[i].src) == src {
			return []int32{int32(i)}
		}
	}
	return nil
}

// linesOfTimes are the lines of all times that a sentence names.
func (a *auditor) linesOfTimes(p *piece, ms []mention) []int32 {
	var out []int32
	for k := range ms {
		if ms[k].kind == isTime && ms[k].at.hasClock {
			lines, _ := a.at(ms[k].at)
			out = append(out, lines[:min(len(lines), 2000)]...)
		}
	}
	return out
}

func sorted(lines []int32) []int32 {
	if slices.IsSorted(lines) {
		return lines
	}
	lines = slices.Clone(lines)
	slices.Sort(lines)
	return lines
}

func (a *auditor) naming(lines []int32, name string) []int32 {
	var out []int32
	for _, i := range lines {
		if a.names1(i, name) {
			out = append(out, i)
		}
	}
	return out
}

// otherName is the one name of the same kind that all the lines have and that the
// sentence does not use.
func (a *auditor) otherName(p *piece, lines []int32, name string) string {
	class := a.class(name)
	if class == "" {
		return ""
	}
	text := lowered(p.text.S)
	seen := map[string]int{}
	for _, i := range lines {
		for w := range a.namesIn(i, class) {
			if w != name && !strings.Contains(text, w) && !strings.Contains(w, name) && !strings.Contains(name, w) {
				seen[w]++
			}
		}
	}
	right := ""
	for w, n := range seen {
		if n == len(lines) {
			if right != "" {
				return ""
			}
			right = w
		}
	}
	return right
}

// class of a name: "address", "unit", "host" or "".
func (a *auditor) class(name string) string {
	switch {
	case ipv4.MatchString(name):
		return "address"
	case a.f.byID[name] != nil:
		return "unit"
	case a.f.hosts[name]:
		return "host"
	}
	return ""
}

var ipv4 = lazy.Compile(`^\d{1,3}(?:\.\d{1,3}){3}$`)

// namesIn are the names of a class that a line has.
func (a *auditor) namesIn(i int32, class string) map[string]bool {
	out := map[string]bool{}
	words := strings.FieldsFunc(strings.ToLower(a.c.lines[i].text), func(r rune) bool { return !nameRune(r) })
	if class == "host" {
		words = append(words, strings.FieldsFunc(strings.ToLower(a.c.files[a.c.lines[i].src]), func(r rune) bool { return r == '/' })...)
	}
	for _, w := range words {
		w = strings.Trim(w, ".:-/#")
		if h, port, ok := strings.Cut(w, ":"); ok && isDigits(port) {
			w = h
		}
		if a.class(w) == class {
			out[w] = true
		}
	}
	return out
}

// nearName finds the one name of the logs that differs from s by a letter or two.
func (a *auditor) nearName(s string, addresses bool) string {
	var list []string
	if addresses {
		for w := range a.f.peers {
			list = append(list, w)
		}
		list = append(list, a.addresses()...)
	} else {
		for w := range a.f.byID {
			list = append(list, w)
		}
		for w := range a.f.names {
			list = append(list, w)
		}
		for w := range a.f.hosts {
			list = append(list, w)
		}
	}
	return nearest(s, list)
}

// addresses are the IPv4 addresses that the lines have.
func (a *auditor) addresses() []string {
	if a.f.ips != nil {
		return a.f.ips
	}
	a.f.ips = []string{}
	seen := map[string]bool{}
	for i := range a.c.lines {
		for _, w := range ipv4In.FindAllString(a.c.lines[i].text, 8) {
			if !seen[w] && len(seen) < 20_000 {
				seen[w] = true
				a.f.ips = append(a.f.ips, w)
			}
		}
	}
	return a.f.ips
}

var ipv4In = lazy.Compile(`\b\d{1,3}(?:\.\d{1,3}){3}\b`)

// nearest is the only string of the list within two edits of s, one for short
// ones; "" when there is none or the choice is not plain.
func nearest(s string, list []string) string {
	most := 2
	if len(s) < 6 {
		most = 1
	}
	best, at, ties := most+1, "", 0
	slices.Sort(list)
	for _, w := range slices.Compact(list) {
		if len(w)-len(s) > most || len(s)-len(w) > most || w == s {
			continue
		}
		switch d := editDistance(s, w, most); {
		case d < best:
			best, at, ties = d, w, 1
		case d == best:
			ties++
		}
	}
	if ties == 0 || best > most {
		return ""
	}
	if ties > 1 {
		return at // one of several: still shows what the logs have
	}
	return at
}

// editDistance is the number of letters to change, add, drop or swap; above most it
// is most+1.
func editDistance(a, b string, most int) int {
	prev2, prev, cur := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		low := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
			low = min(low, cur[j])
		}
		if low > most {
			return most + 1
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return prev[len(b)]
}
