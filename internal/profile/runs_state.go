package profile

import (
	"slices"

	"inquest/internal/event"
	"inquest/internal/record"
)

// lifeTable is what all runs together say about runs of a kind: how long they
// usually take, and which lines end them.
type lifeTable struct {
	durations map[string][]int64 // by kind and name, and by kind alone; ascending
	fine      map[string][]int64 // the same of runs that ended well
	lasts     map[uint64]uint64  // units without an end whose last record is of that statement
	shapes    map[uint64]uint64  // records by statement
	clocks    []clock            // by source
}

// clock is when a source was heard of.
type clock struct {
	from, to int64
	quiet    int64 // a silence longer than this is unusual
	over     int64 // last time of any source that was under way when this one ended
	ok       bool
}

func newLifeTable(b *viewer) *lifeTable {
	p := b.p
	t := &lifeTable{durations: map[string][]int64{}, fine: map[string][]int64{}, lasts: map[uint64]uint64{}, shapes: b.counts}
	for i := range p.state.sources {
		s := &p.state.sources[i]
		c := clock{ok: s.seen}
		if s.seen {
			c.from, c.to = s.first.time, s.last.time
			c.quiet = max(second, (c.to-c.from)/s.timed*10)
		}
		t.clocks = append(t.clocks, c)
	}
	for i := range t.clocks {
		c := &t.clocks[i]
		c.over = c.to
		for _, o := range t.clocks {
			if o.ok && o.from <= c.to {
				c.over = max(c.over, o.to)
			}
		}
	}
	return t
}

// learn adds a unit's runs to the table.
func (t *lifeTable) learn(u *draftUnit) {
	for i := range u.runs {
		a := &u.runs[i]
		if ns, _, ok := a.duration(); ok {
			took(t.durations, u, ns)
			if s, _ := ended(a.end); s == RunSucceeded {
				took(t.fine, u, ns)
			}
		}
		if a.end != nil {
			continue
		}
		if last := u.lastIn(a.src); last != nil && last.kind == event.RunMention {
			t.lasts[last.shape]++
		}
	}
}

// learnEnds adds the durations of runs that end with a line that ends runs, which is
// known once all units are learned.
func (t *lifeTable) learnEnds(u *draftUnit) {
	for i := range u.runs {
		a := &u.runs[i]
		last := u.lastIn(a.src)
		if a.end != nil || a.followed || a.start == nil || last == nil || last.kind != event.RunMention || !t.terminal(last) {
			continue
		}
		if last.timed && a.start.timed && last.time >= a.start.time {
			took(t.durations, u, last.time-a.start.time)
		}
	}
}

// took notes how long a run of the unit took.
func took(durations map[string][]int64, u *draftUnit, ns int64) {
	durations[u.kind] = append(durations[u.kind], ns)
	durations[u.kind+"\x00"+u.name] = append(durations[u.kind+"\x00"+u.name], ns)
}

func (t *lifeTable) finish() {
	for _, list := range t.durations {
		slices.Sort(list)
	}
	for _, list := range t.fine {
		slices.Sort(list)
	}
}

// usual is how long a run takes at most, all but one in a hundred times, with
// half as much again and a second to spare; false when no run of the kind ended.
func (t *lifeTable) usual(kind, name string) (int64, bool) {
	return most(t.durations, kind, name, 3, 1)
}

// most is how long all but one in a hundred of the durations of a kind are at most, with
// half as much again and a second to spare. Where fewer than named are of that name,
// those of the kind count; false where there are fewer than least.
func most(durations map[string][]int64, kind, name string, named, least int) (int64, bool) {
	list := durations[kind+"\x00"+name]
	if len(list) < named {
		list = durations[kind]
	}
	if len(list) < least {
		return 0, false
	}
	q := list[(len(list)*99+99)/100-1]
	return q + q/2 + second, true
}

// Terminal lines: a line ends runs when it is the last of at least this many
// units, and is hardly ever followed by another line of its unit.
const (
	terminalUnits = 3
	terminalShare = 0.9
)

func (t *lifeTable) terminal(e *runEvent) bool {
	n := t.lasts[e.shape]
	return n >= terminalUnits && float64(n) >= terminalShare*float64(t.shapes[e.shape])
}

// fate decides how a run ended. inferred tells that no known words say it.
func (t *lifeTable) fate(u *draftUnit, a *attempt) (s RunState, inferred bool) {
	if a.end != nil {
		return ended(a.end)
	}
	last := u.lastIn(a.src)
	if a.followed {
		return RunLost, false
	}
	if last != nil && last.kind == event.RunMention && t.terminal(last) && (last.failed || last.level != record.LevelWarn) {
		a.end = last
		return outcomeOf(last), true
	}
	if !t.gone(u, a) {
		return RunOpen, false
	}
	if last != nil && last.kind != event.RunStart && last.level >= record.LevelError && len(u.runs) == 1 {
		a.end = last
		return RunFailed, true
	}
	return RunLost, false
}

func ended(e *runEvent) (RunState, bool) {
	switch e.outcome {
	case event.OutcomeSucceeded:
		return RunSucceeded, false
	case event.OutcomeFailed:
		return RunFailed, false
	case event.OutcomeCancelled:
		return RunCancelled, false
	}
	return outcomeOf(e), true
}

// outcomeOf infers an outcome from the level and the error text of a line.
func outcomeOf(e *runEvent) RunState {
	if e.level >= record.LevelError || e.failed || e.outcome == event.OutcomeFailed {
		return RunFailed
	}
	return RunSucceeded
}

// gone tells whether a run without an end can no longer be under way: its source
// went on for longer than such runs take, or fell silent while others went on.
func (t *lifeTable) gone(u *draftUnit, a *attempt) bool {
	from, ok := a.from()
	if !ok && a.start == nil {
		return false
	}
	usual, known := t.usual(u.kind, u.name)
	c := t.clocks[a.src]
	if !ok || !known || !c.ok {
		return false
	}
	if c.to-from > usual || t.overdue(u, a, c.to-from) {
		return true
	}
	return c.over-c.to > c.quiet && c.over-from > usual
}

// leastFine is how many runs must have ended well for a measure of those that complain.
const leastFine = 10

// overdue tells whether a run that complained, and no line of which says that it ended,
// has been under way for longer than such runs take that end well, those that were tried
// again among them.
func (t *lifeTable) overdue(u *draftUnit, a *attempt, ns int64) bool {
	last := u.lastIn(a.src)
	if last == nil || last.kind == event.RunStart || last.level < record.LevelWarn || len(u.runs) > 1 {
		return false
	}
	usual, ok := most(t.fine, u.kind, u.name, leastFine, leastFine)
	return ok && ns > usual
}
