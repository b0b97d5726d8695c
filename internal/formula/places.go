package formula

import (
	"errors"
	"fmt"
	"strings"

	"inquest/internal/profile"
	"inquest/internal/record"
)

const placeDoc = ` source may be "*" for all.`

var placeFunctions = []definition{
	{name: "records", params: takes(str("source")), view: true, doc: "Number of records." + placeDoc, call: perSource(func(s *profile.Source) int64 { return s.Records })},
	{name: "lines", params: takes(str("source")), view: true, doc: "Number of lines." + placeDoc, call: perSource(func(s *profile.Source) int64 { return s.Lines })},
	{name: "bytes", params: takes(str("source")), view: true, doc: "Number of bytes." + placeDoc, call: perSource(func(s *profile.Source) int64 { return s.Bytes })},
	{name: "timed", params: takes(str("source")), view: true, doc: "Number of records with a time." + placeDoc, call: perSource(func(s *profile.Source) int64 { return s.Timed })},
	{name: "zoned", params: takes(str("source")), view: true, doc: "Number of records whose line names a time zone." + placeDoc, call: perSource(func(s *profile.Source) int64 { return s.Zoned })},
	{name: "out_of_order", params: takes(str("source")), view: true, doc: "Number of records that lie before the record in front of them." + placeDoc, call: perSource(func(s *profile.Source) int64 { return s.OutOfOrder })},
	{name: "dropped", params: takes(str("source")), view: true, doc: "Number of bytes that were cut from overlong lines." + placeDoc, call: perSource(func(s *profile.Source) int64 { return s.Dropped })},
	{name: "plain_records", params: takes(str("source")), view: true, doc: "Number of records that no format knew." + placeDoc, call: perSource(func(s *profile.Source) int64 { return s.Account.PlainRecs })},
	{name: "blank_bytes", params: takes(str("source")), view: true, doc: "Number of bytes of blank lines." + placeDoc, call: perSource(func(s *profile.Source) int64 { return s.Account.Blank })},
	{name: "parsed_bytes", params: takes(str("source")), view: true, doc: "Number of bytes in records of a known format." + placeDoc, call: perSource(func(s *profile.Source) int64 { return s.Account.Parsed })},
	{name: "continued_bytes", params: takes(str("source")), view: true, doc: "Number of bytes of continuation lines." + placeDoc, call: perSource(func(s *profile.Source) int64 { return s.Account.Continued })},
	{name: "plain_bytes", params: takes(str("source")), view: true, doc: "Number of bytes in records that no format knew." + placeDoc, call: perSource(func(s *profile.Source) int64 { return s.Account.Plain })},
	{name: "outside_records", params: takes(str("source")), view: true, doc: "Number of records that were left out because their time lies outside of the window that was asked for." + placeDoc, call: perSource(func(s *profile.Source) int64 { return s.Account.Outside })},
	{name: "outside_bytes", params: takes(str("source")), view: true, doc: "Number of bytes of those records." + placeDoc, call: perSource(func(s *profile.Source) int64 { return s.Account.OutsideBytes })},
	{name: "window_from", params: nil, view: true, doc: "Instant at which the window begins that was asked for.", call: windowEdge(func(v *profile.View) int64 { return v.Window.From })},
	{name: "window_to", params: nil, view: true, doc: "Instant before which it ends.", call: windowEdge(func(v *profile.View) int64 { return v.Window.To })},
	{name: "sources", params: nil, view: true, doc: "Number of sources.",
		call: func(c *context, _ []arg) (Result, error) { return whole(int64(len(c.env.View.Sources))), nil }},
	{name: "level", params: takes(str("level"), str("source")), view: true, doc: "Number of records of that level: none, trace, debug, info, notice, warn, error or critical." + placeDoc, call: levelCount(false)},
	{name: "level_from", params: takes(str("level"), str("source")), view: true, doc: "Number of records of that level or a more severe one." + placeDoc, call: levelCount(true)},
	{name: "source_first", params: takes(str("source")), view: true, doc: "Instant of the first timed record." + placeDoc, call: edge(false)},
	{name: "source_last", params: takes(str("source")), view: true, doc: "Instant of the last timed record." + placeDoc, call: edge(true)},
	{name: "source_between", params: takes(str("source"), num("from"), num("to")), view: true, doc: "Number of records in the time buckets that begin in [from, to)." + placeDoc, call: sourceBetween},
	{name: "source_gap", params: takes(str("source"), num("i")), view: true, doc: "Length of the i-th longest silence of a source, from 0, in ns.", call: sourceGap},
}

