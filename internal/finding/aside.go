package finding

import (
	"math"
	"slices"

	"inquest/internal/fault"
	"inquest/internal/formula"
	"inquest/internal/profile"
)

// One failed run beside much greater trouble is not what the inquest is about: a nightly
// housekeeping job that fails every day must not set the clock for an outage.

const (
	asideRuns   = 2  // so many failed runs at most may stand aside
	asideFactor = 20 // ... when the lines that tell of other trouble are this many times as many
)

// standAside reports whether the bad runs are few, give no reason where they are logged,
// and lines of causes and symptoms elsewhere, which begin to come more often at one time,
// are many times as many.
func standAside(v *profile.View, runs []RunRef, rows []rowHit) bool {
	bad := badRuns(runs)
	if len(bad) == 0 || len(bad) > asideRuns || slices.ContainsFunc(bad, func(r RunRef) bool { return r.Run.State != profile.RunFailed }) {
		return false
	}
	o := Onset{From: v.From, To: v.To}
	at := turningPoint(v, &o, rows)
	if at == math.MinInt64 {
		return false
	}
	var other int64
	for i := range rows {
		h := &rows[i]
		if h.class == nil || OnlySaysFailed(h.class) || h.class.Role != fault.RoleCause && h.class.Role != fault.RoleSymptom {
			continue
		}
		if slices.ContainsFunc(bad, func(r RunRef) bool { return r.Source() == h.row.Source }) {
			return false // it may be their reason
		}
		before, after := formula.SplitAt(h.row, at, v.Width)
		if rateRatio(before, after, float64(at-o.From), float64(o.To-at)) > risen {
			other += after
		}
	}
	return other >= asideFactor*int64(len(bad))
}

// risen is the log likelihood ratio from which a kind of line comes more often: e² to one.
const risen = 2

// OnlySaysFailed reports whether a class says that something failed and no more. Every
// cause explains it, so that it tells no cause from another.
func OnlySaysFailed(c *fault.Class) bool {
	return c.ID == "job.failed" || c.ID == "job.retries-exhausted" || c.ID == "process.exit-failure"
}
