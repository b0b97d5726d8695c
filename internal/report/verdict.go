package report

import (
	"cmp"
	"slices"
	"strings"

	"inquest/internal/cause"
	"inquest/internal/evidence"
	"inquest/internal/fault"
	"inquest/internal/finding"
	"inquest/internal/profile"
	"inquest/internal/template"
)

// How much the first screen says under each label.
const (
	verdictUnits      = 3 // failing units that are named one by one
	verdictImpact     = 2
	verdictComplaints = 2 // symptoms, where no run failed
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
		seen.Label, seen.Lines = "Seen and over", nil
		return []Fact{what, seen}
	}
	when := Fact{Label: "When", Claims: b.addAll(b.whenClaims())}
	return []Fact{
		what, when, b.leading(slices.Concat(what.Claims, when.Claims)),
		{Label: "Impact", Claims: head(b.impactShort(), verdictImpact)},
		b.nextStep(),
	}
}

// whatFailed is the sum over all units, and each failing unit when they are few.
func (b *builder) whatFailed() []evidence.Claim {
	outcomes := func(single bool) []evidence.Claim {
		var out []evidence.Claim
		for _, f := range b.byScore(func(f *finding.Finding) bool { return f.Kind == finding.KindOutcome && (f.Unit != nil) == single }) {
			out = append(out, f.Claims[0])
			if !single {
				out = append(out, neverEnded(f)...)
			}
		}
		return out
	}
	if b.res.Verdict != cause.NoIncident && !b.anyFailed() {
		if cs := b.complaints(verdictComplaints); len(cs) > 0 {
			return cs
		}
	}
	all, each := outcomes(false), outcomes(true)
	if len(each) > verdictUnits || len(each) == 1 && len(all) > 0 {
		each = nil
	}
	return append(head(all, 1+lostBehind(all)), each...)
}

// lostPhrases begin the ids of the sentences that count runs without an end.
const lostPhrases = "finding.runs.lost"

// neverEnded is the sentence of a finding that counts the runs without an end: without it
// the sums of the first screen do not balance.
func neverEnded(f *finding.Finding) []evidence.Claim {
	for _, c := range f.Claims[1:] {
		if strings.HasPrefix(c.Phrase().ID(), lostPhrases) {
			return []evidence.Claim{c}
		}
	}
	return nil
}

// lostBehind is 1 when the second of these sentences counts the runs without an end that
// belong to the first.
func lostBehind(cs []evidence.Claim) int {
	if len(cs) > 1 && strings.HasPrefix(cs[1].Phrase().ID(), lostPhrases) {
		return 1
	}
	return 0
}

// complaints are the sentences on the symptoms that most lines tell of: where no run
// is logged that failed, they are what failed.
func (b *builder) complaints(n int) []evidence.Claim {
	found := b.complaining()
	slices.SortStableFunc(found, func(x, y *finding.Finding) int {
		return cmp.Or(boolLast(!b.endedBefore(x), !b.endedBefore(y)), cmp.Compare(y.Count, x.Count))
	})
	var out []evidence.Claim
	for _, f := range head(found, n) {
		out = append(out, f.Claims[0])
	}
	return out
}

// complaining are the findings of classes of symptoms.
func (b *builder) complaining() []*finding.Finding {
	return b.byScore(func(f *finding.Finding) bool {
		return f.Kind == kindClass && f.Class != nil && f.Class.Role == fault.RoleSymptom && len(f.Claims) > 0 && !slices.ContainsFunc(f.Claims, overBefore)
	})
}

// endedBefore tells whether a complaint was last heard before the incident: it is no part of
// what failed then.
func (b *builder) endedBefore(f *finding.Finding) bool {
	return b.res.From != 0 && f.To != 0 && f.To < b.res.From
}

// overBefore tells whether a sentence says that what it speaks of explains nothing.
func overBefore(c evidence.Claim) bool {
	id := c.Phrase().ID()
	return id == "finding.class.over" || id == "finding.class.constant"
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
		if f.Claims = b.addAll(b.over(h)); len(f.Claims) > 0 {
			f.Lead = nil // the sentence names it
		}
		return f
	}
	f.Claims, f.Lines = b.addAll(b.why(h, used)), b.proving(h)
	for _, id := range b.addAll(head(h.For, 1)) {
		if !slices.Contains(f.Claims, id) {
			f.Cite = append(f.Cite, id)
		}
	}
	return f
}

// provingLines is how many verbatim lines the first screen shows.
const provingLines = 2

// proving are the lines that tell the hypothesis best: the first one, and the
// first of another file, or else of another wording. A line that shows the hypothesis's own
// class stands before those that only surround it.
func (b *builder) proving(h *cause.Hypothesis) []Line {
	from := append(slices.Clip(h.Proof), h.Evidence...)
	slices.SortStableFunc(from, func(x, y profile.Exemplar) int { return boolLast(b.shows(h, &x), b.shows(h, &y)) })
	all := linesOf(from, len(from))
	out := head(all, 1)
	for _, other := range []func(a, b Line) bool{
		func(a, b Line) bool { return a.Ref.File != b.Ref.File },
		func(a, b Line) bool { return shapeOf(a) != shapeOf(b) },
	} {
		for _, l := range all {
			if len(out) < provingLines && other(l, out[0]) {
				out = append(out, l)
			}
		}
	}
	for i := range out {
		out[i].Role = roleCause
	}
	return out
}

