package cause

import (
	"inquest/internal/fault"
	"inquest/internal/finding"
)

// rivals counts the candidates that account for about as many failures by
// their own lines as k does, and that neither explain it nor follow from it. Runs that
// fail for many unrelated reasons at once have another cause in common, or none.
func (c *court) rivals(k *candidate, ks []*candidate) int {
	share := c.ownShare(k)
	if share == 0 {
		return 0 // a change fails no run by its own lines
	}
	seen := map[string]bool{k.fault: true}
	for _, o := range ks {
		if o.class == nil || seen[o.fault] || !c.rival(o, k) {
			continue
		}
		if float64(c.ownShare(o)) >= rivalShare*float64(share) {
			seen[o.fault] = true
		}
	}
	return len(seen) - 1
}

func (c *court) rival(o, k *candidate) bool {
	if o.basis != byClass || o.contra || o.class.Role == fault.RoleChange || c.ownShare(o) == 0 {
		return false
	}
	if k.class == nil {
		return false
	}
	return !c.leads(k.class, o.class) && !c.leads(o.class, k.class)
}

// ownShare counts the failed runs for which the candidate's own lines, not
// those of what follows from it, can stand: errors from the onset on where runs
// failed.
func (c *court) ownShare(k *candidate) int64 {
	var n int64
	for _, f := range k.own {
		if d, ok := f.Data.(*finding.ClassHit); ok {
			for s, failures := range d.Failures {
				if c.complain[s] {
					n += failures
				}
			}
		}
	}
	return n
}
