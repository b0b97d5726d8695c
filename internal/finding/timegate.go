package finding

import (
	"inquest/internal/evidence"
	"inquest/internal/profile"
)

// TimeGap is the Data of findings of kind "time-gap" and "overlap": how two
// sources lie in time.
type TimeGap struct {
	Earlier, Later int   // sources; of an overlap the one that begins first
	Gap            int64 // ns from the end of the one to the begin of the other; 0 when they overlap
}

// maxPairs bounds the number of pairs of sources that are spoken of: gaps
// first, longest first within the pairs of sources that matter.
const maxPairs = 40

// detectTimeGate says which sources can be compared in time at all. Logs of one run each
// lie one after the other: that tells nothing.
func detectTimeGate(s *scene) []Finding {
	if f, ok := s.allOverlap(); ok {
		return []Finding{f}
	}
	var out []Finding
	pairs := 0
	for i := range s.view.Sources {
		for j := i + 1; j < len(s.view.Sources); j++ {
			a, b := i, j
			if !s.timed(a) || !s.timed(b) || s.own.Has(a) || s.own.Has(b) {
				continue
			}
			if s.view.Sources[b].First.Time < s.view.Sources[a].First.Time {
				a, b = b, a
			}
			gap := s.view.Sources[b].First.Time - s.view.Sources[a].Last.Time
			if s.isShort(a, b, gap) {
				continue
			}
			if pairs++; pairs > maxPairs {
				return out
			}
			out = append(out, s.pairFinding(a, b, gap))
		}
	}
	return out
}

// shortGap is the share of the sources' own spans, one part in shortGap, up to which a gap
// between two logs of one host keeps nothing from being compared.
const shortGap = 4

// isShort reports whether what lies between two sources that share no time is too short to
// matter: within the onset's slack, or little beside what they tell of on one host, by one clock.
func (s *scene) isShort(a, b int, gap int64) bool {
	if gap <= 0 {
		return false
	}
	if s.onset.Known && gap <= s.onset.Slack {
		return true
	}
	x, y := &s.view.Sources[a], &s.view.Sources[b]
	host := s.dir.Source(a).Host
	return host != "" && host == s.dir.Source(b).Host && gap*shortGap <= (x.Last.Time-x.First.Time)+(y.Last.Time-y.First.Time)
}

// fewSources is how many sources are spoken of in pairs even when all overlap.
const fewSources = 2

// allOverlap says at once of many sources that share a stretch of time what their pairs would
// say one by one.
func (s *scene) allOverlap() (Finding, bool) {
	begins, ends, n := -1, -1, 0
	var cite []evidence.Ref
	for i := range s.view.Sources {
		if !s.timed(i) {
			continue
		}
		n++
		src := &s.view.Sources[i]
		if begins < 0 || src.First.Time > s.view.Sources[begins].First.Time {
			begins = i
		}
		if ends < 0 || src.Last.Time < s.view.Sources[ends].Last.Time {
			ends = i
		}
		if len(cite) < maxCited {
			cite = append(cite, src.Coverage)
		}
	}
	if n <= fewSources || s.view.Sources[begins].First.Time > s.view.Sources[ends].Last.Time {
		return Finding{}, false
	}
	from, to := &s.view.Sources[begins], &s.view.Sources[ends]
	f := Finding{Kind: KindOverlap, Source: -1, From: from.First.Time, To: to.Last.Time}
	s.say.Add(&f.Claims, phraseOverlapAll, cite, instant("from", call("source_first", from.Name)), instant("to", call("source_last", to.Name)))
	return f, len(f.Claims) > 0
}

func (s *scene) timed(i int) bool {
	return s.view.Sources[i].First.HasTime && s.view.Sources[i].Last.HasTime
}

func (s *scene) pairFinding(a, b int, gap int64) Finding {
	sa, sb := &s.view.Sources[a], &s.view.Sources[b]
	d := &TimeGap{Earlier: a, Later: b, Gap: max(gap, 0)}
	f := Finding{Source: -1, From: sa.First.Time, To: sb.Last.Time, Data: d}
	cite := []evidence.Ref{sa.Coverage, sb.Coverage}
	if gap > 0 {
		f.Kind, f.From, f.To, f.Score = KindTimeGap, sa.Last.Time, sb.First.Time, 0.5
		s.say.Add(&f.Claims, phraseGap, cite, name("a", sa.Name), name("b", sb.Name), duration("gap", minus(call("source_first", sb.Name), call("source_last", sa.Name))))
		return f
	}
	f.Kind = KindOverlap
	s.say.Add(&f.Claims, phraseOverlap, cite, name("a", sa.Name), name("b", sb.Name), instant("from", call("source_first", sb.Name)), instant("to", overlapEnd(sa, sb)))
	return f
}

func overlapEnd(a, b *profile.Source) string {
	if a.Last.Time < b.Last.Time {
		return call("source_last", a.Name)
	}
	return call("source_last", b.Name)
}

// Overlaps reports whether two sources have a stretch of time in common, or
// lie within tol of each other.
func Overlaps(a, b *profile.Source, tol int64) bool {
	if !a.First.HasTime || !b.First.HasTime {
		return true
	}
	return a.First.Time <= b.Last.Time+tol && b.First.Time <= a.Last.Time+tol
}

// detectFuture flags sources with times after --now.
func detectFuture(s *scene) []Finding {
	var out []Finding
	for i := range s.view.Sources {
		src := &s.view.Sources[i]
		if s.in.Now == 0 || !src.Last.HasTime || src.Last.Time <= s.in.Now {
			continue
		}
		f := Finding{Kind: KindFuture, From: s.in.Now, To: src.Last.Time, Source: i, Component: src.Name, Data: &TimeGap{Earlier: i, Later: i, Gap: src.Last.Time - s.in.Now}}
		s.say.Add(&f.Claims, phraseFuture, []evidence.Ref{src.Coverage}, name("source", src.Name), instant("last", call("source_last", src.Name)), instant("now", lit(s.in.Now)))
		out = append(out, f)
	}
	return out
}
