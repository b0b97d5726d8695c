package audit

import (
	"cmp"
	"slices"
	"strings"

	"inquest/internal/lazy"
)

// figure is a number that a line writes, with the words beside it.
type figure struct {
	text          string
	n             float64
	before, after string // stems; after is the unit where one is glued to it
}

var figureText = lazy.Compile(`(\d+(?:\.\d+)?)( ?%| ?[A-Za-zµ]+)?`)

var wordBefore = lazy.Compile(`([A-Za-z_]+)[^A-Za-z0-9]{0,4}$`)

// figuresOf lists the numbers of a line that are no part of a time, an address or a name.
func figuresOf(s string) []figure {
	s = s[:min(len(s), 2000)]
	var out []figure
	for _, g := range figureText.FindAllStringSubmatchIndex(s, 64) {
		from, to := g[2], g[3]
		if from > 0 && (alnum(s[from-1]) || strings.IndexByte("_.:/-", s[from-1]) >= 0 && from > 1 && alnum(s[from-2])) {
			continue
		}
		if to < len(s) && (s[to] == ':' || s[to] == '-' || s[to] == '.' || s[to] == '/') && to+1 < len(s) && digit(s[to+1]) {
			continue
		}
		f := figure{text: s[from:to], n: float(s[from:to])}
		if g[4] >= 0 {
			f.after = stem(strings.ToLower(strings.TrimSpace(s[g[4]:g[5]])))
		}
		if b := wordBefore.FindStringSubmatch(s[max(0, from-40):from]); b != nil {
			f.before = stem(strings.ToLower(b[1]))
			if i := strings.LastIndexByte(f.before, '_'); i >= 0 && i+1 < len(f.before) {
				f.before = f.before[i+1:]
			}
		}
		out = append(out, f)
	}
	return out
}

// series are the figures of one kind that lines give: those with the same words beside
// them.
type series struct {
	key    string
	values []float64
	lines  []int32
}

// maxSeriesLines bounds the lines whose figures are compared.
const maxSeriesLines = 20_000

// seriesOf collects the figures of lines that stand beside one of the words.
func (a *auditor) seriesOf(lines []int32, words []string) []series {
	if len(lines) > maxSeriesLines {
		return nil
	}
	at := map[string]int{}
	var out []series
	for _, i := range lines {
		for _, f := range a.c.figuresIn(i) {
			if !slices.Contains(words, f.after) && !slices.Contains(words, f.before) {
				continue
			}
			key := f.before + " # " + f.after
			k, ok := at[key]
			if !ok {
				k = len(out)
				at[key] = k
				out = append(out, series{key: key})
			}
			out[k].values = append(out[k].values, f.n)
			out[k].lines = append(out[k].lines, i)
		}
	}
	return out
}

// unitStems are the words that a figure of a report stands beside: those right behind
// it, and the last one in front.
func unitStems(p *piece, m *mention) []string {
	var out []string
	n := 0
	for w := range strings.FieldsSeq(firstWordsOf(p.text.S[m.to:], 3)) {
		low := strings.ToLower(strings.Trim(w, ".,;:()*`\"'"))
		if low == "" || stopWords[low] {
			break
		}
		if st := stem(low); !countSpeech[st] && !runSpeech[st] && !generic[st] {
			out = append(out, st)
		}
		if n++; n > 1 || strings.ContainsAny(w, ".,;:)") {
			break
		}
	}
	if c := content(p.text.S[max(0, m.from-30):m.from]); len(c) > 0 {
		if st := c[len(c)-1]; !countSpeech[st] && !runSpeech[st] && !generic[st] {
			out = append(out, st)
		}
	}
	if h := headerOf(p, m); h != "" && p.row != nil {
		out = append(out, content(h)...)
	}
	return out
}

// ofSeries is what a word says of many figures.
var (
	mostWord  = lazy.Compile(`(?i)\b(?:max(?:imum)?|longest|slowest|highest|largest|biggest|greatest|peak|worst|up to|at most|never exceeded|no more than|größte\w*|längste\w*|höchste\w*|höchstens|bis zu|maximal)\b`)
	leastWord = lazy.Compile(`(?i)\b(?:min(?:imum)?|shortest|fastest|quickest|lowest|smallest|least|best|at least|kleinste\w*|kürzeste\w*|schnellste\w*|mindestens|minimal)\b`)
	wholeSum  = lazy.Compile(`(?i)\b(?:total\w*|sum\w*|in all|combined|altogether|aggregate|add(?:s|ed)? up|insgesamt|zusammen|summe)\b`)
)

