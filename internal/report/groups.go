package report

import (
	"cmp"
	"slices"

	"inquest/internal/profile"
)

// group is what the document speaks of as one: a unit with its runs, or all
// units of one name when there are too many to speak of each.
type group struct {
	kind, name string
	single     *profile.Unit // nil when the group stands for several units
	units      int64
	failing    int64
	runs       []*profile.Run
	tally      tally
}

// separateUnits is how many units of a kind are spoken of one by one.
const separateUnits = 8

// groupUnits puts units together, failing groups first.
func groupUnits(units []profile.Unit) []group {
	perKind := map[string]int{}
	for i := range units {
		perKind[units[i].Kind]++
	}
	index := map[[2]string]int{}
	var out []group
	for i := range units {
		u := &units[i]
		if perKind[u.Kind] <= separateUnits {
			out = append(out, group{kind: u.Kind, name: u.ID, single: u})
			out[len(out)-1].add(u)
			continue
		}
		key := [2]string{u.Kind, u.Name}
		at, ok := index[key]
		if !ok {
			at = len(out)
			index[key] = at
			out = append(out, group{kind: u.Kind, name: u.Name})
		}
		out[at].add(u)
	}
	for i := range out {
		slices.Sort(out[i].tally.durations)
	}
	slices.SortStableFunc(out, func(a, b group) int {
		return cmp.Or(
			cmp.Compare(b.bad(), a.bad()),
			cmp.Compare(a.kind, b.kind),
			cmp.Compare(a.name, b.name),
		)
	})
	return out
}

func (g *group) add(u *profile.Unit) {
	g.units++
	fails := false
	for i := range u.Runs {
		r := &u.Runs[i]
		g.runs = append(g.runs, r)
		g.tally.add(r)
		fails = fails || isBad(r.State)
	}
	if fails {
		g.failing++
	}
}

func (g *group) bad() int64 { return g.tally.failed + g.tally.lost }

// The states of runs that count as bad.
const (
	stateFailed = profile.RunFailed
	stateLost   = profile.RunLost
)

func isBad(s profile.RunState) bool { return s == stateFailed || s == stateLost }

// label names the group: "job A17", "jobs of type risk", "jobs".
func (g *group) label() Text {
	switch {
	case g.single != nil && g.single.Name != "" && g.single.Name != g.single.ID:
		return Join(Words(g.kind+" "), Quoted(g.single.ID), Words(" ("), Quoted(g.single.Name), Words(")"))
	case g.single != nil:
		return Join(Words(g.kind+" "), Quoted(g.single.ID))
	case g.name != "":
		return Join(Words(plural(g.kind)+" of type "), Quoted(g.name))
	}
	return Words(plural(g.kind))
}

func plural(kind string) string { return kind + "s" }
