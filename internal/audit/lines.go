package audit

import (
	"slices"
	"strings"

	"inquest/internal/document"
	"inquest/internal/evidence"
	"inquest/internal/lazy"
)

// excerptLine is a quoted line, what it claims to be, and what it was found to
// be.
type excerptLine struct {
	text    document.Text // without bullet and number
	whole   document.Text
	no      int64 // line number that the report gives, 0 when none
	file    string
	found   int32 // line of the corpus, -1 when none
	exact   bool
	skipped bool // lines left out are said before it
	logLike bool
}

var (
	numbered = lazy.Compile(`^\s*(?:([\w./@-]+):)?(\d{1,9})(?::|\s*[|│]|\s{2,}|\t)\s?`)
	bullet   = lazy.Compile(`^\s*(?:[-*•>+]|\d{1,3}[.)])\s+`)
	stamped  = lazy.Compile(`^\W{0,3}(?:\w{3} )?(?:\d{4}[-/]\d\d[-/]\d\d|\d{1,2}[-/]\w{3}[-/]\d{4}|\d\d:\d\d:\d\d|[A-Z][a-z]{2} +\d{1,2} \d\d:\d\d|\d{10}(?:\.\d+)?\b)|^\{.*["':].*\}$|^(?:ts|time|level)=|^[IWEF]\d{4} \d\d:`)
	levelled = lazy.Compile(`\b(?:DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL|SEVERE|PANIC)\b`)
	ellipsis = lazy.Compile(`^\W*(?:\.\.\.|…|⋮|\[\.\.\.\]|\[…\]|snip|\(?.*(?:omitted|lines? (?:skipped|left out|not shown)|more lines).*\)?)\W*$`)
)

// logLike tells a line that looks like one of a log.
func logLike(s string) bool {
	s = strings.TrimSpace(s)
	return stamped.MatchString(s) && len(s) > 24
}

// excerpt judges a block of quoted lines.
func (a *auditor) excerpt(i int) {
	b := &a.d.Blocks[i]
	p := piece{block: i, path: headings(a.d, b)}
	if n := len(p.path); n > 0 {
		p.section = p.path[n-1]
	}
	lines := a.readLines(b.Lines)
	if a.ownBlock(&p, lines) {
		return
	}
	if !quoting(lines) {
		a.written(b, &p, lines)
		return
	}
	a.label(i, lines)
	for k := range lines {
		a.sayLine(&p, &lines[k])
	}
	a.order(&p, lines)
	a.repeats(&p, lines)
	a.complete(i, &p, lines)
}

// ownBlock judges a block that Inquest writes of these logs: what it leaves out it
// says in its own way. Lines that were changed are judged as all others.
func (a *auditor) ownBlock(p *piece, lines []excerptLine) bool {
	same := 0
	for k := range lines {
		if a.l.code[strings.TrimSpace(lines[k].whole.S)] {
			same++
		}
	}
	if same*10 < len(lines)*7 || same == 0 {
		return false
	}
	for k := range lines {
		l := &lines[k]
		if l.found < 0 && a.l.code[strings.TrimSpace(l.whole.S)] {
			p.text = l.whole
			a.say(KindClaim, Proven, p, 0, len(p.text.S), "Inquest says the same of these logs", "", support{})
			continue
		}
		a.sayLine(p, l)
	}
	a.order(p, lines)
	a.repeats(p, lines)
	return true
}

// quoting tells a block that quotes a log from one that draws a time line or
// shows a command: some of its lines are in the logs, or most have a full stamp
// and a level.
func quoting(lines []excerptLine) bool {
	exact, full := 0, 0
	for k := range lines {
		s := lines[k].text.S
		switch {
		case lines[k].exact:
			exact++
		case lines[k].no > 0 && logLike(s):
			full++
		case logLike(s) && (levelled.MatchString(s) || s[0] == '{' || s[0] == '['):
			full++
		}
	}
	return exact > 0 && (exact+full)*4 >= len(lines) || full*2 > len(lines)
}

// written judges a block of code that quotes no log: a time line in it is read
// line by line.
func (a *auditor) written(b *document.Block, p *piece, lines []excerptLine) {
	times := 0
	for k := range lines {
		if lines[k].logLike || timeToken.MatchString(firstWord(lines[k].text.S)) {
			times++
		}
	}
	if times*2 <= len(lines) {
		a.commands(b, p)
		return
	}
	for k := range lines {
		q := *p
		q.text = lines[k].text
		a.sentence(&q)
	}
}

func firstWord(s string) string {
	w, _, _ := strings.Cut(strings.TrimSpace(s), " ")
	if strings.ContainsAny(w, ":") {
		return w
	}
	return ""
}

