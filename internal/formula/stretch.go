package formula

import (
	"errors"
	"fmt"
	"slices"

	"inquest/internal/profile"
	"inquest/internal/record"
)

// Functions of stretches of time: bursts and silences.
var stretchFunctions = []definition{
	{name: "burst_from", params: takes(str("level"), num("share")), view: true, doc: "Begin of the shortest stretch of time buckets that holds the share, 0 to 1, of all records of a level or a more severe one.", call: burst(func(d Stretch) int64 { return d.From })},
	{name: "burst_to", params: takes(str("level"), num("share")), view: true, doc: "End of that stretch.", call: burst(func(d Stretch) int64 { return d.To })},
	{name: "burst_in", params: takes(str("level"), num("share")), view: true, doc: "Number of these records in that stretch.", call: burst(func(d Stretch) int64 { return d.In })},
	{name: "burst_all", params: takes(str("level"), num("share")), view: true, doc: "Number of all records of the level or a more severe one that templates count.", call: burst(func(d Stretch) int64 { return d.All })},
	{name: "source_gap_from", params: takes(str("source"), num("i")), view: true, doc: "Begin of the i-th longest silence of a source, from 0.", call: gapEdge(func(g profile.Gap) int64 { return g.From })},
	{name: "source_gap_to", params: takes(str("source"), num("i")), view: true, doc: "End of the i-th longest silence of a source, from 0.", call: gapEdge(func(g profile.Gap) int64 { return g.To })},
	{name: "middle", params: takes(list("list")), doc: "Middle value as the list holds it: the upper one of the two when their number is even.", call: middle},
}

// Stretch is the shortest stretch of time that holds a share of records.
type Stretch struct {
	From, To int64 // ns, begin of the first bucket and end of the last one
	In, All  int64 // records in it, and in all
}

// Burst finds the shortest stretch that holds the share of all records at the
// level or a more severe one, the first of equally short ones; ok is false when
// there is none.
func Burst(v *profile.View, level record.Level, share float64) (best Stretch, ok bool) {
	b, all := bucketsFrom(v, level)
	best.All = all
	need := int64(share*float64(all) + 0.999)
	if need <= 0 {
		return best, false
	}
	lo, sum := 0, int64(0)
	for hi := range b {
		sum += int64(b[hi].N)
		for sum-int64(b[lo].N) >= need {
			sum -= int64(b[lo].N)
			lo++
		}
		if length := b[hi].At + v.Width - b[lo].At; sum >= need && (!ok || length < best.To-best.From) {
			best, ok = Stretch{From: b[lo].At, To: b[hi].At + v.Width, In: sum, All: all}, true
		}
	}
	return best, ok
}

// bucketsFrom gathers the buckets of all rows at a level or a more severe one,
// in order of time, and counts their records.
func bucketsFrom(v *profile.View, level record.Level) (out []profile.Bucket, all int64) {
	for i := range v.Templates {
		for j := range v.Templates[i].Rows {
			if r := &v.Templates[i].Rows[j]; r.Level >= level {
				out = append(out, r.Buckets...)
				all += int64(r.Count)
			}
		}
	}
	slices.SortFunc(out, func(a, b profile.Bucket) int { return int(min(1, max(-1, a.At-b.At))) })
	return joinEqual(out), all
}

// joinEqual adds up neighbouring buckets of the same time.
func joinEqual(b []profile.Bucket) []profile.Bucket {
	out := b[:0]
	for _, x := range b {
		if n := len(out); n > 0 && out[n-1].At == x.At {
			out[n-1].N += x.N
			continue
		}
		out = append(out, x)
	}
	return out
}

func burst(value func(Stretch) int64) func(*context, []arg) (Result, error) {
	return func(c *context, a []arg) (Result, error) {
		l, err := levelNamed(a[0].str)
		if err != nil {
			return Result{}, err
		}
		if share := a[1].Num; !(share > 0 && share <= 1) {
			return Result{}, fmt.Errorf("share is %v, it lies above 0 and up to 1", share)
		}
		d, ok := Burst(c.env.View, l, a[1].Num)
		if !ok {
			return Result{}, errors.New("no stretch of time holds that share")
		}
		return whole(value(d)), nil
	}
}

func gapEdge(value func(profile.Gap) int64) func(*context, []arg) (Result, error) {
	return func(c *context, a []arg) (Result, error) {
		var gaps []profile.Gap
		if err := c.each(a[0].str, func(s *profile.Source) { gaps = append(gaps, s.Gaps...) }); err != nil {
			return Result{}, err
		}
		i, err := index(a[1].Result, len(gaps))
		if err != nil {
			return Result{}, err
		}
		return whole(value(gaps[i])), nil
	}
}

func middle(_ *context, a []arg) (Result, error) {
	l := sorted(a[0].List)
	if len(l) == 0 {
		return Result{}, errEmpty
	}
	return whole(l[len(l)/2]), nil
}
