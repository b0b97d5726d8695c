package render

import (
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/report"
)

// axisMarks draws the ticks of all segments between y0 and y1 with their times
// below, the days above when there are several, and the breaks.
func axisMarks(c canvas, s *scale, y0, y1 float64) {
	days := day(s.axis[0].From) != day(s.axis[len(s.axis)-1].To-1)
	end := -100.0
	for i, a := range s.axis {
		at, step := s.ticks(i, 50)
		for _, t := range at {
			x := s.x(t)
			c.line(x, y0, x, y1, 0.3, inkRule, false)
			l := lettering{size: chartSmall, ink: inkMuted, side: centred}
			text := clock(t, step)
			w := c.measure(text, l)
			x = min(max(x, s.left[0]+w/2), s.left[len(s.left)-1]+s.width[len(s.width)-1]-w/2)
			if x-w/2 < end+4 {
				continue
			}
			end = x + w/2
			c.words(x, y1+9, text, l)
		}
		if days && s.width[i] > 36 {
			c.words(s.left[i]+s.width[i]/2, y0-5, day(a.From), lettering{size: chartSmall, bold: true, side: centred})
		}
		if i > 0 {
			axisBreak(c, s, i, y0, y1)
		}
	}
}

// axisBreak is a hatched break of the axis with the length of the silence.
func axisBreak(c canvas, s *scale, i int, y0, y1 float64) {
	x, w := s.left[i]-s.gap+2, s.gap-4
	c.silence(x, y0, w, y1-y0)
	lines := brokenDuration(s.axis[i].Gap)
	if s.gap < 30 || y1-y0 < 9*float64(len(lines)+1) {
		return
	}
	y := (y0+y1)/2 + 2 - 4.2*float64(len(lines)-1)
	if y1-y0 > 50 {
		lines = append(lines, "nothing logged")
	}
	for k, t := range lines {
		l := lettering{size: chartSmall, ink: inkMuted, side: centred, bold: k == 0}
		halo := c.measure(t, l) + 3
		c.rect(x+w/2-halo/2, y-6, halo, 8, inkPaper)
		c.words(x+w/2, y, t, l)
		y += 8.4
	}
}

// brokenDuration is a duration in lines of two units.
func brokenDuration(ns int64) []string {
	var out []string
	words := strings.Fields(evidence.FormatDuration(ns))
	for len(words) > 4 {
		out = append(out, strings.Join(words[:4], " "))
		words = words[4:]
	}
	return append(out, strings.Join(words, " "))
}

// incidentBand shades the window of the incident.
func incidentBand(c canvas, s *scale, span *report.Span, y0, y1 float64) {
	if span == nil {
		return
	}
	x0, x1 := s.x(span.From), s.x(span.To)
	c.rect(x0, y0, max(x1-x0, 1), y1-y0, inkBand)
	c.line(x0, y0, x0, y1, 0.8, inkCause, false)
	c.line(x1, y0, x1, y1, 0.8, inkCause, true)
}

// drawBins draws bins on a base line: what is good up, what fails down, on one
// scale. A bin that would press all others flat is cut, with its count.
func drawBins(c canvas, s *scale, bins []report.Bin, base, up, down float64) {
	most := ceiling(bins)
	unit := min(up, down) / float64(max(most, 1))
	if tallestOf(bins, false) == 0 || tallestOf(bins, true) == 0 {
		unit = max(up, down) / float64(max(most, 1))
	}
	up, down = min(up, unit*float64(most)), min(down, unit*float64(most))
	for _, b := range bins {
		x, w := s.x(b.At), max(s.bin(b.At)-0.5, 0.5)
		if n := b.N - b.Bad; n > 0 {
			h := barHeight(n, unit, up)
			c.rect(x, base-h, w, h, inkBar)
		}
		if b.Bad > 0 {
			c.hatched(x, base+1, w, barHeight(b.Bad, unit, down), inkFail)
		}
	}
	c.line(s.left[0], base+0.5, s.left[len(s.left)-1]+s.width[len(s.width)-1], base+0.5, 0.5, inkMuted, false)
	for _, b := range bins {
		if n := b.N - b.Bad; n > most {
			notch(c, s.x(b.At), max(s.bin(b.At)-0.5, 0.5), base-up, n)
		}
		if b.Bad > most {
			notch(c, s.x(b.At), max(s.bin(b.At)-0.5, 0.5), base+down-6, b.Bad)
		}
	}
}

// notch marks a bar that is cut, and writes its count.
func notch(c canvas, x, w, top float64, n int64) {
	c.line(x-1, top+4.5, x+w/2, top+2.5, 1.2, inkPaper, false)
	c.line(x+w/2, top+2.5, x+w+1, top+4.5, 1.2, inkPaper, false)
	c.words(x-2, top+6, evidence.FormatCount(n), lettering{size: chartSmall, side: fromRight})
}

const stripHeight = 68.0

// drawStrip is the verdict's one-line chart.
func drawStrip(c canvas, f *report.Strip) {
	const top, base, bottom = 12.0, 34.0, 54.0
	s := newScale(f.Axis, 1, chartWidth-1, 44)
	incidentBand(c, s, f.Incident, top, bottom)
	axisMarks(c, s, top, bottom)
	drawBins(c, s, f.Bins, base, base-top-1, bottom-base-2)
	if f.Incident != nil {
		label := "incident, " + evidence.FormatDuration(roundGap(f.Incident.To-f.Incident.From))
		l := lettering{size: chartSmall, bold: true, ink: inkCause}
		x := s.x(f.Incident.From)
		if x+c.measure(label, l) > chartWidth {
			l.side, x = fromRight, chartWidth
		}
		if len(f.Axis) == 1 {
			c.words(x, top-3, label, l)
		}
	}
}
