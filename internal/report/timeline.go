package report

import (
	"cmp"
	"slices"

	"inquest/internal/evidence"
	"inquest/internal/profile"
)

// How much a timeline draws.
const (
	shownLanes  = 12
	runsInLane  = 40
	gapsInLane  = 3
	wideGapPart = 12 // a silence is drawn when it is longer than a twelfth of its segment
)

// timeline is all sources on one axis, those with failures first kept when
// there are too many, drawn in order of their first record.
func (b *builder) timeline() *Figure {
	ax := axis(b.activity())
	if len(ax) == 0 {
		return nil
	}
	t := &Timeline{Axis: ax, Incident: b.incident(), Moments: b.moments()}
	lanes := make([]Lane, 0, len(b.v.Sources))
	first := map[string]int64{}
	for i := range b.v.Sources {
		s := &b.v.Sources[i]
		if !s.First.HasTime {
			continue
		}
		first[s.Name] = s.First.Time
		lanes = append(lanes, b.lane(i, ax))
	}
	slices.SortStableFunc(lanes, func(x, y Lane) int {
		return cmp.Or(cmp.Compare(y.Bad, x.Bad), cmp.Compare(y.Lines, x.Lines), x.Label.Compare(y.Label))
	})
	t.More = int64(max(0, len(lanes)-shownLanes))
	t.Lanes = head(lanes, shownLanes)
	slices.SortStableFunc(t.Lanes, func(x, y Lane) int { return x.Label.Compare(y.Label) })
	return &Figure{Title: Words("All sources over time"), Timeline: t, Notes: []ID{}}
}

func (b *builder) incident() *Span {
	if b.res.From == 0 || b.res.To < b.res.From {
		return nil
	}
	return &Span{From: b.res.From, To: b.res.To}
}

func (b *builder) lane(src int, ax []Segment) Lane {
	s := &b.v.Sources[src]
	l := Lane{Label: evidence.NewQuote(s.Name), Lines: s.Timed, Runs: []RunBar{}, Gaps: []Span{}}
	c := newBinner(ax)
	for _, bk := range s.Buckets {
		c.add(b.clip(s, bk.At).From, int64(bk.N), false)
	}
	for i := range b.v.Templates {
		t := &b.v.Templates[i]
		if !b.bad[t.ID] {
			continue
		}
		for _, row := range t.Rows {
			if row.Source != src {
				continue
			}
			l.Bad += int64(row.Count)
			for _, bk := range row.Buckets {
				c.add(b.clip(s, bk.At).From, 0, false)
				c.markBad(b.clip(s, bk.At).From, int64(bk.N))
			}
		}
	}
	l.Bins = c.bins()
	l.Runs = b.runBars(src)
	for _, g := range s.Gaps {
		if len(l.Gaps) < gapsInLane && wideGap(ax, g) {
			l.Gaps = append(l.Gaps, Span(g))
		}
	}
	return l
}

func (c *binner) markBad(at, n int64) {
	for i := range c.axis {
		if at >= c.axis[i].From && at < c.axis[i].To {
			if b := c.n[floorTo(at, c.axis[i].Bin)]; b != nil {
				b.Bad = min(b.Bad+n, b.N)
			}
			return
		}
	}
}

// wideGap tells whether a silence lies within one segment and is worth drawing.
func wideGap(ax []Segment, g profile.Gap) bool {
	for _, s := range ax {
		if g.From >= s.From && g.To <= s.To {
			return (g.To-g.From)*wideGapPart > s.To-s.From
		}
	}
	return false
}

// runBars are the runs whose end, or whose start when they never ended, stands
// in the source; none when there are too many to tell apart.
func (b *builder) runBars(src int) []RunBar {
	out := []RunBar{}
	for i := range b.v.Units {
		u := &b.v.Units[i]
		for _, r := range u.Runs {
			if !r.Start.HasTime || !r.End.HasTime || r.End.Source != src || r.Start.Time > r.End.Time {
				continue
			}
			if len(out) == runsInLane {
				return []RunBar{}
			}
			out = append(out, RunBar{
				Span: Span{From: r.Start.Time, To: r.End.Time}, Unit: evidence.NewQuote(u.ID),
				Failed: isBad(r.State), Implied: r.Implied,
			})
		}
	}
	slices.SortStableFunc(out, func(x, y RunBar) int {
		return cmp.Or(cmp.Compare(x.From, y.From), cmp.Compare(x.To, y.To), x.Unit.Compare(y.Unit))
	})
	return out
}

// strip is the verdict's chart: ends of runs where there are any, else lines.
func (b *builder) strip() *Figure {
	s := &Strip{Incident: b.incident(), What: "runs that ended"}
	var ends []Span
	for i := range b.groups {
		for _, r := range b.groups[i].runs {
			if r.End.HasTime {
				ends = append(ends, Span{From: r.End.Time, To: r.End.Time})
			}
		}
	}
	spans := b.activity()
	s.Axis = axis(spans)
	if len(s.Axis) == 0 {
		return nil
	}
	c := newBinner(s.Axis)
	if len(ends) == 0 {
		s.What = "lines"
		b.countLines(c)
	}
	for i := range b.groups {
		for _, r := range b.groups[i].runs {
			if r.End.HasTime {
				c.add(r.End.Time, 1, isBad(r.State))
			}
		}
	}
	s.Bins = c.bins()
	for _, bin := range s.Bins {
		s.Sum += bin.N
		s.Bad += bin.Bad
	}
	return &Figure{Title: Words(capitalWord(s.What) + " over time"), Strip: s, Notes: []ID{}}
}

func capitalWord(s string) string { return string(s[0]-'a'+'A') + s[1:] }

func (b *builder) countLines(c *binner) {
	for i := range b.v.Sources {
		s := &b.v.Sources[i]
		for _, bk := range s.Buckets {
			c.add(b.clip(s, bk.At).From, int64(bk.N), false)
		}
	}
	for i := range b.v.Templates {
		t := &b.v.Templates[i]
		if !b.bad[t.ID] {
			continue
		}
		for _, row := range t.Rows {
			for _, bk := range row.Buckets {
				c.markBad(b.clip(&b.v.Sources[row.Source], bk.At).From, int64(bk.N))
			}
		}
	}
}
