package artifact

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"text/template"

	"github.com/goccy/go-yaml"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"inquest"
	"inquest/internal/fault"
	"inquest/internal/report"
)

func analyse(t *testing.T, dir string) *report.Report {
	t.Helper()
	res, err := inquest.Analyze(context.Background(), inquest.Options{Paths: []string{dir}, Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	return res.Report
}

func makeAll(t *testing.T, r *report.Report) map[string][]byte {
	t.Helper()
	files, err := Make(r, Options{})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range files {
		out[f.Name] = f.Data
	}
	return out
}

// hostile is text that acts somewhere: HTML, Markdown, YAML, templates, chat,
// PromQL, terminals.
const hostile = "<script>alert(1)</script> [x](javascript:alert(1)) ![i](http://evil.example/p) `code` *b* | a || b " +
	"{{ .Labels }} {{ $value }} <!channel> <@U1> @everyone \": - & *anchor # c \\\" }} ' \x1b[31m \u202e"

func hostileReport(t *testing.T) *report.Report {
	t.Helper()
	dir := t.TempDir()
	var b strings.Builder
	for i, at := range []string{"00", "11", "22", "33"} {
		b.WriteString("2026-01-05 10:00:" + at + " - ERROR - Job A" + string(rune('1'+i)) + " failed after 9 seconds: connection to db-1:5432 refused " + hostile + "\n")
	}
	if err := os.WriteFile(filepath.Join(dir, "app.log"), []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return analyse(t, dir)
}

var made map[string]*report.Report

// reports are those of the examples that tell of an incident, a hostile one, and
// some of the cases.
func reports(t *testing.T) map[string]*report.Report {
	t.Helper()
	if made != nil {
		return made
	}
	out := map[string]*report.Report{"hostile": hostileReport(t)}
	for _, name := range []string{"nightly-jobs", "shared-event"} {
		out[name] = analyse(t, filepath.Join("../../examples", name))
	}
	dirs, err := filepath.Glob("../../testdata/cases/*/logs")
	if err != nil {
		t.Fatal(err)
	}
	for i, dir := range dirs {
		if i%10 == 0 {
			out[filepath.Base(filepath.Dir(dir))] = analyse(t, dir)
		}
	}
	made = out
	return out
}

func TestNoIncidentHasNoArtefacts(t *testing.T) {
	_, err := Make(analyse(t, "../../examples/healthy"), Options{})
	if !errors.Is(err, ErrNothing) {
		t.Errorf("error %v, want ErrNothing", err)
	}
}

func TestRulesPassTheirTools(t *testing.T) {
	promtool, err := exec.LookPath("promtool")
	if err != nil {
		t.Log("promtool is not installed (Debian: apt-get install prometheus): the form of the rules is checked, not their expressions")
	}
	alerts := 0
	for name, r := range reports(t) {
		files, err := Make(r, Options{})
		if errors.Is(err, ErrNothing) {
			continue
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, f := range files {
			if !strings.HasSuffix(f.Name, ".yaml") {
				continue
			}
			var back ruleFile
			if err := yaml.Unmarshal(f.Data, &back); err != nil {
				t.Errorf("%s/%s: %v", name, f.Name, err)
			}
			for _, g := range back.Groups {
				for _, rule := range g.Rules {
					alerts++
					checkRule(t, name+"/"+f.Name, rule)
				}
			}
			if promtool != "" && f.Name == "prometheus-rules.yaml" {
				check(t, promtool, name, f.Data)
			}
		}
	}
	if alerts < 20 {
		t.Errorf("only %d rules were looked at", alerts)
	}
}

// checkRule holds that annotations read as text: their template language gives
// back what was written.
func checkRule(t *testing.T, where string, r rule) {
	t.Helper()
	if (r.Alert == "") == (r.Record == "") || r.Expr == "" {
		t.Errorf("%s: rule %+v", where, r)
	}
	for key, text := range r.Annotations {
		tmpl, err := template.New("").Parse("{{ $value := 1 }}" + text)
		if err != nil {
			t.Errorf("%s: annotation %s does not parse: %v\n%s", where, key, err, text)
			continue
		}
		var out bytes.Buffer
		if err := tmpl.Execute(&out, nil); err != nil {
			t.Errorf("%s: annotation %s: %v", where, key, err)
		}
		if key == "description" && strings.Contains(text, "Labels") && !strings.Contains(out.String(), "{{ .Labels }}") {
			t.Errorf("%s: the template language read the log: %s", where, out.String())
		}
	}
}

func check(t *testing.T, promtool, name string, rules []byte) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "rules.yaml")
	if err := os.WriteFile(file, rules, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(promtool, "check", "rules", file).CombinedOutput(); err != nil {
		t.Errorf("%s: promtool: %v\n%s\n%s", name, err, out, rules)
	}
}

// TestMetricAlertsAreWhole checks the table of alerts: every class pattern names
// a class of the catalogue, and every expression passes promtool.
func TestMetricAlertsAreWhole(t *testing.T) {
	p := place{host: "db-1.example", port: "5432"}
	var g ruleGroup
	g.Name = "all"
	for _, a := range metricAlerts() {
		for _, pattern := range a.Faults {
			known := false
			for _, c := range fault.Embedded().Classes() {
				known = known || fits([]string{pattern}, c.ID)
			}
			if !known {
				t.Errorf("%s: no class is called %s", a.Name, pattern)
			}
		}
		expr, ok := p.fill(a.Expr, true)
		if !ok || a.Needs == "" || a.For == "" || a.Severity == "" {
			t.Errorf("%s is not whole", a.Name)
		}
		g.Rules = append(g.Rules, rule{Alert: a.Name, Expr: expr, For: a.For})
	}
	promtool, err := exec.LookPath("promtool")
	if err != nil {
		t.Skip("SKIPPED ALOUD: promtool is not installed (Debian: apt-get install prometheus), expressions are not checked")
	}
	b, err := yaml.Marshal(ruleFile{Groups: []ruleGroup{g}})
	if err != nil {
		t.Fatal(err)
	}
	check(t, promtool, "alerts.yaml", b)
}

func TestPlacesAreFilled(t *testing.T) {
	if _, ok := (place{}).fill("probe_success{instance=~\"{host}\"}", true); ok {
		t.Error("an expression without its host was filled")
	}
	got, ok := (place{host: "10.0.0.1", port: "5432"}).fill(`x{i=~"{host}:{port}"}`, true)
	if want := `x{i=~"10\\.0\\.0\\.1:5432"}`; !ok || got != want {
		t.Errorf("filled %s, want %s", got, want)
	}
}

func TestExpressionsMatchTheirLines(t *testing.T) {
	for text, want := range map[string]string{
		"Job <*> failed after <num> seconds":  `Job .* failed after .* seconds`,
		"<*> refused (code=<num>): give up!":  `.* refused \(code=.*\): give up!`,
		"<*> <*>":                             "",
		"short":                               "",
		"with\nnewline and many more letters": "",
	} {
		got := expression(text)
		if got != want {
			t.Errorf("expression(%q) = %q, want %q", text, got, want)
		}
	}
	matched := 0
	for _, r := range reports(t) {
		for _, g := range groupsOf(patternsOf(r, fault.Embedded())) {
			re, err := regexp.Compile(g.expression())
			if err != nil {
				t.Fatalf("%s: %v", g.expression(), err)
			}
			for _, row := range r.Exhibits.Templates.Rows {
				if row.Bad && row.Line != nil && re.MatchString(row.Line.Text.Open(asIs)) {
					matched++
				}
			}
		}
	}
	if matched < 10 {
		t.Errorf("the expressions match only %d of the lines that they were made from", matched)
	}
}

// TestDocumentsAreNotLive renders the Markdown and looks for anything of the log
// that came alive.
func TestDocumentsAreNotLive(t *testing.T) {
	files := makeAll(t, hostileReport(t))
	for _, name := range []string{"issue.md", "postmortem.md"} {
		var out bytes.Buffer
		if err := goldmark.New(goldmark.WithExtensions(extension.GFM)).Convert(files[name], &out); err != nil {
			t.Fatal(err)
		}
		for _, live := range []string{"<script", "<img", "<a ", "javascript:alert(1)\"", "<em>b</em>"} {
			if strings.Contains(out.String(), live) {
				t.Errorf("%s: %s is live\n%s", name, live, out.String())
			}
		}
		if name == "issue.md" && !strings.Contains(out.String(), "alert(1)") {
			t.Errorf("%s does not show the log's text at all: the test proves nothing", name)
		}
	}
	if s := string(files["slack.json"]); strings.Contains(s, "<!channel>") || strings.Contains(s, "<@U1>") || strings.Contains(s, `\u003c!channel\u003e`) {
		t.Errorf("a mention is live in Slack: %s", s)
	}
	for name, data := range files {
		if bytes.ContainsAny(data, "\x1b") || bytes.Contains(data, []byte("\u202e")) {
			t.Errorf("%s holds what acts on a terminal", name)
		}
	}
}

func TestPostmortemNamesNoDateToCome(t *testing.T) {
	doc := string(makeAll(t, analyse(t, "../../examples/nightly-jobs"))["postmortem.md"])
	for _, part := range []string{"## Timeline", "02:18:02", "## Actions", "start the server"} {
		if !strings.Contains(doc, part) {
			t.Errorf("the postmortem has no %q", part)
		}
	}
	if dates := regexp.MustCompile(`20\d\d-\d\d-\d\d`).FindAllString(doc, -1); len(dates) > 0 {
		for _, d := range dates {
			if d > "2026-03-14" {
				t.Errorf("the postmortem names %s, after the logs", d)
			}
		}
	}
}

func TestMessagesHaveTheirForm(t *testing.T) {
	for name, r := range reports(t) {
		files, err := Make(r, Options{})
		if errors.Is(err, ErrNothing) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		got := map[string][]byte{}
		for _, f := range files {
			got[f.Name] = f.Data
		}
		var pd struct {
			RoutingKey string `json:"routing_key"`
			Action     string `json:"event_action"`
			Dedup      string `json:"dedup_key"`
			Payload    struct{ Summary, Source, Severity string }
		}
		decode(t, got["pagerduty.json"], &pd)
		if pd.RoutingKey != routingKey || pd.Action != "trigger" || len(pd.Dedup) > 255 || len([]rune(pd.Payload.Summary)) > 1024 || pd.Payload.Source == "" || !strings.Contains("critical error warning info", pd.Payload.Severity) {
			t.Errorf("%s: pagerduty %+v", name, pd)
		}
		var slack struct {
			Text   string
			Blocks []struct {
				Type string
				Text *struct{ Type, Text string }
			}
		}
		decode(t, got["slack.json"], &slack)
		if slack.Text == "" || len(slack.Blocks) < 2 || len(slack.Blocks) > 50 {
			t.Errorf("%s: slack has %d blocks", name, len(slack.Blocks))
		}
		for _, b := range slack.Blocks {
			if n := len([]rune(b.Text.Text)); n == 0 || n > 3000 || b.Type == "header" && n > 150 {
				t.Errorf("%s: slack block %s of %d runes", name, b.Type, n)
			}
		}
		var alerts []struct{ Labels, Annotations map[string]string }
		decode(t, got["alertmanager-alerts.json"], &alerts)
		for _, a := range alerts {
			if a.Labels["alertname"] == "" || a.Annotations["summary"] == "" {
				t.Errorf("%s: alert %+v", name, a)
			}
		}
	}
}

func decode(t *testing.T, b []byte, into any) {
	t.Helper()
	if err := json.Unmarshal(b, into); err != nil {
		t.Fatalf("%v in %s", err, b)
	}
}
