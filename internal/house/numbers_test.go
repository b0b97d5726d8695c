package house

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"regexp"
	"testing"

	"inquest"
	"inquest/internal/render"
)

// chosen are the values that may be constants, by phrase and slot, each with
// the reason. All other numbers are computed from what was read.
var chosen = map[string]string{
	"finding.runs.group-same tests":    "how many tests the analysis made: a fact of the method, which corrects p by it",
	"finding.runs.group-differs tests": "how many tests the analysis made: a fact of the method, which corrects p by it",
	"finding.gather tests":             "how many tests the analysis made: a fact of the method, which corrects p by it",
	"finding.time.future now":          "the present is given by the caller",
	"decide.fetch from":                "begin of the window that the reader is asked to fetch: chosen around the time of the cause",
	"decide.fetch to":                  "end of the window that the reader is asked to fetch",
	"decide.ask from":                  "begin of the window that the reader is asked about, as of decide.fetch",
	"decide.ask to":                    "end of the window that the reader is asked about",
	"decide.sure from":                 "begin of the window that the reader is asked to fetch, as of decide.fetch",
	"decide.sure to":                   "end of the window that the reader is asked to fetch",
	"cause.depth depth":                "the catalogue's depth of a class: no line says it",
	"cause.coverage lines":             "failed runs that the argument explains: a match of lines and classes that no function repeats",
	"cause.alone sources":              "zero where every source that shows it lies at another time",
	"impact.service failed":            "failed runs by the service that its source speaks for",
}

var bareLimit = regexp.MustCompile(`^\(*limit\(-?[0-9.e+]+\)\)*$`)

// TestNumbersOfTheExamplesAreComputed holds that no claim of an example's
// report has a number that is written down instead of computed.
func TestNumbersOfTheExamplesAreComputed(t *testing.T) {
	dirs, err := filepath.Glob(filepath.Join(root, "examples", "*", ""))
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, dir := range dirs {
		if base := filepath.Base(dir); base == "expected" || filepath.Ext(base) != "" {
			continue
		}
		for id, c := range claimsOf(t, dir) {
			for _, v := range c.Values {
				seen++
				if !bareLimit.MatchString(v.Formula) {
					continue
				}
				if chosen[c.Phrase+" "+v.Slot] == "" {
					t.Errorf("%s %s: slot %s of phrase %s is the constant %s: compute it by a formula, or give the reason in chosen", dir, id, v.Slot, c.Phrase, v.Formula)
				}
			}
		}
	}
	if seen < 100 {
		t.Errorf("only %d values were looked at", seen)
	}
}

type reportedClaim struct {
	Phrase string `json:"phrase"`
	Values []struct{ Slot, Formula string }
}

func claimsOf(t *testing.T, dir string) map[string]reportedClaim {
	t.Helper()
	res, err := inquest.Analyze(context.Background(), inquest.Options{Paths: []string{dir}, Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	var buf bytes.Buffer
	r, err := render.ByName("json")
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Render(&buf, res.Report, render.Options{}); err != nil {
		t.Fatal(err)
	}
	var out struct {
		Claims map[string]reportedClaim `json:"claims"`
	}
	if err := json.Unmarshal(buf.Bytes(), &out); err != nil {
		t.Fatal(err)
	}
	return out.Claims
}
