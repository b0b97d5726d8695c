package report

import (
	"inquest/internal/evidence"
	"inquest/internal/profile"
	"inquest/internal/record"
	"inquest/internal/source"
)

const toolName = "inquest"

// head fills the top of the contract, which needs no claims.
func (b *builder) head() {
	r := b.rep
	r.Schema = Schema
	r.Tool = Tool{Name: toolName, Version: b.o.Version}
	r.Date = stamp(b.o.Date, b.o.Date != 0, true)
	r.Verdict = b.res.Verdict
	r.Audience, r.Author = b.o.Audience, evidence.NewQuote(b.o.Author)
	if r.Audience == "" {
		r.Audience = Technical
	}
	switch title := audienceTitles[r.Audience]; {
	case b.o.Title != "" && r.Audience == Customer:
		r.Title = Join(Words("Draft for human review: "), Quoted(b.o.Title))
	case b.o.Title != "":
		r.Title = Quoted(b.o.Title)
	case title != "":
		r.Title = Words(title)
	}
	r.Options = make([]evidence.Quote, 0, len(b.o.Args))
	for _, a := range b.o.Args {
		r.Options = append(r.Options, evidence.NewQuote(a))
	}
	zone := zoneOf(b.v.Sources)
	r.Window = Window{
		From: stamp(b.v.From, b.v.HasTime, zone == zoneUTC),
		To:   stamp(b.v.To, b.v.HasTime, zone == zoneUTC),
		Zone: zone,
		Date: dateOf(b.v.Sources),
	}
	r.Inputs = make([]Input, 0, len(b.v.Sources))
	for i := range b.v.Sources {
		r.Inputs = append(r.Inputs, inputOf(&b.v.Sources[i]))
	}
	r.Skipped = skips(b.o.Skipped)
	r.Units, r.UnitTotals = listUnits(b.v.Units, r.Window.Zone == zoneUTC)
}

// The three things that can be said about a source's zone.
const (
	zoneUTC     = "UTC"
	zoneMixed   = "mixed"
	zoneUnknown = "unknown"
)

func zoneName(timed, zoned int64) string {
	switch {
	case zoned == 0:
		return zoneUnknown
	case zoned == timed:
		return zoneUTC
	}
	return zoneMixed
}

func zoneOf(sources []profile.Source) string {
	var timed, zoned int64
	for _, s := range sources {
		timed += s.Timed
		zoned += s.KnownZone()
	}
	return zoneName(timed, zoned)
}

// dateOf says when no source knows its day, or its year: that of the times is then made up.
func dateOf(sources []profile.Source) string {
	date := ""
	for i := range sources {
		own := ""
		switch c := &sources[i].Clock; {
		case sources[i].Timed == 0:
			continue
		case c.Dateless && c.Date == record.HowUnknown:
			own = dateUnknown
		case sources[i].Yearless && c.Year == record.HowUnknown:
			own = dateNoYear
		}
		if own == "" || date != "" && date != own {
			return ""
		}
		date = own
	}
	return date
}

const (
	dateUnknown = "unknown"
	dateNoYear  = "year unknown"
)

func inputOf(s *profile.Source) Input {
	zone := zoneName(s.Timed, s.KnownZone())
	in := Input{
		File: evidence.NewQuote(s.Name), Format: "plain", Formats: []FormatCount{},
		Bytes: s.Bytes, Lines: s.Lines, Records: s.Records,
		Parsed: s.Account.Parsed, Continued: s.Account.Continued, Blank: s.Account.Blank,
		Plain: s.Account.Plain, Dropped: s.Dropped,
		Skipped: skips(s.Skipped),
		From:    stamp(s.First.Time, s.First.HasTime, zone == zoneUTC),
		To:      stamp(s.Last.Time, s.Last.HasTime, zone == zoneUTC),
		Timed:   s.Timed, Zone: zone, ZoneFrom: howNames[s.Clock.Zone], OutOfOrder: s.OutOfOrder,
		SkewMillis: s.Clock.Skew / 1e6, SkewWith: evidence.NewQuote(s.Clock.SkewWith), Levels: []LevelCount{}, SHA256: s.SHA256,
	}
	for _, name := range s.Formats {
		in.Formats = append(in.Formats, FormatCount{Name: name, Records: s.Counts[name]})
	}
	if len(s.Formats) > 0 {
		in.Format = s.Formats[0]
	}
	for l, n := range s.Levels {
		if n > 0 {
			in.Levels = append(in.Levels, LevelCount{Level: levelNames[l], Records: n})
		}
	}
	return in
}

// howNames say in the contract how a zone is known.
var howNames = map[record.How]string{
	record.HowUnknown: "unknown", record.HowLine: "line", record.HowGiven: "given", record.HowShared: "inferred", record.HowAligned: "aligned",
}

var levelNames = [record.LevelCritical + 1]string{
	record.LevelNone: "none", record.LevelTrace: "trace", record.LevelDebug: "debug",
	record.LevelInfo: "info", record.LevelNotice: "notice", record.LevelWarn: "warn",
	record.LevelError: "error", record.LevelCritical: "critical",
}

func skips(in []source.Skip) []Skip {
	out := make([]Skip, 0, len(in))
	for _, s := range in {
		out = append(out, Skip{
			File: evidence.NewQuote(s.Name), Reason: s.Reason, Bytes: s.Bytes,
			Detail: evidence.NewQuote(s.Detail), Hint: evidence.NewQuote(s.Hint),
		})
	}
	return out
}
