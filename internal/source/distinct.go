package source

import (
	"cmp"
	"os"
	"slices"
)

// distinct returns the candidates in the order of their names, each file once.
// A file that has several names (links, hard links, a folder named twice) keeps
// the name that is no link and comes first; the others become skips.
func (f *finder) distinct(names map[string]string, set *Set) []candidate {
	list := make([]candidate, 0, len(f.found))
	for _, c := range f.found {
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b candidate) int {
		return cmp.Or(compareBool(a.link, b.link), compareNames(names[a.abs], names[b.abs]))
	})
	type likeness struct {
		size, mtime  int64
		device, node uint64
	}
	seen := map[likeness][]candidate{}
	kept := list[:0]
	for _, c := range list {
		like := likeness{size: c.info.Size(), mtime: c.info.ModTime().UnixNano()}
		like.device, like.node = inode(c.info)
		i := slices.IndexFunc(seen[like], func(o candidate) bool { return os.SameFile(o.info, c.info) })
		if i >= 0 {
			set.Skipped = append(set.Skipped, Skip{Name: names[c.abs], Reason: ReasonDuplicate,
				Detail: "same file as " + names[seen[like][i].abs], Bytes: 0})
			continue
		}
		seen[like] = append(seen[like], c)
		kept = append(kept, c)
	}
	slices.SortFunc(kept, func(a, b candidate) int { return compareNames(names[a.abs], names[b.abs]) })
	return kept
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
