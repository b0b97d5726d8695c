package render

import (
	"fmt"
	"slices"

	"inquest/internal/evidence"
	"inquest/internal/report"
)

func (p *pdfPage) section(n int, s *report.Section) {
	if s.ID == "verdict" {
		p.verdict(s)
		return
	}
	p.part(itoa(n)+"  "+s.Title, 90+p.beforeHeight(s))
	p.before(s)
	for i := 0; i < len(s.Blocks); i++ {
		b := &s.Blocks[i]
		if i+1 < len(s.Blocks) && isHistogram(b) && isHistogram(&s.Blocks[i+1]) && s.Blocks[i+1].Heading.Empty() {
			p.pair(b, &s.Blocks[i+1])
			i++
			continue
		}
		p.block(b)
	}
	p.after(s)
}

func isHistogram(b *report.Block) bool { return b.Figure != nil && b.Figure.Histogram != nil }

// pair sets two histograms side by side.
func (p *pdfPage) pair(a, b *report.Block) {
	const between = 21.0
	p.heading(a)
	left, width := p.left, p.width
	p.ensure(histogramHeight + 90)
	top, page, bottom := p.y, p.f.PageNo(), p.y
	for i, f := range []*report.Figure{a.Figure, b.Figure} {
		p.width = (width - between) / 2
		p.left = left + float64(i)*(p.width+between)
		if p.f.PageNo() == page {
			p.y = top
		}
		p.figureAlone(f)
		bottom = max(bottom, p.y)
	}
	p.left, p.width = left, width
	if p.f.PageNo() == page {
		p.y = bottom
	}
	notes := slices.Concat(a.Figure.Notes, b.Figure.Notes)
	slices.SortFunc(notes, func(a, b report.ID) int { return a.Number() - b.Number() })
	p.bullets(slices.Compact(notes), 0)
	p.y += 4
}

// part begins a section; keep is how much of it must follow on the same page.
func (p *pdfPage) part(title string, keep float64) {
	p.skip(18)
	p.ensure(keep)
	pdfCanvas{p, p.left, p.y}.line(0, 0, p.width, 0, 0.8, inkText, false)
	p.y += 20
	link := p.bookmark(title, 0)
	p.parts = append(p.parts, pdfPart{title, p.f.PageNo(), link})
	p.y -= headSize - 2
	p.para([]run{{text: title, face: sansBold, size: headSize, ink: inkText}}, 0, 5)
}

func (p *pdfPage) heading(b *report.Block) {
	if b.Heading.Empty() {
		return
	}
	size := subSize
	if b.Level >= 4 {
		size = bodySize
	}
	p.skip(7)
	p.ensure(size + 44)
	if b.Level < 4 {
		p.bookmark(plainLabel(b.Heading), 1)
	}
	p.para(look{sansBold, size, inkText}.textRuns(b.Heading), 0, 3)
}

func (p *pdfPage) block(b *report.Block) {
	p.heading(b)
	switch b.Kind {
	case report.Statements:
		p.bullets(b.Claims, 0)
	case report.Facts:
		p.facts(b.Facts)
	case report.Moments:
		p.moments(b.Moments)
	case report.TableBlock:
		p.table(b.Table)
	case report.FigureBlock:
		p.figure(b.Figure)
	case report.ExcerptBlock:
		p.excerpt(b.Excerpt)
	case report.Hypotheses:
		for _, n := range b.Ranks {
			p.hypothesis(&p.r.Hypotheses[n-1])
		}
	case report.Recommendations:
		for _, n := range b.Ranks {
			p.recommendation(&p.r.Recommendations[n-1])
		}
		if saysLeftOut(p.r) {
			p.para([]run{smallLook.run(leftOutWords)}, 0, 2)
		}
	case report.References:
		for _, n := range b.Ranks {
			p.reference(&p.r.References[n-1])
		}
		if noneChecked(p.r) {
			p.para([]run{smallLook.run(noneCheckedWords)}, 0, 2)
		}
	}
	p.y += 4
}

// moments are the steps of the story with their numbers and times.
func (p *pdfPage) moments(ms []report.Moment) {
	const number = 20.0
	clockWidth := 0.0
	for _, m := range ms {
		clockWidth = max(clockWidth, p.book.width(mono, logSize, undated(m.Time, p.day)))
	}
	for i, m := range ms {
		indent := number
		if clockWidth > 0 {
			indent += clockWidth + 10
		}
		rows := p.book.set(p.sentence(m.Claim, bodyLook), p.width-indent)
		if len(rows) == 0 {
			continue
		}
		p.keep(rows)
		c := pdfCanvas{p, p.left, p.y}
		mid := rows[0].height() / 2
		ink := inkCause
		switch m.Role {
		case "failure":
			ink = inkFail
			c.rect(1, mid-5.2, 10.4, 10.4, ink)
		case "cause":
			c.disc(6.2, mid, 5.4, ink)
		default:
			c.disc(6.2, mid, 5.4, inkMuted)
		}
		c.words(6.2, mid+2.4, itoa(i+1), lettering{size: chartSmall, bold: true, ink: inkPaper, side: centred})
		c.words(number, bodySize*1.06, undated(m.Time, p.day), lettering{size: logSize, mono: true, ink: inkMuted})
		p.flow(rows, indent)
		p.y += 3
	}
}

