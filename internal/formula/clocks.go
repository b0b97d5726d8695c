package formula

import (
	"errors"

	"inquest/internal/profile"
	"inquest/internal/record"
)

// clockFunctions tell what is known of a source's clock.
var clockFunctions = []definition{
	{name: "zone_unknown", params: takes(str("source")), view: true, doc: "Number of records with a time whose zone neither the line nor the user nor a comparison tells." + placeDoc, call: perSource(unknownZone)},
	{name: "zone_east", params: takes(str("source")), view: true, doc: "Offset from UTC, in ns, that times without a zone are read with.", call: oneClock(func(c *record.Clock) int64 { return c.East * 1e9 })},
	{name: "zone_agree", params: takes(str("source")), view: true, doc: "Number of things that this source and the one that its zone was told from both name, and that fall together in that zone.", call: oneClock(func(c *record.Clock) int64 { return c.Agree })},
	{name: "zone_compared", params: takes(str("source")), view: true, doc: "Number of things that both name.", call: oneClock(func(c *record.Clock) int64 { return c.Compared })},
	{name: "skew", params: takes(str("source")), view: true, doc: "By how much, in ns, the clock of a source is ahead of that of the one it was compared with: the median over the things that both name, half way between their first and their last words on it.", call: oneClock(func(c *record.Clock) int64 { return c.Skew })},
	{name: "skew_pairs", params: takes(str("source")), view: true, doc: "Number of things that the skew was told from.", call: oneClock(func(c *record.Clock) int64 { return c.SkewPairs })},
	{name: "skew_apart", params: takes(str("source")), view: true, doc: "Median distance, in ns, of the single differences from the skew.", call: oneClock(func(c *record.Clock) int64 { return c.SkewApart })},
}

func unknownZone(s *profile.Source) int64 { return s.Timed - s.KnownZone() }

func oneClock(value func(*record.Clock) int64) func(*context, []arg) (Result, error) {
	return func(c *context, a []arg) (Result, error) {
		if a[0].str == "*" {
			return Result{}, errors.New("a clock is one source's: name it")
		}
		var out Result
		err := c.each(a[0].str, func(s *profile.Source) { out = whole(value(&s.Clock)) })
		return out, err
	}
}
