package finding

import (
	"fmt"
	"slices"

	"inquest/internal/evidence"
	"inquest/internal/profile"
)

// Durations is the Data of a finding of kind "durations": how long the failed
// runs of one unit, or of all units of a kind, took.
type Durations struct {
	Kind      string
	Histogram Histogram
	Values    []int64 // ns, ascending
	PileAt    int64   // ns; 0 when the durations do not pile up
	PileN     int
	UniformP  float64 // exact chi-square test of the bars against equal ones
	Mode      Bucket
	ModeOnly  bool // no other bucket is as full
}

// minDurations is the fewest durations whose shape is spoken of.
const minDurations = 5

func detectDurations(s *scene) []Finding {
	var out []Finding
	for _, kind := range s.kinds() {
		all := s.failedDurations(func(r RunRef) bool { return r.Unit.Kind == kind })
		if len(all) == 0 {
			continue
		}
		width := bucketWidth(all)
		var units []Finding
		for i := range s.view.Units {
			u := &s.view.Units[i]
			if u.Kind != kind {
				continue
			}
			if v := s.failedDurations(func(r RunRef) bool { return r.Unit == u }); len(v) >= minDurations {
				units = append(units, s.durationsOf(kind, u, v, width))
			}
		}
		if len(units) != 1 && len(all) >= minDurations {
			out = append(out, s.durationsOf(kind, nil, all, width))
		}
		slices.SortStableFunc(units, func(a, b Finding) int { return int(b.Count - a.Count) })
		units = units[:min(len(units), maxUnitFindings)]
		out = append(out, units...)
		if c, ok := s.sayThreshold(units); ok && len(out) > 0 {
			out[len(out)-len(units)].Claims = append(out[len(out)-len(units)].Claims, c...)
		}
	}
	return out
}

func (s *scene) failedDurations(in func(RunRef) bool) []int64 {
	var out []int64
	for _, r := range s.bad {
		if in(r) && r.Run.State == profile.RunFailed && r.Run.HasDuration {
			out = append(out, r.Run.Duration)
		}
	}
	slices.Sort(out)
	return out
}

func (s *scene) durationsOf(kind string, u *profile.Unit, v []int64, width int64) Finding {
	d := &Durations{Kind: kind, Histogram: NewHistogram(v, width), Values: v, UniformP: 1}
	d.Mode, d.ModeOnly = d.Histogram.Mode()
	d.PileAt, d.PileN, _ = PileUp(v)
	f := Finding{Kind: KindDuration, Unit: u, Source: -1, Count: int64(len(v)), Data: d, Score: 0.3}
	id := ""
	if u != nil {
		id, f.Component = u.ID, u.ID
	}
	for _, r := range s.bad {
		if r.Run.State != profile.RunFailed || r.Unit.Kind != kind || u != nil && r.Unit != u {
			continue
		}
		if l := r.Line(); l != nil && len(f.Lines) < maxCited {
			f.Lines = append(f.Lines, *l.Exemplar())
		}
	}
	f.widen(f.Lines)
	s.sayDurations(&f, d, kind, id)
	return f
}

