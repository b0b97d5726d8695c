package finding

import (
	"slices"
	"strings"

	"inquest/internal/profile"
)

// Group is the Data of a finding of kind "group": runs with one value of a
// property against all other runs.
type Group struct {
	Property      string // "job type", "target", "host", "worker"
	Value         string
	Failed, Runs  int64
	Other, OtherN int64 // failed and all of the rest
	P             float64
	Tests         int  // how many values were tested
	Differs       bool // P times Tests is at most 0.05
}

// Limits of the group tests.
const (
	maxGroups  = 40
	groupRuns  = 5 // fewest runs on each side
	groupAlpha = 0.05
)

// properties of a run that may tell failures from successes.
var properties = []struct {
	name   string
	values func(*scene, RunRef) []string
}{
	{"job type", func(_ *scene, r RunRef) []string { return one(r.Unit.Name) }},
	{"target", func(_ *scene, r RunRef) []string { return r.Run.Targets }},
	{"host", func(s *scene, r RunRef) []string { return one(s.dir.Source(r.Source()).Host) }},
	{"worker", func(_ *scene, r RunRef) []string { return one(r.Run.Worker) }},
}

func one(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// detectGroups tests each value of each property with Fisher's exact test, two
// sided, corrected for the number of tests (Bonferroni).
func detectGroups(s *scene) []Finding {
	var groups []*Group
	lines := map[*Group][]profile.Exemplar{}
	for _, p := range properties {
		groups = append(groups, s.groupsOf(p.name, p.values, lines)...)
	}
	if len(groups) > maxGroups {
		groups = groups[:maxGroups]
	}
	var out []Finding
	for _, g := range groups {
		g.Tests = len(groups)
		v, err := s.say.env.Eval(call("fisher_rates", g.Failed, g.Runs, g.Other, g.OtherN))
		if err != nil {
			s.say.errs = append(s.say.errs, err)
			continue
		}
		g.P = v.Num
		g.Differs = g.P*float64(g.Tests) <= groupAlpha
		f := Finding{Kind: KindGroup, Source: -1, Component: g.Value, Count: g.Failed, Data: g, Lines: lines[g]}
		s.sayGroup(&f, g)
		out = append(out, f)
	}
	return out
}

func (s *scene) groupsOf(property string, values func(*scene, RunRef) []string, lines map[*Group][]profile.Exemplar) []*Group {
	byValue := map[string]*Group{}
	var failed, all int64
	for _, r := range s.runs {
		if r.Run.State != profile.RunSucceeded && !r.Bad() {
			continue
		}
		all++
		if r.Bad() {
			failed++
		}
		for _, v := range values(s, r) {
			g := byValue[v]
			if g == nil {
				g = &Group{Property: property, Value: v}
				byValue[v] = g
			}
			g.Runs++
			if r.Bad() {
				g.Failed++
				if l := r.Line(); l != nil && len(lines[g]) < 5 {
					lines[g] = append(lines[g], *l.Exemplar())
				}
			}
		}
	}
	var out []*Group
	for _, g := range byValue {
		g.Other, g.OtherN = failed-g.Failed, all-g.Runs
		if g.Runs >= groupRuns && g.OtherN >= groupRuns && failed > 0 && failed < all {
			out = append(out, g)
		}
	}
	slices.SortFunc(out, func(a, b *Group) int {
		if a.Failed != b.Failed {
			return int(b.Failed - a.Failed)
		}
		if a.Value < b.Value {
			return -1
		}
		return 1
	})
	return out
}

func (s *scene) sayGroup(f *Finding, g *Group) {
	cite := refs(f.Lines, 5)
	for _, i := range s.runSources() {
		cite = append(cite, s.view.Sources[i].Coverage)
	}
	failed, runs, other, othern := s.groupCounts(g)
	p := phraseGroupSame
	if g.Differs {
		p = phraseGroupDiffers
	}
	s.say.Add(&f.Claims, p, cite, word("property", g.Property), name("value", g.Value), count("failed", failed), count("runs", runs),
		count("other", other), count("othern", othern), prob("p", call("fisher_rates", expr(failed), expr(runs), expr(other), expr(othern))), count("tests", lit(int64(g.Tests))))
	for i := range f.Claims {
		f.Claims[i] = f.Claims[i].WithTotal(g.Runs + g.OtherN)
	}
}

// groupCounts are the formulas of a group's four numbers.
func (s *scene) groupCounts(g *Group) (failed, runs, other, othern string) {
	of := func(state string) string { return s.groupRuns(g, state) }
	failed = s.say.Exact(g.Failed, of("failed"), of("failed")+" + "+of("lost"))
	runs = s.say.Exact(g.Runs, of("failed")+" + "+of("succeeded"), of("failed")+" + "+of("lost")+" + "+of("succeeded"))
	all := func(state string) string { return call("runs", "*", "*", state) }
	other = s.say.Exact(g.Other, all("failed")+" + "+all("lost")+" - ("+failed+")")
	othern = s.say.Exact(g.OtherN, all("failed")+" + "+all("lost")+" + "+all("succeeded")+" - ("+runs+")")
	return failed, runs, other, othern
}

// groupRuns counts the runs of a state that have the group's value.
func (s *scene) groupRuns(g *Group, state string) string {
	switch g.Property {
	case "job type":
		return call("runs_named", "*", g.Value, state)
	case "target":
		return call("runs_to", "*", g.Value, state)
	case "worker":
		return call("runs_on", "*", g.Value, state)
	}
	var parts []string
	for i := range s.view.Sources {
		if s.dir.Source(i).Host == g.Value {
			parts = append(parts, call("runs_in", "*", s.view.Sources[i].Name, state))
		}
	}
	return strings.Join(parts, " + ")
}

// runSources lists the sources in which runs were logged.
func (s *scene) runSources() []int {
	var out []int
	for i := range s.view.Units {
		if len(s.view.Units[i].Runs) == 0 {
			continue
		}
		for _, x := range s.view.Units[i].Sources {
			if !slices.Contains(out, x) {
				out = append(out, x)
			}
		}
	}
	slices.Sort(out)
	return out
}
