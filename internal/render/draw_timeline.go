package render

import (
	"inquest/internal/evidence"
	"inquest/internal/report"
)

// Measures of a timeline, in points.
const (
	lanesTop    = 42.0
	laneAbove   = 17.0
	laneBelow   = 13.0
	laneHeight  = laneAbove + laneBelow + 8
	laneLabels  = 92.0
	lanesBottom = 14.0
)

func timelineHeight(t *report.Timeline) float64 {
	return lanesTop + laneHeight*float64(len(t.Lanes)) + lanesBottom
}

// drawTimeline draws one lane a source on one broken axis.
func drawTimeline(c canvas, t *report.Timeline) {
	chartKey(c, 6, []keyItem{{"records, above the line", false}, {"telling of failure, below it; each lane has its own scale", true}})
	bottom := lanesTop + laneHeight*float64(len(t.Lanes))
	s := newScale(t.Axis, laneLabels, chartWidth-1, 46)
	incidentBand(c, s, t.Incident, lanesTop, bottom)
	axisMarks(c, s, lanesTop, bottom)
	for i, l := range t.Lanes {
		y := lanesTop + laneHeight*float64(i) + 4
		laneName(c, l, y)
		if len(l.Runs) > 0 {
			drawRuns(c, s, l.Runs, y, laneAbove+laneBelow)
			continue
		}
		laneSilences(c, s, l.Gaps, y+laneAbove)
		drawBins(c, s, l.Bins, y+laneAbove, laneAbove-1, laneBelow-1)
	}
	storyMarks(c, s, t.Moments, bottom)
}

func laneName(c canvas, l report.Lane, y float64) {
	bold := lettering{size: chartType, bold: true}
	c.words(0, y+8, fitted(c, l.Label.Open(clipped(visible, longQuote)), bold, laneLabels-6, true), bold)
	small := lettering{size: chartSmall, ink: inkMuted}
	c.words(0, y+17, countWords(l.Lines, "record"), small)
	if l.Bad > 0 {
		small.ink = inkFail
		c.words(0, y+25.5, evidence.FormatCount(l.Bad)+" failing", small)
	}
}

func laneSilences(c canvas, s *scale, gaps []report.Span, base float64) {
	for _, g := range gaps {
		x0, x1 := s.x(g.From), s.x(g.To)
		c.silence(x0, base-7, x1-x0, 7)
		l := lettering{size: chartSmall, ink: inkMuted, side: centred}
		text := "silent " + evidence.FormatDuration(roundGap(g.To-g.From))
		if w := c.measure(text, l); x1-x0 > w+8 {
			c.rect((x0+x1-w)/2-1.5, base-7, w+3, 7, inkPaper)
			c.words((x0+x1)/2, base-1.2, text, l)
		}
	}
}

// drawRuns draws each run from its start to its end; a start that is the end
// minus the duration is dashed.
func drawRuns(c canvas, s *scale, runs []report.RunBar, y, room float64) {
	step := min(room/float64(len(runs)), 6)
	for i, r := range runs {
		at := y + step*(float64(i)+0.5)
		x0, x1 := s.x(r.From), s.x(r.To)
		c.line(x0, at, x1, at, min(0.8, step/2), inkBar, r.Implied)
		mark := min(step, 3.2)
		fill := inkBar
		if r.Failed {
			fill = inkFail
		}
		c.rect(x1-mark/2, at-mark/2, mark, mark, fill)
	}
}

// storyMarks numbers the steps of the story over the lanes; steps that fall
// on each other share a mark.
func storyMarks(c canvas, s *scale, moments []report.Moment, bottom float64) {
	for _, k := range stepMarks(s, moments, 17) {
		c.line(k.x, 26, k.x, bottom, 0.5, inkCause, true)
		switch {
		case k.last > k.first:
			c.disc(k.x-4.5, 21, 5.2, inkCause)
			c.disc(k.x+4.5, 21, 5.2, inkCause)
			c.rect(k.x-4.5, 15.8, 9, 10.4, inkCause)
		case k.failure:
			c.rect(k.x-5, 16, 10, 10, inkFail)
		default:
			c.disc(k.x, 21, 5.2, inkCause)
		}
		c.words(k.x, 23.4, k.text(), lettering{size: chartSmall, bold: true, ink: inkPaper, side: centred})
	}
}
