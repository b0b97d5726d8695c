package finding

import (
	"cmp"
	"slices"

	"inquest/internal/formula"
	"inquest/internal/record"
)

// When a rate is told to have changed.
const (
	rateTimes = 4.0 // by which it must change
	rateLeast = 12  // records on the side that has more
	maxRates  = 4   // findings
)

// Rate is the Data of a finding of kind "rate".
type Rate struct {
	Place         Place
	Before, After int64
	Times         float64
}

// detectRates finds lines that are no complaints and come much oftener, or less often,
// from the onset on, than time alone would have it.
func detectRates(s *scene) []Finding {
	if !s.onset.Known || !s.onset.Quiet || s.base != nil {
		return nil
	}
	var out []Finding
	for i := range s.rows {
		h := &s.rows[i]
		if h.class != nil || h.row.Level >= record.LevelWarn || len(h.row.Early) == 0 || !h.row.Early[0].HasTime {
			continue
		}
		if f, ok := s.rateOf(h); ok {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b Finding) int { return cmp.Compare(b.Score, a.Score) })
	return out[:min(len(out), maxRates)]
}

func (s *scene) rateOf(h *rowHit) (Finding, bool) {
	before, after := formula.SplitAt(h.row, s.onset.At, s.view.Width)
	quiet, loud := float64(s.onset.At-s.onset.From), float64(s.onset.To-s.onset.At)
	if before < 3 || after < 3 || max(before, after) < rateLeast || quiet <= 0 || loud <= 0 {
		return Finding{}, false // what comes for the first time, or no more, is told elsewhere
	}
	times := float64(after) / loud * quiet / float64(before)
	if times < rateTimes && times > 1/rateTimes {
		return Finding{}, false
	}
	p := loud / (quiet + loud)
	tail := BinomialTail(after, before+after, p)
	if times < 1 {
		tail = BinomialTail(before, before+after, 1-p)
	}
	if tail > constantP/float64(len(s.rows)) {
		return Finding{}, false
	}
	d := &Rate{Place: s.dir.Source(h.row.Source), Before: before, After: after, Times: times}
	f := Finding{Kind: KindRate, Source: h.row.Source, Component: d.Place.String(), Host: d.Place.Host, Count: before + after, Templates: []string{h.template.ID}, Lines: keptLines(h.row), Data: d, Score: 0.2}
	f.widen(f.Lines)
	phrase := phraseRateUp
	if times < 1 {
		phrase = phraseRateDn
	}
	_, early, late := partsAt(s.onset.AtFormula)
	rows := []templateRow{{h.template.ID, h.row}}
	src := s.view.Sources[h.row.Source]
	s.say.Add(&f.Claims, phrase, append(refs(f.Lines, 3), src.Coverage), name("source", src.Name), name("line", f.Lines[0].Message),
		count("before", s.say.countOf(before, early, &f, rows)), count("after", s.say.countOf(after, late, &f, rows)),
		duration("quiet", minus(s.onset.AtFormula, s.windowEdge(s.onset.From, "from"))), duration("loud", minus(s.windowEdge(s.onset.To, "to"), s.onset.AtFormula)))
	for i := range f.Claims {
		f.Claims[i] = f.Claims[i].WithTotal(f.Count)
	}
	return f, true
}

// windowEdge is the formula of an edge of the window of the failures.
func (s *scene) windowEdge(at int64, edge string) string {
	formulas := []string{call(edge)}
	fn := "source_first"
	if edge == "to" {
		fn = "source_last"
	}
	for i := range s.view.Sources {
		formulas = append(formulas, call(fn, s.view.Sources[i].Name))
	}
	return s.say.Exact(at, formulas...)
}
