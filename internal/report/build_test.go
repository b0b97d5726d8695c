package report_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"inquest/internal/cause"
	"inquest/internal/engine"
	"inquest/internal/evidence"
	"inquest/internal/fault"
	"inquest/internal/finding"
	"inquest/internal/formula"
	"inquest/internal/profile"
	"inquest/internal/report"
	"inquest/internal/source"
)

// jobLog is nine failed runs of two jobs and one that ends well; the failures
// end within three seconds.
const jobLog = `2026-03-14 02:10:01 - ERROR - Job BAKE01 failed after 61 seconds.
2026-03-14 02:10:01 - ERROR - Job GLAZE7 failed after 100 seconds.
2026-03-14 02:10:01 - ERROR - Job BAKE01 failed after 140 seconds.
2026-03-14 02:10:02 - ERROR - Job BAKE01 failed after 200 seconds.
2026-03-14 02:10:02 - ERROR - Job GLAZE7 failed after 201 seconds.
2026-03-14 02:10:03 - ERROR - Job BAKE01 failed after 333 seconds.
2026-03-14 02:10:03 - ERROR - Job GLAZE7 failed after 250 seconds.
2026-03-14 02:10:03 - ERROR - Job BAKE01 failed after 390 seconds.
2026-03-14 02:10:03 - ERROR - Job GLAZE7 failed after 310 seconds.
`

// peerLog lies ten days later.
const peerLog = `[2026-03-24 09:00:00] WARNING - Connection attempt to 10.20.0.7 on port 6432 using TCP.
[2026-03-24 09:00:05] ERROR - High latency detected (70ms). Possible network congestion.
[2026-03-24 09:01:00] ERROR - Connection timeout to 10.20.0.7. No response received.
[2026-03-24 09:04:00] CRITICAL - Connection permanently lost to 10.20.0.7.
`

