package finding

import (
	"slices"

	"inquest/internal/trail"
)

// Scales at which a break and a delay are half as telling as can be.
const (
	halfBreak  = 15
	halfExcess = 50e6 // ns
)

// onsetPart is the least part of the run that must lie behind an onset: one in
// onsetPart.
const onsetPart = 4

// detectFlow holds the requests of this run against those of the healthy one:
// which statement no longer follows another one, which step takes longer. It
// finds the time from which on they differ most.
func detectFlow(s *scene) []Finding {
	h, n := s.in.BaseTrail, s.in.Trail
	if h == nil || n == nil || len(h.Spans) == 0 || len(n.Spans) == 0 {
		return nil
	}
	best := bestFlow(h, n)
	best.Spanned = h.Spanned && n.Spanned
	strength := best.strength()
	if len(best.Breaks)+len(best.Delays) == 0 {
		return nil
	}
	f := Finding{Kind: KindFlow, From: best.From, Source: -1, Count: int64(len(best.Breaks) + len(best.Delays)), Score: min(1, strength/2), Data: best}
	for i := range best.Breaks[:min(len(best.Breaks), maxCited)] {
		b := &best.Breaks[i]
		f.Lines = append(f.Lines, Exemplar(&b.Line, 0, b.Owner, b.Logger))
	}
	for i := range best.Delays[:min(len(best.Delays), maxCited)] {
		d := &best.Delays[i]
		f.Lines = append(f.Lines, Exemplar(&d.Line, 0, d.To, ""))
	}
	s.sayFlow(&f, best)
	return []Finding{f}
}

// bestFlow compares two runs from the time on from which they differ most, the
// earliest of these.
func bestFlow(healthy, now *trail.Trail) *Flow {
	c := newComparison(healthy, now)
	best, strength := &Flow{}, -1.0
	for _, at := range onsets(now) {
		f := &Flow{From: at, Breaks: c.breaks(at), Delays: c.delays(at)}
		if v := f.strength(); v > strength+1e-9 {
			best, strength = f, v
		}
	}
	return best
}

// strength is how much a run differs from the healthy one.
func (f *Flow) strength() float64 {
	text, excess := 0.0, 0.0
	for _, s := range f.Scores() {
		text, excess = max(text, s.Text), max(excess, float64(s.Excess))
	}
	return text/(text+halfBreak) + excess/(excess+halfExcess)
}

// onsets are the times at which the flows may begin to differ: evenly spread,
// the first of all lines among them.
func onsets(t *trail.Trail) []int64 {
	var times []int64
	for i := range t.Spans {
		for k := range t.Spans[i].Events {
			times = append(times, t.Spans[i].Events[k].Time)
		}
	}
	slices.Sort(times)
	from, to := times[0], times[len(times)-1]
	var out []int64
	for k := range int64(onsetSteps) {
		at := from + (to-from)/onsetSteps*k
		if since(times, at)*onsetPart >= int64(len(times)) {
			out = append(out, at)
		}
	}
	return out
}

// Strongest is the strongest single sign of a flow: a break or a clear delay. Where
// lines name requests but no spans, the steps of several things at once are
// mixed, and two healthy runs differ as much: then there is none.
func (f *Flow) Strongest() float64 {
	best := 0.0
	if !f.Spanned {
		return best
	}
	for _, s := range f.Scores() {
		best = max(best, s.Text/(s.Text+halfBreak))
		if s.Clear {
			best = max(best, float64(s.Excess)/(float64(s.Excess)+halfExcess))
		}
	}
	return best
}
