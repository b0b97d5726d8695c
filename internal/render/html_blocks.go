package render

import (
	"strings"

	"inquest/internal/cause"
	"inquest/internal/evidence"
	"inquest/internal/report"
)

func (p *page) heading(b *report.Block) {
	if b.Heading.Empty() {
		return
	}
	if b.Level >= 4 {
		p.put("<h4>%s</h4>\n", richText(b.Heading))
		return
	}
	p.put("<h3>%s</h3>\n", richText(b.Heading))
}

func (p *page) block(b *report.Block) {
	p.heading(b)
	switch b.Kind {
	case report.Statements:
		p.says(b.Claims)
	case report.Facts:
		p.facts(b.Facts)
	case report.Moments:
		p.moments(b.Moments)
	case report.TableBlock:
		p.table(b)
	case report.FigureBlock:
		p.figure(b.Figure)
	case report.ExcerptBlock:
		p.excerpt(b.Excerpt)
	case report.Hypotheses:
		for _, n := range b.Ranks {
			p.hypothesis(&p.r.Hypotheses[n-1])
		}
	case report.Recommendations:
		p.recommendations(b.Ranks)
	case report.References:
		p.put("<ol class=\"refs\">\n")
		for _, n := range b.Ranks {
			p.reference(&p.r.References[n-1])
		}
		p.put("</ol>\n")
		if noneChecked(p.r) {
			p.put("<p class=\"s\">%s</p>\n", noneCheckedWords)
		}
	}
}

func (p *page) facts(facts []report.Fact) {
	p.put("<dl class=\"kv\">\n")
	for _, f := range facts {
		p.put("<dt>%s</dt><dd>", f.Label)
		if !f.Lead.Empty() {
			p.put("<b class=\"k\">%s.</b> ", richText(f.Lead))
		}
		p.put("%s%s", p.sentences(f.Claims), claimLinks(f.Cite))
		if !f.Command.Empty() {
			p.put("<code class=\"run\">%s</code>", command(f.Command))
			p.note(f.Note)
		}
		p.provingLines(f.Lines)
		p.put("</dd>\n")
	}
	p.put("</dl>\n")
}

// provingLines are the lines that prove a fact, each with its place.
func (p *page) provingLines(lines []report.Line) {
	for i := range lines {
		l := &lines[i]
		p.put("<span class=\"tell\"><small>%s:%d</small><code>%s%s</code></span>", markup(l.File.Open(clipped(escapeHTML, longQuote))), l.Line,
			markup(l.Text.Open(clipped(escapeHTML, longLine))), cutMark(*l))
	}
}

func (p *page) moments(ms []report.Moment) {
	p.put("<ol class=\"moments\">\n")
	for i, m := range ms {
		class := "no"
		switch m.Role {
		case "cause":
			class = "no y"
		case "failure":
			class = "no x"
		}
		p.put("<li id=\"m%d\"%s><span class=\"%s\">%d</span><span class=\"m\">%s</span><span>%s</span></li>\n", i+1, p.filters(p.r.Claims.Claim(m.Claim).Refs(), m.At, m.At), class, i+1, undated(m.Time, p.day), p.sentence(m.Claim))
	}
	p.put("</ol>\n")
}

func (p *page) table(b *report.Block) {
	t := b.Table
	label := "Table"
	if !b.Heading.Empty() {
		label = plainText(b.Heading)
	}
	p.put("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table class=\"%s\">\n<thead><tr>", label, tableClass(t))
	for _, c := range t.Columns {
		class := ""
		if c.Numeric {
			class = "n"
		}
		p.put("<th scope=\"col\" class=\"%s\">%s</th>", class, c.Title)
	}
	p.put("</tr></thead>\n<tbody>\n")
	for _, row := range t.Rows {
		p.row(t, row)
	}
	p.put("</tbody>\n")
	if len(t.Total) > 0 {
		p.put("<tfoot>\n")
		p.row(t, t.Total)
		p.put("</tfoot>\n")
	}
	p.put("</table></div>\n")
	if t.More > 0 {
		p.put("<p class=\"s\">%s</p>\n", moreWords(t))
	}
}

// tableClass tells tables of sentences, which a phone can wrap, from tables of
// numbers, which it scrolls.
func tableClass(t *report.Table) string {
	if len(t.Columns) <= 2 {
		return "prose"
	}
	return ""
}