// shows tells whether a line says by itself what the hypothesis's class is about.
func (b *builder) shows(h *cause.Hypothesis, e *profile.Exemplar) bool {
	if h.Class == nil || b.in.Catalog == nil {
		return false
	}
	l := fault.Line{Level: e.Level.String(), Service: e.Service, Logger: e.Logger, Host: e.Host, Message: e.Message}
	return slices.ContainsFunc(b.in.Catalog.Match(l), func(hit fault.Hit) bool { return hit.Class.ID == h.Fault })
}

// shapeOf is the shape of a verbatim line.
func shapeOf(l Line) string {
	var m template.Masker
	shape, _ := m.Mask([]byte(l.Text.Open(func(s string) string { return s })))
	return string(shape)
}

// impactShort is the score and what was lost: that runs failed stands above it.
func (b *builder) impactShort() []ID {
	out := one(b.sayScore())
	for _, c := range b.res.Impact {
		if id := c.Phrase().ID(); id != impactRuns && id != impactRunsFailed {
			out = append(out, b.addAll([]evidence.Claim{c})...)
		}
	}
	return out
}

// Sentences of the ranking that say again how many runs failed.
const (
	impactRuns       = "impact.runs"
	impactRunsFailed = "impact.runs-failed"
)

// nextStep is the first thing to do about a supported cause, or else the first
// thing to fetch, with the command that shows whether it is so.
func (b *builder) nextStep() Fact {
	f := Fact{Label: "Next step"}
	for i := range b.res.Hypotheses {
		h := &b.res.Hypotheses[i]
		if i == 0 && h.Outcome == cause.Supported && h.Class != nil && len(h.Class.Fix) > 0 {
			f.Lead = b.unlessDone(h, b.namesOf(h).fill(strings.TrimSuffix(h.Class.Fix[0], ".")))
			f.Cite = b.addAll(head(h.For, 1))
			f.Command, f.Note = b.confirming(h)
			return f
		}
		if len(h.Decide) > 0 && !h.Decide[0].What.IsZero() {
			f.Claims = b.addAll([]evidence.Claim{h.Decide[0].What})
			c := b.deciding(h, &h.Decide[0])
			f.Command, f.Note = b.filled(h, c.Command)
			return f
		}
	}
	return f
}

// confirming is the first command that confirms a hypothesis, with what to know
// before it is run; empty when the catalogue has none.
func (b *builder) confirming(h *cause.Hypothesis) (command, note Text) {
	for _, c := range b.fitting(h) {
		if command, note = b.filled(h, c.Command); !command.Empty() {
			return command, note
		}
	}
	return nil, nil
}

// titleOf is the hypothesis in a few words, with the component that it blames
// where the title does not name it already.
func titleOf(h *cause.Hypothesis) Text {
	t, named := titleParts(h)
	switch {
	case named:
		if h.Host != "" && !strings.Contains(h.Title, h.Host) {
			t = Join(t, Words(" on "), Quoted(h.Host))
		}
		return t
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

// titleParts tells the words of a title from what is text of the logs in it, and whether the
// title names the component.
func titleParts(h *cause.Hypothesis) (t Text, named bool) {
	rest, quoted := h.Title, h.Quoted
	for {
		at, quote := -1, -1
		if !named && h.Component != "" {
			at = strings.Index(rest, h.Component)
		}
		if len(quoted) > 0 {
			quote = strings.Index(rest, quoted[0])
		}
		switch {
		case at >= 0 && (quote < 0 || at < quote):
			t, named = Join(t, appendWords(nil, rest[:at]), componentText(h.Component)), true
			rest = rest[at+len(h.Component):]
		case quote >= 0:
			t = Join(t, appendWords(nil, rest[:quote]), Quoted(quoted[0]))
			rest, quoted = rest[quote+len(quoted[0]):], quoted[1:]
		default:
			return Join(t, appendWords(nil, rest)), named
		}
	}
}

// componentText is a component's label, with the words of the product's own in it as such:
// "a component that " and a caller's name and " calls".
func componentText(label string) Text {
	if rest, ok := strings.CutPrefix(label, farUnknown); ok {
		if name, ok := strings.CutSuffix(rest, " calls"); ok {
			return Join(Words(farUnknown), Quoted(name), Words(" calls"))
		}
	}
	return Quoted(label)
}

// farUnknown begins the label of a component that only its callers speak of.
const farUnknown = "a component that "

// unknownComponent is what package cause calls a component that no line names.
const unknownComponent = "unknown component"

func head[T any](s []T, n int) []T { return s[:min(n, len(s))] }
