package cause

import "inquest/internal/finding"

func rank(in finding.Input, fs []finding.Finding) (*Result, error) {
	return &Result{Verdict: NoIncident}, nil
}