func (p *page) row(t *report.Table, row []report.Cell) {
	p.put("<tr>")
	for i, c := range row {
		if i == 0 {
			p.put("<th scope=\"row\">%s</th>", p.cell(t, c))
			continue
		}
		class := ""
		switch {
		case t.Columns[i].Numeric && c.Role == "failure":
			class = "n bad"
		case t.Columns[i].Numeric:
			class = "n"
		case c.Role == "failure":
			class = "bad"
		case c.Value != nil && c.Value.Kind == evidence.KindInstant:
			class = "t"
		}
		p.put("<td class=\"%s\">%s</td>", class, p.cell(t, c))
	}
	p.put("</tr>\n")
}

func (p *page) cell(t *report.Table, c report.Cell) markup {
	var q page
	switch {
	case c.Value != nil && c.Value.Kind == evidence.KindName:
		q.put("<span class=\"m\">%s</span>", markup(c.Value.Text.Open(clipped(escapeHTML, longQuote))))
	case c.Value != nil:
		q.put("%s", undated(c.Value.Format(), p.day))
	}
	q.put("%s", richText(c.Text))
	if onlyNumber(t, c) {
		q.put("%s", claimLinks(c.Claims))
		return markup(q.b.String())
	}
	for _, id := range c.Claims {
		q.put("<p>%s</p>", p.sentence(id))
	}
	return markup(q.b.String())
}

// openExcerpts is how many excerpts stand open; the others open on demand and
// on paper.
const openExcerpts = 2

func (p *page) excerpt(e *report.Excerpt) {
	p.opened++
	open := markup("")
	if p.opened <= openExcerpts {
		open = " open"
	}
	p.put("<details%s><summary>%s <span class=\"src\">%s</span><small>%s</small></summary>\n",
		open, richText(e.Title), markup(e.File.Open(clipped(escapeHTML, longQuote))), shownWords(len(e.Lines), e))
	g := fileLines{file: e.File.Open(asIs)}
	for _, l := range e.Lines {
		g.lines = append(g.lines, shownLine{l.Line, l.Text, l.Cut, roleClass(l.Role)})
	}
	p.logGroup(&g, false)
	p.put("</details>\n")
}

// hypothesis is one possible cause: the first stands open, the others unfold.
func (p *page) hypothesis(h *report.Hypothesis) {
	class, open := "", markup("")
	if h.Outcome == cause.Supported {
		class = "k"
	}
	if h.Rank == 1 {
		open = " open"
	}
	p.put("<details class=\"hyp\" id=\"hyp%d\"%s><summary><h3>%d · %s</h3><span class=\"tag %s\">%s %s</span>", h.Rank, open, h.Rank, richText(h.Title), class, outcomeMark(h.Outcome), string(h.Outcome))
	if len(h.Parts) > 0 {
		p.put("<span class=\"s\">%s, %s</span>", confidenceWords(h), holdingWords(h.Parts))
	}
	p.put("<span class=\"src\">%s</span></summary>\n", h.Fault)
	if h.Rank > detailed {
		p.says(head(h.Against, 1))
		p.put("</details>\n")
		return
	}
	if !h.Meaning.Empty() {
		p.put("<p>%s</p>\n", richText(h.Meaning))
	}
	if len(h.Parts) > 0 {
		p.parts(h)
	}
	p.forAndAgainst(h)
	p.depth(h)
	p.put("</details>\n")
}

// forAndAgainst lists what the parts of the confidence do not show. A list that
// is empty says so: that nothing speaks against it is a statement too.
func (p *page) forAndAgainst(h *report.Hypothesis) {
	p.put("<div class=\"fam\">")
	for _, list := range []struct {
		name, none string
		ids        []report.ID
	}{{"For", "nothing beside the parts above", h.For}, {"Against", "nothing in these logs", h.Against}, {"Missing", "nothing that a hypothesis of this kind needs", h.Missing}} {
		ids := besideParts(list.ids, h.Parts)
		if len(ids) == 0 {
			p.put("<div class=\"none\"><h4>%s</h4><p class=\"s\">%s</p></div>", list.name, list.none)
			continue
		}
		p.put("<div><h4>%s</h4><ul>", list.name)
		for _, id := range ids {
			p.put("<li>%s</li>", p.sentence(id))
		}
		p.put("</ul></div>")
	}
	p.put("</div>\n")
}

