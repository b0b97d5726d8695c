package render

import (
	"inquest/internal/evidence"
	"inquest/internal/report"
)

// topologyAsset is the name of the dependency sketch's file.
const topologyAsset = "figure-topology.svg"

// topology is who speaks to whom, as a picture and a table.
func (m *markdownPage) topology(t *report.Topology) {
	if t == nil || len(t.Edges) == 0 {
		return
	}
	m.line()
	m.line("**Who speaks to whom**")
	m.line()
	if m.assets != "" {
		m.line("![Who speaks to whom](<", escapeLink(m.assets+"/"+topologyAsset), ">)")
		m.line()
	}
	m.line("| Who | does what | to whom | Times | Failed |")
	m.line("| --- | --- | --- | ---: | ---: |")
	for i := range t.Edges {
		e := &t.Edges[i]
		m.line("| ", m.nodeName(t, e.From), " | ", markdownTrusted(edgeVerbs[e.Kind]), " | ", m.nodeName(t, e.To), " | ",
			evidence.FormatCount(e.Events), " | ", evidence.FormatCount(e.Bad), " |")
	}
	if t.More > 0 {
		m.line()
		m.line(countWords(t.More, "further component"), " not shown.")
	}
}

func (m *markdownPage) nodeName(t *report.Topology, i int) string {
	n := &t.Nodes[i]
	s := n.Name.Open(clipped(escapeMarkdownCell, longQuote))
	if n.Role != "" {
		s += " (" + markdownTrusted(n.Role) + ")"
	}
	return s
}

// listedPatterns is how many templates the Markdown report lists.
const listedPatterns = 12

// patterns are the templates with their course over time in block characters.
func (m *markdownPage) patterns(t *report.Patterns) {
	if t == nil || len(t.Rows) == 0 {
		return
	}
	rows := head(t.Rows, listedPatterns)
	m.line()
	m.line("### Templates of the lines")
	m.line()
	m.line("What the lines have in common when their variable parts are masked: those that tell of failure first, then the most frequent; ",
		itoa(len(rows)), " of ", countWords(t.Total, "template"), ". Each course over time has its own scale.")
	m.line()
	m.line("| Over time | Lines | Level | Template |")
	m.line("| --- | ---: | --- | --- |")
	for i := range rows {
		r := &rows[i]
		course := ""
		if len(r.Series) > 0 && len(t.Axis) > 0 {
			course = "`"
			for _, s := range sparkline(t.Axis, seriesBins(t.Axis, r), 24) {
				course += s.text
			}
			course += "`"
		}
		level := markdownTrusted(r.Level)
		if r.Bad {
			level += " ✕"
		}
		m.line("| ", course, " | ", evidence.FormatCount(r.Count), " | ", level, " | ", r.Text.Open(clipped(escapeMarkdownCell, 240)), " |")
	}
}