func files(t *testing.T, content map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range content {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func view(t *testing.T, root string) *profile.View {
	t.Helper()
	set, err := source.Find([]string{root}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p, err := engine.Profile(context.Background(), set, engine.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return p.View()
}

func build(t *testing.T, v *profile.View, o report.Options) *report.Report {
	t.Helper()
	in := finding.Input{View: v, Catalog: fault.Embedded(), Env: &formula.Env{View: v}}
	fs, err := finding.Detect(in)
	if err != nil {
		t.Fatal(err)
	}
	res, err := cause.Rank(in, fs)
	if err != nil {
		t.Fatal(err)
	}
	r, err := report.Build(in, fs, res, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func sample(t *testing.T) (*report.Report, *profile.View) {
	t.Helper()
	v := view(t, files(t, map[string]string{"jobs.log": jobLog, "net/BAKE01.log": peerLog}))
	return build(t, v, report.Options{Version: "test", Args: []string{"--zone=UTC"}}), v
}

func encode(t *testing.T, r *report.Report) []byte {
	t.Helper()
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestEveryStatementIsProven(t *testing.T) {
	r, _ := sample(t)
	if len(r.Unproven) > 0 {
		t.Errorf("statements were left out: %v", reasons(r))
	}
	if r.Claims.Len() < 10 {
		t.Errorf("only %d claims", r.Claims.Len())
	}
}

func reasons(r *report.Report) []string {
	var out []string
	for _, u := range r.Unproven {
		out = append(out, u.Phrase+": "+u.Reason.Open(func(s string) string { return s }))
	}
	return out
}

func TestUnitsAddUp(t *testing.T) {
	r, _ := sample(t)
	if len(r.UnitTotals) != 1 || r.UnitTotals[0].Failed != 9 || r.UnitTotals[0].Units != 2 {
		t.Fatalf("unit totals are %+v", r.UnitTotals)
	}
	var runs, inBuckets int64
	for _, u := range r.Units {
		runs += u.Runs
		if u.Failed+u.Succeeded+u.Cancelled+u.Open != u.Runs {
			t.Errorf("unit %+v: the outcomes do not add up to the runs", u)
		}
		for _, b := range u.Duration.Buckets {
			inBuckets += b.N
		}
	}
	if runs != 9 || inBuckets != 9 {
		t.Errorf("%d runs, %d in buckets, want 9 and 9", runs, inBuckets)
	}
	if r.Impact.FailedRuns != 9 || r.Impact.LostRunS != 61+100+140+200+201+333+250+390+310 {
		t.Errorf("impact is %+v", r.Impact)
	}
}

func TestHistogramEdgesBelongToTheLowerBucket(t *testing.T) {
	r, _ := sample(t)
	for _, f := range figures(r) {
		h := f.Histogram
		if h == nil {
			continue
		}
		var n int64
		for _, b := range h.Bars {
			n += b.Failed + b.Succeeded + b.Other
			if b.To-b.From != h.Width {
				t.Errorf("bar %+v is not %d wide", b, h.Width)
			}
		}
		if n != h.N {
			t.Errorf("the bars hold %d of %d runs", n, h.N)
		}
	}
	d := r.Units[slices.IndexFunc(r.Units, func(u report.Unit) bool { return u.ID.Equal(evidence.NewQuote("GLAZE7")) })].Duration
	if d.Min != 100 || d.Buckets[0].To != 100 && d.Buckets[0].To != 50 {
		t.Fatalf("duration is %+v", d)
	}
	for _, b := range d.Buckets {
		if b.To == 100 && b.N != 1 {
			t.Errorf("100 s is not in the bucket that ends at 100: %+v", d.Buckets)
		}
	}
}

func figures(r *report.Report) []*report.Figure {
	var out []*report.Figure
	for _, s := range r.Sections {
		for _, b := range s.Blocks {
			if b.Figure != nil {
				out = append(out, b.Figure)
			}
		}
	}
	return out
}

func TestTimelineBreaksAtTheGap(t *testing.T) {
	r, _ := sample(t)
	for _, f := range figures(r) {
		if f.Timeline == nil {
			continue
		}
		if n := len(f.Timeline.Axis); n != 2 {
			t.Fatalf("the axis has %d segments, want 2", n)
		}
		const gap = 10*86400 + 6*3600 + 49*60 + 57
		if got := f.Timeline.Axis[1].Gap; got != gap*1e9 {
			t.Errorf("the gap is %s, want %s", evidence.FormatDuration(got), evidence.FormatDuration(gap*1e9))
		}
		if len(f.Timeline.Lanes) != 2 {
			t.Errorf("%d lanes, want 2", len(f.Timeline.Lanes))
		}
		return
	}
	t.Error("no timeline")
}

// TestClaimsCountInDocumentOrder holds that a section's new claims have higher
// numbers than those of the sections before it, and that all are in the ledger.
func TestClaimsCountInDocumentOrder(t *testing.T) {
	r, _ := sample(t)
	last := 0
	for _, s := range r.Sections {
		highest := last
		walkIDs(reflect.ValueOf(s), func(id report.ID) {
			if r.Claims.Claim(id).IsZero() {
				t.Errorf("%s is not in the ledger", id)
			}
			highest = max(highest, id.Number())
		})
		var fresh []int
		walkIDs(reflect.ValueOf(s), func(id report.ID) {
			if n := id.Number(); n > last {
				fresh = append(fresh, n)
			}
		})
		last = highest
		if len(fresh) > 0 && s.ID == "verdict" && slices.Min(fresh) != 1 {
			t.Errorf("the verdict's claims begin at c%d", slices.Min(fresh))
		}
	}
	if last == 0 {
		t.Error("no claims in the sections")
	}
	all := map[int]bool{}
	walkIDs(reflect.ValueOf(*r), func(id report.ID) { all[id.Number()] = true })
	for _, id := range r.Claims.IDs() {
		if !all[id.Number()] {
			t.Errorf("%s is in the ledger and nothing uses it", id)
		}
	}
}

func walkIDs(v reflect.Value, f func(report.ID)) {
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			walkIDs(v.Index(i), f)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			walkIDs(v.Elem(), f)
		}
	case reflect.Struct:
		if v.Type().PkgPath() != reflect.TypeFor[report.Report]().PkgPath() {
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				walkIDs(v.Field(i), f)
			}
		}
	case reflect.String:
		if id, ok := v.Interface().(report.ID); ok && id != "" {
			f(id)
		}
	}
}

func TestNoListIsNull(t *testing.T) {
	for name, r := range map[string]*report.Report{"full": first(sample(t)), "empty": build(t, &profile.View{}, report.Options{})} {
		var v map[string]any
		if err := json.Unmarshal(encode(t, r), &v); err != nil {
			t.Fatal(err)
		}
		nulls(t, name, v)
	}
}

func first[A, B any](a A, _ B) A { return a }

func nulls(t *testing.T, at string, v any) {
	switch x := v.(type) {
	case nil:
		t.Errorf("%s is null", at)
	case map[string]any:
		for k, e := range x {
			nulls(t, at+"."+k, e)
		}
	case []any:
		for _, e := range x {
			nulls(t, at+"[]", e)
		}
	}
}

func TestSameInputSameBytes(t *testing.T) {
	v := view(t, files(t, map[string]string{"jobs.log": jobLog, "net/BAKE01.log": peerLog}))
	want := encode(t, build(t, v, report.Options{}))
	for range 5 {
		if got := encode(t, build(t, v, report.Options{})); !bytes.Equal(got, want) {
			t.Fatal("two reports of one profile differ")
		}
	}
}

func TestReadBack(t *testing.T) {
	r, v := sample(t)
	b := encode(t, r)
	d, err := report.Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	back, err := d.Report(v)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(encode(t, back), b) {
		t.Error("a report read back encodes to other bytes")
	}
	if n := len(d.IDs()); n != r.Claims.Len() {
		t.Errorf("%d ids, %d claims", n, r.Claims.Len())
	}
}

func TestEditedReportsAreRefused(t *testing.T) {
	r, v := sample(t)
	b := string(encode(t, r))
	for name, edit := range map[string]func(string) string{
		"sentence": func(s string) string { return strings.Replace(s, "9 of 9", "8 of 9", 1) },
		"hash":     func(s string) string { return editHash(s) },
		"schema":   func(s string) string { return strings.Replace(s, report.Schema, "inquest.report/v0", 1) },
		"id":       func(s string) string { return strings.Replace(s, `"c2":{`, `"x2":{`, 1) },
		"syntax":   func(s string) string { return s[1:] },
	} {
		t.Run(name, func(t *testing.T) {
			edited := edit(b)
			if edited == b {
				t.Fatal("the edit changed nothing")
			}
			d, err := report.Decode([]byte(edited))
			if err == nil {
				_, err = d.Report(v)
			}
			if err == nil {
				t.Error("an edited report reads back without an error")
			}
		})
	}
}

func editHash(s string) string {
	at := strings.Index(s, `"claims":{`)
	at += strings.Index(s[at:], `"sha256":"`) + len(`"sha256":"`)
	c := byte('0')
	if s[at] == '0' {
		c = '1'
	}
	return s[:at] + string(c) + s[at+1:]
}

func TestQuotationsAreTheFilesLines(t *testing.T) {
	root := files(t, map[string]string{"jobs.log": jobLog, "net/BAKE01.log": peerLog})
	r := build(t, view(t, root), report.Options{})
	lines := r.Quotations()
	if len(lines) < 10 {
		t.Fatalf("only %d quoted lines", len(lines))
	}
	for _, l := range lines {
		name := l.Ref.File
		b, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		want := strings.Split(string(b), "\n")[l.Line-1]
		if got := l.Text.Open(func(s string) string { return s }); got != want && !(l.Cut && strings.HasPrefix(want, got)) {
			t.Errorf("%s:%d is quoted as %q, the file has %q", name, l.Line, got, want)
		}
	}
}

func TestEmptySectionsAreNamed(t *testing.T) {
	v := view(t, files(t, map[string]string{"quiet.log": "2026-03-14 02:10:01 - INFO - all is well\n2026-03-14 02:10:02 - INFO - still well\n"}))
	r := build(t, v, report.Options{})
	titles := map[string]bool{}
	for _, s := range r.Sections {
		titles[s.Title] = true
	}
	said := encode(t, r)
	for _, title := range []string{"Recommendations", "Research findings", "Impact"} {
		if !titles[title] && !bytes.Contains(said, []byte(title+": nothing was found")) {
			t.Errorf("section %q is left out and nothing says so", title)
		}
	}
	if r.Verdict != cause.NoIncident {
		t.Errorf("verdict %q on a healthy log", r.Verdict)
	}
}

func TestEmptyViewIsAReport(t *testing.T) {
	r := build(t, &profile.View{}, report.Options{})
	if r.Schema != report.Schema || len(r.Inputs) != 0 {
		t.Errorf("report of nothing: %+v", r)
	}
	if _, err := report.Build(finding.Input{}, nil, nil, report.Options{}); err == nil {
		t.Error("a report without a view or a result is built")
	}
}

func TestSkippedInputIsListed(t *testing.T) {
	v := view(t, files(t, map[string]string{"jobs.log": jobLog}))
	r := build(t, v, report.Options{Skipped: []source.Skip{{Name: "core", Reason: "binary", Hint: "leave it out", Bytes: 10}}})
	if len(r.Skipped) != 1 || !bytes.Contains(encode(t, r), []byte("Not read")) {
		t.Errorf("a skipped input is not told: %+v", r.Skipped)
	}
}
