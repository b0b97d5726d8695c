package render

import (
	"math"

	"inquest/internal/report"
)

// Measures of the dependency sketch, in points.
const (
	sketchNode  = 30.0
	sketchApart = 20.0
	sketchBox   = 118.0
)

func topologyHeight(t *report.Topology) float64 {
	most := 1
	for _, row := range layerRows(t) {
		most = max(most, len(row))
	}
	return float64(most)*(sketchNode+sketchApart) + 4
}

// drawTopology draws callers left and what they call right.
func drawTopology(c canvas, t *report.Topology) {
	rows, height := layerRows(t), topologyHeight(t)
	box, step := sketchBox, 0.0
	if len(rows) > 1 {
		box = min(sketchBox, chartWidth/float64(len(rows))*0.64)
		step = (chartWidth - box) / float64(len(rows)-1)
	}
	at := make([][2]float64, len(t.Nodes))
	for l, row := range rows {
		room := height / float64(max(len(row), 1))
		for k, i := range row {
			at[i] = [2]float64{step * float64(l), room*(float64(k)+0.5) - sketchNode/2}
		}
	}
	for _, e := range pairsOf(t) {
		sketchEdge(c, e, at[e.from], at[e.to], box)
	}
	for i := range t.Nodes {
		sketchBoxOf(c, &t.Nodes[i], at[i], box)
	}
}

// pair is all that one component says to another.
type pair struct {
	from, to int
	words    []string
	bad      bool
}

func pairsOf(t *report.Topology) []pair {
	var out []pair
	index := map[[2]int]int{}
	for i := range t.Edges {
		e := &t.Edges[i]
		k, ok := index[[2]int{e.From, e.To}]
		if !ok {
			k = len(out)
			index[[2]int{e.From, e.To}] = k
			out = append(out, pair{from: e.From, to: e.To})
		}
		out[k].words = append(out[k].words, edgeWords(e))
		out[k].bad = out[k].bad || e.Bad > 0
	}
	return out
}

func sketchEdge(c canvas, e pair, a, b [2]float64, box float64) {
	ink := inkBar
	if e.bad {
		ink = inkFail
	}
	x0, y0, x1, y1 := a[0]+box, a[1]+sketchNode/2, b[0], b[1]+sketchNode/2
	if b[0] <= a[0] { // to the same layer or back: from below
		x0, y0, x1, y1 = a[0]+box/2, a[1]+sketchNode, b[0]+box/2, b[1]
	}
	c.line(x0, y0, x1, y1, 0.9, ink, false)
	arrow(c, x0, y0, x1, y1, ink)
	l := lettering{size: chartSmall, ink: ink, side: centred}
	if ink == inkBar {
		l.ink = inkMuted
	}
	y := (y0+y1)/2 - 3 - 7*float64(len(e.words)-1)
	room := max(x1-x0-8, 30)
	for _, w := range head(e.words, 3) {
		c.words((x0+x1)/2, y, fitted(c, w, l, room, false), l)
		y += 7
	}
}

// arrow draws the head of a line.
func arrow(c canvas, x0, y0, x1, y1 float64, ink paint) {
	angle := math.Atan2(y1-y0, x1-x0)
	for _, turn := range []float64{math.Pi - 0.4, math.Pi + 0.4} {
		c.line(x1, y1, x1+5*math.Cos(angle+turn), y1+5*math.Sin(angle+turn), 0.9, ink, false)
	}
}

func sketchBoxOf(c canvas, n *report.Node, at [2]float64, box float64) {
	edge, fill := inkBar, inkSoft
	switch {
	case n.Role != "":
		edge, fill = inkCause, inkBand
	case n.Bad > 0:
		edge = inkFail
	}
	c.rect(at[0], at[1], box, sketchNode, fill)
	for _, l := range [][4]float64{{0, 0, box, 0}, {box, 0, box, sketchNode}, {box, sketchNode, 0, sketchNode}, {0, sketchNode, 0, 0}} {
		c.line(at[0]+l[0], at[1]+l[1], at[0]+l[2], at[1]+l[3], 0.8, edge, n.Role == "suspect")
	}
	what, where := splitName(n.Name.Open(clipped(visible, longQuote)))
	name := lettering{size: chartType, bold: true}
	small := lettering{size: chartSmall, ink: inkMuted}
	c.words(at[0]+4, at[1]+9, fitted(c, what, name, box-8, false), name)
	c.words(at[0]+4, at[1]+17.5, fitted(c, where, small, box-8, true), small)
	words := nodeWords(n)
	if n.Bad > 0 {
		small.ink = inkFail
	}
	if n.Role != "" {
		words = n.Role + " · " + words
	}
	c.words(at[0]+4, at[1]+26, fitted(c, words, small, box-8, false), small)
}

// drawSpark draws a count over time as bars above a base line.
func drawSpark(c canvas, axis []report.Segment, series []int64, bad bool, x, y, width, height float64) {
	var most int64 = 1
	for _, n := range series {
		most = max(most, n)
	}
	const gap = 2.0
	step := (width - gap*float64(max(len(axis)-1, 0))) / float64(max(len(series), 1))
	ink := inkBar
	if bad {
		ink = inkFail
	}
	k := 0
	for i, s := range axis {
		if i > 0 {
			x += gap
		}
		for range (s.To - s.From) / s.Bin {
			if k < len(series) && series[k] > 0 {
				h := max(float64(series[k])/float64(most)*height, 0.7)
				c.rect(x, y-h, max(step-0.15, 0.4), h, ink)
			}
			x += step
			k++
		}
	}
}
