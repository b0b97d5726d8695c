package cause

import (
	"slices"
	"strings"

	"inquest/internal/finding"
)

// guesses turns the log's own hedged words into candidates. They are capped
// low: a guess opens a hypothesis and never closes one.
func (c *court) guesses() []*candidate {
	var out []*candidate
	for i := range c.fs {
		f := &c.fs[i]
		d, ok := f.Data.(*finding.Hedge)
		if !ok {
			continue
		}
		k := &candidate{basis: byGuess, fault: "undetermined.log-guess", class: f.Class, place: d.Place, from: f.From, to: f.To, own: []*finding.Finding{f}, cap: guessCap, contra: d.Contradicted()}
		if f.Class != nil {
			k.fault = f.Class.ID
			k.title = c.classTitle(f.Class, d.Place)
			if !strings.Contains(k.title, "guess") {
				k.title = clip("a guess of the log: "+k.title, 200)
			}
		} else {
			k.title = clip("a guess of the log about "+d.Place.String(), 200)
		}
		out = append(out, k)
	}
	return out
}

// novelties names the sources of new errors when nothing of the catalogue is
// seen: a place to look at, not a cause.
func (c *court) novelties() []*candidate {
	var out []*candidate
	for i := range c.fs {
		f := &c.fs[i]
		d, ok := f.Data.(*finding.Template)
		if !ok || f.Class != nil && finding.OnlySaysFailed(f.Class) || f.Kind != finding.KindNew || f.Source < 0 || !c.inTime[f.Source] {
			continue
		}
		if i := slices.IndexFunc(out, func(o *candidate) bool { return o.own[0].Templates[0] == f.Templates[0] }); i >= 0 && c.complain[f.Source] {
			out[i].own = append(out[i].own, f) // the same words of another place
			continue
		}
		k := &candidate{basis: byNovelty, fault: "undetermined.new-errors", place: d.Place, from: f.From, to: f.To, own: []*finding.Finding{f}, cap: 0.4}
		k.entitle("new errors of an unknown kind in "+d.Place.String()+": ", f.Lines[0].Message)
		merged := false
		for _, o := range out {
			if samePlace(o.place, k.place) {
				o.own, merged = append(o.own, f), true
				o.from, o.to = min(o.from, k.from), max(o.to, k.to)
			}
		}
		if !merged {
			out = append(out, k)
		}
	}
	told := c.reasons()
	out = slices.DeleteFunc(out, func(k *candidate) bool {
		return slices.ContainsFunc(told, func(r *candidate) bool { return r.repeats(k) })
	})
	return append(append(told, out...), c.sharedEvents()...)
}

// repeats reports whether new errors say nothing but the reason that runs give.
func (r *candidate) repeats(k *candidate) bool {
	text := r.own[0].Data.(*finding.Reason).Text
	return !slices.ContainsFunc(k.own, func(f *finding.Finding) bool {
		return !slices.Contains(r.own, f) && !strings.Contains(f.Lines[0].Message, text)
	})
}

// reasonGiven is the fault of failures that say why in words of no known class.
const reasonGiven = "undetermined.reason-given"

// reasons: what most failed runs give as their reason themselves. It is what an engineer
// would read first, and no cause that the catalogue knows.
func (c *court) reasons() []*candidate {
	var out []*candidate
	for i := range c.fs {
		f := &c.fs[i]
		d, ok := f.Data.(*finding.Reason)
		if !ok || d.Runs*2 < d.Of {
			continue
		}
		k := &candidate{basis: byNovelty, fault: reasonGiven, place: d.Place, from: f.From, to: f.To, own: []*finding.Finding{f}, cap: reasonCap}
		k.entitle("failed runs of "+k.place.String()+" say: ", d.Text)
		if g := c.saidBy(d.Text); g != nil {
			k.place, k.own = g.Data.(*finding.Template).Place, append(k.own, g)
			k.entitle(k.place.String()+" says, and the failed runs with it: ", d.Text)
		}
		out = append(out, k)
	}
	return out
}

// saidBy finds a new line with the words of a reason at a place where no run fails: who is
// called says it to its callers.
func (c *court) saidBy(text string) *finding.Finding {
	for i := range c.fs {
		f := &c.fs[i]
		if f.Kind != finding.KindNew || f.Source < 0 || c.complain[f.Source] || !c.inTime[f.Source] || len(f.Lines) == 0 {
			continue
		}
		if m := f.Lines[0].Message; len(m) >= leastSaid && (strings.Contains(text, m) || len(text) >= leastSaid && strings.Contains(m, text)) {
			return f
		}
	}
	return nil
}

// leastSaid is how long words are that two places hardly say by chance, in bytes.
const leastSaid = 24

// sharedEvent is the fault of failures that end together for no reason that a
// line gives.
const sharedEvent = "undetermined.shared-event"

// weighShared gives a shared event the one part that the logs can tell of.
func (c *court) weighShared(k *candidate) {
	cl, _ := c.say.Claim(phraseSharedEvent, refs(k.lines()), finding.CountSlot("n", c.runsOf("failed")))
	k.part("shared end", weightOrder, 1, cl)
	k.unknown("mechanism", weightMechanism)
	k.unknown("independence", weightIndependence)
	k.score, k.coverage = k.cap, 1
	k.rank = k.score + bonusShared
}

// sharedEvents: failures that end together while their starts spread have one
// event in common, or were written at once.
func (c *court) sharedEvents() []*candidate {
	var out []*candidate
	for i := range c.fs {
		f := &c.fs[i]
		if f.Kind != finding.KindShared {
			continue
		}
		out = append(out, &candidate{basis: byNovelty, fault: sharedEvent, place: c.runsPlace(), from: f.From, to: f.To, own: []*finding.Finding{f}, cap: 0.3,
			title: "an unknown event that ended all failed runs at once, or a dump written at once"})
	}
	return out
}

// runsPlace names where the failed runs were logged.
func (c *court) runsPlace() finding.Place {
	s := c.failingServices()
	if len(s) == 0 {
		return finding.Place{}
	}
	return finding.Place{Part: "runs logged by " + s[0].place}
}

// noReason is the hypothesis that is left when runs failed and no line gives a
// reason: it says so, and what would decide.
func (c *court) noReason() []*candidate {
	for i := range c.fs {
		f := &c.fs[i]
		if f.Kind != finding.KindOutcome || f.Unit != nil || len(f.Lines) == 0 || len(c.bad) == 0 {
			continue
		}
		return []*candidate{{basis: byNovelty, fault: "undetermined.no-reason-logged", place: c.runsPlace(), from: c.onset.At, to: f.To, own: []*finding.Finding{f},
			score: minShown, held: map[string]float64{}, title: "cause unknown: runs failed, and no line gives a reason"}}
	}
	return nil
}
