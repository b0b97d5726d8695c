package template

import (
	"cmp"
	"slices"
)

// entry files a group under a key; at is the position that the key leaves out
// or ends at.
type entry struct {
	key       uint64
	group, at int32
}

// runs returns the entries that share a key with at least least-1 others, run by
// run, in the order of their first group and position.
func runs(entries []entry, least int) [][]entry {
	slices.SortFunc(entries, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.group, b.group), cmp.Compare(a.at, b.at))
	})
	var out [][]entry
	for i := 0; i < len(entries); {
		j := i + 1
		for j < len(entries) && entries[j].key == entries[i].key {
			j++
		}
		if j-i >= least {
			out = append(out, entries[i:j])
		}
		i = j
	}
	slices.SortFunc(out, func(a, b []entry) int {
		return cmp.Or(cmp.Compare(a[0].group, b[0].group), cmp.Compare(a[0].at, b[0].at))
	})
	return out
}

// mix hashes a plain token at a position.
func (st *state) mix(i int, t symbol) uint64 {
	x := uint64(st.plain(t))<<32 ^ uint64(i)*0xff51afd7ed558ccd
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 29
	x *= 0xc4ceb9fe1a85ec53
	return x ^ x>>32
}

// without returns the groups that are not gone, and the new ones.
func without(groups []*group, gone []bool, added []*group) []*group {
	var out []*group
	for n, g := range groups {
		if !gone[n] {
			out = append(out, g)
		}
	}
	return append(out, added...)
}
