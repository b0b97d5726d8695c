package diff

import (
	"cmp"
	"slices"

	"inquest/internal/evidence"
	"inquest/internal/profile"
)

// job is a kind of unit, of one name or of none.
type job struct{ kind, name string }

func (j job) String() string {
	if j.name == "" {
		return "any " + j.kind
	}
	return j.name
}

// list is the formula of what its runs of a state give.
func (j job) list(prefix, fn, state string) string {
	if j.name == "" {
		return call(prefix+fn, j.kind, "*", state)
	}
	return call(prefix+fn+"_named", j.kind, j.name, state)
}

// failed counts runs that failed or were lost; all those that came to an end.
func (j job) failed(prefix string) expr {
	return expr(j.list(prefix, "runs", "failed") + " + " + j.list(prefix, "runs", "lost"))
}

func (j job) all(prefix string) expr {
	return expr(string(j.failed(prefix)) + " + " + j.list(prefix, "runs", "succeeded") + " + " + j.list(prefix, "runs", "cancelled"))
}

// lines are lines that tell of its runs.
func (j job) lines(v *profile.View, keep func(*profile.Run) bool) []*profile.Exemplar {
	var out []*profile.Exemplar
	for i := range v.Units {
		u := &v.Units[i]
		if u.Kind != j.kind || j.name != "" && u.Name != j.name {
			continue
		}
		for k := range u.Runs {
			r := &u.Runs[k]
			if !keep(r) || len(out) >= citedEach {
				continue
			}
			if l := cmp.Or(r.EndLine, r.StartLine); l != nil {
				out = append(out, l.Exemplar())
			}
		}
	}
	return out
}

// jobs are the kinds of units that either run names: by name where units have names,
// else all of a kind together.
func (c *comparison) jobs() []job {
	var out []job
	for _, v := range []*profile.View{c.bad, c.good} {
		for i := range v.Units {
			if u := &v.Units[i]; len(u.Runs) > 0 && u.Name != u.ID {
				out = append(out, job{u.Kind, u.Name})
			} else if len(u.Runs) > 0 {
				out = append(out, job{u.Kind, ""})
			}
		}
	}
	slices.SortFunc(out, func(a, b job) int { return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.name, b.name)) })
	return slices.Compact(out)
}

// runs compares how many runs failed.
func runs(c *comparison) {
	for _, j := range c.jobs() {
		c.compared++
		var n [4]float64
		for i, e := range []expr{j.failed(""), j.all(""), j.failed(baseline), j.all(baseline)} {
			v, err := c.number(string(e))
			if err != nil {
				c.errs = append(c.errs, err)
				return
			}
			n[i] = v
		}
		c.outcome(j, n[0], n[1], n[2], n[3])
	}
}

func (c *comparison) outcome(j job, failed, all, failed0, all0 float64) {
	r := Row{Kind: KindRun, Subject: evidence.NewQuote(clip(j.String(), 240)), Severity: severityRuns}
	every := func(*profile.Run) bool { return true }
	if j.name != "" && (all == 0) != (all0 == 0) {
		r.Severity = severityPlace
		r.Change = New
		p := phraseRunNew
		if all == 0 {
			r.Change, p = Gone, phraseRunGone
		}
		r.Score = r.Severity * logRatio(all, all0, c.volume) * firm(max(all, all0))
		r.Sure = max(all, all0) >= 3
		c.add(r, p, c.both(j.lines(c.bad, every), j.lines(c.good, every)), name("subject", j.String()), count("bad", string(j.all(""))), count("good", string(j.all(baseline))))
		return
	}
	if all == 0 || all0 == 0 {
		return
	}
	test := call("fisher_rates", j.failed(""), j.all(""), j.failed(baseline), j.all(baseline))
	p, err := c.number(test)
	if err != nil {
		c.errs = append(c.errs, err)
		return
	}
	share, share0 := failed/all, failed0/all0
	if p > looseP || share == share0 {
		return
	}
	r.Change = More
	if share < share0 {
		r.Change, r.Severity = Less, severitySlow
	}
	r.Sure = p <= sureP
	r.Score = r.Severity * logRatio(failed, failed0, all/all0) * firmP(p)
	bad := func(r *profile.Run) bool { return r.State == profile.RunFailed || r.State == profile.RunLost }
	badLines, goodLines := j.lines(c.bad, bad), j.lines(c.good, bad)
	if len(badLines) == 0 {
		badLines = j.lines(c.bad, every)
	}
	if len(goodLines) == 0 {
		goodLines = j.lines(c.good, every)
	}
	c.add(r, phraseRuns, c.both(badLines, goodLines), name("subject", j.String()), count("bad", string(j.failed(""))), count("n", string(j.all(""))),
		count("good", string(j.failed(baseline))), count("n0", string(j.all(baseline))), prob("p", test))
}
