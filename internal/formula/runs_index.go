package formula

import (
	"sync"

	"inquest/internal/profile"
)

// runKey is what a unit is looked up by.
type runKey uint8

const (
	byID runKey = iota
	byName
)

// runIndex finds runs without going over all of them: a report asks for the same
// runs hundreds of times. Each part is made at its first use; the zero value is ready.
type runIndex struct {
	mu    sync.Mutex
	lists map[runsOfState][]viewRun
	keyed [byName + 1]map[string][]*profile.Unit
}

// runsOfState names a list of runs; kind "" is all kinds, state 0 all states.
type runsOfState struct {
	kind  string
	state profile.RunState
}

// viewRun is a run of the view with its unit.
type viewRun struct {
	unit *profile.Unit
	run  *profile.Run
}

// of lists the runs of a kind and state in the view's order.
func (x *runIndex) of(v *profile.View, kind string, state profile.RunState) []viewRun {
	if wild(kind) {
		kind = ""
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	key := runsOfState{kind, state}
	list, ok := x.lists[key]
	if ok {
		return list
	}
	for i := range v.Units {
		u := &v.Units[i]
		if kind != "" && u.Kind != kind {
			continue
		}
		for j := range u.Runs {
			if state == 0 || u.Runs[j].State == state {
				list = append(list, viewRun{u, &u.Runs[j]})
			}
		}
	}
	if x.lists == nil {
		x.lists = map[runsOfState][]viewRun{}
	}
	x.lists[key] = list
	return list
}

// units lists the units with an id or name in the view's order.
func (x *runIndex) units(v *profile.View, by runKey, want string) []*profile.Unit {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.keyed[by] == nil {
		m := make(map[string][]*profile.Unit, len(v.Units))
		for i := range v.Units {
			u := &v.Units[i]
			k := u.ID
			if by == byName {
				k = u.Name
			}
			m[k] = append(m[k], u)
		}
		x.keyed[by] = m
	}
	return x.keyed[by][want]
}
