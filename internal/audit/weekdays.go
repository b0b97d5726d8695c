package audit

import (
	"strings"
	"time"

	"inquest/internal/lazy"
)

var weekdayWord = lazy.Compile(`\b(Mondays?|Tuesdays?|Wednesdays?|Thursdays?|Fridays?|Saturdays?|Sundays?|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag)\b`)

var weekdayOf = map[string]time.Weekday{
	"monday": time.Monday, "tuesday": time.Tuesday, "wednesday": time.Wednesday, "thursday": time.Thursday, "friday": time.Friday, "saturday": time.Saturday, "sunday": time.Sunday,
	"montag": time.Monday, "dienstag": time.Tuesday, "mittwoch": time.Wednesday, "donnerstag": time.Thursday, "freitag": time.Friday, "samstag": time.Saturday, "sonnabend": time.Saturday, "sonntag": time.Sunday,
}

// weekdays holds the day of the week that a sentence names against its date, or, where it
// has a time of the logs and no date, against the days of the logs.
func (a *auditor) weekdays(p *piece) {
	if a.advising(p) {
		return
	}
	ms := p.mentions()
	for _, loc := range weekdayWord.FindAllStringIndex(p.text.S, 4) {
		w := p.text.S[loc[0]:loc[1]]
		want := weekdayOf[strings.ToLower(strings.TrimSuffix(w, "s"))]
		if d := dateBeside(p.text.S, ms, loc); d != nil {
			a.weekday(p, loc, want, a.inYear(d.at))
			continue
		}
		if strings.HasSuffix(w, "s") || !a.f.v.HasTime || a.f.v.From/day != a.f.v.To/day || len(a.linesOfTimes(p, ms)) == 0 {
			continue
		}
		t := time.Unix(0, a.f.v.From).UTC()
		a.weekday(p, loc, want, instant{year: t.Year(), month: int(t.Month()), day: t.Day(), hasDate: true})
	}
}

// dateBeside is the date that stands right beside a day of the week, nil when none does.
func dateBeside(s string, ms []mention, loc []int) *mention {
	for k := range ms {
		m := &ms[k]
		if m.kind != isTime || !m.at.hasDate {
			continue
		}
		if m.from >= loc[1] && m.from-loc[1] <= 8 && strings.Trim(s[loc[1]:m.from], " ,(themonfd.") == "" ||
			m.to <= loc[0] && loc[0]-m.to <= 4 && strings.Trim(s[m.to:loc[0]], " ,(") == "" {
			return m
		}
	}
	return nil
}

func (a *auditor) weekday(p *piece, loc []int, want time.Weekday, t instant) {
	have := time.Date(t.year, time.Month(t.month), t.day, 0, 0, 0, 0, time.UTC)
	switch {
	case have.Weekday() == want:
		a.say(KindDate, Proven, p, loc[0], loc[1], have.Format("2006-01-02")+" is that day of the week", "", support{})
	default:
		a.say(KindDate, a.absent(Refuted), p, loc[0], loc[1], have.Format("2006-01-02")+" is another day of the week", have.Weekday().String(), support{})
	}
}
