package report

import (
	"cmp"
	"slices"
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/profile"
)

// patternSeries lists the templates that a reader asks for first: those that
// tell of failure, then the most frequent.
func (b *builder) patternSeries(ax []Segment) *Patterns {
	if len(b.v.Templates) == 0 {
		return nil
	}
	order := make([]int, len(b.v.Templates))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		x, y := &b.v.Templates[i], &b.v.Templates[j]
		return cmp.Or(boolLast(b.bad[x.ID], b.bad[y.ID]), cmp.Compare(y.Count, x.Count), strings.Compare(x.ID, y.ID))
	})
	out := &Patterns{Axis: b.coarse(ax), Total: int64(len(order)), Rows: []Pattern{}}
	d := newDense(out.Axis)
	for _, i := range head(order, shownPatterns) {
		out.Rows = append(out.Rows, b.pattern(&b.v.Templates[i], d))
	}
	return out
}

// boolLast orders true before false.
func boolLast(x, y bool) int {
	switch {
	case x == y:
		return 0
	case x:
		return -1
	}
	return 1
}

// coarse is the axis in the few bins of a sparkline.
func (b *builder) coarse(ax []Segment) []Segment {
	out := make([]Segment, len(ax))
	for i, s := range ax {
		out[i] = s
		out[i].From, out[i].To, out[i].Bin = roundSegment(Span{From: s.From, To: s.To - 1}, max(patternBins/len(ax), 1))
	}
	return out
}

func (b *builder) pattern(t *profile.Template, d *dense) Pattern {
	p := Pattern{
		ID: t.ID, Text: evidence.NewQuote(t.Typed), Level: levelNames[t.Level], Count: int64(t.Count), Bad: b.bad[t.ID],
		Series: make([]int64, d.n), Sources: []evidence.Quote{},
		First: b.time(timeOf(t.First)), Last: b.time(timeOf(t.Last)), From: timeOf(t.First), To: timeOf(t.Last),
	}
	if t.Typed == "" {
		p.Text = evidence.NewQuote(t.Text)
	}
	var sources []int
	for i := range t.Rows {
		r := &t.Rows[i]
		if !slices.Contains(sources, r.Source) {
			sources = append(sources, r.Source)
			p.Sources = append(p.Sources, evidence.NewQuote(b.v.Sources[r.Source].Name))
		}
		for _, bk := range r.Buckets {
			if k := d.bin(b.clip(&b.v.Sources[r.Source], bk.At).From); k >= 0 {
				p.Series[k] += int64(bk.N)
			}
		}
		if p.Line == nil && len(r.Early) > 0 && r.Early[0].Ref.Check() == nil {
			line := lineOf(&r.Early[0], "")
			p.Line = &line
		}
	}
	return p
}

func timeOf(m profile.Mark) int64 {
	if !m.HasTime {
		return 0
	}
	return m.Time
}
