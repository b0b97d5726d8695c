package render

import (
	"inquest/internal/evidence"
	"inquest/internal/report"
)

// forReader is the report as its pages show it: a page for customers names no
// file of the house. The JSON keeps the names, so that the page can be checked.
func forReader(r *report.Report) *report.Report {
	if r.Audience != report.Customer {
		return r
	}
	names := map[string]string{}
	for i := range r.Inputs {
		names[r.Inputs[i].File.Open(asIs)] = "input " + itoa(i+1)
	}
	return r.Map(evidence.Mapping{
		Text: func(s string) string {
			if name, ok := names[s]; ok {
				return name
			}
			return s
		},
		Hash: func(s string) string { return s },
	})
}
