package render

import (
	"fmt"
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/report"
)

// openPatterns is how many templates stand in the table that is always seen.
const openPatterns = 10

// patterns is the table of templates, each with its course over time.
func (p *page) patterns(t *report.Patterns) {
	if t == nil || len(t.Rows) == 0 {
		return
	}
	p.put("<h3 id=\"templates\">Templates of the lines</h3>\n<p class=\"s\">What the lines have in common when their variable parts are masked: those that tell of failure first, then the most frequent. Each course over time has its own scale; %s of %s.</p>\n",
		countWords(int64(len(t.Rows)), "template"), evidence.FormatCount(t.Total))
	p.patternTable(t, head(t.Rows, openPatterns), "Templates of the lines")
	if len(t.Rows) > openPatterns {
		rest := t.Rows[openPatterns:]
		p.put("<details class=\"more\"><summary>%s</summary>\n", countWords(int64(len(rest)), "further template"))
		p.patternTable(t, rest, "Further templates")
		p.put("</details>\n")
	}
}

func (p *page) patternTable(t *report.Patterns, rows []report.Pattern, label string) {
	p.put("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table class=\"tpl\">\n<thead><tr><th scope=\"col\">Over time</th><th scope=\"col\" class=\"n\">Lines</th><th scope=\"col\">Level</th><th scope=\"col\">Template</th><th scope=\"col\">First</th><th scope=\"col\">Last</th></tr></thead>\n<tbody>\n", label)
	for i := range rows {
		p.patternRow(t, &rows[i])
	}
	p.put("</tbody></table></div>\n")
}

func (p *page) patternRow(t *report.Patterns, r *report.Pattern) {
	var refs []evidence.Ref
	for _, s := range r.Sources {
		refs = append(refs, evidence.Ref{File: s.Open(asIs)})
	}
	class := ""
	if r.Bad {
		class = "bad"
	}
	p.put("<tr%s data-b=\"%s\"><td>%s</td><td class=\"n\">%s</td><td class=\"%s\">%s</td><th scope=\"row\"><code>%s</code>",
		p.filters(refs, r.From, r.To), class, p.sparkline(t.Axis, r), evidence.FormatCount(r.Count), class, r.Level, markup(r.Text.Open(clipped(escapeHTML, longQuote))))
	if r.Line != nil {
		more := ""
		if n := len(r.Sources) - 1; n > 0 {
			more = ", also in " + countWords(int64(n), "other file")
		}
		p.put(" <small>%s%s</small>", p.refLink(r.Line.Ref), more)
	}
	p.put("</th><td class=\"t\">%s</td><td class=\"t\">%s</td></tr>\n", p.shortTime(r.From), p.shortTime(r.To))
}

// shortTime is an instant of a table, to the millisecond and without the
// report's one day.
func (p *page) shortTime(ns int64) string {
	if ns == 0 {
		return ""
	}
	return undated(evidence.FormatInstant(ns-ns%1e6), p.day)
}

// sparkline draws a template's counts over the axis as bars; an axis that is
// broken shows its breaks as gaps.
func (p *page) sparkline(axis []report.Segment, r *report.Pattern) markup {
	const width, height, gap = 150.0, 26.0, 5.0
	if len(r.Series) == 0 {
		return ""
	}
	var most int64 = 1
	for _, n := range r.Series {
		most = max(most, n)
	}
	step := (width - gap*float64(len(axis)-1)) / float64(len(r.Series))
	var path strings.Builder
	k, x := 0, 0.0
	for i, s := range axis {
		if i > 0 {
			x += gap
		}
		for range (s.To - s.From) / s.Bin {
			if k < len(r.Series) && r.Series[k] > 0 {
				h := max(float64(r.Series[k])/float64(most)*(height-2), 1.5)
				fmt.Fprintf(&path, "M%s %sv-%sh%sv%sz", px(x), px(height-1), px(h), px(max(step-0.4, 0.8)), px(h))
			}
			x += step
			k++
		}
	}
	class := "bar"
	if r.Bad {
		class = "fb"
	}
	var q page
	q.put("<svg class=\"spark\" viewBox=\"0 0 150 26\" role=\"img\" aria-label=\"%s\"><path class=\"ax\" d=\"M0 25.5H150\"/><path class=\"%s\" d=\"%s\"/></svg>", p.sparkWords(r, most), class, path.String())
	return markup(q.b.String())
}

func (p *page) sparkWords(r *report.Pattern, most int64) string {
	if r.From == 0 {
		return countWords(r.Count, "line") + ", without times"
	}
	return fmt.Sprintf("%s from %s to %s, at most %s in one bin", countWords(r.Count, "line"), p.shortTime(r.From), p.shortTime(r.To), evidence.FormatCount(most))
}
