package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"inquest/internal/cause"
	"inquest/internal/evidence"
	"inquest/internal/report"
)

// outage is a database that is stopped, the jobs that fail for it, and the quiet
// part before.
func outage(t *testing.T) (map[string]string, *report.Report) {
	t.Helper()
	var jobs, db strings.Builder
	for i := range 60 {
		fmt.Fprintf(&jobs, "2026-05-02 01:%02d:10,000 INFO     [w-1] bakery.jobs: Job BK-%d (type knead) completed in 12.%d seconds\n", i/2, 100+i, i%10)
	}
	fmt.Fprintf(&db, "2026-05-02 01:00:00.000 UTC [81] LOG:  checkpoint complete\n")
	fmt.Fprintf(&db, "2026-05-02 01:31:02.100 UTC [81] LOG:  received fast shutdown request\n")
	fmt.Fprintf(&db, "2026-05-02 01:31:02.300 UTC [81] LOG:  database system is shut down\n")
	fmt.Fprintf(&db, "2026-05-02 01:40:00.500 UTC [99] LOG:  database system is ready to accept connections\n")
	for i := range 9 {
		fmt.Fprintf(&jobs, "2026-05-02 01:32:%02d,000 ERROR    [w-1] bakery.jobs: Job BK-%d failed after %d.5 seconds: connection to server at \"10.3.0.8\", port 5432 failed: Connection refused\n", i*4, 200+i, 20+i)
	}
	in := map[string]string{"oven-1/jobs.log": jobs.String(), "oven-db/postgresql.log": db.String()}
	return in, build(t, view(t, files(t, in)), report.Options{})
}

func section(t *testing.T, r *report.Report, id string) *report.Section {
	t.Helper()
	i := slices.IndexFunc(r.Sections, func(s report.Section) bool { return s.ID == id })
	if i < 0 {
		t.Fatalf("no section %q", id)
	}
	return &r.Sections[i]
}

func fact(t *testing.T, r *report.Report, label string) report.Fact {
	t.Helper()
	for _, b := range section(t, r, "verdict").Blocks {
		for _, f := range b.Facts {
			if f.Label == label {
				return f
			}
		}
	}
	t.Fatalf("the verdict has no fact %q", label)
	return report.Fact{}
}

func plainQuote(s string) string { return s }

func sentencesOf(r *report.Report, ids []report.ID) string {
	var out []string
	for _, id := range ids {
		out = append(out, r.Claims.Claim(id).Sentence(plainQuote))
	}
	return strings.Join(out, " ")
}

func TestSectionsStandInOrder(t *testing.T) {
	_, r := outage(t)
	want := []string{"verdict", "summary", "failures", "patterns", "cause", "recommendations", "impact", "references", "conclusion", "quality"}
	at := -1
	for _, s := range r.Sections {
		i := slices.Index(want, s.ID)
		if i <= at {
			t.Errorf("section %q stands out of order", s.ID)
		}
		at = i
		if len(s.Blocks) == 0 {
			t.Errorf("section %q is empty", s.ID)
		}
	}
	if r.Verdict != cause.Incident && r.Verdict != cause.Open {
		t.Errorf("verdict is %q", r.Verdict)
	}
}

func TestTheVerdictPlacesTheFailures(t *testing.T) {
	_, r := outage(t)
	when := sentencesOf(r, fact(t, r, "When").Claims)
	for _, want := range []string{"2026-05-02 01:32:00", "2026-05-02 01:32:32"} {
		if !strings.Contains(when, want) {
			t.Errorf("the first or last failed run, %s, is not in %q", want, when)
		}
	}
	if what := sentencesOf(r, fact(t, r, "What failed").Claims); !strings.Contains(what, "9 of 69") {
		t.Errorf("what failed: %q", what)
	}
}

func TestTheVerdictSaysTheTitleOnce(t *testing.T) {
	_, r := outage(t)
	f := fact(t, r, "Leading hypothesis")
	title := f.Lead.Open(plainQuote, nil)
	if title == "" || title[0] < 'A' || title[0] > 'Z' {
		t.Errorf("title %q does not begin like a sentence", title)
	}
	said := strings.ToLower(sentencesOf(r, f.Claims) + sentencesOf(r, fact(t, r, "Next step").Claims))
	if strings.Contains(said, strings.ToLower(title)) {
		t.Errorf("the title %q is said again: %q", title, said)
	}
}