// depth is what stands behind a hypothesis: its lines with their neighbours,
// and what would decide it.
func (p *page) depth(h *report.Hypothesis) {
	if len(h.Evidence) > 0 {
		open := markup("")
		if h.Rank == 1 {
			open = " open"
		}
		p.put("<details class=\"ev\"%s><summary>Lines that tell it <small>%s, with their neighbours</small></summary>\n", open, countWords(int64(len(h.Evidence)), "line"))
		groups := p.lines.withNeighbours(h.Evidence)
		for i := range groups {
			p.logGroup(&groups[i], true)
		}
		p.put("</details>\n")
	}
	if len(h.Decide) > 0 {
		p.put("<h4>%s</h4>\n", decideWords(h))
		for i := range h.Decide {
			if id := h.Decide[i].What; id != "" {
				p.put("<p>%s</p>", p.sentence(id))
			}
			p.step(&h.Decide[i])
		}
	}
}

func (p *page) step(s *report.Step) {
	if s.Command.Empty() && s.Note.Empty() && s.Confirms.Empty() && s.Refutes.Empty() {
		return
	}
	p.put("<dl class=\"cmd\">")
	if !s.Command.Empty() {
		p.put("<dt>Run</dt><dd><code class=\"run\">%s</code>", command(s.Command))
		p.note(s.Note)
		p.put("</dd>")
	} else if !s.Note.Empty() {
		p.put("<dt>Look for</dt><dd>%s</dd>", richText(s.Note))
	}
	if !s.Confirms.Empty() {
		p.put("<dt>Confirms</dt><dd>%s</dd>", richText(s.Confirms))
	}
	if !s.Refutes.Empty() {
		p.put("<dt>Refutes</dt><dd>%s</dd>", richText(s.Refutes))
	}
	p.put("</dl>\n")
}

// command is a command in which a flag stays on one line: a browser breaks behind the
// hyphens. Names from a log are set as they are.
func command(t report.Text) markup {
	var q page
	for _, piece := range t {
		if piece.Quoted {
			q.put("%s", piece.Quote.Open(asIs))
			continue
		}
		for i, word := range strings.Split(piece.Text, " ") {
			if i > 0 {
				q.put(" ")
			}
			if strings.HasPrefix(word, "-") && len(word) < shortFlag {
				q.put("<span class=\"nb\">%s</span>", word)
			} else {
				q.put("%s", word)
			}
		}
	}
	return markup(q.b.String())
}

// shortFlag is up to how many bytes a flag is kept whole on a phone.
const shortFlag = 24

// note is what to know or to replace before a command is run.
func (p *page) note(t report.Text) {
	if !t.Empty() {
		p.put("<small class=\"note\">%s</small>", richText(t))
	}
}

// openAdvice is how many recommendations stand open; the rest unfold.
const openAdvice = 5

func (p *page) recommendations(ranks []int) {
	for i, n := range ranks {
		if i == openAdvice {
			p.put("<details class=\"more\"><summary>%s</summary>\n", countWords(int64(len(ranks)-openAdvice), "further recommendation"))
		}
		p.recommendation(&p.r.Recommendations[n-1])
	}
	if len(ranks) > openAdvice {
		p.put("</details>\n")
	}
	if saysLeftOut(p.r) {
		p.put("<p class=\"s\">%s</p>\n", leftOutWords)
	}
}

func (p *page) recommendation(r *report.Recommendation) {
	p.put("<div class=\"rec\" id=\"%s\"><span class=\"p\">%s</span><div><h3>%s%s</h3><div class=\"s\">%s, answers hypothesis %d</div>", r.ID, r.Priority, richText(r.Action), claimLinks(r.Claims), recommendationWords(r), r.Rank)
	for i := range r.Checks {
		p.step(&r.Checks[i])
	}
	p.put("</div></div>\n")
}

func (p *page) reference(r *report.Reference) {
	p.put("<li>")
	if u, ok := safeURL(r.URL); ok {
		p.put("<a href=\"%s\" rel=\"noreferrer noopener\">%s</a>", u, r.Title)
	} else {
		p.put("%s", r.Title)
	}
	p.put(", %s <span class=\"s\">on: %s%s</span>%s", r.Publisher, r.Class, p.checked(r), claimLinks([]report.ID{r.Because}))
	if len(r.Takeaways) > 0 {
		p.put("<ul>")
		for _, k := range r.Takeaways {
			p.put("<li>%s</li>", trustedHTML(k))
		}
		p.put("</ul>")
	}
	p.put("</li>\n")
}