// figure is a chart with its number, its title, its words and what it shows.
func (p *pdfPage) figure(f *report.Figure) {
	p.figureAlone(f)
	p.bullets(f.Notes, 0)
	p.y += 5
}

func (p *pdfPage) figureAlone(f *report.Figure) {
	p.figures++
	title := append([]run{boldLook.run(fmt.Sprintf("Figure %d. ", p.figures))}, bodyLook.textRuns(f.Title)...)
	rows := p.book.set(title, p.width)
	p.ensure(rowsHeight(rows) + min(chartHeight(f), pageBottom-marginTop-60) + 14)
	p.flow(rows, 0)
	p.y += 3
	p.chart(f)
	words := smallLook.textRuns(caption(f, p.day))
	if f.Histogram != nil {
		words = append(words, p.marks(f.Histogram.Proof, smallLook)...)
	}
	p.para(words, 0, 3)
}

// chart draws a figure; one that is higher than a page is scaled by leaving out
// what does not fit, which its words count.
func (p *pdfPage) chart(f *report.Figure) {
	room := pageBottom - marginTop - 60
	f, left := shortened(f, room)
	h := chartHeight(f)
	p.ensure(h)
	if f.Histogram != nil {
		drawHistogram(pdfCanvas{p, p.left, p.y}, f.Histogram, p.width)
	} else {
		drawChart(pdfCanvas{p, p.left, p.y}, f, p.day)
	}
	p.y += h + 3
	if left > 0 {
		p.para([]run{smallLook.run("Not drawn here: " + countWords(left, "row") + "; the JSON report has them all.")}, 0, 2)
	}
}

// shortened leaves the last lanes, rows or rungs of a chart out until it is at
// most so high.
func shortened(f *report.Figure, room float64) (*report.Figure, int64) {
	over := chartHeight(f) - room
	if over <= 0 {
		return f, 0
	}
	g := *f
	switch {
	case f.Timeline != nil:
		t := *f.Timeline
		n := min(int(over/laneHeight)+1, len(t.Lanes)-1)
		t.Lanes = t.Lanes[:len(t.Lanes)-n]
		g.Timeline = &t
		return &g, int64(n)
	case f.HeatMap != nil:
		h := *f.HeatMap
		n := min(int(over/heatRow)+1, len(h.Rows)-1)
		h.Rows = h.Rows[:len(h.Rows)-n]
		g.HeatMap = &h
		return &g, int64(n)
	case f.Ladder != nil:
		l := *f.Ladder
		n := min(int(over/rungHeight)+1, len(l.Rungs)-1)
		l.Rungs = l.Rungs[:len(l.Rungs)-n]
		g.Ladder = &l
		return &g, int64(n)
	}
	return f, 0
}

func (p *pdfPage) excerpt(e *report.Excerpt) {
	title := append(boldLook.textRuns(e.Title), bodyLook.run("  "), bodyLook.quoted(e.File.Open(clipped(visible, longQuote))),
		smallLook.run("  "+shownWords(len(e.Lines), e)))
	p.ensure(46)
	p.para(title, 0, 2)
	p.logLines(e.Lines, false)
	p.y += 4
}

// logLines are verbatim lines with their numbers and their roles; files names
// each line's file.
func (p *pdfPage) logLines(lines []report.Line, files bool) {
	const gutter = 42.0
	file := ""
	for i := range lines {
		l := &lines[i]
		if files && l.Ref.File != file {
			file = l.Ref.File
			p.ensure(28)
			p.para([]run{{text: clipped(visible, longQuote)(file), face: monoBold, size: logSize, ink: inkText}}, 0, 1)
		} else if i > 0 && !files && l.Line > lines[i-1].Line+1 {
			p.ensure(20)
			words := "⋮ " + countWords(l.Line-lines[i-1].Line-1, "line") + " not shown"
			p.para([]run{{text: words[len("⋮ "):], face: sansItalic, size: chartSmall, ink: inkMuted}}, gutter+8, 0)
		}
		text := l.Text.Open(clipped(visible, longLine)) + cutMark(*l)
		rows := p.book.setVerbatim(run{text: text, face: mono, size: logSize, ink: inkText}, p.width-gutter-10)
		p.logRows(l, rows, gutter)
	}
}

// logRows writes one line's rows, its number beside the first of them.
func (p *pdfPage) logRows(l *report.Line, rows []row, gutter float64) {
	for k, r := range rows {
		h := r.height()
		p.ensure(h)
		c := pdfCanvas{p, p.left, p.y}
		c.rect(gutter, 0, p.width-gutter, h+0.2, inkSoft)
		switch l.Role {
		case "cause":
			c.rect(gutter, 0, 2.4, h+0.2, inkCause)
		case "failure":
			c.hatched(gutter, 0, 2.4, h+0.2, inkFail)
		}
		if k == 0 {
			c.words(gutter-6, logSize*1.06, evidence.FormatCount(l.Line), lettering{size: chartType, ink: inkMuted, side: fromRight})
		}
		p.row(p.left+gutter+8, p.y, r)
		p.y += h
	}
}
