package render

import (
	"fmt"
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/report"
)

// histogram draws durations: failed runs hatched, the others on top of them,
// each bar with its count; under it where the shortest, the median and the
// longest lie.
func (p *page) histogram(f *report.Figure) {
	const width, base, top, left, right = 460.0, 140.0, 24.0, 8.0, 452.0
	h := f.Histogram
	p.put("<ul class=\"key\"><li><svg viewBox=\"0 0 24 12\" aria-hidden=\"true\"><rect class=\"fl\" width=\"24\" height=\"12\"/></svg>failed</li><li><svg viewBox=\"0 0 24 12\" aria-hidden=\"true\"><rect class=\"bar\" width=\"24\" height=\"12\"/></svg>not failed</li></ul>\n")
	p.openSVG(f, "hist", width, base+56)
	var most int64 = 1
	for _, b := range h.Bars {
		most = max(most, b.Failed+b.Succeeded+b.Other)
	}
	step := (right - left) / float64(len(h.Bars))
	for i, b := range h.Bars {
		p.histogramBar(b, left+float64(i)*step, step, base, (base-top)/float64(most))
	}
	p.stroke("ax2", fmt.Sprintf("M%s %sH%s", px(left), px(base), px(right)))
	p.edges(h, left, step, base+15)
	p.spread(h, left, step, base+28)
	p.closeSVG()
	if len(h.Proof) > 0 {
		p.put("<p class=\"s\">Counts of failed runs per bucket%s</p>\n", claimLinks(h.Proof))
	}
}

func (p *page) histogramBar(b report.HistogramBar, x, step, base, unit float64) {
	n := b.Failed + b.Succeeded + b.Other
	w := step * 0.86
	x += (step - w) / 2
	failed := unit * float64(b.Failed)
	rest := unit * float64(n-b.Failed)
	if b.Failed > 0 {
		p.rect("fl", x, base-failed, w, failed)
	}
	if rest > 0 {
		p.rect("bar", x, base-failed-rest, w, rest)
	}
	class := "b c"
	if n == 0 {
		class = "t c"
	}
	p.svgText(class, x+w/2, base-failed-rest-5, evidence.FormatCount(n))
}

// edges labels the edges of the buckets, as many as fit.
func (p *page) edges(h *report.Histogram, left, step, y float64) {
	every := max(int(44/step+0.99), 1)
	for i := 0; i <= len(h.Bars); i += every {
		at := h.Bars[0].From + int64(i)*h.Width
		class := "t c"
		if i == 0 {
			class = "t"
		} else if i == len(h.Bars) {
			class = "t e"
		}
		p.svgText(class, left+float64(i)*step, y, shortDuration(at, i == 0 || i+every > len(h.Bars)))
	}
}

// shortDuration leaves the unit out where its neighbours carry it.
func shortDuration(ns int64, unit bool) string {
	s := evidence.FormatDuration(ns)
	if ns < 100*60e9 && ns%1e9 == 0 {
		s = evidence.FormatCount(ns/1e9) + " s"
	}
	if !unit {
		s = strings.TrimSuffix(s, " s")
	}
	return s
}

func (p *page) spread(h *report.Histogram, left, step, y float64) {
	x := func(ns int64) float64 {
		return left + step*float64(ns-h.Bars[0].From)/float64(h.Width)
	}
	p.stroke("ax2", fmt.Sprintf("M%s %sH%sM%s %sv8M%s %sv8", px(x(h.Min)), px(y), px(x(h.Max)), px(x(h.Min)), px(y-4), px(x(h.Max)), px(y-4)))
	m := x(h.Median)
	p.stroke("kd", fmt.Sprintf("M%s %sl5 5-5 5-5-5z", px(m), px(y-5)))
	words := fmt.Sprintf("shortest %s · median %s · longest %s", shortDuration(h.Min, true), shortDuration(h.Median, true), shortDuration(h.Max, true))
	p.svgText("t c", left+step*float64(len(h.Bars))/2, y+20, words)
}
