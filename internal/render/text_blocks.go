package render

import (
	"fmt"
	"strconv"
	"strings"

	"inquest/internal/cause"
	"inquest/internal/report"
)

func itoa(n int) string { return strconv.Itoa(n) }

// verdict is the first screen.
func (t *textPage) verdict(s *report.Section) {
	mark := failing
	if t.r.Verdict == cause.NoIncident {
		mark = good
	} else if t.r.Verdict == cause.Open {
		mark = strong
	}
	state := []span{{mark, verdictWord(t.r.Verdict)}, {plain, "  " + standing(t.r)}}
	if len(t.r.Hypotheses) > 0 && t.r.Verdict != cause.NoIncident && len(t.r.Hypotheses[0].Parts) > 0 {
		h := &t.r.Hypotheses[0]
		hold, known := holding(h.Parts)
		state = append(state, span{dim, "  " + confidenceWords(h) + " "}, span{blaming, strings.Repeat("■", hold)}, span{dim, strings.Repeat("□", known-hold)},
			span{dim, strings.Repeat("·", len(h.Parts)-known) + " " + holdingWords(h.Parts)})
	}
	t.para("", "", state)
	t.blank()
	for i := range s.Blocks {
		b := &s.Blocks[i]
		switch b.Kind {
		case report.Statements:
			for _, id := range b.Claims {
				t.para("", "", embolden(t.sentence(id)))
			}
		default:
			t.blank()
			t.block(b)
		}
	}
}

func embolden(spans []span) []span {
	for i := range spans[:max(0, len(spans)-1)] {
		spans[i].style = strong
	}
	return spans
}

const labelWidth = 20

func (t *textPage) facts(facts []report.Fact) {
	for _, f := range facts {
		spans := textSpans(f.Lead, blaming)
		if len(spans) > 0 && len(f.Claims) > 0 {
			spans = append(spans, span{plain, ". "})
		}
		spans = append(spans, t.sentences(f.Claims)...)
		if len(f.Cite) > 0 {
			spans = append(spans, span{dim, " " + t.cite(f.Cite)})
		}
		if t.width < 60 {
			t.line("", span{dim, f.Label})
			t.para("  ", "  ", spans)
			t.command("  ", f)
			t.provingLines("  ", f.Lines)
			continue
		}
		indent := strings.Repeat(" ", labelWidth)
		t.para(fit(f.Label, labelWidth), indent, spans)
		t.command(indent, f)
		t.provingLines(indent, f.Lines)
	}
}

// provingRows is how many rows of the terminal a line on the first screen takes.
const provingRows = 3

// provingLines are the lines that prove a fact, each behind its place.
func (t *textPage) provingLines(indent string, lines []report.Line) {
	for i := range lines {
		l := &lines[i]
		place := clipped(escapeText, longQuote)(l.Ref.File) + ":" + strconv.FormatInt(l.Line, 10)
		width := t.width - columns(indent) - 2
		text := fitTail(place, width/2) + "  " + l.Text.Open(clipped(escapeText, longLine)) + cutMark(*l)
		parts := wrapVerbatim(text, width)
		if len(parts) > provingRows && !t.full {
			parts = parts[:provingRows]
			parts[provingRows-1] = fit(strings.TrimRight(parts[provingRows-1], " ")+" …", width)
		}
		for _, part := range parts {
			t.line(indent, span{blaming, "▌"}, span{plain, " " + part})
		}
	}
}

// command is what to run for a fact.
func (t *textPage) command(indent string, f report.Fact) {
	if !f.Command.Empty() {
		t.para(indent+"$ ", indent+"  ", textSpans(f.Command, strong))
		t.para(indent+"  ", indent+"  ", textSpans(f.Note, dim))
	}
}

func (t *textPage) moments(ms []report.Moment) {
	for i, m := range ms {
		mark := span{plain, fmt.Sprintf("%2d ", i+1)}
		switch m.Role {
		case "cause":
			mark.style = blaming
		case "failure":
			mark = span{failing, fmt.Sprintf("%2d✕", i+1)}
		}
		spans := append([]span{mark, {plain, " "}}, t.sentence(m.Claim)...)
		t.para("", "    ", spans)
	}
}
