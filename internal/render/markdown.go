package render

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"inquest/internal/evidence"
	"inquest/internal/report"
)

func init() { renderers["md"] = markdownRenderer{} }

type markdownRenderer struct{}

// Render writes GitHub-flavoured Markdown. Text from the input stands in code
// spans and fences only.
func (markdownRenderer) Render(w io.Writer, r *report.Report, o Options) error {
	r = forReader(r)
	m := &markdownPage{r: r, assets: o.Assets, title: true}
	m.top()
	for i := range r.Sections {
		m.section(i+1, &r.Sections[i])
	}
	m.ledger()
	// A block that has nothing to say leaves its empty line; lines of logs are never
	// empty here, because their numbers stand in front of them.
	page := m.b.String()
	for strings.Contains(page, "\n\n\n") {
		page = strings.ReplaceAll(page, "\n\n\n", "\n\n")
	}
	_, err := io.WriteString(w, page)
	return err
}

type markdownPage struct {
	b      strings.Builder
	r      *report.Report
	assets string // folder of the charts; empty for blocks of text
	drawn  int    // charts so far
	title  bool   // the headline stands above, and no section has said it
}

func (m *markdownPage) line(parts ...string) {
	for _, p := range parts {
		m.b.WriteString(p)
	}
	m.b.WriteByte('\n')
}

func markdownText(t report.Text) string { return t.Open(escapeMarkdown, markdownTrusted) }

// sentence is a claim with a link to its proof. cell tells that it stands in a
// table.
func (m *markdownPage) sentence(id report.ID, cell bool) string {
	escape := evidence.Escaper(escapeMarkdown)
	if cell {
		escape = escapeMarkdownCell
	}
	return m.words(id, escape) + " " + claimLink(id)
}

// words are a claim's sentence alone.
func (m *markdownPage) words(id report.ID, escape evidence.Escaper) string {
	var b strings.Builder
	for _, s := range spoken(m.r.Claims.Claim(id), madeUpDay(m.r)) {
		if s.Quoted {
			b.WriteString(s.Quote.Open(clipped(escape, longQuote)))
		} else {
			b.WriteString(markdownTrusted(s.Text))
		}
	}
	return b.String()
}

func claimLink(id report.ID) string { return fmt.Sprintf("[[%s](#%s)]", id, id) }

func (m *markdownPage) sentences(ids []report.ID, cell bool) string {
	parts := make([]string, 0, len(ids))
	for _, id := range ids {
		parts = append(parts, m.sentence(id, cell))
	}
	return strings.Join(parts, " ")
}

func (m *markdownPage) bullets(ids []report.ID) {
	for _, id := range ids {
		m.line("- ", m.sentence(id, false))
	}
}

func (m *markdownPage) top() {
	title := "Inquest report"
	switch {
	case !m.r.Title.Empty():
		title = markdownText(m.r.Title)
	case m.r.Headline != "":
		title = m.sentence(m.r.Headline, false)
	}
	files, lines, bytes := sizes(m.r)
	m.line("# ", title)
	m.line()
	if plainReaders(m.r) {
		m.line(markdownTrusted(windowWords(m.r.Window)))
		m.signed()
		return
	}
	m.line("**", verdictWord(m.r.Verdict), "** · ", standing(m.r), leadWords(m.r), " · ", markdownTrusted(windowWords(m.r.Window)), " · ",
		countWords(int64(files), "input"), ", ", countWords(lines, "line"), ", ", countWords(bytes, "byte"))
	m.signed()
}

// signed says when the report was made and who answers for it.
func (m *markdownPage) signed() {
	if m.r.Date != "" {
		m.line()
		m.line("Report date: ", markdownTrusted(m.r.Date))
	}
	if m.r.Author.Len() > 0 {
		m.line()
		m.line("Author: ", m.r.Author.Open(escapeMarkdown))
	}
	m.contents()
}

// contents links the sections by the anchors that GitHub and GitLab give to
// headings.
func (m *markdownPage) contents() {
	var parts []string
	for i, s := range m.r.Sections {
		if s.ID != "verdict" {
			parts = append(parts, "["+markdownTrusted(s.Title)+"](#"+slug(itoa(i+1)+". "+s.Title)+")")
		}
	}
	if len(parts) > 0 {
		m.line()
		m.line(strings.Join(append(parts, "[Claims](#claims)"), " · "))
	}
}

// slug is the anchor of a heading: lower case, letters, digits and hyphens.
func slug(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '_':
			b.WriteRune(r)
		case r == ' ':
			b.WriteByte('-')
		}
	}
	return b.String()
}

func (m *markdownPage) section(n int, s *report.Section) {
	m.line()
	m.line("## ", itoa(n), ". ", markdownTrusted(s.Title))
	if s.ID == "cause" {
		m.topology(m.r.Exhibits.Topology)
	}
	for i := range s.Blocks {
		m.line()
		m.block(&s.Blocks[i])
	}
	if s.ID == "patterns" {
		m.patterns(m.r.Exhibits.Templates)
	}
}

