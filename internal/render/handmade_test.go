package render

import (
	"bytes"
	"testing"

	"inquest/internal/cause"
	"inquest/internal/evidence"
	"inquest/internal/report"
)

// handmade are small reports of each verdict, with the shapes that differ from
// the big sample: one day, nothing known, nothing failed.
func handmade(t *testing.T) map[string]*report.Report {
	t.Helper()
	return map[string]*report.Report{"one-day": oneDayReport(t), "open": openReport(t), "calm": calmReport(t)}
}

func oneDayReport(t *testing.T) *report.Report {
	r := sampleReport(t, nil)
	r.Window.To = "2026-03-14T02:10:00"
	for i := range r.Sections {
		for k := range r.Sections[i].Blocks {
			b := &r.Sections[i].Blocks[k]
			if b.Figure != nil && b.Figure.Timeline != nil {
				b.Figure.Timeline.Axis = b.Figure.Timeline.Axis[:1]
			}
			if b.Figure != nil && b.Figure.Strip != nil {
				b.Figure.Strip.Axis = b.Figure.Strip.Axis[:1]
			}
			for f := range b.Facts {
				if b.Facts[f].Label == "Next step" {
					b.Facts[f].Command = r.Recommendations[0].Checks[0].Command
				}
			}
		}
	}
	return r
}

func small(t *testing.T, v cause.Verdict) *sampler {
	t.Helper()
	return &sampler{t: t, dirty: func(s string) string { return s }, r: &report.Report{
		Schema: report.Schema, Tool: report.Tool{Name: "inquest", Version: "test"}, Verdict: v,
		Window: report.Window{From: "2026-03-14T02:00:00Z", To: "2026-03-14T02:09:00Z", Zone: "UTC"},
		Inputs: []report.Input{{File: evidence.NewQuote("jobs/bake.log"), Format: "logfmt", Bytes: 90, Lines: 3, Records: 3}},
	}}
}

func openReport(t *testing.T) *report.Report {
	s := small(t, cause.Open)
	r := s.r
	r.Headline = s.runs("All jobs", 3, 3)
	r.Hypotheses = []report.Hypothesis{{
		Rank: 1, Fault: "undetermined", Outcome: cause.Undetermined, Confidence: 0.2, Parts: []report.Part{},
		Title: report.Words("Cause unknown: runs failed, and no line gives a reason"),
		For:   []report.ID{"c1"}, Against: []report.ID{}, Missing: []report.ID{},
		Decide: []report.Step{{What: s.line("worker-1", 9)}},
	}}
	r.Unproven = []report.Unproven{{Phrase: "p", Reason: evidence.NewQuote("no reference")}}
	r.Sections = []report.Section{
		{ID: "verdict", Title: "Verdict", Blocks: []report.Block{{Kind: report.Statements, Claims: []report.ID{"c1"}},
			{Kind: report.Facts, Facts: []report.Fact{{Label: "Next step", Claims: []report.ID{"c2"}}}}}},
		{ID: "cause", Title: "Root cause", Blocks: []report.Block{{Kind: report.Hypotheses, Ranks: []int{1}}}},
		{ID: "conclusion", Title: "Conclusion", Blocks: []report.Block{{Kind: report.Statements, Claims: []report.ID{"c1", "c2"}}}},
	}
	r.Shown = r.Claims.Len()
	return r
}

func calmReport(t *testing.T) *report.Report {
	s := small(t, cause.NoIncident)
	s.r.Headline = s.runs("All jobs", 1, 3)
	extra := s.line("worker-1", 2) // of a finding that no section shows
	s.r.Findings = []report.Finding{{ID: "f1", Kind: "class", Claim: extra, Claims: []report.ID{extra}, Lines: []report.Line{}}}
	s.r.Sections = []report.Section{{ID: "verdict", Title: "Verdict", Blocks: []report.Block{{Kind: report.Statements, Claims: []report.ID{"c1"}}}}}
	s.r.Shown = 1
	return s.r
}

func render(t *testing.T, medium string, r *report.Report) []byte {
	t.Helper()
	out, err := ByName(medium)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := out.Render(&b, r, Options{Width: 100}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func renderText(t *testing.T, r *report.Report, width int) string {
	t.Helper()
	var b bytes.Buffer
	if err := (textRenderer{}).Render(&b, r, Options{Width: width}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestGoldenHandmade keeps the small reports in every medium.
func TestGoldenHandmade(t *testing.T) {
	for name, r := range handmade(t) {
		for _, medium := range textual() {
			golden(t, name+"."+medium, render(t, medium, r))
		}
	}
}
