package cause

import (
	"slices"
	"strconv"

	"inquest/internal/finding"
	"inquest/internal/formula"
	"inquest/internal/profile"
)

// lit is a number that was computed from the lines that the claim cites, where
// the formula language has no function for it.
func lit(n int64) string { return "limit(" + strconv.FormatInt(n, 10) + ")" }

// kind is the kind of unit that failed most, "job" when none did.
func (c *court) kind() string {
	if c.failing == "" {
		c.failing = c.failingKind()
	}
	return c.failing
}

func (c *court) failingKind() string {
	count := map[string]int{}
	best := "job"
	for _, r := range c.bad {
		count[r.Unit.Kind]++
		if count[r.Unit.Kind] > count[best] {
			best = r.Unit.Kind
		}
	}
	if len(c.bad) == 0 && len(c.runs) > 0 {
		return c.runs[0].Unit.Kind
	}
	return best
}

// runsOf counts runs of the failing kind in a state, all of them with "all".
func (c *court) runsOf(state string) string { return finding.Call("runs", c.kind(), "*", state) }

// durationsSum adds the durations of the failed runs.
func (c *court) durationsSum() string {
	return finding.Call("sum", finding.Expr(finding.Call("durations", c.kind(), "*", "failed")))
}

// at is the formula of an instant: the time of the first of the lines that has
// it, else of any line that a finding or a run keeps.
func (c *court) at(ns int64, lines ...profile.Exemplar) string {
	if m, ok := c.lineAt[ns]; ok {
		lines = append(slices.Clip(lines), profile.Exemplar{Mark: m})
	}
	return c.say.At(ns, lines, c.begun(ns, lines)...)
}

// begun are the formulas of when the work began that a line tells the length of.
func (c *court) begun(ns int64, lines []profile.Exemplar) []string {
	if slices.ContainsFunc(lines, func(e profile.Exemplar) bool { return e.HasTime && e.Time == ns }) {
		return nil // a line has it
	}
	for i := range lines {
		e := &lines[i]
		if d, ok := formula.PrintedDuration(e); ok && e.HasTime && e.Time-d == ns {
			name := c.view.Sources[e.Source].Name
			return []string{finding.Call("line_time", name, e.Line) + " - " + finding.Call("middle", finding.Expr(finding.Call("line_durations", name, e.Line)))}
		}
	}
	return nil
}

// indexLines finds a line for every instant that a finding or a run is timed
// by: the first by source and position.
func (c *court) indexLines() {
	c.lineAt = map[int64]profile.Mark{}
	add := func(m profile.Mark) {
		if !m.HasTime {
			return
		}
		if old, ok := c.lineAt[m.Time]; !ok || m.Compare(old) < 0 {
			c.lineAt[m.Time] = m
		}
	}
	for i := range c.fs {
		for j := range c.fs[i].Lines {
			add(c.fs[i].Lines[j].Mark)
		}
	}
	for _, r := range c.runs {
		for _, l := range r.Run.KeptLines() {
			add(l.Mark)
		}
	}
}

// failuresCount is the formula of the number of failed and lost runs.
func (c *court) failuresCount() string {
	return c.say.Exact(c.failures(), c.runsOf("failed"), c.runsOf("failed")+" + "+c.runsOf("lost"), c.runsOf("lost"))
}

// lastFailure is the formula of the end of the last failed run.
func (c *court) lastFailure(ns int64) string {
	for _, r := range c.bad {
		if t, ok := r.Until(); ok && t == ns {
			return c.say.RunUntil(r)
		}
	}
	return c.at(ns)
}

// firstFailure is the formula of the end of the first failed run, or of the
// start of the first lost one.
func (c *court) firstFailure() string {
	for _, r := range c.bad {
		if t, ok := r.Until(); ok && t == c.onset.FirstBad {
			return c.say.RunUntil(r)
		}
		if t, ok := r.Begin(); ok && t == c.onset.FirstBad {
			return c.say.RunBegin(r)
		}
	}
	return c.at(c.onset.FirstBad)
}
