package report

import (
	"slices"
	"strings"

	"inquest/internal/cause"
	"inquest/internal/evidence"
)

// owners are the roles that an action plan speaks to, in this order.
var owners = []struct{ id, title string }{
	{"backend", "Backend"}, {"database", "Database"}, {"network", "Network"},
	{"platform", "Platform"}, {"security", "Security"}, {"product", "Product"},
}

// horizons are when something is to be done.
var horizons = []string{"immediate", "short term", "long term"}

// facts without a claim, a lead or a citation are left out.
func factBlock(facts ...Fact) []Block {
	var out []Fact
	for _, f := range facts {
		if len(f.Claims) > 0 || !f.Lead.Empty() {
			if f.Claims == nil {
				f.Claims = []ID{}
			}
			out = append(out, f)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return []Block{{Kind: Facts, Facts: out}}
}

// executive is one page for who decides and pays: no jargon, no machine's name.
func (b *builder) executive() []sectionBuilder {
	return []sectionBuilder{
		{"brief", "In short", func() []Block {
			return factBlock(
				Fact{Label: "What happened", Claims: b.whatHappened()},
				Fact{Label: "When", Claims: b.whenItWas()},
				Fact{Label: "Is it over", Claims: b.isItOver()},
				Fact{Label: "Why", Claims: b.whyPlain()},
			)
		}},
		{"cost", "What it cost", func() []Block {
			return factBlock(
				Fact{Label: "How bad", Claims: b.scorePlain()},
				Fact{Label: "Work lost", Claims: b.lostPlain()},
				Fact{Label: "Money", Claims: one(b.sayCost())},
				Fact{Label: "Data", Claims: b.dataPlain()},
				Fact{Label: "Not known", Claims: b.unknownPlain()},
			)
		}},
		{"next", "What is to be done", func() []Block {
			if b.res.Verdict == cause.NoIncident {
				return nil
			}
			return factBlock(
				Fact{Label: "Now", Claims: slices.Concat(b.settlePlain(), b.plainAdvice(adviceNow))},
				Fact{Label: "Later", Claims: b.plainAdvice(adviceLater)},
				Fact{Label: "How sure", Claims: one(b.say(phraseAudSure, b.coverage(), countOf("lines", b.sumOver("lines"))))},
			)
		}},
	}
}

// customer is a note and answers to questions, marked as a draft. It names
// nothing inside the house.
func (b *builder) customer() []sectionBuilder {
	return []sectionBuilder{
		{"draft", "Draft for human review", func() []Block {
			return statement("", one(b.say(phraseAudDraft, b.coverage(), countOf("lines", b.sumOver("lines")))))
		}},
		{"note", "Note", func() []Block {
			return statement("", slices.Concat(b.whatHappened(), b.whenItWas(), b.isItOver(), b.whyPlain()))
		}},
		{"faq", "Questions and answers", func() []Block {
			var out []Block
			ask := func(question string, ids []ID) { out = append(out, statement(question, ids)...) }
			ask("What happened?", b.whatHappened())
			ask("When did it happen?", b.whenItWas())
			ask("Is it over?", b.isItOver())
			ask("What was the cause?", b.whyPlain())
			ask("How much work was lost?", b.lostPlain())
			ask("Was data lost or damaged?", b.dataPlain())
			ask("What is not known?", b.unknownPlain())
			ask("What can be done so that it does not happen again?", b.plainAdvice(adviceLater))
			return out
		}},
	}
}

// actionPlan is what each role does, now and later, with commands.
func (b *builder) actionPlan() []sectionBuilder {
	advice := b.recommendations()
	out := []sectionBuilder{{"situation", "Situation", b.situation}}
	for _, o := range owners {
		out = append(out, sectionBuilder{"role-" + o.id, o.title, func() []Block { return b.planOf(o.id) }})
	}
	return append(out,
		sectionBuilder{"figures", "Figures for pools and load tests", func() []Block {
			var kept []Block
			for _, x := range advice {
				if x.Kind == Statements {
					x.Heading = nil
					kept = append(kept, x)
				}
			}
			return kept
		}},
		sectionBuilder{"undecided", "What would decide what is still open", b.undecided})
}

func (b *builder) situation() []Block {
	if b.res.Verdict == cause.NoIncident {
		return statement("", b.whatHappened())
	}
	var ids []ID
	if id, ok := b.add(b.res.Headline); ok {
		ids = append(ids, id)
	}
	ids = append(ids, slices.Concat(b.whenItWas(), b.isItOver())...)
	return statement("", append(ids, one(b.sayScore())...))
}

// planOf are the recommendations for a role, by when they are due.
func (b *builder) planOf(owner string) []Block {
	if owner == "product" {
		return b.productPlan()
	}
	var out []Block
	for _, h := range horizons {
		block := Block{Kind: Recommendations, Heading: Words(strings.ToUpper(h[:1]) + h[1:]), Level: 3}
		for i := range b.rep.Recommendations {
			if r := &b.rep.Recommendations[i]; r.Horizon == h && ownerOf(r.Owner) == owner {
				block.Ranks = append(block.Ranks, i+1)
			}
		}
		if len(block.Ranks) > 0 {
			out = append(out, block)
		}
	}
	return out
}

// ownerOf maps an unknown role to the platform team, so that no action is lost.
func ownerOf(owner string) string {
	if slices.ContainsFunc(owners, func(o struct{ id, title string }) bool { return o.id == owner }) && owner != "product" {
		return owner
	}
	return "platform"
}

// productPlan is what falls to those who answer for the result: each piece rests
// on what failed.
func (b *builder) productPlan() []Block {
	if b.res.Verdict == cause.NoIncident || !b.anyFailed() {
		return nil
	}
	what := b.whatHappened()
	if len(what) == 0 {
		return nil
	}
	return factBlock(
		Fact{Label: "Immediate", Lead: Words("Decide which of the failed runs are repeated first, and who is told that their results are late"), Cite: what},
		Fact{Label: "Short term", Lead: Words("Have the note to customers read and corrected by a person: --audience customer writes the draft"), Cite: what},
		Fact{Label: "Long term", Lead: Words("Decide how much of this may happen again before it costs more than to prevent it"), Cite: what, Claims: b.unknownPlain()},
	)
}

// undecided is what to fetch for hypotheses that are not settled.
func (b *builder) undecided() []Block {
	if b.res.Verdict == cause.NoIncident {
		return nil
	}
	var cs []evidence.Claim
	for i := range b.res.Hypotheses {
		h := &b.res.Hypotheses[i]
		if i >= answered || h.Outcome == cause.Contradicted {
			continue
		}
		cs = append(cs, h.Missing...)
		for _, d := range h.Decide {
			if !d.What.IsZero() {
				cs = append(cs, d.What)
			}
		}
	}
	ids := slices.DeleteFunc(b.addAll(cs), func(id ID) bool { return b.isCheck(id) })
	return statement("", ids)
}

// isCheck tells whether a recommendation of the plan asks for what a claim names.
func (b *builder) isCheck(id ID) bool {
	return slices.ContainsFunc(b.rep.Recommendations, func(r Recommendation) bool {
		return slices.ContainsFunc(r.Checks, func(s Step) bool { return s.What == id })
	})
}
