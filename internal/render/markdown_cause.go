package render

import (
	"fmt"
	"strings"

	"inquest/internal/report"
)

func (m *markdownPage) hypothesis(h *report.Hypothesis) {
	m.line("### ", itoa(h.Rank), ". ", markdownText(h.Title))
	m.line()
	m.line(outcomeMark(h.Outcome), " **", markdownTrusted(string(h.Outcome)), "**", strings.TrimPrefix(standingOf(h), string(h.Outcome)), ", class ", escapeMarkdown(h.Fault))
	if h.Rank > detailed {
		m.line()
		m.bullets(head(h.Against, 1))
		m.line()
		return
	}
	if len(h.Parts) > 0 {
		m.line()
		m.line("| | Part | Why |")
		m.line("| --- | --- | --- |")
		for _, p := range h.Parts {
			why := partWord(p)
			if p.Claim != "" {
				why = m.sentence(p.Claim, true)
			}
			m.line("| ", partMark(p), " | ", markdownTrusted(p.Name), " | ", why, " |")
		}
		if h.Rank == 1 {
			m.line()
			m.line(markdownTrusted(confidenceNote))
		}
	}
	for _, list := range []struct {
		name string
		ids  []report.ID
	}{{"For", h.For}, {"Against", h.Against}, {"Missing", h.Missing}} {
		if ids := besideParts(list.ids, h.Parts); len(ids) > 0 {
			m.line()
			m.line("**", list.name, "**")
			m.line()
			m.bullets(ids)
		}
	}
	if len(h.Decide) > 0 {
		m.line()
		m.line("**", decideWords(h), "**")
		m.line()
		for i := range h.Decide {
			m.step(&h.Decide[i])
		}
	}
	if len(h.Evidence) > 0 {
		m.line()
		m.line("**Lines that tell it**")
		m.line()
		m.fenced(evidenceLines(h.Evidence))
	}
	m.line()
}

// evidenceLines are verbatim lines under the names of their files.
func evidenceLines(lines []report.Line) []string {
	var out []string
	file := ""
	for i := range lines {
		l := &lines[i]
		if l.Ref.File != file {
			file = l.Ref.File
			out = append(out, "== "+clipped(escapeFenced, longQuote)(file))
		}
		out = append(out, fmt.Sprintf("%d: %s%s", l.Line, l.Text.Open(clipped(escapeFenced, longLine)), cutMark(*l)))
	}
	return out
}

func (m *markdownPage) step(s *report.Step) {
	lead := "- "
	if s.What != "" {
		m.line("- ", m.sentence(s.What, false))
		lead = "  - "
	}
	if !s.Command.Empty() {
		command := s.Command.Open(escapeFenced, nil)
		m.line(lead, "run ", escapeMarkdown(command), noteAfter(s.Note))
	} else if !s.Note.Empty() {
		m.line(lead, markdownText(s.Note))
	}
	if !s.Confirms.Empty() {
		m.line("  - confirms: ", markdownText(s.Confirms))
	}
	if !s.Refutes.Empty() {
		m.line("  - refutes: ", markdownText(s.Refutes))
	}
}

// links are the numbers of claims, each leading to its proof.
func (m *markdownPage) links(ids []report.ID) string {
	out := ""
	for _, id := range ids {
		out += " " + claimLink(id)
	}
	return out
}

// noteAfter is what to know or to replace, behind the command.
func noteAfter(t report.Text) string {
	if t.Empty() {
		return ""
	}
	return "  (" + strings.TrimSuffix(markdownText(t), ".") + ")"
}

func (m *markdownPage) recommendations(ranks []int) {
	for _, n := range ranks {
		r := &m.r.Recommendations[n-1]
		m.line("- **", markdownTrusted(r.Priority), "** ", markdownText(r.Action), "  (", markdownTrusted(recommendationWords(r)), ")", m.links(r.Claims))
		for i := range r.Checks {
			c := &r.Checks[i]
			if c.Command.Empty() {
				m.line("  - ", markdownText(c.Note))
			} else {
				m.line("  - run ", escapeMarkdown(c.Command.Open(escapeFenced, nil)), noteAfter(c.Note))
			}
			if !c.Confirms.Empty() {
				m.line("    - confirms: ", markdownText(c.Confirms))
			}
			if !c.Refutes.Empty() {
				m.line("    - refutes: ", markdownText(c.Refutes))
			}
		}
	}
	m.line()
	if saysLeftOut(m.r) {
		m.line(leftOutWords)
	}
}

func (m *markdownPage) reference(r *report.Reference) {
	title := markdownTrusted(visible(r.Title))
	if u, ok := safeURL(r.URL); ok {
		title = "[" + title + "](<" + escapeLink(u) + ">)"
	}
	m.line("- ", title, ", ", markdownTrusted(visible(r.Publisher)), markdownTrusted(checkedNow(m.r, r)), " ", claimLink(r.Because))
	for _, k := range r.Takeaways {
		m.line("  - ", markdownTrusted(visible(k)))
	}
}
