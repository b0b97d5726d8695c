package report

import (
	"fmt"
	"testing"

	"inquest/internal/event"
	"inquest/internal/evidence"
	"inquest/internal/finding"
	"inquest/internal/profile"
)

func run(state profile.RunState, end, seconds int64) profile.Run {
	return profile.Run{
		State: state, Duration: seconds * testSecond, HasDuration: seconds > 0,
		End: profile.Mark{Time: end * testSecond, HasTime: true},
	}
}

func testUnits(n int, name string, runs ...profile.Run) []profile.Unit {
	var out []profile.Unit
	for i := range n {
		out = append(out, profile.Unit{Kind: "job", ID: fmt.Sprintf("J%04d", i), Name: name, Runs: runs})
	}
	return out
}

func TestLostRunsCountAsFailed(t *testing.T) {
	u := profile.Unit{Kind: "job", ID: "A", Runs: []profile.Run{
		run(profile.RunFailed, 1, 5), run(profile.RunLost, 2, 0), run(profile.RunSucceeded, 3, 7),
		run(profile.RunCancelled, 4, 0), run(profile.RunOpen, 5, 0),
	}}
	got := unitOf(&u, true)
	if got.Failed != 2 || got.Lost != 1 || got.Succeeded != 1 || got.Cancelled != 1 || got.Open != 1 || got.Runs != 5 {
		t.Errorf("got %+v", got)
	}
	if got.From != "1970-01-01T00:00:01Z" || got.To != "1970-01-01T00:00:05Z" {
		t.Errorf("window %s to %s", got.From, got.To)
	}
	if got.Duration.N != 2 || got.Duration.Sum != 12 || got.Duration.P50 != 6 {
		t.Errorf("durations %+v", got.Duration)
	}
}

func TestUnitsAreBoundedAndCountsExact(t *testing.T) {
	units := append(testUnits(healthyUnits+50, "bake", run(profile.RunSucceeded, 1, 1)),
		testUnits(3*healthyUnits, "glaze", run(profile.RunFailed, 1, 1))...)
	list, totals := listUnits(units, false)
	if len(list) != 4*healthyUnits {
		t.Errorf("%d units are listed, want all %d failed and %d others", len(list), 3*healthyUnits, healthyUnits)
	}
	if len(totals) != 1 || totals[0].Units != int64(len(units)) || totals[0].Listed != int64(len(list)) || totals[0].Failing != 3*healthyUnits {
		t.Errorf("totals are %+v", totals)
	}
}

func TestManyUnitsAreGroupedByName(t *testing.T) {
	few := groupUnits(testUnits(separateUnits, "bake", run(profile.RunFailed, 1, 1)))
	if len(few) != separateUnits || opened(few[0].label()) != "job J0000 (bake)" {
		t.Errorf("%d groups, the first is %q", len(few), opened(few[0].label()))
	}
	units := append(testUnits(10, "bake", run(profile.RunSucceeded, 1, 1)), testUnits(10, "glaze", run(profile.RunFailed, 1, 1))...)
	many := groupUnits(units)
	if len(many) != 2 || opened(many[0].label()) != "jobs of type glaze" || many[0].bad() != 10 || many[0].failing != 10 || many[1].units != 10 {
		t.Errorf("groups are %+v", many)
	}
	unnamed := groupUnits(testUnits(10, "", run(profile.RunFailed, 1, 1)))
	if len(unnamed) != 1 || opened(unnamed[0].label()) != "jobs" {
		t.Errorf("unnamed units give %+v", unnamed)
	}
}

func TestHistogramHoldsEveryRun(t *testing.T) {
	g := &groupUnits([]profile.Unit{{Kind: "job", ID: "A", Runs: []profile.Run{
		run(profile.RunFailed, 1, 100), run(profile.RunFailed, 1, 101), run(profile.RunSucceeded, 1, 450), run(profile.RunCancelled, 1, 3), run(profile.RunFailed, 1, 0),
	}}})[0]
	h := histogram(g, 100*testSecond).Histogram
	if h.N != 4 || len(h.Bars) != 5 || h.Bars[0].Failed != 1 || h.Bars[0].Other != 1 || h.Bars[1].Failed != 1 || h.Bars[4].Succeeded != 1 {
		t.Errorf("histogram is %+v", h)
	}
	if h.Min != 3*testSecond || h.Max != 450*testSecond || h.Sum != 654*testSecond {
		t.Errorf("extremes are %+v", h)
	}
	far := &groupUnits([]profile.Unit{{Kind: "job", ID: "A", Runs: []profile.Run{run(profile.RunFailed, 1, 90000), run(profile.RunFailed, 1, 90100)}}})[0]
	if n := len(histogram(far, 100*testSecond).Histogram.Bars); n != 2 {
		t.Errorf("%d bars for two long runs, want 2", n)
	}
}

