package finding

import (
	"inquest/internal/evidence"
	"inquest/internal/profile"
	"inquest/internal/record"
)

// Phrases about zones, years and clocks.
var (
	phraseZone        = evidence.NewPhrase("finding.time.zone", "{source:name}: {zoned:count} of {timed:count} times name their zone; the others are read as UTC, so their real zone is unknown.")
	phraseZoneNone    = evidence.NewPhrase("finding.time.zone-none", "{source:name}: none of its {timed:count} times names a zone; they are read as UTC, so their real zone is unknown.")
	phraseZoneGiven   = evidence.NewPhrase("finding.time.zone-given", "{source:name}: {zoned:count} of {timed:count} times name their zone; the others are read in the zone that was given, {zone:word}.")
	phraseZoneEast    = evidence.NewPhrase("finding.time.zone-east", "{source:name} names no zone; its times are read as {east:duration} ahead of UTC, because {agree:count} of the {compared:count} ids that {other:name} names too then fall together.")
	phraseZoneWest    = evidence.NewPhrase("finding.time.zone-west", "{source:name} names no zone; its times are read as {west:duration} behind UTC, because {agree:count} of the {compared:count} ids that {other:name} names too then fall together.")
	phraseZoneUTC     = evidence.NewPhrase("finding.time.zone-utc", "{source:name} names no zone; its times are UTC, because {agree:count} of the {compared:count} ids that {other:name} names too fall together as they stand.")
	phraseZoneAligned = evidence.NewPhrase("finding.time.zone-aligned", "{source:name} names no zone; its times are moved by {shift:duration} so that {agree:count} of the {compared:count} ids that {other:name} names too fall together; which zone either has is unknown.")
	phraseZoneTwofold = evidence.NewPhrase("finding.time.zone-twofold", "{source:name}: the zone's name stands for several zones and was read as the most common one, over {zoned:count} times; give the zone to be sure.")
	phraseDateOpen    = evidence.NewPhrase("finding.time.date-order", "{source:name}: its {timed:count} times leave it open whether the day or the month stands first; the usual order of their form was taken.")
	phraseYear        = evidence.NewPhrase("finding.time.year", "{source:name}: the times name no year; it is taken from the rest of the input.")
	phraseYearUnknown = evidence.NewPhrase("finding.time.year-unknown", "{source:name}: the times name no year and nothing tells it; they are read as those of a year that was made up. --now, or a date in the file's name, would tell it.")
	phraseYearName    = evidence.NewPhrase("finding.time.year-name", "{source:name}: the times name no year; it is taken from the date in the file's name.")
	phraseYearRotated = evidence.NewPhrase("finding.time.year-rotation", "{source:name}: the times name no year; it is the last one that puts the file before the one rotated after it.")
	phraseYearNow     = evidence.NewPhrase("finding.time.year-now", "{source:name}: the times name no year; it is the last one in which none lies after the report's date.")
	phraseYearGiven   = evidence.NewPhrase("finding.time.year-given", "{source:name}: the times name no year; it is the one that was given.")
	phraseYearWindow  = evidence.NewPhrase("finding.time.year-window", "{source:name}: the times name no year; it is the one that lies nearest to the time that was asked for.")
	phraseYearInner   = evidence.NewPhrase("finding.time.year-inner", "{source:name}: the times name no year; it is that of other dates in the same lines.")
	phraseDateNear    = evidence.NewPhrase("finding.time.date-near", "{source:name}: the times name no date; it is the one that brings them nearest to the times of the other sources.")
	phraseDateName    = evidence.NewPhrase("finding.time.date-name", "{source:name}: the times name no date; it is taken from the file's name.")
	phraseDateRotated = evidence.NewPhrase("finding.time.date-rotation", "{source:name}: the times name no date; it is the last one that puts the file before the one rotated after it.")
	phraseDateInner   = evidence.NewPhrase("finding.time.date-inner", "{source:name}: most of its times name no date; it is taken from those in the file that do.")
	phraseDateUnknown = evidence.NewPhrase("finding.time.date-unknown", "{source:name}: the times name no date and nothing tells it; they are read as those of a day that was made up. A date in the file's name, as in app-2026-03-01.log, would tell it.")
	phraseDateLost    = evidence.NewPhrase("finding.time.date-lost", "{source:name}: the times name no date and several days would do, so its lines are not placed in time.")
	phraseSkewAhead   = evidence.NewPhrase("finding.time.skew-ahead", "The clock of {source:name} is {skew:duration} ahead of that of {other:name}: that is the median over {pairs:count} ids that both name, and half of them lie within {apart:duration} of it.")
	phraseSkewBehind  = evidence.NewPhrase("finding.time.skew-behind", "The clock of {source:name} is {skew:duration} behind that of {other:name}: that is the median over {pairs:count} ids that both name, and half of them lie within {apart:duration} of it.")
)

