package render

import (
	"fmt"
	"slices"
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/report"
)

// figure draws with block characters. Its words say only what the drawing does
// not carry itself.
func (t *textPage) figure(f *report.Figure) {
	if f.Histogram != nil {
		if t.drawn.histograms++; t.drawn.histograms > drawnHistograms && !t.full {
			t.para("", "  ", append(append(textSpans(f.Title, strong), span{plain, ": "}), t.words(f)...))
			return
		}
	}
	t.para("", "", textSpans(f.Title, strong))
	switch {
	case f.Histogram != nil:
		t.histogram(f.Histogram)
	case f.Timeline != nil:
		t.timeline(f.Timeline)
	case f.HeatMap != nil:
		t.heatMap(f.HeatMap)
	case f.Strip != nil:
		t.strip(f.Strip)
	case f.Ladder != nil:
		t.ladder(f.Ladder)
	}
	if spans := t.words(f); len(spans) > 0 {
		t.para("", "", spans)
	}
	t.bullets(f.Notes, "")
}

// words are a figure's caption; none for a timeline, whose lanes carry their
// counts, and for a ladder that claims speak of.
func (t *textPage) words(f *report.Figure) []span {
	if f.Timeline != nil || f.Ladder != nil && len(f.Notes) > 0 {
		return nil
	}
	return textSpans(caption(f, t.day), dim)
}

// bar is a horizontal bar of at least one block for anything above zero.
func bar(block string, n, most int64, width int) string {
	if n <= 0 || most <= 0 {
		return ""
	}
	return strings.Repeat(block, max(int((n*int64(width)+most/2)/most), 1))
}

// foldedBars is from how many empty bars behind each other they are one line.
const foldedBars = 4

// emptyFrom counts the empty bars from one on.
func emptyFrom(bars []report.HistogramBar, i int) (n int) {
	for ; i < len(bars) && bars[i].Failed+bars[i].Succeeded+bars[i].Other == 0; i++ {
		n++
	}
	return n
}

func (t *textPage) histogram(h *report.Histogram) {
	var most int64
	label := 0
	for _, b := range h.Bars {
		most = max(most, b.Failed+b.Succeeded+b.Other)
		label = max(label, columns(bucketWords(b, h.Width)))
	}
	width := min(t.width-label-20, 48)
	bars := filled(h.Bars)
	for i := 0; i < len(bars); i++ {
		b := bars[i]
		if skip := emptyFrom(bars, i); skip >= foldedBars {
			t.line("  ", span{dim, padLeft("⋮", label) + " none in " + itoa(skip) + " further steps"})
			i += skip - 1
			continue
		}
		n := b.Failed + b.Succeeded + b.Other
		failed := bar("█", b.Failed, most, width)
		rest := bar("░", n-b.Failed, most, width)
		words := evidence.FormatCount(n)
		if b.Failed > 0 && b.Failed < n {
			words += fmt.Sprintf(" (%s failed)", evidence.FormatCount(b.Failed))
		}
		t.line("  ", span{dim, padLeft(bucketWords(b, h.Width), label) + " "}, span{failing, failed}, span{plain, rest}, span{strong, " " + words})
	}
}

// filled are the bars from the first to the last that hold a run.
func filled(bars []report.HistogramBar) []report.HistogramBar {
	holds := func(b report.HistogramBar) bool { return b.Failed+b.Succeeded+b.Other > 0 }
	first := slices.IndexFunc(bars, holds)
	if first < 0 {
		return nil
	}
	last := len(bars)
	for !holds(bars[last-1]) {
		last--
	}
	return bars[first:last]
}

// sparkline is one character a bin on the axis; a break of the axis is "┊".
func sparkline(axis []report.Segment, bins []report.Bin, width int) []span {
	cells := resample(axis, bins, width-len(axis)+1)
	var most int64 = 1
	for _, seg := range cells {
		for _, c := range seg {
			most = max(most, c.N)
		}
	}
	var out []span
	for i, seg := range cells {
		if i > 0 {
			out = append(out, span{dim, "┊"})
		}
		for _, c := range seg {
			if c.N == 0 {
				out = append(out, span{dim, "·"})
				continue
			}
			s := plain
			if c.Bad > 0 {
				s = failing
			}
			out = append(out, span{s, string([]rune("▁▂▃▄▅▆▇█")[(c.N*7)/most])})
		}
	}
	return out
}

// resample counts bins into at most width columns, shared out over the segments by
// the number of their bins, at least two each. The columns of a segment hold the
// same number of bins, so that none stands out by its width alone; the last one
// may hold fewer.
func resample(axis []report.Segment, bins []report.Bin, width int) [][]report.Bin {
	total := int64(0)
	for _, s := range axis {
		total += (s.To - s.From) / s.Bin
	}
	out := make([][]report.Bin, len(axis))
	for i, s := range axis {
		n := (s.To - s.From) / s.Bin
		w := min(max(n*int64(width)/max(total, 1), 2), n)
		each := max((n+w-1)/max(w, 1), 1)
		out[i] = make([]report.Bin, max((n+each-1)/each, 1))
		for _, b := range bins {
			if b.At >= s.From && b.At < s.To {
				c := &out[i][(b.At-s.From)/s.Bin/each]
				c.N += b.N
				c.Bad += b.Bad
			}
		}
	}
	return out
}