func TestHeatMapColumnsAreNoFinerThanTheClock(t *testing.T) {
	units := []profile.Unit{{Kind: "job", ID: "A", Runs: []profile.Run{run(profile.RunFailed, 10, 1), run(profile.RunFailed, 12, 1), run(profile.RunSucceeded, 11, 1)}}}
	b := &builder{groups: groupUnits(units)}
	h := b.heatMap().HeatMap
	if h.Width != testSecond || len(h.Columns) != 3 || h.Total != 2 || h.Sums[0] != 1 || h.Sums[1] != 0 || h.Sums[2] != 1 {
		t.Errorf("heat map is %+v", h)
	}
	if (&builder{groups: groupUnits(units[:0])}).heatMap() != nil {
		t.Error("a heat map of nothing is drawn")
	}
}

func step(kind event.Kind, at int64) profile.Step {
	ref := evidence.Ref{File: "net.log", Line: at + 1, Offset: at, Length: 4, SHA256: evidence.HashBytes([]byte("line"))}
	return profile.Step{Kind: kind, Line: profile.Exemplar{Mark: profile.Mark{Time: (100 + at) * testSecond, HasTime: true}, Raw: "line", Ref: ref}}
}

func TestLadderCountsLongEpisodes(t *testing.T) {
	e := &finding.Episode{Peer: event.Peer{Addr: "10.0.0.1", Port: 80}, Whole: true, Bad: true}
	for i := range int64(20) {
		e.Steps = append(e.Steps, step([]event.Kind{event.ConnAttempt, event.ConnTimeout}[i%2], i))
	}
	b := &builder{v: &profile.View{Sources: []profile.Source{{Name: "net.log"}}}, rep: &Report{}}
	l := b.ladder(&finding.Finding{Data: e}).Ladder
	if len(l.Rungs) != 3 || l.Rungs[0].Count != 10 || !l.Rungs[1].Bad || l.Rungs[1].Count != 10 || l.Steps != 20 {
		t.Fatalf("ladder is %+v", l)
	}
	if last := l.Rungs[2]; last.State != "retry" || last.Count != 0 {
		t.Errorf("the retry that is not there is %+v", last)
	}
	e.Steps = e.Steps[:3]
	l = b.ladder(&finding.Finding{Data: e}).Ladder
	if len(l.Rungs) != 4 || l.Rungs[2].Offset != 2*testSecond || l.Span != 2*testSecond || l.Rungs[0].Line.Line != 1 {
		t.Errorf("short ladder is %+v", l)
	}
	if opened(l.Peer) != "10.0.0.1:80" {
		t.Errorf("peer is %q", opened(l.Peer))
	}
}

func TestStamp(t *testing.T) {
	for _, c := range []struct {
		ns        int64
		ok, zoned bool
		want      string
	}{{0, false, true, ""}, {1, true, true, "1970-01-01T00:00:00.000000001Z"}, {5e9, true, false, "1970-01-01T00:00:05"}, {-1e9, true, true, "1969-12-31T23:59:59Z"}} {
		if got := stamp(c.ns, c.ok, c.zoned); got != c.want {
			t.Errorf("stamp(%d) = %q, want %q", c.ns, got, c.want)
		}
	}
}

func TestZoneName(t *testing.T) {
	for _, c := range []struct {
		timed, zoned int64
		want         string
	}{{0, 0, zoneUnknown}, {5, 0, zoneUnknown}, {5, 5, zoneUTC}, {5, 3, zoneMixed}} {
		if got := zoneName(c.timed, c.zoned); got != c.want {
			t.Errorf("zoneName(%d, %d) = %q, want %q", c.timed, c.zoned, got, c.want)
		}
	}
}
