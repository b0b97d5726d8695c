package render

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/report"
)

// topology is the dependency sketch: callers left, what they call right; on a
// phone from top to bottom. A table beside it says the same in words.
func (p *page) topology(t *report.Topology) {
	if t == nil || len(t.Edges) == 0 {
		return
	}
	p.figures++
	more := ""
	if t.More > 0 {
		more = " " + countWords(t.More, "further component") + " not drawn."
	}
	p.put("<figure class=\"topo\"><figcaption><b>Figure %d.</b> Who speaks to whom, as the lines tell.%s</figcaption>\n", p.figures, more)
	p.put("<ul class=\"key\"><li><svg viewBox=\"0 0 24 12\" aria-hidden=\"true\"><path class=\"eg\" d=\"M0 6h24\"/></svg>speaks to</li><li><svg viewBox=\"0 0 24 12\" aria-hidden=\"true\"><path class=\"eb\" d=\"M0 6h24\"/></svg>some of it failed</li><li><svg viewBox=\"0 0 24 12\" aria-hidden=\"true\"><rect class=\"nc\" x=\"1\" y=\"1\" width=\"22\" height=\"10\"/></svg>named by the leading hypothesis</li></ul>\n")
	p.topologySVG(t, false)
	p.topologySVG(t, true)
	p.edgeTable(t)
	p.put("</figure>\n")
}

// Sizes of the sketch.
const (
	nodeWidth  = 236.0
	nodeNarrow = 190.0
	nodeHeight = 62.0
	nodeApart  = 26.0
)

// spot is where a node is drawn.
type spot struct{ x, y float64 }

// topologySVG draws layers as columns, or as rows when down is set.
func (p *page) topologySVG(t *report.Topology, down bool) {
	class, width := "wid", 1080.0
	if down {
		class, width = "nar", 400
	}
	spots, height := placeNodes(t, width, down)
	p.charts++
	p.put("<svg class=\"%s\" viewBox=\"0 0 %s %s\" role=\"img\" aria-labelledby=\"t%d d%d\"><title id=\"t%d\">Dependency sketch</title><desc id=\"d%d\">%s</desc>\n",
		class, px(width), px(height), p.charts, p.charts, p.charts, p.charts, topologyWords(t))
	box := boxWidth(t, width, down)
	p.links(t, spots, box, down)
	for i := range t.Nodes {
		p.node(&t.Nodes[i], spots[i], i, box)
	}
	p.closeSVG()
	p.put("\n")
}

// boxWidth is the width of a node's box: so that two stand beside each other on a
// phone, and lines have room between layers on a wide page.
func boxWidth(t *report.Topology, width float64, down bool) float64 {
	if down {
		return nodeNarrow
	}
	layers := 1
	for _, n := range t.Nodes {
		layers = max(layers, n.Layer+1)
	}
	return min(nodeWidth, (width-4)/float64(layers)*0.72)
}

// placeNodes gives each layer a column (or rows), its nodes spread evenly.
func placeNodes(t *report.Topology, width float64, down bool) ([]spot, float64) {
	rows := layerRows(t)
	if down {
		return placeDown(rows, len(t.Nodes), width)
	}
	most := 1
	for _, row := range rows {
		most = max(most, len(row))
	}
	height := float64(most)*(nodeHeight+nodeApart) + 8
	step := 0.0
	if len(rows) > 1 {
		step = (width - boxWidth(t, width, false) - 4) / float64(len(rows)-1)
	}
	spots := make([]spot, len(t.Nodes))
	for l, row := range rows {
		room := (height - 8) / float64(len(row))
		for k, i := range row {
			spots[i] = spot{2 + step*float64(l), 4 + room*(float64(k)+0.5) - nodeHeight/2}
		}
	}
	return spots, height
}

