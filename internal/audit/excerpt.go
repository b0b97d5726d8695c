package audit

import (
	"slices"
	"strings"

	"inquest/internal/document"
	"inquest/internal/lazy"
)

// order looks for quoted lines that stand in another order than in the log.
func (a *auditor) order(p *piece, lines []excerptLine) {
	if a.in.Internal {
		return
	}
	last := int32(-1)
	for k := range lines {
		l := &lines[k]
		if l.found < 0 {
			continue
		}
		if last >= 0 && !l.skipped && l.no == 0 && a.c.lines[l.found].src == a.c.lines[last].src && l.found < last && a.onlyPlace(l.found) && a.onlyPlace(last) {
			p.text = l.text
			a.say(KindExcerpt, Refuted, p, 0, len(p.text.S), "reordered: in the log this line stands before the one that is quoted above it", a.c.where(l.found)+" before "+a.c.where(last), a.lines(l.found, last))
		}
		last = l.found
	}
}

// onlyPlace tells a line that no other line reads like.
func (a *auditor) onlyPlace(i int32) bool {
	return len(a.c.exact[strings.TrimSpace(a.c.lines[i].text)]) == 1
}

// repeats looks for a line that is quoted more often than the logs have it.
func (a *auditor) repeats(p *piece, lines []excerptLine) {
	seen := map[string]int{}
	for k := range lines {
		l := &lines[k]
		if !l.exact {
			continue
		}
		key := strings.TrimSpace(l.text.S)
		seen[key]++
		if n := len(a.c.exact[key]); seen[key] == n+1 && !a.in.Internal {
			p.text = l.text
			a.say(KindExcerpt, Refuted, p, 0, len(p.text.S), "quoted more often than the logs have it", itoa(n)+" in the logs", a.lines(a.c.exact[key]...))
		}
	}
}

var saysPart = lazy.Compile(`(?i)\b(?:excerpts?|samples?|examples?|representative|selected|relevant|key (?:lines|entries|events|log)|some of|shown|truncated|abridged|trimmed|shortened|filtered|e\.g|for instance|such as|notable|snippets?|extracts?|first|last|few|typical|one of|among|include[sd]?|\d+ of \d+|grep|tail|head|condensed|simplified|highlights?)\b`)

// complete asks whether an excerpt shows all lines of its kind, and when it does
// not, whether the report says so.
func (a *auditor) complete(i int, p *piece, lines []excerptLine) {
	if a.in.Internal {
		return
	}
	said := saysPart.MatchString(a.around(i, p))
	bySource := map[int16][]int32{}
	var order []int16
	for k := range lines {
		said = said || lines[k].skipped
		if f := lines[k].found; f >= 0 {
			src := a.c.lines[f].src
			if bySource[src] == nil {
				order = append(order, src)
			}
			bySource[src] = append(bySource[src], f)
		}
	}
	b := &a.d.Blocks[i]
	p.text = b.Lines[0]
	for _, src := range order {
		shown := bySource[src]
		slices.Sort(shown)
		shown = slices.Compact(shown)
		if len(shown) < 2 {
			continue
		}
		group, what := a.groupOf(shown)
		missing := subtract(group, shown)
		n := itoa(len(shown)) + " of " + itoa(len(group)) + " " + what
		switch {
		case group == nil:
		case len(missing) == 0:
			a.sayBlock(b, p, Proven, "all "+itoa(len(group))+" "+what+" are shown", "", shown)
		case said:
		case len(missing) <= len(shown):
			a.sayBlock(b, p, Refuted, n+" are shown, and the report does not say that some are left out", n+"; left out first: "+a.c.where(missing[0]), missing)
		default:
			a.sayBlock(b, p, Unsupported, n+" are shown, and the report does not say that some are left out", n, missing)
		}
	}
}

func (a *auditor) sayBlock(b *document.Block, p *piece, v Verdict, reason, right string, list []int32) {
	first := len(a.out)
	a.say(KindExcerpt, v, p, 0, len(p.text.S), reason, right, a.lines(list...))
	if len(a.out) > first {
		s := &a.out[len(a.out)-1]
		last := b.Lines[len(b.Lines)-1]
		s.Span = a.span(b.Lines[0].Offset(0), last.Offset(len(last.S)))
	}
}