// figureOf judges a number with a unit that lines give as a figure, or of which they
// give the most, the least or the sum. true when something was said.
func (a *auditor) figureOf(p *piece, m *mention, r *reckoning) bool {
	words := unitStems(p, m)
	if len(words) == 0 || len(r.picks) == 0 {
		return false
	}
	stat := statWord(p.text.S, m)
	var first *series
	joint := r.joint()
	for _, k := range r.relevant(0.35) {
		for _, s := range a.seriesIn(p, m, k.lines, words) {
			if x, how, ok := s.gives(m.n, stat); ok {
				a.say(KindCount, Proven, p, m.from, m.to, how+" in "+plural(len(s.lines), "line", "lines")+" with "+k.what(r.terms), "", a.lines(x...))
				return true
			}
			if first == nil && k.near == joint && (joint > 1 || stat != "" || k.name || unitsOfSizeStem(words)) {
				c := s
				first = &c
			}
		}
	}
	if first == nil {
		return false
	}
	if p.heading || a.advising(p) || couldBe.MatchString(p.text.S) {
		return false
	}
	if right := first.value(stat); right != "" && digit(m.text[0]) {
		a.say(KindCount, a.absent(Refuted), p, m.from, m.to, "the lines that speak of this give another figure", right, a.lines(first.lines...))
		return true
	}
	if unitsOfSizeStem(words) {
		a.say(KindCount, a.absent(Unsupported), p, m.from, m.to, "no line gives this figure, nor do "+plural(len(first.values), "figure", "figures")+" of lines that speak of this together", "", a.lines(first.lines...))
		return true
	}
	return false
}

func unitsOfSizeStem(words []string) bool { return hasStem(words, unitsOfSize...) }

// seriesIn collects the figures of lines: of the day that stands in front of the number,
// of all, and of each day.
func (a *auditor) seriesIn(p *piece, m *mention, lines []int32, words []string) []series {
	if day := a.linesOfDays(p, m); day != nil {
		if in := intersect(sorted(lines), day); len(in) > 0 {
			return a.seriesOf(in, words)
		}
	}
	out := a.seriesOf(lines, words)
	if a.spansDays() {
		for _, g := range a.groups(lines, "", a.dayOf, "") {
			out = append(out, a.seriesOf(g.lines, words)...)
		}
	}
	return out
}

// statWord is the statistic that stands in front of a number in its clause.
func statWord(s string, m *mention) string {
	from, to := clauseOf(s, m.from, m.to)
	before, after := s[max(from, m.from-60):m.from], s[min(m.to, to):to]
	at, word := -1, ""
	for _, x := range []struct {
		word string
		re   interface{ FindAllStringIndex(string, int) [][]int }
	}{{"maximum", mostWord}, {"minimum", leastWord}, {"sum", wholeSum}, {"median", medianWord}, {"mean", meanWord}} {
		for _, loc := range x.re.FindAllStringIndex(before, -1) {
			if loc[0] > at {
				at, word = loc[0], x.word
			}
		}
		if at < 0 && word == "" && len(x.re.FindAllStringIndex(after[:min(len(after), 40)], 1)) > 0 {
			word = x.word
		}
	}
	return word
}

// gives tells whether a series gives a number: as the statistic that is asked for, or,
// where none is, as its sum or as the figure of a line.
func (s *series) gives(n float64, stat string) (lines []int32, how string, ok bool) {
	if stat != "" {
		x, at := s.statistic(stat)
		if x != n && !(stat == "mean" && x-n < 1 && n-x < 1) {
			return nil, "", false
		}
		return at, "the " + stat + " of " + plural(len(s.values), "figure", "figures"), true
	}
	if len(s.values) <= 12 || n >= 1000 {
		for i, x := range s.values {
			if x == n {
				return s.lines[i : i+1], "written", true
			}
		}
	}
	if x, at := s.statistic("sum"); x == n && len(s.values) > 1 {
		return at, "the sum of " + itoa(len(s.values)) + " figures", true
	}
	same := true
	for _, x := range s.values {
		same = same && x == n
	}
	if same {
		return s.lines, "written", true
	}
	return nil, "", false
}

// value is the figure that a series gives where it gives one alone.
func (s *series) value(stat string) string {
	if stat != "" {
		x, _ := s.statistic(stat)
		return number(x)
	}
	for _, x := range s.values {
		if x != s.values[0] {
			return ""
		}
	}
	return number(s.values[0])
}

func number(x float64) string {
	if x == float64(int64(x)) {
		return itoa(int64(x))
	}
	return decimal(x)
}

// statistic of the figures, with the lines that it rests on.
func (s *series) statistic(word string) (float64, []int32) {
	order := make([]int, len(s.values))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(s.values[x], s.values[y]) })
	n := len(order)
	at := func(i int) (float64, []int32) { return s.values[order[i]], []int32{s.lines[order[i]]} }
	switch word {
	case "maximum":
		return at(n - 1)
	case "minimum":
		return at(0)
	case "median":
		if n%2 == 0 {
			return (s.values[order[n/2-1]] + s.values[order[n/2]]) / 2, s.lines
		}
		return at(n / 2)
	}
	sum := 0.0
	for _, x := range s.values {
		sum += x
	}
	if word == "mean" {
		return sum / float64(n), s.lines
	}
	return sum, s.lines
}
