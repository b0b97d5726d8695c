package finding

import (
	"slices"

	"inquest/internal/evidence"
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
	var all []profile.Bucket
	var total int64
	var lines []profile.Exemplar
	for i := range s.rows {
		if r := s.rows[i].row; r.Level >= record.LevelError {
			all = append(all, r.Buckets...)
			total += int64(r.Count)
			lines = append(lines, firstLines(r, 2)...)
		}
	}
	slices.SortFunc(all, func(a, b profile.Bucket) int { return int(min(1, max(-1, a.At-b.At))) })
	d, ok := densest(all, total, s.view.Width, s.view.To-s.view.From)
	if !ok || total < burstMin {
		return nil
	}
	f := Finding{Kind: KindBurst, Source: -1, From: d.From, To: d.To, Count: d.In, Score: 0.3, Data: &d}
	for _, e := range lines {
		if e.HasTime && e.Time >= d.From && e.Time < d.To && len(f.Lines) < maxCited {
			f.Lines = append(f.Lines, e)
		}
	}
	var cite []evidence.Ref
	if cite = refs(f.Lines, maxCited); len(cite) == 0 {
		return nil
	}
	if c, ok := s.say.Claim(phraseBurst, cite, count("in", lit(d.In)), count("all", lit(d.All)), instant("from", lit(d.From)), instant("to", lit(d.To))); ok {
		f.Claims = append(f.Claims, c.WithTotal(d.In))
	}
	return []Finding{f}
}

// densest finds the shortest stretch of buckets that holds the share.
func densest(b []profile.Bucket, total, width, span int64) (Burst, bool) {
	need := int64(burstShare*float64(total) + 0.999)
	best, ok := Burst{All: total}, false
	lo, sum := 0, int64(0)
	for hi := range b {
		sum += int64(b[hi].N)
		for sum-int64(b[lo].N) >= need {
			sum -= int64(b[lo].N)
			lo++
		}
		if length := b[hi].At + width - b[lo].At; sum >= need && length*burstPart <= span && (!ok || length < best.To-best.From) {
			best, ok = Burst{From: b[lo].At, To: b[hi].At + width, In: sum, All: total}, true
		}
	}
	return best, ok
}
