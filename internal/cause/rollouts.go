package cause

import (
	"slices"

	"inquest/internal/finding"
	"inquest/internal/lazy"
)

// replicaSetRE reads the events of a controller that moves pods from one
// generation of a deployment to another.
var replicaSetRE = lazy.Compile(`[Ss]caled (up|down) replica set "?([a-z0-9][a-z0-9.-]*)-[a-z0-9]+`)

// replaced reports whether all that a finding of scaling down shows is the old
// generation of a deployment that makes room for a new one: the rollout is the
// change then.
func (c *court) replaced(f *finding.Finding) bool {
	if f.Class.ID != "k8s.scaled-down" {
		return false
	}
	up := map[string]bool{}
	for _, g := range c.byClass {
		for i := range g.Lines {
			if m := replicaSetRE.FindStringSubmatch(g.Lines[i].Raw); m != nil && m[1] == "up" {
				up[m[2]] = true
			}
		}
	}
	return len(f.Lines) > 0 && !slices.ContainsFunc(f.Lines, func(e exemplar) bool {
		m := replicaSetRE.FindStringSubmatch(e.Raw)
		return m == nil || !up[m[2]]
	})
}
