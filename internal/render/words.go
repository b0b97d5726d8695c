package render

import (
	"fmt"
	"strings"
	"time"

	"inquest/internal/cause"
	"inquest/internal/evidence"
	"inquest/internal/report"
)

// Words that all media share.

func verdictWord(v cause.Verdict) string {
	switch v {
	case cause.Incident:
		return "INCIDENT"
	case cause.Open:
		return "OPEN"
	}
	return "NO INCIDENT"
}

// standing says in a few words how far the cause is known.
func standing(r *report.Report) string {
	switch {
	case r.Verdict == cause.NoIncident:
		return "nothing failed that these logs show"
	case len(r.Hypotheses) == 0:
		return "cause undetermined"
	}
	return "cause " + string(r.Hypotheses[0].Outcome)
}

func outcomeMark(o cause.Outcome) string {
	switch o {
	case cause.Supported:
		return "◆"
	case cause.Contradicted:
		return "✕"
	}
	return "○"
}

func partMark(p report.Part) string {
	switch {
	case !p.Known:
		return "–"
	case p.Holds:
		return "✓"
	}
	return "✕"
}

func partWord(p report.Part) string {
	switch {
	case !p.Known:
		return "not known"
	case p.Holds:
		return "holds"
	}
	return "does not hold"
}

// holding counts the parts of a confidence that hold, and those that the logs can
// tell of.
func holding(parts []report.Part) (hold, known int) {
	for _, p := range parts {
		if p.Known {
			known++
			if p.Holds {
				hold++
			}
		}
	}
	return hold, known
}

// holdingWords set the parts that hold against those that the logs can tell of: the
// confidence is made of these alone.
func holdingWords(parts []report.Part) string {
	n, known := holding(parts)
	verb, of := "hold", ""
	if n == 1 {
		verb = "holds"
	}
	if known < len(parts) {
		of = "known "
	}
	return fmt.Sprintf("%d of %d %sparts %s", n, known, of, verb)
}

// confidenceNote says in a sentence what the number is made of.
const confidenceNote = "The number is the weight of the parts that hold among those known, and is kept lower where proof of a kind is missing."

// confidenceWords is a hypothesis's confidence as a number from 0 to 1.
func confidenceWords(h *report.Hypothesis) string {
	return fmt.Sprintf("confidence %.2f", h.Confidence)
}

// leadWords say how sure the leading hypothesis is; empty without one.
func leadWords(r *report.Report) string {
	if r.Verdict == cause.NoIncident || len(r.Hypotheses) == 0 || len(r.Hypotheses[0].Parts) == 0 {
		return ""
	}
	h := &r.Hypotheses[0]
	return ", " + confidenceWords(h) + ", " + holdingWords(h.Parts)
}

// windowWords is the span of all records, its zone, and nothing when no record
// has a time.
func windowWords(w report.Window) string {
	if w.From == "" {
		return "no times"
	}
	switch w.Date {
	case "unknown":
		return clockWords(w)
	case "year unknown":
		return yearlessWords(w)
	}
	switch words := spanWords(w.From, w.To); w.Zone {
	case "UTC":
		return words + " UTC"
	case "mixed":
		return words + ", zones mixed"
	default:
		return words + ", zone not written"
	}
}

// clockWords is the span of times of day whose date nothing tells. The day they were
// put on is named only where there are several.
func clockWords(w report.Window) string {
	words := spanWords(w.From, w.To)
	if day := oneDay(w); day != "" {
		return strings.TrimPrefix(words, day+" ") + ", times of day only, date unknown"
	}
	return words + ", times of day only, date unknown: the days are made up"
}

// yearlessWords is the span of times whose year nothing tells, without the one that they
// were put in.
func yearlessWords(w report.Window) string {
	const year = len("2006-")
	from, to, _ := strings.Cut(spanWords(w.From, w.To), " – ")
	if len(from) > year && len(to) > year && to[year-1] == '-' {
		to = to[year:]
	}
	return from[min(len(from), year):] + " – " + to + ", year unknown"
}

// spanWords is from when to when, the day once when it is one.
func spanWords(from, to string) string {
	from, to = strings.TrimSuffix(from, "Z"), strings.TrimSuffix(to, "Z")
	from, to = strings.Replace(from, "T", " ", 1), strings.Replace(to, "T", " ", 1)
	if len(from) > 10 && len(to) > 10 && from[:10] == to[:10] {
		to = to[11:]
	}
	return from + " – " + to
}

