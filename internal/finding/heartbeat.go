package finding

import (
	"slices"

	"inquest/internal/profile"
	"inquest/internal/record"
)

// A heartbeat is a line at equal distances; it stops when it is missing so many times
// while its source goes on.
const (
	beatLines  = 6 // kept lines that must keep time
	beatSlack  = 4 // one part in beatSlack of the distance is no deviation
	beatMissed = 5 // distances without it
	maxBeats   = 4 // findings
)

// Beat is the Data of a finding of kind "heartbeat".
type Beat struct {
	Place  Place
	Every  int64 // ns
	Missed int64 // distances without it
}

// detectBeats finds lines that kept time and then stop while their source goes on.
func detectBeats(s *scene) []Finding {
	var out []Finding
	for i := range s.rows {
		if f, ok := s.beatOf(&s.rows[i]); ok {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, byFirst)
	return out[:min(len(out), maxBeats)]
}

// every is the distance at which a row's first kept lines come; 0 when they keep no
// time, or when the row does not go on like that to its end.
func every(r *profile.Row) int64 {
	n := len(r.Early)
	if n < beatLines || r.Level >= record.LevelError || len(r.Late) == 0 || !r.Early[0].HasTime || !r.Early[n-1].HasTime {
		return 0
	}
	mean := (r.Early[n-1].Time - r.Early[0].Time) / int64(n-1)
	if mean <= 0 {
		return 0
	}
	for k := 1; k < n; k++ {
		d := r.Early[k].Time - r.Early[k-1].Time - mean
		if max(d, -d) > mean/beatSlack {
			return 0
		}
	}
	span := r.Late[len(r.Late)-1].Time - r.Early[0].Time
	if want := span/mean + 1; int64(r.Count)*beatSlack < want*(beatSlack-1) || int64(r.Count)*(beatSlack-1) > want*beatSlack {
		return 0
	}
	return mean
}

func (s *scene) beatOf(h *rowHit) (Finding, bool) {
	d := every(h.row)
	if d == 0 || h.class != nil {
		return Finding{}, false
	}
	src := &s.view.Sources[h.row.Source]
	n := len(h.row.Early)
	last := h.row.Late[len(h.row.Late)-1]
	left := src.Last.Time - last.Time
	if !last.HasTime || !src.Last.HasTime || left < beatMissed*d || d < s.view.Width/2 && left < 2*s.view.Width {
		return Finding{}, false
	}
	b := &Beat{Place: s.dir.Source(h.row.Source), Every: d, Missed: left / d}
	f := Finding{Kind: KindBeat, From: last.Time, To: src.Last.Time, Source: h.row.Source, Component: b.Place.String(), Host: b.Place.Host, Count: 1, Templates: []string{h.template.ID},
		Lines: []profile.Exemplar{last, h.row.Early[0], h.row.Early[n-1]}, Data: b, Score: 0.35}
	first, then := &h.row.Early[0], &h.row.Early[n-1]
	s.say.Add(&f.Claims, phraseBeat, append(refs(f.Lines, 3), src.Coverage), name("source", src.Name), name("line", last.Message),
		duration("every", call("round", expr("("+minus(s.say.LineTime(then), s.say.LineTime(first))+") / "+lit(int64(n-1))))),
		instant("last", s.say.LineTime(&last)), duration("length", minus(call("source_last", src.Name), s.say.LineTime(&last))))
	return f, true
}
