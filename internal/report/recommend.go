package report

import (
	"cmp"
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

// kindConfirm is the kind of a recommendation to find out whether a hypothesis is right.
const kindConfirm = "confirm"

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
		if i == 0 && h.Class == nil && h.Outcome != cause.Supported {
			b.settle(h, i+1)
		}
		if h.Class == nil || h.Outcome == cause.Contradicted || len(h.For) == 0 || done == answered {
			continue
		}
		if supported && h.Outcome != cause.Supported {
			continue // advice for an open guess would drown that for the cause
		}
		if i > 0 && !supported && slices.Contains(b.res.Hypotheses[0].Chain, h.Fault) {
			continue // it follows from the leading one: to settle that settles both
		}
		done++
		b.recommend(h, i+1)
	}
	figures := b.takeMeasures()
	if len(b.rep.Recommendations) == 0 {
		return nil
	}
	slices.SortStableFunc(b.rep.Recommendations, func(x, y Recommendation) int {
		return cmp.Or(strings.Compare(x.Priority, y.Priority), boolLast(x.Kind == kindConfirm, y.Kind == kindConfirm))
	})
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

// recommend gives the advice of a hypothesis's class: first how to confirm it, then what
// to do. As long as it is open, what to do is said to hold only if it is confirmed, and
// how to prevent it is said of the leading one alone.
func (b *builder) recommend(h *cause.Hypothesis, rank int) {
	n := b.namesOf(h)
	open := h.Outcome != cause.Supported
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
		b.advise(r)
	}
	if checks := b.checks(h); len(checks) > 0 {
		label := "Confirm: "
		if open {
			label = fmt.Sprintf("Settle hypothesis %d: ", rank)
		}
		put(kindConfirm, "immediate", 1, Join(Words(label), titleOf(h)), checks)
	}
	for _, f := range head(h.Class.Fix, fixesShown) {
		if open {
			put("fix", "short term", 3, onlyIf(rank, n.fill(f)), nil)
			continue
		}
		put("fix", "immediate", 1, b.unlessDone(h, n.fill(f)), nil)
	}
	for _, p := range head(h.Class.Prevent, preventsShown) {
		switch {
		case !open:
			put("prevent", "long term", 3, n.fill(p), nil)
		case rank == 1:
			put("prevent", "long term", 4, onlyIf(rank, n.fill(p)), nil)
		}
	}
}

// advise adds a recommendation, unless the same was already said: of a second component
// with the same fault only what differs is worth a line.
func (b *builder) advise(r Recommendation) {
	words := func(t Text) string { return t.Open(func(s string) string { return s }, nil) }
	action := words(r.Action)
	for i := range b.rep.Recommendations {
		if old := &b.rep.Recommendations[i]; old.Kind == r.Kind && old.Fault == r.Fault && afterIf(words(old.Action)) == afterIf(action) {
			return
		}
	}
	b.rep.Recommendations = append(b.rep.Recommendations, r)
}

// onlyIf marks advice that waits for a hypothesis to be confirmed.
func onlyIf(rank int, t Text) Text {
	return Join(Words(fmt.Sprintf("%s%d is confirmed: ", ifHypothesis, rank)), lower(t))
}

const ifHypothesis = "If hypothesis "

// afterIf is advice without the hypothesis that it waits for.
func afterIf(s string) string {
	if rest, ok := strings.CutPrefix(s, ifHypothesis); ok {
		if _, rest, ok = strings.Cut(rest, ": "); ok {
			return rest
		}
	}
	return s
}

// unlessDone marks advice to start what stopped where the logs show that work goes well
// again: somebody may have done it.
func (b *builder) unlessDone(h *cause.Hypothesis, t Text) Text {
	if h.Class == nil || len(h.Class.Reversal) == 0 || !b.anyFailed() || !b.recovered() || saysUnless(t) {
		return t
	}
	return Join(Words("Unless it is done already: "), lower(t))
}

// saysUnless tells whether advice has its own condition.
func saysUnless(t Text) bool {
	return slices.ContainsFunc(t, func(p Piece) bool { return !p.Quoted && strings.Contains(p.Text, "nless ") })
}

// lower begins a text with a small letter, unless it begins with a quote or an abbreviation.
func lower(t Text) Text {
	if len(t) == 0 || t[0].Quoted || len(t[0].Text) < 2 || t[0].Text[1] != ' ' && (t[0].Text[1] < 'a' || t[0].Text[1] > 'z') {
		return t
	}
	out := slices.Clone(t)
	out[0].Text = strings.ToLower(t[0].Text[:1]) + t[0].Text[1:]
	return out
}

// settle asks for what would decide a leading hypothesis that no fault class stands
// behind.
func (b *builder) settle(h *cause.Hypothesis, rank int) {
	var checks []Step
	var claims []ID
	for _, d := range h.Decide {
		if d.What.IsZero() {
			continue
		}
		step := b.check(h, b.deciding(h, &d))
		if id, ok := b.add(d.What); ok {
			step.What = id
			claims = append(claims, id)
			checks = append(checks, step)
		}
	}
	if len(checks) == 0 {
		return
	}
	b.advise(Recommendation{Kind: kindConfirm, Horizon: "immediate", Priority: "P1", Owner: "platform", Fault: h.Fault, Rank: rank,
		Action: Words("Fetch what these logs lack, to settle the cause"), Checks: checks, Claims: head(claims, answerClaims)})
}

func (b *builder) checks(h *cause.Hypothesis) []Step {
	var out []Step
	for _, c := range b.fitting(h) {
		out = append(out, b.check(h, c))
	}
	return out
}
