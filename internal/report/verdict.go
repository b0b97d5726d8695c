package report

import (
	"slices"
	"strings"

	"inquest/internal/cause"
	"inquest/internal/evidence"
	"inquest/internal/finding"
)

// How much the first screen says under each label.
const (
	verdictUnits  = 3 // failing units that are named one by one
	verdictImpact = 2
)

// verdict is the first screen: one sentence, the facts, the strip.
func (b *builder) verdict() []Block {
	var out []Block
	if id, ok := b.add(b.res.Headline); ok {
		b.rep.Headline = id
		out = append(out, Block{Kind: Statements, Claims: []ID{id}})
	}
	facts := b.facts()
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

// facts are the rows of the verdict. Where nothing failed in the end, what was
// seen is no hypothesis about a failure and asks for no step.
func (b *builder) facts() []Fact {
	what := Fact{Label: "What failed", Claims: b.addAll(b.whatFailed())}
	if b.res.Verdict == cause.NoIncident {
		what.Label = "Runs"
		seen := b.leading(nil)
		seen.Label = "Seen and over"
		return []Fact{what, seen}
	}
	when := Fact{Label: "When", Claims: b.addAll(b.whenClaims())}
	return []Fact{
		what, when, b.leading(when.Claims),
		{Label: "Impact", Claims: b.addAll(head(b.res.Impact, verdictImpact))},
		b.nextStep(),
	}
}

// whatFailed is the sum over all units, and each failing unit when they are few.
func (b *builder) whatFailed() []evidence.Claim {
	outcomes := func(single bool) []evidence.Claim {
		var out []evidence.Claim
		for _, f := range b.byScore(func(f *finding.Finding) bool { return f.Kind == finding.KindOutcome && (f.Unit != nil) == single }) {
			out = append(out, f.Claims[0])
		}
		return out
	}
	all, each := outcomes(false), outcomes(true)
	if len(each) > verdictUnits || len(each) == 1 && len(all) > 0 {
		each = nil
	}
	return append(head(all, 1), each...)
}

// leading names the first hypothesis, unless the logs contradict it: its title
// once, then one sentence of why.
func (b *builder) leading(used []ID) Fact {
	f := Fact{Label: "Leading hypothesis"}
	if len(b.res.Hypotheses) == 0 {
		return f
	}
	h := &b.res.Hypotheses[0]
	if h.Outcome == cause.Contradicted {
		return f
	}
	f.Lead = capital(titleOf(h))
	if b.res.Verdict == cause.NoIncident {
		f.Claims = b.addAll(b.over(h))
		return f
	}
	f.Claims = b.addAll(b.why(h, used))
	for _, id := range b.addAll(head(h.For, 1)) {
		if !slices.Contains(f.Claims, id) {
			f.Cite = append(f.Cite, id)
		}
	}
	return f
}

// nextStep is the first thing to do about a supported cause, or else the first
// thing to fetch, with the command that shows whether it is so.
func (b *builder) nextStep() Fact {
	f := Fact{Label: "Next step"}
	for i := range b.res.Hypotheses {
		h := &b.res.Hypotheses[i]
		if i == 0 && h.Outcome == cause.Supported && h.Class != nil && len(h.Class.Fix) > 0 {
			f.Lead = b.namesOf(h).fill(strings.TrimSuffix(h.Class.Fix[0], "."))
			f.Cite = b.addAll(head(h.For, 1))
			f.Command, f.Note = b.confirming(h)
			return f
		}
		if len(h.Decide) > 0 && !h.Decide[0].What.IsZero() {
			f.Claims = b.addAll([]evidence.Claim{h.Decide[0].What})
			c := deciding(h, &h.Decide[0])
			f.Command, f.Note = b.filled(h, c.Command)
			return f
		}
	}
	return f
}

// confirming is the first command that confirms a hypothesis, with what to know
// before it is run; empty when the catalogue has none.
func (b *builder) confirming(h *cause.Hypothesis) (command, note Text) {
	for _, c := range fitting(h) {
		if command, note = b.filled(h, c.Command); !command.Empty() {
			return command, note
		}
	}
	return nil, nil
}

// titleOf is the hypothesis in a few words, with the component that it blames
// where the title does not name it already.
func titleOf(h *cause.Hypothesis) Text {
	if h.Component != "" && strings.Contains(h.Title, h.Component) {
		before, after, _ := strings.Cut(h.Title, h.Component)
		t := Join(Words(before), Quoted(h.Component), Words(after))
		if h.Host != "" && !strings.Contains(h.Title, h.Host) {
			t = Join(t, Words(" on "), Quoted(h.Host))
		}
		return t
	}
	t := Words(h.Title)
	switch {
	case h.Component == "" || h.Component == unknownComponent:
	case strings.Contains(h.Component, " "):
		t = Join(t, Words(" ("), Quoted(h.Component), Words(")"))
	default:
		t = Join(t, Words(" at "), Quoted(h.Component))
	}
	if h.Host != "" && !strings.Contains(h.Component, h.Host) {
		t = Join(t, Words(" on "), Quoted(h.Host))
	}
	return t
}

// unknownComponent is what package cause calls a component that no line names.
const unknownComponent = "unknown component"

func head[T any](s []T, n int) []T { return s[:min(n, len(s))] }
