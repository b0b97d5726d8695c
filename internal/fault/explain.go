package fault

import (
	"fmt"
	"strings"
)

// closure is the transitive closure of explains, by class id.
type closure map[string]map[string]bool

// newClosure follows explains from every class.
func newClosure(classes []*Class) closure {
	direct := map[string][]string{}
	for _, c := range classes {
		for _, e := range c.Explains {
			direct[c.ID] = append(direct[c.ID], expand(e, classes)...)
		}
	}
	out := closure{}
	for _, c := range classes {
		reach := map[string]bool{}
		follow(c.ID, direct, reach)
		delete(reach, c.ID)
		out[c.ID] = reach
	}
	return out
}

func follow(id string, direct map[string][]string, reach map[string]bool) {
	for _, next := range direct[id] {
		if !reach[next] {
			reach[next] = true
			follow(next, direct, reach)
		}
	}
}

// expand gives the ids that an entry of explains means: a plain id means that
// class, a pattern ("http.*") the symptoms among the classes that it fits.
// Causes and changes must be named one by one, lest a pattern say that a
// refused connection explains a clash of schedules.
func expand(entry string, classes []*Class) []string {
	family, pattern := strings.CutSuffix(entry, "*")
	var ids []string
	for _, c := range classes {
		if c.ID == entry || pattern && c.Role == RoleSymptom && strings.HasPrefix(c.ID, family) {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

func (c *Catalog) explains(a, b *Class) bool {
	return a != nil && b != nil && c.detail.closure[a.ID][b.ID]
}

// checkExplains refuses entries of explains and reversal that name no class, or
// the class itself.
func checkExplains(fresh, all []*Class) Problems {
	var ps Problems
	for _, c := range fresh {
		ps = append(ps, checkIDList(c, "explains", c.Explains, all)...)
		ps = append(ps, checkIDList(c, "reversal", c.Reversal, all)...)
	}
	return ps
}

func checkIDList(c *Class, key string, entries []string, all []*Class) Problems {
	var ps Problems
	for _, e := range entries {
		ids := expand(e, all)
		if len(ids) == 0 {
			ps = append(ps, Problem{c.File, c.lines[key], fmt.Sprintf("%s names %q, which is no class", key, e), nearest(e, all)})
		}
		if len(ids) == 1 && ids[0] == c.ID {
			ps = append(ps, Problem{c.File, c.lines[key], key + " names the class itself", "take it out"})
		}
	}
	return ps
}

// nearest is a hint: the ids of the same family.
func nearest(entry string, all []*Class) string {
	family, _, _ := strings.Cut(entry, ".")
	var ids []string
	for _, c := range all {
		if strings.HasPrefix(c.ID, family+".") {
			ids = append(ids, c.ID)
		}
	}
	if len(ids) == 0 {
		return "see `inquest catalog list` for the ids"
	}
	if len(ids) > 12 {
		ids = append(ids[:12:12], "...")
	}
	return "ids of this family are " + strings.Join(ids, ", ")
}
