package audit

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"inquest/internal/document"
	"inquest/internal/lazy"
)

// piece is a sentence, or a row of a table, with its surroundings.
type piece struct {
	text    document.Text
	block   int      // index into Doc.Blocks
	section string   // text of the nearest heading
	path    []string // of all headings above, outermost first
	label   string   // "Impact" of "**Impact:** ..."
	inline  int      // bytes of text.S that the label takes
	item    bool
	heading bool
	row     []document.Text // of a table row; text joins its cells
	header  []document.Text
	prev    string   // the sentence before it in the same block or list
	back    []string // up to four sentences before it, the last one last
	intro   string   // of a list or a table: what stands before it

	named   []mention // of text, once they were asked for
	namedOf string    // the text that they are of
}

// mentions is what the text of a piece names, found once.
func (p *piece) mentions() []mention {
	if p.named == nil || p.namedOf != p.text.S {
		p.named, p.namedOf = mentions(&p.text), p.text.S
	}
	return p.named
}

// pieces cuts the blocks of a report into sentences and rows. Code blocks are
// left out: their lines are checked as lines.
func pieces(d *document.Doc) []piece {
	var out []piece
	for i := range d.Blocks {
		b := &d.Blocks[i]
		at := piece{block: i, path: headings(d, b)}
		if n := len(at.path); n > 0 {
			at.section = at.path[n-1]
		}
		switch b.Kind {
		case document.Heading, document.Paragraph, document.Item:
			at.heading, at.item = b.Kind == document.Heading, b.Kind == document.Item
			out = append(out, sentencePieces(at, &b.Text)...)
		case document.Table:
			out = append(out, rowPieces(at, b)...)
		}
	}
	for i := 1; i < len(out); i++ {
		if out[i].section == out[i-1].section && out[i].row == nil {
			out[i].prev = out[i-1].text.S
		}
	}
	for i := range out {
		for k := max(0, i-4); k < i; k++ {
			if !out[k].heading {
				out[i].back = append(out[i].back, out[k].text.S)
			}
		}
	}
	introduced(out)
	return out
}

// introduced gives the pieces of lists and tables the two sentences that stand before
// them in the same section.
func introduced(all []piece) {
	lead, before := "", ""
	for i := range all {
		p := &all[i]
		if i > 0 && p.section != all[i-1].section {
			lead, before = "", ""
		}
		if p.item || p.row != nil || columnLine.MatchString(p.text.S) {
			p.intro = before + " " + lead
			continue
		}
		lead, before = p.text.S, lead
	}
}

// columnLine is a line of a list in columns: a name, and a number some way behind it.
var columnLine = lazy.Compile(`^\S.{1,40}?\s+:?\s*\d[\d,.]*\s*%?$`)

func headings(d *document.Doc, b *document.Block) []string {
	out := make([]string, 0, len(b.Heading))
	for _, h := range b.Heading {
		out = append(out, d.Blocks[h].Text.S)
	}
	return out
}

func sentencePieces(at piece, t *document.Text) []piece {
	var out []piece
	label := ""
	for _, r := range sentences(t) {
		p := at
		p.text = t.Sub(r[0], r[1])
		if name, n := labelOf(&p.text); n > 0 {
			label, p.inline = name, n
		}
		p.label = label
		out = append(out, p)
	}
	if len(out) == 0 && len(t.Marks) > 0 {
		at.text = *t
		out = append(out, at)
	}
	return out
}

func rowPieces(at piece, b *document.Block) []piece {
	var out []piece
	for i, row := range b.Rows {
		p := at
		p.row, p.header = row, b.Rows[0]
		if i == 0 {
			p.header = nil
		}
		p.text = joined(row)
		out = append(out, p)
	}
	return out
}

// joined puts the cells of a row into one text that spans them.
func joined(row []document.Text) document.Text {
	return document.Join(row, " | ")
}

// labelOf is the name in front of a sentence: bold, or followed by a colon.
func labelOf(t *document.Text) (string, int) {
	for _, m := range t.Marks {
		if m.Kind == document.Strong && m.From == 0 && m.To < len(t.S) {
			end := m.To
			for end < len(t.S) && (t.S[end] == ':' || t.S[end] == ' ') {
				end++
			}
			if end > m.To || strings.HasSuffix(t.S[:m.To], ":") {
				return strings.Trim(t.S[:m.To], ": "), end
			}
		}
	}
	i := strings.Index(t.S, ": ")
	if i <= 0 || i > 40 || strings.Count(t.S[:i], " ") > 4 || strings.ContainsAny(t.S[:i], ".,;0123456789`\"") {
		return "", 0
	}
	if c, _ := utf8.DecodeRuneInString(t.S); !unicode.IsUpper(c) {
		return "", 0
	}
	return t.S[:i], i + 2
}