func (m *markdownPage) block(b *report.Block) {
	if !b.Heading.Empty() {
		m.line(strings.Repeat("#", max(b.Level, 3)), " ", markdownText(b.Heading))
		m.line()
	}
	switch b.Kind {
	case report.Statements:
		if len(b.Claims) == 1 && b.Claims[0] == m.r.Headline && m.title {
			m.title = false // the page's title has just said it
			break
		}
		m.bullets(b.Claims)
	case report.Facts:
		m.facts(b.Facts)
	case report.Moments:
		for i, mo := range b.Moments {
			m.line(itoa(i+1), ". ", m.sentence(mo.Claim, false))
		}
	case report.TableBlock:
		m.table(b.Table)
	case report.FigureBlock:
		m.figure(b.Figure)
	case report.ExcerptBlock:
		m.excerpt(b.Excerpt)
	case report.Hypotheses:
		for _, n := range b.Ranks {
			m.hypothesis(&m.r.Hypotheses[n-1])
		}
	case report.Recommendations:
		m.recommendations(b.Ranks)
	case report.References:
		for _, n := range b.Ranks {
			m.reference(&m.r.References[n-1])
		}
		if noneChecked(m.r) {
			m.line()
			m.line(noneCheckedWords)
		}
	}
}

func (m *markdownPage) facts(facts []report.Fact) {
	m.line("| Question | Answer |")
	m.line("| --- | --- |")
	for _, f := range facts {
		lead := f.Lead.Open(escapeMarkdownCell, markdownTrusted)
		if lead != "" && len(f.Claims) > 0 {
			lead += ". "
		}
		cite := ""
		for _, id := range f.Cite {
			cite += " " + claimLink(id)
		}
		command := ""
		if !f.Command.Empty() {
			command = "<br>Run " + escapeMarkdownCell(f.Command.Open(escapeFenced, nil))
			if !f.Note.Empty() {
				command += "<br>" + f.Note.Open(escapeMarkdownCell, markdownTrusted)
			}
		}
		for i := range f.Lines {
			l := &f.Lines[i]
			command += "<br>" + escapeMarkdownCell(fmt.Sprintf("%s:%d", l.File.Open(clipped(escapeFenced, longQuote)), l.Line)) + " " +
				escapeMarkdownCell(l.Text.Open(clipped(escapeFenced, longLine))+cutMark(*l))
		}
		m.line("| ", markdownTrusted(f.Label), " | ", lead, m.sentences(f.Claims, true), cite, command, " |")
	}
}

func (m *markdownPage) table(t *report.Table) {
	m.b.WriteByte('|')
	for _, c := range t.Columns {
		m.b.WriteString(" " + markdownTrusted(c.Title) + " |")
	}
	m.line()
	m.b.WriteByte('|')
	for _, c := range t.Columns {
		if c.Numeric {
			m.b.WriteString(" ---: |")
		} else {
			m.b.WriteString(" --- |")
		}
	}
	m.line()
	rows := t.Rows
	if len(t.Total) > 0 {
		rows = append(append([][]report.Cell{}, rows...), t.Total)
	}
	for _, row := range rows {
		m.b.WriteByte('|')
		for _, c := range row {
			m.b.WriteString(" " + m.cell(t, c) + " |")
		}
		m.line()
	}
	if t.More > 0 {
		m.line()
		m.line(moreWords(t))
	}
}

func (m *markdownPage) cell(t *report.Table, c report.Cell) string {
	parts := []string{}
	if c.Value != nil && c.Value.Kind == evidence.KindDuration {
		c.Text, c.Value = report.Words(strings.ReplaceAll(c.Value.Format(), " ", "\u00a0")), nil // stays on one line
	}
	if w := cellWords(c, "", escapeMarkdownCell, markdownTrusted); w != "" {
		parts = append(parts, w)
	}
	for _, id := range c.Claims {
		if onlyNumber(t, c) {
			parts = append(parts, claimLink(id))
		} else {
			parts = append(parts, m.sentence(id, true))
		}
	}
	if onlyNumber(t, c) {
		return strings.Join(parts, " ")
	}
	return strings.Join(parts, "<br>")
}

// figure is the chart as a picture or in a block of text, and its numbers as a
// table where they are few.
func (m *markdownPage) figure(f *report.Figure) {
	m.line("**", markdownText(f.Title), "**")
	m.line()
	m.chart(f)
	switch {
	case f.Histogram != nil && m.assets != "":
		m.line("| Duration | Failed | Succeeded | Other |")
		m.line("| --- | ---: | ---: | ---: |")
		for _, b := range f.Histogram.Bars {
			m.line(fmt.Sprintf("| %s | %d | %d | %d |", bucketWords(b, f.Histogram.Width), b.Failed, b.Succeeded, b.Other))
		}
		m.line()
	case f.HeatMap != nil && m.assets != "":
		m.heatMap(f.HeatMap)
	case f.Ladder != nil:
		m.ladder(f.Ladder)
	}
	proof := ""
	if f.Histogram != nil {
		for _, id := range f.Histogram.Proof {
			proof += " " + claimLink(id)
		}
	}
	m.line(markdownText(caption(f, "")), proof)
	if len(f.Notes) > 0 {
		m.line()
		m.bullets(f.Notes)
	}
}

