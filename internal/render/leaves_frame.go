package render

import (
	"inquest/internal/cause"
	"inquest/internal/evidence"
	"inquest/internal/report"
)

// StateLine is the verdict in one line: the word, how far the cause is known, and
// the headline behind it.
func StateLine(r *report.Report, o Options) string {
	l := &leaves{r: r, o: o}
	mark := failing
	switch r.Verdict {
	case cause.NoIncident:
		mark = good
	case cause.Open:
		mark = strong
	}
	spans := []span{{mark, verdictWord(r.Verdict)}, {plain, "  " + standing(r)}}
	if r.Headline != "" {
		said := l.page().spans(r.Headline)
		spans = append(append(spans, span{dim, " · "}), said[:len(said)-1]...)
	}
	return l.title(spans...)
}

// Wrapped breaks text that may be untrusted into lines for a terminal.
func Wrapped(s string, width int) []string {
	var out []string
	for _, line := range wrap([]span{{plain, escapeText(s)}}, width) {
		s := ""
		for _, part := range line {
			s += part.text
		}
		out = append(out, s)
	}
	return out
}

// WrappedQuote breaks a line of a log for a terminal, its own spaces kept.
func WrappedQuote(q evidence.Quote, width int) []string {
	return wrapVerbatim(q.Open(clipped(escapeText, longLine)), width)
}
