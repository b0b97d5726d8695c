package report

import (
	"inquest/internal/cause"
	"inquest/internal/evidence"
	"inquest/internal/finding"
)

// How many lines a hypothesis and the list of key lines cite.
const (
	evidenceLines = 8
	mostKeyLines  = 50
	mostSuspects  = 20
)

// rootCause is the hypotheses, what is ruled out, and where sources disagree.
func (b *builder) rootCause() []Block {
	b.rep.Hypotheses = make([]Hypothesis, 0, len(b.res.Hypotheses))
	var out []Block
	var ranks []int
	for i := range b.res.Hypotheses {
		b.rep.Hypotheses = append(b.rep.Hypotheses, b.hypothesis(&b.res.Hypotheses[i], i+1))
		ranks = append(ranks, i+1)
	}
	if len(ranks) > 0 {
		out = append(out, Block{Kind: Hypotheses, Ranks: ranks})
	}
	b.rep.RuledOut = b.addAll(b.res.RuledOut)
	if len(b.rep.RuledOut) > 0 {
		out = append(out, Block{Kind: Statements, Heading: Words("Ruled out"), Level: 3, Claims: b.rep.RuledOut})
	}
	b.rep.Conflicts = []Conflict{}
	var ids []ID
	for _, c := range b.res.Conflicts {
		if id, ok := b.add(c.Claim); ok {
			b.rep.Conflicts = append(b.rep.Conflicts, Conflict{Claim: id, A: c.A, B: c.B})
			ids = append(ids, id)
		}
	}
	if len(ids) > 0 {
		out = append(out, Block{Kind: Statements, Heading: Words("Where the sources disagree"), Level: 3, Claims: unique(ids)})
	}
	if ids := b.ruleClaims(); len(ids) > 0 {
		out = append(out, Block{Kind: Statements, Heading: Words("Rules of your catalogue that fire"), Level: 3, Claims: ids})
	}
	return out
}

// ruleClaims are what the user's own rules say.
func (b *builder) ruleClaims() []ID {
	var ids []ID
	for i := range b.fs {
		if b.fs[i].Kind == finding.KindRule {
			ids = append(ids, b.addAll(b.fs[i].Claims)...)
		}
	}
	return unique(ids)
}

func (b *builder) hypothesis(h *cause.Hypothesis, rank int) Hypothesis {
	out := Hypothesis{
		Rank: rank, Fault: h.Fault, Title: capital(titleOf(h)),
		Component: evidence.NewQuote(h.Component), Host: evidence.NewQuote(h.Host),
		Outcome: h.Outcome, Confidence: evidence.Round(h.Confidence),
		Parts: make([]Part, 0, len(h.Parts)),
		From:  b.time(h.From), To: b.time(h.To),
		Chain:    append([]string{}, h.Chain...),
		Evidence: linesOf(h.Evidence, evidenceLines),
		Decide:   make([]Step, 0, len(h.Decide)),
	}
	n := b.namesOf(h)
	if h.Class != nil {
		out.Meaning = n.fill(h.Class.Meaning)
	}
	for i := range out.Evidence {
		out.Evidence[i].Role = roleCause
	}
	for _, p := range h.Parts {
		part := Part{Name: p.Name, Holds: p.Holds, Known: p.Known, Weight: evidence.Round(p.Weight)}
		if !p.Claim.IsZero() {
			part.Claim, _ = b.add(p.Claim)
		}
		out.Parts = append(out.Parts, part)
	}
	out.For, out.Against, out.Missing = b.addAll(h.For), b.addAll(h.Against), b.addAll(h.Missing)
	for _, d := range h.Decide {
		step := b.check(h, b.deciding(h, &d))
		if !d.What.IsZero() {
			step.What, _ = b.add(d.What)
		}
		out.Decide = append(out.Decide, step)
	}
	return out
}

func (b *builder) suspects() Suspects {
	list := func(level string) []Suspect {
		out := []Suspect{}
		for _, s := range head(b.res.Suspects[level], mostSuspects) {
			out = append(out, Suspect{Name: evidence.NewQuote(s.Name), Score: evidence.Round(s.Score)})
		}
		return out
	}
	return Suspects{
		Service: list("service"), Module: list("module"), Host: list("host"),
		Pod: list("pod"), Unit: list("unit"),
	}
}

func (b *builder) keyLines() []KeyLine {
	out := []KeyLine{}
	for _, k := range head(b.res.KeyLines, mostKeyLines) {
		if k.Line.Ref.Check() != nil {
			continue
		}
		out = append(out, KeyLine{
			File: evidence.NewQuote(k.Line.Ref.File), Line: k.Line.Ref.Line,
			Score: evidence.Round(k.Score), Text: evidence.NewQuote(k.Line.Raw), Ref: k.Line.Ref,
		})
	}
	return out
}
