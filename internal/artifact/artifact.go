package artifact

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"inquest/internal/cause"
	"inquest/internal/fault"
	"inquest/internal/report"
)

// File is an artefact.
type File struct {
	Name string
	Data []byte
}

// Options of artefacts.
type Options struct {
	LokiSelector string // stream selector of LogQL; empty: every stream with a job
	Runbook      string // URL that alerts point to; empty: none
}

// ErrNothing tells a report without an incident: there is nothing to alert on.
var ErrNothing = errors.New("the report tells of no incident, so there is nothing to alert on")

// Make writes all artefacts of a report.
func Make(r *report.Report, o Options) ([]File, error) {
	if r.Verdict == cause.NoIncident {
		return nil, ErrNothing
	}
	if o.LokiSelector == "" {
		o.LokiSelector = `{job=~".+"}`
	}
	m := &maker{r: r, o: o, places: faultsOf(r), groups: groupsOf(patternsOf(r, fault.Embedded())), uid: uidOf(r)}
	var out []File
	for _, write := range []func() (File, error){
		m.prometheus, m.loki, m.grafana, m.alertmanager, m.slack, m.pagerduty, m.issue, m.postmortem, m.readme,
	} {
		f, err := write()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		if len(f.Data) > 0 {
			out = append(out, f)
		}
	}
	return out, nil
}

type maker struct {
	r      *report.Report
	o      Options
	places []place
	groups []group
	uid    string // names this incident; the same for the same report
}

// uidOf is a short name of the incident, from what failed and when.
func uidOf(r *report.Report) string {
	h := sha256.New()
	for _, s := range []string{r.Window.From, r.Window.To, r.Impact.Window.From, string(r.Verdict)} {
		h.Write([]byte(s + "\x00"))
	}
	for i := range r.Inputs {
		h.Write([]byte(r.Inputs[i].SHA256))
	}
	return "inquest-" + hex.EncodeToString(h.Sum(nil))[:12]
}

// sentence is a claim as plain text; escape opens its quotes.
func (m *maker) sentence(id report.ID, escape func(string) string) string {
	c := m.r.Claims.Claim(id)
	if c.IsZero() {
		return ""
	}
	return c.Sentence(escape)
}

func (m *maker) headline(escape func(string) string) string {
	if s := m.sentence(m.r.Headline, escape); s != "" {
		return s
	}
	return "An incident was found."
}

// severity is that of the impact, as alerts call it.
func (m *maker) severity() string {
	switch m.r.Impact.Severity {
	case "critical", "high":
		return "critical"
	case "moderate":
		return "warning"
	}
	return "info"
}
