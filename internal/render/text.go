package render

import (
	"io"
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/report"
)

func init() { renderers["text"] = textRenderer{} }

type textRenderer struct{}

const (
	defaultWidth = 100
	leastWidth   = 40
)

// Render writes the report for a terminal: the verdict on the first screen,
// then the sections, then the ledger of claims.
func (textRenderer) Render(w io.Writer, r *report.Report, o Options) error {
	width := o.Width
	if width == 0 {
		width = defaultWidth
	}
	t := &textPage{r: r, width: max(width, leastWidth), color: o.Color}
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
}

// line writes spans and a line end; trailing spaces are left out.
func (t *textPage) line(indent string, spans ...span) {
	var b strings.Builder
	b.WriteString(indent)
	for _, s := range spans {
		if t.color && s.style != plain && s.text != "" {
			b.WriteString(string(s.style) + s.text + reset)
		} else {
			b.WriteString(s.text)
		}
	}
	t.b.WriteString(strings.TrimRight(b.String(), " ") + "\n")
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

// sentence is a claim's spans with its number behind it.
func (t *textPage) sentence(id report.ID) []span {
	var out []span
	for _, s := range t.r.Claims.Claim(id).Segments() {
		if s.Quoted {
			out = append(out, span{strong, s.Quote.Open(clipped(escapeText, longQuote))})
		} else {
			out = append(out, span{plain, s.Text})
		}
	}
	return append(out, span{dim, " [" + string(id) + "]"})
}

func (t *textPage) sentences(ids []report.ID) []span {
	var out []span
	for i, id := range ids {
		if i > 0 {
			out = append(out, span{plain, " "})
		}
		out = append(out, t.sentence(id)...)
	}
	return out
}

func (t *textPage) bullets(ids []report.ID, indent string) {
	for _, id := range ids {
		t.para(indent+"- ", indent+"  ", t.sentence(id))
	}
}

func (t *textPage) top() {
	files, lines, _ := sizes(t.r)
	words := "Inquest report · " + windowWords(t.r.Window) + " · " +
		countWords(int64(files), "input") + ", " + countWords(lines, "line")
	if t.r.Date != "" {
		words += " · dated " + t.r.Date
	}
	t.para("", "", []span{{dim, words}})
	t.blank()
}

func (t *textPage) section(n int, s *report.Section) {
	if s.ID == "verdict" {
		t.verdict(s)
		return
	}
	t.blank()
	title := strings.Repeat("─", 2) + " " + itoa(n) + "  " + s.Title + " "
	t.line("", span{strong, title}, span{dim, strings.Repeat("─", max(0, t.width-columns(title)))})
	for i := range s.Blocks {
		t.blank()
		t.block(&s.Blocks[i])
	}
}

func (t *textPage) block(b *report.Block) {
	if !b.Heading.Empty() {
		t.para("", "", textSpans(b.Heading, strong))
	}
	switch b.Kind {
	case report.Statements:
		t.bullets(b.Claims, "")
	case report.Facts:
		t.facts(b.Facts)
	case report.Moments:
		t.moments(b.Moments)
	case report.TableBlock:
		t.table(b.Table)
	case report.FigureBlock:
		t.figure(b.Figure)
	case report.ExcerptBlock:
		t.excerpt(b.Excerpt)
	case report.Hypotheses:
		for i, n := range b.Ranks {
			if i > 0 {
				t.blank()
			}
			t.hypothesis(&t.r.Hypotheses[n-1])
		}
	case report.Recommendations:
		t.recommendations(b.Ranks)
	case report.References:
		for _, n := range b.Ranks {
			t.reference(&t.r.References[n-1])
		}
	}
}

// ledger lists each claim's proof: where it stands, with the begin of its hash.
func (t *textPage) ledger() {
	t.blank()
	title := "── Claims "
	t.line("", span{strong, title}, span{dim, strings.Repeat("─", max(0, t.width-columns(title)))})
	t.blank()
	ids, more := ledgerIDs(t.r)
	for _, id := range ids {
		c := t.r.Claims.Claim(id)
		spans := []span{}
		refs := c.Refs()
		for i, ref := range head(refs, ledgerRefs) {
			if i > 0 {
				spans = append(spans, span{plain, ", "})
			}
			spans = append(spans, span{plain, escapeText(ref.File) + refWords(ref)}, span{dim, " " + shortHash(ref)})
		}
		if rest := c.Total() - int64(min(len(refs), ledgerRefs)); rest > 0 {
			spans = append(spans, span{dim, " and " + evidence.FormatCount(rest) + " more"})
		}
		t.para(fit(string(id), 6), "      ", spans)
	}
	if more > 0 {
		t.para("", "", []span{{dim, moreClaims(more)}})
	}
	if n := len(t.r.Unproven); n > 0 {
		t.blank()
		t.para("", "", []span{{failing, countWords(int64(n), "statement") + " could not be proven and were left out; the JSON report names them."}})
	}
	t.blank()
	t.para("", "", []span{{dim, "Recheck every number and line: inquest verify REPORT.json PATH..."}})
}

// ledgerRefs is how many references of a claim a page lists; the contract has
// all of them.
const ledgerRefs = 3

func head[T any](s []T, n int) []T { return s[:min(n, len(s))] }
