package profile

import (
	"cmp"
	"slices"
	"strings"
)

// draftUnit is a unit with its runs in the making. Its events are copies whose
// shape is that of the template, so that equal shapes mean equal statements.
type draftUnit struct {
	*unit
	events         []runEvent
	lasts          []runEvent // the last record of each source, as in places
	kind, id, name string
	runs           []attempt
}

func (b *viewer) units() {
	life := newLifeTable(b)
	units := b.p.state.units.sorted()
	drafts := make([]draftUnit, 0, len(units))
	for _, u := range units {
		if len(u.events.list) == 0 || u.unproven() {
			continue // named in passing only: nothing is known of its life
		}
		drafts = append(drafts, b.draftUnit(u))
	}
	drafts = append(drafts, b.lives(drafts)...)
	if b.last { // drafts alone hold the units now
		b.p.state.units.init()
	}
	for i := range drafts {
		life.learn(&drafts[i])
	}
	for i := range drafts {
		life.learnEnds(&drafts[i])
	}
	life.finish()
	b.v.Units = slices.Grow(b.v.Units, len(drafts))
	for i := range drafts {
		b.v.Units = append(b.v.Units, b.unit(&drafts[i], life))
		if b.last {
			drafts[i] = draftUnit{}
		}
	}
	slices.SortStableFunc(b.v.Units, func(x, y Unit) int { return cmp.Or(cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.ID, y.ID)) })
}

func (b *viewer) draftUnit(u *unit) draftUnit {
	d := draftUnit{unit: u, name: u.names.top()}
	d.kind, d.id, _ = strings.Cut(u.key, "\x00")
	d.events = slices.Clone(u.events.list)
	for i := range d.events {
		d.events[i].shape = b.group(d.events[i].shape)
	}
	for _, p := range u.places {
		p.last.shape = b.group(p.last.shape)
		d.lasts = append(d.lasts, p.last)
	}
	d.runs = attempts(d.events)
	return d
}

// group is the template of a shape; a shape without one stands for itself.
func (b *viewer) group(shape uint64) uint64 {
	if g, ok := b.groups[shape]; ok {
		return g
	}
	return shape
}

// lastIn is the last record of the unit in a source, or nil.
func (u *draftUnit) lastIn(src int32) *runEvent {
	for i := range u.places {
		if u.places[i].src == src {
			return &u.lasts[i]
		}
	}
	return nil
}

func (b *viewer) unit(u *draftUnit, life *lifeTable) Unit {
	out := Unit{Kind: u.kind, ID: u.id, Name: u.name}
	for _, p := range u.places {
		out.Sources = append(out.Sources, int(p.src))
		out.Lines += int64(p.lines)
	}
	for i := range u.runs {
		out.Runs = append(out.Runs, b.run(u, &u.runs[i], life))
	}
	slices.SortStableFunc(out.Runs, compareRuns)
	return out
}

// compareRuns orders by start, or by end where no start is known, then by end.
func compareRuns(a, b Run) int {
	begin := func(r *Run) Mark {
		if r.Start.HasTime {
			return r.Start
		}
		return r.End
	}
	return cmp.Or(begin(&a).Compare(begin(&b)), a.End.Compare(b.End))
}

func (b *viewer) run(u *draftUnit, a *attempt, life *lifeTable) Run {
	state, inferred := life.fate(u, a)
	r := Run{State: state, Inferred: inferred, Retries: a.retries, Targets: a.targets, LastTarget: a.target, Lines: a.records}
	r.Duration, r.DurationGiven, r.HasDuration = a.duration()
	if a.start != nil {
		r.Start, r.StartLine, r.Worker = b.line(a.start)
	}
	if a.end != nil {
		var worker string
		r.End, r.EndLine, worker = b.line(a.end)
		r.Worker = cmp.Or(r.Worker, worker)
	}
	if a.start == nil && a.end != nil && a.end.timed && a.end.hasDuration {
		r.Implied = true
		r.Start = Mark{Time: a.end.time - a.end.duration, HasTime: true, Source: int(a.end.src)}
	}
	if len(u.runs) == 1 {
		b.onlyRun(u, a, &r)
	}
	return r
}

// onlyRun gives the unit's only run what is known of the unit as a whole.
func (b *viewer) onlyRun(u *draftUnit, a *attempt, r *Run) {
	r.Targets = nil
	for _, t := range u.targets.list {
		r.Targets = append(r.Targets, t.text)
	}
	for _, p := range u.places {
		if p.src == a.src {
			r.Lines = int64(p.lines)
		}
	}
}

func (b *viewer) line(e *runEvent) (Mark, *Line, string) {
	l := b.runLine(&e.entry)
	return l.Mark, l, e.worker
}
