package cause

import (
	"slices"

	"inquest/internal/evidence"
	"inquest/internal/finding"
	"inquest/internal/profile"
)

// impact says what the failures cost: runs, time, services, window.
func (c *court) impact(r *Result) {
	if len(c.bad) == 0 {
		return
	}
	cite := c.citeVerdict()
	slots := []finding.Slot{finding.CountSlot("failed", c.runsOf("failed")), finding.CountSlot("runs", c.runsOf("all"))}
	phrase := c.unlessLost(phraseImpactFailed, phraseImpactRuns)
	if phrase == phraseImpactRuns {
		slots = append(slots, finding.CountSlot("lost", c.runsOf("lost")))
	}
	c.say.Add(&r.Impact, phrase, cite, slots...)
	if n := c.lostTime(); n > 0 {
		c.say.Add(&r.Impact, phraseImpactTime, cite, finding.DurationSlot("sum", c.durationsSum()))
	}
	if r.From != 0 && r.To >= r.From {
		from, to := c.at(r.From), c.lastFailure(r.To)
		c.say.Add(&r.Impact, phraseImpactWindow, cite, finding.InstantSlot("from", from), finding.InstantSlot("to", to), finding.DurationSlot("length", c.say.Exact(r.To-r.From, to+" - "+from)))
	}
	for _, s := range c.failingServices() {
		c.say.Add(&r.Impact, phraseImpactService, []evidence.Ref{c.view.Sources[s.source].Coverage}, finding.NameSlot("place", s.place), finding.CountSlot("failed", lit(s.n)))
	}
}

func (c *court) lostTime() int64 {
	var sum int64
	for _, r := range c.bad {
		if r.Run.State == profile.RunFailed && r.Run.HasDuration {
			sum += r.Run.Duration
		}
	}
	return sum
}

type failing struct {
	source int
	place  string
	n      int64
}

// failingServices counts the failed runs of each source, most first.
func (c *court) failingServices() []failing {
	var out []failing
	for _, r := range c.bad {
		s := r.Source()
		if s < 0 {
			continue
		}
		i := slices.IndexFunc(out, func(f failing) bool { return f.source == s })
		if i < 0 {
			place := c.dir.Source(s).String()
			if place == "" {
				place = c.view.Sources[s].Name
			}
			out = append(out, failing{source: s, place: place})
			i = len(out) - 1
		}
		out[i].n++
	}
	slices.SortStableFunc(out, func(a, b failing) int { return int(b.n - a.n) })
	return out[:min(len(out), 12)]
}

// story tells in order of time what happened: what was announced, the cause,
// what followed from it, the first failed run, the last one.
func (c *court) story(r *Result, ks []*candidate) {
	if len(ks) == 0 || c.calm() {
		return
	}
	lead := ks[0]
	type event struct {
		at     int64
		claims []evidence.Claim
	}
	var es []event
	if t := lead.nearestTrigger(); t != nil {
		es = append(es, event{t.From, t.Claims[:min(1, len(t.Claims))]})
	}
	for _, f := range append(slices.Clone(lead.own), lead.symptoms...) {
		if len(f.Claims) > 0 {
			es = append(es, event{f.From, f.Claims[:1]})
		}
	}
	for i := range c.fs {
		if f := &c.fs[i]; f.Kind == finding.KindRestart || f.Kind == finding.KindShared {
			es = append(es, event{f.From, f.Claims[:min(1, len(f.Claims))]})
		}
	}
	if len(c.bad) > 0 {
		if l := c.bad[0].Line(); l != nil {
			if cl, ok := c.say.Claim(phraseFirstFailure, []evidence.Ref{l.Exemplar().Ref}, finding.NameSlot("unit", c.bad[0].Unit.ID), finding.InstantSlot("at", c.at(l.Time, *l.Exemplar()))); ok && l.HasTime {
				es = append(es, event{l.Time, []evidence.Claim{cl}})
			}
		}
	}
	slices.SortStableFunc(es, func(a, b event) int { return int(min(1, max(-1, a.at-b.at))) })
	said := map[string]bool{}
	for _, e := range es {
		for _, cl := range e.claims {
			if text := cl.Sentence(func(s string) string { return s }); !said[text] {
				said[text] = true
				r.Chain = append(r.Chain, cl)
			}
		}
	}
}
