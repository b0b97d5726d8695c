package render

import (
	"inquest/internal/evidence"
	"inquest/internal/report"
)

const (
	heatRow   = 12.0
	heatLabel = 108.0
	heatSum   = 34.0
)

func heatMapHeight(h *report.HeatMap) float64 { return 14 + heatRow*float64(len(h.Rows)+1) + 4 }

// drawHeatMap shades a cell by its count and writes the count into it.
func drawHeatMap(c canvas, h *report.HeatMap) {
	if len(h.Columns) == 0 {
		return
	}
	cell := (chartWidth - heatLabel - heatSum) / float64(len(h.Columns))
	var most int64
	for _, r := range h.Rows {
		for _, n := range r.Cells {
			most = max(most, n)
		}
	}
	head := lettering{size: chartSmall, ink: inkMuted, side: centred}
	every := max(int((c.measure(clock(h.Columns[0], h.Width), head)+4)/cell+0.99), 1)
	for i := 0; i < len(h.Columns); i += every {
		c.words(heatLabel+cell*(float64(i)+float64(min(every, len(h.Columns)-i))/2), 8, clock(h.Columns[i], h.Width), head)
	}
	c.words(chartWidth-2, 8, "sum", lettering{size: chartSmall, ink: inkMuted, side: fromRight})
	y := 12.0
	for _, r := range h.Rows {
		heatCells(c, plainLabel(r.Label), r.Cells, r.Sum, y, cell, most, false)
		y += heatRow
	}
	c.line(0, y+0.5, chartWidth, y+0.5, 0.5, inkMuted, false)
	heatCells(c, "all", h.Sums, h.Total, y+1, cell, 0, true)
}

func heatCells(c canvas, label string, cells []int64, sum int64, y, cell float64, most int64, bold bool) {
	l := lettering{size: chartType, bold: bold}
	c.words(0, y+8.6, fitted(c, label, l, heatLabel-6, true), l)
	for i, n := range cells {
		x := heatLabel + cell*float64(i)
		fill, ink := heatPaint(n, most)
		if fill != inkPaper {
			c.rect(x+0.4, y+0.4, cell-0.8, heatRow-0.8, fill)
		}
		text, num := "·", lettering{size: chartSmall, side: centred, ink: ink}
		if n > 0 {
			text = evidence.FormatCount(n)
		}
		if c.measure(text, num) <= cell {
			c.words(x+cell/2, y+8.4, text, num)
		}
	}
	c.words(chartWidth-2, y+8.6, evidence.FormatCount(sum), lettering{size: chartType, bold: true, side: fromRight})
}

func heatPaint(n, most int64) (fill, ink paint) {
	if most == 0 {
		return inkPaper, inkText
	}
	switch heatClass(n, most) {
	case "a":
		return inkHeat1, inkText
	case "b":
		return inkHeat2, inkText
	case "c":
		return inkHeat3, inkPaper
	case "d":
		return inkHeat4, inkPaper
	}
	return inkPaper, inkMuted
}

const rungHeight = 15.0

func ladderHeight(l *report.Ladder) float64 { return rungHeight*float64(len(l.Rungs)) + 4 }

// drawLadder is the progression of connections, from the first state down.
func drawLadder(c canvas, l *report.Ladder, day string) {
	const rail = 8.0
	for i, r := range l.Rungs {
		y := 3 + rungHeight*(float64(i)+0.5)
		if i > 0 {
			c.line(rail, y-rungHeight, rail, y, 0.8, inkBar, r.Count == 0)
		}
	}
	for i, r := range l.Rungs {
		y := 3 + rungHeight*(float64(i)+0.5)
		state := lettering{size: chartType, bold: true}
		switch {
		case r.Count == 0:
			c.disc(rail, y, 3, inkRule)
			state.ink = inkMuted
		case r.Bad:
			c.rect(rail-3.4, y-3.4, 6.8, 6.8, inkFail)
			state.ink = inkFail
		default:
			c.disc(rail, y, 3.4, inkCause)
		}
		c.words(20, y+2.6, r.State, state)
		what := lettering{size: chartType}
		c.words(76, y+2.6, fitted(c, plainLabel(rungWords(r)), what, 260, false), what)
		if r.Line != nil {
			at := lettering{size: chartSmall, ink: inkMuted, side: fromRight}
			c.words(chartWidth-2, y+2.4, undated(r.Time, day)+", line "+evidence.FormatCount(r.Line.Line), at)
		}
	}
}
