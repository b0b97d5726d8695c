package finding

import (
	"math"
	"time"

	"inquest/internal/fault"
	"inquest/internal/profile"
	"inquest/internal/record"
)

// Onset is the time at which the failures begin. What lies before it is the
// quiet part, the input's own baseline.
type Onset struct {
	At       int64 // ns; of the first bad sign
	Known    bool
	Quiet    bool  // enough lies before At to serve as a baseline
	Few      bool  // enough lies before At, but so few runs that they may have gone well by chance
	FirstBad int64 // ns; end of the first failed run, or start of the first lost one
	HasRuns  bool  // the onset rests on failed runs
	Strays   int   // failed runs before At that failed of something else, and are left aside
	Aside    int   // bad runs that are left aside: nothing ties them to much greater trouble
	From, To int64 // ns; the window: of the sources that hold runs, else of all
	Slack    int64 // ns; how far apart two clocks, or a cause and its first trace, may lie

	AtFormula       string // how At is computed from the profile; "" when it is not known
	FirstBadFormula string // ... and FirstBad
}

// Times that the onset is judged by.
const (
	maxSlack   = time.Minute // clocks and detection of a failure differ by no more than this
	slackShare = 20          // ... nor by more than one part in slackShare of the window
	quietShare = 10          // a quiet part is at least one part in quietShare of the window
	minQuiet   = 20          // and holds at least so many records
	// minQuietRuns: ... or so many, where enough runs went well before.
	minQuietRuns = 6
	tolerance    = time.Second // clocks that print whole seconds
)

// window is the stretch of time that the failures are judged in: that of the
// sources in which runs begin and end, so that a log of another day does not
// stretch it; without runs that of all sources.
func window(v *profile.View, runs []RunRef) (from, to int64) {
	in := map[int]bool{}
	for _, r := range runs {
		if l := r.Line(); l != nil {
			in[l.Source] = true
		}
	}
	found := false
	for i := range v.Sources {
		src := &v.Sources[i]
		if !src.First.HasTime || !src.Last.HasTime || len(in) > 0 && !in[i] {
			continue
		}
		if !found {
			from, to, found = src.First.Time, src.Last.Time, true
		}
		from, to = min(from, src.First.Time), max(to, src.Last.Time)
	}
	if !found {
		return v.From, v.To
	}
	return from, to
}

// slackOf is how far apart two clocks or a cause and its first trace may lie.
func slackOf(from, to int64) int64 {
	return max(int64(tolerance), min(int64(maxSlack), (to-from)/slackShare))
}

// findOnset finds the first bad sign. The first failed run bounds it: the
// sign lies between that run's start, less the slack, and its end. Lines that
// were there before are no sign.
func findOnset(v *profile.View, runs []RunRef, rows []rowHit) Onset {
	o := Onset{}
	if standAside(v, runs, rows) {
		o.Aside, runs = len(badRuns(runs)), nil
	}
	o.From, o.To = window(v, runs)
	o.Strays = straysOf(runs)
	runs = behindStrays(runs, o.Strays)
	o.Slack = slackOf(o.From, o.To)
	empty := o
	from, to := int64(math.MinInt64), int64(math.MaxInt64)
	if first, ok := firstBad(runs); ok {
		o.HasRuns, o.Known = true, true
		from, _ = first.Begin()
		to, _ = first.Until()
		if first.Run.State == profile.RunLost {
			to = from
		}
		o.FirstBad, o.At = to, from
		if !first.Run.Start.HasTime {
			o.At = to
		}
		from -= o.Slack
	}
	if !o.HasRuns {
		from = turningPoint(v, &o, rows)
	}
	sign := int64(math.MaxInt64)
	for i := range rows {
		t, ok := rows[i].first()
		if !ok || t < from || t > to || !rows[i].sign() {
			continue
		}
		sign = min(sign, t)
	}
	switch {
	case sign != math.MaxInt64:
		o.At, o.Known = sign, true
	case !o.HasRuns:
		return empty
	}
	if !o.HasRuns {
		o.FirstBad = o.At
	}
	sure := reallyQuiet(runs, o.At)
	need := int64(minQuiet)
	if sure && o.HasRuns {
		need = minQuietRuns // the runs before it tell by themselves that it was quiet
	}
	enough := isQuiet(v, &o, need)
	o.Quiet, o.Few = enough && sure, enough && !sure
	return o
}

// firstBad is the failed run that ended first, else the lost run that began
// first.
func firstBad(runs []RunRef) (RunRef, bool) {
	var lost RunRef
	for _, r := range runs {
		if _, ok := r.Until(); !ok {
			continue
		}
		if r.Run.State == profile.RunFailed {
			return r, true
		}
		if r.Run.State == profile.RunLost && (lost.Run == nil || before(r, lost)) {
			lost = r
		}
	}
	return lost, lost.Run != nil
}

func before(a, b RunRef) bool {
	ta, _ := a.Begin()
	tb, _ := b.Begin()
	return ta < tb
}

// sign reports whether a row can be a first bad sign: a class of a cause or a
// symptom, or an error.
func (r *rowHit) sign() bool {
	if r.class != nil {
		return r.class.Role == fault.RoleCause || r.class.Role == fault.RoleSymptom
	}
	return r.row.Level >= record.LevelError
}

// isQuiet reports whether enough lies before the onset: a part of the window, and records.
func isQuiet(v *profile.View, o *Onset, need int64) bool {
	if !v.HasTime || o.At-o.From < (o.To-o.From)/quietShare {
		return false
	}
	var n int64
	for i := range v.Sources {
		for _, b := range v.Sources[i].Buckets {
			if b.At+v.Width <= o.At && b.At+v.Width > o.From {
				n += int64(b.N)
			}
		}
	}
	return n >= need
}

// quietP is the probability up to which the absence of failures from the quiet
// part is no accident.
const quietP = 0.05

// reallyQuiet tests whether the runs that ended before the onset would all have
// gone well by chance, if failures were spread evenly over all runs: the exact
// hypergeometric probability. Every first failure has runs before it; only when
// that many are unlikely does something begin there.
func reallyQuiet(runs []RunRef, at int64) bool {
	var all, bad, before int64
	for _, r := range runs {
		t, ok := r.Until()
		if !ok || r.Run.State == profile.RunOpen {
			continue
		}
		all++
		bad += int64(btoi(r.Bad()))
		before += int64(btoi(t < at && !r.Bad()))
	}
	if bad == 0 {
		return true
	}
	p := 1.0
	for i := range bad {
		p *= float64(all-before-i) / float64(all-i)
	}
	return p <= quietP
}

// rowFirst is the time of a row's first record.
func rowFirst(r *profile.Row) (int64, bool) {
	if len(r.Early) > 0 && r.Early[0].HasTime {
		return r.Early[0].Time, true
	}
	if len(r.Buckets) > 0 {
		return r.Buckets[0].At, true
	}
	return 0, false
}

// rowLast is the time of a row's last record.
func rowLast(r *profile.Row) (int64, bool) {
	if n := len(r.Late); n > 0 && r.Late[n-1].HasTime {
		return r.Late[n-1].Time, true
	}
	if n := len(r.Early); n > 0 && r.Early[n-1].HasTime && uint64(n) == r.Count {
		return r.Early[n-1].Time, true
	}
	if n := len(r.Buckets); n > 0 {
		return r.Buckets[n-1].At, true
	}
	return 0, false
}
