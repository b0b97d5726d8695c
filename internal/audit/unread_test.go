package audit

import (
	"strings"
	"testing"

	"inquest/internal/evidence"
	"inquest/internal/profile"
	"inquest/internal/record"
	"inquest/internal/source"
)

// TestTellUnread holds that an audit says beside what it could not prove which part of the logs
// it did not look at, and says nothing where it saw all.
func TestTellUnread(t *testing.T) {
	const at = 1_767_225_600_000_000_000 // 2026-01-01
	lost := []source.Skip{{Name: "old.log.gz", Reason: source.ReasonUnreadable}}
	for _, c := range []struct {
		name     string
		skipped  []source.Skip
		parts    []source.Skip
		window   record.Window
		told     string
		verdicts []Verdict
		beside   []bool
	}{
		{name: "all was read", verdicts: []Verdict{Unsupported, Refuted}, beside: []bool{false, false}},
		{name: "a file was not", skipped: lost, told: "1 input or a part of one was not read (old.log.gz: unreadable)", verdicts: []Verdict{Proven, Unsupported, Refuted, NotCheckable}, beside: []bool{false, true, true, false}},
		{name: "a part was not", parts: []source.Skip{{Name: "a.log.gz", Reason: "truncated gzip"}}, told: "a.log.gz: truncated gzip", verdicts: []Verdict{Unsupported}, beside: []bool{true}},
		{name: "what holds no lines", skipped: []source.Skip{{Name: ".git", Reason: source.ReasonHidden}}, verdicts: []Verdict{Unsupported}, beside: []bool{false}},
		{name: "a window", window: record.Window{From: at}, told: "what lies before 2026-01-01 00:00:00 was not asked for", verdicts: []Verdict{Unsupported}, beside: []bool{true}},
		{name: "a window with both ends", window: record.Window{From: at, To: at + hour}, told: "before 2026-01-01 00:00:00 or from 2026-01-01 01:00:00 on was not asked for", verdicts: []Verdict{Refuted}, beside: []bool{true}},
		{name: "both", skipped: lost, window: record.Window{To: at}, told: "unreadable); what lies from 2026-01-01 00:00:00 on", verdicts: []Verdict{Unsupported}, beside: []bool{true}},
	} {
		a := &auditor{in: Input{View: &profile.View{Window: c.window, Sources: []profile.Source{{Skipped: c.parts}}}, Set: &source.Set{Skipped: c.skipped}}}
		for _, v := range c.verdicts {
			a.out = append(a.out, Statement{Kind: KindCount, Verdict: v, Reason: evidence.NewQuote("why")})
		}
		var l Logs
		a.tellUnread(&l)
		if got := c.told != ""; (len(l.Notes) == 1) != got || got && !strings.Contains(told(l.Notes[0]), c.told) {
			t.Errorf("%s: notes %v, want %q", c.name, l.Notes, c.told)
		}
		for i := range a.out {
			if got := told(a.out[i].Reason) != "why"; got != c.beside[i] {
				t.Errorf("%s: %s has the reason %q", c.name, a.out[i].Verdict, told(a.out[i].Reason))
			}
		}
	}
}

func told(q evidence.Quote) string { return q.Open(func(s string) string { return s }) }
