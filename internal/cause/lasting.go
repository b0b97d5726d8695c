package cause

import (
	"slices"

	"inquest/internal/finding"
)

// lasts reports whether what a candidate says goes on: a process that ended stays away
// until a line says that it is back, however long it takes until others feel it. A full
// queue or an empty cache may come minutes after its worker is gone.
func (c *court) lasts(k *candidate) bool {
	if !endsProcess(k) || len(k.symptoms) == 0 {
		return false
	}
	return !slices.ContainsFunc(c.fs, func(f finding.Finding) bool {
		d, ok := f.Data.(*finding.ClassHit)
		return ok && f.Class != nil && c.recovery[f.Class.ID] && f.To > k.from && samePlace(d.Place, k.place)
	})
}
