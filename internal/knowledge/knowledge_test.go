package knowledge

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"inquest/internal/fault"
	"inquest/internal/report"
)

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const hosts = `cost_per_run_hour: "40 EUR"
hosts:
  - address: 10.8.0.21
    name: pg-main
    role: primary database
    owner: db team
    ports: ["5432"]
    usual_latency: 2 ms
    links: ["wiki/pg", "grafana/pg"]
  - name: batch-01
    role: job runner
`

func TestInventoryFromYAMLAndCSVIsTheSame(t *testing.T) {
	fromYAML, err := ReadInventory(write(t, "hosts.yaml", hosts))
	if err != nil {
		t.Fatal(err)
	}
	table := "\ufeffaddress, Name ,ROLE,owner,ports,usual_latency,links\r\n10.8.0.21,pg-main,primary database,db team,5432,2 ms,wiki/pg;grafana/pg\r\n,batch-01,job runner,,,,\r\n"
	fromCSV, err := ReadInventory(write(t, "hosts.CSV", table))
	if err != nil {
		t.Fatal(err)
	}
	if fromYAML.CostPerRunHour != "40 EUR" {
		t.Errorf("cost is %q", fromYAML.CostPerRunHour)
	}
	if len(fromYAML.Hosts) != 2 || len(fromCSV.Hosts) != 2 {
		t.Fatalf("%d and %d entries", len(fromYAML.Hosts), len(fromCSV.Hosts))
	}
	for i := range fromYAML.Hosts {
		if a, b := asJSON(t, fromYAML.Hosts[i]), asJSON(t, fromCSV.Hosts[i]); strings.ReplaceAll(a, "null", "[]") != strings.ReplaceAll(b, "null", "[]") {
			t.Errorf("entry %d: YAML %s, CSV %s", i, a, b)
		}
	}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestInventoryRefusals(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a.yaml", "hosts:\n  - role: x\n", "entry 1 has neither address nor name"},
		{"a.yaml", "hosts:\n  - name: x\n    colour: red\n", "colour"},
		{"a.yaml", "hosts: [", "inventory a.yaml"},
		{"a.yaml", "hosts: hello\n", "inventory a.yaml"},
		{"a.csv", "", "no head line"},
		{"a.csv", "address,colour\n10.0.0.1,red\n", `unknown column "colour"`},
		{"a.csv", "address,name\n10.0.0.1\n", "wrong number of fields"},
		{"a.csv", "address,name\n\"10.0.0.1,x\n", "inventory a.csv"},
		{"a.csv", "address,name\n,\n", "entry 1 has neither address nor name"},
		{"a.txt", "x", "neither in .yaml nor in .csv"},
	} {
		_, err := ReadInventory(write(t, c.name, c.text))
		var h interface{ Hint() string }
		if err == nil || !strings.Contains(err.Error(), c.want) || !errors.As(err, &h) || h.Hint() == "" {
			t.Errorf("%q: error is %v, want %q with a hint", c.text, err, c.want)
		}
	}
	if _, err := ReadInventory(filepath.Join(t.TempDir(), "none.yaml")); err == nil {
		t.Error("a missing file is read")
	}
}

func TestInventoryFits(t *testing.T) {
	inv := &Inventory{Hosts: []Entry{{Name: "pg-main"}, {Address: "10.8.0.21"}, {Name: "PG-Main", Address: "10.0.0.9"}, {Name: "other"}}}
	got := inv.fitting(map[string]bool{"pg-main": true, "10.8.0.21": true})
	if len(got) != 3 || got[0].Address != "10.0.0.9" || got[1].Address != "10.8.0.21" {
		t.Errorf("fitting entries are %+v", got)
	}
}

const book = `Intro without a heading.
# Database server stopped

Start it; then look at who stopped it. Class db.stopped.

` + "```sh\n# not a heading\nsystemctl start postgresql\n```" + `

## Afterwards ##

Tell the owners.
`

