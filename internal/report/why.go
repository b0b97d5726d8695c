package report

import (
	"slices"
	"strings"

	"inquest/internal/cause"
	"inquest/internal/evidence"
	"inquest/internal/finding"
)

// The first screen says a title once. What follows it must add something: these
// are the statements that do not, and those that do.
const (
	classPhrases  = "finding.class."      // begin of the ids of sentences that say a class's title again
	windowPhrase  = "finding.runs.window" // the first and the last failed run
	impactWindow  = "impact.window"       // the span of all bad signs
	partOrder     = "order in time"       // the part of a confidence that says when the cause acted
	verdictWindow = 3                     // sentences that place the failures in time
)

// restates tells whether a claim says the title of a fault class.
func restates(c evidence.Claim) bool { return strings.HasPrefix(c.Phrase().ID(), classPhrases) }

// why is the one sentence that speaks for a hypothesis on the first screen: when
// it acted, or else the first statement for it that adds to its title. Claims
// that stand elsewhere on the screen are not said again.
func (b *builder) why(h *cause.Hypothesis, used []ID) []evidence.Claim {
	for _, p := range h.Parts {
		if p.Name == partOrder && p.Known && p.Holds && !p.Claim.IsZero() {
			return []evidence.Claim{p.Claim}
		}
	}
	for _, c := range h.For {
		if restates(c) {
			continue
		}
		if id, ok := b.add(c); ok && !slices.Contains(used, id) {
			return []evidence.Claim{c}
		}
	}
	return nil
}

// over is what is said of something that was seen and led to no failure: that
// it stopped and came back, or else the sentence that counts its lines.
func (b *builder) over(h *cause.Hypothesis) []evidence.Claim {
	for _, f := range b.byScore(func(f *finding.Finding) bool { return f.Kind == finding.KindRestart }) {
		if f.Component == h.Component && f.Host == h.Host {
			return f.Claims[:1]
		}
	}
	return head(h.For, 1)
}

// whenClaims place the failures in time: from the first to the last failed run,
// the first bad sign, and what the runs' ends have in common. Without any of
// these they are the burst, or the first step of the story.
func (b *builder) whenClaims() []evidence.Claim {
	out := b.failureWindow()
	out = append(out, b.firstClaims(1, finding.KindOnset)...)
	out = append(out, b.firstClaims(1, finding.KindShared)...)
	if len(out) > 0 {
		return head(out, verdictWindow)
	}
	if cs := b.firstClaims(1, finding.KindBurst); len(cs) > 0 {
		return cs
	}
	return head(b.res.Chain, 1)
}

// failureWindow is the sentence that names the first and the last failed run of
// all units, or the one that names the first and the last bad sign.
func (b *builder) failureWindow() []evidence.Claim {
	for _, f := range b.byScore(func(f *finding.Finding) bool { return f.Kind == finding.KindOutcome && f.Unit == nil }) {
		for _, c := range f.Claims {
			if c.Phrase().ID() == windowPhrase {
				return []evidence.Claim{c}
			}
		}
	}
	for _, c := range b.res.Impact {
		if c.Phrase().ID() == impactWindow {
			return []evidence.Claim{c}
		}
	}
	return nil
}