// chart draws a figure, as a picture or in a block of text.
func (m *markdownPage) chart(f *report.Figure) {
	if !pictured(f) {
		return
	}
	m.drawn++
	if m.assets != "" {
		m.line("![", markdownText(f.Title), "](<", escapeLink(m.assets+"/"+assetName(m.drawn)), ">)")
		m.line()
		return
	}
	m.fenced(textChart(m.r, f))
	m.line()
}

func (m *markdownPage) fenced(lines []string) {
	fence := fenceFor(lines)
	m.line(fence, "text")
	for _, l := range lines {
		m.line(l)
	}
	m.line(fence)
}

// blockWidth is the columns of a chart in a block of text: what a page shows
// beside its margins.
const blockWidth = 88

// textChart is a figure's chart as the terminal draws it, without its words.
func textChart(r *report.Report, f *report.Figure) []string {
	t := &textPage{r: r, width: blockWidth, day: oneDay(r.Window), full: true}
	switch {
	case f.Histogram != nil:
		t.histogram(f.Histogram)
	case f.Timeline != nil:
		t.timeline(f.Timeline)
	case f.HeatMap != nil:
		t.heatMap(f.HeatMap)
	case f.Strip != nil:
		t.strip(f.Strip)
	}
	return strings.Split(strings.TrimRight(t.b.String(), "\n"), "\n")
}

func (m *markdownPage) ladder(l *report.Ladder) {
	m.line("| State | What | When | Line |")
	m.line("| --- | --- | --- | ---: |")
	for _, r := range l.Rungs {
		line := ""
		if r.Line != nil {
			line = itoa(int(r.Line.Line))
		}
		proof := ""
		if r.Claim != "" {
			proof = " " + claimLink(r.Claim)
		}
		m.line("| ", markdownTrusted(r.State), " | ", rungWords(r).Open(escapeMarkdownCell, markdownTrusted), proof, " | ", markdownTrusted(r.Time), " | ", line, " |")
	}
	m.line()
}

func (m *markdownPage) heatMap(h *report.HeatMap) {
	m.b.WriteString("| |")
	for _, at := range h.Columns {
		m.b.WriteString(" " + clock(at, h.Width) + " |")
	}
	m.line(" Sum |")
	m.line("| --- |", strings.Repeat(" ---: |", len(h.Columns)+1))
	for _, r := range h.Rows {
		m.b.WriteString("| " + r.Label.Open(escapeMarkdownCell, markdownTrusted) + " |")
		for _, n := range r.Cells {
			m.b.WriteString(" " + evidence.FormatCount(n) + " |")
		}
		m.line(" ", evidence.FormatCount(r.Sum), " |")
	}
	m.line()
}

func (m *markdownPage) excerpt(e *report.Excerpt) {
	lines := make([]string, 0, len(e.Lines))
	for i, l := range e.Lines {
		if i > 0 && l.Line > e.Lines[i-1].Line+1 {
			lines = append(lines, "⋮")
		}
		lines = append(lines, fmt.Sprintf("%d: %s%s", l.Line, l.Text.Open(clipped(escapeFenced, longLine)), cutMark(l)))
	}
	m.line(markdownText(e.Title), ", ", e.File.Open(escapeMarkdown), ", ", shownWords(len(e.Lines), e), ":")
	m.line()
	m.fenced(lines)
}

func (m *markdownPage) ledger() {
	m.line()
	m.line("## Claims")
	m.line()
	if plainReaders(m.r) {
		m.line("<details><summary>How each sentence can be checked</summary>")
		m.line()
		defer func() { m.line(); m.line("</details>") }()
	}
	m.line("Every statement above ends in the number of its claim. `inquest verify REPORT.json PATH...` checks them all again.")
	m.line()
	ids, rest := ledgerIDs(m.r)
	for _, id := range ids {
		c := m.r.Claims.Claim(id)
		m.b.WriteString(fmt.Sprintf("- <a id=\"%s\"></a>**%s** ", id, id))
		refs := c.Refs()
		for i, ref := range head(refs, ledgerRefs) {
			if i > 0 {
				m.b.WriteString(", ")
			}
			m.b.WriteString(escapeMarkdown(ref.File+refWords(ref)) + " (" + shortHash(ref) + ")")
		}
		if more := c.Total() - int64(min(len(refs), ledgerRefs)); more > 0 {
			m.b.WriteString(" and " + evidence.FormatCount(more) + " more")
		}
		for _, v := range c.Values() {
			if v.Formula != "" {
				m.b.WriteString("; " + v.Slot + " = " + escapeMarkdown(v.Formula))
			}
		}
		m.line()
	}
	if rest > 0 {
		m.line()
		m.line(moreClaims(rest))
	}
	if n := len(m.r.Unproven); n > 0 {
		m.line()
		m.line(unprovenWords(n))
	}
}
