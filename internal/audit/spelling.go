package audit

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"inquest/internal/document"
	"inquest/internal/lazy"
)

//go:embed english.txt
var englishText string

// english tells a common word of the language: one that is no misspelt name.
var english = sync.OnceValue(func() map[string]bool { return setOf(englishText) })

// isEnglish tells a common word, also in its inflected forms.
func isEnglish(w string) bool {
	words := english()
	if words[w] || stopWords[w] {
		return true
	}
	for _, suf := range []string{"s", "es", "ed", "d", "ing", "ly", "er", "al"} {
		if base, ok := strings.CutSuffix(w, suf); ok && len(base) > 2 && (words[base] || words[base+"e"]) {
			return true
		}
	}
	return false
}

// spelling judges words that no line has and that miss a name of the logs by a letter:
// names that are put together, and single words that stand where names stand.
func (a *auditor) spelling(p *piece) {
	if a.advising(p) || p.under("reference", "research findings", "further reading") || p.heading && p.block == 0 && len(p.path) < 2 && !a.in.Internal && len(a.c.lines) == 0 {
		return
	}
	low := lowered(p.text.S)
	var words [][2]int
	for _, loc := range nameToken.FindAllStringIndex(low, 200) {
		w := strings.Trim(low[loc[0]:loc[1]], ".:-/")
		from := loc[0] + strings.Index(low[loc[0]:loc[1]], w)
		words = append(words, [2]int{from, from + len(w)})
	}
	quotes := quotedParts(&p.text)
	said := map[string]bool{}
	for k, r := range words {
		w := low[r[0]:r[1]]
		if len(w) < 3 || len(w) > 60 || said[w] || isDigits(w) || !nameWord(w) || strings.Contains(w, "://") || a.familiar(w) || a.settled(p, r[0], r[1]) {
			continue
		}
		if q := spanAround(quotes, r[0], r[1]); q[1]-q[0] > r[1]-r[0]+2 {
			continue // words of a quote are judged with it
		}
		right := a.misspelt(p, words, k, low, spanAround(quotes, r[0], r[1])[1] > 0)
		if len(right) == 0 {
			continue
		}
		said[w] = true
		v := Refuted
		if len(right) > 1 {
			v = Unsupported
		}
		list := strings.Join(firstStrings(right, 4), ", ")
		a.say(KindEntity, a.absent(v), p, r[0], r[1], "no line has this name; the logs have "+list, list, a.lines(a.c.find(right[0])...))
	}
}

func spanAround(spans [][2]int, from, to int) [2]int {
	for _, q := range spans {
		if q[0] <= from && to <= q[1] {
			return q
		}
	}
	return [2]int{}
}

// settled tells that a statement has been made about a stretch of the piece.
func (a *auditor) settled(p *piece, from, to int) bool {
	begin, end := p.text.Span(from, to)
	for i := len(a.out) - 1; i >= 0 && i >= len(a.out)-60; i-- {
		s := &a.out[i].Span
		if s.Offset <= begin && end <= s.Offset+s.Length && s.Length < 4*(end-begin) {
			return true
		}
	}
	return false
}

// familiar tells a word that the logs have, as it is or in another form.
func (a *auditor) familiar(w string) bool {
	if a.f.known(w) || len(a.c.words[stem(w)]) > 0 || len(a.c.words[w]) > 0 {
		return true
	}
	for part := range strings.FieldsFuncSeq(w, func(r rune) bool { return strings.ContainsRune("/@:", r) }) {
		if part != w && !a.familiar(part) {
			return false
		}
	}
	return strings.ContainsAny(strings.Trim(w, "/"), "@:") || strings.Count(w, "/") == 1 && w[0] != '/'
}

// misspelt gives the names of the logs that a word of the report means: those that differ
// by one letter, where the word stands like a name.
func (a *auditor) misspelt(p *piece, words [][2]int, k int, low string, marked bool) []string {
	w := low[words[k][0]:words[k][1]]
	joined := compound(w)
	if !joined && strings.Count(w, ".") < 2 && (isEnglish(w) || len(w) < 3) {
		return nil
	}
	if joined && (commonNames[w] || command.MatchString(w) || versionLike.MatchString(w) && !a.versioned(w)) {
		return nil
	}
	if !joined && strings.Count(w, ".") >= 2 {
		return a.otherVersions(w)
	}
	near := a.c.oneOff(w)
	if joined && len(near) == 0 && len(w) >= 8 {
		near = a.c.twoOff(w)
	}
	if len(near) == 0 {
		return nil
	}
	if joined || marked || len(w) >= 5 {
		return near
	}
	var out []string
	for _, x := range near { // a short word: it has to stand where the name stands
		if a.beside(words, k, low, x) || a.atTimes(p, x) {
			out = append(out, x)
		}
	}
	return out
}

