package finding

import (
	"slices"
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/profile"
)

// Outcomes is the Data of a finding of kind "unit-outcome". Without a Unit it
// counts all units of the kind.
type Outcomes struct {
	Kind                                     string // "job"
	Units                                    int    // distinct units
	Runs, Failed, Lost, Succeeded, Cancelled int64
	Open                                     int64
	FirstBad, LastBad                        int64 // ns, ends of bad runs
	StartFrom, StartTo                       int64 // ns, given or implied starts of failed runs
	Implied                                  bool  // the starts are ends minus durations
	NoSuccess                                bool  // no success is logged, so no rate can be given
	UnitsFailed                              int
	Durations                                []int64 // of failed runs, ns, ascending
}

// maxUnitFindings is how many single units get their own finding: those with
// several runs, most failures first.
const maxUnitFindings = 24

func detectOutcomes(s *scene) []Finding {
	var out []Finding
	for _, kind := range s.kinds() {
		f := Finding{Kind: KindOutcome, Source: -1, Data: &Outcomes{Kind: kind}}
		runs := keep(s.runs, func(r RunRef) bool { return r.Unit.Kind == kind })
		f.outcomes(runs)
		f.citeBad(runs)
		s.sayOutcomes(&f, kind, "")
		out = append(out, f)
	}
	runs := map[*profile.Unit][]RunRef{}
	for _, r := range s.runs {
		runs[r.Unit] = append(runs[r.Unit], r)
	}
	var units []Finding
	for i := range s.view.Units {
		u := &s.view.Units[i]
		if len(u.Runs) < 2 || !slices.ContainsFunc(u.Runs, func(r profile.Run) bool { return r.State == profile.RunFailed || r.State == profile.RunLost }) {
			continue
		}
		f := Finding{Kind: KindOutcome, Source: -1, Unit: u, Component: u.ID, Data: &Outcomes{Kind: u.Kind}}
		f.outcomes(runs[u])
		units = append(units, f)
	}
	slices.SortStableFunc(units, func(a, b Finding) int { return int(b.Count - a.Count) })
	for i := range units[:min(len(units), maxUnitFindings)] {
		units[i].citeBad(runs[units[i].Unit])
		s.sayOutcomes(&units[i], units[i].Unit.Kind, units[i].Unit.ID)
		out = append(out, units[i])
	}
	return out
}

// kinds lists the kinds of units that have runs, sorted.
func (s *scene) kinds() []string {
	var out []string
	for _, r := range s.runs {
		if !slices.Contains(out, r.Unit.Kind) {
			out = append(out, r.Unit.Kind)
		}
	}
	slices.Sort(out)
	return out
}

// keep lists the runs that are wanted.
func keep(runs []RunRef, in func(RunRef) bool) (out []RunRef) {
	for _, r := range runs {
		if in(r) {
			out = append(out, r)
		}
	}
	return out
}

// outcomes counts runs.
func (f *Finding) outcomes(runs []RunRef) {
	d := f.Data.(*Outcomes)
	seen, failed := map[*profile.Unit]bool{}, map[*profile.Unit]bool{}
	for _, r := range runs {
		d.Runs++
		if !seen[r.Unit] {
			seen[r.Unit] = true
			d.Units++
		}
		switch r.Run.State {
		case profile.RunSucceeded:
			d.Succeeded++
		case profile.RunFailed:
			d.Failed++
		case profile.RunLost:
			d.Lost++
		case profile.RunCancelled:
			d.Cancelled++
		case profile.RunOpen:
			d.Open++
		}
		if r.Bad() {
			if !failed[r.Unit] {
				failed[r.Unit] = true
				d.UnitsFailed++
			}
			d.badRun(r)
		}
	}
	slices.Sort(d.Durations)
	d.NoSuccess = d.Succeeded == 0
	f.Count = d.Failed + d.Lost
	f.From, f.To = d.FirstBad, d.LastBad
	f.Score = 1
}

