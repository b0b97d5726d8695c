package report_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"inquest/internal/cause"
	"inquest/internal/fault"
	"inquest/internal/finding"
	"inquest/internal/formula"
	"inquest/internal/report"
)

// plainPages are what readers without the trade get.
var plainPages = []string{report.Executive, report.Customer}

// detected is what a report is built from, so that tests can put another class in the
// place of the one that was found.
func detected(t *testing.T, content map[string]string) (finding.Input, []finding.Finding, *cause.Result) {
	t.Helper()
	v := view(t, files(t, content))
	in := finding.Input{View: v, Catalog: fault.Embedded(), Env: &formula.Env{View: v}}
	fs, err := finding.Detect(in)
	if err != nil {
		t.Fatal(err)
	}
	res, err := cause.Rank(in, fs)
	if err != nil || len(res.Hypotheses) == 0 || res.Hypotheses[0].Class == nil || len(res.Hypotheses[0].For) == 0 {
		t.Fatalf("no leading class to replace: %v", err)
	}
	return in, fs, res
}

// spoken is all that a page says: title, headings, labels, leads, claims, cells.
func spoken(r *report.Report) string {
	var b strings.Builder
	put := func(words string) { b.WriteString(words + "\n") }
	text := func(x report.Text) { put(x.Open(plainQuote, nil)) }
	claims := func(ids []report.ID) { put(sentencesOf(r, ids)) }
	text(r.Title)
	for _, s := range r.Sections {
		put(s.Title)
		for _, k := range s.Blocks {
			text(k.Heading)
			claims(k.Claims)
			for _, f := range k.Facts {
				put(f.Label)
				text(f.Lead)
				claims(f.Claims)
			}
			if k.Table != nil || k.Excerpt != nil || len(k.Ranks) > 0 || len(k.Moments) > 0 {
				put("TABLE or lines")
			}
		}
	}
	return b.String()
}

// command is what a shell would run, a path, a placeholder or an address.
var command = regexp.MustCompile("`|\\{|\\}|--[a-z]|/[a-z]+/|[a-z]+_[a-z]+|[0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]+|TABLE")

// TestPlainPagesForEveryClass puts every class of the catalogue in the place of the cause,
// proven and not, and reads the pages for who decides and for customers: no word of the
// trade, no command, no name of a machine; the cause and both pieces of advice are told.
func TestPlainPagesForEveryClass(t *testing.T) {
	in, fs, res := detected(t, incidents["cause"])
	for _, c := range fault.Embedded().Classes() {
		for _, outcome := range []cause.Outcome{cause.Supported, cause.Undetermined} {
			h := &res.Hypotheses[0]
			h.Class, h.Fault, h.Outcome = c, c.ID, outcome
			for _, audience := range plainPages {
				r, err := report.Build(in, fs, res, report.Options{Audience: audience})
				if err != nil {
					t.Fatal(err)
				}
				name, text := c.ID+", "+string(outcome)+", "+audience, spoken(r)
				if found := fault.Jargon(text); len(found) > 0 {
					t.Errorf("%s: words of the trade %q", name, found)
				}
				if found := command.FindString(text); found != "" {
					t.Errorf("%s: %q stands on the page", name, found)
				}
				if !strings.Contains(text, c.Plain.What) || !strings.Contains(strings.ToLower(text), strings.ToLower(c.Plain.Later)) {
					t.Errorf("%s: cause or advice is missing in\n%s", name, text)
				}
				if audience == report.Executive && !strings.Contains(strings.ToLower(text), strings.ToLower(c.Plain.Now)) {
					t.Errorf("%s: what to do now is missing in\n%s", name, text)
				}
				assertAllClaims(t, name, r)
				if len(r.Unproven) > 0 {
					t.Errorf("%s: left out: %v", name, reasons(r))
				}
			}
		}
	}
}

// TestPlainPagesWaitForTheProof: while the cause is open, what to do is said to hold only
// when it is confirmed, and that comes after the request to settle it.
func TestPlainPagesWaitForTheProof(t *testing.T) {
	in, fs, res := detected(t, incidents["cause"])
	res.Hypotheses[0].Outcome = cause.Undetermined
	r, err := report.Build(in, fs, res, report.Options{Audience: report.Executive})
	if err != nil {
		t.Fatal(err)
	}
	text := spoken(r)
	settle, then := strings.Index(text, "Have the cause settled"), strings.Index(text, "If the lead is confirmed: ")
	if settle < 0 || then < settle {
		t.Errorf("the open cause reads as if it were proven:\n%s", text)
	}
}

// TestPlainPagesOfOwnClass: a class of one's own without plain words falls back on its
// layer and on the technical report, not on its jargon.
func TestPlainPagesOfOwnClass(t *testing.T) {
	class, err := os.ReadFile("../fault/testdata/good/net.test-class.md")
	if err != nil {
		t.Fatal(err)
	}
	own, err := fault.Load(fstest.MapFS{"net.test-class.md": {Data: class}})
	if err != nil {
		t.Fatal(err)
	}
	in, fs, res := detected(t, incidents["cause"])
	h := &res.Hypotheses[0]
	h.Class, h.Fault = own.Class("net.test-class"), "net.test-class"
	for _, audience := range plainPages {
		r, err := report.Build(in, fs, res, report.Options{Audience: audience})
		if err != nil {
			t.Fatal(err)
		}
		text := spoken(r)
		if !strings.Contains(text, "the network between our systems") || strings.Contains(text, "lane") {
			t.Errorf("%s:\n%s", audience, text)
		}
		if audience == report.Executive && !strings.Contains(text, "The technical report names the steps") {
			t.Errorf("no step is named:\n%s", text)
		}
	}
}
