package cause

import (
	"cmp"
	"slices"
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/finding"
	"inquest/internal/profile"
	"inquest/internal/record"
)

// maxSuspects is how many names a level lists.
const maxSuspects = 20

// suspects ranks components at every level that the lines name. Only those
// with evidence are listed: a hypothesis, a class, a new error.
func (c *court) suspects(r *Result, ks []*candidate) {
	score := map[string]map[string]float64{}
	add := func(level, name string, s float64) {
		if name == "" || s <= 0 {
			return
		}
		if score[level] == nil {
			score[level] = map[string]float64{}
		}
		score[level][name] = max(score[level][name], s)
	}
	for i, k := range ks {
		s := k.score / float64(1+i/4)
		add("service", k.place.Service, s)
		add("host", k.place.Host, s)
		for _, e := range k.lines() {
			add("service", e.Service, 0.9*s)
			add("module", e.Logger, 0.9*s)
		}
	}
	c.suspectLines(add)
	for _, rr := range c.bad {
		add("unit", rr.Unit.ID, c.unitShare(rr.Unit))
	}
	c.stand(score)
	r.Suspects = map[string][]Suspect{}
	for level, m := range score {
		r.Suspects[level] = ranked(m, maxSuspects)
	}
}

// suspectLines adds the origins of new errors, weaker than any hypothesis.
func (c *court) suspectLines(add func(level, name string, s float64)) {
	for i := range c.fs {
		f := &c.fs[i]
		if f.Kind != finding.KindNew || f.Source < 0 || !c.inTime[f.Source] {
			continue
		}
		for j := range f.Lines {
			e := &f.Lines[j]
			s := 0.1
			if severe(e) {
				s = 0.2
			}
			p := c.dir.Source(e.Source)
			add("service", firstOf(e.Service, p.Service), s)
			add("host", firstOf(p.Host, e.Host), s)
			add("module", e.Logger, s)
			if podName(c.view.Sources[e.Source].Name) != "" {
				add("pod", podName(c.view.Sources[e.Source].Name), s)
			}
		}
	}
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// podName is the pod that a path of the kubelet names, else the folder or file below a
// folder "pods" or "containers".
func podName(source string) string {
	if o := record.OriginOf(source); o.Known() {
		return o.Pod
	}
	parts := strings.Split(source, "/")
	for i, p := range parts[:len(parts)-1] {
		if p == "pods" || p == "containers" {
			name, _, _ := strings.Cut(parts[i+1], ".")
			return name
		}
	}
	return ""
}

// unitShare is the share of a unit's runs that failed, damped for units with
// one run, so that a unit that fails often stands first.
func (c *court) unitShare(u *profile.Unit) float64 {
	bad := 0
	for i := range u.Runs {
		if s := u.Runs[i].State; s == profile.RunFailed || s == profile.RunLost {
			bad++
		}
	}
	return float64(bad) / float64(len(u.Runs)+1)
}

// maxKeyLines is how many lines are listed as the ones that explain the failure.
const maxKeyLines = 40

// keyLines lists the lines that explain the failure: those of the hypotheses,
// best first, then new errors.
func (c *court) keyLines(r *Result, ks []*candidate) {
	seen := map[evidence.Ref]bool{}
	add := func(e profile.Exemplar, s float64) {
		if !seen[e.Ref] && s > 0 && len(r.KeyLines) < maxKeyLines {
			seen[e.Ref] = true
			r.KeyLines = append(r.KeyLines, KeyLine{Line: e, Score: evidence.Round(s)})
		}
	}
	if builds := c.toldBuilds(); len(builds) > 0 {
		for _, f := range builds {
			best := 0.0
			for i := range f.Data.(*finding.Build).Lines {
				l := &f.Data.(*finding.Build).Lines[i]
				best = max(best, l.Score)
				add(f.Lines[i], l.Score/(best+1))
			}
		}
		return
	}
	for i := range r.Hypotheses {
		h := &r.Hypotheses[i]
		for j, e := range h.Evidence {
			s := h.Confidence * (1 - 0.5*float64(j)/float64(maxEvidence))
			if e.Level >= record.LevelWarn {
				s += 0.05
			}
			add(e, s)
		}
	}
	if !c.calm() {
		for i := range c.fs {
			if f := &c.fs[i]; f.Kind == finding.KindNew && f.Source >= 0 && c.inTime[f.Source] {
				for _, e := range f.Lines {
					add(e, 0.1)
				}
			}
		}
	}
	slices.SortStableFunc(r.KeyLines, func(a, b KeyLine) int { return cmp.Compare(b.Score, a.Score) })
}
