package finding

import (
	"slices"

	"inquest/internal/profile"
)

// scene is what the detectors of one run share.
type scene struct {
	in      Input
	view    *profile.View
	dir     *Directory
	runs    []RunRef                 // by end
	bad     []RunRef                 // of these the ones that failed or were lost
	targets []string                 // names that steps of runs went to, and the hosts of the input
	units   map[string]*profile.Unit // units with runs, by id
	rows    []rowHit                 // every row of every template, in the view's order
	onset   Onset
	base    map[string]int64 // records of the healthy run by template, nil when none was given
	say     *Sayer
	own     OwnLogs
	named   map[int]farEnds // what each source names; read at the first use
}

func newScene(in Input) *scene {
	s := &scene{in: in, view: in.View, dir: in.Directory(), runs: in.Runs(), say: NewSayer(in)}
	s.bad = badRuns(s.runs)
	s.own = s.in.OwnLogs()
	s.base = baselineCounts(in.Baseline)
	s.targets = append(targetsOf(s.runs), s.dir.hosts()...)
	s.units = map[string]*profile.Unit{}
	for i := range s.view.Units {
		if u := &s.view.Units[i]; len(u.Runs) > 0 {
			s.units[u.ID] = u
		}
	}
	s.rows = s.matchRows()
	s.onset = findOnset(in.View, s.runs, s.rows)
	if s.onset.Aside > 0 {
		s.bad = nil
	}
	s.proveOnset()
	return s
}

func targetsOf(runs []RunRef) []string {
	var out []string
	for _, r := range runs {
		out = append(out, r.Run.Targets...)
		if r.Run.LastTarget != "" {
			out = append(out, r.Run.LastTarget)
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return slices.DeleteFunc(out, func(t string) bool { return !isRemote(t) })
}
