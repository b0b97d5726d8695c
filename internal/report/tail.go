package report

import (
	"fmt"

	"inquest/internal/evidence"
	"inquest/internal/finding"
)

// How much of the findings the contract lists.
const (
	mostFindings = 500 // the strongest
	findingLines = 5   // cited by each
)

// tail fills the parts of the contract that no section prints, so that their
// claims are numbered behind all others, and leaves no list null.
func (b *builder) tail() {
	r := b.rep
	r.FindingsTotal = len(b.fs)
	r.Findings = make([]Finding, 0, min(len(b.fs), mostFindings))
	strongest := map[*finding.Finding]bool{}
	for _, f := range head(b.byScore(func(*finding.Finding) bool { return true }), mostFindings) {
		strongest[f] = true
	}
	for i := range b.fs {
		f := &b.fs[i]
		if !strongest[f] {
			continue
		}
		out := Finding{
			ID: fmt.Sprintf("f%d", i+1), Kind: string(f.Kind),
			Component: evidence.NewQuote(f.Component), Host: evidence.NewQuote(f.Host),
			From: b.time(f.From), To: b.time(f.To), Count: f.Count, Score: evidence.Round(f.Score),
			Claims: b.addAll(f.Claims), Lines: linesOf(f.Lines, findingLines),
		}
		if f.Class != nil {
			out.Fault = f.Class.ID
		}
		if f.Unit != nil {
			out.Unit = evidence.NewQuote(f.Unit.ID)
		}
		if len(out.Claims) > 0 {
			out.Claim = out.Claims[0]
		}
		r.Findings = append(r.Findings, out)
	}
	r.Suspects = b.suspects()
	r.KeyLines = b.keyLines()
	r.noNulls()
}

func (r *Report) noNulls() {
	notNil(&r.RuledOut)
	notNil(&r.Conflicts)
	notNil(&r.Hypotheses)
	notNil(&r.Recommendations)
	notNil(&r.References)
	notNil(&r.DataQuality)
	notNil(&r.Sections)
	notNil(&r.Unproven)
	notNil(&r.UnitTotals)
	notNil(&r.Impact.Claims)
	notNil(&r.Impact.Services)
	notNil(&r.Impact.ScoreParts)
	notNil(&r.Impact.Unknown)
}

func notNil[T any](s *[]T) {
	if *s == nil {
		*s = []T{}
	}
}