// sizes adds up what was read.
func sizes(r *report.Report) (files int, lines, bytes int64) {
	for _, in := range r.Inputs {
		lines += in.Lines
		bytes += in.Bytes
	}
	return len(r.Inputs), lines, bytes
}

func countWords(n int64, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return evidence.FormatCount(n) + " " + one + "s"
}

// clock is the shortest form of an instant that tells the points of an axis of
// the given step apart.
func clock(ns, step int64) string {
	t := time.Unix(0, ns).UTC()
	switch {
	case step >= int64(24*time.Hour):
		return t.Format("2006-01-02")
	case step >= int64(time.Minute):
		return t.Format("15:04")
	case step >= int64(time.Second):
		return t.Format("15:04:05")
	case step >= int64(time.Millisecond):
		return t.Format("15:04:05.000")
	}
	return t.Format("15:04:05.000000")
}

func day(ns int64) string { return time.Unix(0, ns).UTC().Format("2006-01-02") }

// bucketWords names a bucket of a histogram: "101–200 s". The lower edge
// belongs to the bucket before, which the first whole value behind it shows.
func bucketWords(b report.HistogramBar, width int64) string {
	unit, name := int64(time.Second), "s"
	switch {
	case width >= int64(time.Hour) && width%int64(time.Hour) == 0:
		unit, name = int64(time.Hour), "h"
	case width >= int64(10*time.Minute) && width%int64(time.Minute) == 0:
		unit, name = int64(time.Minute), "min"
	case width >= int64(10*time.Millisecond) && width < int64(time.Second):
		unit, name = int64(time.Millisecond), "ms"
	case width < int64(10*time.Millisecond):
		unit, name = int64(time.Microsecond), "µs"
	}
	return fmt.Sprintf("%d–%d %s", b.From/unit, b.To/unit, name)
}

func cutMark(l report.Line) string {
	if l.Cut {
		return " …"
	}
	return ""
}

func refWords(ref evidence.Ref) string {
	if ref.Span() > 1 {
		return fmt.Sprintf(":%d-%d", ref.Line, ref.Line+ref.Span()-1)
	}
	return fmt.Sprintf(":%d", ref.Line)
}

func shortHash(ref evidence.Ref) string { return ref.SHA256[:min(8, len(ref.SHA256))] }

// How much of a quote and of a line a page shows; the JSON report has all that
// was kept.
const (
	longQuote = 400
	longLine  = 2000
)

// clipped escapes at most n bytes of a text, with a mark where more follow.
func clipped(escape evidence.Escaper, n int) evidence.Escaper {
	return func(s string) string {
		if len(s) <= n {
			return escape(s)
		}
		return escape(strings.ToValidUTF8(s[:n], "") + " …")
	}
}

// ledgerIDs are the claims that stand in the sections. The rest belong to
// findings that only the JSON report lists.
func ledgerIDs(r *report.Report) (shown []report.ID, more int) {
	ids := r.Claims.IDs()
	n := min(r.Shown, len(ids))
	return ids[:n], len(ids) - n
}

// unprovenWords say how many statements are missing because their proof failed.
func unprovenWords(n int) string {
	verb := "were"
	if n == 1 {
		verb = "was"
	}
	return countWords(int64(n), "statement") + " could not be proven and " + verb + " left out; the JSON report names them."
}

// decideWords head what would settle a hypothesis.
func decideWords(h *report.Hypothesis) string {
	if h.Outcome == cause.Supported {
		return "What would make sure"
	}
	return "What would decide"
}

// standingOf is a hypothesis's outcome in a few words.
func standingOf(h *report.Hypothesis) string {
	words := string(h.Outcome) + ", " + confidenceWords(h)
	if len(h.Parts) > 0 {
		words += ", " + holdingWords(h.Parts)
	}
	return words
}

func moreClaims(n int) string {
	return countWords(int64(n), "further claim") + " of findings that this page does not show: see the JSON report."
}

// detailed is up to which rank hypotheses are shown with all that stands behind
// them; of the others a page shows the outcome and the first thing against it.
const detailed = 4

// moreWords say what a table leaves out.
func moreWords(t *report.Table) string {
	if t.Of == report.OfFindings {
		return countWords(t.More, "further finding") + ": see the sections below."
	}
	return countWords(t.More, "further row") + " not shown."
}
