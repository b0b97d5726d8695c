package finding

import (
	"slices"

	"inquest/internal/evidence"
	"inquest/internal/profile"
)

// SharedEnd is the Data of findings of kind "shared-end" and "common-start":
// how close together failed runs end, and how far apart they began.
type SharedEnd struct {
	Kind       string
	Runs       int
	Units      int
	EndFrom    int64 // ns
	EndTo      int64
	StartFrom  int64
	StartTo    int64
	Implied    bool
	WholeTimes bool // all ends are whole seconds: the last one lasts until the next
}

// Ends are shared when the starts spread over this many times the stretch of
// the ends (and the other way round for a common start).
const (
	sharedFactor = 10
	sharedRuns   = 4
)

func detectShared(s *scene) []Finding {
	var out []Finding
	for _, kind := range s.kinds() {
		d := &SharedEnd{Kind: kind, WholeTimes: true}
		var lines []profile.Exemplar
		units := map[*profile.Unit]bool{}
		for _, r := range s.bad {
			if r.Unit.Kind != kind || r.Run.State != profile.RunFailed || !r.Run.End.HasTime || !r.Run.Start.HasTime {
				continue
			}
			d.add(r)
			units[r.Unit] = true
			if l := r.Line(); l != nil && len(lines) < maxCited {
				lines = append(lines, *l.Exemplar())
			}
		}
		d.Units = len(units)
		if f, ok := s.sharedFinding(d, lines); ok {
			out = append(out, f)
		}
	}
	return out
}

func (d *SharedEnd) add(r RunRef) {
	if d.Runs == 0 {
		d.EndFrom, d.EndTo, d.StartFrom, d.StartTo = r.Run.End.Time, r.Run.End.Time, r.Run.Start.Time, r.Run.Start.Time
	}
	d.Runs++
	d.EndFrom, d.EndTo = min(d.EndFrom, r.Run.End.Time), max(d.EndTo, r.Run.End.Time)
	d.StartFrom, d.StartTo = min(d.StartFrom, r.Run.Start.Time), max(d.StartTo, r.Run.Start.Time)
	d.Implied = d.Implied || r.Run.Implied
	d.WholeTimes = d.WholeTimes && r.Run.End.Time%1e9 == 0
}

func (s *scene) sharedFinding(d *SharedEnd, lines []profile.Exemplar) (Finding, bool) {
	ends, starts := d.EndTo-d.EndFrom, d.StartTo-d.StartFrom
	if d.Runs < sharedRuns || len(lines) == 0 {
		return Finding{}, false
	}
	f := Finding{Source: -1, From: d.EndFrom, To: d.EndTo, Count: int64(d.Runs), Lines: lines, Data: d, Score: 0.6}
	cite := refs(lines, maxCited)
	switch {
	case starts >= sharedFactor*max(ends, 1e9):
		f.Kind = KindShared
		s.sayShared(&f, d, cite)
	case ends >= sharedFactor*max(starts, 1e9) && !d.Implied:
		f.Kind = KindStart
		s.say.Add(&f.Claims, phraseCommonStart, cite, count("n", call("runs", d.Kind, "*", "failed")),
			duration("starts", minus(edgeOf("max", "starts", d.Kind, "*", "failed"), edgeOf("min", "starts", d.Kind, "*", "failed"))),
			duration("ends", minus(edgeOf("max", "ends", d.Kind, "*", "failed"), edgeOf("min", "ends", d.Kind, "*", "failed"))))
	default:
		return Finding{}, false
	}
	for i := range f.Claims {
		f.Claims[i] = f.Claims[i].WithTotal(f.Count)
	}
	return f, true
}

func (s *scene) sayShared(f *Finding, d *SharedEnd, cite []evidence.Ref) {
	spread := minus(edgeOf("max", "ends", d.Kind, "*", "failed"), edgeOf("min", "ends", d.Kind, "*", "failed"))
	if d.WholeTimes {
		spread += " + 1s"
	}
	starts := minus(edgeOf("max", "starts", d.Kind, "*", "failed"), edgeOf("min", "starts", d.Kind, "*", "failed"))
	p := phraseSharedEnd
	if d.Implied {
		p = phraseSharedEndImplied
	}
	s.say.Add(&f.Claims, p, cite, count("n", call("runs", d.Kind, "*", "failed")), duration("ends", spread), duration("starts", starts))
	s.say.Add(&f.Claims, phraseSharedOpen, cite, count("n", call("runs", d.Kind, "*", "failed")))
}

// Period is the Data of a finding of kind "period".
type Period struct {
	Every int64 // ns, median distance between neighbouring failures
	N     int
}

// detectPeriods looks for failures at equal distances: at least five, all
// neighbouring ones within 10 % of the median distance. Failures closer than a
// second are one burst and not a schedule.
func detectPeriods(s *scene) []Finding {
	var times []int64
	var lines []profile.Exemplar
	for _, r := range s.bad {
		if r.Run.State == profile.RunFailed && r.Run.End.HasTime && r.Run.EndLine != nil {
			times = append(times, r.Run.End.Time)
			if len(lines) < maxCited {
				lines = append(lines, *r.Run.EndLine.Exemplar())
			}
		}
	}
	if len(times) < 5 {
		return nil
	}
	gaps := make([]int64, len(times)-1)
	for i := range gaps {
		gaps[i] = times[i+1] - times[i]
	}
	sorted := slices.Clone(gaps)
	slices.Sort(sorted)
	mid := sorted[len(sorted)/2]
	if mid < 5e9 || sorted[0] < mid-mid/10 || sorted[len(sorted)-1] > mid+mid/10 {
		return nil
	}
	f := Finding{Kind: KindPeriod, Source: -1, From: times[0], To: times[len(times)-1], Count: int64(len(times)), Lines: lines, Score: 0.5, Data: &Period{Every: mid, N: len(times)}}
	ends := call("ends", "*", "*", "failed")
	s.say.Add(&f.Claims, phrasePeriod, refs(lines, maxCited), count("n", s.say.Exact(int64(len(times)), call("count", expr(ends)))),
		duration("every", s.say.Exact(mid, call("middle", expr(call("steps", expr(ends)))))))
	return []Finding{f}
}
