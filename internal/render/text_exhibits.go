package render

import (
	"inquest/internal/evidence"
	"inquest/internal/report"
)

// linksShown is how many links between components the terminal lists.
const linksShown = 6

// topology says who speaks to whom, a line for each pair, where more than one
// pair is known.
func (t *textPage) topology(top *report.Topology) {
	if top == nil || len(top.Edges) == 0 {
		return
	}
	t.para("", "", []span{{strong, "Who speaks to whom"}})
	pairs := pairsOf(top)
	most := linksShown
	if t.full {
		most = len(pairs)
	}
	for _, e := range head(pairs, most) {
		s, arrow := plain, " → "
		if e.bad {
			s, arrow = failing, " ✕→ "
		}
		spans := append(t.node(&top.Nodes[e.from]), span{s, arrow})
		spans = append(append(spans, t.node(&top.Nodes[e.to])...), span{dim, "  "})
		for i, w := range e.words {
			if i > 0 {
				spans = append(spans, span{dim, "; "})
			}
			spans = append(spans, span{dim, escapeText(w)})
		}
		t.para("  ", "      ", spans)
	}
	if n := len(pairs) - most; n > 0 {
		t.para("  ", "  ", []span{{dim, countWords(int64(n), "more link") + ": --format html."}})
	}
}

func (t *textPage) node(n *report.Node) []span {
	s := plain
	if n.Role == "cause" {
		s = blaming
	}
	out := []span{{s, n.Name.Open(clipped(escapeText, longQuote))}}
	if n.Role != "" {
		out = append(out, span{dim, " (" + escapeText(n.Role) + ")"})
	}
	return out
}

// pattern is a template with its course over time.
func (t *textPage) pattern(p *report.Patterns, r *report.Pattern) {
	t.para("", "", []span{{strong, r.Text.Open(clipped(escapeText, longLine))}})
	t.blank()
	for _, f := range []struct{ name, value string }{
		{"lines", evidence.FormatCount(r.Count)}, {"level", escapeText(r.Level)}, {"first", escapeText(r.First)}, {"last", escapeText(r.Last)},
	} {
		if f.value != "" {
			t.line("  ", span{dim, fit(f.name, 10)}, span{plain, f.value})
		}
	}
	if r.Bad {
		t.line("  ", span{failing, "tells of failure"})
	}
	if len(r.Series) > 0 && len(p.Axis) > 0 {
		t.blank()
		t.line("  ", sparkline(p.Axis, seriesBins(p.Axis, r), t.width-4)...)
		t.axisLine(p.Axis, "  ")
	}
	t.blank()
	for i, s := range r.Sources {
		if i == 0 {
			t.line("", span{dim, "Where"})
		}
		t.para("  ", "    ", []span{{plain, s.Open(clipped(escapeText, longQuote))}})
	}
	if r.Line != nil {
		t.blank()
		t.line("", span{dim, "For example"})
		t.logLine(r.Line, wholeLog, false)
	}
}

// seriesBins are a series' counts at their times.
func seriesBins(axis []report.Segment, r *report.Pattern) []report.Bin {
	var out []report.Bin
	k := 0
	for _, s := range axis {
		for i := range (s.To - s.From) / s.Bin {
			if k < len(r.Series) && r.Series[k] > 0 {
				b := report.Bin{At: s.From + i*s.Bin, N: r.Series[k]}
				if r.Bad {
					b.Bad = b.N
				}
				out = append(out, b)
			}
			k++
		}
	}
	return out
}
