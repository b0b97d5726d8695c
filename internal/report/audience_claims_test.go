package report_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"inquest/internal/report"
)

// incidents are inputs with a cause, without one, and without a failure.
var incidents = map[string]map[string]string{
	"open": {"jobs.log": jobLog},
	"cause": {"jobs.log": `2026-03-14 02:00:01 - INFO - Job A1 finished in 61 seconds.
2026-03-14 02:01:01 - INFO - Job A2 finished in 61 seconds.
2026-03-14 02:02:01 - INFO - Job A3 finished in 61 seconds.
2026-03-14 02:03:01 - INFO - Job A4 finished in 61 seconds.
2026-03-14 02:04:01 - ERROR - open /srv/in/7.csv: No space left on device
2026-03-14 02:04:02 - ERROR - Job A5 failed after 61 seconds: OSError: [Errno 28] No space left on device: '/srv/out/7.csv'
2026-03-14 02:04:22 - ERROR - Job A6 failed after 41 seconds: OSError: [Errno 28] No space left on device: '/srv/out/8.csv'
2026-03-14 02:04:42 - ERROR - Job A7 failed after 31 seconds: OSError: [Errno 28] No space left on device: '/srv/out/9.csv'
`, "db/db.log": `2026-03-14 02:03:59 - ERROR - No space left on device
`},
	"calm": {"jobs.log": `2026-03-14 02:00:01 - INFO - Job A1 finished in 61 seconds.
2026-03-14 02:01:01 - INFO - Job A2 finished in 61 seconds.
`},
}

// TestEveryAudienceIsProven: no sentence of any audience is left out for want of
// proof, and whatever a page says is a claim of the ledger.
func TestEveryAudienceIsProven(t *testing.T) {
	for name, content := range incidents {
		v := view(t, files(t, content))
		for _, audience := range report.Audiences() {
			r := build(t, v, report.Options{Audience: audience})
			if len(r.Unproven) > 0 {
				t.Errorf("%s, %s: left out: %v", name, audience, reasons(r))
			}
			assertAllClaims(t, name+", "+audience, r)
		}
	}
}

// assertAllClaims walks the report's JSON: ids of claims resolve, and a block that
// speaks does so by claims, by texts of the catalogue, or by cells.
func assertAllClaims(t *testing.T, name string, r *report.Report) {
	t.Helper()
	for _, s := range r.Sections {
		for _, b := range s.Blocks {
			ids := append([]report.ID{}, b.Claims...)
			for _, f := range b.Facts {
				ids = append(append(ids, f.Claims...), f.Cite...)
				if len(f.Claims)+len(f.Cite) == 0 && !strings.Contains("Redaction", f.Label) && s.ID != "impact" {
					t.Errorf("%s: %s, %s: a fact without a claim: %s", name, s.ID, f.Label, jsonOf(t, f))
				}
			}
			for _, m := range b.Moments {
				ids = append(ids, m.Claim)
			}
			if b.Table != nil {
				for _, row := range b.Table.Rows {
					for _, c := range row {
						ids = append(ids, c.Claims...)
					}
				}
			}
			for _, id := range ids {
				if r.Claims.Claim(id).IsZero() {
					t.Errorf("%s: %s cites %s, which is no claim", name, s.ID, id)
				}
			}
		}
	}
}

func jsonOf(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestCauseSentenceCitesAllSigns: the plain sentence about a supported cause
// rests on more than the first statement for it.
func TestCauseSentenceCitesAllSigns(t *testing.T) {
	r := build(t, view(t, files(t, incidents["cause"])), report.Options{Audience: report.Executive})
	if r.Verdict != "incident" {
		t.Fatalf("verdict is %s", r.Verdict)
	}
	found := false
	for _, id := range r.Claims.IDs() {
		c := r.Claims.Claim(id)
		if c.Phrase().ID() != "audience.plain-cause" {
			continue
		}
		found = true
		for _, id := range r.Hypotheses[0].For {
			if ref := r.Claims.Claim(id).Refs()[0]; !slices.Contains(c.Refs(), ref) {
				t.Errorf("the sentence does not cite %s:%d, on which %s rests", ref.File, ref.Line, id)
			}
		}
	}
	if !found {
		t.Error("the executive page does not tell the cause")
	}
}

// TestCalmPagesSpeakOfNoLoss: where nothing failed, no audience reads of unknown
// losses.
func TestCalmPagesSpeakOfNoLoss(t *testing.T) {
	v := view(t, files(t, incidents["calm"]))
	for _, audience := range []string{report.Executive, report.Customer} {
		r := build(t, v, report.Options{Audience: audience})
		if text := jsonOf(t, r.Sections); strings.Contains(text, "customers affected") {
			t.Errorf("%s: %s", audience, text)
		}
	}
}