// each calls f for one source or for all; an unknown source is an error.
func (c *context) each(name string, f func(*profile.Source)) error {
	known := name == "*"
	for i := range c.env.View.Sources {
		if s := &c.env.View.Sources[i]; name == "*" || s.Name == name {
			known = true
			f(s)
		}
	}
	if !known {
		return fmt.Errorf("no source %q in the profile", name)
	}
	return nil
}

func perSource(value func(*profile.Source) int64) func(*context, []arg) (Result, error) {
	return func(c *context, a []arg) (Result, error) {
		var l []int64
		err := c.each(a[0].str, func(s *profile.Source) { l = append(l, value(s)) })
		return add(l), err
	}
}

var levels = map[string]record.Level{
	"none": record.LevelNone, "trace": record.LevelTrace, "debug": record.LevelDebug, "info": record.LevelInfo,
	"notice": record.LevelNotice, "warn": record.LevelWarn, "error": record.LevelError, "critical": record.LevelCritical,
}

func levelNamed(name string) (record.Level, error) {
	l, ok := levels[strings.ToLower(name)]
	if !ok {
		return 0, fmt.Errorf("unknown level %q; known are none, trace, debug, info, notice, warn, error, critical", name)
	}
	return l, nil
}

func levelCount(up bool) func(*context, []arg) (Result, error) {
	return func(c *context, a []arg) (Result, error) {
		from, err := levelNamed(a[0].str)
		if err != nil {
			return Result{}, err
		}
		to := from
		if up {
			to = record.LevelCritical
		}
		var n int64
		err = c.each(a[1].str, func(s *profile.Source) {
			for l := from; l <= to; l++ {
				n += s.Levels[l]
			}
		})
		return whole(n), err
	}
}

// edge gives the first or last instant.
func edge(last bool) func(*context, []arg) (Result, error) {
	return func(c *context, a []arg) (Result, error) {
		var out Result
		found := false
		err := c.each(a[0].str, func(s *profile.Source) {
			m := s.First
			if last {
				m = s.Last
			}
			if m.HasTime && (!found || last == (m.Time > out.Int)) {
				out, found = whole(m.Time), true
			}
		})
		if err == nil && !found {
			err = fmt.Errorf("no record of %q has a time", a[0].str)
		}
		return out, err
	}
}

func sourceBetween(c *context, a []arg) (Result, error) {
	var n int64
	err := c.each(a[0].str, func(s *profile.Source) { n += inBuckets(s.Buckets, a[1].Result, a[2].Result) })
	return whole(n), err
}

// inBuckets counts what falls into buckets that begin in [from, to).
func inBuckets(buckets []profile.Bucket, from, to Result) int64 {
	var n int64
	for _, b := range buckets {
		if at := whole(b.At); compare(at, from) >= 0 && compare(at, to) < 0 {
			n += int64(b.N)
		}
	}
	return n
}

func sourceGap(c *context, a []arg) (Result, error) {
	var gaps []profile.Gap
	if err := c.each(a[0].str, func(s *profile.Source) { gaps = append(gaps, s.Gaps...) }); err != nil {
		return Result{}, err
	}
	i, err := index(a[1].Result, len(gaps))
	if err != nil {
		return Result{}, err
	}
	return arith(whole(gaps[i].To), "-", whole(gaps[i].From))
}

// windowEdge is a bound of the window that was asked for.
func windowEdge(value func(*profile.View) int64) func(*context, []arg) (Result, error) {
	return func(c *context, _ []arg) (Result, error) {
		at := value(c.env.View)
		if at == 0 {
			return Result{}, errors.New("no such bound was asked for")
		}
		return whole(at), nil
	}
}
