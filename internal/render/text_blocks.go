package render

import (
	"fmt"
	"strconv"
	"strings"

	"inquest/internal/cause"
	"inquest/internal/evidence"
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
		h := t.r.Hypotheses[0]
		hold, all := holding(h.Parts)
		state = append(state, span{dim, "  "}, span{blaming, strings.Repeat("■", hold)}, span{dim, strings.Repeat("□", all-hold)},
			span{dim, " " + holdingWords(h.Parts)})
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
		for _, id := range f.Cite {
			spans = append(spans, span{dim, " [" + string(id) + "]"})
		}
		if t.width < 60 {
			t.line("", span{dim, f.Label})
			t.para("  ", "  ", spans)
			continue
		}
		indent := strings.Repeat(" ", labelWidth)
		t.para(fit(f.Label, labelWidth), indent, spans)
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

func (t *textPage) excerpt(e *report.Excerpt) {
	spans := textSpans(e.Title, plain)
	spans = append(spans, span{plain, "  "}, span{strong, e.File.Open(escapeText)},
		span{dim, "  " + shownWords(e)})
	t.para("", "", spans)
	for i, l := range e.Lines {
		if i > 0 && l.Line > e.Lines[i-1].Line+1 {
			t.line("", span{dim, "       ⋮"})
		}
		s := plain
		switch l.Role {
		case "cause":
			s = blaming
		case "failure":
			s = failing
		}
		bar := span{s, "▌"}
		if l.Role == "" {
			bar.text = " "
		}
		first := padLeft(strconv.FormatInt(l.Line, 10), 7) + " "
		text := l.Text.Open(clipped(escapeText, longLine)) + cutMark(l)
		for k, part := range wrapVerbatim(text, t.width-10) {
			if k > 0 {
				first = strings.Repeat(" ", 8)
			}
			t.line("", span{dim, first}, bar, span{plain, " " + part})
		}
	}
}

func shownWords(e *report.Excerpt) string {
	return fmt.Sprintf("%s of %s %s shown", evidence.FormatCount(int64(len(e.Lines))), evidence.FormatCount(e.Total), e.Of)
}

func (t *textPage) hypothesis(h *report.Hypothesis) {
	t.para("", "    ", append([]span{{strong, itoa(h.Rank) + " · "}}, textSpans(h.Title, strong)...))
	tag := []span{{outcomeStyle(h.Outcome), outcomeMark(h.Outcome) + " " + string(h.Outcome)}}
	if len(h.Parts) > 0 {
		tag = append(tag, span{dim, ", " + holdingWords(h.Parts)})
	}
	tag = append(tag, span{dim, fmt.Sprintf(", confidence %.2f  %s", h.Confidence, h.Fault)})
	t.para("    ", "    ", tag)
	if h.Rank > detailed {
		t.bullets(head(h.Against, 1), "    ")
		return
	}
	t.parts(h)
	for _, list := range []struct {
		name string
		ids  []report.ID
	}{{"For", h.For}, {"Against", h.Against}, {"Missing", h.Missing}} {
		if ids := besideParts(list.ids, h.Parts); len(ids) > 0 {
			t.line("    ", span{dim, list.name})
			t.bullets(ids, "    ")
		}
	}
	if len(h.Evidence) > 0 {
		t.line("    ", span{dim, "Lines that tell it"})
	}
	for _, l := range h.Evidence {
		t.line("    ", span{dim, "- " + escapeText(l.Ref.File) + refWords(l.Ref)})
		for _, part := range wrapVerbatim(l.Text.Open(clipped(escapeText, longLine))+cutMark(l), t.width-8) {
			t.line("      ", span{plain, part})
		}
	}
	if len(h.Decide) > 0 {
		t.line("    ", span{dim, "What would decide"})
		for i := range h.Decide {
			t.step(&h.Decide[i], "    ")
		}
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

// detailed is up to which rank hypotheses are shown with all that stands behind
// them; of the others a page shows the outcome and the first thing against it.
const detailed = 4

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
	for _, part := range []struct {
		label string
		text  report.Text
		style style
	}{{"run", s.Command, strong}, {"confirms", s.Confirms, plain}, {"refutes", s.Refutes, plain}} {
		if !part.text.Empty() {
			t.para(indent+"  "+fit(part.label, 9), indent+strings.Repeat(" ", 11), textSpans(part.text, part.style))
		}
	}
}

func (t *textPage) recommendations(ranks []int) {
	for _, n := range ranks {
		r := &t.r.Recommendations[n-1]
		spans := []span{{strong, r.Priority + "  "}}
		spans = append(spans, textSpans(r.Action, plain)...)
		spans = append(spans, span{dim, recommendationWords(r)})
		t.para("", "    ", spans)
		for i := range r.Checks {
			t.step(&r.Checks[i], "  ")
		}
	}
	t.blank()
	t.para("", "", []span{{dim, leftOutWords}})
}

// leftOutWords stands under every list of recommendations.
const leftOutWords = "Advice that no finding in these logs supports is left out."

func recommendationWords(r *report.Recommendation) string {
	s := "  (" + r.Kind + ", " + r.Horizon
	if r.Owner != "" {
		s += ", " + r.Owner
	}
	for i, id := range r.Claims {
		if i == 0 {
			s += ", because of"
		}
		s += " " + string(id)
	}
	return s + ")"
}

func (t *textPage) reference(r *report.Reference) {
	t.para("- ", "  ", []span{{strong, escapeText(r.Title)}, {plain, ", " + escapeText(r.Publisher) + ". "}, {dim, escapeText(r.URL) + checkedWords(r) + " [" + string(r.Because) + "]"}})
	for _, k := range r.Takeaways {
		t.para("    ", "    ", []span{{plain, escapeText(k)}})
	}
}

func checkedWords(r *report.Reference) string {
	if r.Checked == "" {
		return ""
	}
	return " (checked: " + escapeText(r.Checked) + ")"
}
