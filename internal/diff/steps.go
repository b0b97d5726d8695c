package diff

import (
	"inquest/internal/evidence"
	"inquest/internal/finding"
)

// steps takes over what the detectors say of the order of lines: which statement of a
// request no longer comes, which step takes longer, which stack traces are new.
func steps(c *comparison) {
	for i := range c.in.Found {
		f := &c.in.Found[i]
		switch f.Kind {
		case finding.KindFlow:
			for k, claim := range f.Claims {
				r := Row{Kind: KindStep, Change: Gone, Severity: severityStep, Sure: true}
				r.Score = severityStep * maxLog2 / 2 * f.Score / float64(1+k)
				if claim.Phrase().ID() == finding.DelayPhrase {
					r.Change = Slower
				}
				c.take(r, claim, "missing", "line")
			}
		case finding.KindTrace:
			for k, claim := range f.Claims {
				r := Row{Kind: KindTrace, Change: New, Severity: severityTrace, Sure: true}
				r.Score = severityTrace * maxLog2 / 2 * f.Score / float64(1+k)
				c.take(r, claim, "exception", "message")
			}
		}
	}
}

// take adds a claim that a detector made.
func (c *comparison) take(r Row, claim evidence.Claim, subjects ...string) {
	c.compared++
	for _, v := range claim.Values() {
		for _, s := range subjects {
			if v.Slot == s && r.Subject.Len() == 0 {
				r.Subject = v.Text
			}
		}
	}
	r.claim = claim
	r.Score = evidence.Round(r.Score)
	c.rows = append(c.rows, r)
}
