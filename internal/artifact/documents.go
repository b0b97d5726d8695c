package artifact

import (
	"fmt"
	"strings"

	"inquest/internal/report"
)

// doc collects a Markdown document. What comes from a report's logs goes
// through code, so that nothing in it is live.
type doc struct{ b strings.Builder }

func (d *doc) line(format string, args ...any) { fmt.Fprintf(&d.b, format+"\n", args...) }

func (d *doc) list(items []string, none string) {
	for _, s := range items {
		d.line("- %s", s)
	}
	if len(items) == 0 {
		d.line("%s", none)
	}
}

func (m *maker) sentences(ids []report.ID) []string {
	var out []string
	for _, id := range ids {
		if s := m.sentence(id, code); s != "" {
			out = append(out, s+" "+m.proof(id))
		}
	}
	return out
}

// proof is where the first lines behind a claim stand.
func (m *maker) proof(id report.ID) string {
	refs := m.r.Claims.Claim(id).Refs()
	if len(refs) == 0 {
		return ""
	}
	more := ""
	if len(refs) > 1 {
		more = fmt.Sprintf(" and %d more", len(refs)-1)
	}
	return fmt.Sprintf("(%s%s)", code(fmt.Sprintf("%s:%d", refs[0].File, refs[0].Line)), more)
}

// issue is the body of an issue.
func (m *maker) issue() (File, error) {
	d := &doc{}
	d.line("## %s\n", m.headline(code))
	d.line("Impact: %s, score %d of 100.\n", oneLine(m.r.Impact.Severity), m.r.Impact.Score)
	d.list(m.sentences(m.r.Impact.Claims), "No impact was computed.")
	d.line("\n### Evidence\n")
	for i := range m.r.Hypotheses {
		h := &m.r.Hypotheses[i]
		if i > 0 || h.Outcome == "contradicted" {
			break
		}
		d.line("%s, %s, confidence %.2f:\n", prose(h.Title), oneLine(string(h.Outcome)), h.Confidence)
		for _, l := range h.Evidence {
			d.line("- %s %s", code(fmt.Sprintf("%s:%d", l.File.Open(asIs), l.Line)), code(clip(l.Text.Open(asIs), 200)))
		}
	}
	d.line("\n### To do\n")
	for i := range m.r.Recommendations {
		r := &m.r.Recommendations[i]
		d.line("- [ ] **%s** %s (%s, %s)", oneLine(r.Priority), prose(r.Action), oneLine(r.Owner), oneLine(r.Horizon))
		for _, c := range r.Checks {
			if s := c.Command.Open(asIs, nil); s != "" {
				if note := c.Note.Open(asIs, nil); note != "" {
					s += "  # " + note
				}
				d.line("  - run %s; it is so if: %s; not if: %s", code(s), prose(c.Confirms), prose(c.Refutes))
			}
		}
	}
	d.line("\nIncident %s. Every line named here is checked by `inquest verify report.json PATH...`.", m.uid)
	return File{Name: "issue.md", Data: []byte(d.b.String())}, nil
}

// postmortem is a document for the review: what is known is filled in, what
// people decide is asked for. It names no date to come.
func (m *maker) postmortem() (File, error) {
	d := &doc{}
	d.line("# Postmortem: %s\n", m.headline(code))
	d.line("Incident %s, verdict %s. Written by a program from the logs; what follows \"To be written\" is for people.\n", m.uid, oneLine(string(m.r.Verdict)))
	d.line("## Impact\n")
	d.list(m.sentences(m.r.Impact.Claims), "No impact was computed.")
	if len(m.r.Impact.Unknown) > 0 {
		d.line("\nNot in these logs: %s.", oneLine(strings.Join(m.r.Impact.Unknown, ", ")))
	}
	d.line("\n## Timeline\n")
	d.list(m.sentences(m.storyOf()), "The logs give no order of events.")
	d.line("\n## Root cause\n")
	m.causes(d)
	d.line("\n## Where the sources disagree\n")
	var conflicts []report.ID
	for _, c := range m.r.Conflicts {
		conflicts = append(conflicts, c.Claim)
	}
	d.list(m.sentences(conflicts), "Nowhere.")
	d.line("\n## Actions\n")
	d.line("| Priority | Action | Role | When | Owner (to be named) |")
	d.line("| --- | --- | --- | --- | --- |")
	for i := range m.r.Recommendations {
		r := &m.r.Recommendations[i]
		d.line("| %s | %s | %s | %s | |", oneLine(r.Priority), inCell(prose(r.Action)), oneLine(r.Owner), oneLine(r.Horizon))
	}
	d.line("\n## To be written\n")
	d.list([]string{"How was it noticed, and by whom?", "What went well, and what was luck?", "What made it worse or longer?", "Which of the actions above are taken, and by whom?"}, "")
	return File{Name: "postmortem.md", Data: []byte(d.b.String())}, nil
}

func (m *maker) causes(d *doc) {
	n := 0
	for i := range m.r.Hypotheses {
		h := &m.r.Hypotheses[i]
		if h.Outcome == "contradicted" || n == mostSteps {
			continue
		}
		n++
		d.line("%d. %s: %s, confidence %.2f", n, prose(h.Title), oneLine(string(h.Outcome)), h.Confidence)
		for _, s := range m.sentences(h.For[:min(3, len(h.For))]) {
			d.line("   - for: %s", s)
		}
		for _, s := range m.sentences(h.Against[:min(2, len(h.Against))]) {
			d.line("   - against: %s", s)
		}
	}
	if n == 0 {
		d.line("The logs do not tell it.")
	}
}

// storyOf are the steps of the report's story.
func (m *maker) storyOf() []report.ID {
	var out []report.ID
	for i := range m.r.Sections {
		for _, b := range m.r.Sections[i].Blocks {
			for _, mo := range b.Moments {
				out = append(out, mo.Claim)
			}
		}
	}
	return out
}

// readme says what each file is for and how it is checked.
func (m *maker) readme() (File, error) {
	d := &doc{}
	d.line("# Artefacts of %s\n", m.uid)
	d.line("Made from the patterns that a report found, and from nothing else.\n")
	d.line("| File | What it is | How to load and check it |")
	d.line("| --- | --- | --- |")
	for _, row := range [][3]string{
		{"prometheus-rules.yaml", "recording and alert rules", "`promtool check rules prometheus-rules.yaml`, then name it under `rule_files`"},
		{"loki-rules.yaml", "rules for Loki's ruler, which record the series that the alerts read", "put it into the ruler's folder, or `lokitool rules load`"},
		{"grafana-dashboard.json", "dashboard", "Dashboards, New, Import; choose the two data sources"},
		{"alertmanager-alerts.json", "one alert", "`curl -H 'Content-Type: application/json' -d @alertmanager-alerts.json http://HOST:9093/api/v2/alerts`"},
		{"slack.json", "message for an incoming webhook", "`curl -H 'Content-Type: application/json' -d @slack.json WEBHOOK`"},
		{"pagerduty.json", "event for the Events API v2", "put in the routing key, then POST it to /v2/enqueue"},
		{"issue.md", "body of an issue", "paste it"},
		{"postmortem.md", "what is known, and what people are to write", "start the review from it"},
	} {
		d.line("| %s | %s | %s |", row[0], row[1], row[2])
	}
	return File{Name: "README.md", Data: []byte(d.b.String())}, nil
}
