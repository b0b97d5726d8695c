package report

import (
	"cmp"
	"slices"

	"inquest/internal/evidence"
	"inquest/internal/profile"
)

// Every failing unit is listed; of the others at most healthyUnits.
const healthyUnits = 200

func listUnits(units []profile.Unit, zoned bool) ([]Unit, []UnitTotal) {
	list := make([]Unit, 0, min(len(units), healthyUnits))
	totals := map[string]*UnitTotal{}
	healthy := 0
	for i := range units {
		u := unitOf(&units[i], zoned)
		t := totals[u.Kind]
		if t == nil {
			t = &UnitTotal{Kind: u.Kind}
			totals[u.Kind] = t
		}
		t.count(&u)
		if u.Failed == 0 {
			if healthy++; healthy > healthyUnits {
				continue
			}
		}
		t.Listed++
		list = append(list, u)
	}
	sums := make([]UnitTotal, 0, len(totals))
	for _, t := range totals {
		sums = append(sums, *t)
	}
	slices.SortFunc(sums, func(a, b UnitTotal) int { return cmp.Compare(a.Kind, b.Kind) })
	return list, sums
}

func (t *UnitTotal) count(u *Unit) {
	t.Units++
	if u.Failed > 0 {
		t.Failing++
	}
	t.Runs += u.Runs
	t.Failed += u.Failed
	t.Lost += u.Lost
	t.Succeeded += u.Succeeded
	t.Cancelled += u.Cancelled
	t.Open += u.Open
}

func unitOf(p *profile.Unit, zoned bool) Unit {
	u := Unit{Kind: p.Kind, ID: evidence.NewQuote(p.ID), Name: evidence.NewQuote(p.Name), Runs: int64(len(p.Runs))}
	t := tallyRuns(p.Runs)
	u.Failed, u.Lost = t.failed+t.lost, t.lost
	u.Succeeded, u.Cancelled, u.Open = t.succeeded, t.cancelled, t.open
	u.From = stamp(t.from, t.timed, zoned)
	u.To = stamp(t.to, t.timed, zoned)
	if len(t.durations) > 0 {
		u.Duration = durationOf(t.durations)
	}
	return u
}

// tally is what runs add up to. Durations are ascending.
type tally struct {
	failed, lost, succeeded, cancelled, open int64
	from, to                                 int64
	timed                                    bool
	durations                                []int64
	failedNs                                 int64 // sum of the durations of failed runs
	failedTimed                              int64 // failed runs with a duration
}

func tallyRuns(runs []profile.Run) tally {
	var t tally
	for i := range runs {
		t.add(&runs[i])
	}
	slices.Sort(t.durations)
	return t
}

func (t *tally) add(r *profile.Run) {
	switch r.State {
	case profile.RunFailed:
		t.failed++
		if r.HasDuration {
			t.failedNs += r.Duration
			t.failedTimed++
		}
	case profile.RunLost:
		t.lost++
	case profile.RunSucceeded:
		t.succeeded++
	case profile.RunCancelled:
		t.cancelled++
	case profile.RunOpen:
		t.open++
	}
	for _, m := range []profile.Mark{r.Start, r.End} {
		if !m.HasTime {
			continue
		}
		if !t.timed {
			t.from, t.to, t.timed = m.Time, m.Time, true
		}
		t.from, t.to = min(t.from, m.Time), max(t.to, m.Time)
	}
	if r.HasDuration {
		t.durations = append(t.durations, r.Duration)
	}
}

// durationOf sums up ascending durations in ns. The median is the mean of the
// two middle values when their number is even.
func durationOf(ns []int64) *Duration {
	d := &Duration{
		N: int64(len(ns)), Min: seconds(ns[0]), Max: seconds(ns[len(ns)-1]),
		P50: seconds(median(ns)), Buckets: []Bucket{},
	}
	var sum int64
	for _, x := range ns {
		sum += x
	}
	d.Sum = seconds(sum)
	width := bucketWidth(ns[len(ns)-1])
	for _, x := range ns {
		i := bucketIndex(x, width)
		for int64(len(d.Buckets)) <= i {
			n := int64(len(d.Buckets))
			d.Buckets = append(d.Buckets, Bucket{From: seconds(n * width), To: seconds((n + 1) * width)})
		}
		d.Buckets[i].N++
	}
	return d
}

func median(ns []int64) int64 {
	n := len(ns)
	if n%2 == 1 {
		return ns[n/2]
	}
	return ns[n/2-1] + (ns[n/2]-ns[n/2-1])/2
}

func seconds(ns int64) float64 { return evidence.Round(float64(ns) / 1e9) }

// wantBuckets is how many buckets a histogram has at most.
const wantBuckets = 8

// bucketWidth is the smallest of 1, 2, 5 times a power of ten ns with which
// values up to longest need at most wantBuckets buckets.
func bucketWidth(longest int64) int64 {
	for w := int64(1000); ; w *= 10 {
		for _, m := range []int64{1, 2, 5} {
			if longest <= w*m*wantBuckets || w > 1e17 {
				return w * m
			}
		}
	}
}

// bucketIndex counts (0, width] as bucket 0; so does 0 itself.
func bucketIndex(x, width int64) int64 {
	if x <= 0 {
		return 0
	}
	return (x - 1) / width
}
