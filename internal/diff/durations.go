package diff

import (
	"math"
	"slices"
	"strconv"

	"inquest/internal/evidence"
	"inquest/internal/profile"
)

// A shift of durations must be seen in so many values of each side, by so much.
const (
	minDurations = 5
	shiftTimes   = 1.5
	shiftLeast   = 1e6 // ns
)

// shift is a place at which both runs give durations.
type shift struct {
	kind      Kind
	subject   string
	bad, good string // formulas of the lists
	phrase    evidence.Phrase
	severity  float64
	lines     func() []evidence.Ref
}

// durations compares what lines, runs and far ends give of how long things took, by
// the two-sample test of Kolmogorov and Smirnov: it looks at the whole distribution
// and asks nothing of its shape.
func durations(c *comparison) {
	list := slices.Concat(c.lineShifts(), c.runShifts(), c.peerShifts())
	c.compared += len(list)
	for i := range list {
		c.shift(&list[i], len(list))
	}
}

func (c *comparison) shift(s *shift, tests int) {
	b, g := expr(s.bad), expr(s.good)
	middle := func(l expr) string { return call("median", l) }
	p := call("bonferroni", expr(call("ks2", b, g)), expr(call("limit", tests)))
	bad, err1 := c.number(middle(b))
	good, err2 := c.number(middle(g))
	value, err3 := c.number(p)
	if err1 != nil || err2 != nil || err3 != nil || value > sureP || math.Abs(bad-good) < shiftLeast {
		return
	}
	times := (bad + 1) / (good + 1)
	r := Row{Kind: s.kind, Change: Slower, Subject: evidence.NewQuote(clip(s.subject, 240)), Severity: s.severity, Sure: true}
	switch {
	case times >= shiftTimes:
	case times <= 1/shiftTimes:
		r.Change = Faster
	default:
		return
	}
	r.Score = r.Severity * min(maxLog2, math.Abs(math.Log2(times))) * firmP(value)
	c.add(r, s.phrase, s.lines(), name("subject", s.subject), duration("bad", middle(b)), duration("good", middle(g)),
		count("n", call("count", b)), count("n0", call("count", g)), prob("p", p))
}

// enough reports whether both lists hold enough values.
func (c *comparison) enough(bad, good string) bool {
	for _, l := range []string{bad, good} {
		r, err := c.env.Eval(l)
		if err != nil || len(r.List) < minDurations {
			return false
		}
	}
	return true
}

// lineShifts are the statements whose lines print a duration in both runs.
func (c *comparison) lineShifts() []shift {
	list := func(prefix string, l []string) string {
		args := make([]any, len(l))
		for i, id := range l {
			args[i] = id
		}
		return call(prefix+"template_durations", args...)
	}
	var out []shift
	for i := range c.pairs {
		p := &c.pairs[i]
		if len(p.bad) == 0 || len(p.good) == 0 {
			continue
		}
		s := shift{kind: KindDuration, bad: list("", ids(p.bad)), good: list(baseline, ids(p.good)), phrase: phraseTook, severity: severitySlow}
		if !c.enough(s.bad, s.good) {
			continue
		}
		s.subject = linesOf(p.bad)[0].Message
		s.lines = func() []evidence.Ref { return c.both(linesOf(p.bad), linesOf(p.good)) }
		out = append(out, s)
	}
	return out
}

// runShifts are kinds of jobs whose good runs have durations in both.
func (c *comparison) runShifts() []shift {
	var out []shift
	for _, j := range c.jobs() {
		s := shift{kind: KindDuration, subject: j.String(), phrase: phraseRunTook, severity: severitySlow}
		s.bad, s.good = j.list("", "durations", "succeeded"), j.list(baseline, "durations", "succeeded")
		if !c.enough(s.bad, s.good) {
			continue
		}
		s.lines = func() []evidence.Ref {
			good := func(r *profile.Run) bool { return r.State == profile.RunSucceeded && r.HasDuration }
			return c.both(j.lines(c.bad, good), j.lines(c.good, good))
		}
		out = append(out, s)
	}
	return out
}

// peerShifts are far ends whose answers both runs measure.
func (c *comparison) peerShifts() []shift {
	var out []shift
	for _, e := range c.farEnds() {
		s := shift{kind: KindDuration, subject: e.String(), phrase: phrasePeerTook, severity: severityPeer,
			bad: call("latencies", "*", e.addr, e.port), good: call("baseline_latencies", "*", e.addr, e.port)}
		if !c.enough(s.bad, s.good) {
			continue
		}
		s.lines = func() []evidence.Ref {
			timed := func(st *profile.Step) bool { return st.Latency > 0 }
			return c.both(e.lines(c.bad, timed), e.lines(c.good, timed))
		}
		out = append(out, s)
	}
	return out
}

func itoa(n int) string { return strconv.Itoa(n) }
