package render

import (
	"fmt"

	"inquest/internal/cause"
	"inquest/internal/report"
)

func pillClass(v cause.Verdict) string {
	switch v {
	case cause.Incident:
		return "pill"
	case cause.Open:
		return "pill open"
	}
	return "pill calm"
}

// longHeadline is from how many bytes a headline is set smaller.
const longHeadline = 110

func (p *page) verdict(s *report.Section) {
	p.put("<section class=\"verdict\" id=\"verdict\" aria-labelledby=\"h1\">\n<div class=\"state\"><span class=\"%s\">%s</span>",
		pillClass(p.r.Verdict), verdictWord(p.r.Verdict))
	word := standing(p.r)
	if len(p.r.Hypotheses) > 0 && p.r.Verdict != cause.NoIncident {
		word = outcomeMark(p.r.Hypotheses[0].Outcome) + " " + word
	}
	p.put("<b class=\"k\">%s</b></div>\n", word)
	class := ""
	if len(p.headline()) > longHeadline {
		class = "long"
	}
	p.put("<h1 id=\"h1\" class=\"%s\">%s</h1>\n", class, p.sentence(p.r.Headline))
	parts := p.r.Verdict != cause.NoIncident && len(p.r.Hypotheses) > 0 && len(p.r.Hypotheses[0].Parts) > 0
	grid := "vg"
	if !parts {
		grid = "vg one"
	}
	p.put("<div class=\"%s\">\n", grid)
	for i := range s.Blocks {
		if s.Blocks[i].Kind == report.Facts {
			p.facts(s.Blocks[i].Facts)
		}
	}
	if parts {
		p.confidence(&p.r.Hypotheses[0])
	}
	p.put("</div>\n")
	for i := range s.Blocks {
		b := &s.Blocks[i]
		switch {
		case b.Kind == report.FigureBlock && b.Figure.Strip != nil:
			p.strip(b.Figure)
		case b.Kind == report.FigureBlock, b.Kind == report.TableBlock, b.Kind == report.Statements && len(b.Claims) > 0 && b.Claims[0] != p.r.Headline:
			p.block(b)
		}
	}
	p.put("</section>\n")
}

func (p *page) confidence(h *report.Hypothesis) {
	words := holdingWords(h.Parts)
	p.put("<aside class=\"conf\" aria-label=\"Confidence\"><div class=\"s\">Confidence in the leading hypothesis</div><div class=\"n\">%s</div><div class=\"s\">%s</div><div class=\"meter\" role=\"img\" aria-label=\"%s\">", fmt.Sprintf("%.2f", h.Confidence), words, words+", "+confidenceWords(h))
	for _, part := range h.Parts {
		p.put("<i class=\"%s\"></i>", meterClass(part))
	}
	p.put("</div>")
	p.parts(h)
	p.put("<p class=\"s note\">%s</p>", confidenceNote)
	p.put("</aside>\n")
}

func meterClass(part report.Part) string {
	switch {
	case part.Known && part.Holds:
		return "y"
	case part.Known:
		return "x"
	}
	return ""
}

func (p *page) parts(h *report.Hypothesis) {
	p.put("<ul class=\"parts\">")
	for _, part := range h.Parts {
		class, mark := "", "k"
		switch {
		case !part.Known:
			class, mark = "no", ""
		case !part.Holds:
			mark = "f"
		}
		p.put("<li class=\"%s\"><span class=\"%s\" role=\"img\" aria-label=\"%s\">%s</span><span><b>%s</b> ", class, mark, partWord(part), partMark(part), part.Name)
		if part.Claim != "" {
			p.put("%s", p.sentence(part.Claim))
		} else {
			p.put("%s", partWord(part))
		}
		p.put("</span></li>")
	}
	p.put("</ul>")
}
