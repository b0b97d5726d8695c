package formula

import (
	"fmt"

	"inquest/internal/profile"
)

const runDoc = ` kind and id may be "*" or "" for all; state is failed, succeeded, cancelled, lost, open or all.`

var runFunctions = []definition{
	{name: "runs", params: takes(str("kind"), str("id"), str("state")), view: true, doc: "Number of runs." + runDoc, call: runCount(byID)},
	{name: "durations", params: takes(str("kind"), str("id"), str("state")), view: true, list: true, doc: "Durations of the runs that have one, in ns." + runDoc, call: runList(byID, runDuration)},
	{name: "starts", params: takes(str("kind"), str("id"), str("state")), view: true, list: true, doc: "Start instants of the runs, given or implied by end and duration." + runDoc, call: runList(byID, runStart)},
	{name: "ends", params: takes(str("kind"), str("id"), str("state")), view: true, list: true, doc: "End instants of the runs." + runDoc, call: runList(byID, runEnd)},
	{name: "retries", params: takes(str("kind"), str("id"), str("state")), view: true, list: true, doc: "Retries of each run." + runDoc,
		call: runList(byID, func(r *profile.Run) (int64, bool) { return int64(r.Retries), true })},
	{name: "runs_named", params: takes(str("kind"), str("name"), str("state")), view: true, doc: "Number of runs of units with that name or type.", call: runCount(byName)},
	{name: "durations_named", params: takes(str("kind"), str("name"), str("state")), view: true, list: true, doc: "Durations of runs of units with that name or type, in ns.", call: runList(byName, runDuration)},
	{name: "starts_named", params: takes(str("kind"), str("name"), str("state")), view: true, list: true, doc: "Start instants of runs of units with that name or type.", call: runList(byName, runStart)},
	{name: "ends_named", params: takes(str("kind"), str("name"), str("state")), view: true, list: true, doc: "End instants of runs of units with that name or type.", call: runList(byName, runEnd)},
	{name: "runs_to", params: takes(str("kind"), str("target"), str("state")), view: true, doc: "Number of runs with a step that went to the target.", call: runsTo},
	{name: "runs_failing_at", params: takes(str("kind"), str("target"), str("state")), view: true, doc: "Number of runs whose last failing step went to the target.", call: runsFailingAt},
	{name: "runs_on", params: takes(str("kind"), str("worker"), str("state")), view: true, doc: "Number of runs that the worker (thread or process) ran.", call: runsOn},
	{name: "runs_in", params: takes(str("kind"), str("source"), str("state")), view: true, doc: "Number of runs that one source tells of: the source of the run's last line, else the first that names its unit.", call: runsIn},
	{name: "runs_giving", params: takes(str("kind"), str("text"), str("state")), view: true, doc: "Number of runs whose last line gives a reason that differs from the text in numbers, names of files and quoted parts at most.", call: runsGiving},
	{name: "units", params: takes(str("kind"), str("state")), view: true, doc: "Number of units with at least one such run.", call: units},
	{name: "units_named", params: takes(str("kind"), str("name"), str("state")), view: true, doc: "Number of units with that name or type and at least one such run.", call: unitsNamed},
}

var runStates = map[string]profile.RunState{
	"failed": profile.RunFailed, "succeeded": profile.RunSucceeded, "cancelled": profile.RunCancelled,
	"lost": profile.RunLost, "open": profile.RunOpen, "all": 0,
}

func wild(want string) bool { return want == "*" || want == "" }

// eachRun calls f for the runs of kind, unit and state.
func (c *context) eachRun(kind, want, state string, by runKey, f func(*profile.Unit, *profile.Run)) error {
	s, ok := runStates[state]
	if !ok {
		return fmt.Errorf("unknown state %q; known are failed, succeeded, cancelled, lost, open and all", state)
	}
	if wild(want) {
		for _, r := range c.env.runs.of(c.env.View, kind, s) {
			f(r.unit, r.run)
		}
		return nil
	}
	for _, u := range c.env.runs.units(c.env.View, by, want) {
		if !wild(kind) && u.Kind != kind {
			continue
		}
		for j := range u.Runs {
			if s == 0 || u.Runs[j].State == s {
				f(u, &u.Runs[j])
			}
		}
	}
	return nil
}

func runCount(by runKey) func(*context, []arg) (Result, error) {
	return func(c *context, a []arg) (Result, error) {
		var n int64
		err := c.eachRun(a[0].str, a[1].str, a[2].str, by, func(*profile.Unit, *profile.Run) { n++ })
		return whole(n), err
	}
}

func runList(by runKey, value func(*profile.Run) (int64, bool)) func(*context, []arg) (Result, error) {
	return func(c *context, a []arg) (Result, error) {
		var l []int64
		err := c.eachRun(a[0].str, a[1].str, a[2].str, by, func(_ *profile.Unit, r *profile.Run) {
			if v, ok := value(r); ok {
				l = append(l, v)
			}
		})
		return listOf(l), err
	}
}

func runDuration(r *profile.Run) (int64, bool) { return r.Duration, r.HasDuration }
func runStart(r *profile.Run) (int64, bool)    { return r.Start.Time, r.Start.HasTime }
func runEnd(r *profile.Run) (int64, bool)      { return r.End.Time, r.End.HasTime }

// countRuns counts the runs of all units of a kind that pass a test.
func (c *context) countRuns(kind, state string, keep func(*profile.Run) bool) (Result, error) {
	var n int64
	err := c.eachRun(kind, "*", state, byID, func(_ *profile.Unit, r *profile.Run) {
		if keep(r) {
			n++
		}
	})
	return whole(n), err
}

func runsTo(c *context, a []arg) (Result, error) {
	return c.countRuns(a[0].str, a[2].str, func(r *profile.Run) bool {
		for _, t := range r.Targets {
			if t == a[1].str {
				return true
			}
		}
		return false
	})
}

func runsFailingAt(c *context, a []arg) (Result, error) {
	return c.countRuns(a[0].str, a[2].str, func(r *profile.Run) bool { return r.LastTarget == a[1].str })
}

func runsOn(c *context, a []arg) (Result, error) {
	return c.countRuns(a[0].str, a[2].str, func(r *profile.Run) bool { return r.Worker == a[1].str })
}

func units(c *context, a []arg) (Result, error) {
	return c.countUnits(a[0].str, "*", a[1].str)
}

func unitsNamed(c *context, a []arg) (Result, error) {
	return c.countUnits(a[0].str, a[1].str, a[2].str)
}

func (c *context) countUnits(kind, name, state string) (Result, error) {
	var n int64
	var last *profile.Unit
	err := c.eachRun(kind, name, state, byName, func(u *profile.Unit, _ *profile.Run) {
		if u != last {
			n, last = n+1, u
		}
	})
	return whole(n), err
}

// RunSource is the source that tells of a run: that of its end line, else of
// its start line, else the first that names the unit; -1 when none does.
func RunSource(u *profile.Unit, r *profile.Run) int {
	switch {
	case r.EndLine != nil:
		return r.EndLine.Source
	case r.StartLine != nil:
		return r.StartLine.Source
	case len(u.Sources) > 0:
		return u.Sources[0]
	}
	return -1
}

func runsIn(c *context, a []arg) (Result, error) {
	src := c.env.View.SourceIndex(a[1].str)
	if src < 0 {
		return Result{}, fmt.Errorf("no source %q in the profile", a[1].str)
	}
	var n int64
	err := c.eachRun(a[0].str, "*", a[2].str, byID, func(u *profile.Unit, r *profile.Run) {
		if RunSource(u, r) == src {
			n++
		}
	})
	return whole(n), err
}