func (s *scene) sayDurations(f *Finding, d *Durations, kind, id string) {
	cite := refs(f.Lines, maxCited)
	if len(cite) == 0 {
		return
	}
	what := unitSlot(kind, id)
	if id == "" {
		id = "*"
	}
	values := call("durations", kind, id, "failed")
	of := func(fn string) string { return call(fn, expr(values)) }
	if inSeconds(d.Values) && d.Histogram.Sum >= 60e9 { // below a minute both ways read alike
		secs := func(fn string) string { return of(fn) + " / 1s" }
		s.say.Add(&f.Claims, phraseDurationsWhole, cite, what, count("n", of("count")), count("min", secs("min")), NumberSlot("median", secs("median")), count("max", secs("max")), count("sum", secs("sum")), duration("long", of("sum")))
	} else {
		s.say.Add(&f.Claims, phraseDurations, cite, what, count("n", of("count")), duration("min", of("min")), duration("median", of("median")), duration("max", of("max")), duration("sum", of("sum")))
	}
	if len(d.Histogram.Buckets) <= maxBuckets {
		for _, b := range d.Histogram.Buckets {
			s.say.Add(&f.Claims, phraseBucket, cite, what, word("range", BucketLabel(b)), count("n", inBucket(values, b)))
		}
	}
	if d.ModeOnly && len(d.Histogram.Buckets) > 1 {
		s.say.Add(&f.Claims, phraseMode, cite, what, word("range", BucketLabel(d.Mode)), count("n", inBucket(values, d.Mode)), count("all", of("count")))
	}
	if d.PileAt > 0 {
		s.say.Add(&f.Claims, phrasePile, cite, what, count("n", s.say.Exact(int64(d.PileN), call("between", expr(values), d.PileAt-d.PileAt/20-1, d.PileAt+d.PileAt/20))), count("all", of("count")), duration("at", s.say.Exact(d.PileAt, call("nth", expr(values), slices.Index(d.Values, d.PileAt)))))
	} else if n := len(d.Histogram.Buckets); n > 1 && n <= maxBuckets {
		var counts []any
		for _, b := range d.Histogram.Buckets {
			counts = append(counts, expr(inBucket(values, b)))
		}
		test := call("chi2_uniform", counts...)
		if v, err := s.say.env.Eval(test); err == nil {
			d.UniformP = v.Num
		}
		p := phraseUniform
		if d.UniformP < 0.05 {
			p = phraseNotUniform
		}
		s.say.Add(&f.Claims, p, cite, what, prob("p", test))
	}
	for i := range f.Claims {
		f.Claims[i] = f.Claims[i].WithTotal(f.Count)
	}
}

// inSeconds reports whether all values are whole seconds, of a length that
// people count in seconds.
func inSeconds(values []int64) bool {
	for _, v := range values {
		if v%1e9 != 0 || v > 100000e9 {
			return false
		}
	}
	return len(values) > 0
}

// sayThreshold compares the units: a common time limit would give them a common
// pile or at least a common mode.
func (s *scene) sayThreshold(units []Finding) ([]evidence.Claim, bool) {
	if len(units) < 2 {
		return nil, false
	}
	var cite []evidence.Ref
	modes := map[Bucket]bool{}
	for i := range units {
		d := units[i].Data.(*Durations)
		if d.PileAt > 0 || !d.ModeOnly {
			return nil, false
		}
		modes[d.Mode] = true
		cite = append(cite, refs(units[i].Lines, maxCited)...)
	}
	if len(modes) < 2 {
		return nil, false
	}
	var out []evidence.Claim
	a, b := units[0].Data.(*Durations), units[1].Data.(*Durations)
	s.say.Add(&out, phraseNoThreshold, cite, name("a", units[0].Unit.ID), word("rangea", BucketLabel(a.Mode)), name("b", units[1].Unit.ID), word("rangeb", BucketLabel(b.Mode)))
	return out, true
}

// BucketLabel names a bucket by the values in it: "101-200 s"; of a bucket
// finer than a second "0.1-0.2 s", the lower bound not included.
func BucketLabel(b Bucket) string {
	switch w := b.To - b.From; {
	case w > 1e9 && b.From%1e9 == 0:
		return fmt.Sprintf("%d-%d s", b.From/1e9+1, b.To/1e9)
	case w == 1e9:
		return fmt.Sprintf("above %d to %d s", b.From/1e9, b.To/1e9)
	case w >= 1e8:
		return fmt.Sprintf("above %.1f to %.1f s", float64(b.From)/1e9, float64(b.To)/1e9)
	default:
		return fmt.Sprintf("above %d to %d ms", b.From/1e6, b.To/1e6)
	}
}
