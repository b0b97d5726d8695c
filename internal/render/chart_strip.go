package render

import (
	"inquest/internal/report"
)

// strip is the chart of the first screen, drawn for a wide page and anew for a
// phone.
func (p *page) strip(f *report.Figure) {
	p.put("<figure class=\"strip\">")
	p.stripChart(f)
	p.put("<figcaption>%s</figcaption></figure>\n", richText(describe(f)))
}

func (p *page) stripChart(f *report.Figure) {
	p.stripSVG(f, "wid", 1080, 96)
	p.stripSVG(f, "nar", 400, 40)
}

func (p *page) stripSVG(f *report.Figure, class string, width, gap float64) {
	const top, base, bottom = 20.0, 58.0, 96.0
	s := newScale(f.Strip.Axis, 2, width-2, gap)
	p.openSVG(f, class, width, bottom+22)
	p.incident(s, f.Strip.Incident, top, bottom)
	p.bars(s, f.Strip.Bins, base, base-top-2, bottom-base-2)
	p.axisLabels(s, top, bottom)
	p.closeSVG()
}