// versioned tells a version of three parts or more where the logs have such ones.
func (a *auditor) versioned(w string) bool {
	return strings.Count(w, ".") >= 2 && len(a.c.masked()[maskDigits(w)]) > 0
}

// otherVersions are the versions of the logs that a version of the report may mean, where
// they write such ones.
func (a *auditor) otherVersions(w string) []string {
	if ipv4.MatchString(w) {
		return nil
	}
	var out []string
	for _, x := range a.c.masked()[maskDigits(w)] {
		if editDistance(w, x, 2) <= 2 && !ipv4.MatchString(x) {
			out = append(out, x)
		}
	}
	return out
}

// beside tells a word that is joined to, or stands in a list with, other names of one kind.
func (a *auditor) beside(words [][2]int, k int, low, right string) bool {
	t := a.c.slots()
	kin := t.alternatives(right)
	for _, d := range []int{-2, -1, 1, 2} {
		if i := k + d; i >= 0 && i < len(words) && slices.Contains(kin, low[words[i][0]:words[i][1]]) {
			return true
		}
	}
	if k > 0 { // the word in front stands in front of the name in a line as well
		before := low[words[k-1][0]:words[k-1][1]]
		for _, place := range t.of[right] {
			if prev, _, ok := strings.Cut(place, " _ "); ok && (prev == before || ofName.MatchString(before) && ofName.MatchString(prev)) {
				return true
			}
		}
	}
	return false
}

// ofName are words behind which a name stands.
var ofName = lazy.Compile(`^(?:of|von|for|für|by|user|host|service|table|database|volume|pod|queue|topic|from|on)$`)

// atTimes tells that lines of a time which the sentence names have a word.
func (a *auditor) atTimes(p *piece, w string) bool {
	for _, i := range a.linesOfTimes(p, p.mentions()) {
		if wholeWord(strings.ToLower(a.c.lines[i].text), w) {
			return true
		}
	}
	return false
}

// oneOff lists the names of the lines that differ from a word by one letter, and not by
// an ending alone.
func (c *corpus) oneOff(w string) []string { return c.off(w, 1) }

// twoOff lists those that differ by two.
func (c *corpus) twoOff(w string) []string { return c.off(w, 2) }

func (c *corpus) off(w string, most int) []string {
	t := c.slots()
	var out []string
	for _, x := range c.byLength()[len(w)] {
		if x != w && editDistance(w, x, most) <= most && sameLetters(w, x) && !ending(w, x) {
			out = append(out, x)
		}
	}
	if len(out) > 1 && !compound(w) { // names before common words
		if named := slices.DeleteFunc(slices.Clone(out), func(x string) bool { return len(t.of[x]) == 0 }); len(named) > 0 {
			out = named
		}
	}
	return out[:min(len(out), 12)]
}

// sameLetters tells two names that have letters, digits and marks in the same places, but
// for the letter that differs.
func sameLetters(x, y string) bool {
	return strings.ContainsAny(x, "0123456789") == strings.ContainsAny(y, "0123456789")
}

// ending tells two words that differ in their ending alone, as forms of one word do.
func ending(x, y string) bool {
	n := 0
	for n < len(x) && n < len(y) && x[n] == y[n] {
		n++
	}
	if len(x) == len(y) && n == len(x)-1 {
		return strings.IndexByte("sdr", x[n]) >= 0 && strings.IndexByte("sdr", y[n]) >= 0
	}
	rest := x[n:] + y[n:]
	return len(x) != len(y) && (rest == "s" || rest == "d" || rest == "r" || rest == "n" || rest == "e")
}

// byLength are the names of the lines by their length: words with letters in them.
func (c *corpus) byLength() map[int][]string {
	if c.lengths != nil {
		return c.lengths
	}
	c.lengths = map[int][]string{}
	seen := map[string]bool{}
	for i := range c.lines[:min(len(c.lines), maxSlotLines)] {
		for _, w := range slotWords(c.lines[i].text) {
			for k, part := range append([]string{w}, strings.FieldsFunc(w, func(r rune) bool { return strings.ContainsRune("@./-_", r) })...) {
				if len(part) >= 3 && len(part) <= 60 && nameWord(part) && !seen[part] && len(seen) < maxVocabulary && (k == 0 || !strings.ContainsAny(part, "0123456789")) {
					seen[part] = true
					c.lengths[len(part)] = append(c.lengths[len(part)], part)
				}
			}
		}
	}
	for n := range c.lengths {
		slices.Sort(c.lengths[n])
	}
	return c.lengths
}

