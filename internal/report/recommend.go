package report

import (
	"fmt"
	"slices"
	"strings"

	"inquest/internal/cause"
)

// How many hypotheses are answered, and how much of each class is printed.
const (
	answered      = 3
	fixesShown    = 3
	preventsShown = 2
	answerClaims  = 2 // that a recommendation rests on
)

// recommendations come from the classes of hypotheses that the logs do not
// contradict, each tied to the claims that speak for it. Advice that no finding
// supports is left out, and the section says so.
func (b *builder) recommendations() []Block {
	b.rep.Recommendations = []Recommendation{}
	if b.res.Verdict == cause.NoIncident {
		return nil
	}
	done := 0
	supported := len(b.res.Hypotheses) > 0 && b.res.Hypotheses[0].Outcome == cause.Supported
	for i := range b.res.Hypotheses {
		h := &b.res.Hypotheses[i]
		if h.Class == nil || h.Outcome == cause.Contradicted || len(h.For) == 0 || done == answered {
			continue
		}
		if supported && h.Outcome != cause.Supported {
			continue // advice for an open guess would drown that for the cause
		}
		done++
		b.recommend(h, i+1)
	}
	figures := b.takeMeasures()
	if len(b.rep.Recommendations) == 0 {
		return nil
	}
	slices.SortStableFunc(b.rep.Recommendations, func(x, y Recommendation) int { return strings.Compare(x.Priority, y.Priority) })
	block := Block{Kind: Recommendations}
	for i := range b.rep.Recommendations {
		b.rep.Recommendations[i].ID = fmt.Sprintf("r%d", i+1)
		block.Ranks = append(block.Ranks, i+1)
	}
	out := []Block{block}
	if figures {
		if ids := b.loadFigures(); len(ids) > 0 {
			out = append(out, Block{Kind: Statements, Heading: Words("Figures for pools and load tests, from these logs"), Level: 3, Claims: ids})
		}
	}
	return out
}

func (b *builder) recommend(h *cause.Hypothesis, rank int) {
	n := b.namesOf(h)
	base := Recommendation{Owner: h.Class.Owner, Fault: h.Fault, Rank: rank, Claims: b.addAll(head(h.For, answerClaims)), Checks: []Step{}}
	if len(base.Claims) == 0 {
		return
	}
	put := func(kind, horizon string, priority int, action Text, checks []Step) {
		r := base
		r.Kind, r.Horizon, r.Action = kind, horizon, action
		r.Priority = fmt.Sprintf("P%d", min(priority+max(0, rank-1), 4))
		if checks != nil {
			r.Checks = checks
		}
		b.rep.Recommendations = append(b.rep.Recommendations, r)
	}
	if checks := b.checks(h); len(checks) > 0 {
		put("confirm", "immediate", 1, Join(Words("Confirm: "), titleOf(h)), checks)
	}
	for _, f := range head(h.Class.Fix, fixesShown) {
		priority, horizon := 2, "short term"
		if h.Outcome == cause.Supported {
			priority, horizon = 1, "immediate"
		}
		put("fix", horizon, priority, n.fill(f), nil)
	}
	for _, p := range head(h.Class.Prevent, preventsShown) {
		put("prevent", "long term", 3, n.fill(p), nil)
	}
}

func (b *builder) checks(h *cause.Hypothesis) []Step {
	var out []Step
	for _, c := range b.fitting(h) {
		out = append(out, b.check(h, c))
	}
	return out
}
