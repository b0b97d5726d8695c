package finding

import (
	"slices"
	"strings"

	"inquest/internal/profile"
)

// OwnLogs are the sources that are the log of one run alone: schedulers and build
// servers write what a run says into a file that is named after its id, and say
// elsewhere how it ended.
type OwnLogs struct {
	of  map[*profile.Unit][]int
	all map[int]bool
}

// Limits of what is read from the name of a source.
const (
	ownElements = 2 // last elements of its path
	ownSpan     = 8 // parts of an element in a row
	leastID     = 3 // letters and digits of an id that is only a part of an element
)

// readOwnLogs finds the logs that belong to one unit with one run each.
func readOwnLogs(v *profile.View, runs []RunRef) OwnLogs {
	o := OwnLogs{of: map[*profile.Unit][]int{}, all: map[int]bool{}}
	named := map[string][]int{}
	for i := range v.Sources {
		for _, n := range namesIn(v.Sources[i].Name) {
			named[n] = append(named[n], i)
		}
	}
	units := map[int]map[*profile.Unit]bool{}
	for _, r := range runs {
		if s := r.Source(); s >= 0 {
			if units[s] == nil {
				units[s] = map[*profile.Unit]bool{}
			}
			units[s][r.Unit] = true
		}
	}
	owners := map[int][]*profile.Unit{}
	for _, r := range runs {
		id := canonicalID(r.Unit.ID)
		if len(r.Unit.Runs) != 1 || !strings.ContainsAny(id, "0123456789") {
			continue
		}
		for _, s := range named[id] {
			if len(units[s]) == 0 || len(units[s]) == 1 && units[s][r.Unit] {
				owners[s] = append(owners[s], r.Unit)
			}
		}
	}
	for s := range v.Sources {
		if u := owners[s]; len(u) == 1 {
			o.of[u[0]] = append(o.of[u[0]], s)
			o.all[s] = true
		}
	}
	return o
}

// Of lists the sources that are the log of a run alone, ascending.
func (o OwnLogs) Of(r RunRef) []int { return o.of[r.Unit] }

// Has reports whether a source is the log of one run alone.
func (o OwnLogs) Has(source int) bool { return o.all[source] }

// namesIn lists what a source may be named after: its last path elements, and what
// they are put together from.
func namesIn(source string) []string {
	var out []string
	elements := strings.FieldsFunc(source, func(r rune) bool { return r == '/' || r == '!' || r == '\\' })
	for _, e := range elements[max(0, len(elements)-ownElements):] {
		parts := partsOfID(e)
		for i := range parts {
			for k := i + 1; k <= len(parts) && k-i <= ownSpan; k++ {
				if n := strings.Join(parts[i:k], "-"); len(n) >= leastID || k-i == len(parts) {
					out = append(out, n)
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// canonicalID is an id with one sign between its parts.
func canonicalID(id string) string { return strings.Join(partsOfID(id), "-") }

func partsOfID(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r > 127)
	})
}
