package finding

import "slices"

// Restart is the Data of a finding of kind "restart".
type Restart struct {
	Place    Place
	Stop     *Finding
	Start    *Finding
	Down     int64 // ns from stop to start
	Returned bool  // false: no start follows the stop
}

// detectRestarts pairs class findings that end a state with those that the
// catalogue names as their reversal, at the same place and later.
func detectRestarts(s *scene, classes []Finding) []Finding {
	var out []Finding
	for i := range classes {
		a := &classes[i]
		if a.Class == nil || len(a.Class.Reversal) == 0 {
			continue
		}
		for j := range classes {
			b := &classes[j]
			if b.Class == nil || !slices.Contains(a.Class.Reversal, b.Class.ID) || b.To <= a.From || !samePlace(a, b) {
				continue
			}
			at := firstAfter(b, a.From)
			if at == 0 {
				continue
			}
			d := &Restart{Place: a.Data.(*ClassHit).Place, Stop: a, Start: b, Down: at - a.From, Returned: true}
			f := Finding{Kind: KindRestart, From: a.From, To: at, Class: a.Class, Source: a.Source, Component: a.Component, Host: a.Host, Count: 1, Score: 0.5, Data: d}
			for _, e := range b.Lines {
				if e.Time == at {
					f.Lines = append(f.Lines, e)
					break
				}
			}
			f.Lines = append(f.Lines, a.Lines[0])
			stop, start := s.say.At(a.From, a.Lines, a.FromFormula), s.say.At(at, b.Lines)
			s.say.Add(&f.Claims, phraseRestart, refs(f.Lines, 2), name("place", a.Component), instant("stop", stop), instant("start", start), duration("down", minus(start, stop)))
			out = append(out, f)
			break
		}
	}
	return out
}

func samePlace(a, b *Finding) bool {
	pa, pb := a.Data.(*ClassHit).Place, b.Data.(*ClassHit).Place
	return pa.Key() == pb.Key() || pa.Host != "" && pa.Host == pb.Host && (pa.Service == "" || pb.Service == "")
}

// firstAfter is the time of the first kept line after t, 0 when there is none.
func firstAfter(f *Finding, t int64) int64 {
	for i := range f.Lines {
		if f.Lines[i].HasTime && f.Lines[i].Time > t {
			return f.Lines[i].Time
		}
	}
	return 0
}