// placeDown puts the layers under each other, two nodes side by side.
func placeDown(rows [][]int, nodes int, width float64) ([]spot, float64) {
	spots := make([]spot, nodes)
	y := 4.0
	for _, row := range rows {
		for k, i := range row {
			x := 2.0
			switch {
			case len(row) == 1:
				x = (width - nodeNarrow) / 2
			case k%2 == 1:
				x = width - nodeNarrow - 2
			}
			spots[i] = spot{x, y + float64(k/2)*(nodeHeight+14)}
		}
		y += float64((len(row)+1)/2)*(nodeHeight+14) + 46
	}
	return spots, y - 42
}

// layerRows are the nodes of each layer, each node near those that call it, so
// that few lines cross (the barycentre method of Sugiyama, Tagawa and Toda,
// 1981).
func layerRows(t *report.Topology) [][]int {
	var rows [][]int
	for i, n := range t.Nodes {
		for len(rows) <= n.Layer {
			rows = append(rows, nil)
		}
		rows[n.Layer] = append(rows[n.Layer], i)
	}
	rows = slices.DeleteFunc(rows, func(r []int) bool { return len(r) == 0 })
	at := make([]float64, len(t.Nodes))
	note := func(row []int) {
		for k, i := range row {
			at[i] = (float64(k) + 0.5) / float64(len(row))
		}
	}
	for _, row := range rows {
		note(row)
	}
	for range 3 {
		for l := 1; l < len(rows); l++ {
			sortByFriends(t, rows[l], at, false)
			note(rows[l])
		}
		for l := len(rows) - 2; l >= 0; l-- {
			sortByFriends(t, rows[l], at, true)
			note(rows[l])
		}
	}
	return rows
}

// sortByFriends orders a row by where the callers of its nodes stand, or those
// that they call.
func sortByFriends(t *report.Topology, row []int, at []float64, called bool) {
	mean := map[int]float64{}
	for _, i := range row {
		sum, n := 0.0, 0.0
		for _, e := range t.Edges {
			switch {
			case called && e.From == i:
				sum, n = sum+at[e.To], n+1
			case !called && e.To == i:
				sum, n = sum+at[e.From], n+1
			}
		}
		mean[i] = at[i]
		if n > 0 {
			mean[i] = sum / n
		}
	}
	slices.SortStableFunc(row, func(a, b int) int { return cmp.Compare(mean[a], mean[b]) })
}

func (p *page) node(n *report.Node, s spot, i int, width float64) {
	class := "nd"
	if n.Role != "" {
		class = "nd nc"
	}
	p.put("<g class=\"node\" data-n=\"%d\"><rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"5\"/>", i, class, px(s.x), px(s.y), px(width), px(nodeHeight))
	first, second := splitName(n.Name.Open(visible))
	p.svgText("b", s.x+12, s.y+20, clipRunes(first, int(width/7.6)))
	p.svgText("t", s.x+12, s.y+36, clipRunes(second, int(width/6.6)))
	words := nodeWords(n)
	class = "t"
	if n.Bad > 0 {
		class = "t tf"
	}
	p.svgText(class, s.x+12, s.y+53, words)
	if n.Role != "" {
		p.svgText("tk b e", s.x+width-10, s.y+54, roleMark(n.Role))
	}
	p.put("</g>\n")
}

func roleMark(role string) string {
	if role == "cause" {
		return "◆"
	}
	return "○"
}

// splitName parts a component's name into what it is and where it runs.
func splitName(name string) (what, where string) {
	if a, b, ok := strings.Cut(name, " on "); ok {
		return a, "on " + b
	}
	return name, ""
}

func clipRunes(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}

func nodeWords(n *report.Node) string {
	what := "record"
	if n.Kind == "units" {
		what = "run"
	}
	switch {
	case n.Lines == 0:
		return "seen from others only"
	case n.Bad > 0:
		return countWords(n.Lines, what) + ", " + evidence.FormatCount(n.Bad) + " failing"
	}
	return countWords(n.Lines, what)
}

// links draws one line for each pair of components, with what was counted.
func (p *page) links(t *report.Topology, spots []spot, box float64, down bool) {
	for i := 0; i < len(t.Edges); {
		e := t.Edges[i]
		var words []string
		bad := false
		for ; i < len(t.Edges) && t.Edges[i].From == e.From && t.Edges[i].To == e.To; i++ {
			words = append(words, edgeWords(&t.Edges[i]))
			bad = bad || t.Edges[i].Bad > 0
		}
		p.edge(e, [2]spot{spots[e.From], spots[e.To]}, box, words, bad, down)
	}
}

