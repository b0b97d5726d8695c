package cause

import (
	"inquest/internal/finding"
)

// decide adds what would settle a hypothesis: the class's own checks, and the
// log that is missing.
func (c *court) decide(h *Hypothesis, k *candidate) {
	from, to := c.askWindow(k)
	if len(c.view.Sources) == 0 || len(h.Evidence) == 0 {
		return
	}
	cite := refs(h.Evidence)
	if from != 0 && k.basis != byNovelty {
		p, slots := phraseFetchAround, []finding.Slot{finding.NameSlot("place", h.Component), finding.InstantSlot("from", lit(from)), finding.InstantSlot("to", lit(to))}
		switch own := c.ownLog(k); {
		case own != "" && h.Outcome == Supported:
			return // its log was read, and supports it: how to confirm it on the spot is a recommendation
		case own != "":
			p, slots = phraseAskPlace, append(slots, finding.NameSlot("file", own))
		case h.Outcome == Supported:
			p = phraseFetchSure
		}
		what, ok := c.say.Claim(p, cite, slots...)
		if ok {
			s := Step{What: what}
			if k.class != nil && len(k.class.Confirm) > 0 {
				s.Command, s.Confirms, s.Refutes = k.class.Confirm[0].Command, k.class.Confirm[0].Confirms, k.class.Confirm[0].Refutes
			}
			h.Decide = append(h.Decide, s)
		}
	}
	if k.basis == byNovelty {
		c.decideOpen(h, k)
	}
}

// ownLog is the first source that speaks for the candidate's own place at its time;
// empty when none was read: then its log is what is to be fetched.
func (c *court) ownLog(k *candidate) string {
	if k.place.IsZero() || k.place.Part != "" || k.place.Service == "" {
		return ""
	}
	for _, i := range c.dir.SourcesOn(k.place) {
		s := &c.view.Sources[i]
		if samePlace(c.dir.Source(i), k.place) && (s.Timed == 0 || s.First.Time <= k.from && s.Last.Time >= k.from) {
			return s.Name
		}
	}
	return ""
}

// decideOpen asks for what would settle failures that no line explains: the
// exit codes or stack traces of the runs, and the scheduler's log at the time
// at which they ended.
func (c *court) decideOpen(h *Hypothesis, k *candidate) {
	if len(c.bad) == 0 || k.from == 0 {
		return
	}
	cite := c.citeVerdict()
	if cl, ok := c.say.Claim(phraseFetchTraces, cite, finding.CountSlot("failed", c.failuresCount())); ok {
		h.Decide = append(h.Decide, Step{What: cl, Confirms: "all runs end with the same code or the same trace", Refutes: "the runs end with different codes or traces"})
	}
	if cl, ok := c.say.Claim(phraseFetchScheduler, cite, finding.InstantSlot("at", c.at(k.from, k.lines()...))); ok {
		h.Decide = append(h.Decide, Step{What: cl, Confirms: "one stop, kill or restart stands at that time", Refutes: "nothing happened to the scheduler or its host at that time"})
	}
}

// askWindow is the time to fetch: from shortly before the candidate acts to the
// first failure after it.
func (c *court) askWindow(k *candidate) (from, to int64) {
	if k.from == 0 {
		return 0, 0
	}
	for _, f := range k.own {
		if d, ok := f.Data.(*finding.Hedge); ok && d.From != 0 {
			return d.From, d.To
		}
	}
	pad := max(c.onset.Slack, 60e9)
	to = k.from
	if c.onset.Known && c.onset.FirstBad > to && c.onset.FirstBad-to < 24*3600e9 {
		to = c.onset.FirstBad
	}
	return k.from - pad, to + pad
}
