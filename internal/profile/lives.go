package profile

import (
	"cmp"
	"slices"
	"strings"

	"inquest/internal/event"
	"inquest/internal/record"
)

// Runs that no known noun names are proven here, from all that the sources say of things
// with a noun and an id of their own (see event.KindUnproven). Things that the same
// statements name are a family. A family has life cycles, and its things are runs, where the same lines begin
// and the same lines end what carries the same id: one line alone, or one id alone, is
// never a proof. All of it is worked out from the finished profile, so that it does not
// depend on how the input was split.

// What a proof takes.
const (
	leastLives   = 3    // things that begin and end, where the form of a verb must tell it
	leastKnown   = 2    // the same where known words tell both
	leastOrdered = 5    // the same where nothing but the order of the lines tells it
	firstShare   = 0.95 // of the things that have a line that begins, it comes first in so many
	endsShare    = 0.8  // so many of the things that end began before
	livesShare   = 0.25 // so many of the things that began ended
	lastShare    = 0.9  // a line that ends is the last of so many of its things
	mostStarts   = 2    // starts of one thing, on average
	otherSource  = 0.2  // more things than these must not begin in two sources, where they have no noun
)

// thing is something that may have a run, with what is said of its life.
type thing struct {
	*unit
	id, noun string
	events   []runEvent // their shape is that of the template
	parent   string     // a known unit that a record names with it
}

// family is things that the same statements name.
type family struct {
	noun   string
	things []*thing
	forms  map[uint64]*lifeForm
	stems  map[string]bool // of verbs that begin
}

// lifeForm is a statement that tells of lives.
type lifeForm struct {
	things, first, last int // things that have it, that it is the first line of, the last
	opens               int // things of whose lines in its source it is the first
	begins              bool
	known               bool // a word of the lexicon says that it begins or ends
}

// lives returns the runs that no known noun names, as drafts of units. known are those
// that are known, by id.
func (b *viewer) lives(known []draftUnit) []draftUnit {
	table := b.p.state.units.kinds[event.KindUnproven]
	if table == nil {
		return nil
	}
	byID := map[string]*draftUnit{}
	for i := range known {
		byID[known[i].id] = &known[i]
	}
	var out []draftUnit
	var proven []*family
	for _, f := range families(b.things(table.sorted())) {
		if f.study(); f.proven() {
			proven = append(proven, f)
		}
	}
	if len(proven) == 0 {
		return nil
	}
	b.leftOut(table)
	numbers := map[string]int{} // families by number
	for _, f := range proven {
		for _, t := range f.things {
			if t.id != "" && strings.Contains(t.key, " ") {
				numbers[t.id]++
			}
		}
	}
	for _, f := range proven {
		drafts := make([]draftUnit, 0, len(f.things))
		for _, t := range f.things {
			d, ok := f.draft(t)
			if !ok {
				continue
			}
			k := byID[t.id]
			number := strings.Contains(t.key, " ")
			switch {
			case k != nil && !number:
				k.join(&d)
				continue
			case number && (k != nil || numbers[t.id] > 1): // two kinds of things are numbered
				d.rename(t.noun + " " + t.id)
			}
			drafts = append(drafts, d)
		}
		out = append(out, drafts...)
	}
	b.levels(proven, known, out)
	return out
}

// leftOut tells of the limit, once it is known that it matters.
func (b *viewer) leftOut(t *bottom[*unit]) {
	if t.full {
		l := b.p.cfg.Limits
		b.v.Coarsened = append(b.v.Coarsened, Coarsening{Limit: "units", Value: int64(unitLimit(event.KindUnproven, &l)), Effect: "units of largest hash are left out (of those whose kind is learned)"})
	}
}

func (b *viewer) things(units []*unit) []*thing {
	out := make([]*thing, 0, len(units))
	for _, u := range units {
		if len(u.events.list) == 0 {
			continue
		}
		t := &thing{unit: u, noun: u.names.top(), events: slices.Clone(u.events.list)}
		_, t.id, _ = strings.Cut(u.key, "\x00")
		if noun, number, ok := strings.Cut(t.id, " "); ok {
			t.noun, t.id = noun, number
		}
		for i := range t.events {
			e := &t.events[i]
			e.shape = b.group(e.shape)
			if t.parent == "" {
				t.parent = e.target
			}
			e.target = ""
		}
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b *thing) int { return strings.Compare(a.key, b.key) })
	return out
}

// saying is what a source says of the life of a thing with a noun. Statements that say the
// same are of one family, whatever words stand behind: "booklet B-7 started, for Norta".
type saying struct {
	noun    string
	src     int32
	kind    event.Kind
	outcome event.Outcome
	verb    string
}

