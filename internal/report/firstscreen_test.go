package report_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"inquest/internal/report"
)

// TestTheFirstScreenBalances: where runs failed and others never ended, both numbers stand
// there, so that the sums come to all runs.
func TestTheFirstScreenBalances(t *testing.T) {
	var l strings.Builder
	for i := range 20 {
		fmt.Fprintf(&l, "2026-05-02 01:%02d:00,000 INFO     [w] bakery.jobs: Job BK-%d started\n", i, i)
		switch {
		case i < 12:
			fmt.Fprintf(&l, "2026-05-02 01:%02d:09,000 INFO     [w] bakery.jobs: Job BK-%d completed in 9.0 seconds\n", i, i)
		case i < 16:
			fmt.Fprintf(&l, "2026-05-02 01:%02d:09,000 ERROR    [w] bakery.jobs: Job BK-%d failed after 9.0 seconds: boom\n", i, i)
		}
	}
	fmt.Fprintf(&l, "2026-05-02 05:00:00,000 INFO     [w] bakery.jobs: oven is cold\n")
	r := build(t, view(t, files(t, map[string]string{"jobs.log": l.String()})), report.Options{})
	said := sentencesOf(r, fact(t, r, "What failed").Claims)
	for _, want := range []string{"4 of 20", "12 ended well", "4 runs began and never ended"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is missing in %q", want, said)
		}
	}
}

// TestChartsDoNotRepeat: a sentence that stands above the charts stands under none.
func TestChartsDoNotRepeat(t *testing.T) {
	_, r := outage(t)
	blocks := section(t, r, "patterns").Blocks
	above := blocks[0].Claims
	if len(above) == 0 {
		t.Fatal("nothing is said of the patterns")
	}
	charts := 0
	for _, b := range blocks {
		if b.Figure == nil {
			continue
		}
		charts++
		for _, id := range b.Figure.Notes {
			if slices.Contains(above, id) {
				t.Errorf("%s is said twice: %s", id, sentencesOf(r, []report.ID{id}))
			}
		}
	}
	if charts == 0 {
		t.Error("no chart")
	}
}

// TestOverIsNotSaidTooEarly: one good end behind the last of failures that come now and then
// is no end of it.
func TestOverIsNotSaidTooEarly(t *testing.T) {
	for good, want := range map[int]string{0: "do not show whether it is over", 1: "hardly show whether it is over: only 1 of the jobs", 5: "It is over, as far as these logs go: 5 of the jobs"} {
		var l strings.Builder
		for i := range 6 {
			fmt.Fprintf(&l, "2026-05-02 01:0%d:00,000 INFO     [w] bakery.jobs: Job OK-%d completed in 9.0 seconds\n", i, i)
			fmt.Fprintf(&l, "2026-05-02 01:0%d:09,000 ERROR    [w] bakery.jobs: Job BK-%d failed after 9.0 seconds: boom\n", i, i)
		}
		for i := range good {
			fmt.Fprintf(&l, "2026-05-02 01:1%d:00,000 INFO     [w] bakery.jobs: Job LT-%d completed in 9.0 seconds\n", i, i)
		}
		r := build(t, view(t, files(t, map[string]string{"jobs.log": l.String()})), report.Options{Audience: report.Executive})
		if text := spoken(r); !strings.Contains(text, want) {
			t.Errorf("%d good ends: %q is missing in\n%s", good, want, text)
		}
	}
}

// TestAPlanAsksForNothingTwice: what a role is to fetch is not listed again as undecided.
func TestAPlanAsksForNothingTwice(t *testing.T) {
	r := build(t, view(t, files(t, incidents["open"])), report.Options{Audience: report.ActionPlan})
	asked := map[report.ID]bool{}
	for i := range r.Recommendations {
		for _, c := range r.Recommendations[i].Checks {
			asked[c.What] = true
		}
	}
	for _, s := range r.Sections {
		if s.ID != "undecided" {
			continue
		}
		for _, b := range s.Blocks {
			for _, id := range b.Claims {
				if asked[id] {
					t.Errorf("%s is asked for twice: %s", id, sentencesOf(r, []report.ID{id}))
				}
			}
		}
	}
	if len(asked) == 0 {
		t.Error("the plan asks for nothing: the test proves nothing")
	}
}
