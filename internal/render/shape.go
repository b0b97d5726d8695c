package render

import (
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/report"
)

// shape is what lines of one template have in common: the words without a digit
// in them. It is a page's measure of repetition, nothing more.
func shape(q evidence.Quote) string {
	return q.Open(func(s string) string {
		if len(s) > longQuote {
			s = s[:longQuote]
		}
		words := strings.Fields(s)
		for i, w := range words {
			if strings.ContainsAny(w, "0123456789") {
				words[i] = "#"
			}
		}
		return strings.Join(words, " ")
	})
}

// place is a line of a file.
type place struct {
	file string
	line int64
}

func placeOf(l *report.Line) place { return place{l.Ref.File, l.Ref.Line} }

// lineChooser keeps a page from showing a line twice, and lines of one shape in
// several places.
type lineChooser struct {
	seen   map[place]bool
	shapes map[string]bool // shown by an earlier excerpt
}

// pick keeps at most n lines, each shape at most perShape times and only when no
// earlier excerpt had it; the others are left for their numbers alone.
func (c *lineChooser) pick(lines []report.Line, n, perShape int) (shown, left []report.Line) {
	here := map[string]int{}
	for i := range lines {
		l := &lines[i]
		s := shape(l.Text)
		if len(shown) == n || c.seen[placeOf(l)] || c.shapes[s] || here[s] == perShape {
			left = append(left, *l)
			continue
		}
		here[s]++
		shown = append(shown, *l)
	}
	c.reserve(shown)
	return shown, left
}

// reserve marks lines as shown, also those that a later part of the page shows.
func (c *lineChooser) reserve(lines []report.Line) {
	if c.seen == nil {
		c.seen, c.shapes = map[place]bool{}, map[string]bool{}
	}
	for i := range lines {
		c.seen[placeOf(&lines[i])] = true
		c.shapes[shape(lines[i].Text)] = true
	}
}
