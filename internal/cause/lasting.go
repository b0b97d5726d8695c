package cause

import (
	"slices"

	"inquest/internal/finding"
)

// backBefore reports whether a component that stopped was back before most of the runs that
// failed began: a restart does not explain what goes on after it.
func (c *court) backBefore(k *candidate) bool {
	if k.basis != byClass || k.from == 0 || k.class == nil || len(k.class.Reversal) == 0 || len(c.bad) == 0 {
		return false
	}
	back := int64(0)
	for _, f := range c.fs {
		d, ok := f.Data.(*finding.ClassHit)
		if !ok || f.Class == nil || !slices.Contains(k.class.Reversal, f.Class.ID) || !samePlace(d.Place, k.place) {
			continue
		}
		for i := range f.Lines {
			if t := f.Lines[i].Time; f.Lines[i].HasTime && t >= k.to && (back == 0 || t < back) {
				back = t
			}
		}
	}
	if back == 0 {
		return false
	}
	after := 0
	for _, r := range c.bad {
		if t, ok := r.Begin(); ok && t > back+c.onset.Slack {
			after++
		}
	}
	return 2*after > len(c.bad)
}

// lasts reports whether what a candidate says goes on: a process that ended stays away
// until a line says that it is back, however long it takes until others feel it. A full
// queue or an empty cache may come minutes after its worker is gone.
func (c *court) lasts(k *candidate) bool {
	if d, ok := k.own[0].Data.(*finding.Shift); ok {
		return !d.Back
	}
	if !endsProcess(k) || len(k.symptoms) == 0 {
		return false
	}
	return !slices.ContainsFunc(c.fs, func(f finding.Finding) bool {
		d, ok := f.Data.(*finding.ClassHit)
		return ok && f.Class != nil && c.recovery[f.Class.ID] && f.To > k.from && samePlace(d.Place, k.place)
	})
}
