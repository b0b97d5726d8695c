package profile

import "inquest/internal/record"

// codeClock codes what is known of a source's clock.
func codeClock(c *codec, k *record.Clock) {
	small(c, &k.Zone)
	small(c, &k.Year)
	small(c, &k.Date)
	c.flag(&k.Dateless)
	c.text(&k.ZoneName)
	c.text(&k.With)
	c.text(&k.SkewWith)
	for _, v := range []*int64{&k.East, &k.Agree, &k.Compared, &k.Skew, &k.SkewPairs, &k.SkewApart} {
		c.int(v)
	}
	c.flag(&k.DateOpen)
	c.flag(&k.NameOpen)
}

// KnownZone is how many timed records have a time whose zone is known: the line
// names it, the user gave it, or other sources tell it.
func (s *Source) KnownZone() int64 {
	if s.Clock.Zone == record.HowGiven || s.Clock.Zone == record.HowShared {
		return s.Timed
	}
	return s.Zoned
}
