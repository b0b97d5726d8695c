// Package report is the document: ordered sections of claims, tables and
// figures, the machine-readable contract (schema inquest.report/v1), coverage
// and warnings. Everything is sorted here, once, so that all renderers agree.
//
// It accepts claims, never strings from a log; it does not analyse and does not
// know how a page looks.
package report

import (
	"inquest/internal/cause"
	"inquest/internal/finding"
)

// Options of a report.
type Options struct {
	Date    int64 // ns, the report's date: --now or SOURCE_DATE_EPOCH; 0 leaves it out
	Version string
	Args    []string // options that influence the result, for verify to repeat; never paths outside the input root
}

// Schema is the name of the JSON contract.
const Schema = "inquest.report/v1"

// Build makes the report.
func Build(in finding.Input, fs []finding.Finding, r *cause.Result, o Options) (*Report, error) {
	return build(in, fs, r, o)
}
