package profile

import (
	"os"
	"testing"
	"time"
)

// jobFailures is a small case of runs that are told by their ends alone.
const jobFailures = "../../../shared/data/job-failures"

func TestRunsToldByTheirEndsAlone(t *testing.T) {
	if _, err := os.Stat(jobFailures); err != nil {
		t.Skip("the case is not at hand: ", err)
	}
	v := profileFolder(t, jobFailures).View()
	want := map[string]struct {
		runs        int
		sum         int64
		first, last string
	}{
		"D4E5F6": {10, 2967, "16:23:05", "16:27:49"},
		"J1K2L3": {9, 3030, "16:23:12", "16:28:43"},
	}
	for _, u := range v.Units {
		w, ok := want[u.ID]
		if !ok || u.Kind != "job" {
			t.Errorf("unit %s %q with %d runs", u.Kind, u.ID, len(u.Runs))
			continue
		}
		delete(want, u.ID)
		var sum int64
		for _, r := range u.Runs {
			sum += r.Duration
			if r.State != RunFailed || !r.Implied || r.Start.Line != 0 || !r.DurationGiven || r.StartLine != nil || r.EndLine == nil {
				t.Errorf("%s: run %+v", u.ID, r)
			}
		}
		clock := func(ns int64) string { return time.Unix(0, ns).UTC().Format(time.TimeOnly) }
		if n := len(u.Runs); n != w.runs || sum != w.sum*int64(time.Second) {
			t.Fatalf("%s: %d runs, %d s", u.ID, n, sum/int64(time.Second))
		}
		if got := clock(u.Runs[0].Start.Time); got != w.first {
			t.Errorf("%s: first start %s, want %s", u.ID, got, w.first)
		}
		if got := clock(u.Runs[len(u.Runs)-1].Start.Time); got != w.last {
			t.Errorf("%s: last start %s, want %s", u.ID, got, w.last)
		}
	}
	if len(want) > 0 {
		t.Errorf("missing units %v", want)
	}
	for _, p := range v.Peers {
		if len(p.Steps) < 4 {
			t.Errorf("peer %s:%d has %d steps: lines without an address were not joined", p.Addr, p.Port, len(p.Steps))
		}
	}
}