func (t *textPage) strip(s *report.Strip) {
	t.line("  ", sparkline(s.Axis, s.Bins, t.width-4)...)
	t.badLine(s.Axis, s.Bins, t.width-4)
	t.axisLine(s.Axis, "  ")
}

// badLine marks under a sparkline where something fails, for terminals without
// colour.
func (t *textPage) badLine(axis []report.Segment, bins []report.Bin, width int) {
	var b strings.Builder
	for i, seg := range resample(axis, bins, width-len(axis)+1) {
		if i > 0 {
			b.WriteByte(' ')
		}
		for _, c := range seg {
			if c.Bad > 0 {
				b.WriteRune('✕')
			} else {
				b.WriteByte(' ')
			}
		}
	}
	if strings.TrimSpace(b.String()) != "" {
		t.line("  ", span{failing, strings.TrimRight(b.String(), " ")})
	}
}

func (t *textPage) axisLine(axis []report.Segment, indent string) {
	parts := make([]string, 0, len(axis))
	for _, s := range axis {
		parts = append(parts, undated(evidence.FormatInstant(s.From), t.day)+" – "+clock(s.To, min(s.Bin, 60e9)))
	}
	t.para(indent, indent, []span{{dim, strings.Join(parts, " ┊ ")}})
}

func (t *textPage) timeline(tl *report.Timeline) {
	label := 8
	for _, l := range tl.Lanes {
		label = max(label, columns(l.Label.Open(escapeText)))
	}
	label = min(label, t.width/3)
	counts := 0
	for _, l := range tl.Lanes {
		counts = max(counts, columns(laneCounts(l)))
	}
	for _, l := range tl.Lanes {
		spans := append([]span{{plain, fit(l.Label.Open(escapeText), label) + " "}}, sparkline(tl.Axis, l.Bins, t.width-label-counts-4)...)
		t.line("  ", append(spans, span{plain, " " + padLeft(laneCounts(l), counts)})...)
	}
	t.axisLine(tl.Axis, strings.Repeat(" ", label+3))
}

// laneCounts are a source's timed records, and those of them that tell of
// failure.
func laneCounts(l report.Lane) string {
	s := evidence.FormatCount(l.Lines)
	if l.Bad > 0 {
		s += " ✕" + evidence.FormatCount(l.Bad)
	}
	return s
}

func (t *textPage) heatMap(h *report.HeatMap) {
	label := 3
	for _, r := range h.Rows {
		label = max(label, columns(r.Label.Open(escapeText, nil)))
	}
	var most int64 = 1
	cell := 2
	for i := range h.Columns {
		cell = max(cell, len(evidence.FormatCount(h.Sums[i]))+1)
	}
	label = max(min(label, t.width-cell*len(h.Columns)-8), 8)
	for _, r := range h.Rows {
		for _, n := range r.Cells {
			most = max(most, n)
		}
	}
	for _, r := range h.Rows {
		spans := []span{{plain, fit(r.Label.Open(escapeText, nil), label)}}
		for _, n := range r.Cells {
			s := span{failing, padLeft(evidence.FormatCount(n), cell)}
			if n == 0 {
				s = span{dim, padLeft("·", cell)}
			}
			spans = append(spans, s)
		}
		t.line("  ", append(spans, span{strong, padLeft(evidence.FormatCount(r.Sum), cell+3)})...)
	}
	t.para("  ", "  ", []span{{dim, "from " + undated(evidence.FormatInstant(h.Columns[0]), t.day) + ", a column is " + evidence.FormatDuration(h.Width)}})
}

func (t *textPage) ladder(l *report.Ladder) {
	for i, r := range l.Rungs {
		mark := span{plain, "○"}
		switch {
		case r.Bad:
			mark = span{failing, "✕"}
		case r.Count == 0:
			mark = span{dim, "–"}
		}
		join := "├"
		if len(l.Rungs) == 1 {
			join = "─"
		} else if i == 0 {
			join = "┌"
		} else if i == len(l.Rungs)-1 {
			join = "└"
		}
		spans := []span{{dim, join + "─"}, mark, {plain, " "}, {strong, fit(r.State, 10)}, {plain, " "}}
		spans = append(spans, textSpans(rungWords(r), plain)...)
		if r.Claim != "" {
			spans = append(spans, span{dim, " " + t.cite([]report.ID{r.Claim})})
		}
		if r.Line != nil {
			spans = append(spans, span{dim, "  " + undated(r.Time, t.day) + "  line " + evidence.FormatCount(r.Line.Line)})
		}
		t.para("  ", "       ", spans)
	}
}
