package artifact

import (
	"encoding/json"
	"strings"
	"time"

	"inquest/internal/report"
)

// Placeholders that a person replaces before a message is sent.
const routingKey = "REPLACE-WITH-ROUTING-KEY"

func jsonFile(name string, v any) (File, error) {
	b, err := json.MarshalIndent(v, "", "  ")
	return File{Name: name, Data: append(b, '\n')}, err
}

// stamp is a time of the report as RFC 3339 in UTC; empty when the logs name no
// zone, as an instant is then not known.
func stamp(s string) string {
	if t, err := time.Parse(time.RFC3339Nano, s); err == nil {
		return t.UTC().Format(time.RFC3339Nano)
	}
	return ""
}

// alertmanager is the body of a POST to Alertmanager's /api/v2/alerts.
func (m *maker) alertmanager() (File, error) {
	type alert struct {
		Labels       map[string]string `json:"labels"`
		Annotations  map[string]string `json:"annotations"`
		StartsAt     string            `json:"startsAt,omitempty"`
		EndsAt       string            `json:"endsAt,omitempty"`
		GeneratorURL string            `json:"generatorURL,omitempty"`
	}
	labels := map[string]string{"alertname": "InquestIncident", "severity": m.severity(), "incident": m.uid, "verdict": string(m.r.Verdict), "route": oneLine(m.r.Impact.Route)}
	if len(m.places) > 0 {
		labels["fault"] = m.places[0].fault
		if m.places[0].host != "" {
			labels["instance"] = m.places[0].host
		}
	}
	a := alert{Labels: labels, Annotations: map[string]string{"summary": clip(m.headline(oneLine), 300), "description": strings.Join(m.impactLines(oneLine), " ")}}
	a.StartsAt = stamp(m.r.Impact.Window.From)
	return jsonFile("alertmanager-alerts.json", []alert{a})
}

func (m *maker) impactLines(escape func(string) string) []string {
	var out []string
	for _, id := range m.r.Impact.Claims {
		if s := m.sentence(id, escape); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// Bounds that Slack sets on its blocks, and PagerDuty on its summary.
const (
	slackHeader   = 150
	slackSection  = 3000
	pagerDutyText = 1024
)

type slackBlock struct {
	Type   string     `json:"type"`
	Text   *slackBody `json:"text,omitempty"`
	Fields []any      `json:"fields,omitempty"`
}

type slackBody struct {
	Type string `json:"type"`
	Text string `json:"text"`
}

// slack is a message of blocks for an incoming webhook.
func (m *maker) slack() (File, error) {
	section := func(text string) slackBlock {
		return slackBlock{Type: "section", Text: &slackBody{"mrkdwn", clip(text, slackSection)}}
	}
	head := strings.ToUpper(string(m.r.Verdict)) + " · impact " + oneLine(m.r.Impact.Severity)
	blocks := []slackBlock{
		{Type: "header", Text: &slackBody{"plain_text", clip(oneLine(head), slackHeader)}},
		section("*" + strings.ReplaceAll(m.headline(slackText), "*", "") + "*"),
	}
	if lines := m.impactLines(slackText); len(lines) > 0 {
		blocks = append(blocks, section("• "+strings.Join(lines, "\n• ")))
	}
	if steps := m.firstSteps(slackText); len(steps) > 0 {
		blocks = append(blocks, section("*Next*\n• "+strings.Join(steps, "\n• ")))
	}
	return jsonFile("slack.json", map[string]any{"text": clip(m.headline(slackText), slackSection), "blocks": blocks})
}

// mostSteps is how many actions a message names.
const mostSteps = 3

func (m *maker) firstSteps(escape func(string) string) []string {
	var out []string
	for i := range m.r.Recommendations {
		if r := &m.r.Recommendations[i]; r.Horizon == "immediate" && len(out) < mostSteps {
			out = append(out, escape(r.Priority+" "+r.Action.Open(asIs, nil)+firstCommand(r)))
		}
	}
	return out
}

// firstCommand is the first command of a step, with what to know before it is run.
func firstCommand(r *report.Recommendation) string {
	for i := range r.Checks {
		if c := r.Checks[i].Command.Open(asIs, nil); c != "" {
			if note := r.Checks[i].Note.Open(asIs, nil); note != "" {
				c += " (" + note + ")"
			}
			return ": " + c
		}
	}
	return ""
}

// pagerduty is an event for PagerDuty's Events API v2. Below the threshold of
// the impact it asks for no page: its severity is "warning" or "info".
func (m *maker) pagerduty() (File, error) {
	source := "inquest"
	if len(m.places) > 0 && m.places[0].host != "" {
		source = m.places[0].host
	}
	payload := map[string]any{
		"summary": clip(m.headline(oneLine), pagerDutyText), "source": source, "severity": m.severity(),
		"custom_details": map[string]any{"impact_score": m.r.Impact.Score, "route": oneLine(m.r.Impact.Route), "impact": m.impactLines(oneLine), "next": m.firstSteps(oneLine)},
	}
	if len(m.places) > 0 {
		payload["class"] = m.places[0].fault
	}
	if at := stamp(m.r.Impact.Window.From); at != "" {
		payload["timestamp"] = at
	}
	return jsonFile("pagerduty.json", map[string]any{"routing_key": routingKey, "event_action": "trigger", "dedup_key": m.uid, "payload": payload})
}