// around is what is said around a block: its headings, and the sentences right
// before and after it.
func (a *auditor) around(i int, p *piece) string {
	var b strings.Builder
	b.WriteString(p.section + "\n" + a.d.Blocks[i].Info + "\n")
	for _, k := range []int{i - 2, i - 1, i + 1} {
		if k >= 0 && k < len(a.d.Blocks) {
			b.WriteString(clip(a.d.Blocks[k].Text.S, 600) + "\n")
		}
	}
	return b.String()
}

// groupOf finds the lines that an excerpt of one source is taken from: those
// with the names and the form that all shown lines share, or the run of lines
// that they stand in.
func (a *auditor) groupOf(shown []int32) (group []int32, what string) {
	src := a.c.lines[shown[0]].src
	file := a.c.files[src]
	from, to := shown[0], shown[len(shown)-1]
	if int(to-from)+1 == len(shown) {
		return shown, "lines of this run of " + file
	}
	names := a.sharedNames(shown)
	form, same := a.sharedForm(shown)
	switch {
	case len(names) > 0:
		for _, i := range a.c.having(names...) {
			if a.c.lines[i].src == src && (!same || formKey(a.c.lines[i].text) == form) {
				group = append(group, i)
			}
		}
		return group, "lines of " + file + " with " + strings.Join(names, ", ")
	case same:
		group = a.c.memos.forms.get(itoa(int64(src))+" "+form, func() (all []int32) {
			for i := range a.c.lines {
				if a.c.lines[i].src == src && formKey(a.c.lines[i].text) == form {
					all = append(all, int32(i))
				}
			}
			return all
		})
		return group, "lines of this form in " + file
	case int(to-from)+1-len(shown) <= max(1, len(shown)/4):
		for i := from; i <= to; i++ {
			group = append(group, i)
		}
		return group, "lines of this run of " + file
	}
	return nil, ""
}

