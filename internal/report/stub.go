package report

import (
	"inquest/internal/cause"
	"inquest/internal/finding"
)

// Report is the document.
type Report struct{}

func build(in finding.Input, fs []finding.Finding, r *cause.Result, o Options) (*Report, error) {
	return &Report{}, nil
}
