package report

import "inquest/internal/evidence"

const concludedFor = 3

// conclusion says again what the verdict said, with what speaks for the leading
// hypothesis and what is still missing; it adds nothing.
func (b *builder) conclusion() []Block {
	var cs []evidence.Claim
	if !b.res.Headline.IsZero() {
		cs = append(cs, b.res.Headline)
	}
	if len(b.res.Hypotheses) > 0 {
		h := &b.res.Hypotheses[0]
		cs = append(cs, head(h.For, concludedFor)...)
		cs = append(cs, head(h.Against, 1)...)
		cs = append(cs, head(h.Missing, 2)...)
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
