package profile

import (
	"cmp"
	"slices"
	"strings"

	"inquest/internal/event"
	"inquest/internal/record"
)

// runEvent is a run event of a unit, with what the record around it says.
type runEvent struct {
	entry
	seq         uint8 // number of the event in its record
	kind        event.Kind
	outcome     event.Outcome
	level       record.Level
	failed      bool // the record carries an error text
	hasDuration bool
	duration    int64
	shape       uint64 // hash of source and shape
	worker      string
	target      string

	weak bool   // of a unit that is not proven to be one: no known word says kind
	verb string // and the stem of the verb that says it
}

func compareRunEvents(a, b *runEvent) int {
	return cmp.Or(compareEntries(&a.entry, &b.entry), cmp.Compare(a.seq, b.seq))
}

// unit collects what is said about one unit.
type unit struct {
	key     string // kind, NUL, id
	hash    uint64
	names   tally
	targets tally
	places  []unitPlace        // by source
	events  extremes[runEvent] // of its life; mentions are not kept here

	touched uint32
}

// unitPlace is what one source says about a unit.
type unitPlace struct {
	src   int32
	lines uint64
	last  runEvent // the last record that names the unit
}

func (u *unit) place() (uint64, string) { return u.hash, u.key }

// maxPlaces is the number of sources of a unit whose last record is kept.
const maxPlaces = 16

func (u *unit) add(e *runEvent, name, target string, events int) {
	u.names.add(name, 1)
	unproven := u.unproven()
	if !unproven { // whose places are those of its events
		u.targets.add(target, 1)
		u.at(e.src).see(e, e.seq == 0)
	}
	if e.kind != event.RunMention || unproven {
		events = u.bound(events)
		u.events.add(e, (events+1)/2, events/2, compareRunEvents)
	}
}

// maxUnproven is how many events of a unit are kept that is not proven to be one: it has
// one run, or hardly more.
const maxUnproven = 12

func (u *unit) unproven() bool { return strings.HasPrefix(u.key, event.KindUnproven) }

func (u *unit) bound(events int) int {
	if u.unproven() {
		return min(events, maxUnproven)
	}
	return events
}

// at finds the place of a source. Only the first sources keep one; the place of
// another is thrown away.
func (u *unit) at(src int32) *unitPlace {
	i, found := slices.BinarySearchFunc(u.places, src, func(p unitPlace, s int32) int { return cmp.Compare(p.src, s) })
	if found {
		return &u.places[i]
	}
	if i >= maxPlaces {
		return &unitPlace{}
	}
	u.places = slices.Insert(u.places[:min(len(u.places), maxPlaces-1)], i, unitPlace{src: src})
	return &u.places[i]
}

func (p *unitPlace) see(e *runEvent, line bool) {
	if line {
		p.lines++
	}
	if p.last.kind == 0 || compareRunEvents(e, &p.last) > 0 {
		p.last = *e
	}
}

func (u *unit) merge(o *unit, events int) {
	u.names.merge(&o.names)
	u.targets.merge(&o.targets)
	for i := range o.places {
		p := u.at(o.places[i].src)
		p.lines += o.places[i].lines
		if p.last.kind == 0 || compareRunEvents(&o.places[i].last, &p.last) > 0 {
			p.last = o.places[i].last
		}
	}
	events = u.bound(events)
	for i := range o.events.list {
		u.events.add(&o.events.list[i], (events+1)/2, events/2, compareRunEvents)
	}
}

func (u *unit) settle(events int) {
	u.touched = 0
	u.names.settle()
	u.targets.settle()
	events = u.bound(events)
	u.events.trim((events+1)/2, events/2)
}

func (u *unit) entries(fn func(*entry)) {
	for i := range u.places {
		fn(&u.places[i].last.entry)
	}
	for i := range u.events.list {
		fn(&u.events.list[i].entry)
	}
}

// tally counts a few texts: those that sort first of all that were added.
type tally struct{ list []valueStat }

const maxTally = 16

func (t *tally) add(text string, n uint64) {
	if text == "" {
		return
	}
	for i := range t.list {
		if t.list[i].text == text {
			t.list[i].n += n
			return
		}
	}
	if len(t.list) < maxTally {
		t.list = append(t.list, valueStat{text, n})
		return
	}
	last := 0
	for i := range t.list {
		if t.list[i].text > t.list[last].text {
			last = i
		}
	}
	if text < t.list[last].text {
		t.list[last] = valueStat{text, n}
	}
}

func (t *tally) merge(o *tally) {
	for _, v := range o.list {
		t.add(v.text, v.n)
	}
}

func (t *tally) settle() {
	slices.SortFunc(t.list, func(a, b valueStat) int { return cmp.Compare(a.text, b.text) })
}

// top is the text with the largest count, ties to the first.
func (t *tally) top() string {
	best := valueStat{}
	for _, v := range t.list {
		if v.n > best.n || v.n == best.n && v.text < best.text {
			best = v
		}
	}
	return best.text
}
