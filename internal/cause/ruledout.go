package cause

import (
	"slices"

	"inquest/internal/evidence"
	"inquest/internal/finding"
)

// maxRuledOut bounds the list of what was looked at and dropped.
const maxRuledOut = 16

// ruledOut lists what cannot be the cause: sources of another time, complaints
// that are as frequent before the failures, guesses that lines contradict.
func (c *court) ruledOut(r *Result, ks []*candidate) {
	for i := range c.fs {
		f := &c.fs[i]
		switch d := f.Data.(type) {
		case *finding.TimeGap:
			if f.Kind == finding.KindTimeGap && c.gated(d) {
				c.outOfTime(r, d)
			}
		case *finding.ClassHit:
			if d.Constant && len(f.Claims) > 1 {
				r.RuledOut = append(r.RuledOut, f.Claims[1])
			}
		case *finding.Template:
			if f.Kind == finding.KindConstant && f.Class == nil {
				r.RuledOut = append(r.RuledOut, f.Claims...)
			}
		case *finding.Hedge:
			if d.Contradicted() {
				r.RuledOut = append(r.RuledOut, f.Claims[min(1, len(f.Claims)):]...)
			}
		}
	}
	r.RuledOut = r.RuledOut[:min(len(r.RuledOut), maxRuledOut)]
}

// gated reports whether one of the two sources holds failed runs and the other
// shares no time with them.
func (c *court) gated(d *finding.TimeGap) bool {
	return c.complain[d.Earlier] && !c.inTime[d.Later] || c.complain[d.Later] && !c.inTime[d.Earlier]
}

func (c *court) outOfTime(r *Result, d *finding.TimeGap) {
	a, b := &c.view.Sources[d.Earlier], &c.view.Sources[d.Later]
	other := b
	if c.complain[d.Later] {
		other = a
	}
	c.say.Add(&r.RuledOut, phraseOutOfTime, []evidence.Ref{a.Coverage, b.Coverage}, finding.NameSlot("source", other.Name),
		finding.DurationSlot("gap", finding.Call("source_first", b.Name)+" - "+finding.Call("source_last", a.Name)))
}

// conflicts lists where two sources disagree.
func (c *court) conflicts(r *Result) {
	for i := range c.fs {
		f := &c.fs[i]
		d, ok := f.Data.(*finding.StatusJoin)
		if !ok || f.Kind != finding.KindConflict {
			continue
		}
		for _, cl := range f.Claims {
			r.Conflicts = append(r.Conflicts, Conflict{Claim: cl, A: d.Ref, B: d.Other})
		}
	}
}

// missing says what the logs lack to judge a candidate: the log of its own
// host or service, or time in common.
func (c *court) missing(k *candidate) []evidence.Claim {
	var out []evidence.Claim
	if k.place.IsZero() || k.basis == byGuess {
		return out
	}
	if on := c.dir.SourcesOn(k.place); k.basis != byNovelty && (len(on) == 0 || !slices.ContainsFunc(on, func(i int) bool { return c.inTime[i] })) {
		c.say.Add(&out, phraseNoLogOf, c.coverage(), finding.NameSlot("place", k.place.String()))
	}
	switch {
	case c.onset.Known && c.onset.Few:
		c.say.Add(&out, phraseFewQuiet, c.coverage())
	case !c.onset.Known || !c.onset.Quiet:
		c.say.Add(&out, phraseNoQuiet, c.coverage())
	}
	return out
}

// coverage cites all sources: what a negative was looked for in.
func (c *court) coverage() []evidence.Ref {
	var out []evidence.Ref
	for i := range c.view.Sources {
		if len(out) < 40 {
			out = append(out, c.view.Sources[i].Coverage)
		}
	}
	return out
}
