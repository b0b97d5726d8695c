package formula

import (
	"testing"

	"pgregory.net/rapid"

	"inquest/internal/profile"
	"inquest/internal/record"
)

// keptView keeps three lines: one in a row, one of a run, one of a connection.
func keptView() *profile.View {
	mark := func(src int, line, at int64) profile.Mark {
		return profile.Mark{Time: at, HasTime: at != 0, Source: src, Line: line, Offset: line * 10}
	}
	row := profile.Row{Source: 0, Level: record.LevelError, Host: "h1", Service: "s", Logger: "l", Count: 5,
		Buckets: []profile.Bucket{{At: 100, N: 2}, {At: 110, N: 3}},
		Early:   []profile.Exemplar{{Mark: mark(0, 3, 104), Message: "query took 15ms"}, {Mark: mark(0, 4, 0), Message: "no time"}}}
	end := profile.Exemplar{Mark: mark(0, 9, 119), Message: "Job A failed"}
	step := profile.Step{Latency: 7e6, Line: profile.Exemplar{Mark: mark(1, 2, 130)}}
	return &profile.View{
		Width:     10,
		Sources:   []profile.Source{{Name: "a.log", Gaps: []profile.Gap{{From: 120, To: 180}}}, {Name: "b.log"}},
		Templates: []profile.Template{{ID: "t1", Count: 7, Rows: []profile.Row{row, {Source: 1, Level: record.LevelInfo, Count: 2, Buckets: []profile.Bucket{{At: 130, N: 2}}}}}},
		Units:     []profile.Unit{{Kind: "job", ID: "A", Sources: []int{0}, Runs: []profile.Run{{State: profile.RunFailed, EndLine: profile.LineOf(end)}}}},
		Peers:     []profile.Peer{{Source: 1, Steps: []profile.Step{step}}},
	}
}

func TestLinesRowsAndStretches(t *testing.T) {
	e := &Env{View: keptView(), Baseline: keptView()}
	for src, want := range map[string]int64{
		`line_time("a.log", 3)`:                                   104,
		`line_time("a.log", 9)`:                                   119,
		`line_time("b.log", 2) - line_time("a.log", 3)`:           26,
		`baseline_line_time("b.log", 2)`:                          130,
		`line_latency("b.log", 2)`:                                7e6,
		`middle(line_durations("a.log", 3))`:                      15e6,
		`kept_lines("a.log", 3, 4, 9, 3)`:                         3,
		`templates_in("*", "t1")`:                                 7,
		`templates_in("a.log", "t1", "none")`:                     5,
		`templates_before(110, "*", "t1")`:                        2,
		`templates_from(110, "*", "t1")`:                          5,
		`templates_before(109, "a.log", "t1")`:                    1, // no bucket ends before: a kept line tells
		`row("t1", "a.log", "error", "h1", "s", "l")`:             5,
		`row_before(120, "t1", "a.log", "error", "h1", "s", "l")`: 5,
		`row_from(119, "t1", "a.log", "error", "h1", "s", "l")`:   3,
		`runs_in("job", "a.log", "failed")`:                       1,
		`runs_in("job", "b.log", "failed")`:                       0,
		`burst_from("error", 0.5)`:                                110,
		`burst_to("error", 0.5)`:                                  120,
		`burst_in("error", 0.5)`:                                  3,
		`burst_all("error", 0.5)`:                                 5,
		`source_gap_from("a.log", 0)`:                             120,
		`source_gap_to("a.log", 0)`:                               180,
	} {
		r, err := e.Eval(src)
		if err != nil || !r.Exact || r.Int != want {
			t.Errorf("%s = %+v (%v), want %d", src, r, err, want)
		}
	}
}

func TestLineFunctionsRefuse(t *testing.T) {
	e := &Env{View: keptView()}
	for _, src := range []string{
		`line_time("a.log", 4)`,          // kept, but without a time
		`line_time("a.log", 5)`,          // not kept
		`line_time("c.log", 3)`,          // no such source
		`line_time("a.log", 3.5)`,        // no whole number
		`line_latency("a.log", 3)`,       // no latency
		`line_durations("a.log", 9)`,     // prints none
		`kept_lines("a.log", 3, 77)`,     // one is not kept
		`baseline_line_time("a.log", 3)`, // no baseline
		`row("t1", "a.log", "warn", "h1", "s", "l")`,
		`row("t9", "a.log", "error", "h1", "s", "l")`,
		`burst_from("error", 0)`,
		`burst_from("critical", 0.5)`,
		`source_gap_to("a.log", 1)`,
		`middle(durations("job", "*", "all"))`,
		`runs_in("job", "c.log", "all")`,
		`templates_before(1.5, "*", "t1")`,
	} {
		if r, err := e.Eval(src); err == nil {
			t.Errorf("%s = %+v, want an error", src, r)
		}
	}
}

// TestBurstIsTheShortest compares Burst with trying every stretch.
func TestBurstIsTheShortest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ticks := rapid.SliceOfN(rapid.Int64Range(0, 30), 1, 20).Draw(t, "ticks")
		share := rapid.Float64Range(0.1, 1).Draw(t, "share")
		v := &profile.View{Width: 1}
		for _, at := range ticks {
			v.Templates = append(v.Templates, profile.Template{Rows: []profile.Row{{Level: record.LevelError, Count: 1, Buckets: []profile.Bucket{{At: at, N: 1}}}}})
		}
		need := int64(share*float64(len(ticks)) + 0.999)
		best := int64(1 << 40)
		for from := range int64(31) {
			for to := from; to <= 30; to++ {
				n := int64(0)
				for _, at := range ticks {
					if at >= from && at <= to {
						n++
					}
				}
				if n >= need {
					best = min(best, to-from+1)
				}
			}
		}
		got, ok := Burst(v, record.LevelError, share)
		if !ok || got.To-got.From != best || got.In < need || got.All != int64(len(ticks)) {
			t.Fatalf("%+v, want a stretch of %d with at least %d", got, best, need)
		}
	})
}

// TestSplitAddsUp: what lies before and after is all, and a later instant never
// has fewer records before it.
func TestSplitAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var r profile.Row
		for i, n := range rapid.SliceOfN(rapid.Uint32Range(1, 9), 1, 8).Draw(t, "n") {
			r.Buckets = append(r.Buckets, profile.Bucket{At: int64(i) * 10, N: n})
			r.Count += uint64(n)
		}
		at := rapid.Int64Range(-5, 100).Draw(t, "at")
		before, after := SplitAt(&r, at, 10)
		later, _ := SplitAt(&r, at+rapid.Int64Range(0, 50).Draw(t, "step"), 10)
		if before+after != int64(r.Count) || before < 0 || after < 0 || later < before {
			t.Fatalf("%d + %d of %d, later %d", before, after, r.Count, later)
		}
	})
}
