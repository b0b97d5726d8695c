package artifact

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// The parts of Grafana's dashboard model that are written (schema version 39 of
// the documented JSON model).
type dashboard struct {
	UID           string      `json:"uid"`
	Title         string      `json:"title"`
	Tags          []string    `json:"tags"`
	SchemaVersion int         `json:"schemaVersion"`
	Version       int         `json:"version"`
	Editable      bool        `json:"editable"`
	Timezone      string      `json:"timezone"`
	Refresh       string      `json:"refresh"`
	Time          timeRange   `json:"time"`
	Templating    templating  `json:"templating"`
	Annotations   annotations `json:"annotations"`
	Panels        []panel     `json:"panels"`
	Links         []any       `json:"links"`
	ID            *int        `json:"id"` // null: Grafana gives one
}

type timeRange struct {
	From string `json:"from"`
	To   string `json:"to"`
}

type templating struct {
	List []variable `json:"list"`
}

type variable struct {
	Name  string `json:"name"`
	Label string `json:"label"`
	Type  string `json:"type"`
	Query string `json:"query"`
}

type annotations struct {
	List []annotation `json:"list"`
}

type annotation struct {
	Name       string     `json:"name"`
	Datasource datasource `json:"datasource"`
	Enable     bool       `json:"enable"`
	IconColor  string     `json:"iconColor"`
	Expr       string     `json:"expr"`
}

type datasource struct {
	Type string `json:"type"`
	UID  string `json:"uid"`
}

type panel struct {
	ID          int            `json:"id"`
	Type        string         `json:"type"`
	Title       string         `json:"title"`
	Description string         `json:"description,omitempty"`
	GridPos     gridPos        `json:"gridPos"`
	Datasource  *datasource    `json:"datasource,omitempty"`
	Targets     []target       `json:"targets,omitempty"`
	FieldConfig *fieldConfig   `json:"fieldConfig,omitempty"`
	Options     map[string]any `json:"options"`
}

type gridPos struct {
	H int `json:"h"`
	W int `json:"w"`
	X int `json:"x"`
	Y int `json:"y"`
}

type target struct {
	RefID        string     `json:"refId"`
	Datasource   datasource `json:"datasource"`
	Expr         string     `json:"expr"`
	LegendFormat string     `json:"legendFormat,omitempty"`
}

type fieldConfig struct {
	Defaults  map[string]any `json:"defaults"`
	Overrides []any          `json:"overrides"`
}

var (
	lokiSource    = datasource{"loki", "${loki}"}
	metricsSource = datasource{"prometheus", "${metrics}"}
)

const gridWidth = 24