// detectZones says what sources' times leave out, what it was taken for and why,
// and which clocks differ.
func detectZones(s *scene) []Finding {
	var out []Finding
	for i := range s.view.Sources {
		src := &s.view.Sources[i]
		if src.Timed == 0 && !src.Clock.Dateless {
			continue
		}
		f := Finding{Kind: KindZone, Source: i, Component: src.Name, Count: src.Timed - src.Zoned}
		if src.Zoned < src.Timed {
			s.sayZone(&f, src)
		}
		s.sayDates(&f, src)
		if src.Yearless {
			s.say.Add(&f.Claims, yearPhrases[src.Clock.Year], []evidence.Ref{src.Coverage}, name("source", src.Name))
		}
		s.sayDay(&f, src)
		s.saySkew(&f, src)
		if len(f.Claims) > 0 {
			out = append(out, f)
		}
	}
	return out
}

var yearPhrases = map[record.How]evidence.Phrase{
	record.HowUnknown: phraseYearUnknown, record.HowLine: phraseYear, record.HowNear: phraseYear, record.HowName: phraseYearName,
	record.HowRotation: phraseYearRotated, record.HowNow: phraseYearNow, record.HowInner: phraseYearInner,
	record.HowGiven: phraseYearGiven, record.HowWindow: phraseYearWindow,
}

var datePhrases = map[record.How]evidence.Phrase{
	record.HowNear: phraseDateNear, record.HowName: phraseDateName, record.HowRotation: phraseDateRotated, record.HowInner: phraseDateInner, record.HowUnknown: phraseDateUnknown,
}

// sayDay says how the day of times without a date was found.
func (s *scene) sayDay(f *Finding, src *profile.Source) {
	c := &src.Clock
	if !c.Dateless {
		return
	}
	phrase := datePhrases[c.Date]
	if src.Timed == 0 {
		phrase = phraseDateLost
	}
	s.say.Add(&f.Claims, phrase, []evidence.Ref{src.Coverage}, name("source", src.Name))
}

func (s *scene) sayZone(f *Finding, src *profile.Source) {
	cite := []evidence.Ref{src.Coverage}
	file, timed, zoned := name("source", src.Name), count("timed", call("timed", src.Name)), count("zoned", call("zoned", src.Name))
	east := call("zone_east", src.Name)
	agree, compared := count("agree", call("zone_agree", src.Name)), count("compared", call("zone_compared", src.Name))
	switch c := &src.Clock; {
	case c.Zone == record.HowGiven:
		s.say.Add(&f.Claims, phraseZoneGiven, cite, file, timed, zoned, word("zone", givenZone(c)))
	case c.Zone == record.HowShared && c.East == 0:
		s.say.Add(&f.Claims, phraseZoneUTC, s.withOther(cite, c.With), file, agree, compared, name("other", c.With))
	case c.Zone == record.HowShared && c.East > 0:
		s.say.Add(&f.Claims, phraseZoneEast, s.withOther(cite, c.With), file, duration("east", east), agree, compared, name("other", c.With))
	case c.Zone == record.HowShared:
		s.say.Add(&f.Claims, phraseZoneWest, s.withOther(cite, c.With), file, duration("west", "0 - "+east), agree, compared, name("other", c.With))
	case c.Zone == record.HowAligned:
		shift := east
		if c.East < 0 {
			shift = "0 - " + east
		}
		s.say.Add(&f.Claims, phraseZoneAligned, s.withOther(cite, c.With), file, duration("shift", shift), agree, compared, name("other", c.With))
	case src.Zoned == 0:
		s.say.Add(&f.Claims, phraseZoneNone, cite, file, timed)
	default:
		s.say.Add(&f.Claims, phraseZone, cite, file, timed, zoned)
	}
}

// givenZone names the zone that the user gave.
func givenZone(c *record.Clock) string {
	if c.ZoneName != "" {
		return c.ZoneName
	}
	return offsetWords(c.East)
}

// offsetWords writes an offset as +02:00.
func offsetWords(east int64) string {
	sign := byte('+')
	if east < 0 {
		sign, east = '-', -east
	}
	two := func(n int64) string { return string([]byte{'0' + byte(n/10), '0' + byte(n%10)}) }
	return string(sign) + two(east/3600%100) + ":" + two(east/60%60)
}

// withOther adds the coverage of the source that was compared with.
func (s *scene) withOther(cite []evidence.Ref, other string) []evidence.Ref {
	if i := s.view.SourceIndex(other); i >= 0 {
		return append(cite, s.view.Sources[i].Coverage)
	}
	return cite
}

func (s *scene) sayDates(f *Finding, src *profile.Source) {
	cite := []evidence.Ref{src.Coverage}
	if src.Clock.DateOpen {
		s.say.Add(&f.Claims, phraseDateOpen, cite, name("source", src.Name), count("timed", call("timed", src.Name)))
	}
	if src.Clock.NameOpen {
		s.say.Add(&f.Claims, phraseZoneTwofold, cite, name("source", src.Name), count("zoned", call("zoned", src.Name)))
	}
}

func (s *scene) saySkew(f *Finding, src *profile.Source) {
	c := &src.Clock
	if c.SkewPairs == 0 {
		return
	}
	phrase, skew := phraseSkewAhead, call("skew", src.Name)
	if c.Skew < 0 {
		phrase, skew = phraseSkewBehind, "0 - "+skew
	}
	s.say.Add(&f.Claims, phrase, s.withOther([]evidence.Ref{src.Coverage}, c.SkewWith), name("source", src.Name), name("other", c.SkewWith),
		duration("skew", skew), count("pairs", call("skew_pairs", src.Name)), duration("apart", call("skew_apart", src.Name)))
}
