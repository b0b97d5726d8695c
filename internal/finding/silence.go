package finding

import (
	"inquest/internal/evidence"
	"inquest/internal/profile"
)

// Silence is the Data of a finding of kind "silence".
type Silence struct {
	Place    Place
	Last     profile.Exemplar // last line before the silence; zero when it was not kept
	HasLast  bool
	Length   int64 // ns, to the end of the input or to the next line
	Resumed  bool
	Longest  int64 // ns, the longest silence of the source besides this one
	Lost     int   // runs of this source that began and never ended
	Periodic bool  // its regular lines (at equal distances) stop too
	Started  bool  // the line after the silence says that it starts
}

// A source is silent when it says nothing for this many times its longest
// other silence, and for this share of the window, while others go on.
const (
	silenceFactor = 4
	silenceShare  = 8 // one part in silenceShare of the window
	silenceLines  = 20
)

func detectSilence(s *scene) []Finding {
	var out []Finding
	if !s.view.HasTime {
		return nil
	}
	for i := range s.view.Sources {
		if f, ok := s.silenceOf(i); ok {
			out = append(out, f)
		}
	}
	return out
}

func (s *scene) silenceOf(i int) (Finding, bool) {
	src := &s.view.Sources[i]
	if !src.Last.HasTime || src.Timed < silenceLines {
		return Finding{}, false
	}
	span := s.onset.To - s.onset.From
	others := s.lastOfOthers(i)
	from, length, resumed := src.Last.Time, others-src.Last.Time, false
	longest := int64(0)
	for _, g := range src.Gaps {
		if n := g.To - g.From; n > length && g.From >= src.First.Time {
			if length >= 0 && !resumed {
				longest = max(longest, length)
			}
			from, length, resumed = g.From, n, true
			continue
		}
		longest = max(longest, g.To-g.From)
	}
	longest = max(longest, s.view.Width)
	if length < silenceFactor*longest || length < span/silenceShare {
		return Finding{}, false
	}
	d := &Silence{Place: s.dir.Source(i), Length: length, Resumed: resumed, Longest: longest, Lost: s.lostIn(i)}
	d.Last, d.HasLast = s.lastLine(i, from+s.view.Width)
	f := Finding{Kind: KindSilence, From: from, To: from + length, Source: i, Component: d.Place.String(), Host: d.Place.Host, Count: 1, Data: d}
	if d.HasLast {
		f.From = d.Last.Time
		f.Lines = append(f.Lines, d.Last)
	}
	f.Score = 0.5
	if d.Lost > 0 {
		f.Score = 0.9
	}
	s.saySilence(&f, d, i)
	return f, true
}

// lastOfOthers is the last time that any other source speaks.
func (s *scene) lastOfOthers(i int) int64 {
	var last int64
	for j := range s.view.Sources {
		if m := s.view.Sources[j].Last; j != i && m.HasTime {
			last = max(last, m.Time)
		}
	}
	return last
}

func (s *scene) lostIn(i int) int {
	n := 0
	for _, r := range s.bad {
		if r.Run.State == profile.RunLost && r.Source() == i {
			n++
		}
	}
	return n
}

// lastLine finds the last kept line of a source before a time.
func (s *scene) lastLine(i int, before int64) (profile.Exemplar, bool) {
	var best *profile.Exemplar
	eachExemplar(s.view, func(_ *profile.Template, r *profile.Row, e *profile.Exemplar) {
		if r.Source == i && e.HasTime && e.Time < before && (best == nil || compareMarks(best.Mark, e.Mark) < 0) {
			best = e
		}
	})
	if best == nil {
		return profile.Exemplar{}, false
	}
	return *best, true
}

func (s *scene) saySilence(f *Finding, d *Silence, i int) {
	src := &s.view.Sources[i]
	cite := []evidence.Ref{src.Coverage}
	if d.HasLast {
		cite = append(cite, d.Last.Ref)
	}
	if d.Resumed {
		s.say.Add(&f.Claims, phraseSilenceGap, cite, name("source", src.Name), instant("from", s.say.At(f.From, f.Lines, s.gapFormulas(i, "source_gap_from")...)), duration("length", s.say.Exact(d.Length, s.gapFormulas(i, "source_gap")...)))
		return
	}
	s.say.Add(&f.Claims, phraseSilenceEnd, cite, name("source", src.Name), instant("from", call("source_last", src.Name)), duration("length", s.say.Exact(d.Length, s.aheadOf(i)...)))
}

// gapFormulas are the ways to compute a number of the source's silences.
func (s *scene) gapFormulas(i int, fn string) []string {
	out := make([]string, len(s.view.Sources[i].Gaps))
	for k := range out {
		out[k] = call(fn, s.view.Sources[i].Name, k)
	}
	return out
}

// aheadOf are the ways to compute how long other sources go on after a source's
// last line.
func (s *scene) aheadOf(i int) []string {
	last := s.lastOfOthers(i)
	for j := range s.view.Sources {
		if m := s.view.Sources[j].Last; j != i && m.HasTime && m.Time == last {
			return []string{minus(call("source_last", s.view.Sources[j].Name), call("source_last", s.view.Sources[i].Name))}
		}
	}
	return nil
}
