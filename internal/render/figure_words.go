package render

import (
	"fmt"
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/report"
)

// caption is what stands beside a figure whose bars carry their counts; days as
// for [undated].
func caption(f *report.Figure, day string) report.Text {
	switch {
	case f.Histogram != nil:
		return histogramSum(f.Histogram)
	case f.Timeline != nil:
		return describeTimeline(f.Timeline, day)
	}
	return describe(f)
}

// describe says in words what a figure shows, so that nothing is only in a
// picture.
func describe(f *report.Figure) report.Text {
	switch {
	case f.Histogram != nil:
		return describeHistogram(f.Histogram)
	case f.Timeline != nil:
		return describeTimeline(f.Timeline, "")
	case f.HeatMap != nil:
		return describeHeatMap(f.HeatMap)
	case f.Strip != nil:
		return report.Words(fmt.Sprintf("%s %s, %s of them failing%s.", evidence.FormatCount(f.Strip.Sum), f.Strip.What,
			evidence.FormatCount(f.Strip.Bad), breakWords(f.Strip.Axis)))
	case f.Ladder != nil:
		return describeLadder(f.Ladder)
	}
	return nil
}

func describeHistogram(h *report.Histogram) report.Text {
	var parts []string
	for _, b := range h.Bars {
		n := b.Failed + b.Succeeded + b.Other
		if n == 0 {
			continue
		}
		s := fmt.Sprintf("%s: %d", bucketWords(b, h.Width), n)
		switch {
		case b.Failed > 0 && b.Failed < n:
			s += fmt.Sprintf(" (%d failed)", b.Failed)
		case b.Failed == 0:
			s += " (none failed)"
		}
		parts = append(parts, s)
	}
	return report.Join(histogramSum(h), report.Words(" "+strings.Join(parts, "; ")+". A value on an edge belongs to the lower bucket."))
}

// histogramSum is the spread of all runs, without the bars.
func histogramSum(h *report.Histogram) report.Text {
	return report.Words(fmt.Sprintf("%s with a duration, from %s to %s, median %s, sum %s.", countWords(h.N, "run"),
		shortDuration(h.Min, true), shortDuration(h.Max, true), shortDuration(h.Median, true), shortDuration(h.Sum, true)))
}

func breakWords(axis []report.Segment) string {
	switch n := len(axis) - 1; {
	case n < 1:
		return ""
	case n == 1:
		return "; the axis is broken once, for " + evidence.FormatDuration(axis[1].Gap)
	default:
		return fmt.Sprintf("; the axis is broken %d times, where nothing is logged", n)
	}
}

func describeTimeline(t *report.Timeline, day string) report.Text {
	out := report.Words(fmt.Sprintf("%s from %s to %s%s.", countWords(int64(len(t.Lanes)), "source"),
		undated(evidence.FormatInstant(t.Axis[0].From), day), undated(evidence.FormatInstant(t.Axis[len(t.Axis)-1].To), day), breakWords(t.Axis)))
	for _, l := range t.Lanes {
		words := ": " + countWords(l.Lines, "timed record")
		if l.Bad > 0 {
			words += ", " + evidence.FormatCount(l.Bad) + " telling of failure"
		}
		out = report.Join(out, report.Words(" "), report.Text{{Quote: l.Label, Quoted: true}}, report.Words(words))
		if len(l.Runs) > 0 {
			out = report.Join(out, report.Words(", "+countWords(int64(len(l.Runs)), "run")))
		}
		out = report.Join(out, report.Words("."))
	}
	if t.More > 0 {
		out = report.Join(out, report.Words(fmt.Sprintf(" %d more sources are not drawn.", t.More)))
	}
	return out
}

func describeHeatMap(h *report.HeatMap) report.Text {
	at, most := 0, int64(0)
	for i, n := range h.Sums {
		if n > most {
			at, most = i, n
		}
	}
	return report.Words(fmt.Sprintf("%s %s in columns of %s; the fullest, at %s, holds %s.", evidence.FormatCount(h.Total), h.What,
		evidence.FormatDuration(h.Width), clock(h.Columns[at], h.Width), evidence.FormatCount(most)))
}

func describeLadder(l *report.Ladder) report.Text {
	out := report.Join(report.Words(countWords(l.Steps, "connection event")+" in "), report.Text{{Quote: l.Source, Quoted: true}})
	if l.Span > 0 {
		out = report.Join(out, report.Words(" over "+evidence.FormatDuration(l.Span)))
	}
	return report.Join(out, report.Words("."))
}

// rungWords is the detail of a rung: how many, when, how slow, and the log's
// own guess.
func rungWords(r report.Rung) report.Text {
	if r.Count == 0 {
		return report.Words("none in these lines")
	}
	var parts []string
	if r.Count > 1 {
		parts = append(parts, fmt.Sprintf("%s times", evidence.FormatCount(r.Count)))
	}
	if r.Time != "" {
		parts = append(parts, "+"+evidence.FormatDuration(r.Offset))
	}
	if r.Latency > 0 {
		parts = append(parts, "latency "+evidence.FormatDuration(r.Latency))
	}
	out := report.Words(strings.Join(parts, ", "))
	if r.Hedge.Len() > 0 {
		out = report.Join(out, report.Words(", the log guesses: "), report.Text{{Quote: r.Hedge, Quoted: true}})
	}
	return out
}