// masked are the words of the lines that have digits, by their form.
func (c *corpus) masked() map[string][]string {
	if c.forms != nil {
		return c.forms
	}
	c.forms = map[string][]string{}
	for i := range c.lines[:min(len(c.lines), maxSlotLines)] {
		for _, w := range slotWords(c.lines[i].text) {
			if m := maskDigits(w); m != w && len(c.forms[m]) < 200 && !slices.Contains(c.forms[m], w) {
				c.forms[m] = append(c.forms[m], w)
			}
		}
	}
	return c.forms
}

// swapped judges a known name where a time of the sentence stands beside it: the lines of
// that time have another name in its place.
func (a *auditor) swapped(p *piece) {
	if a.advising(p) || p.heading || p.row != nil && p.header == nil {
		return
	}
	ms := p.mentions()
	low := lowered(p.text.S)
	t := a.c.slots()
	for _, loc := range nameToken.FindAllStringIndex(low, 200) {
		w := strings.Trim(low[loc[0]:loc[1]], ".:-/")
		if len(t.of[w]) == 0 || stopWords[w] || generic[stem(w)] || countSpeech[stem(w)] || isDigits(w) || eventWord.MatchString(w) || badWords.MatchString(w) || goodWords.MatchString(w) ||
			strings.HasSuffix(w, "ed") || strings.HasSuffix(w, "ing") {
			continue
		}
		from := loc[0] + strings.Index(low[loc[0]:loc[1]], w)
		if a.settledAs(p, from, from+len(w), Refuted, Unsupported) || len(quotedAround(&p.text, from, from+len(w))) > len(w)+4 {
			continue
		}
		near := a.nearestLines(ms, &mention{from: from, to: from + len(w)})
		if len(near) == 0 || len(near) > 4 || len(a.naming(near, w)) > 0 || len(a.namingAny(p, ms, w)) > 0 {
			continue
		}
		if right := a.inPlaceOf(w, near, low); right != "" {
			a.drop(p, from, from+len(w))
			a.say(KindEntity, a.absent(Refuted), p, from, from+len(w), "the lines of that time name another", right, a.lines(near...))
		}
	}
}

// quotedAround is the quote or code span that a stretch stands in.
func quotedAround(t *document.Text, from, to int) string {
	q := spanAround(quotedParts(t), from, to)
	return t.S[q[0]:q[1]]
}

// namingAny are lines of any time of the sentence that have a name.
func (a *auditor) namingAny(p *piece, ms []mention, w string) []int32 {
	return a.naming(a.linesOfTimes(p, ms), w)
}

// inPlaceOf is the only word that stands in the lines where w stands in others, and that
// the sentence does not use: between the same neighbours, or, where it is known to stand in
// the place of w elsewhere, behind the same one.
func (a *auditor) inPlaceOf(w string, lines []int32, text string) string {
	t := a.c.slots()
	kin := t.alternatives(w)
	count := map[string]int{}
	for _, i := range lines {
		words := slotWords(a.c.lines[i].text)
		for k, x := range words {
			if x == w || !nameWord(x) || strings.Contains(text, x) {
				continue
			}
			place := slotOf(words, k)
			if slices.Contains(t.of[w], place) || slices.Contains(kin, x) && t.behindSame(w, place) {
				count[x]++
			}
		}
	}
	right := ""
	for x := range count {
		if right != "" {
			return ""
		}
		right = x
	}
	return right
}

// behindSame tells that a word stands somewhere behind the word that a place begins with.
func (t *slotTable) behindSame(w, place string) bool {
	before, _, _ := strings.Cut(place, " _ ")
	for _, of := range t.of[w] {
		if x, _, _ := strings.Cut(of, " _ "); x == before && before != "^" {
			return true
		}
	}
	return false
}

// settledAs tells that a statement about just this stretch has one of the verdicts.
func (a *auditor) settledAs(p *piece, from, to int, verdicts ...Verdict) bool {
	begin, end := p.text.Span(from, to)
	for i := len(a.out) - 1; i >= 0 && i >= len(a.out)-80; i-- {
		s := &a.out[i]
		if s.Span.Offset == begin && s.Span.Offset+s.Span.Length == end && slices.Contains(verdicts, s.Verdict) {
			return true
		}
	}
	return false
}

// drop takes a statement about just this stretch back.
func (a *auditor) drop(p *piece, from, to int) {
	begin, end := p.text.Span(from, to)
	for i := len(a.out) - 1; i >= 0 && i >= len(a.out)-80; i-- {
		if s := &a.out[i]; s.Span.Offset == begin && s.Span.Offset+s.Span.Length == end && s.Kind == KindEntity {
			a.out = slices.Delete(a.out, i, i+1)
			return
		}
	}
}
