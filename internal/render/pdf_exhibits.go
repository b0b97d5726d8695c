package render

import (
	"inquest/internal/evidence"
	"inquest/internal/report"
)

// before and after are the exhibits that stand in a section, in front of its
// blocks and behind them.
func (p *pdfPage) before(s *report.Section) {
	if s.ID == "cause" {
		p.topology(p.r.Exhibits.Topology)
	}
}

func (p *pdfPage) after(s *report.Section) {
	if s.ID == "patterns" {
		p.patterns(p.r.Exhibits.Templates)
	}
}

// beforeHeight is how much of an exhibit must follow a section's title.
func (p *pdfPage) beforeHeight(s *report.Section) float64 {
	if t := p.r.Exhibits.Topology; s.ID == "cause" && t != nil && len(t.Edges) > 0 {
		return min(topologyHeight(t), pageBottom-marginTop-180)
	}
	return 0
}

// topology is the dependency sketch with its words.
func (p *pdfPage) topology(t *report.Topology) {
	if t == nil || len(t.Edges) == 0 {
		return
	}
	h := topologyHeight(t)
	if h > pageBottom-marginTop-60 {
		return // too many components for a page: the HTML report draws them
	}
	p.figures++
	p.ensure(h + 50)
	p.para([]run{boldLook.run("Figure " + itoa(p.figures) + ". "), bodyLook.run("Who speaks to whom, as the lines tell.")}, 0, 4)
	drawTopology(pdfCanvas{p, p.left, p.y}, t)
	p.y += h + 4
	words := topologyWords(t)
	if t.More > 0 {
		words += " " + countWords(t.More, "further component") + " not drawn."
	}
	p.para([]run{smallLook.run(words)}, 0, 8)
}

// printedPatterns is how many templates are printed; the HTML and JSON reports
// have more.
const printedPatterns = 14

// patterns lists templates with their course over time.
func (p *pdfPage) patterns(t *report.Patterns) {
	if t == nil || len(t.Rows) == 0 {
		return
	}
	const spark, count, left = 92.0, 40.0, 146.0
	p.skip(7)
	p.ensure(80)
	p.bookmark("Templates of the lines", 1)
	p.para([]run{{text: "Templates of the lines", face: sansBold, size: subSize, ink: inkText}}, 0, 2)
	rows := head(t.Rows, printedPatterns)
	p.para([]run{smallLook.run("What the lines have in common when their variable parts are masked: those that tell of failure first, then the most frequent. Each course has its own scale; " +
		itoa(len(rows)) + " of " + countWords(t.Total, "template") + ".")}, 0, 3)
	for i := range rows {
		r := &rows[i]
		l := look{sans, 7.8, inkText}
		text := p.book.set([]run{l.quoted(r.Text.Open(clipped(visible, 240)))}, p.width-left)
		small := p.book.set([]run{smallLook.run(p.patternWords(r))}, p.width-left)
		h := rowsHeight(text) + rowsHeight(small) + 5
		p.ensure(h)
		c := pdfCanvas{p, p.left, p.y}
		if len(r.Series) > 0 {
			drawSpark(c, t.Axis, r.Series, r.Bad, 0, 13, spark, 11)
		}
		c.line(0, 13.3, spark, 13.3, 0.3, inkRule, false)
		number := lettering{size: tableSize, bold: true, side: fromRight}
		if r.Bad {
			number.ink = inkFail
		}
		c.words(spark+count, 9, evidence.FormatCount(r.Count), number)
		p.flow(text, left)
		p.flow(small, left)
		p.y += 5
	}
}

// patternWords is when and where a template was seen.
func (p *pdfPage) patternWords(r *report.Pattern) string {
	words := r.Level
	if words != "" {
		words += ", "
	}
	if r.Bad {
		words += "tells of failure, "
	}
	if r.First != "" {
		words += undated(spanWords(r.First, r.Last), p.day) + ", "
	}
	if r.Line != nil {
		words += clipped(visible, longQuote)(r.Line.Ref.File) + refWords(r.Line.Ref)
	}
	if n := len(r.Sources) - 1; n > 0 {
		words += " and " + countWords(int64(n), "other file")
	}
	return words
}