// families puts things together that lines of the same statements name: what begins
// with one statement may go on with several, and end with others. Two statements belong
// together when they name the same things: half of those of the rarer one.
func families(things []*thing) []*family {
	count, pairs := map[uint64]int{}, map[[2]uint64]int{}
	for _, t := range things {
		shapes := t.shapes()
		for i, a := range shapes {
			count[a]++
			for _, b := range shapes[i+1:] {
				pairs[[2]uint64{a, b}]++
			}
		}
	}
	join := map[uint64]uint64{}
	root := func(a uint64) uint64 {
		for join[a] != 0 {
			a = join[a]
		}
		return a
	}
	for _, p := range sortedPairs(pairs) {
		if a, b := root(p[0]), root(p[1]); a != b && 2*pairs[p] >= min(count[p[0]], count[p[1]]) {
			join[max(a, b)] = min(a, b)
		}
	}
	said := map[saying]uint64{}
	for _, t := range things {
		for i := range t.events {
			e := &t.events[i]
			if t.noun == "" || e.kind != event.RunStart && e.kind != event.RunEnd {
				continue
			}
			s := saying{t.noun, e.src, e.kind, e.outcome, e.verb}
			if first, ok := said[s]; !ok {
				said[s] = e.shape
			} else if a, b := root(first), root(e.shape); a != b {
				join[max(a, b)] = min(a, b)
			}
		}
	}
	byRoot := map[uint64]*family{}
	var out []*family
	for _, t := range things {
		r := root(t.events[0].shape)
		f := byRoot[r]
		if f == nil {
			f = &family{forms: map[uint64]*lifeForm{}, stems: map[string]bool{}}
			byRoot[r] = f
			out = append(out, f)
		}
		f.things = append(f.things, t)
	}
	for _, f := range out {
		f.name()
	}
	return out
}