// grafana writes a dashboard: what happened in words, the lines of each class
// over time, and the metrics that the alerts watch.
func (m *maker) grafana() (File, error) {
	f := File{Name: "grafana-dashboard.json"}
	d := dashboard{
		UID: m.uid, Title: "Inquest: " + clip(m.headline(oneLine), 120), Tags: []string{"inquest", m.r.Impact.Severity},
		SchemaVersion: 39, Version: 1, Editable: true, Timezone: "browser", Refresh: "1m", Time: m.window(), Links: []any{},
		Templating: templating{List: []variable{
			{Name: "loki", Label: "Loki", Type: "datasource", Query: "loki"},
			{Name: "metrics", Label: "Prometheus", Type: "datasource", Query: "prometheus"},
		}},
		Annotations: annotations{List: []annotation{}},
	}
	d.add(panel{Type: "text", Title: "What was found", GridPos: gridPos{H: 7, W: gridWidth}, Options: map[string]any{"mode": "markdown", "content": m.panelText()}})
	for _, g := range m.groups {
		d.add(panel{Type: "timeseries", Title: "Lines of " + g.fault + " in five minutes", GridPos: gridPos{H: 8, W: gridWidth / 2}, Datasource: &lokiSource,
			Targets:     []target{{RefID: "A", Datasource: lokiSource, Expr: "sum(count_over_time(" + m.o.LokiSelector + " |~ " + quoted(g.expression()) + " [5m]))", LegendFormat: g.fault}},
			FieldConfig: config("short"), Options: map[string]any{"legend": map[string]any{"displayMode": "list", "placement": "bottom"}}})
	}
	seen := map[string]bool{}
	for _, p := range m.places {
		for _, a := range metricAlerts() {
			expr, ok := p.fill(a.Expr, true)
			if !ok || !fits(a.Faults, p.fault) || seen[expr] {
				continue
			}
			seen[expr] = true
			needs, _ := p.fill(a.Needs, false)
			d.add(panel{Type: "timeseries", Title: a.Name, Description: "Needs " + needs, GridPos: gridPos{H: 8, W: gridWidth / 2}, Datasource: &metricsSource,
				Targets: metricTargets(expr), FieldConfig: config("short"), Options: map[string]any{}})
		}
	}
	if len(m.groups) > 0 {
		d.add(panel{Type: "logs", Title: "The lines", GridPos: gridPos{H: 10, W: gridWidth}, Datasource: &lokiSource,
			Targets: []target{{RefID: "A", Datasource: lokiSource, Expr: m.o.LokiSelector + " |~ " + quoted(m.everything())}}, Options: map[string]any{"showTime": true, "wrapLogMessage": true}})
	}
	b, err := json.MarshalIndent(d, "", "  ")
	f.Data = append(b, '\n')
	return f, err
}

// metricTargets shows the measured side of each comparison of an alert.
func metricTargets(expr string) []target {
	var out []target
	for i, part := range strings.Split(expr, " or ") {
		for _, op := range []string{" > ", " < ", " == "} {
			if at := strings.LastIndex(part, op); at > 0 && strings.Count(part[:at], "(") == strings.Count(part[:at], ")") {
				part = part[:at]
				break
			}
		}
		out = append(out, target{RefID: string(rune('A' + i)), Datasource: metricsSource, Expr: part})
	}
	return out
}

func config(unit string) *fieldConfig {
	return &fieldConfig{Defaults: map[string]any{"unit": unit, "min": 0}, Overrides: []any{}}
}

// add places a panel behind the others, row by row.
func (d *dashboard) add(p panel) {
	x, y, bottom := 0, 0, 0
	for _, q := range d.Panels {
		if q.GridPos.Y >= y {
			x, y = q.GridPos.X+q.GridPos.W, q.GridPos.Y
		}
		bottom = max(bottom, q.GridPos.Y+q.GridPos.H)
	}
	if x+p.GridPos.W > gridWidth {
		x, y = 0, bottom
	}
	p.ID, p.GridPos.X, p.GridPos.Y = len(d.Panels)+1, x, y
	d.Panels = append(d.Panels, p)
}

func (m *maker) everything() string {
	parts := make([]string, 0, len(m.groups))
	for _, g := range m.groups {
		parts = append(parts, g.expression())
	}
	return strings.Join(parts, "|")
}

// panelText is what was found, as Markdown in which nothing of a log is live.
func (m *maker) panelText() string {
	var b strings.Builder
	b.WriteString("**" + string(m.r.Verdict) + "**: " + m.headline(code) + "\n\n")
	for _, id := range m.r.Impact.Claims {
		if s := m.sentence(id, code); s != "" {
			b.WriteString("- " + s + "\n")
		}
	}
	return b.String()
}

// window is the incident's time with a quarter of an hour around it, or the last
// six hours when it is not known or not written in UTC.
func (m *maker) window() timeRange {
	const margin = 15 * time.Minute
	from, err1 := time.Parse(time.RFC3339Nano, m.r.Impact.Window.From)
	to, err2 := time.Parse(time.RFC3339Nano, m.r.Impact.Window.To)
	if err1 != nil || err2 != nil {
		return timeRange{"now-6h", "now"}
	}
	ms := func(t time.Time) string { return strconv.FormatInt(t.UnixMilli(), 10) }
	return timeRange{ms(from.Add(-margin)), ms(to.Add(margin))}
}
