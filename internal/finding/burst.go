package finding

import (
	"inquest/internal/evidence"
	"inquest/internal/formula"
	"inquest/internal/profile"
	"inquest/internal/record"
)

// Burst is the Data of a finding of kind "burst": most errors in a small part
// of the window.
type Burst struct {
	From, To int64 // ns, begin of the first bucket and end of the last one
	In, All  int64
}

// A burst holds burstShare of the errors in at most one part in burstPart of
// the window, and at least burstMin of them.
const (
	burstShare = 0.8
	burstPart  = 10
	burstMin   = 10
)

func detectBursts(s *scene) []Finding {
	if !s.view.HasTime || s.view.To == s.view.From {
		return nil
	}
	d, ok := formula.Burst(s.view, record.LevelError, burstShare)
	if !ok || d.All < burstMin || (d.To-d.From)*burstPart > s.view.To-s.view.From {
		return nil
	}
	var lines []profile.Exemplar
	for i := range s.rows {
		if r := s.rows[i].row; r.Level >= record.LevelError {
			lines = append(lines, firstLines(r, 2)...)
		}
	}
	f := Finding{Kind: KindBurst, Source: -1, From: d.From, To: d.To, Count: d.In, Score: 0.3, Data: &Burst{From: d.From, To: d.To, In: d.In, All: d.All}}
	for _, e := range lines {
		if e.HasTime && e.Time >= d.From && e.Time < d.To && len(f.Lines) < maxCited {
			f.Lines = append(f.Lines, e)
		}
	}
	var cite []evidence.Ref
	if cite = refs(f.Lines, maxCited); len(cite) == 0 {
		return nil
	}
	of := func(fn string) string { return call(fn, "error", burstShare) }
	if c, ok := s.say.Claim(phraseBurst, cite, count("in", of("burst_in")), count("all", of("burst_all")), instant("from", of("burst_from")), instant("to", of("burst_to"))); ok {
		f.Claims = append(f.Claims, c.WithTotal(d.In))
	}
	return []Finding{f}
}
