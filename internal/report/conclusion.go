package report

import (
	"inquest/internal/cause"
	"inquest/internal/evidence"
)

// How much the conclusion repeats.
const (
	concludedParts = 3
	concludedOpen  = 2
)

// conclusion says again what the verdict said, with the parts that carry the
// confidence in the leading hypothesis and what is still missing; it adds
// nothing, and says no title twice.
func (b *builder) conclusion() []Block {
	var cs []evidence.Claim
	if !b.res.Headline.IsZero() {
		cs = append(cs, b.res.Headline)
	}
	if len(b.res.Hypotheses) > 0 {
		h := &b.res.Hypotheses[0]
		cs = append(cs, concluded(h)...)
		cs = append(cs, head(h.Against, 1)...)
		cs = append(cs, head(h.Missing, concludedOpen)...)
		for _, d := range head(h.Decide, 1) {
			if !d.What.IsZero() {
				cs = append(cs, d.What)
			}
		}
	}
	if ids := b.addAll(cs); len(ids) > 0 {
		return []Block{{Kind: Statements, Claims: ids}}
	}
	return nil
}

// concluded are the first parts that hold; a hypothesis without any is spoken
// for by the statements that add to its title.
func concluded(h *cause.Hypothesis) []evidence.Claim {
	var out []evidence.Claim
	for _, p := range h.Parts {
		if p.Known && p.Holds && !p.Claim.IsZero() {
			out = append(out, p.Claim)
		}
	}
	for _, c := range h.For {
		if len(out) == 0 && !restates(c) {
			out = append(out, c)
		}
	}
	return head(out, concludedParts)
}
