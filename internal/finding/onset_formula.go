package finding

import (
	"inquest/internal/profile"
)

// proveOnset finds the formulas of the onset's instants: the time of the line
// that was the first bad sign, or what the first failed run gives.
func (s *scene) proveOnset() {
	if !s.onset.Known {
		return
	}
	var lines []profile.Exemplar
	var ids []string
	for i := range s.rows {
		h := &s.rows[i]
		if t, ok := h.first(); !ok || t != s.onset.At {
			continue
		}
		lines = append(lines, firstLines(h.row, 1)...)
		ids = append(ids, call("template_first", h.template.ID))
	}
	var fromRun []string
	if first, ok := firstBad(behindStrays(s.bad, s.onset.Strays)); ok {
		fromRun = []string{s.say.RunBegin(first), s.say.RunUntil(first)}
	}
	s.onset.AtFormula = s.say.At(s.onset.At, lines, append(fromRun, ids...)...)
	s.onset.FirstBadFormula = s.say.Exact(s.onset.FirstBad, append([]string{s.onset.AtFormula}, fromRun...)...)
}