// edge is one line from component to component. What was counted stands over it
// and, where there is more, under it.
func (p *page) edge(e report.Edge, ends [2]spot, box float64, words []string, bad, down bool) {
	class, label := "eg", "t c halo"
	if bad {
		class, label = "eb", "t tf c halo"
	}
	a, b := ends[0], ends[1]
	x0, y0, x1, y1 := a.x+box, a.y+nodeHeight/2, b.x, b.y+nodeHeight/2
	bend := fmt.Sprintf("C%s %s %s %s", px((x0+x1)/2), px(y0), px((x0+x1)/2), px(y1))
	tip := fmt.Sprintf("M%s %sl-8 -5v10z", px(x1), px(y1))
	if down {
		x0, y0, x1, y1 = a.x+box/2, a.y+nodeHeight, b.x+box/2, b.y
		bend = fmt.Sprintf("C%s %s %s %s", px(x0), px((y0+y1)/2), px(x1), px((y0+y1)/2))
		tip = fmt.Sprintf("M%s %sl5 -8h-10z", px(x1), px(y1))
	}
	p.put("<g class=\"link\" data-n=\"%d %d\">", e.From, e.To)
	p.stroke(class, fmt.Sprintf("M%s %s%s %s %s", px(x0), px(y0), bend, px(x1), px(y1)))
	p.stroke(class+" tip", tip)
	at := (y0+y1)/2 - 6
	for _, line := range words {
		p.svgText(label, (x0+x1)/2, at, line)
		at += 23
	}
	p.put("</g>\n")
}

// edgeWords are a line's counts in a few words.
func edgeWords(e *report.Edge) string {
	what := "run"
	if e.Kind == "connects" {
		what = "event"
	}
	if e.Bad > 0 {
		return evidence.FormatCount(e.Bad) + " of " + countWords(e.Events, what) + " failed"
	}
	return countWords(e.Events, what)
}

// topologyWords say the sketch in one sentence a line.
func topologyWords(t *report.Topology) string {
	var parts []string
	for i := range t.Edges {
		e := &t.Edges[i]
		parts = append(parts, t.Nodes[e.From].Name.Open(clipped(asIs, 80))+" to "+t.Nodes[e.To].Name.Open(clipped(asIs, 80))+": "+edgeWords(e))
	}
	return strings.Join(parts, "; ") + "."
}

var edgeVerbs = map[string]string{"connects": "connects to", "runs": "run in", "calls": "calls"}

func (p *page) edgeTable(t *report.Topology) {
	p.put("<details><summary>The same in words <small>%s</small></summary><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Who speaks to whom\"><table><thead><tr><th scope=\"col\">Who</th><th scope=\"col\">does what</th><th scope=\"col\">to whom</th><th scope=\"col\" class=\"n\">Times</th><th scope=\"col\" class=\"n\">Failed</th><th scope=\"col\">For example</th></tr></thead><tbody>\n", countWords(int64(len(t.Edges)), "link"))
	for i := range t.Edges {
		e := &t.Edges[i]
		class := "n"
		if e.Bad > 0 {
			class = "n bad"
		}
		p.put("<tr><th scope=\"row\">%s</th><td>%s</td><td>%s</td><td class=\"n\">%s</td><td class=\"%s\">%s</td><td>", markup(t.Nodes[e.From].Name.Open(clipped(escapeHTML, longQuote))), edgeVerbs[e.Kind],
			markup(t.Nodes[e.To].Name.Open(clipped(escapeHTML, longQuote))), evidence.FormatCount(e.Events), class, evidence.FormatCount(e.Bad))
		if e.Line != nil {
			p.put("<span class=\"src\">%s</span>", p.refLink(e.Line.Ref))
		}
		p.put("</td></tr>\n")
	}
	p.put("</tbody></table></div></details>\n")
}
