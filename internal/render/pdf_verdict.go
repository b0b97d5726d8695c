package render

import (
	"fmt"
	"inquest/internal/cause"
	"inquest/internal/report"
)

// longTitle is from how many bytes the first page's headline is set smaller.
const longTitle = 110

// Columns of the first page, in points.
const (
	factLabel  = 82.0
	factsWidth = 318.0
	sureLeft   = factsWidth + 20
)

// firstPage is what is read first and may be all that is read: the verdict, six
// facts, how sure it is, and one chart.
func (p *pdfPage) firstPage() {
	p.y = 40
	files, lines, _ := sizes(p.r)
	c := pdfCanvas{p, marginX, 0}
	small := lettering{size: smallSize, ink: inkMuted}
	c.words(0, p.y, "Inquest", lettering{size: smallSize, bold: true})
	words := windowWords(p.r.Window) + " · " + countWords(int64(files), "input") + ", " + countWords(lines, "line")
	if p.r.Date != "" {
		words += " · dated " + p.r.Date
	}
	c.words(34, p.y, "report", small)
	small.side = fromRight
	c.words(chartWidth, p.y, fitted(c, words, small, chartWidth-70, false), small)
	c.line(0, p.y+8, chartWidth, p.y+8, 0.5, inkMuted, false)
	p.y += 26
	p.state()
	size := titleSize
	if len(p.headline()) > longTitle {
		size = headSize
	}
	l := look{sansBold, size, inkText}
	switch {
	case !p.r.Title.Empty():
		p.f.Bookmark(p.book.shown(sansBold, p.headline()), 0, 0)
		p.para(l.textRuns(p.r.Title), 0, 8)
	case p.r.Headline != "":
		p.f.Bookmark(p.book.shown(sansBold, "Verdict"), 0, 0)
		p.para(p.sentence(p.r.Headline, l), 0, 8)
	}
}

// state is the verdict as a word on a ground of its colour, and how far the
// cause is known.
func (p *pdfPage) state() {
	c := pdfCanvas{p, marginX, p.y}
	pill := lettering{size: 8.4, bold: true, ink: inkPaper}
	ground := inkFail
	switch p.r.Verdict {
	case cause.NoIncident:
		ground = inkGood
	case cause.Open:
		ground = inkMuted
	}
	word := verdictWord(p.r.Verdict)
	w := c.measure(word, pill) + 14
	c.p.fill(ground)
	p.f.RoundedRect(marginX, p.y, w, 15, 2.5, "1234", "F")
	c.words(7, 10.6, word, pill)
	x := w + 9
	if len(p.r.Hypotheses) > 0 && p.r.Verdict != cause.NoIncident {
		outcomeShape(c, x+3, 7.6, p.r.Hypotheses[0].Outcome)
		x += 11
	}
	c.words(x, 10.6, standing(p.r), lettering{size: bodySize, bold: true, ink: inkCause})
	p.y += 25
}

// outcomeShape is a diamond, a cross or a ring: told apart without colour.
func outcomeShape(c pdfCanvas, x, y float64, o cause.Outcome) {
	const r = 3.4
	switch o {
	case cause.Supported:
		for i := -r; i <= r; i += 0.4 { // a filled diamond, line by line
			d := r - abs(i)
			c.line(x-d, y+i, x+d, y+i, 0.5, inkCause, false)
		}
	case cause.Contradicted:
		c.line(x-r+1, y-r+1, x+r-1, y+r-1, 1.2, inkFail, false)
		c.line(x-r+1, y+r-1, x+r-1, y-r+1, 1.2, inkFail, false)
	default:
		c.disc(x, y, r-0.4, inkMuted)
		c.disc(x, y, r-1.5, inkPaper)
	}
}

func abs(x float64) float64 { return max(x, -x) }

// verdict fills the first page: facts at the left, the parts of the confidence
// at the right, the chart and the contents below.
func (p *pdfPage) verdict(s *report.Section) {
	top, page := p.y, p.f.PageNo()
	sure := p.r.Verdict != cause.NoIncident && len(p.r.Hypotheses) > 0 && len(p.r.Hypotheses[0].Parts) > 0
	if sure {
		p.width = factsWidth
	}
	for i := range s.Blocks {
		if s.Blocks[i].Kind == report.Facts {
			p.facts(s.Blocks[i].Facts)
		}
	}
	bottom := p.y
	p.width = chartWidth
	if sure && p.f.PageNo() == page {
		p.left, p.width, p.y = marginX+sureLeft, chartWidth-sureLeft, top
		p.confidence(&p.r.Hypotheses[0])
		pdfCanvas{p, marginX, 0}.line(factsWidth+10, top, factsWidth+10, max(p.y, bottom)-4, 0.4, inkRule, false)
		p.left, p.width, p.y = marginX, chartWidth, max(p.y, bottom)
	}
	p.y += 6
	for i := range s.Blocks {
		b := &s.Blocks[i]
		switch b.Kind {
		case report.Facts:
		case report.FigureBlock:
			p.chart(b.Figure)
			p.para(smallLook.textRuns(describe(b.Figure)), 0, 6)
		case report.Statements:
			if len(b.Claims) == 1 && b.Claims[0] == p.r.Headline {
				continue // it is the page's title
			}
			p.block(b)
		default:
			p.block(b)
		}
	}
	p.contentsAt = [2]float64{float64(p.f.PageNo()), p.y + 10}
	p.newPage()
}

