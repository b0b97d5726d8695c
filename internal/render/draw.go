package render

import (
	"strings"

	"inquest/internal/report"
)

// paint is a colour by meaning. Each canvas has its own values for it.
type paint int

const (
	inkText paint = iota
	inkMuted
	inkFail
	inkCause
	inkGood
	inkBar
	inkBand // the incident
	inkRule
	inkSoft // a ground under heads and lines
	inkPaper
	inkHeat1
	inkHeat2
	inkHeat3
	inkHeat4
)

// letter is the look of a chart's text.
type lettering struct {
	size float64
	bold bool
	mono bool
	ink  paint
	side side
}

// side is where a text stands from its point.
type side int

const (
	fromLeft side = iota
	centred
	fromRight
)

// canvas is what charts are drawn on: a page of a PDF file, or an SVG file.
// Coordinates grow to the right and down, in points; text is escaped by the
// canvas.
type canvas interface {
	rect(x, y, w, h float64, fill paint)
	hatched(x, y, w, h float64, fill paint) // failure, told without colour
	silence(x, y, w, h float64)             // where nothing is logged
	line(x0, y0, x1, y1, width float64, ink paint, dashed bool)
	disc(x, y, radius float64, fill paint)
	words(x, y float64, s string, l lettering)
	measure(s string, l lettering) float64
}

// chartWidth is the width of all charts, in points.
const chartWidth = 487.0

// Sizes of type in charts.
const (
	chartType  = 7.2
	chartSmall = 6.4
)

// chartHeight is how high a figure's chart is; 0 when it is not drawn.
func chartHeight(f *report.Figure) float64 {
	switch {
	case f.Strip != nil:
		return stripHeight
	case f.Histogram != nil:
		return histogramHeight
	case f.Timeline != nil:
		return timelineHeight(f.Timeline)
	case f.HeatMap != nil:
		return heatMapHeight(f.HeatMap)
	case f.Ladder != nil:
		return ladderHeight(f.Ladder)
	}
	return 0
}

// drawChart draws a figure's chart with its left upper corner at the origin.
func drawChart(c canvas, f *report.Figure, day string) {
	switch {
	case f.Strip != nil:
		drawStrip(c, f.Strip)
	case f.Histogram != nil:
		drawHistogram(c, f.Histogram, chartWidth)
	case f.Timeline != nil:
		drawTimeline(c, f.Timeline)
	case f.HeatMap != nil:
		drawHeatMap(c, f.HeatMap)
	case f.Ladder != nil:
		drawLadder(c, f.Ladder, day)
	}
}

// fitted cuts text from the left or the right so that it fits: names of files
// are told apart by their ends.
func fitted(c canvas, s string, l lettering, width float64, keepEnd bool) string {
	if c.measure(s, l) <= width {
		return s
	}
	r := []rune(s)
	for len(r) > 1 {
		if keepEnd {
			r = r[1:]
		} else {
			r = r[:len(r)-1]
		}
		cut := "…" + string(r)
		if !keepEnd {
			cut = strings.TrimRight(string(r), " ") + "…"
		}
		if c.measure(cut, l) <= width {
			return cut
		}
	}
	return "…"
}

// plainLabel is a label's text before a canvas escapes it.
func plainLabel(t report.Text) string { return t.Open(clipped(asIs, longQuote), nil) }
