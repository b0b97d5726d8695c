package report

import (
	"cmp"
	"slices"
	"time"

	"inquest/internal/finding"
	"inquest/internal/profile"
)

// How many charts of a kind the document draws.
const (
	shownHistograms = 8
	perPattern      = 3 // findings of one kind
	heatRows        = 16
	heatColumns     = 24
)

// patterns are the charts: durations per unit, all sources over time, failures
// of units over time, with the statements that the charts show.
func (b *builder) patterns() []Block {
	var out []Block
	ids := b.patternClaims()
	if len(ids) > 0 {
		out = append(out, Block{Kind: Statements, Heading: Words("What the distributions show"), Level: 3, Claims: ids})
	}
	charts := b.histograms()
	for i := range charts { // what stands above is not said again under a chart
		f := charts[i].Figure
		f.Notes = slices.DeleteFunc(f.Notes, func(id ID) bool { return slices.Contains(ids, id) })
	}
	out = append(out, charts...)
	for _, f := range []*Figure{b.timeline(), b.failureHeat()} {
		if f != nil {
			out = append(out, Block{Kind: FigureBlock, Figure: f})
		}
	}
	return out
}

func (b *builder) patternClaims() []ID {
	found := b.byScore(func(f *finding.Finding) bool {
		switch f.Kind {
		case finding.KindShared, finding.KindStart, finding.KindPeriod, finding.KindBurst, finding.KindGroup, finding.KindConstant:
			return true
		case finding.KindDuration:
			return f.Unit == nil
		}
		return false
	})
	var ids []ID
	shown := map[finding.Kind]int{}
	for _, f := range found {
		if shown[f.Kind]++; shown[f.Kind] > perPattern {
			continue
		}
		notes, _ := b.splitBuckets(f)
		ids = append(ids, notes...)
	}
	return head(unique(ids), claimsPerPart)
}

// bucketPhrase is the sentence that counts one bar of a histogram; the bar shows
// it.
const bucketPhrase = "finding.durations.bucket"

// splitBuckets parts the sentences that count bars from all others.
func (b *builder) splitBuckets(f *finding.Finding) (notes, bars []ID) {
	notes, bars = []ID{}, []ID{}
	for _, c := range f.Claims {
		id, ok := b.add(c)
		switch {
		case !ok:
		case c.Phrase().ID() == bucketPhrase:
			bars = append(bars, id)
		default:
			notes = append(notes, id)
		}
	}
	return unique(notes), unique(bars)
}

// histograms is one chart for each group with a failed run of known duration.
func (b *builder) histograms() []Block {
	var out []Block
	for i := range b.groups {
		g := &b.groups[i]
		if g.bad() == 0 || g.tally.failedTimed == 0 || len(out) == shownHistograms {
			continue
		}
		f := b.durationFinding(g)
		fig := histogram(g, widthFor(g, f))
		if f != nil {
			fig.Notes, fig.Histogram.Proof = b.splitBuckets(f)
		}
		out = append(out, Block{Kind: FigureBlock, Figure: fig})
	}
	if len(out) > 0 {
		out[0].Heading, out[0].Level = Words("Durations"), 3
	}
	return out
}

// durationFinding is the detector's word on the group's durations, or nil.
func (b *builder) durationFinding(g *group) *finding.Finding {
	for i := range b.fs {
		f := &b.fs[i]
		d, ok := f.Data.(*finding.Durations)
		if !ok || len(f.Claims) == 0 {
			continue
		}
		if f.Unit != nil && g.single != nil && f.Unit.Kind == g.kind && f.Unit.ID == g.single.ID {
			return f
		}
		if f.Unit == nil && g.single == nil && d.Kind == g.kind && d.Histogram.N == g.tally.failedTimed {
			return f
		}
	}
	return nil
}

// widthFor keeps to the bucket width that the detector's statements speak of.
func widthFor(g *group, f *finding.Finding) int64 {
	longest := g.tally.durations[len(g.tally.durations)-1]
	if f != nil {
		if w := f.Data.(*finding.Durations).Histogram.Width; w > 0 && longest/w < 4*wantBuckets {
			return w
		}
	}
	return bucketWidth(longest)
}

func histogram(g *group, width int64) *Figure {
	d := g.tally.durations
	h := &Histogram{Label: g.label(), Width: width, N: int64(len(d)), Min: d[0], Median: median(d), Max: d[len(d)-1], Proof: []ID{}}
	first := int64(0)
	if bucketIndex(h.Max, width) > 2*wantBuckets {
		first = bucketIndex(h.Min, width)
	}
	for i := first; i <= bucketIndex(h.Max, width); i++ {
		h.Bars = append(h.Bars, HistogramBar{From: i * width, To: (i + 1) * width})
	}
	for _, r := range g.runs {
		if !r.HasDuration {
			continue
		}
		h.Sum += r.Duration
		bar := &h.Bars[bucketIndex(r.Duration, width)-first]
		switch {
		case isBad(r.State):
			bar.Failed++
		case r.State == profile.RunSucceeded:
			bar.Succeeded++
		default:
			bar.Other++
		}
	}
	return &Figure{Title: Join(Words("Durations of "), g.label()), Histogram: h, Notes: []ID{}}
}

// heatMap counts failed runs of each group over time. Its window is that of the
// failures, so that a few seconds of them are not one dot in a week.
func (b *builder) heatMap() *Figure {
	var spans []Span
	rows := 0
	for i := range b.groups {
		n := len(spans)
		for _, r := range b.groups[i].runs {
			if isBad(r.State) && r.End.HasTime {
				spans = append(spans, Span{From: r.End.Time, To: r.End.Time})
			}
		}
		if len(spans) > n {
			rows++
		}
	}
	if len(spans) < 2 {
		return nil
	}
	all := union(spans)
	from, to, width := roundSegment(Span{From: all[0].From, To: all[len(all)-1].To}, heatColumns)
	if wholeSeconds(all) && width < int64(time.Second) {
		width = int64(time.Second)
		from, to = floorTo(all[0].From, width), floorTo(all[len(all)-1].To, width)+width
	}
	h := &HeatMap{Width: width, What: "failed runs", Total: int64(len(spans)), Sums: make([]int64, (to-from)/width)}
	for at := from; at < to; at += width {
		h.Columns = append(h.Columns, at)
	}
	for i := range b.groups {
		row := heatRow(&b.groups[i], h)
		if row.Sum > 0 {
			h.Rows = append(h.Rows, row)
		}
	}
	slices.SortStableFunc(h.Rows, func(a, c HeatRow) int { return cmp.Compare(c.Sum, a.Sum) })
	h.More = int64(max(0, rows-heatRows))
	h.Rows = head(h.Rows, heatRows)
	return &Figure{Title: Words("Failed runs per unit and time"), HeatMap: h, Notes: []ID{}}
}

// wholeSeconds tells whether no instant is finer than a second; columns finer
// than the clock would be empty.
func wholeSeconds(spans []Span) bool {
	for _, s := range spans {
		if s.From%int64(time.Second) != 0 {
			return false
		}
	}
	return true
}

func heatRow(g *group, h *HeatMap) HeatRow {
	row := HeatRow{Label: g.label(), Cells: make([]int64, len(h.Columns))}
	for _, r := range g.runs {
		if isBad(r.State) && r.End.HasTime {
			i := (r.End.Time - h.Columns[0]) / h.Width
			row.Cells[i]++
			row.Sum++
			h.Sums[i]++
		}
	}
	return row
}
