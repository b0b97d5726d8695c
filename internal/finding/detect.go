package finding

import (
	"cmp"
	"slices"
)

// detectors in the order in which they run; each is a pure function of the
// scene.
var detectors = []func(*scene) []Finding{
	detectOnset, detectOutcomes, detectGroups, detectDurations, detectShared, detectPeriods, detectBursts, detectChanges, detectSilence,
	detectLoss, detectShift, detectTemplates, detectEpisodes, detectLatency, detectHedges, detectJoins, detectTimeGate, detectFuture,
	detectZones, detectStatus, detectRecovered, detectTraces, detectFlow, detectContrast, detectBuilds, detectRules, detectGathered, detectBeats, detectRates, detectAnswers, detectValues, detectReasons,
}

func detect(in Input) ([]Finding, error) {
	if in.View == nil {
		return nil, errNoView
	}
	s := newScene(in)
	out := detectClasses(s)
	out = append(out, detectRestarts(s, out)...)
	for _, d := range detectors {
		out = append(out, d(s)...)
	}
	slices.SortStableFunc(out, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(kindOrder[a.Kind], kindOrder[b.Kind]), byFirst(a, b))
	})
	return out, s.say.Err()
}

// detectOnset states when the failures begin.
func detectOnset(s *scene) []Finding {
	if !s.onset.Known {
		return nil
	}
	f := Finding{Kind: KindOnset, From: s.onset.At, To: s.onset.To, Source: -1, Data: &s.onset, Score: 1}
	for i := range s.rows {
		if t, ok := s.rows[i].first(); ok && t == s.onset.At && len(s.rows[i].row.Early) > 0 {
			f.Lines = append(f.Lines, s.rows[i].row.Early[0])
		}
	}
	if r, ok := firstBad(behindStrays(s.runs, s.onset.Strays)); ok && r.Line() != nil {
		f.Lines = append(f.Lines, *r.Line().Exemplar())
	}
	if len(f.Lines) > 0 {
		f.Source = f.Lines[0].Source
		p := phraseOnset
		switch {
		case s.onset.Few:
			p = phraseOnsetFew
		case !s.onset.Quiet:
			p = phraseOnsetAtOnce
		}
		s.say.Add(&f.Claims, p, refs(f.Lines, 2), instant("at", s.onset.AtFormula))
	}
	s.sayStrays(&f)
	return []Finding{f}
}