var notes = lazy.Compile(`^(?:\s*\[[\w^]{1,5}\])+`)

// abbreviations end in a full stop and no sentence.
var abbreviations = setOf("e.g i.e etc vs approx no nos fig sec min max avg incl excl resp dr mr ms mrs st jan feb mar apr jun jul aug sep sept oct nov dec ca cf al inc ltd")

// sentences gives the ranges of the sentences of a text.
func sentences(t *document.Text) [][2]int {
	var out [][2]int
	s := t.S
	from := 0
	cut := func(to int) {
		a, b := from, to
		for a < b && (s[a] == ' ' || s[a] == '\n' || s[a] == '\t') {
			a++
		}
		for b > a && (s[b-1] == ' ' || s[b-1] == '\n' || s[b-1] == '\t') {
			b--
		}
		if b > a {
			out = append(out, [2]int{a, b})
		}
		from = to
	}
	marks := coded(t)
	for i := 0; i < len(s); i++ {
		if marks(i) {
			continue
		}
		switch s[i] {
		case '\n':
			cut(i + 1)
		case '.', '!', '?':
			if j := endsSentence(s, i); j > 0 {
				cut(j)
				i = j - 1
			}
		}
	}
	cut(len(s))
	return out
}

// coded tells whether a byte stands in a code span.
func coded(t *document.Text) func(int) bool {
	var spans []document.Mark
	for _, m := range t.Marks {
		if m.Kind == document.CodeSpan {
			spans = append(spans, m)
		}
	}
	for _, m := range quotation.FindAllStringIndex(t.S, -1) {
		if endsQuote.MatchString(t.S[m[0]:m[1]]) { // a quoted sentence may end the one around it
			m[1] -= 2
		}
		spans = append(spans, document.Mark{From: m[0], To: m[1]})
	}
	sort.Slice(spans, func(i, j int) bool { return spans[i].From < spans[j].From })
	k := 0
	return func(i int) bool {
		for k < len(spans) && spans[k].To <= i {
			k++
		}
		return k < len(spans) && spans[k].From <= i
	}
}

var endsQuote = lazy.Compile(`[.!?]["”]$`)

// endsSentence gives the end of the sentence that the mark at i ends, else 0.
func endsSentence(s string, i int) int {
	j := i + 1
	for j < len(s) && strings.IndexByte(`.!?)"'`, s[j]) >= 0 {
		j++
	}
	if m := notes.FindString(s[j:]); m != "" { // citations belong to what they stand behind
		j += len(m)
	}
	if j >= len(s) {
		return j
	}
	if s[j] != ' ' && s[j] != '\n' {
		return 0
	}
	k := i
	for k > 0 && s[k-1] != ' ' && s[k-1] != '(' && s[k-1] != '\n' {
		k--
	}
	w := strings.ToLower(s[k:i])
	if s[i] == '.' && isDigits(w) && len(w) <= 2 && monthNext.MatchString(s[i+1:]) { // 7. Mai
		return 0
	}
	if s[i] == '.' && (abbreviations[w] || len(w) == 1 && w[0] >= 'a' && w[0] <= 'z' || k == 0 && len(w) < 9 && strings.Trim(w, "0123456789.") == "") {
		return 0
	}
	n := j
	for n < len(s) && (s[n] == ' ' || s[n] == '\n') {
		n++
	}
	if n < len(s) && digit(s[n]) && strings.IndexByte(`"”`, s[j-1]) >= 0 { // "..." 30 times
		return 0
	}
	if n < len(s) && s[n] >= 'a' && s[n] <= 'z' && s[i] == '.' {
		if !startsName(s[n:]) && !smallLetters(s, len(w)) {
			return 0
		}
	}
	return j
}

// smallLetters tells a text that begins its sentences with small letters, behind a word that
// is no abbreviation.
func smallLetters(s string, word int) bool {
	return s[0] >= 'a' && s[0] <= 'z' && word > 3
}

var monthNext = lazy.Compile(`^ (?:` + months + `)`)

// startsName tells a word in lower case that may begin a sentence: a name with a
// digit, a hyphen or an underscore in it.
func startsName(s string) bool {
	w, _, _ := strings.Cut(s, " ")
	return strings.ContainsAny(w, "0123456789-_:/")
}