// commands is a block that quotes no log: what it says cannot be checked.
func (a *auditor) commands(b *document.Block, p *piece) {
	for k := range b.Lines {
		if strings.TrimSpace(b.Lines[k].S) != "" {
			p.text = b.Lines[k]
			a.say(KindProse, NotCheckable, p, 0, len(p.text.S), "a block of code that quotes no line of a log", "", support{})
			return
		}
	}
}

// readLines finds each line of a block in the logs.
func (a *auditor) readLines(texts []document.Text) []excerptLine {
	var out []excerptLine
	skipped := false
	for k := range texts {
		s := strings.TrimSpace(texts[k].S)
		if s == "" {
			continue
		}
		if ellipsis.MatchString(s) {
			skipped = true
			continue
		}
		l := a.readLine(texts[k])
		l.skipped = skipped
		skipped = false
		out = append(out, l)
	}
	return out
}

// readLine finds one quoted line: as it stands, or without its bullet or number.
func (a *auditor) readLine(t document.Text) excerptLine {
	l := excerptLine{whole: t, found: -1, text: trimmed(t, 0)}
	if a.lookUp(&l) {
		return l
	}
	if m := bullet.FindString(t.S); m != "" {
		l.text = trimmed(t, len(m))
		if a.lookUp(&l) {
			return l
		}
	}
	if m := numbered.FindStringSubmatch(t.S); m != nil {
		bare := l.text
		l.text, l.file, l.no = trimmed(t, len(m[0])), m[1], int64(atoi(m[2]))
		if a.lookUp(&l) || logLike(l.text.S) {
			return l
		}
		l.text, l.file, l.no = bare, "", 0
	}
	l.logLike = logLike(l.text.S)
	return l
}

func trimmed(t document.Text, from int) document.Text {
	s := t.S
	to := len(s)
	for from < to && (s[from] == ' ' || s[from] == '\t') {
		from++
	}
	for to > from && (s[to-1] == ' ' || s[to-1] == '\t' || s[to-1] == '\r') {
		to--
	}
	return t.Sub(from, to)
}

// lookUp finds a line that is quoted byte for byte. Of several that read the
// same, the one with the number that the report gives is taken.
func (a *auditor) lookUp(l *excerptLine) bool {
	l.logLike = logLike(l.text.S)
	same := a.c.exact[strings.TrimSpace(l.text.S)]
	if len(same) == 0 && l.logLike {
		if i := a.joinedLine(l.text.S); i >= 0 {
			same = []int32{i}
		}
	}
	if len(same) == 0 {
		return false
	}
	l.found, l.exact = same[0], true
	for _, i := range same {
		if l.no == a.c.lines[i].no {
			l.found = i
		}
	}
	return true
}

// sayLine judges a quoted line.
func (a *auditor) sayLine(p *piece, l *excerptLine) {
	p.text = l.text
	n := len(p.text.S)
	switch {
	case a.in.Internal:
		a.say(KindLine, NotCheckable, p, 0, n, "no logs were given: taken as it stands, as the evidence for the rest", "", support{})
	case l.exact && l.no > 0 && a.c.lines[l.found].no != l.no:
		p.text = l.whole
		a.say(KindLine, Refuted, p, 0, len(p.text.S), "the line is in the logs, but not at line "+itoa(l.no), a.c.where(l.found), a.lines(l.found))
	case l.exact:
		a.say(KindLine, Proven, p, 0, n, "in the logs byte for byte", "", a.lines(l.found))
	default:
		a.alteredLine(p, l)
	}
}

// alteredLine judges a line that the logs do not have as it is quoted.
func (a *auditor) alteredLine(p *piece, l *excerptLine) {
	s := strings.TrimSpace(l.text.S)
	n := len(p.text.S)
	if list, what, cut := a.shortened(s); len(list) > 0 {
		l.found = list[0]
		switch {
		case !cut:
			a.say(KindLine, Proven, p, 0, n, what, "", a.lines(list...))
		default:
			a.say(KindLine, Refuted, p, 0, n, what, strings.TrimSpace(a.c.lines[list[0]].text), a.withDiff(s, list[0]))
		}
		return
	}
	best, likeness := a.nearest(s)
	switch {
	case best >= 0 && likeness >= 0.5 && (l.logLike || likeness >= 0.7):
		l.found = best
		a.say(KindLine, Refuted, p, 0, n, a.howAltered(s, best), strings.TrimSpace(a.c.lines[best].text), a.withDiff(s, best))
	case l.logLike:
		a.say(KindLine, a.absent(Refuted), p, 0, n, "no line of the logs reads like this", "", support{})
	default:
		a.say(KindLine, NotCheckable, p, 0, n, "not a line of these logs, and not written like one", "", support{})
	}
}

