package formula

import (
	"errors"
	"fmt"

	"inquest/internal/profile"
	"inquest/internal/record"
)

// A row is the records of a template in one source, at one level, of one host,
// service and logger.
var rowFunctions = []definition{
	{name: "templates_in", params: takes(str("source"), str("id")), rest: true, view: true, doc: "Number of records of several templates in one source." + placeDoc,
		call: templatesSplit(func(before, after int64) int64 { return before + after })},
	{name: "templates_before", params: takes(num("at"), str("source"), str("id")), rest: true, view: true, doc: "Number of records of templates in one source before an instant: the time buckets that end before it, of a template without any also the kept lines before it." + placeDoc,
		call: templatesSplitAt(func(before, _ int64) int64 { return before })},
	{name: "templates_from", params: takes(num("at"), str("source"), str("id")), rest: true, view: true, doc: "Number of records of templates in one source that templates_before does not count." + placeDoc,
		call: templatesSplitAt(func(_, after int64) int64 { return after })},
	{name: "row", params: rowParams, view: true, doc: "Number of records of a template in one source, at one level, of one host, service and logger.", call: rowCount},
	{name: "row_before", params: append(takes(num("at")), rowParams...), view: true, doc: "The part of row before an instant, as templates_before counts it.",
		call: rowSplit(func(before, _ int64) int64 { return before })},
	{name: "row_from", params: append(takes(num("at")), rowParams...), view: true, doc: "The part of row that row_before does not count.",
		call: rowSplit(func(_, after int64) int64 { return after })},
}

var rowParams = takes(str("id"), str("source"), str("level"), str("host"), str("service"), str("logger"))

// LevelName is the name by which the language knows a level.
func LevelName(l record.Level) string {
	for name, level := range levels {
		if level == l {
			return name
		}
	}
	return "none"
}

// SplitAt counts a row's records before and after an instant, by whole time
// buckets of the width: the bucket that holds the instant counts as after. Where
// no bucket ends before it, the kept lines tell.
func SplitAt(r *profile.Row, at, width int64) (before, after int64) {
	if len(r.Buckets) == 0 {
		return 0, int64(r.Count)
	}
	for _, b := range r.Buckets {
		if b.At+width <= at {
			before += int64(b.N)
		} else {
			after += int64(b.N)
		}
	}
	if before == 0 {
		for _, e := range r.Early {
			if e.HasTime && e.Time < at {
				before++
			}
		}
		after -= before
	}
	return before, after
}

func templatesSplit(value func(before, after int64) int64) func(*context, []arg) (Result, error) {
	return func(c *context, a []arg) (Result, error) {
		return c.rowsOf(a[0].str, a[1:], func(r *profile.Row) int64 { return value(0, int64(r.Count)) })
	}
}

func templatesSplitAt(value func(before, after int64) int64) func(*context, []arg) (Result, error) {
	return func(c *context, a []arg) (Result, error) {
		if !a[0].Exact {
			return Result{}, errors.New("the instant is no whole number")
		}
		return c.rowsOf(a[1].str, a[2:], func(r *profile.Row) int64 { return value(SplitAt(r, a[0].Int, c.env.View.Width)) })
	}
}

// rowsOf sums a number over the rows of templates in a source.
func (c *context) rowsOf(source string, ids []arg, value func(*profile.Row) int64) (Result, error) {
	src := c.env.View.SourceIndex(source)
	if src < 0 && source != "*" {
		return Result{}, fmt.Errorf("no source %q in the profile", source)
	}
	var n int64
	for _, id := range ids {
		t := c.env.View.Template(id.str)
		if t == nil {
			continue
		}
		for i := range t.Rows {
			if source == "*" || t.Rows[i].Source == src {
				n += value(&t.Rows[i])
			}
		}
	}
	return whole(n), nil
}

// findRow finds a row by the six things that make it.
func (c *context) findRow(a []arg) (*profile.Row, error) {
	t, err := c.known(a[0].str)
	if err != nil {
		return nil, err
	}
	l, err := levelNamed(a[2].str)
	if err != nil {
		return nil, err
	}
	src := c.env.View.SourceIndex(a[1].str)
	for i := range t.Rows {
		if r := &t.Rows[i]; r.Source == src && r.Level == l && r.Host == a[3].str && r.Service == a[4].str && r.Logger == a[5].str {
			return r, nil
		}
	}
	return nil, fmt.Errorf("template %q has no such row in %q", a[0].str, a[1].str)
}

func rowCount(c *context, a []arg) (Result, error) {
	r, err := c.findRow(a)
	if err != nil {
		return Result{}, err
	}
	return whole(int64(r.Count)), nil
}

func rowSplit(value func(before, after int64) int64) func(*context, []arg) (Result, error) {
	return func(c *context, a []arg) (Result, error) {
		r, err := c.findRow(a[1:])
		if err != nil {
			return Result{}, err
		}
		if !a[0].Exact {
			return Result{}, errors.New("the instant is no whole number")
		}
		return whole(value(SplitAt(r, a[0].Int, c.env.View.Width))), nil
	}
}
