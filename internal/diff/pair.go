package diff

import (
	"slices"
	"strings"

	"inquest/internal/profile"
)

// pair is what one statement of a program printed in both runs: templates of
// either run that are the same, or of which one takes the other in.
type pair struct {
	bad, good []*profile.Template // either may be empty
}

func ids(l []*profile.Template) []string {
	out := make([]string, len(l))
	for i, t := range l {
		out[i] = t.ID
	}
	slices.Sort(out)
	return out
}

// pairs joins the templates of both runs. Each run makes its templates from its own
// lines, so that a part which varies in the one may be fixed in the other: where a
// template has no double, those that it takes in, or that take it in, are joined with
// it. The order is that of the bad run's templates, then of the good one's.
func pairs(bad, good *profile.View) []pair {
	all := make([]*profile.Template, 0, len(bad.Templates)+len(good.Templates))
	for i := range bad.Templates {
		all = append(all, &bad.Templates[i])
	}
	n := len(all)
	for i := range good.Templates {
		all = append(all, &good.Templates[i])
	}
	u := newUnion(len(all))
	first := map[string]int{}
	for i, t := range all[:n] {
		first[t.ID] = i
	}
	doubled := make([]bool, len(all))
	for i := n; i < len(all); i++ {
		if k, ok := first[all[i].ID]; ok {
			u.join(k, i)
			doubled[k], doubled[i] = true, true
		}
	}
	joinLike(all, n, doubled, u)
	at := map[int]int{}
	var out []pair
	for i, t := range all {
		k := u.root(i)
		p, ok := at[k]
		if !ok {
			p = len(out)
			at[k] = p
			out = append(out, pair{})
		}
		if i < n {
			out[p].bad = append(out[p].bad, t)
		} else {
			out[p].good = append(out[p].good, t)
		}
	}
	return out
}

// joinLike joins templates without a double with those of the other run that fit.
func joinLike(all []*profile.Template, n int, doubled []bool, u union) {
	words := make([][]string, len(all))
	type bucket struct {
		words int
		err   string
	}
	by := map[bucket][]int{}
	for i, t := range all {
		words[i] = strings.Fields(t.Text)
		b := bucket{len(words[i]), t.Error}
		by[b] = append(by[b], i)
	}
	for i := range all {
		if doubled[i] {
			continue
		}
		for _, k := range by[bucket{len(words[i]), all[i].Error}] {
			if (i < n) != (k < n) && fit(words[i], words[k]) {
				u.join(i, k)
			}
		}
	}
}

const hole = "<*>"

// fit reports whether two templates may be of one statement: word for word equal, or
// one takes the other in, and at least half of the words, two or more of them, are equal.
func fit(a, b []string) bool {
	same := 0
	for i := range a {
		switch {
		case a[i] == b[i]:
			if a[i] != hole {
				same++
			}
		case !takesIn(a[i], b[i]) && !takesIn(b[i], a[i]):
			return false
		}
	}
	return same >= 2 && 2*same >= len(a)
}

// takesIn matches a word with holes.
func takesIn(pattern, word string) bool {
	parts := strings.Split(pattern, hole)
	if len(parts) == 1 || !strings.HasPrefix(word, parts[0]) {
		return false
	}
	word = word[len(parts[0]):]
	last := len(parts) - 1
	for _, p := range parts[1:last] {
		i := strings.Index(word, p)
		if i < 0 {
			return false
		}
		word = word[i+len(p):]
	}
	return strings.HasSuffix(word, parts[last]) && len(word) > len(parts[last])
}

// union is a forest of disjoint sets; the root is the least member.
type union []int

func newUnion(n int) union {
	u := make(union, n)
	for i := range u {
		u[i] = i
	}
	return u
}

func (u union) root(i int) int {
	for u[i] != i {
		u[i] = u[u[i]]
		i = u[i]
	}
	return i
}

func (u union) join(a, b int) {
	a, b = u.root(a), u.root(b)
	if a > b {
		a, b = b, a
	}
	u[b] = a
}
