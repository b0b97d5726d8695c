package audit_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"inquest"
	"inquest/internal/audit"
	"inquest/internal/document"
	"inquest/internal/evidence"
	"inquest/internal/render"
)

// bench holds reports against one set of logs, which is analysed once.
type bench struct {
	res   *inquest.Result
	index *audit.Index
}

func newBench(t testing.TB, paths ...string) *bench {
	t.Helper()
	res, err := inquest.Analyze(context.Background(), inquest.Options{Paths: paths, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	index, err := audit.NewIndex(context.Background(), audit.Input{View: res.View, Set: res.Set, Source: res.Source})
	if err != nil {
		t.Fatal(err)
	}
	return &bench{res, index}
}

// logsOf makes a bench of log files given as text.
func logsOf(t testing.TB, files map[string]string) *bench {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return newBench(t, dir)
}

func (b *bench) audit(t testing.TB, name, text string) *audit.Result {
	t.Helper()
	return b.auditWith(t, name, text, audit.Limits{})
}

func (b *bench) auditWith(t testing.TB, name, text string, limits audit.Limits) *audit.Result {
	t.Helper()
	doc, err := document.Read(name, []byte(text), document.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	r, err := audit.Run(context.Background(), audit.Input{
		Name: name, Doc: doc, Bytes: []byte(text), View: b.res.View, Fresh: b.res.Report, Set: b.res.Set, Source: b.res.Source, Version: "test", Index: b.index, Limits: limits,
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func plain(q evidence.Quote) string { return q.Open(func(s string) string { return s }) }

// told writes a statement in the form that tests compare: kind, verdict, text and
// correction.
func told(s *audit.Statement) string {
	out := fmt.Sprintf("%s %s %q", s.Kind, s.Verdict, plain(s.Text))
	if s.Correction.Len() > 0 {
		out += " right: " + plain(s.Correction)
	}
	return out
}

// has tells whether a statement of the kind and verdict stands at the line, with
// the text and the correction in it.
func has(r *audit.Result, line int, kind audit.Kind, v audit.Verdict, text, right string) bool {
	for i := range r.Statements {
		s := &r.Statements[i]
		if (line == 0 || s.Span.Line == line) && s.Kind == kind && s.Verdict == v && strings.Contains(plain(s.Text), text) && strings.Contains(plain(s.Correction), right) {
			return true
		}
	}
	return false
}

func shared(t *testing.T, parts ...string) string {
	t.Helper()
	path := filepath.Join(append([]string{"../../../shared/data"}, parts...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("SKIPPED, not measured: %v", err)
	}
	return path
}

// TestTheModelsReport holds the audit of a report that a language model wrote
// against what careful reading finds in it.
func TestTheModelsReport(t *testing.T) {
	path := shared(t, "audit", "report.md")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r := newBench(t, shared(t, "job-failures")).audit(t, "report.md", string(text))
	for _, w := range []struct {
		line        int
		kind        audit.Kind
		v           audit.Verdict
		text, right string
	}{
		{3, audit.KindDate, audit.Refuted, "2023-10-01", "2025-06-30 14:03:00"},
		{11, audit.KindOverlap, audit.Unsupported, "application and network", "60 d 16 h 44 m 33 s"},
		{11, audit.KindOverlap, audit.Unsupported, "series", "79 d 4 h 39 m 40 s"},
		{11, audit.KindOverlap, audit.Refuted, "affecting two jobs", "60 d 16 h 44 m 33 s"},
		{11, audit.KindOverlap, audit.Refuted, "experienced", "60 d 16 h 44 m 33 s"},
		{11, audit.KindCount, audit.Proven, "two", ""},
		{15, audit.KindFrequency, audit.Refuted, "connection timeouts", "1 line in 1 source"},
		{16, audit.KindOverlap, audit.Refuted, "TCP for JobID D4E5F6", "60 d 16 h 44 m 33 s"},
		{16, audit.KindOverlap, audit.Refuted, "MySQL for JobID J1K2L3", "139 d 21 h 29 m 33 s"},
		{49, audit.KindOverlap, audit.Refuted, "192.168.1.2", "60 d 16 h 44 m 33 s"},
		{79, audit.KindOverlap, audit.Refuted, "192.168.1.4", "139 d 21 h 29 m 33 s"},
		{39, audit.KindOverlap, audit.Refuted, "Network Logs", "60 d 16 h 44 m 33 s"},
		{70, audit.KindOverlap, audit.Refuted, "Network Logs", "139 d 21 h 29 m 33 s"},
		{87, audit.KindLabel, audit.Refuted, "Graphical", ""},
		{14, audit.KindFrequency, audit.Unsupported, "Frequent Failures", "0 successes logged"},
		{15, audit.KindFrequency, audit.Refuted, "onsistent", "2 lines in 2 sources"},
		{15, audit.KindPlural, audit.Refuted, "connection timeouts", "1"},
		{16, audit.KindProtocol, audit.Refuted, "", "MySQL over TCP"},
		{17, audit.KindCause, audit.Unsupported, "resource exhaustion", ""},
		{39, audit.KindLabel, audit.Refuted, "DNS", ""},
		{49, audit.KindProtocol, audit.Unsupported, "TCP service", ""},
		{50, audit.KindPlural, audit.Refuted, "timeouts", "1"},
		{50, audit.KindLevel, audit.Refuted, "warnings", "ERROR"},
		{50, audit.KindPlural, audit.Refuted, "permanent connection losses", "1"},
		{51, audit.KindImpact, audit.Unsupported, "", ""},
		{70, audit.KindLabel, audit.Refuted, "DNS", ""},
		{80, audit.KindPlural, audit.Refuted, "Slow responses", "1"},
		{80, audit.KindPlural, audit.Refuted, "connection failures", "1"},
		{80, audit.KindPlural, audit.Refuted, "terminations", "1"},
		{81, audit.KindImpact, audit.Unsupported, "", ""},
		{91, audit.KindLabel, audit.Unsupported, "Time (seconds)", ""},
		{91, audit.KindSum, audit.Refuted, "J1K2L3", "9"},
		{93, audit.KindBuckets, audit.Refuted, "0-100", "1-100"},
		{95, audit.KindCell, audit.Refuted, "3", "4"},
		{96, audit.KindCell, audit.Refuted, "4", "3"},
		{97, audit.KindCell, audit.Refuted, "1", "2"},
		{101, audit.KindImage, audit.Refuted, "", ""},
		{104, audit.KindPeak, audit.Refuted, "D4E5F6", "200 s to 300 s"},
		{104, audit.KindPeak, audit.Proven, "J1K2L3", ""},
		{104, audit.KindThreshold, audit.Refuted, "critical threshold", ""},
		{105, audit.KindOverlap, audit.Refuted, "same timeframe", ""},
		{105, audit.KindCause, audit.Unsupported, "overload", ""},
		{112, audit.KindHedge, audit.Refuted, "Firewall", "contradicted"},
		{113, audit.KindAdvice, audit.Unsupported, "Load Testing", ""},
		{116, audit.KindHedge, audit.Unsupported, "Auto-scaling", "a guess"},
		{117, audit.KindAdvice, audit.Unsupported, "Pooling", ""},
		{123, audit.KindImpact, audit.Unsupported, "", ""},
		{136, audit.KindLink, audit.Unsupported, "", ""},
		{140, audit.KindLink, audit.Unsupported, "", ""},
		{148, audit.KindLink, audit.Unsupported, "", ""},
		{153, audit.KindLink, audit.Unsupported, "", ""},
		{169, audit.KindLink, audit.Unsupported, "", ""},
		{172, audit.KindRepeat, audit.Unsupported, "Conclusion", ""},
		{1, audit.KindOmission, audit.Unsupported, "", "no rate can be given"},
		{1, audit.KindOmission, audit.Unsupported, "", "10 runs of D4E5F6 at once"},
		{1, audit.KindOmission, audit.Unsupported, "", "9 runs of J1K2L3 at once"},
	} {
		if !has(r, w.line, w.kind, w.v, w.text, w.right) {
			t.Errorf("line %d: no %s %s of %q with %q", w.line, w.kind, w.v, w.text, w.right)
		}
	}
	if r.Summary.Refuted < 33 {
		t.Errorf("%d statements are refuted, want at least 33", r.Summary.Refuted)
	}
	quoted := 0
	for i := range r.Statements {
		s := &r.Statements[i]
		if s.Kind == audit.KindLine {
			quoted++
			if s.Verdict != audit.Proven {
				t.Errorf("a true line is called %s: %s", s.Verdict, plain(s.Text))
			}
		}
	}
	if quoted != 28 {
		t.Errorf("%d quoted lines were found, want 28", quoted)
	}
}

var examples = []string{"healthy", "nightly-jobs", "shared-event", "two-days"}

// TestOwnReportsComeOutClean holds that what Inquest writes of logs is proven by
// the same logs.
func TestOwnReportsComeOutClean(t *testing.T) {
	for _, name := range examples {
		b := newBench(t, filepath.Join("../../examples", name))
		for _, format := range []string{"md", "html"} {
			r := b.audit(t, "report."+format, b.write(t, format))
			s := r.Summary
			if s.Refuted > 0 || format == "md" && s.Proven*100 < 95*s.Statements {
				t.Errorf("%s as %s: %+v", name, format, s)
				for i := range r.Statements {
					if x := &r.Statements[i]; x.Verdict != audit.Proven {
						t.Log(told(x), plain(x.Reason))
					}
				}
			}
		}
	}
}

func (b *bench) write(t testing.TB, format string) string {
	t.Helper()
	r, err := render.ByName(format)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := r.Render(&out, b.res.Report, render.Options{}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestJSONHasTheContract(t *testing.T) {
	b := logsOf(t, map[string]string{"app.log": "2026-01-05 10:00:00 - ERROR - Job a1 failed after 3 seconds.\n"})
	var out bytes.Buffer
	if err := audit.WriteJSON(&out, b.audit(t, "r.md", "Job a1 failed 2 times.\n")); err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Schema     string
		Statements []struct {
			ID, Kind, Verdict, Text, Reason, Correction string
			Span                                        struct{ Line, Column, Offset, Length int }
			References                                  []struct {
				File, Text, SHA256 string
				Line               int
			}
		}
	}
	if err := json.Unmarshal(out.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	if doc.Schema != "inquest.audit/v1" {
		t.Error(doc.Schema)
	}
	for _, s := range doc.Statements {
		if s.Kind == "count" && s.Verdict == "refuted" && s.Correction == "1" && s.Span.Column == 15 && len(s.References) == 1 && s.References[0].Line == 1 && len(s.References[0].SHA256) == 64 {
			return
		}
	}
	t.Error(out.String())
}
