package formula

import (
	"errors"
	"fmt"
	"strings"
)

var timeFunctions = []definition{
	{name: "from", params: nil, view: true, doc: "Instant of the first timed record of all sources.",
		call: func(c *context, _ []arg) (Result, error) { return c.window(c.env.View.From) }},
	{name: "to", params: nil, view: true, doc: "Instant of the last timed record of all sources.",
		call: func(c *context, _ []arg) (Result, error) { return c.window(c.env.View.To) }},
	{name: "bucket_width", params: nil, view: true, doc: "Width of a time bucket in ns.",
		call: func(c *context, _ []arg) (Result, error) { return whole(c.env.View.Width), nil }},
	{name: "gap", params: takes(num("a_from"), num("a_to"), num("b_from"), num("b_to")), doc: "Distance of two intervals in ns: from the end of one to the begin of the other, 0 when they touch or overlap.", call: gap},
	{name: "overlap", params: takes(num("a_from"), num("a_to"), num("b_from"), num("b_to")), doc: "Length in ns of what two intervals share; 0 when they only touch.", call: overlap},
}

func (c *context) window(at int64) (Result, error) {
	if !c.env.View.HasTime {
		return Result{}, errors.New("no record has a time")
	}
	return whole(at), nil
}

// apart is how far the intervals lie apart; negative when they overlap.
func apart(a []arg) (Result, error) {
	if compare(a[0].Result, a[1].Result) > 0 || compare(a[2].Result, a[3].Result) > 0 {
		return Result{}, errors.New("an interval ends before it begins")
	}
	start, end := a[0].Result, a[1].Result
	if compare(a[2].Result, start) > 0 {
		start = a[2].Result
	}
	if compare(a[3].Result, end) < 0 {
		end = a[3].Result
	}
	return arith(start, "-", end)
}

func gap(_ *context, a []arg) (Result, error) {
	d, err := apart(a)
	if err != nil || d.Num < 0 {
		return whole(0), err
	}
	return d, nil
}

func overlap(_ *context, a []arg) (Result, error) {
	d, err := apart(a)
	if err != nil || d.Num > 0 {
		return whole(0), err
	}
	return arith(whole(0), "-", d)
}

var statusFunctions = []definition{
	{name: "status_runs", params: takes(str("state")), rest: true, doc: `Number of entries of the job-status file in one of the states, as written; "*" is all.`,
		call: func(c *context, a []arg) (Result, error) {
			var n int64
			for i := range c.env.Status {
				for _, s := range a {
					if s.str == "*" || strings.EqualFold(s.str, c.env.Status[i].State) {
						n++
						break
					}
				}
			}
			return whole(n), nil
		}},
	{name: "status_of", params: takes(str("kind"), str("id"), str("state")), doc: `Number of entries of the job-status file for one unit; "*" is all, for each argument.`,
		call: func(c *context, a []arg) (Result, error) { return whole(int64(len(c.entries(a)))), nil }},
	{name: "status_durations", params: takes(str("kind"), str("id"), str("state")), list: true, doc: "Durations that the job-status file gives, in ns; entries without one are left out.",
		call: statusField(func(s *Status) int64 { return s.Duration })},
	{name: "status_starts", params: takes(str("kind"), str("id"), str("state")), list: true, doc: "Start instants that the job-status file gives; entries without one are left out.",
		call: statusField(func(s *Status) int64 { return s.Start })},
	{name: "status_latencies", params: takes(str("kind"), str("id"), str("state")), list: true, doc: "Latencies that the job-status file gives, in ns; entries without one are left out.",
		call: statusField(func(s *Status) int64 { return s.Latency })},
	{name: "status_field", params: takes(str("field"), num("i")), doc: "Field duration, start or latency of the i-th entry of the job-status file, from 0.", call: statusEntry},
}

// entries are the status entries of kind, id and state.
func (c *context) entries(a []arg) []*Status {
	var out []*Status
	for i := range c.env.Status {
		s := &c.env.Status[i]
		if (a[0].str == "*" || a[0].str == s.Kind) && (a[1].str == "*" || a[1].str == s.ID) && (a[2].str == "*" || strings.EqualFold(a[2].str, s.State)) {
			out = append(out, s)
		}
	}
	return out
}

func statusField(value func(*Status) int64) func(*context, []arg) (Result, error) {
	return func(c *context, a []arg) (Result, error) {
		var l []int64
		for _, s := range c.entries(a) {
			if v := value(s); v != 0 {
				l = append(l, v)
			}
		}
		return listOf(l), nil
	}
}

func statusEntry(c *context, a []arg) (Result, error) {
	i, err := index(a[1].Result, len(c.env.Status))
	if err != nil {
		return Result{}, err
	}
	s := &c.env.Status[i]
	switch a[0].str {
	case "duration":
		return whole(s.Duration), nil
	case "start":
		return whole(s.Start), nil
	case "latency":
		return whole(s.Latency), nil
	}
	return Result{}, fmt.Errorf("unknown field %q; known are duration, start and latency", a[0].str)
}
