package render

import (
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/report"
)

// spoken is a claim's sentence as a page says it: instants of the report's one
// day without their date, which the page's header names, and the product's own
// names as words. The contract and the claim keep the full text.
func spoken(c evidence.Claim, day string) []evidence.Segment {
	instants := map[string]bool{}
	for _, v := range c.Values() {
		instants[v.Slot] = v.Kind == evidence.KindInstant
	}
	segments := c.Segments()
	for i := range segments {
		s := &segments[i]
		switch {
		case s.Quoted && ownName(s.Quote) != "":
			*s = evidence.Segment{Text: ownName(s.Quote)}
		case !s.Quoted && instants[s.Slot]:
			s.Text = undated(s.Text, day)
		}
	}
	return segments
}

// oneDay is the day on which all of a report's records lie, and empty when they
// lie on several.
func oneDay(w report.Window) string {
	const date = len("2006-01-02")
	if len(w.From) <= date || len(w.To) <= date || w.From[:date] != w.To[:date] {
		return ""
	}
	return w.From[:date]
}

// dayOf is the day that a page names once, in its header, instead of in every
// instant. Notes that are copied out of their page keep it everywhere.
func dayOf(r *report.Report) string {
	if plainReaders(r) {
		return madeUpDay(r)
	}
	return oneDay(r.Window)
}

// madeUpDay is the day on which times of day were put whose date nothing tells: no
// page names it.
func madeUpDay(r *report.Report) string {
	if r.Window.Date != "unknown" {
		return ""
	}
	return oneDay(r.Window)
}

// plainReaders tells a report for readers who are no engineers: their pages do
// not begin with the terms of the verdict.
func plainReaders(r *report.Report) bool {
	return r.Audience == report.Executive || r.Audience == report.Customer
}

// undated is a written instant without its date when that is the given day.
func undated(s, day string) string {
	if day == "" {
		return s
	}
	return strings.TrimPrefix(s, day+" ")
}

// ownName is the text of a quote that is not from a log but the product's word
// for what the log does not name, and empty for all others. It holds letters and
// spaces alone, so that it is harmless in every medium, also where a log should
// use the same words.
func ownName(q evidence.Quote) string {
	return q.Open(func(s string) string {
		switch s {
		case "an unnamed protocol", "an unnamed component":
			return s
		}
		kind, ok := strings.CutPrefix(s, "All ")
		if !ok {
			kind, ok = kindPlurals[s]
		}
		if !ok || kind == "" || len(kind) > longKind || !strings.HasSuffix(kind, "s") {
			return ""
		}
		for _, c := range []byte(kind) {
			if c < 'a' || c > 'z' {
				return ""
			}
		}
		return s
	})
}

// kindPlurals are the sums over all units of a kind, as sentences about them begin.
var kindPlurals = map[string]string{
	"Jobs": "jobs", "Runs": "runs", "Tasks": "tasks", "Requests": "requests", "Builds": "builds", "Workflows": "workflows", "Transactions": "transactions",
	"Batches": "batches", "Orders": "orders", "Messages": "messages", "Transfers": "transfers", "Deliveries": "deliveries", "Imports": "imports", "Exports": "exports", "Services": "services",
}

// longKind is how long the plural of a kind of unit is at most.
const longKind = 16
