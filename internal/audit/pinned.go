package audit

import (
	"slices"
	"strings"
)

// lineNumber finds the number in a line of a time that the sentence names, or in
// one of the lines that share most of its words.
func (a *auditor) lineNumber(p *piece, m *mention, noun []string) bool {
	no := itoa(int64(m.n))
	list := a.linesOfTimes(p, p.mentions())
	n := a.anchorOf(p.text.S)
	for k, i := range n.scored {
		x := n.scores[k]
		if n.hits >= 2 && x >= 0.7*n.best*n.total {
			list = append(list, i)
		}
	}
	if part := a.anchorOf(commaPart(p.text.S, m.from, m.to)); part.hits >= 2 && len(part.lines) <= 6 {
		list = append(list, part.lines...)
	}
	slices.Sort(list)
	var found []int32
	for _, i := range slices.Compact(list) {
		if _, ok := slices.BinarySearch(a.c.words[no], i); ok && n.score(i) > 0 && len(list) <= 6 && !a.ofRuns(noun) && a.figureIn(i, m.n) && besides(durationText.ReplaceAllString(a.c.lines[i].text, " "), no, n.stems) {
			found = append(found, i)
		} else if ok && n.score(i) > 0 && a.figureIn(i, m.n) && besides(durationText.ReplaceAllString(a.c.lines[i].text, " "), no, noun) {
			found = append(found, i)
		}
	}
	if len(found) == 0 {
		return false
	}
	a.say(KindCount, Proven, p, m.from, m.to, plural(len(found), "line that speaks of this gives", "lines that speak of this give")+" the number", "", a.lines(found...))
	return true
}

// commaPart is the part of a sentence around [from, to) up to the commas beside it.
func commaPart(s string, from, to int) string {
	lo, hi := strings.LastIndexAny(s[:from], ",;")+1, len(s)
	if i := strings.IndexAny(s[to:], ",;"); i >= 0 {
		hi = to + i
	}
	return s[lo:hi]
}

// labelAt holds a number behind a word against the few lines of a time of its clause: what
// they write behind the word. true when something was said.
func (a *auditor) labelAt(p *piece, m *mention, label string) bool {
	lines := a.nearestLines(p.mentions(), m)
	if len(lines) == 0 || len(lines) > 4 || !digit(m.text[0]) || p.row != nil {
		return false
	}
	if label == "" {
		f := strings.Fields(p.text.S[:m.from])
		if len(f) == 0 {
			return false
		}
		if strings.ContainsAny(f[len(f)-1], ",;") {
			return false
		}
		label = strings.ToLower(strings.Trim(f[len(f)-1], "(,:;="))
	}
	if len(label) < 3 || stopWords[label] {
		return false
	}
	right := ""
	var at []int32
	for _, i := range lines {
		w := slotWords(a.c.lines[i].text)
		for k, x := range w {
			if stem(x) != stem(label) {
				continue
			}
			for _, y := range w[k+1 : min(len(w), k+4)] {
				y = strings.Trim(strings.TrimRight(y, "abcdefghijklmnopqrstuvwxyz"), "_")
				if !isDigits(y) {
					continue
				}
				if float(y) == m.n {
					a.say(KindCount, Proven, p, m.from, m.to, "a line of that time writes it", "", a.lines(i))
					return true
				}
				if right != "" && right != y || otherNoun(p, m, w, y) {
					return false
				}
				right, at = y, append(at, i)
				break
			}
		}
	}
	if right == "" || sinceWord.MatchString(p.text.S) || untilWord.MatchString(p.text.S) || couldBe.MatchString(p.text.S) {
		return false
	}
	a.say(KindCount, a.absent(Refuted), p, m.from, m.to, "the lines of that time write another number behind \""+label+"\"", right, a.lines(at...))
	return true
}

// atTheTime finds a number in the few lines of a time that the sentence names to the
// second.
func (a *auditor) atTheTime(p *piece, m *mention) bool {
	lines := a.nearestLines(p.mentions(), m)
	if len(lines) == 0 || len(lines) > 4 || !digit(m.text[0]) {
		return false
	}
	for _, i := range lines {
		if a.figureIn(i, m.n) && m.n >= 2 {
			a.say(KindCount, Proven, p, m.from, m.to, "a line of that time writes the number", "", a.lines(i))
			return true
		}
	}
	return false
}

// figureIn tells a line that writes a number as a figure of its own.
func (a *auditor) figureIn(i int32, n float64) bool {
	for _, f := range a.c.figuresIn(i) {
		if f.n == n {
			return true
		}
	}
	return false
}

// besides tells a line that writes a number near one of the words.
func besides(line, no string, near []string) bool {
	var all []string
	eachStem(line, func(w string) { all = append(all, w) })
	for i, w := range all {
		if w != no {
			continue
		}
		for k := max(0, i-5); k < min(len(all), i+4); k++ {
			if slices.Contains(near, all[k]) {
				return true
			}
		}
	}
	return false
}

// otherNoun tells that a sentence counts something else with a number than the line does with
// its own: "wrote 9 checkpoints", "wrote 40 buffers".
func otherNoun(p *piece, m *mention, line []string, no string) bool {
	f := strings.Fields(firstWordsOf(p.text.S[m.to:], 1))
	i := slices.Index(line, no)
	if len(f) == 0 || i < 0 || i+1 >= len(line) || strings.IndexAny(p.text.S[m.to:], ",;.:)") == 0 {
		return false
	}
	w := strings.ToLower(strings.Trim(f[0], ".,;:()`*"))
	return len(w) > 2 && !stopWords[w] && stem(w) != stem(line[i+1])
}
