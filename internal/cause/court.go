package cause

import (
	"slices"

	"inquest/internal/evidence"
	"inquest/internal/fault"
	"inquest/internal/finding"
	"inquest/internal/profile"
)

// court is what the steps of one judgement share.
type court struct {
	in       finding.Input
	view     *profile.View
	fs       []finding.Finding
	dir      *finding.Directory
	say      *finding.Sayer
	runs     []finding.RunRef
	bad      []finding.RunRef
	failing  string // what kind, once it was asked for
	onset    finding.Onset
	inTime   []bool                 // sources that share time with the failures
	byClass  []*finding.Finding     // class findings that count: in time, not constant, not hedged
	lineAt   map[int64]profile.Mark // a line for every instant
	complain map[int]bool           // sources in which runs failed
	own      finding.OwnLogs        // logs of one run each
	roots    finding.Roots          // own code, where the sources were read again
	dock     *dock                  // what the order of lines says
	recovery map[string]bool        // classes that end another one (a start after a stop): never causes
}

func newCourt(in finding.Input, fs []finding.Finding) *court {
	c := &court{in: in, view: in.View, fs: fs, dir: in.Directory(), say: finding.NewSayer(in), runs: in.Runs(), complain: map[int]bool{}, recovery: map[string]bool{}}
	if in.Catalog != nil {
		for _, x := range in.Catalog.Classes() {
			for _, id := range x.Reversal {
				c.recovery[id] = true
			}
		}
	}
	c.roots = finding.RootsOf(in.Trail, in.BaseTrail)
	c.own = c.in.OwnLogs()
	c.readOnset()
	c.readBad()
	c.indexLines()
	c.gate()
	for i := range fs {
		if f := &fs[i]; f.Kind == finding.KindClass && c.counts(f) {
			c.byClass = append(c.byClass, f)
		}
	}
	c.dock = c.newDock()
	return c
}

func (c *court) readOnset() {
	c.onset = finding.Onset{From: c.view.From, To: c.view.To}
	for i := range c.fs {
		if o, ok := c.fs[i].Data.(*finding.Onset); ok {
			c.onset = *o
		}
	}
}

// readBad lists the runs that failed or were lost, unless they stand aside.
func (c *court) readBad() {
	if c.onset.Aside > 0 {
		return
	}
	for _, r := range c.runs {
		if !r.Bad() {
			continue
		}
		c.bad = append(c.bad, r)
		if s := r.Source(); s >= 0 {
			c.complain[s] = true
		}
		for _, s := range c.own.Of(r) {
			c.complain[s] = true
		}
	}
}

// gate finds the sources that share time with the failures: nothing in another
// one can have caused them.
func (c *court) gate() {
	c.inTime = make([]bool, len(c.view.Sources))
	for i := range c.view.Sources {
		src := &c.view.Sources[i]
		if !src.First.HasTime || !c.onset.HasRuns || c.complain[i] {
			c.inTime[i] = true
			continue
		}
		tol := max(c.onset.Slack, (c.onset.To-c.onset.From)/horizonShare)
		c.inTime[i] = src.First.Time <= c.onset.To+tol && src.Last.Time >= c.onset.From-tol
	}
}

// counts reports whether a class finding can take part in a chain of causes.
func (c *court) counts(f *finding.Finding) bool {
	d, ok := f.Data.(*finding.ClassHit)
	if !ok || f.Class == nil || f.Class.Role == fault.RoleContext || f.Class.Hedged || d.Constant || len(f.Lines) == 0 {
		return false
	}
	if !slices.ContainsFunc(d.Speakers, func(i int) bool { return c.inTime[i] }) {
		return false
	}
	return d.After > 0 || f.Class.Role == fault.RoleChange || c.precedes(f)
}

// precedes reports whether a finding is of a cause that was last seen shortly
// before the onset and names outright what is seen after it: a leak before the pool is
// empty.
func (c *court) precedes(f *finding.Finding) bool {
	d := f.Data.(*finding.ClassHit)
	if d.After > 0 || d.Before == 0 || d.Constant || f.Class.Role != fault.RoleCause || !c.onset.Known {
		return false
	}
	for i := range c.fs {
		g := &c.fs[i]
		if e, ok := g.Data.(*finding.ClassHit); ok && g.Class != nil && e.After > 0 && e.Before == 0 && slices.Contains(f.Class.Explains, g.Class.ID) {
			return true
		}
	}
	return false
}

// failures is the number of failed and lost runs.
func (c *court) failures() int64 { return int64(len(c.bad)) }

// refs cites at most eight of the lines.
func refs(lines []profile.Exemplar) []evidence.Ref { return finding.Refs(lines, maxRefs) }

// maxRefs is how many lines a claim of a hypothesis cites at most.
const maxRefs = 8

// refsWith are the references of lines, and behind them of others as far as there is room.
func refsWith(lines []profile.Exemplar, others []*profile.Exemplar) []evidence.Ref {
	out := refs(lines)
	for _, e := range others[:min(len(others), maxRefs-len(out))] {
		out = append(out, e.Ref)
	}
	return out
}