// sharedNames are the words with a digit in them that all lines have and not all
// lines of the source.
func (a *auditor) sharedNames(shown []int32) []string {
	var out []string
	for w := range tokens(a.c.lines[shown[0]].text) {
		if !strings.ContainsAny(w, "0123456789") || strings.Trim(w, "0123456789") == "" {
			continue
		}
		in := 0
		for _, i := range shown {
			if _, ok := slices.BinarySearch(a.c.words[w], i); ok {
				in++
			}
		}
		if in == len(shown) && len(a.c.words[w]) < len(a.c.lines) {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return out
}

func (a *auditor) sharedForm(shown []int32) (string, bool) {
	form := formKey(a.c.lines[shown[0]].text)
	for _, i := range shown[1:] {
		if formKey(a.c.lines[i].text) != form {
			return "", false
		}
	}
	return form, true
}

// formKey is a line without its digits, and without words that hold any.
func formKey(s string) string {
	var b strings.Builder
	for w := range strings.FieldsSeq(s) {
		if strings.ContainsAny(w, "0123456789") {
			b.WriteByte('#')
		} else {
			b.WriteString(w)
		}
		b.WriteByte(' ')
	}
	return b.String()
}

func subtract(a, b []int32) []int32 {
	var out []int32
	for _, x := range a {
		if _, ok := slices.BinarySearch(b, x); !ok {
			out = append(out, x)
		}
	}
	return out
}

// ownLine judges a paragraph, an item or a cell that is a log line by itself.
func (a *auditor) ownLine(p *piece) bool {
	if p.row != nil || p.heading {
		return false
	}
	l := a.readLine(p.text)
	full := l.logLike && levelled.MatchString(l.text.S) && fullStamp.MatchString(l.text.S)
	if !l.exact && !full && !a.setApart(p, &l) {
		return false
	}
	q := *p
	if !l.exact && !full {
		a.wordsApart(&q, &l)
		return true
	}
	a.sayLine(&q, &l)
	return true
}

// wordsApart judges words that a report sets apart as a line: one that the logs do not
// have so.
func (a *auditor) wordsApart(p *piece, l *excerptLine) {
	at, right := a.nearPhrase(l.text.S)
	if at < 0 {
		if at, _ = a.holder(l.text.S); at >= 0 {
			right = strings.TrimSpace(a.c.lines[at].text)
		}
	}
	p.text = l.text
	a.say(KindLine, a.absent(Refuted), p, 0, len(p.text.S), "set apart as a line, but no line has these words", right, a.withDiff(l.text.S, max(at, 0)))
}

// setApart tells a block of its own behind a sentence that announces a line, whose words
// are nearly those of one.
func (a *auditor) setApart(p *piece, l *excerptLine) bool {
	b := &a.d.Blocks[p.block]
	if b.Kind != document.Paragraph || len(b.Text.S) != len(p.text.S) || !announces.MatchString(p.prev) || strings.HasSuffix(p.text.S, ":") {
		return false
	}
	n := len(strings.Fields(p.text.S))
	if n < 3 || n > 60 || len(a.c.phrase(p.text.S)) > 0 {
		return false
	}
	_, share := a.holder(p.text.S)
	return share >= 0.6
}

var announces = lazy.Compile(`(?i)(?::|\b(?:message|messages|line|lines|error|entry|log|logs|says|logged|output|meldung|zeile))\W*$`)

var fullStamp = lazy.Compile(`^\W{0,3}(?:\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d|[A-Z][a-z]{2} +\d{1,2} \d\d:\d\d:\d\d)`)

// command tells a quoted command, query or setting, which no log has to hold.
var command = lazy.Compile(`^(?:sudo|kubectl|systemctl|journalctl|grep|rg|curl|ssh|docker|psql|mysql|mysqladmin|ping|nc|dig|nslookup|traceroute|tail|head|cat|ls|df|du|free|top|ps|iptables|nft|helm|aws|gcloud|az|redis-cli|netstat|ss|lsof|dmesg|inquest|select|show|alter|set|create|update|git|make|apt|apt-get|yum|dnf|echo|export|terraform|ansible|java|python3?|go|npm|chrony|chronyc|ntpq|ulimit|sysctl|rabbitmqctl|nginx|openssl|squeue|scontrol|sacct|awk|sed|jq|tcpdump|telnet)(?:\s|$)| --?[a-z]|\(\)|^\$|=>|^\w+_\w+ ?[=<>]|^rate\(|^sum\(|^histogram_quantile`)

// quotes judges words that a sentence quotes, in code spans or in quotation
// marks.
func (a *auditor) quotes(p *piece) {
	if p.under("recommend", "mitigation", "action", "next step", "remediation", "prevent", "monitoring") {
		return
	}
	for _, m := range quotedParts(&p.text) {
		q := strings.TrimSpace(p.text.S[m[0]:m[1]])
		if n := len(strings.Fields(q)); n < 2 || n == 2 && !a.halfKnown(q) || len(q) < 10 || command.MatchString(strings.ToLower(q)) {
			continue
		}
		a.quoted(p, m[0], m[1], q)
	}
}

// halfKnown tells a quote of two words that the lines have, or of which they have one.
func (a *auditor) halfKnown(q string) bool {
	for _, w := range stems(q) {
		if len(a.c.words[w]) > 0 && !generic[w] {
			return true
		}
	}
	return false
}

func (a *auditor) quoted(p *piece, from, to int, q string) {
	list := a.c.phrase(q)
	if len(list) == 0 && wildcard.MatchString(q) {
		list = a.c.pattern(q)
	}
	if len(list) > 0 {
		a.say(KindQuote, Proven, p, from, to, "quoted as "+plural(len(list), "line has it", "lines have it"), "", a.lines(list...))
		return
	}
	best, share := a.holder(q)
	at, right := a.nearPhrase(q)
	switch {
	case at >= 0:
		a.say(KindQuote, a.absent(Refuted), p, from, to, "a line has these words but for one: "+right, right, a.lines(at))
	case best >= 0 && share >= 0.75 && len(stems(q)) >= 4:
		a.say(KindQuote, a.absent(Refuted), p, from, to, a.howAltered(q, best), strings.TrimSpace(a.c.lines[best].text), a.withDiff(q, best))
	case logLike(q):
		a.say(KindQuote, a.absent(Refuted), p, from, to, "no line of the logs reads like this", "", support{})
	case p.row == nil:
		a.say(KindQuote, a.absent(Unsupported), p, from, to, "no line has these words", "", support{})
	}
}

// nearPhrase finds the line that has all words of a quote but one, side by side, and what
// it has in its place; -1 when none does. Quotes of fewer than four words are too short.
func (a *auditor) nearPhrase(q string) (int32, string) {
	w := strings.Fields(strings.TrimRight(q, ".,;…"))
	if len(w) < 4 || len(w) > 40 {
		return -1, ""
	}
	var list []int32
	for _, x := range w { // lines with the rarest of its words
		for _, st := range stems(x) {
			if l := a.c.words[st]; len(l) > 0 && len(l) <= 20_000 && (list == nil || len(l) < len(list)) {
				list = l
			}
		}
	}
	for _, i := range list {
		words := strings.Fields(a.c.lines[i].text)
		for k := 0; k+len(w) <= len(words); k++ {
			wrong := 0
			for j := range w {
				if !strings.EqualFold(strings.Trim(words[k+j], ".,;:()"), strings.Trim(w[j], ".,;:()")) {
					wrong++
				}
				if wrong > 1 {
					break
				}
			}
			if wrong == 1 {
				return i, strings.Join(words[k:k+len(w)], " ")
			}
		}
	}
	return -1, ""
}

func plural[T int | int64](n T, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return itoa(int64(n)) + " " + many
}

// quotedParts are the code spans and the parts in quotation marks.
func quotedParts(t *document.Text) [][2]int {
	var out [][2]int
	for _, m := range t.Marks {
		if m.Kind == document.CodeSpan {
			out = append(out, [2]int{m.From, m.To})
		}
	}
	for _, m := range quotation.FindAllStringSubmatchIndex(t.S, -1) {
		for k := 2; k < len(m); k += 2 {
			if m[k] >= 0 {
				out = append(out, [2]int{m[k], m[k+1]})
			}
		}
	}
	return out
}

var quotation = lazy.Compile(`"([^"\n]{3,400})"|“([^”\n]{3,400})”`)

var wildcard = lazy.Compile(`<[^<>]{0,20}>|\*|\bN\b|\bX\b|\{\w*\}|%[sd]|\.\.\.|…`)

// phrase lists the lines that hold the words as they are written, whatever their
// case.
func (c *corpus) phrase(q string) []int32 {
	return c.memos.phrases.get(q, func() []int32 { return slices.Clip(c.searchPhrase(q)) })
}

func (c *corpus) searchPhrase(q string) []int32 {
	q = strings.ToLower(blanks.ReplaceAllString(strings.TrimRight(strings.TrimSpace(q), ".,;…"), " "))
	need := stemsOfWhole([]string{q})
	if len(need) == 0 {
		need = stems(q)
	}
	var out []int32
	for _, i := range c.having(need...) {
		if strings.Contains(blanks.ReplaceAllString(strings.ToLower(c.lines[i].text), " "), q) {
			out = append(out, i)
		}
	}
	return out
}

// pattern lists the lines that hold the parts of a quote between its
// placeholders, in their order.
func (c *corpus) pattern(q string) []int32 {
	parts := wildcard.Split(strings.ToLower(q), -1)
	var need []string
	kept := parts[:0]
	for _, part := range parts {
		if part = strings.TrimSpace(part); part != "" {
			kept = append(kept, part)
			need = append(need, stemsOfWhole([]string{part})...)
		}
	}
	if len(need) == 0 {
		for _, part := range kept {
			need = append(need, content(part)...)
		}
	}
	var out []int32
	for _, i := range c.having(need...) {
		if inOrder(strings.ToLower(c.lines[i].text), kept) {
			out = append(out, i)
		}
	}
	return out
}

// holder finds the line that holds most of the words of q, and what share of
// their weight.
func (a *auditor) holder(q string) (int32, float64) {
	total := 0.0
	score := map[int32]float64{}
	for w := range tokens(q) {
		list := a.c.words[w]
		weight := a.c.weight(len(list))
		total += weight
		if len(list) <= 50_000 {
			for _, i := range list {
				score[i] += weight
			}
		}
	}
	best, most := int32(-1), 0.0
	for i, x := range score {
		if x > most || x == most && i < best {
			best, most = i, x
		}
	}
	if total == 0 {
		return -1, 0
	}
	return best, most / total
}
