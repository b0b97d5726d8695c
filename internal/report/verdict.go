package report

import (
	"inquest/internal/cause"
	"inquest/internal/evidence"
)

// How much the first screen says under each label.
const (
	verdictWhat   = 2
	verdictImpact = 2
	verdictFor    = 2
)

// verdict is the first screen: one sentence, the facts, the strip.
func (b *builder) verdict() []Block {
	var out []Block
	if id, ok := b.add(b.res.Headline); ok {
		b.rep.Headline = id
		out = append(out, Block{Kind: Statements, Claims: []ID{id}})
	}
	facts := []Fact{
		{Label: "What failed", Claims: b.addAll(b.firstClaims(verdictWhat, "unit-outcome"))},
		{Label: "When", Claims: b.addAll(b.whenClaims())},
		b.leading(),
		{Label: "Impact", Claims: b.addAll(head(b.res.Impact, verdictImpact))},
		b.nextStep(),
	}
	block := Block{Kind: Facts}
	for _, f := range facts {
		if len(f.Claims) > 0 || !f.Lead.Empty() {
			if f.Claims == nil {
				f.Claims = []ID{}
			}
			block.Facts = append(block.Facts, f)
		}
	}
	if len(block.Facts) > 0 {
		out = append(out, block)
	}
	if f := b.strip(); f != nil {
		out = append(out, Block{Kind: FigureBlock, Figure: f})
	}
	return out
}

// whenClaims are the sentences that place the failures in time: the first step
// of the story when it is told, else the shared end or the burst that was seen.
func (b *builder) whenClaims() []evidence.Claim {
	if cs := b.firstClaims(1, "shared-end", "burst"); len(cs) > 0 {
		return cs
	}
	return head(b.res.Chain, 1)
}

// leading names the first hypothesis, unless the logs contradict it.
func (b *builder) leading() Fact {
	f := Fact{Label: "Leading hypothesis"}
	if len(b.res.Hypotheses) == 0 {
		return f
	}
	h := &b.res.Hypotheses[0]
	if h.Outcome == cause.Contradicted {
		return f
	}
	f.Lead = titleOf(h)
	f.Claims = b.addAll(head(h.For, verdictFor))
	return f
}

// nextStep is the first thing to fetch, or else the first thing to do.
func (b *builder) nextStep() Fact {
	f := Fact{Label: "Next step"}
	for i := range b.res.Hypotheses {
		h := &b.res.Hypotheses[i]
		if len(h.Decide) > 0 && !h.Decide[0].What.IsZero() {
			f.Claims = b.addAll([]evidence.Claim{h.Decide[0].What})
			return f
		}
		if h.Outcome == cause.Supported && h.Class != nil && len(h.Class.Fix) > 0 {
			f.Lead = b.namesOf(h).fill(h.Class.Fix[0])
			f.Claims = b.addAll(head(h.For, 1))
			return f
		}
	}
	return f
}

// titleOf is the hypothesis in a few words, with the component that it blames.
func titleOf(h *cause.Hypothesis) Text {
	t := Words(h.Title)
	if h.Component != "" {
		t = Join(t, Words(" at "), Quoted(h.Component))
	}
	if h.Host != "" && h.Host != h.Component {
		t = Join(t, Words(" on "), Quoted(h.Host))
	}
	return t
}

func head[T any](s []T, n int) []T { return s[:min(n, len(s))] }
