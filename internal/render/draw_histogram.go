package render

import (
	"fmt"

	"inquest/internal/evidence"
	"inquest/internal/report"
)

const histogramHeight = 118.0

// drawHistogram draws durations: failed runs hatched, the others on top of
// them, each bar with its count; under it where the shortest, the median and the
// longest lie.
func drawHistogram(c canvas, h *report.Histogram, width float64) {
	const base, top, left = 80.0, 22.0, 2.0
	chartKey(c, 6, []keyItem{{"failed", true}, {"not failed", false}})
	if len(h.Bars) == 0 {
		return
	}
	var most int64 = 1
	for _, b := range h.Bars {
		most = max(most, b.Failed+b.Succeeded+b.Other)
	}
	step := min((width-2*left)/float64(len(h.Bars)), 60)
	unit := (base - top) / float64(most)
	for i, b := range h.Bars {
		x := left + float64(i)*step
		n := b.Failed + b.Succeeded + b.Other
		failed, rest := unit*float64(b.Failed), unit*float64(n-b.Failed)
		c.hatched(x+step*0.06, base-failed, step*0.88, failed, inkFail)
		c.rect(x+step*0.06, base-failed-rest, step*0.88, rest, inkBar)
		if n > 0 || step > 12 {
			c.words(x+step/2, base-failed-rest-2.5, evidence.FormatCount(n), lettering{size: chartSmall, bold: n > 0, side: centred, ink: shade(n)})
		}
	}
	c.line(left, base, left+step*float64(len(h.Bars)), base, 0.5, inkMuted, false)
	histogramEdges(c, h, left, step, base+9)
	histogramSpread(c, h, left, step, base+19, width)
}

func shade(n int64) paint {
	if n == 0 {
		return inkMuted
	}
	return inkText
}

type keyItem struct {
	name   string
	failed bool
}

// chartKey says what the fills mean.
func chartKey(c canvas, y float64, items []keyItem) {
	x := 0.0
	for _, k := range items {
		if k.failed {
			c.hatched(x, y-5.5, 10, 6, inkFail)
		} else {
			c.rect(x, y-5.5, 10, 6, inkBar)
		}
		l := lettering{size: chartSmall, ink: inkMuted}
		c.words(x+13, y, k.name, l)
		x += 13 + c.measure(k.name, l) + 12
	}
}

// histogramEdges labels the edges of the buckets, as many as fit.
func histogramEdges(c canvas, h *report.Histogram, left, step, y float64) {
	every := max(int(34/step+0.99), 1)
	for i := 0; i <= len(h.Bars); i += every {
		l := lettering{size: chartSmall, ink: inkMuted, side: centred}
		if i == 0 {
			l.side = fromLeft
		}
		at := h.Bars[0].From + int64(i)*h.Width
		c.words(left+float64(i)*step, y, shortDuration(at, i == 0 || i+every > len(h.Bars)), l)
	}
}

func histogramSpread(c canvas, h *report.Histogram, left, step, y, width float64) {
	if h.Width <= 0 {
		return
	}
	x := func(ns int64) float64 {
		return min(max(left+step*float64(ns-h.Bars[0].From)/float64(h.Width), 0), width)
	}
	lo, mid, hi := x(h.Min), x(h.Median), x(h.Max)
	c.line(lo, y, hi, y, 0.5, inkMuted, false)
	c.line(lo, y-2, lo, y+2, 0.5, inkMuted, false)
	c.line(hi, y-2, hi, y+2, 0.5, inkMuted, false)
	c.disc(mid, y, 2.2, inkCause)
	l := lettering{size: chartSmall, ink: inkMuted}
	text := fmt.Sprintf("shortest %s · median %s · longest %s", shortDuration(h.Min, true), shortDuration(h.Median, true), shortDuration(h.Max, true))
	at := max(min(mid-c.measure(text, l)/2, width-c.measure(text, l)), 0)
	c.words(at, y+11, text, l)
}
