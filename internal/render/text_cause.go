package render

import (
	"fmt"
	"strings"

	"inquest/internal/cause"
	"inquest/internal/report"
)

// How much the terminal says of hypotheses: the first in full, those up to
// brieflyShown with their parts by name, the others in a line.
const (
	brieflyShown  = 3
	evidenceShown = 5
)

func (t *textPage) hypotheses(ranks []int) {
	if t.full {
		for _, n := range ranks {
			t.hypothesis(&t.r.Hypotheses[n-1])
			t.blank()
		}
		return
	}
	for i, n := range ranks {
		h := &t.r.Hypotheses[n-1]
		if i > 0 && i <= brieflyShown {
			t.blank()
		}
		switch {
		case i == 0:
			t.hypothesis(h)
		case i < brieflyShown:
			t.hypothesisBriefly(h)
		default:
			t.para("", "    ", append(append([]span{{strong, itoa(h.Rank) + " · "}}, textSpans(h.Title, plain)...), span{dim, ": " + string(h.Outcome) + ", " + confidenceWords(h)}))
		}
	}
	if len(ranks) > 1 {
		t.para("", "", []span{{dim, "In full, with their proof: --format md or html."}})
	}
}

func (t *textPage) titleOf(h *report.Hypothesis) {
	t.para("", "    ", append([]span{{strong, itoa(h.Rank) + " · "}}, textSpans(h.Title, strong)...))
	t.para("    ", "    ", []span{{outcomeStyle(h.Outcome), outcomeMark(h.Outcome) + " "}, {plain, standingOf(h)}, {dim, "  " + h.Fault}})
}

// hypothesisBriefly names the parts, and says the first thing against it.
func (t *textPage) hypothesisBriefly(h *report.Hypothesis) {
	t.titleOf(h)
	var parts []span
	for i, p := range h.Parts {
		if i > 0 {
			parts = append(parts, span{dim, ", "})
		}
		parts = append(parts, span{partStyle(p), partMark(p)}, span{plain, " " + p.Name})
	}
	if len(parts) > 0 {
		t.para("    ", "    ", parts)
	}
	for _, id := range head(h.Against, 1) {
		if !t.said[id] {
			t.para("    - ", "      ", t.sentence(id))
		}
	}
}

// hypothesis is all that stands behind the leading one.
func (t *textPage) hypothesis(h *report.Hypothesis) {
	t.titleOf(h)
	t.parts(h)
	if len(h.Parts) > 0 && h.Rank == 1 {
		t.para("    ", "    ", []span{{dim, confidenceNote}})
	}
	for _, list := range []struct {
		name string
		ids  []report.ID
	}{{"For", h.For}, {"Against", h.Against}, {"Missing", h.Missing}} {
		if ids := besideParts(list.ids, h.Parts); len(ids) > 0 {
			t.line("    ", span{dim, list.name})
			t.bullets(ids, "    ")
		}
	}
	t.evidence(h)
	for i := range h.Decide {
		if i == 0 {
			t.line("    ", span{dim, decideWords(h)})
		}
		t.step(&h.Decide[i], "    ")
	}
}

// telling are the lines that the page shows of a hypothesis, one of each shape.
func telling(h *report.Hypothesis) []report.Line {
	var own lineChooser
	shown, _ := own.pick(h.Evidence, evidenceShown, 1)
	return shown
}

// evidence is the lines that tell the leading hypothesis, a few of each shape.
func (t *textPage) evidence(h *report.Hypothesis) {
	if len(h.Evidence) == 0 {
		return
	}
	shown := telling(h)
	rows := longestLog
	if t.full {
		shown, rows = h.Evidence, wholeLog
	}
	t.line("    ", span{dim, fmt.Sprintf("Lines that tell it (%d of %d)", len(shown), len(h.Evidence))})
	file := ""
	for i := range shown {
		if shown[i].Ref.File != file {
			file = shown[i].Ref.File
			t.para("    ", "    ", []span{{strong, clipped(escapeText, longQuote)(file)}})
		}
		t.logLine(&shown[i], rows, false)
	}
}

func (t *textPage) parts(h *report.Hypothesis) {
	for _, p := range h.Parts {
		spans := []span{{partStyle(p), partMark(p)}, {plain, " "}, {strong, p.Name}}
		if p.Claim != "" {
			spans = append(append(spans, span{plain, ": "}), t.sentence(p.Claim)...)
		} else {
			spans = append(spans, span{dim, ": " + partWord(p)})
		}
		t.para("    ", "      ", spans)
	}
}

// besideParts leaves out the claims that the parts of the confidence show.
func besideParts(ids []report.ID, parts []report.Part) []report.ID {
	shown := map[report.ID]bool{}
	for _, p := range parts {
		shown[p.Claim] = true
	}
	var out []report.ID
	for _, id := range ids {
		if !shown[id] {
			out = append(out, id)
		}
	}
	return out
}

func outcomeStyle(o cause.Outcome) style {
	if o == cause.Supported {
		return blaming
	}
	return plain
}

func partStyle(p report.Part) style {
	switch {
	case !p.Known:
		return dim
	case p.Holds:
		return blaming
	}
	return failing
}

func (t *textPage) step(s *report.Step, indent string) {
	if s.What != "" {
		t.para(indent+"- ", indent+"  ", t.sentence(s.What))
	}
	command := s.Command.Open(escapeText, nil)
	if command != "" && t.answered[command] && !t.full {
		return // a recommendation gives it, with what its answers mean
	}
	for _, part := range []struct {
		label string
		text  report.Text
		style style
	}{{"run", s.Command, strong}, {"", s.Note, dim}, {"confirms", s.Confirms, plain}, {"refutes", s.Refutes, plain}} {
		if !part.text.Empty() {
			t.para(indent+"  "+fit(part.label, 9), indent+strings.Repeat(" ", 11), textSpans(part.text, part.style))
		}
	}
}
