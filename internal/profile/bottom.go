package profile

import (
	"cmp"
	"slices"

	"github.com/zeebo/xxh3"
)

// keyed is what a bottom table holds.
type keyed interface {
	place() (hash uint64, key string)
}

// bottom is a set of at most limit items, those of smallest hash of all that
// were ever offered (a bottom-k sketch: Cohen and Kaplan, PODC 2007). What is
// kept of an item is exact, because an item that belongs to the smallest of the
// union belongs to the smallest of every part that has it. It is pruned lazily:
// a quarter more than the limit stands in the map.
type bottom[T keyed] struct {
	items map[string]T
	full  bool   // something was left out
	hash  uint64 // when full, the largest (hash, key) that is kept
	key   string
}

// slack is how far above its limit a small table grows before it is pruned.
const slack = 32

func (b *bottom[T]) init() { b.items = map[string]T{} }

// admits reports whether a new item of that place may be kept.
func (b *bottom[T]) admits(hash uint64, key []byte) bool {
	if !b.full || hash != b.hash {
		return !b.full || hash < b.hash
	}
	return string(key) <= b.key // the largest itself may come from another table
}

// lookup finds an item that is kept. A full table looks at the hash first: most
// keys are not kept then, and hashing is cheaper than a look into a large map.
func (b *bottom[T]) lookup(key []byte) (item T) {
	if b.full && !b.admits(hashKey(key), key) {
		return item
	}
	return b.items[string(key)]
}

func (b *bottom[T]) crowded(limit int) bool { return len(b.items) > limit+limit/4+slack }

// count is the number of items kept once it is pruned.
func (b *bottom[T]) count(limit int) int { return min(len(b.items), limit) }

// prune leaves the limit's number of items and hands the others to drop, in
// order of place.
func (b *bottom[T]) prune(limit int, drop func(T)) {
	if len(b.items) <= limit {
		return
	}
	hashes := make([]uint64, 0, len(b.items))
	for _, x := range b.items {
		hash, _ := x.place()
		hashes = append(hashes, hash)
	}
	slices.Sort(hashes)
	b.full, b.hash, b.key = true, hashes[limit-1], ""
	for key, x := range b.items { // among equals the largest key that still fits
		if hash, _ := x.place(); hash == b.hash {
			b.key = max(b.key, key)
		}
	}
	if hashes[limit] == b.hash {
		_, b.key = b.sorted()[limit-1].place()
	}
	var out []T
	for key, x := range b.items {
		if hash, _ := x.place(); comparePlaces(hash, key, b.hash, b.key) > 0 {
			delete(b.items, key)
			if drop != nil {
				out = append(out, x)
			}
		}
	}
	slices.SortFunc(out, comparePlaced)
	for _, x := range out {
		drop(x)
	}
}

// bound takes over another table's bound. Items beyond it go to drop.
func (b *bottom[T]) bound(o *bottom[T], drop func(T)) {
	if !o.full || b.full && comparePlaces(b.hash, b.key, o.hash, o.key) <= 0 {
		return
	}
	b.full, b.hash, b.key = true, o.hash, o.key
	for _, x := range b.sorted() {
		if h, k := x.place(); comparePlaces(h, k, b.hash, b.key) > 0 {
			delete(b.items, k)
			if drop != nil {
				drop(x)
			}
		}
	}
}

// sorted lists the items by place.
func (b *bottom[T]) sorted() []T {
	type placed struct {
		hash uint64
		key  string
		item T
	}
	list := make([]placed, 0, len(b.items))
	for key, x := range b.items {
		hash, _ := x.place()
		list = append(list, placed{hash, key, x})
	}
	slices.SortFunc(list, func(x, y placed) int {
		switch {
		case x.hash < y.hash:
			return -1
		case x.hash > y.hash:
			return 1
		}
		return cmp.Compare(x.key, y.key)
	})
	items := make([]T, len(list))
	for i := range list {
		items[i] = list[i].item
	}
	return items
}

func comparePlaced[T keyed](x, y T) int {
	hx, kx := x.place()
	hy, ky := y.place()
	return comparePlaces(hx, kx, hy, ky)
}

func comparePlaces(h1 uint64, k1 string, h2 uint64, k2 string) int {
	if h1 != h2 {
		return cmp.Compare(h1, h2)
	}
	return cmp.Compare(k1, k2)
}

func hashKey(key []byte) uint64 { return xxh3.Hash(key) }
