package finding

import (
	"cmp"
	"slices"

	"inquest/internal/formula"
	"inquest/internal/profile"
)

// RunRef is a run with the unit that it belongs to.
type RunRef struct {
	Unit *profile.Unit
	Run  *profile.Run
}

// Bad reports whether the run did not end well: it failed or was lost.
func (r RunRef) Bad() bool {
	return r.Run.State == profile.RunFailed || r.Run.State == profile.RunLost
}

// Begin is when the run began, else when it ended; ok is false when neither is known.
func (r RunRef) Begin() (ns int64, ok bool) {
	if r.Run.Start.HasTime {
		return r.Run.Start.Time, true
	}
	return r.Run.End.Time, r.Run.End.HasTime
}

// Until is when the run ended, else when it began.
func (r RunRef) Until() (ns int64, ok bool) {
	if r.Run.End.HasTime {
		return r.Run.End.Time, true
	}
	return r.Run.Start.Time, r.Run.Start.HasTime
}

// Line is the line that shows the run best: its end, else its start; nil when
// neither was kept.
func (r RunRef) Line() *profile.Line {
	if r.Run.EndLine != nil {
		return r.Run.EndLine
	}
	return r.Run.StartLine
}

// Source is where the run was logged, -1 when unknown.
func (r RunRef) Source() int {
	return formula.RunSource(r.Unit, r.Run)
}

// Runs lists all runs of a view that were begun or ended in its lines, by end.
func Runs(v *profile.View) []RunRef {
	var out []RunRef
	for i := range v.Units {
		u := &v.Units[i]
		for j := range u.Runs {
			out = append(out, RunRef{u, &u.Runs[j]})
		}
	}
	return byEnd(out)
}

// byEnd sorts runs by end, those without one last, and else as they come.
func byEnd(runs []RunRef) []RunRef {
	type place struct {
		until int64
		known bool
		at    int32
	}
	places := make([]place, len(runs))
	for i := range runs {
		places[i].until, places[i].known = runs[i].Until()
		places[i].at = int32(i)
	}
	slices.SortFunc(places, func(a, b place) int {
		if a.known != b.known {
			return cmp.Compare(btoi(b.known), btoi(a.known))
		}
		return cmp.Or(cmp.Compare(a.until, b.until), cmp.Compare(a.at, b.at))
	})
	out := make([]RunRef, len(runs))
	for i, p := range places {
		out[i] = runs[p.at]
	}
	return out
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func badRuns(runs []RunRef) []RunRef {
	var out []RunRef
	for _, r := range runs {
		if r.Bad() {
			out = append(out, r)
		}
	}
	return out
}
