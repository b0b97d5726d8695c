package artifact

import (
	"bytes"
	"embed"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed alerts.yaml
var alertFile embed.FS

// metricAlert is an alert on metrics of a common exporter.
type metricAlert struct {
	Faults   []string `yaml:"faults"`
	Name     string   `yaml:"name"`
	Expr     string   `yaml:"expr"`
	For      string   `yaml:"for"`
	Severity string   `yaml:"severity"`
	Needs    string   `yaml:"needs"` // what must be scraped
}

var metricAlerts = sync.OnceValue(func() []metricAlert {
	b, err := alertFile.ReadFile("alerts.yaml")
	if err != nil {
		panic(err)
	}
	var out []metricAlert
	if err := yaml.UnmarshalWithOptions(b, &out, yaml.Strict()); err != nil {
		panic("alerts.yaml: " + err.Error()) // a test loads it
	}
	return out
})

// The form of rule files, of Prometheus and of Loki's ruler alike.
type ruleFile struct {
	Groups []ruleGroup `yaml:"groups"`
}

type ruleGroup struct {
	Name     string `yaml:"name"`
	Interval string `yaml:"interval,omitempty"`
	Rules    []rule `yaml:"rules"`
}

type rule struct {
	Record      string            `yaml:"record,omitempty"`
	Alert       string            `yaml:"alert,omitempty"`
	Expr        string            `yaml:"expr"`
	For         string            `yaml:"for,omitempty"`
	Labels      map[string]string `yaml:"labels,omitempty"`
	Annotations map[string]string `yaml:"annotations,omitempty"`
}

// linesSeries is the series that Loki's ruler records: lines of a class in five
// minutes.
const linesSeries = "inquest:failure_lines:count5m"

// prometheus writes recording rules over what Loki's ruler records, and alerts:
// one for each class whose lines were found, and those on metrics that fit.
func (m *maker) prometheus() (File, error) {
	f := File{Name: "prometheus-rules.yaml"}
	file := ruleFile{}
	if len(m.groups) > 0 {
		file.Groups = append(file.Groups, ruleGroup{Name: m.uid + "-recording", Interval: "1m", Rules: []rule{
			{Record: "inquest:failure_lines:max1h", Expr: "max by (fault) (max_over_time(" + linesSeries + `{incident="` + m.uid + `"}[1h]))`, Labels: map[string]string{"incident": m.uid}},
			{Record: "inquest:faults_active:count", Expr: "count(" + linesSeries + `{incident="` + m.uid + `"} > 0) or vector(0)`, Labels: map[string]string{"incident": m.uid}},
		}})
	}
	alerts := ruleGroup{Name: m.uid + "-alerts"}
	for _, g := range m.groups {
		alerts.Rules = append(alerts.Rules, rule{
			Alert: alertName(g.fault) + "Again", Expr: linesSeries + `{incident="` + m.uid + `", fault=` + quoted(g.fault) + `} > 0`, For: "1m",
			Labels:      map[string]string{"severity": m.severity(), "incident": m.uid, "fault": g.fault},
			Annotations: m.annotations("Lines of " + g.fault + " are back: {{ $value }} in five minutes"),
		})
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
			notes := m.annotations(a.Name + ": as in the incident " + m.uid)
			notes["needs"] = templateText(needs)
			alerts.Rules = append(alerts.Rules, rule{Alert: a.Name, Expr: expr, For: a.For,
				Labels: map[string]string{"severity": a.Severity, "incident": m.uid, "fault": p.fault}, Annotations: notes})
		}
	}
	if len(alerts.Rules) > 0 {
		file.Groups = append(file.Groups, alerts)
	}
	if len(file.Groups) == 0 {
		return f, nil
	}
	return m.encode(f, file, "Prometheus rules. Check them: promtool check rules "+f.Name)
}

// loki writes rules for Loki's ruler: it records how many lines of each class
// come, and alerts on them where no Prometheus stands beside it.
func (m *maker) loki() (File, error) {
	f := File{Name: "loki-rules.yaml"}
	if len(m.groups) == 0 {
		return f, nil
	}
	rec, alerts := ruleGroup{Name: m.uid + "-lines", Interval: "1m"}, ruleGroup{Name: m.uid + "-line-alerts"}
	for _, g := range m.groups {
		expr := "sum(count_over_time(" + m.o.LokiSelector + " |~ " + quoted(g.expression()) + " [5m]))"
		rec.Rules = append(rec.Rules, rule{Record: linesSeries, Expr: expr, Labels: map[string]string{"incident": m.uid, "fault": g.fault}})
		alerts.Rules = append(alerts.Rules, rule{
			Alert: alertName(g.fault) + "Lines", Expr: expr + " > 0", For: "0m",
			Labels:      map[string]string{"severity": m.severity(), "incident": m.uid, "fault": g.fault},
			Annotations: m.annotations("Lines of " + g.fault + " are back"),
		})
	}
	return m.encode(f, ruleFile{Groups: []ruleGroup{rec, alerts}}, "Rules for Loki's ruler. The selector is "+oneLine(m.o.LokiSelector))
}

func (g group) expression() string {
	parts := make([]string, 0, len(g.patterns))
	for _, p := range g.patterns {
		parts = append(parts, p.re)
	}
	return strings.Join(parts, "|")
}

func (m *maker) annotations(summary string) map[string]string {
	out := map[string]string{"summary": summary, "description": templateText(m.headline(oneLine))}
	if m.o.Runbook != "" {
		out["runbook_url"] = templateText(m.o.Runbook)
	}
	return out
}

func (m *maker) encode(f File, file ruleFile, head string) (File, error) {
	b, err := yaml.MarshalWithOptions(file, yaml.Indent(2), yaml.UseLiteralStyleIfMultiline(false))
	if err != nil {
		return f, err
	}
	var back ruleFile
	if err := yaml.Unmarshal(b, &back); err != nil || fmt.Sprint(back) != fmt.Sprint(file) {
		return f, fmt.Errorf("what was written reads otherwise: %w", err)
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "# %s\n# Made from %s by inquest; edit thresholds and labels to fit.\n", oneLine(head), m.uid)
	out.Write(b)
	f.Data = out.Bytes()
	return f, nil
}

// alertName makes CamelCase of a class id.
func alertName(fault string) string {
	var b strings.Builder
	for _, w := range strings.FieldsFunc(fault, func(r rune) bool { return r == '.' || r == '-' }) {
		for i, r := range w {
			switch {
			case i == 0 && r >= 'a' && r <= 'z':
				b.WriteRune(r - 'a' + 'A')
			case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
				b.WriteRune(r)
			}
		}
	}
	return "Inquest" + b.String()
}

// quoted is a string of PromQL and LogQL, which read Go's form.
func quoted(s string) string { return strconv.QuoteToASCII(strings.ToValidUTF8(s, "")) }
