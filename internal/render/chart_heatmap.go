package render

import (
	"fmt"

	"inquest/internal/evidence"
	"inquest/internal/report"
)

// heatMap is a table whose cells are shaded: its numbers can be read, copied
// and spoken.
func (p *page) heatMap(f *report.Figure) {
	h := f.HeatMap
	var most int64
	for _, r := range h.Rows {
		for _, n := range r.Cells {
			most = max(most, n)
		}
	}
	p.put("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table class=\"heat\"><thead><tr><td></td>", plainText(f.Title))
	for _, at := range h.Columns {
		p.put("<th scope=\"col\" data-w=\"%d %d\">%s</th>", p.since(at), p.since(at+h.Width), clock(at, h.Width))
	}
	p.put("<th scope=\"col\">Sum</th></tr></thead>\n<tbody>\n")
	for _, r := range h.Rows {
		p.put("<tr><th scope=\"row\">%s</th>", richText(r.Label))
		for _, n := range r.Cells {
			p.put("<td class=\"%s\"><span>%s</span></td>", heatClass(n, most), heatCount(n))
		}
		p.put("<td><b>%s</b></td></tr>\n", evidence.FormatCount(r.Sum))
	}
	p.put("</tbody>\n<tfoot><tr><th scope=\"row\">all</th>")
	for _, n := range h.Sums {
		p.put("<td>%s</td>", evidence.FormatCount(n))
	}
	p.put("<td>%s</td></tr></tfoot></table></div>\n", evidence.FormatCount(h.Total))
	if h.More > 0 {
		p.put("<p class=\"s\">%s</p>\n", fmt.Sprintf("Rows not shown: %d; the sums hold them.", h.More))
	}
}

func heatClass(n, most int64) string {
	switch {
	case n == 0:
		return ""
	case n*4 <= most:
		return "a"
	case n*2 <= most:
		return "b"
	case n < most:
		return "c"
	}
	return "d"
}

// ladder is the progression of connections as a list of states.
func (p *page) ladder(l *report.Ladder) {
	p.put("<ol class=\"ladder\">\n")
	for i, r := range l.Rungs {
		class, mark := "", itoa(i+1)
		switch {
		case r.Count == 0:
			class, mark = "none", "–"
		case r.Bad:
			class, mark = "bad", "✕"
		}
		p.put("<li class=\"%s\"><i aria-hidden=\"true\">%s</i><b>%s</b>%s", class, mark, r.State, richText(rungWords(r)))
		if r.Claim != "" {
			p.put("%s", claimLinks([]report.ID{r.Claim}))
		}
		if r.Line != nil {
			p.put("<small>%s, line %s</small>", undated(r.Time, p.day), evidence.FormatCount(r.Line.Line))
		}
		p.put("</li>\n")
	}
	p.put("</ol>\n")
}

// heatCount leaves an empty cell empty but for a dot, so that the filled ones
// stand out.
func heatCount(n int64) string {
	if n == 0 {
		return "·"
	}
	return evidence.FormatCount(n)
}
