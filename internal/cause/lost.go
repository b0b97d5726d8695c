package cause

import (
	"slices"

	"inquest/internal/evidence"
	"inquest/internal/finding"
	"inquest/internal/profile"
)

// Runs that never ended say nothing themselves. When their process is said to have
// ended while they were under way, that is what became of them.

// endsProcess reports whether a class says that a process ends: nobody listens any
// more where it did.
func endsProcess(k *candidate) bool {
	return k.basis == byClass && k.class != nil && slices.Contains([]string{"os", "process", "container"}, k.class.Layer) &&
		slices.Contains(k.class.Explains, "net.connection-refused")
}

// lostBy lists the runs that never ended and were under way, as far as times tell,
// where and when a candidate ends the process.
func (c *court) lostBy(k *candidate) []finding.RunRef {
	if k.from == 0 || !endsProcess(k) {
		return nil
	}
	var out []finding.RunRef
	for _, r := range c.bad {
		s := r.Source()
		if r.Run.State != profile.RunLost || s < 0 || !c.runsAt(s, k.place) {
			continue
		}
		begin, ok := r.Begin()
		if ok && begin <= k.from && k.from-begin <= c.underWay(s) && c.fallsSilent(s, k.from) {
			out = append(out, r)
		}
	}
	return out
}

// runsAt reports whether a source speaks for a place, or for a part of it.
func (c *court) runsAt(source int, p finding.Place) bool {
	from := c.dir.Source(source)
	if samePlace(from, p) {
		return true
	}
	name := p.Service
	if p.Part != "" {
		name = p.Part // what a supervisor's line names is nobody's source by that name alone
	}
	return sameHost(from, p) && (from.Service == "" || name == "" || finding.SameService(from.Service, name))
}

// underWay is how long after its begin a run of a source may still be under way:
// twice as long as the longest that ended.
func (c *court) underWay(source int) int64 {
	longest := int64(0)
	for _, r := range c.runs {
		if r.Run.HasDuration && r.Source() == source {
			longest = max(longest, r.Run.Duration)
		}
	}
	if longest == 0 {
		return c.onset.To - c.onset.From
	}
	return 2*longest + c.onset.Slack
}

// fallsSilent reports whether a source says nothing for a while after a time.
func (c *court) fallsSilent(source int, at int64) bool {
	src := &c.view.Sources[source]
	if !src.Last.HasTime || src.Last.Time <= at+c.onset.Slack {
		return true
	}
	return slices.ContainsFunc(src.Gaps, func(g profile.Gap) bool { return g.From <= at+c.onset.Slack && g.To > at })
}

// partOrderOfLost: the process ended while the runs were under way.
func (c *court) partOrderOfLost(k *candidate, lost []finding.RunRef) {
	cl, _ := c.say.Claim(phraseOrderLost, append(refs(k.lines()), refsOfRuns(lost)...), finding.InstantSlot("at", c.at(k.from, k.lines()...)), finding.CountSlot("lost", lit(int64(len(lost)))))
	k.part("order in time", weightOrder, 1, cl)
}

// refsOfRuns cites the lines by which the first runs are known.
func refsOfRuns(runs []finding.RunRef) []evidence.Ref {
	var out []evidence.Ref
	for _, r := range runs[:min(len(runs), maxRefs)] {
		if l := r.Line(); l != nil {
			out = append(out, l.Exemplar().Ref)
		}
	}
	return out
}