func TestPassages(t *testing.T) {
	got := passages("db/pg.md", strings.ReplaceAll(book, "\n", "\r\n"))
	if len(got) != 2 {
		t.Fatalf("%d passages: %+v", len(got), got)
	}
	if p := got[0]; p.Heading != "Database server stopped" || p.Line != 2 || !strings.Contains(p.Text, "# not a heading") || p.File != "db/pg.md" {
		t.Errorf("first passage is %+v", p)
	}
	if p := got[1]; p.Heading != "Afterwards" || strings.TrimSpace(p.Text) != "Tell the owners." {
		t.Errorf("second passage is %+v", p)
	}
}

func TestRunbooks(t *testing.T) {
	dir := filepath.Dir(write(t, "b.md", "# B\ntext\n"))
	if err := os.WriteFile(filepath.Join(dir, "a.md"), []byte(book), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := ReadRunbooks(dir)
	if err != nil || len(got) != 3 || got[0].File != "a.md" || got[2].Heading != "B" {
		t.Errorf("%+v, %v", got, err)
	}
	var h interface{ Hint() string }
	if _, err := ReadRunbooks(t.TempDir()); err == nil || !errors.As(err, &h) {
		t.Errorf("an empty folder gives %v", err)
	}
}

func TestFitOfPassages(t *testing.T) {
	class := fault.Embedded().Class("db.stopped")
	words := map[string]bool{"postgresql": true, "pg-main": true}
	for _, c := range []struct {
		p    Passage
		fits bool
	}{
		{Passage{Heading: "x", Text: "see db.stopped"}, true},
		{Passage{Heading: "Database stopped on postgresql"}, true},
		{Passage{Heading: "Coffee machine", Text: "fill in water"}, false},
		{Passage{Heading: "With the service", Text: "when the server was lost"}, false},
	} {
		if got := c.p.fit(class, words); (got >= leastFit) != c.fits {
			t.Errorf("%q scores %d", c.p.Heading, got)
		}
	}
}

// past is an earlier report as its JSON.
func past(t *testing.T, from, faultID, component, outcome string, rank int, failed int64, hash string) *report.Report {
	t.Helper()
	text := asJSON(t, map[string]any{
		"schema": report.Schema, "window": map[string]any{"from": from}, "claims": map[string]any{},
		"inputs":     []any{map[string]any{"file": "a.log", "sha256": hash}},
		"hypotheses": []any{map[string]any{"rank": rank, "fault": faultID, "component": component, "outcome": outcome}},
		"impact":     map[string]any{"failed_runs": failed},
	})
	d, err := report.Decode([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return d.Unproven()
}

func TestHistory(t *testing.T) {
	now := past(t, "2026-03-14T02:00:00Z", "db.stopped", "pg-main", "supported", 1, 23, "aa")
	base := &Base{History: []Past{
		{"same-bytes.json", past(t, "2026-03-14T02:00:00Z", "db.stopped", "pg-main", "supported", 1, 23, "aa")},
		{"older.json", past(t, "2026-01-02T03:04:05Z", "db.stopped", "pg-main", "supported", 1, 23, "bb")},
		{"other.json", past(t, "2026-01-03T03:04:05Z", "os.disk-full", "pg-main", "supported", 1, 1, "cc")},
		{"differs.json", past(t, "2026-02-02T03:04:05Z", "db.stopped", "pg-two", "undetermined", 2, 7, "dd")},
		{"refuted.json", past(t, "2026-02-03T03:04:05Z", "db.stopped", "pg-main", "contradicted", 1, 7, "ee")},
	}}
	table := base.past(now)
	if len(table.Rows) != 2 {
		t.Fatalf("%d rows: %s", len(table.Rows), asJSON(t, table))
	}
	got := func(row, column int) string {
		return table.Rows[row][column].Text.Open(func(s string) string { return s }, nil)
	}
	if got(0, 0) != "2026-02-02 03:04:05Z" || got(0, 1) != "differs.json" || got(1, 1) != "older.json" {
		t.Errorf("rows are %s", asJSON(t, table.Rows))
	}
	for _, want := range []string{"then at pg-two", "then undetermined", "then ranked 2, now 1", "then 7 failed runs, now 23"} {
		if !strings.Contains(got(0, 3), want) {
			t.Errorf("%q is not in %q", want, got(0, 3))
		}
	}
	if got(1, 3) != "nothing that is compared" {
		t.Errorf("an equal incident differs: %q", got(1, 3))
	}
}

func TestHistoryFolder(t *testing.T) {
	dir := filepath.Dir(write(t, "notes.json", `{"hello": 1}`))
	if got, err := ReadHistory(dir); err != nil || len(got) != 0 {
		t.Errorf("foreign JSON gives %v, %v", got, err)
	}
	old := asJSON(t, map[string]any{"schema": report.Schema, "window": map[string]any{"from": "2026-02-02T00:00:00Z"}, "claims": map[string]any{}})
	if err := os.WriteFile(filepath.Join(dir, "z.json"), []byte(old), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := ReadHistory(dir); err != nil || len(got) != 1 || got[0].File != "z.json" {
		t.Errorf("history is %v, %v", got, err)
	}
	if _, err := ReadHistory(t.TempDir()); err == nil {
		t.Error("an empty folder is a history")
	}
}

func TestAudiencesThatReadNothingOfTheHouse(t *testing.T) {
	base := &Base{Inventory: &Inventory{Hosts: []Entry{{Name: "pg-main", Role: "database"}}}}
	for audience, want := range map[string]int{report.Technical: 1, report.ActionPlan: 1, report.Customer: 0, report.Executive: 0} {
		r := past(t, "2026-03-14T02:00:00Z", "db.stopped", "pg-main", "supported", 1, 23, "aa")
		r.Audience = audience
		if base.AddTo(r); len(r.Sections) != want {
			t.Errorf("%s: %d sections, want %d", audience, len(r.Sections), want)
		}
	}
}

func TestHostileKnowledgeStaysQuoted(t *testing.T) {
	evil := "<script>alert(1)</script>\x1b[2J"
	base := &Base{
		Inventory: &Inventory{Hosts: []Entry{{Name: "pg-main", Role: evil, Owner: evil, Ports: []string{evil}, Links: []string{"javascript:alert(1)"}}}},
		Runbooks:  []Passage{{File: evil, Heading: "db.stopped " + evil, Text: evil}},
		History:   []Past{{evil, past(t, evil, "db.stopped", evil, evil, 1, 7, "dd")}},
	}
	r := past(t, "2026-03-14T02:00:00Z", "db.stopped", "pg-main", "supported", 1, 23, "aa")
	r.Audience = report.Technical
	base.AddTo(r)
	if len(r.Sections) != 1 || len(r.Sections[0].Blocks) != 3 {
		t.Fatalf("%s", asJSON(t, r.Sections))
	}
	for _, b := range r.Sections[0].Blocks {
		for _, row := range b.Table.Rows {
			for _, c := range row {
				for _, p := range c.Text {
					if !p.Quoted && strings.ContainsAny(p.Text, "<>\x1b") {
						t.Errorf("text of a file counts as the product's own: %q", p.Text)
					}
				}
			}
		}
	}
}

func FuzzKnowledge(f *testing.F) {
	f.Add(hosts, 0)
	f.Add("address,name\n10.0.0.1,x\n", 1)
	f.Add(book, 2)
	f.Add("# \n#\n######## x\n```\n# y", 2)
	f.Add("a: &x [*x]\n", 0)
	f.Fuzz(func(t *testing.T, text string, kind int) {
		switch kind {
		case 0:
			inv, err := decodeInventory("x.yaml", []byte(text))
			assertEntries(t, inv, err)
		case 1:
			inv, err := decodeInventory("x.csv", []byte(text))
			assertEntries(t, inv, err)
		default:
			lines := strings.Count(text, "\n") + 1
			last := 0
			for _, p := range passages("x.md", text) {
				if p.Line <= last || p.Line > lines || p.Heading == "" {
					t.Fatalf("passage %+v of %d lines after line %d", p, lines, last)
				}
				last = p.Line
			}
		}
	})
}

func assertEntries(t *testing.T, inv *Inventory, err error) {
	t.Helper()
	if err != nil {
		return
	}
	for _, e := range inv.Hosts {
		if e.Address == "" && e.Name == "" {
			t.Fatalf("an entry of nobody: %+v", e)
		}
	}
}
