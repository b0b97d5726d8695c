package formula

import (
	"errors"
	"fmt"

	"inquest/internal/profile"
)

var templateFunctions = []definition{
	{name: "template", params: takes(str("id")), view: true, doc: "Number of records of a template; 0 when it does not occur.",
		call: func(c *context, a []arg) (Result, error) {
			if t := c.env.View.Template(a[0].str); t != nil {
				return whole(int64(t.Count)), nil
			}
			return whole(0), nil
		}},
	{name: "templates", params: nil, view: true, doc: "Number of templates.",
		call: func(c *context, _ []arg) (Result, error) { return whole(int64(len(c.env.View.Templates))), nil }},
	{name: "template_first", params: takes(str("id")), view: true, doc: "Instant of the first record of a template.", call: templateEdge(func(t *profile.Template) profile.Mark { return t.First })},
	{name: "template_last", params: takes(str("id")), view: true, doc: "Instant of the last record of a template.", call: templateEdge(func(t *profile.Template) profile.Mark { return t.Last })},
	{name: "template_between", params: takes(str("id"), num("from"), num("to")), view: true, doc: "Number of records of a template in the time buckets that begin in [from, to).", call: templateBetween},
	{name: "template_in", params: takes(str("id"), str("source")), view: true, doc: "Number of records of a template in one source.", call: templateIn},
	{name: "template_at", params: takes(str("id"), str("level")), view: true, doc: "Number of records of a template of one level.", call: templateAt},
	{name: "template_host", params: takes(str("id"), str("host")), view: true, doc: "Number of records of a template from one host.",
		call: templateRows(func(r *profile.Row, want string) bool { return r.Host == want })},
	{name: "template_service", params: takes(str("id"), str("service")), view: true, doc: "Number of records of a template from one service.",
		call: templateRows(func(r *profile.Row, want string) bool { return r.Service == want })},
	{name: "template_logger", params: takes(str("id"), str("logger")), view: true, doc: "Number of records of a template from one logger.",
		call: templateRows(func(r *profile.Row, want string) bool { return r.Logger == want })},
	{name: "slot_count", params: takes(str("id"), str("value")), view: true, doc: "Number of times that any slot of a template has the value.", call: slotCount},
	{name: "slot_at", params: takes(str("id"), num("i"), str("value")), view: true, doc: "Number of times that the i-th slot of a template, from 0, has the value.", call: slotAt},
	{name: "slot_distinct", params: takes(str("id"), num("i")), view: true, doc: "Number of different values of the i-th slot; an error when there were too many to keep.", call: slotDistinct},
	{name: "slot_min", params: takes(str("id"), num("i")), view: true, doc: "Smallest number in the i-th slot; durations in ns, sizes in bytes.", call: slotEdge(-1)},
	{name: "slot_max", params: takes(str("id"), num("i")), view: true, doc: "Largest number in the i-th slot; durations in ns, sizes in bytes.", call: slotEdge(1)},
}

// known finds a template or says that there is none.
func (c *context) known(id string) (*profile.Template, error) {
	if t := c.env.View.Template(id); t != nil {
		return t, nil
	}
	return nil, fmt.Errorf("no template %q in the profile", id)
}

func templateEdge(mark func(*profile.Template) profile.Mark) func(*context, []arg) (Result, error) {
	return func(c *context, a []arg) (Result, error) {
		t, err := c.known(a[0].str)
		if err != nil {
			return Result{}, err
		}
		m := mark(t)
		if !m.HasTime {
			return Result{}, fmt.Errorf("no record of template %q has a time", a[0].str)
		}
		return whole(m.Time), nil
	}
}

func templateBetween(c *context, a []arg) (Result, error) {
	t := c.env.View.Template(a[0].str)
	if t == nil {
		return whole(0), nil
	}
	var n int64
	for i := range t.Rows {
		n += inBuckets(t.Rows[i].Buckets, a[1].Result, a[2].Result)
	}
	return whole(n), nil
}

func templateRows(keep func(*profile.Row, string) bool) func(*context, []arg) (Result, error) {
	return func(c *context, a []arg) (Result, error) {
		var n int64
		if t := c.env.View.Template(a[0].str); t != nil {
			for i := range t.Rows {
				if keep(&t.Rows[i], a[1].str) {
					n += int64(t.Rows[i].Count)
				}
			}
		}
		return whole(n), nil
	}
}

func templateIn(c *context, a []arg) (Result, error) {
	src := c.env.View.SourceIndex(a[1].str)
	if src < 0 {
		return Result{}, fmt.Errorf("no source %q in the profile", a[1].str)
	}
	return templateRows(func(r *profile.Row, _ string) bool { return r.Source == src })(c, a)
}

func templateAt(c *context, a []arg) (Result, error) {
	l, err := levelNamed(a[1].str)
	if err != nil {
		return Result{}, err
	}
	return templateRows(func(r *profile.Row, _ string) bool { return r.Level == l })(c, a)
}

// slots calls f for slot i of every row, for all slots when i is nil.
func (c *context) slots(id string, i *Result, f func(*profile.Slot)) error {
	t, err := c.known(id)
	if err != nil {
		return err
	}
	found := false
	for r := range t.Rows {
		for s := range t.Rows[r].Slots {
			if i == nil || i.Exact && i.Int == int64(s) {
				found = true
				f(&t.Rows[r].Slots[s])
			}
		}
	}
	if !found && i != nil {
		return fmt.Errorf("template %q has no slot %v", id, i.Num)
	}
	return nil
}

func slotCount(c *context, a []arg) (Result, error) {
	var n int64
	err := c.slots(a[0].str, nil, func(s *profile.Slot) { n += valueCount(s, a[1].str) })
	return whole(n), err
}

func slotAt(c *context, a []arg) (Result, error) {
	var n int64
	many := false
	err := c.slots(a[0].str, &a[1].Result, func(s *profile.Slot) {
		n += valueCount(s, a[2].str)
		many = many || s.Many
	})
	if err == nil && many {
		err = errors.New("the values of this slot were too many to keep")
	}
	return whole(n), err
}

func valueCount(s *profile.Slot, text string) (n int64) {
	for _, v := range s.Values {
		if v.Text == text {
			n += int64(v.N)
		}
	}
	return n
}

func slotDistinct(c *context, a []arg) (Result, error) {
	texts := map[string]bool{}
	many := false
	err := c.slots(a[0].str, &a[1].Result, func(s *profile.Slot) {
		many = many || s.Many
		for _, v := range s.Values {
			texts[v.Text] = true
		}
	})
	if err == nil && many {
		err = errors.New("the values of this slot were too many to keep")
	}
	return whole(int64(len(texts))), err
}

func slotEdge(sign int) func(*context, []arg) (Result, error) {
	return func(c *context, a []arg) (Result, error) {
		var out Result
		found := false
		err := c.slots(a[0].str, &a[1].Result, func(s *profile.Slot) {
			if !s.Numeric {
				return
			}
			v := float(s.Max)
			if sign < 0 {
				v = float(s.Min)
			}
			if !found || sign*compare(v, out) > 0 {
				out, found = v, true
			}
		})
		if err == nil && !found {
			err = errors.New("this slot has no numbers")
		}
		return out, err
	}
}