// TestTablesAreWhole: every row has a cell for each column, and a row of sums is
// the sum of its column when all rows are shown.
func TestTablesAreWhole(t *testing.T) {
	_, r := outage(t)
	n := 0
	for _, s := range r.Sections {
		for _, b := range s.Blocks {
			if b.Table == nil {
				continue
			}
			n++
			for i, row := range b.Table.Rows {
				if len(row) != len(b.Table.Columns) {
					t.Errorf("%s: row %d has %d cells, want %d", s.ID, i, len(row), len(b.Table.Columns))
				}
			}
			if b.Table.Total != nil && b.Table.More == 0 {
				sums(t, s.ID, b.Table)
			}
		}
	}
	if n < 4 {
		t.Errorf("only %d tables", n)
	}
}

func sums(t *testing.T, at string, tb *report.Table) {
	t.Helper()
	if len(tb.Total) != len(tb.Columns) {
		t.Errorf("%s: the sums have %d cells, want %d", at, len(tb.Total), len(tb.Columns))
		return
	}
	for c, col := range tb.Columns {
		v := tb.Total[c].Value
		if v == nil || v.Kind != evidence.KindCount {
			continue
		}
		var sum int64
		for _, row := range tb.Rows {
			if row[c].Value != nil {
				sum += row[c].Value.Int
			}
		}
		if sum != v.Int {
			t.Errorf("%s: column %q sums to %d, the table says %d", at, col.Title, sum, v.Int)
		}
	}
}

func TestImpactNamesWhatLogsDoNotHold(t *testing.T) {
	_, r := outage(t)
	for _, b := range section(t, r, "impact").Blocks {
		if b.Table == nil {
			continue
		}
		last := b.Table.Rows[len(b.Table.Rows)-1]
		got := last[0].Text.Open(plainQuote, nil) + ": " + last[1].Text.Open(plainQuote, nil)
		if got != "Not in these logs: cost, customers affected, data lost" {
			t.Errorf("the last row is %q", got)
		}
		for _, row := range b.Table.Rows {
			if strings.Contains(row[1].Text.Open(plainQuote, nil), "none") {
				t.Error("a row says that there is nothing to say")
			}
		}
		return
	}
	t.Error("the impact has no table")
}

// TestExcerptsCountWhatTheyLeaveOut: at most so many lines, in order, and never
// more than are said to exist.
func TestExcerptsCountWhatTheyLeaveOut(t *testing.T) {
	_, r := outage(t)
	n := 0
	for _, s := range r.Sections {
		for _, b := range s.Blocks {
			e := b.Excerpt
			if e == nil {
				continue
			}
			n++
			if int64(len(e.Lines)) > e.Total || len(e.Lines) == 0 || e.Of == "" {
				t.Errorf("%d of %d %q lines", len(e.Lines), e.Total, e.Of)
			}
			for i := 1; i < len(e.Lines); i++ {
				if e.Lines[i].Line <= e.Lines[i-1].Line {
					t.Error("lines are out of order")
				}
			}
		}
	}
	if n == 0 {
		t.Error("no excerpt")
	}
}

func TestManyUnitsAreGroupedAndCounted(t *testing.T) {
	var log strings.Builder
	const healthy, failing = 260, 30
	for i := range healthy + failing {
		word := "completed in 3.0 seconds"
		if i >= healthy {
			word = "failed after 3.0 seconds: disk full"
		}
		fmt.Fprintf(&log, "2026-05-02 01:%02d:%02d,000 INFO     [w-1] bakery.jobs: Job BK-%d %s\n", i/60, i%60, 1000+i, word)
	}
	r := build(t, view(t, files(t, map[string]string{"jobs.log": log.String()})), report.Options{})
	if len(r.UnitTotals) != 1 {
		t.Fatalf("unit totals are %+v", r.UnitTotals)
	}
	u := r.UnitTotals[0]
	if u.Units != healthy+failing || u.Failing != failing || u.Failed != failing || u.Succeeded != healthy {
		t.Errorf("totals are %+v", u)
	}
	if int64(len(r.Units)) != u.Listed || u.Listed != 200+failing {
		t.Errorf("%d units are listed, the totals say %d, want all %d failing ones and 200 others", len(r.Units), u.Listed, failing)
	}
	for _, b := range section(t, r, "failures").Blocks {
		if b.Table != nil && len(b.Table.Rows) > 16 {
			t.Errorf("a table of %d rows", len(b.Table.Rows))
		}
	}
}

