package profile

import (
	"slices"
	"sync/atomic"
)

// classes of rows that have their own limits: ordinary and severe.
const classes = 2

// rows holds all rows, in tables by depth and class. Rows that do not fit are
// folded into a row of the next depth, so that every record stays counted.
type rows struct {
	tables [depths][classes]bottom[*row]
	caps   caps
	total  int    // the number of rows that caps was made for
	epoch  uint64 // another one whenever a key may lead to another row

	next, spare []byte // keys in the making
}

func (t *rows) init(l *Limits) {
	for d := range t.tables {
		for c := range t.tables[d] {
			t.tables[d][c].init()
		}
	}
	t.caps = l.rowCaps(1)
	t.epoch = epochs.Add(1)
}

// epochs numbers the states of all rows there are, so that a row that is
// remembered is never taken for one of another profile.
var epochs atomic.Uint64

// tableLimit is the number of rows of one table. The deepest rows are one for
// each source and level and need no limit.
func tableLimit(l *Limits, d depth) int {
	if d == noShape {
		return 1 << 30
	}
	return max(1, l.Rows/classes>>d)
}

// count is the number of rows once the tables are pruned.
func (t *rows) count(l *Limits) (n int) {
	for d := range t.tables {
		for c := range t.tables[d] {
			n += t.tables[d][c].count(tableLimit(l, depth(d)))
		}
	}
	return n
}

// find returns the row of a key, or the row that it is folded into.
func (t *rows) find(key []byte, l *Limits) *row {
	for {
		class := 0
		if isSevere(key[1]) {
			class = 1
		}
		b := &t.tables[key[0]][class]
		if r := b.lookup(key); r != nil {
			return r
		}
		hash := hashKey(key)
		if b.admits(hash, key) {
			return t.insert(b, string(key), hash, l)
		}
		// Two buffers, because a key is folded from the one before.
		t.next, t.spare = appendFolded(t.spare[:0], key), t.next
		key = t.next
	}
}

func (t *rows) insert(b *bottom[*row], key string, hash uint64, l *Limits) *row {
	r := &row{key: key, hash: hash}
	b.items[key] = r
	if n := t.count(l); n > t.total {
		t.total = n
		t.caps = l.rowCaps(n)
	}
	return r
}

// prune folds rows in tables that grew too far; it tells whether there were any.
func (t *rows) prune(l *Limits, always bool) bool {
	folded := false
	for d := range t.tables[:noShape] {
		for c := range t.tables[d] {
			b, limit := &t.tables[d][c], tableLimit(l, depth(d))
			if b.crowded(limit) || always && len(b.items) > limit {
				t.epoch = epochs.Add(1)
				b.prune(limit, func(r *row) { t.fold(r, l) })
				folded = true
			}
		}
	}
	return folded
}

// fold moves the content of a row into the row of the next depth.
func (t *rows) fold(r *row, l *Limits) {
	into := t.find(appendFolded(nil, []byte(r.key)), l)
	into.merge(r, &t.caps, l.Fields)
}

// merge adds all rows of o, which is settled.
func (t *rows) merge(o *rows, l *Limits) {
	t.epoch = epochs.Add(1)
	for d := range o.tables {
		for c := range o.tables[d] {
			t.tables[d][c].bound(&o.tables[d][c], func(r *row) { t.fold(r, l) })
		}
	}
	for d := range o.tables {
		for c := range o.tables[d] {
			for _, r := range o.tables[d][c].items {
				t.find([]byte(r.key), l).merge(r, &t.caps, l.Fields)
			}
		}
	}
	t.prune(l, false)
}

// settle puts all rows into their canonical form.
func (t *rows) settle(l *Limits) {
	t.prune(l, true)
	t.caps = l.rowCaps(t.count(l))
	t.total = t.count(l)
	t.each(func(r *row) { r.settle(&t.caps) })
}

func (t *rows) each(fn func(*row)) {
	for d := range t.tables {
		for c := range t.tables[d] {
			for _, r := range t.tables[d][c].items {
				fn(r)
			}
		}
	}
}

// sorted lists all rows by key.
func (t *rows) sorted() []*row {
	var list []*row
	t.each(func(r *row) { list = append(list, r) })
	slices.SortFunc(list, func(a, b *row) int {
		if a.key < b.key {
			return -1
		}
		return 1
	})
	return list
}

// folded reports whether rows of that depth or deeper had to be made.
func (t *rows) folded() bool {
	for d := noOrigin; d < depths; d++ {
		for c := range t.tables[d] {
			if len(t.tables[d][c].items) > 0 {
				return true
			}
		}
	}
	return false
}