// shortened finds a line of which s is a part. cut tells that its end is left out
// without saying so.
func (a *auditor) shortened(s string) (list []int32, what string, cut bool) {
	bare := strings.TrimRight(s, " ")
	said := false
	for _, e := range []string{"...", "…", "[...]", "[…]"} {
		if t, ok := strings.CutSuffix(bare, e); ok {
			bare, said = strings.TrimSpace(t), true
		}
		if t, ok := strings.CutPrefix(bare, e); ok {
			bare, said = strings.TrimSpace(t), true
		}
	}
	parts := strings.FieldsFunc(strings.ReplaceAll(strings.ReplaceAll(bare, "[...]", "…"), "...", "…"), func(r rune) bool { return r == '…' })
	if len(parts) == 0 || len(bare) < 12 {
		return nil, "", false
	}
	for _, i := range a.c.having(stemsOfWhole(parts)...) {
		if inOrder(a.c.lines[i].text, parts) {
			list = append(list, i)
		}
	}
	if len(list) == 0 {
		return nil, "", false
	}
	line := strings.TrimSpace(a.c.lines[list[0]].text)
	rest := line[strings.Index(line, strings.TrimSpace(parts[len(parts)-1]))+len(strings.TrimSpace(parts[len(parts)-1])):]
	switch {
	case said || len(parts) > 1:
		return list, "in the logs, shortened as the report says", false
	case strings.Trim(rest, " .,;:)]}\"'") == "":
		return list, "in the logs, without what stands before it", false
	}
	return list, "cut without saying so: the line goes on with \"" + clip(strings.TrimSpace(rest), 200) + "\"", true
}

// stemsOfWhole are the stems of the words of parts that stand whole in them: the
// first and the last word of a part may be cut.
func stemsOfWhole(parts []string) []string {
	var out []string
	for _, p := range parts {
		st := stems(p)
		if len(st) > 2 {
			out = append(out, st[1:len(st)-1]...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func inOrder(s string, parts []string) bool {
	for _, p := range parts {
		p = strings.TrimSpace(p)
		i := strings.Index(s, p)
		if i < 0 {
			return false
		}
		s = s[i+len(p):]
	}
	return true
}

// nearest finds the line that reads most like s, and how much: the share of the
// words of both that they have in common, rare words counting more.
func (a *auditor) nearest(s string) (int32, float64) {
	own := tokens(s)
	score := map[int32]float64{}
	total := 0.0
	for w := range own {
		list := a.c.words[w]
		weight := a.c.weight(len(list))
		total += weight
		if len(list) > 50_000 {
			continue
		}
		for _, i := range list {
			score[i] += weight
		}
	}
	best, bestScore := int32(-1), 0.0
	ids := make([]int32, 0, len(score))
	for i := range score {
		ids = append(ids, i)
	}
	slices.Sort(ids)
	for _, i := range ids {
		x := score[i]
		if x < 0.4*total {
			continue
		}
		other := 0.0
		for w := range tokens(a.c.lines[i].text) {
			other += a.c.weight(len(a.c.words[w]))
		}
		if like := 2 * x / (total + other); like > bestScore {
			best, bestScore = i, like
		}
	}
	return best, bestScore
}

func tokens(s string) map[string]bool {
	m := map[string]bool{}
	eachStem(s, func(w string) { m[w] = true })
	return m
}

// weight of a word that n lines have.
func (c *corpus) weight(n int) float64 {
	w := 1.0
	for k := len(c.lines); k > n && w < 12; k /= 2 {
		w++
	}
	return w
}

// howAltered names the difference between a quoted line and the nearest one.
func (a *auditor) howAltered(s string, i int32) string {
	line := strings.TrimSpace(a.c.lines[i].text)
	d := editScript(s, line)
	var minus, plus []string
	for _, e := range d {
		switch e.op {
		case "-":
			minus = append(minus, e.text)
		case "+":
			plus = append(plus, e.text)
		}
	}
	x, y := strings.Join(minus, " "), strings.Join(plus, " ")
	switch {
	case x == "":
		return "altered: \"" + clip(y, 160) + "\" is left out"
	case y == "":
		return "altered: \"" + clip(x, 160) + "\" is not in the line"
	case allTimes(x) && allTimes(y):
		return "re-timed: the report writes " + clip(x, 80) + ", the line " + clip(y, 80)
	}
	return "altered: the report writes \"" + clip(x, 160) + "\", the line \"" + clip(y, 160) + "\""
}

var timeToken = lazy.Compile(`^\W*\d[\d:.,/TZ+-]*\W*$`)

func allTimes(s string) bool {
	for w := range strings.FieldsSeq(s) {
		if !timeToken.MatchString(w) || !strings.ContainsAny(w, ":-/") {
			return false
		}
	}
	return true
}

func (a *auditor) withDiff(s string, i int32) support {
	out := a.lines(i)
	for _, e := range editScript(s, strings.TrimSpace(a.c.lines[i].text)) {
		out.diff = append(out.diff, Edit{e.op, evidence.NewQuote(e.text)})
	}
	return out
}