func (p *pdfPage) facts(facts []report.Fact) {
	left, width := p.left, p.width
	for i, f := range facts {
		var runs []run
		if !f.Lead.Empty() {
			lead := look{sansBold, bodySize, inkCause}
			runs = append(runs, lead.textRuns(f.Lead)...)
			if len(f.Claims) > 0 {
				runs = append(runs, bodyLook.run(". "))
			}
		}
		runs = append(runs, p.sentences(f.Claims, bodyLook)...)
		runs = append(runs, p.marks(f.Cite, bodyLook)...)
		rows := p.book.set(runs, width-factLabel)
		p.ensure(min(rowsHeight(rows)+8, pageBottom-marginTop))
		c := pdfCanvas{p, left, p.y}
		if i > 0 {
			c.line(0, -3, width, -3, 0.4, inkRule, false)
		}
		label := lettering{size: smallSize + 0.4, ink: inkMuted}
		c.words(0, bodySize*1.06, fitted(c, f.Label, label, factLabel-6, false), label)
		p.left, p.width = left+factLabel, width-factLabel
		p.flow(rows, 0)
		if !f.Command.Empty() {
			p.command(f.Command)
			p.para(smallLook.textRuns(f.Note), 0, 1.5)
		}
		p.provingLines(f.Lines)
		p.left, p.width = left, width
		p.y += 7
	}
}

// provingLines are the lines that prove a fact, each under its place.
func (p *pdfPage) provingLines(lines []report.Line) {
	for i := range lines {
		l := &lines[i]
		p.y += 2
		p.para([]run{smallLook.quoted(l.File.Open(clipped(visible, longQuote)) + ":" + itoa(int(l.Line)))}, 0, 0)
		p.command(report.Text{{Quote: l.Text, Quoted: true}})
	}
}

// command is what to run, on a ground of its own.
func (p *pdfPage) command(t report.Text) {
	r := run{text: t.Open(clipped(visible, longLine), nil), face: mono, size: logSize, ink: inkText}
	rows := p.book.setVerbatim(r, p.width-10)
	p.ensure(rowsHeight(rows) + 6)
	p.y += 2
	pdfCanvas{p, p.left, p.y}.rect(0, 0, p.width, min(rowsHeight(rows)+4, p.room()), inkSoft)
	p.y += 2
	p.flow(rows, 5)
	p.y += 3
}

// confidence is the parts of the leading hypothesis's confidence.
func (p *pdfPage) confidence(h *report.Hypothesis) {
	c := pdfCanvas{p, p.left, p.y}
	c.words(0, smallSize, "Confidence in the leading hypothesis", lettering{size: smallSize, ink: inkMuted})
	c.words(0, smallSize+15, fmt.Sprintf("%.2f", h.Confidence), lettering{size: 12, bold: true})
	c.words(30, smallSize+15, holdingWords(h.Parts), lettering{size: smallSize, ink: inkMuted})
	w := min((p.width+2)/float64(len(h.Parts)), 20)
	for i, part := range h.Parts {
		x := float64(i) * w
		if part.Known && part.Holds {
			c.rect(x, 28, w-2, 6, inkCause)
		} else {
			c.rect(x, 28, w-2, 6, inkMuted)
			c.rect(x+0.6, 28.6, w-3.2, 4.8, inkPaper)
		}
	}
	p.y += 41
	p.confidenceParts(h, look{sans, smallSize, inkText})
}

// confidenceParts are the parts with their marks and what they rest on.
func (p *pdfPage) confidenceParts(h *report.Hypothesis, l look) {
	for _, part := range h.Parts {
		runs := []run{{text: part.Name + " ", face: sansBold, size: l.size, ink: l.ink}}
		if part.Claim != "" {
			runs = append(runs, p.sentence(part.Claim, l)...)
		} else {
			runs = append(runs, look{sans, l.size, inkMuted}.run(partWord(part)))
		}
		rows := p.book.set(runs, p.width-12)
		if len(rows) == 0 {
			continue
		}
		p.keep(rows)
		partShape(pdfCanvas{p, p.left, p.y}, 3.4, rows[0].height()/2, part)
		p.flow(rows, 12)
		p.y += 2.2
	}
}

// partShape is a tick, a cross, or a dash for what is not known.
func partShape(c pdfCanvas, x, y float64, part report.Part) {
	switch {
	case !part.Known:
		c.line(x-2.4, y, x+2.4, y, 1, inkMuted, false)
	case part.Holds:
		c.line(x-2.8, y, x-0.8, y+2.2, 1.1, inkCause, false)
		c.line(x-0.8, y+2.2, x+3, y-2.6, 1.1, inkCause, false)
	default:
		c.line(x-2.2, y-2.2, x+2.2, y+2.2, 1.1, inkFail, false)
		c.line(x-2.2, y+2.2, x+2.2, y-2.2, 1.1, inkFail, false)
	}
}

// contents lists the sections on the first page, below the chart, with their
// pages; without room there it is left out, as the outline has them as well.
func (p *pdfPage) contents() {
	const perRow, line = 2, 12.0
	rows := (len(p.parts) + perRow - 1) / perRow
	if p.contentsAt[0] == 0 || p.contentsAt[1]+line*float64(rows)+10 > pageBottom {
		return
	}
	p.revisit(int(p.contentsAt[0]))
	c := pdfCanvas{p, marginX, p.contentsAt[1]}
	c.line(0, 0, chartWidth, 0, 0.4, inkRule, false)
	const width = chartWidth/perRow - 10
	for i, part := range p.parts {
		x, y := float64(i/rows)*(width+20), 14+line*float64(i%rows)
		l := lettering{size: 8.2}
		c.words(x, y, fitted(c, part.title, l, width-20, false), l)
		c.words(x+width, y, itoa(part.page), lettering{size: 8.2, ink: inkMuted, side: fromRight})
		p.f.Link(c.x+x, c.y+y-9, width, line, part.link)
	}
}
