package source

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// smallTwin is the size below which equal content alone does not make two files
// copies of each other: two programs may well print the same few lines.
const smallTwin = 512

// twins takes out inputs whose content is that of another: app.log.1 and
// app.log.1.gz are one log, and so are a folder and the archive of it beside it.
// Only inputs that begin alike are read to compare them.
func (f *finder) twins(ctx context.Context, set *Set) error {
	alike := map[string][]int{}
	for i, in := range set.Inputs {
		if in.head != "" {
			alike[in.head] = append(alike[in.head], i)
		}
	}
	gone := map[int]Skip{}
	for i, in := range set.Inputs {
		group := alike[in.head]
		if len(group) < 2 || group[0] != i {
			continue
		}
		slices.SortStableFunc(group, func(a, b int) int {
			return compareOrigins(set.Inputs[a], set.Inputs[b])
		})
		if err := f.twinsOf(ctx, set, group, gone); err != nil {
			return err
		}
	}
	if len(gone) == 0 {
		return nil
	}
	kept := set.Inputs[:0]
	for i, in := range set.Inputs {
		if s, ok := gone[i]; ok {
			set.Skipped = append(set.Skipped, s)
			continue
		}
		kept = append(kept, in)
	}
	set.Inputs = kept
	return nil
}

// compareOrigins puts first what is cheapest to read again.
func compareOrigins(a, b Input) int {
	return cmp.Or(compareBool(a.archive != nil, b.archive != nil), compareBool(a.Compression != "", b.Compression != ""), compareNames(a.Name, b.Name))
}

func (f *finder) twinsOf(ctx context.Context, set *Set, group []int, gone map[int]Skip) error {
	sums := make([]string, len(group))
	sum := func(k int) string {
		if sums[k] == "" {
			sums[k] = f.contentSum(ctx, set.Inputs[group[k]])
		}
		return sums[k]
	}
	for k := 1; k < len(group); k++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		b := set.Inputs[group[k]]
		for j := range k {
			a := set.Inputs[group[j]]
			if _, out := gone[group[j]]; out || !f.mayBeTwins(a, b) || sum(j) == "!" || sum(j) != sum(k) {
				continue
			}
			gone[group[k]] = Skip{Name: b.Name, Reason: ReasonDuplicate, Detail: "same content as " + a.Name, Bytes: b.Size}
			break
		}
	}
	return nil
}

func (f *finder) mayBeTwins(a, b Input) bool {
	sa, knownA := a.contentSize()
	sb, knownB := b.contentSize()
	if knownA && knownB && sa != sb {
		return false
	}
	if knownA && sa == 0 || knownB && sb == 0 {
		return false
	}
	if !knownA && !knownB || knownA && sa >= smallTwin || knownB && sb >= smallTwin {
		return true
	}
	return withoutPacking(a.Name) == withoutPacking(b.Name) || (a.archive != b.archive && lastPart(a.Name) == lastPart(b.Name))
}

func lastPart(name string) string { return name[strings.LastIndexByte(name, '/')+1:] }

// contentSize is the number of bytes of the content, when it is known without
// reading.
func (in Input) contentSize() (int64, bool) {
	if in.archive != nil {
		return in.leaf.size, true
	}
	return in.Size, in.Compression == ""
}

// contentSum is the hash of an input's bytes, "!" when they cannot be read to
// their end.
func (f *finder) contentSum(ctx context.Context, in Input) string {
	if in.archive != nil {
		if in.leaf.err != nil {
			return "!"
		}
		return in.leaf.sha256
	}
	in.Encoding = ""
	st, err := open(in, f.o)
	if err != nil {
		return "!"
	}
	defer st.Close()
	h := sha256.New()
	buf := newBuffer(256 << 10)
	defer func() { (&Chunk{Data: buf}).Recycle() }()
	if _, err := drain(ctx, st, buf[:cap(buf)], h); err != nil {
		return "!"
	}
	return hex.EncodeToString(h.Sum(nil))
}
