// Package report is the document: ordered sections of claims, tables, figures
// and excerpts, the machine-readable contract (schema inquest.report/v1),
// coverage and warnings. Everything is sorted here, once, so that all renderers
// agree.
//
// It accepts claims, never sentences from a log; names and lines read from the
// input stay [evidence.Quote] until a renderer's escaper opens them. It does not
// detect, does not judge, has no clock, and does not know how a page looks.
package report

import (
	"inquest/internal/cause"
	"inquest/internal/finding"
	"inquest/internal/source"
)

// Options of a report.
type Options struct {
	Date    int64 // ns, the report's date: --now or SOURCE_DATE_EPOCH; 0 leaves it out
	Version string
	Args    []string      // options that influence the result, for verify to repeat; never paths outside the input root
	Skipped []source.Skip // inputs that were not read at all

	Audience string // one of Audiences; empty: Technical
	Title    string // of the document; empty: the audience's
	Author   string // who answers for the report; empty: nobody is named

	CostPerRunHour float64 // what an hour of a lost run costs, as the user says; 0: unknown
	Currency       string
	CostSource     string // where the rate comes from; empty: the command line
}

// Schema is the name of the JSON contract.
const Schema = "inquest.report/v1"

// Build makes the report. Its error names inputs that cannot be (a nil view or
// result); a statement that cannot be proven is left out of the document and
// named in Report.Unproven.
func Build(in finding.Input, fs []finding.Finding, r *cause.Result, o Options) (*Report, error) {
	return build(in, fs, r, o)
}