func TestManySourcesAreBounded(t *testing.T) {
	in := map[string]string{}
	for i := range 120 {
		in[fmt.Sprintf("host-%03d/app.log", i)] = "plain words without a time\n2026-05-02 01:00:00 - ERROR - Job J1 failed after 3 seconds.\n"
	}
	r := build(t, view(t, files(t, in)), report.Options{})
	if len(r.Inputs) != 120 {
		t.Errorf("%d inputs in the contract, want all 120", len(r.Inputs))
	}
	for _, b := range section(t, r, "quality").Blocks {
		if b.Table != nil && len(b.Table.Columns) == 9 && (len(b.Table.Rows) != 100 || b.Table.More != 20) {
			t.Errorf("%d inputs on the page, %d more", len(b.Table.Rows), b.Table.More)
		}
	}
	for _, f := range figures(r) {
		if f.Timeline != nil && (len(f.Timeline.Lanes) != 12 || f.Timeline.More != 108) {
			t.Errorf("%d lanes, %d more", len(f.Timeline.Lanes), f.Timeline.More)
		}
	}
	if len(r.KeyLines) > 50 || len(r.Findings) > 500 {
		t.Errorf("%d key lines, %d findings", len(r.KeyLines), len(r.Findings))
	}
}

// TestAnyEditOfAClaimIsNoticed changes one leaf of each claim after another; a
// report so edited must not read back, or must say what it said before.
func TestAnyEditOfAClaimIsNoticed(t *testing.T) {
	in, r := outage(t)
	v := view(t, files(t, in))
	clean := encode(t, r)
	var doc map[string]any
	d := json.NewDecoder(bytes.NewReader(clean))
	d.UseNumber()
	if err := d.Decode(&doc); err != nil {
		t.Fatal(err)
	}
	edits := 0
	claims := doc["claims"].(map[string]any)
	for _, id := range slices.Sorted(maps.Keys(claims)) {
		walkLeaves(claims[id], "", func(at string, set func(any), old any) {
			if edits++; edits%23 != 0 {
				return // a part of all edits is enough: each reads the whole report
			}
			set(changed(old))
			b, err := json.Marshal(doc)
			if err != nil {
				t.Fatal(err)
			}
			set(old)
			draft, err := report.Decode(b)
			if err != nil {
				return
			}
			c, err := draft.Check(report.ID(id), v)
			if err != nil {
				return
			}
			if strings.Contains(at, "formula") || strings.HasSuffix(at, "total") {
				return // recomputed by verify, not by reading
			}
			want := r.Claims.Claim(report.ID(id)).Sentence(plainQuote)
			if got := c.Sentence(plainQuote); got != want {
				t.Errorf("%s%s: %v was changed, and the claim says %q instead of %q", id, at, old, got, want)
			}
		})
	}
	if edits < 200 {
		t.Errorf("only %d edits", edits)
	}
}

func changed(old any) any {
	switch x := old.(type) {
	case string:
		return x + "7"
	case json.Number:
		if x == "0" {
			return json.Number("7")
		}
		return json.Number(x.String() + "1")
	case bool:
		return !x
	}
	return "7"
}

// walkLeaves calls f for each string, number and truth value inside v, in a
// fixed order.
func walkLeaves(v any, at string, f func(string, func(any), any)) {
	switch x := v.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(x)) {
			e := x[k]
			if isLeaf(e) {
				f(at+"."+k, func(n any) { x[k] = n }, e)
			} else {
				walkLeaves(e, at+"."+k, f)
			}
		}
	case []any:
		for i, e := range x {
			if isLeaf(e) {
				f(at, func(n any) { x[i] = n }, e)
			} else {
				walkLeaves(e, at, f)
			}
		}
	}
}

func isLeaf(v any) bool {
	switch v.(type) {
	case map[string]any, []any:
		return false
	}
	return true
}

// TestTextsReadBackAreUntrusted: whatever a report of unknown origin holds in a
// title, a lead or a command comes back as a quotation.
func TestTextsReadBackAreUntrusted(t *testing.T) {
	_, r := outage(t)
	d, err := report.Decode(encode(t, r))
	if err != nil {
		t.Fatal(err)
	}
	back := d.Unproven()
	n := 0
	check := func(what string, x report.Text) {
		for _, p := range x {
			n++
			if !p.Quoted || p.Text != "" {
				t.Errorf("%s comes back as trusted text %q", what, p.Text)
			}
		}
	}
	for _, h := range back.Hypotheses {
		check("a title", h.Title)
	}
	for _, s := range back.Sections {
		for _, b := range s.Blocks {
			check("a heading", b.Heading)
			for _, f := range b.Facts {
				check("a lead", f.Lead)
				check("a command", f.Command)
			}
		}
	}
	if n < 5 {
		t.Errorf("only %d texts", n)
	}
}
