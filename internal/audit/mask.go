package audit

import (
	"slices"

	"inquest/internal/document"
	"inquest/internal/evidence"
	"inquest/internal/report"
)

// Map is a copy of the audit with all that was read from the report and the logs changed: its statements,
// what the logs say to them, and the report itself as it is written again. Verdicts, places and
// counts stay.
func (r *Result) Map(m evidence.Mapping, changes func(text string) []document.Change) *Result {
	out := *r
	out.Report.Name, out.Report.SHA256 = r.Report.Name.Map(m), m.Hash(r.Report.SHA256)
	out.Report.Notes, out.Logs.Notes, out.Logs.Inputs = mapQuotes(r.Report.Notes, m), mapQuotes(r.Logs.Notes, m), mapQuotes(r.Logs.Inputs, m)
	out.Statements = slices.Clone(r.Statements)
	for i := range out.Statements {
		s := &out.Statements[i]
		s.Section, s.Text = s.Section.Map(m), s.Text.Map(m)
		s.Reason, s.Correction = s.Reason.Map(m), s.Correction.Map(m)
		s.Refs = slices.Clone(s.Refs)
		for k := range s.Refs {
			s.Refs[k].Ref, s.Refs[k].Text = s.Refs[k].Ref.Map(m), s.Refs[k].Text.Map(m)
		}
		s.Diff = maskedEdits(s.Diff, m)
	}
	out.doc = r.doc.Map(changes)
	return &out
}

func mapQuotes(list []evidence.Quote, m evidence.Mapping) []evidence.Quote {
	out := make([]evidence.Quote, len(list))
	for i, q := range list {
		out[i] = q.Map(m)
	}
	return out
}

// maskedEdits changes the steps of a difference. A secret may lie in several of them, and tell
// itself only by what stands around it: where the whole is changed on either side, the
// difference is left out.
func maskedEdits(list []Edit, m evidence.Mapping) []Edit {
	for _, side := range []string{"-", "+"} {
		whole, each := "", ""
		for _, e := range list {
			if e.Op == "" || e.Op == side {
				t := e.Text.Open(func(s string) string { return s })
				whole, each = whole+t+" ", each+m.Text(t)+" "
			}
		}
		if m.Text(whole) != whole || each != whole {
			return nil
		}
	}
	return list
}

// AddRedaction tells what was masked, in the contract and as a note on every page.
func (r *Result) AddRedaction(red *report.Redaction) {
	r.Redaction = red
	note := "nothing was found to mask"
	if red.Values > 0 {
		note = plural(red.Values, "value is", "values are") + " masked, in " + plural(red.Places, "place", "places")
	}
	r.Logs.Notes = append(slices.Clone(r.Logs.Notes), evidence.NewQuote(note))
}
