package cause

import (
	"testing"

	"inquest/internal/finding"
	"inquest/internal/profile"
	"inquest/internal/record"
)

// TestProofIsNoAnnouncement: what was announced at the same time is evidence, but it proves
// nothing; who complains and names the place comes before who complains of something.
func TestProofIsNoAnnouncement(t *testing.T) {
	line := func(source int, at int64, level record.Level, raw string) profile.Exemplar {
		return profile.Exemplar{Mark: profile.Mark{Source: source, Time: at, HasTime: true, Offset: at, Line: at}, Level: level, Raw: raw, Message: raw}
	}
	own := &finding.Finding{Data: &finding.ClassHit{}, Lines: []profile.Exemplar{line(1, 10, record.LevelInfo, "exiting on receipt of SIGTERM")}}
	sign := &finding.Finding{Data: &finding.ClassHit{Speakers: []int{0}}, Lines: []profile.Exemplar{
		line(0, 11, record.LevelWarn, "retry in 5 s"), line(0, 12, record.LevelError, "connection to 10.0.0.7:53 refused"),
	}}
	trigger := &finding.Finding{Lines: []profile.Exemplar{line(2, 9, record.LevelWarn, "feature flags are stale")}, Data: &finding.Change{}}
	c := &court{dir: &finding.Directory{}, complain: map[int]bool{0: true}}
	k := &candidate{place: finding.Place{Addr: "10.0.0.7", Port: 53}, own: []*finding.Finding{own}, symptoms: []*finding.Finding{sign}, triggers: []*finding.Finding{trigger}}
	var got []string
	for _, e := range c.proofOf(k) {
		got = append(got, e.Raw)
	}
	if len(got) != 3 || got[0] != "exiting on receipt of SIGTERM" || got[1] != "connection to 10.0.0.7:53 refused" || got[2] != "retry in 5 s" {
		t.Errorf("proof %q", got)
	}
}
