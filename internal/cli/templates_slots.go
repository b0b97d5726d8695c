package cli

import (
	"cmp"
	"slices"
	"strings"

	"inquest/internal/profile"
)

// slotsOf joins the variable parts of a template over its rows: those of equal kind
// and name, in the order of the first row that has them.
func slotsOf(t *profile.Template) []templateSlot {
	var out []templateSlot
	for i := range t.Rows {
		seen := map[string]int{}
		for k := range t.Rows[i].Slots {
			s := &t.Rows[i].Slots[k]
			name := s.Kind.String() + "\x00" + s.Key
			seen[name]++
			out = joinSlot(out, s, seen[name])
		}
	}
	for i := range out {
		x := &out[i]
		if x.Many {
			x.Values = nil
		}
		slices.SortFunc(x.Values, func(a, b slotValue) int {
			return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Text, b.Text))
		})
	}
	return out
}

// joinSlot adds a part to the n-th of its kind and name.
func joinSlot(out []templateSlot, s *profile.Slot, n int) []templateSlot {
	i := slices.IndexFunc(out, func(x templateSlot) bool {
		if x.kind == s.Kind && x.Key == s.Key {
			n--
		}
		return n == 0
	})
	if i < 0 {
		i = len(out)
		out = append(out, templateSlot{Kind: s.Kind.String(), Key: s.Key, kind: s.Kind, Numeric: s.Numeric, Min: s.Min, Max: s.Max, at: map[string]int{}})
	}
	x := &out[i]
	x.Many = x.Many || s.Many
	if x.Numeric = x.Numeric && s.Numeric; x.Numeric {
		x.Min, x.Max = min(x.Min, s.Min), max(x.Max, s.Max)
	} else {
		x.Min, x.Max = 0, 0
	}
	for _, v := range s.Values {
		at, known := x.at[v.Text]
		if !known {
			at = len(x.Values)
			x.at[v.Text] = at
			x.Values = append(x.Values, slotValue{Text: v.Text})
		}
		x.Values[at].Count += v.N
	}
	return out
}
