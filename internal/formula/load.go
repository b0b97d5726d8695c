package formula

import (
	"cmp"
	"errors"
	"math"
	"slices"

	"inquest/internal/profile"
)

// Functions of load and of impact: how much went on at once, and bounded shares.
var loadFunctions = []definition{
	{name: "at_once", params: takes(str("kind")), view: true, doc: "The most runs that were going on at one instant, of those whose begin and end are given or implied. A run that ends when another begins does not overlap it.", call: atOnce},
	{name: "busiest", params: takes(list("list"), num("width")), doc: "The most values x of the list with a <= x < a + width, for any a.", call: busiest},
	{name: "clamp", params: takes(num("x"), num("low"), num("high")), doc: "x, but at least low and at most high.",
		call: func(_ *context, a []arg) (Result, error) {
			return float(min(max(a[0].Num, a[1].Num), a[2].Num)), nil
		}},
	{name: "round", params: takes(num("x")), doc: "The nearest whole number; halves go away from zero.", call: toWhole(math.Round)},
	{name: "ceil", params: takes(num("x")), doc: "The least whole number that is not below x.", call: toWhole(math.Ceil)},
	{name: "failed_at_end", params: takes(str("kind")), view: true, doc: "1 when no run of the kind ended well after its last failure, else 0.", call: failedAtEnd},
	{name: "after_failures", params: takes(str("kind")), view: true, doc: "Number of runs of the kind that ended well after the last failure.", call: afterFailures},
}

func toWhole(f func(float64) float64) func(*context, []arg) (Result, error) {
	return func(_ *context, a []arg) (Result, error) {
		if x := f(a[0].Num); math.Abs(x) < 1<<53 {
			return whole(int64(x)), nil
		}
		return Result{}, errors.New("the number is too large to be made whole")
	}
}

// spanOf is when a run began and ended, as far as both are known or follow from
// its duration.
func spanOf(r *profile.Run) (from, to int64, ok bool) {
	switch {
	case r.Start.HasTime && r.End.HasTime:
		return r.Start.Time, r.End.Time, true
	case r.Start.HasTime && r.HasDuration:
		return r.Start.Time, r.Start.Time + r.Duration, true
	case r.End.HasTime && r.HasDuration:
		return r.End.Time - r.Duration, r.End.Time, true
	}
	return 0, 0, false
}

func atOnce(c *context, a []arg) (Result, error) {
	type edge struct {
		at   int64
		step int
	}
	var edges []edge
	err := c.eachRun(a[0].str, "*", "all", byID, func(_ *profile.Unit, r *profile.Run) {
		if from, to, ok := spanOf(r); ok && to > from {
			edges = append(edges, edge{from, 1}, edge{to, -1})
		}
	})
	slices.SortFunc(edges, func(x, y edge) int { return cmp.Or(cmp.Compare(x.at, y.at), cmp.Compare(x.step, y.step)) })
	now, most := 0, 0
	for _, e := range edges {
		now += e.step
		most = max(most, now)
	}
	return whole(int64(most)), err
}

func busiest(_ *context, a []arg) (Result, error) {
	l := sorted(a[0].List)
	most, lo := 0, 0
	for hi := range l {
		for float64(l[hi]-l[lo]) >= a[1].Num && lo < hi {
			lo++
		}
		most = max(most, hi-lo+1)
	}
	return whole(int64(most)), nil
}

// lastFailure is the end of the last failed run of a kind.
func (c *context) lastFailure(kind string) (at int64, ok bool, err error) {
	err = c.eachRun(kind, "*", "failed", byID, func(_ *profile.Unit, r *profile.Run) {
		if r.End.HasTime && (!ok || r.End.Time > at) {
			at, ok = r.End.Time, true
		}
	})
	return at, ok, err
}

func afterFailures(c *context, a []arg) (Result, error) {
	last, ok, err := c.lastFailure(a[0].str)
	if err != nil || !ok {
		return Result{}, cmp.Or(err, errors.New("no failed run of this kind has a time"))
	}
	var n int64
	err = c.eachRun(a[0].str, "*", "succeeded", byID, func(_ *profile.Unit, r *profile.Run) {
		if r.End.HasTime && r.End.Time > last {
			n++
		}
	})
	return whole(n), err
}

func failedAtEnd(c *context, a []arg) (Result, error) {
	n, err := afterFailures(c, a)
	if err != nil || n.Int > 0 {
		return whole(0), err
	}
	return whole(1), nil
}
