package profile

import (
	"slices"
	"strings"

	"inquest/internal/event"
)

// units holds the units in one table for each kind, so that request ids do not
// drive out jobs. Kinds come from a short list of package event.
type units struct {
	kinds map[string]*bottom[*unit]
	key   []byte
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
func (t *units) find(kind, id string) *unit {
	t.key = append(append(append(t.key[:0], kind...), 0), id[:min(len(id), maxOrigin)]...)
	b := t.table(kind)
	if u, ok := b.items[string(t.key)]; ok {
		return u
	}
	hash := hashKey(t.key)
	if !b.admits(hash, t.key) {
		return nil
	}
	u := &unit{key: string(t.key), hash: hash}
	b.items[u.key] = u
	return u
}

func (t *units) count(l *Limits) (n int) {
	for _, b := range t.kinds {
		n += b.count(l.Units)
	}
	return n
}

func (t *units) prune(l *Limits, always bool) {
	for _, b := range t.kinds {
		if always || b.crowded(l.Units) {
			b.prune(l.Units, nil)
		}
	}
}

func (t *units) merge(o *units, l *Limits) {
	for kind, b := range o.kinds {
		t.table(kind).bound(b, nil)
	}
	events := l.unitEvents(t.count(l))
	for kind, b := range o.kinds {
		for key, u := range b.items {
			if mine := t.find(kind, key[len(kind)+1:]); mine != nil {
				mine.merge(u, events)
			}
		}
	}
	t.prune(l, false)
}

func (t *units) settle(l *Limits) {
	t.prune(l, true)
	events := l.unitEvents(t.count(l))
	for _, b := range t.kinds {
		for _, u := range b.items {
			u.settle(events)
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
