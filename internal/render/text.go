package render

import (
	"io"
	"strings"

	"inquest/internal/report"
)

func init() { renderers["text"] = textRenderer{} }

type textRenderer struct{}

const (
	defaultWidth = 80 // of what is piped or printed
	leastWidth   = 40
)

// Render writes the report for a terminal: the verdict on the first screen,
// then the sections, then the ledger of claims. It is the short form: what a
// list repeats is named by its number, and the Markdown and HTML reports say it.
func (textRenderer) Render(w io.Writer, r *report.Report, o Options) error {
	r = forReader(r)
	width := o.Width
	if width == 0 {
		width = defaultWidth
	}
	t := &textPage{
		r: r, width: max(width, leastWidth), color: o.Color, day: dayOf(r),
		cited: map[report.ID]bool{}, said: map[report.ID]bool{}, answered: recommended(r),
	}
	if len(r.Hypotheses) > 0 {
		t.lines.reserve(telling(&r.Hypotheses[0]))
	}
	t.top()
	for i := range r.Sections {
		t.section(i+1, &r.Sections[i])
	}
	t.ledger()
	_, err := io.WriteString(w, t.b.String())
	return err
}

type textPage struct {
	b     strings.Builder
	r     *report.Report
	width int
	color bool
	day   string // of all records, when they have one in common

	cited    map[report.ID]bool // claims that the ledger lists
	said     map[report.ID]bool // claims that were said in full
	answered map[string]bool    // commands that a recommendation gives, or that were given
	lines    lineChooser
	drawn    figureCount

	concluding bool // in the section that repeats
	full       bool // say everything: the page is paged through, not printed
}

// line writes spans and a line end; trailing spaces are left out, and neighbours of one
// style share its codes.
func (t *textPage) line(indent string, spans ...span) {
	spans = trimmed(joined(spans))
	if len(spans) == 0 {
		indent = strings.TrimRight(indent, " ")
	}
	t.b.WriteString(indent)
	for _, s := range spans {
		if t.color && s.style != plain {
			t.b.WriteString(string(s.style) + s.text + reset)
		} else {
			t.b.WriteString(s.text)
		}
	}
	t.b.WriteString("\n")
}

// joined puts neighbours of one style together; a space takes the style before it.
func joined(spans []span) []span {
	var out []span
	for _, s := range spans {
		switch last := len(out) - 1; {
		case s.text == "":
		case last >= 0 && (out[last].style == s.style || strings.Trim(s.text, " ") == ""):
			out[last].text += s.text
		default:
			out = append(out, s)
		}
	}
	return out
}

// trimmed leaves out the spaces at the end.
func trimmed(spans []span) []span {
	for i := len(spans) - 1; i >= 0; i-- {
		if spans[i].text = strings.TrimRight(spans[i].text, " "); spans[i].text != "" {
			break
		}
		spans = spans[:i]
	}
	return spans
}

func (t *textPage) blank() { t.b.WriteString("\n") }

// para writes wrapped spans, the first line behind first, the others behind
// rest.
func (t *textPage) para(first, rest string, spans []span) {
	indent := first
	for _, l := range wrap(spans, t.width-columns(rest)) {
		t.line(indent, l...)
		indent = rest
	}
}

// words are the spans of a text.
func textSpans(x report.Text, s style) []span {
	var out []span
	for _, p := range x {
		if p.Quoted {
			out = append(out, span{s, p.Quote.Open(escapeText)})
		} else {
			out = append(out, span{s, p.Text})
		}
	}
	return out
}

func (t *textPage) top() {
	files, lines, _ := sizes(t.r)
	words := "Inquest report · " + windowWords(t.r.Window) + " · " +
		countWords(int64(files), "input") + ", " + countWords(lines, "line")
	if t.r.Date != "" {
		words += " · dated " + t.r.Date
	}
	if t.r.Author.Len() > 0 {
		words += " · by " + t.r.Author.Open(asIs)
	}
	if !t.r.Title.Empty() {
		t.para("", "", textSpans(t.r.Title, strong))
	}
	t.para("", "", []span{{dim, escapeText(words)}})
	t.blank()
}

func (t *textPage) section(n int, s *report.Section) {
	if s.ID == "verdict" {
		t.verdict(s)
		return
	}
	t.concluding = s.ID == "conclusion"
	if t.r.Audience != report.Technical && t.r.Audience != "" {
		clear(t.said) // each part of these is read for itself
	}
	t.rule("── " + itoa(n) + "  " + s.Title + " ")
	if top := t.r.Exhibits.Topology; s.ID == "cause" && top != nil && len(top.Edges) > 0 {
		t.blank()
		t.topology(top)
	}
	for i := range s.Blocks {
		b := &s.Blocks[i]
		if !t.full && !t.drawn.room(b) {
			continue
		}
		if b.Kind == report.ExcerptBlock {
			t.excerpt(b)
			continue
		}
		if i == 0 || !t.drawn.sentence(b) {
			t.blank()
		}
		t.block(b)
	}
	if words := t.drawn.leftOut(); words != "" {
		t.para("", "", []span{{dim, words}})
	}
}

// rule begins a section.
func (t *textPage) rule(title string) {
	t.blank()
	t.line("", span{strong, title}, span{dim, strings.Repeat("─", max(0, t.width-columns(title)))})
}

func (t *textPage) block(b *report.Block) {
	if !b.Heading.Empty() {
		t.para("", "", textSpans(b.Heading, strong))
	}
	switch b.Kind {
	case report.Statements:
		t.statements(b)
	case report.Facts:
		t.facts(b.Facts)
	case report.Moments:
		t.moments(b.Moments)
	case report.TableBlock:
		t.table(b.Table)
	case report.FigureBlock:
		t.figure(b.Figure)
	case report.Hypotheses:
		t.hypotheses(b.Ranks)
	case report.Recommendations:
		t.recommendations(b.Ranks)
	case report.References:
		t.references(b.Ranks)
	}
}

// statements says a list of claims; the conclusion repeats its first.
func (t *textPage) statements(b *report.Block) {
	if t.concluding && !t.full {
		for _, id := range head(b.Claims, 1) {
			t.para("- ", "  ", t.sentence(id))
		}
		t.bullets(b.Claims[min(1, len(b.Claims)):], "")
		return
	}
	t.bullets(b.Claims, "")
}

// ledgerRefs is how many references of a claim a page lists; the contract has
// all of them.
const ledgerRefs = 3

func head[T any](s []T, n int) []T { return s[:min(n, len(s))] }
