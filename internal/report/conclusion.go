package report

import (
	"slices"

	"inquest/internal/cause"
	"inquest/internal/evidence"
)

// How much the conclusion repeats.
const (
	concludedParts = 3
	concludedOpen  = 2
)

// conclusion says again what the verdict said: the leading hypothesis with the parts
// that carry it, what speaks against it, and what is still open. It adds nothing.
func (b *builder) conclusion() []Block {
	var headline []ID
	if !b.res.Headline.IsZero() {
		headline = b.addAll([]evidence.Claim{b.res.Headline})
	}
	if len(b.res.Hypotheses) == 0 || b.res.Verdict == cause.NoIncident {
		return statement("", headline)
	}
	h := &b.res.Hypotheses[0]
	lead := Fact{Label: "Leading hypothesis", Claims: b.addAll(concluded(h))}
	if h.Outcome != cause.Contradicted {
		lead.Lead = capital(titleOf(h))
	}
	open := head(h.Missing, concludedOpen)
	for _, d := range head(h.Decide, 1) {
		if !d.What.IsZero() {
			open = append(slices.Clip(open), d.What)
		}
	}
	return factBlock(
		Fact{Label: "Verdict", Claims: headline}, lead,
		Fact{Label: "Against it", Claims: b.addAll(head(weighty(h.Against), 1))},
		Fact{Label: "Still open", Claims: b.addAll(open)},
	)
}

// weighty are the statements against a hypothesis that a reader can act on: how deep on the
// call path it lies only orders it among others.
func weighty(against []evidence.Claim) []evidence.Claim {
	return slices.DeleteFunc(slices.Clone(against), func(c evidence.Claim) bool { return c.Phrase().ID() == "cause.depth" })
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
