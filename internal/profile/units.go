package profile

import (
	"slices"
	"strings"

	"inquest/internal/event"
)

// units holds the units in one table for each kind, so that request ids do not
// drive out jobs. Kinds come from a short list of package event.
type units struct {
	kinds  map[string]*bottom[*unit]
	events int // of one unit, given how many there are

	key  []byte
	kind string // looked at last
	last *bottom[*unit]
}

func (t *units) init() { t.kinds = map[string]*bottom[*unit]{} }

func (t *units) table(kind string) *bottom[*unit] {
	b := t.kinds[kind]
	if b == nil {
		b = &bottom[*unit]{}
		b.init()
		t.kinds[strings.Clone(kind)] = b
	}
	return b
}

// find returns the unit, or nil when it is not among those that are kept.
func (t *units) find(kind, id string, l *Limits) *unit {
	t.key = append(append(append(t.key[:0], kind...), 0), id[:min(len(id), maxOrigin)]...)
	if t.last == nil || t.kind != kind {
		t.last, t.kind = t.table(kind), strings.Clone(kind)
	}
	if u := t.last.lookup(t.key); u != nil {
		return u
	}
	hash := hashKey(t.key)
	if !t.last.admits(hash, t.key) {
		return nil
	}
	limit := unitLimit(kind, l)
	most := 2*limit + slack // units are small: pruning costs more than their memory
	if kind == event.KindUnproven {
		most -= limit / 2 // most of them are made for nothing
	}
	if len(t.last.items) > most {
		t.last.prune(limit, nil)
	}
	u := &unit{key: string(t.key), hash: hash}
	t.last.items[u.key] = u
	t.events = l.unitEvents(t.count(l))
	return u
}

func (t *units) count(l *Limits) (n int) {
	for kind, b := range t.kinds {
		if kind != event.KindUnproven { // their events have a bound of their own
			n += b.count(l.Units)
		}
	}
	return n
}

// unitLimit is the number of units of a kind that are kept. Of those that are not proven
// to be any it is a quarter, because most are none.
func unitLimit(kind string, l *Limits) int {
	if kind == event.KindUnproven {
		return max(1, l.Units/4)
	}
	return l.Units
}

func (t *units) merge(o *units, l *Limits) {
	for kind, b := range o.kinds {
		t.table(kind).bound(b, nil)
	}
	for kind, b := range o.kinds {
		for key, u := range b.items {
			if mine := t.find(kind, key[len(kind)+1:], l); mine != nil {
				mine.merge(u, t.events)
			}
		}
	}
}

func (t *units) settle(l *Limits) {
	for kind, b := range t.kinds {
		b.prune(unitLimit(kind, l), nil)
	}
	t.events = l.unitEvents(t.count(l))
	for _, b := range t.kinds {
		for _, u := range b.items {
			u.settle(t.events)
		}
	}
}

// sorted lists the units by key.
func (t *units) sorted() []*unit {
	var list []*unit
	for _, b := range t.kinds {
		for _, u := range b.items {
			list = append(list, u)
		}
	}
	slices.SortFunc(list, func(a, b *unit) int { return strings.Compare(a.key, b.key) })
	return list
}

func isRunEvent(k event.Kind) bool { return k >= event.RunMention && k <= event.RunEnd }
