package render

import "inquest/internal/report"

// How many figures of a kind the terminal draws; further histograms are a
// sentence each, further ladders are counted.
const (
	drawnHistograms = 1
	drawnLadders    = 1
)

// figureCount counts what was drawn and what a section leaves out.
type figureCount struct {
	histograms, ladders int
	more                int64 // ladders that the section leaves out
	skipping            bool  // the excerpts of a ladder that is left out
}

// room tells whether a block is shown. The excerpts behind a ladder that is left
// out are left out with it.
func (c *figureCount) room(b *report.Block) bool {
	switch {
	case b.Figure != nil && b.Figure.Ladder != nil:
		c.ladders++
		c.skipping = c.ladders > drawnLadders
		if c.skipping {
			c.more++
		}
		return !c.skipping
	case b.Excerpt != nil && b.Heading.Empty() && c.skipping:
		return false
	}
	c.skipping = false
	return true
}

// sentence tells whether a block is a figure that only a sentence stands for,
// which needs no line of its own above it.
func (c *figureCount) sentence(b *report.Block) bool {
	return b.Figure != nil && b.Figure.Histogram != nil && c.histograms >= drawnHistograms
}

// leftOut says what the section did not show, and begins anew.
func (c *figureCount) leftOut() string {
	n := c.more
	c.more, c.skipping = 0, false
	if n == 0 {
		return ""
	}
	return countWords(n, "further connection episode") + ": --format md or html."
}