// shapes lists the statements that name the thing, each once, ascending.
func (t *thing) shapes() []uint64 {
	out := make([]uint64, len(t.events))
	for i := range t.events {
		out[i] = t.events[i].shape
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func sortedPairs(m map[[2]uint64]int) [][2]uint64 {
	out := make([][2]uint64, 0, len(m))
	for p := range m {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b [2]uint64) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	return out
}

// name finds the noun of most things.
func (f *family) name() {
	nouns := map[string]int{}
	for _, t := range f.things {
		if t.noun == "" {
			continue
		}
		nouns[t.noun]++
		if n, most := nouns[t.noun], nouns[f.noun]; n > most || n == most && t.noun < f.noun {
			f.noun = t.noun
		}
	}
}

// study finds the forms of a family's lines: which begin lives, and which end them.
func (f *family) study() {
	for _, t := range f.things {
		seen := map[uint64]bool{}
		for i := range t.events {
			e := &t.events[i]
			x := f.forms[e.shape]
			if x == nil {
				x = &lifeForm{}
				f.forms[e.shape] = x
			}
			x.known = x.known || !e.weak && (e.kind == event.RunStart || e.kind == event.RunEnd)
			if !seen[e.shape] {
				seen[e.shape] = true
				x.things++
				if i == 0 {
					x.first++
				}
				if !slices.ContainsFunc(t.events[:i], func(o runEvent) bool { return o.src == e.src }) {
					x.opens++
				}
			}
		}
		if n := len(t.events); n > 1 {
			f.forms[t.events[n-1].shape].last++
		}
	}
	for _, t := range f.things {
		for i := range t.events {
			if e := &t.events[i]; f.canBegin(e) {
				f.forms[e.shape].begins = true
				if e.weak && e.kind == event.RunStart {
					f.stems[e.verb] = true
				}
			}
		}
	}
}

// canBegin tells whether lines like e begin lives: they come first, and either say so or
// say nothing of an end and complain of nothing.
func (f *family) canBegin(e *runEvent) bool {
	x := f.forms[e.shape]
	switch {
	case e.kind == event.RunStart:
		return float64(x.opens) >= firstShare*float64(x.things)
	case float64(x.first) < firstShare*float64(x.things):
		return false
	case e.kind == event.RunRetry, e.kind == event.RunEnd && !e.weak, e.outcome == event.OutcomeFailed:
		return false
	}
	return e.level < record.LevelWarn && !e.failed && x.last < x.things
}

// terminal tells whether lines like e are the last of their things.
func (f *family) terminal(e *runEvent) bool {
	x := f.forms[e.shape]
	return x.last >= leastLives && float64(x.last) >= lastShare*float64(x.things)
}

// starts tells whether a record begins a run of the family.
func (f *family) starts(e *runEvent) bool {
	return f.forms[e.shape].begins || e.kind == event.RunStart && !e.weak
}

// finishes tells whether a record ends a run of the family.
func (f *family) finishes(e *runEvent) bool {
	switch {
	case f.forms[e.shape].begins:
		return false
	case e.kind == event.RunEnd && e.weak:
		return f.stems[e.verb] && e.verb != "" || f.terminal(e)
	}
	return e.kind == event.RunEnd
}

// closes tells whether a record is the last of most things that lines like it name, though
// no word says that they end.
func (f *family) closes(e *runEvent) bool {
	return e.kind == event.RunMention && !f.forms[e.shape].begins && f.terminal(e)
}

// proven tells whether the things of the family are runs.
func (f *family) proven() bool {
	var began, ended, both, known, starts, twice int
	for _, t := range f.things {
		first, end, knows := -1, false, false
		sources := map[int32]bool{}
		for i := range t.events {
			e := &t.events[i]
			switch {
			case f.starts(e):
				starts++
				sources[e.src] = true
				if first < 0 && !end {
					first = i
					knows = e.kind == event.RunStart && !e.weak
				}
			case f.finishes(e), f.closes(e):
				if !end && first >= 0 {
					both++
					if knows && !e.weak {
						known++
					}
				}
				end = true
			}
		}
		if first >= 0 {
			began++
		}
		if end {
			ended++
		}
		if len(sources) > 1 {
			twice++
		}
	}
	switch {
	case both < leastLives && known < leastKnown,
		float64(both) < endsShare*float64(ended),
		float64(both) < livesShare*float64(began),
		starts > mostStarts*began,
		f.noun == "" && float64(twice) > otherSource*float64(began):
		return false
	}
	return f.worded(both) || f.noun != "" && both >= leastOrdered && starts == began && float64(both) >= endsShare*float64(began)
}

// worded tells whether words prove the family: a known end, or an end that has the verb
// of a start. Where things have no noun the start must be told too, or more of them end.
func (f *family) worded(both int) bool {
	start, end := false, false
	for _, t := range f.things {
		for i := range t.events {
			e := &t.events[i]
			switch {
			case f.starts(e) && e.kind == event.RunStart:
				start = true
			case f.finishes(e) && (!e.weak || f.stems[e.verb]):
				end = true
			}
		}
	}
	return end && (start || f.noun != "" || both >= leastOrdered)
}

// draft is a thing as a unit; false when nothing is known of its life.
func (f *family) draft(t *thing) (draftUnit, bool) {
	d := draftUnit{unit: t.unit, kind: "job", id: t.id, name: f.noun}
	began := false
	for i := range t.events {
		e := t.events[i]
		if f.translate(&e); e.kind == event.RunMention {
			continue
		}
		began = began || e.kind == event.RunStart
		d.events = append(d.events, e)
	}
	if len(d.events) == 0 || !began && !slices.ContainsFunc(d.events, func(e runEvent) bool { return !e.weak && e.kind == event.RunEnd }) {
		return d, false
	}
	u := &unit{key: "job\x00" + d.id}
	for i := range t.events { // in order: the last of each source stays
		e := t.events[i]
		f.translate(&e)
		at := u.at(e.src)
		at.see(&e, true)
	}
	for _, p := range u.places {
		d.lasts = append(d.lasts, p.last)
	}
	d.unit = u
	d.runs = attempts(d.events)
	return d, true
}

// translate says what a record means for a run of the family.
func (f *family) translate(e *runEvent) {
	x := f.forms[e.shape]
	switch {
	case x == nil:
		e.kind = event.RunMention
	case f.starts(e):
		e.kind, e.outcome = event.RunStart, event.OutcomeUnsaid
	case f.finishes(e):
		switch {
		case e.outcome != event.OutcomeCancelled && (e.level >= record.LevelError || e.failed):
			e.outcome = event.OutcomeFailed
		case e.outcome == event.OutcomeUnsaid && e.weak && f.stems[e.verb]: // "rating" was "rated": that is an outcome
			e.outcome = event.OutcomeSucceeded
		}
	case e.kind == event.RunRetry:
	default:
		e.kind, e.outcome = event.RunMention, event.OutcomeUnsaid
	}
}

func (u *draftUnit) rename(id string) {
	u.id = id
	u.key = u.kind + "\x00" + id
}

// join adds what lines of another noun tell of a known unit's life.
func (u *draftUnit) join(d *draftUnit) {
	u.events = append(u.events, d.events...)
	slices.SortFunc(u.events, func(a, b runEvent) int { return compareRunEvents(&a, &b) })
	u.runs = attempts(u.events)
}

// levels finds out which families run within the runs of others: a job of forty parcels.
// The runs of the outer ones are jobs; the inner ones keep their noun as their kind.
func (b *viewer) levels(proven []*family, known, out []draftUnit) {
	outer := map[string]bool{}
	for i := range known {
		outer[known[i].id] = true
	}
	for _, f := range proven {
		inside, n := 0, 0
		ids := map[string]bool{}
		for _, t := range f.things {
			ids[t.id] = true
			if n++; t.parent != "" && outer[t.parent] {
				inside++
			}
		}
		if f.noun == "" || 2*inside <= n {
			continue
		}
		for i := range out {
			if out[i].name == f.noun && ids[out[i].id] {
				out[i].kind = f.noun
				out[i].rename(out[i].id)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b draftUnit) int { return cmp.Or(strings.Compare(a.kind, b.kind), strings.Compare(a.id, b.id)) })
}
