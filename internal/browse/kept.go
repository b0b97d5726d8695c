package browse

import (
	"errors"

	"inquest/internal/evidence"
	"inquest/internal/report"
)

// kept are the neighbouring lines that the report itself holds; they serve where
// the logs are not at hand.
type kept struct{ r *report.Report }

var _ Logs = kept{}

// Around finds the lines in the report. They are as the report tells them: whether
// the files still say so only the logs can tell.
func (k kept) Around(ref evidence.Ref, lines int) ([]Neighbour, bool, error) {
	for i := range k.r.Exhibits.Around {
		a := &k.r.Exhibits.Around[i]
		if a.Ref.File != ref.File || ref.Line < a.Line || ref.Line >= a.Line+int64(len(a.Lines)) {
			continue
		}
		var out []Neighbour
		last := ref.Line + min(ref.Span()-1, int64(lines))
		for n := max(ref.Line-int64(lines), a.Line); n <= last+int64(lines) && n < a.Line+int64(len(a.Lines)); n++ {
			out = append(out, Neighbour{Line: n, Text: a.Lines[n-a.Line].Text, Here: n >= ref.Line && n <= last})
		}
		return out, true, nil
	}
	return nil, false, errors.New("the report does not hold the lines around it; give the logs behind the report")
}

// keptAround tells whether the report holds the lines around any of the
// references.
func (m *Model) keptAround(refs []evidence.Ref) bool {
	for _, ref := range refs {
		if _, ok, err := (kept{m.r}).Around(ref, 1); ok && err == nil {
			return true
		}
	}
	return false
}