func (d *Outcomes) badRun(r RunRef) {
	if t, ok := r.Until(); ok {
		if d.FirstBad == 0 || t < d.FirstBad {
			d.FirstBad = t
		}
		d.LastBad = max(d.LastBad, t)
	}
	if r.Run.HasDuration && r.Run.State == profile.RunFailed {
		d.Durations = append(d.Durations, r.Run.Duration)
	}
	if t := r.Run.Start; t.HasTime {
		if d.StartFrom == 0 || t.Time < d.StartFrom {
			d.StartFrom = t.Time
		}
		d.StartTo = max(d.StartTo, t.Time)
		d.Implied = d.Implied || r.Run.Implied
	}
}

// citeBad cites the first runs that ended badly.
func (f *Finding) citeBad(runs []RunRef) {
	for _, r := range runs {
		if !r.Bad() || len(f.Lines) == maxCited {
			continue
		}
		if l := r.Line(); l != nil {
			f.Lines = append(f.Lines, *l.Exemplar())
		}
	}
}

// maxCited is how many lines a claim cites at most; the rest is counted.
const maxCited = 24

func (s *scene) sayOutcomes(f *Finding, kind, id string) {
	d := f.Data.(*Outcomes)
	cite := s.citeRuns(f)
	if len(cite) == 0 {
		return
	}
	what := unitSlot(kind, id)
	if id == "" {
		id = "*"
	}
	runs := func(state string) string { return call("runs", kind, id, state) }
	switch {
	case d.Failed+d.Lost == 0:
		s.say.Add(&f.Claims, phraseAllWell, cite, what, count("runs", runs("all")), count("succeeded", runs("succeeded")))
		return
	case d.Failed == 0:
		s.say.Add(&f.Claims, phraseNeverEnded, cite, what, count("lost", runs("lost")), count("runs", runs("all")), count("succeeded", runs("succeeded")))
	case d.NoSuccess:
		p := phraseOnlyFailures
		if id != "*" { // said once, of all
			p = phraseOnlyFailuresOne
		}
		s.say.Add(&f.Claims, p, cite, what, count("failed", runs("failed")), count("runs", runs("all")))
	default:
		s.say.Add(&f.Claims, phraseFailures, cite, what, count("failed", runs("failed")), count("runs", runs("all")), count("succeeded", runs("succeeded")))
	}
	if d.Lost > 0 && d.Failed > 0 {
		p := phraseLost
		if d.Lost == 1 {
			p = phraseLostOne
		}
		s.say.Add(&f.Claims, p, cite, what, count("lost", runs("lost")))
	}
	if d.Failed > 0 && d.FirstBad != 0 {
		s.say.Add(&f.Claims, phraseFailWindow, cite, what, instant("first", edgeOf("min", "ends", kind, id, "failed")), instant("last", edgeOf("max", "ends", kind, id, "failed")))
	}
	if d.StartFrom != 0 && d.Implied && d.Failed > 0 {
		s.say.Add(&f.Claims, phraseImpliedStarts, cite, what, instant("first", edgeOf("min", "starts", kind, id, "failed")), instant("last", edgeOf("max", "starts", kind, id, "failed")))
	}
	for i := range f.Claims {
		f.Claims[i] = f.Claims[i].WithTotal(d.Failed + d.Lost)
	}
}

// citeRuns cites the runs' lines, and the coverage of the sources where a
// number of successes, or their absence, was counted.
func (s *scene) citeRuns(f *Finding) []evidence.Ref {
	out := refs(f.Lines, maxCited)
	for i := range s.view.Sources {
		if s.namesUnit(i, f) {
			out = append(out, s.view.Sources[i].Coverage)
		}
	}
	return out
}

func (s *scene) namesUnit(source int, f *Finding) bool {
	if f.Unit != nil {
		return slices.Contains(f.Unit.Sources, source)
	}
	kind := f.Data.(*Outcomes).Kind
	for i := range s.view.Units {
		if s.view.Units[i].Kind == kind && slices.Contains(s.view.Units[i].Sources, source) && len(s.view.Units[i].Runs) > 0 {
			return true
		}
	}
	return false
}

// plural is the word for several units of a kind.
func plural(kind string) string {
	if strings.HasSuffix(kind, "h") || strings.HasSuffix(kind, "s") {
		return kind + "es"
	}
	return kind + "s"
}

// unitSlot names a unit, or all units of a kind.
func unitSlot(kind, id string) slot {
	if id == "" {
		return name("unit", sentenceCase(plural(kind)))
	}
	return name("unit", id)
}
