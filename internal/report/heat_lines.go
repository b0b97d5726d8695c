package report

import (
	"cmp"
	"slices"

	"inquest/internal/evidence"
)

// failureHeat is the heat map of an input: failed runs of units over time, or,
// where no unit is logged that failed twice, the lines of each source that tell
// of failure.
func (b *builder) failureHeat() *Figure {
	if f := b.heatMap(); f != nil {
		return f
	}
	return b.lineHeat()
}

// lineHeat counts lines that tell of failure by source. Its window is theirs.
func (b *builder) lineHeat() *Figure {
	type at struct {
		src  int
		when int64
		n    int64
	}
	var hits []at
	var spans []Span
	for src := range b.v.Sources {
		b.countSource(src, func(when, _, bad int64) {
			if bad > 0 {
				hits = append(hits, at{src, when, bad})
				spans = append(spans, Span{From: when, To: when})
			}
		})
	}
	all := union(spans)
	if len(all) < 2 {
		return nil
	}
	from, to, width := roundSegment(Span{From: all[0].From, To: all[len(all)-1].To}, heatColumns)
	if width < b.v.Width {
		width = b.v.Width
		from, to = floorTo(all[0].From, width), floorTo(all[len(all)-1].To, width)+width
	}
	h := &HeatMap{Width: width, What: "lines telling of failure", Sums: make([]int64, (to-from)/width)}
	for when := from; when < to; when += width {
		h.Columns = append(h.Columns, when)
	}
	rows := map[int]*HeatRow{}
	for _, x := range hits {
		r := rows[x.src]
		if r == nil {
			r = &HeatRow{Label: Text{{Quote: evidence.NewQuote(b.v.Sources[x.src].Name), Quoted: true}}, Cells: make([]int64, len(h.Columns))}
			rows[x.src] = r
		}
		i := (x.when - from) / width
		r.Cells[i] += x.n
		r.Sum += x.n
		h.Sums[i] += x.n
		h.Total += x.n
	}
	for src := range b.v.Sources {
		if r := rows[src]; r != nil {
			h.Rows = append(h.Rows, *r)
		}
	}
	slices.SortStableFunc(h.Rows, func(a, c HeatRow) int { return cmp.Compare(c.Sum, a.Sum) })
	h.More = int64(max(0, len(h.Rows)-heatRows))
	h.Rows = head(h.Rows, heatRows)
	return &Figure{Title: Words("Lines telling of failure per source and time"), HeatMap: h, Notes: []ID{}}
}
