package cause

import (
	"inquest/internal/fault"
	"inquest/internal/finding"
)

// Failures of many unrelated kinds have no cause in common. One of the kinds is the
// most frequent all the same, and of a few failures it may be half.

// chanceKinds is how many unrelated kinds of complaints make a mixture.
const chanceKinds = 3

// chanceP is the probability up to which the share of a candidate in a mixture is no accident.
const chanceP = 0.001

// byChance reports whether a mixture of failures, each of one of as many kinds as are
// seen, would often enough hold one kind with as many as the candidate accounts for: the
// exact binomial tail, times the number of kinds that might have been it.
func (c *court) byChance(k *candidate) bool {
	n := c.failures()
	if k.shown >= supportedAlone {
		return false
	}
	kinds := c.kindsOfComplaints(k)
	if kinds < chanceKinds {
		return false
	}
	x := int64(k.shown*float64(n) + 0.5)
	return float64(kinds)*finding.BinomialTail(x, n, 1/float64(kinds)) > chanceP
}

// kindsOfComplaints counts the kinds of complaints where runs failed: the candidate's own
// with all that it leads to or that leads to it, and each other class.
func (c *court) kindsOfComplaints(k *candidate) int {
	seen := map[string]bool{}
	for _, f := range c.byClass {
		if f.Class.Role == fault.RoleChange || finding.OnlySaysFailed(f.Class) || c.isOwn(k, f) || f.Class.ID == k.fault {
			continue
		}
		if k.class != nil && (c.leads(k.class, f.Class) || c.leads(f.Class, k.class)) {
			continue
		}
		d := f.Data.(*finding.ClassHit)
		for s, n := range d.Failures {
			if n > 0 && c.complain[s] {
				seen[f.Class.ID] = true
			}
		}
	}
	return len(seen) + 1
}
