package formula

import (
	"math"
	"strings"
	"testing"

	"inquest/internal/event"
	"inquest/internal/profile"
	"inquest/internal/record"
	"inquest/internal/template"
)

const second = int64(1e9)

func at(sec int64) profile.Mark { return profile.Mark{Time: sec * second, HasTime: true, Line: 1} }

func run(state profile.RunState, start, end int64) profile.Run {
	return profile.Run{State: state, Start: at(start), End: at(end), Duration: (end - start) * second, HasDuration: true, Retries: 2,
		Targets: []string{"db-7"}, LastTarget: "db-7", Worker: "w1"}
}

// sample is a small view of two sources, three units, one template and one far
// end.
func sample() *profile.View {
	a := profile.Source{Name: "app.log", Records: 10, Lines: 12, Bytes: 900, Timed: 9, Zoned: 4, OutOfOrder: 1, First: at(100), Last: at(200),
		Buckets: []profile.Bucket{{At: 100 * second, N: 6}, {At: 150 * second, N: 3}}, Gaps: []profile.Gap{{From: 110 * second, To: 150 * second}}}
	a.Levels[record.LevelError], a.Levels[record.LevelCritical] = 3, 1
	a.Account.PlainRecs = 1
	b := profile.Source{Name: "net.log", Records: 5, Lines: 5, Bytes: 300, First: at(500), Last: at(600)}
	b.Levels[record.LevelError] = 2
	line := func(sec int64) profile.Exemplar { return profile.Exemplar{Mark: at(sec)} }
	return &profile.View{
		Sources: []profile.Source{a, b},
		Units: []profile.Unit{
			{Kind: "job", ID: "R-1", Name: "resize", Runs: []profile.Run{run(profile.RunFailed, 100, 130), run(profile.RunFailed, 110, 150), run(profile.RunSucceeded, 160, 165)}},
			{Kind: "job", ID: "R-2", Name: "resize", Runs: []profile.Run{run(profile.RunSucceeded, 120, 121)}},
			{Kind: "request", ID: "q", Runs: []profile.Run{{State: profile.RunLost, Start: at(130)}}},
		},
		Peers: []profile.Peer{{Source: 1, Peer: event.Peer{Addr: "10.9.0.1", Port: 5432, Protocol: "TCP"},
			Counts:  map[event.Kind]int64{event.ConnTimeout: 2, event.ConnSlow: 1},
			Steps:   []profile.Step{{Kind: event.ConnSlow, Latency: 50e6, Line: line(500)}, {Kind: event.ConnTimeout, Line: line(600)}},
			Latency: profile.Durations{Exact: []int64{50e6}, N: 1, Min: 50e6, Max: 50e6, Sum: 50e6}}},
		From: 100 * second, To: 600 * second, HasTime: true, Width: 50 * second,
	}
}

func env() *Env {
	base := &profile.View{Units: []profile.Unit{{Kind: "job", ID: "R-1", Runs: []profile.Run{run(profile.RunSucceeded, 1, 3)}}}}
	return &Env{View: sample(), Baseline: base, Status: []Status{
		{Kind: "job", ID: "R-1", State: "failed", Duration: 30 * second, Start: 100 * second, Latency: 5e6},
		{Kind: "job", ID: "R-2", State: "completed"}}}
}

func TestEval(t *testing.T) {
	for expr, want := range map[string]float64{
		`limit(100)`:                                       100,
		`limit(1.5s) + limit(2ms)`:                         1.502e9,
		`-limit(2) * (3 + 4) / 7`:                          -2,
		`limit(7) - 2 - 1`:                                 4,
		`runs("job", "R-1", "failed")`:                     2,
		`runs("job", "*", "all")`:                          4,
		`runs("*", "", "lost")`:                            1,
		`sum(durations("job", "R-1", "failed"))`:           70e9,
		`median(durations("job", "*", "all"))`:             17.5e9,
		`quantile(durations("job", "*", "all"), 0.75)`:     30e9,
		`mean(durations("job", "R-1", "failed"))`:          35e9,
		`nth(durations("job", "*", "all"), -1)`:            40e9,
		`between(durations("job", "*", "all"), 5s, 30s)`:   1,
		`at_least(durations("job", "*", "all"), 30s)`:      2,
		`spread(ends("job", "R-1", "failed"))`:             20e9,
		`count(starts("job", "*", "failed"))`:              2,
		`sum(retries("job", "R-1", "failed"))`:             4,
		`runs_named("job", "resize", "succeeded")`:         2,
		`sum(durations_named("job", "resize", "failed"))`:  70e9,
		`runs_to("job", "db-7", "failed")`:                 2,
		`runs_failing_at("job", "db-8", "failed")`:         0,
		`runs_on("job", "w1", "all")`:                      4,
		`units("job", "failed")`:                           1,
		`units("job", "all")`:                              2,
		`units_named("job", "resize", "succeeded")`:        2,
		`baseline_runs("job", "*", "all")`:                 1,
		`baseline_max(durations("job", "R-1", "all"))`:     math.NaN(),
		`max(baseline_durations("job", "R-1", "all"))`:     2e9,
		`records("*")`:                                     15,
		`lines("app.log")`:                                 12,
		`bytes("net.log")`:                                 300,
		`timed("*") + zoned("*") + out_of_order("*")`:      14,
		`plain_records("app.log")`:                         1,
		`sources()`:                                        2,
		`level("error", "*")`:                              5,
		`level_from("error", "app.log")`:                   4,
		`source_first("*")`:                                100e9,
		`source_first("net.log") - source_last("app.log")`: 300e9,
		`source_between("app.log", 100s, 150s)`:            6,
		`source_gap("app.log", 0)`:                         40e9,
		`from()`:                                           100e9,
		`to() - from()`:                                    500e9,
		`bucket_width()`:                                   50e9,
		`gap(source_first("app.log"), source_last("app.log"), source_first("net.log"), source_last("net.log"))`:     300e9,
		`overlap(source_first("app.log"), source_last("app.log"), source_first("net.log"), source_last("net.log"))`: 0,
		`overlap(1s, 5s, 2s, 9s)`:                                               3e9,
		`gap(1s, 5s, 5s, 9s)`:                                                   0,
		`peer("net.log", "10.9.0.1", 5432, "timeout")`:                          2,
		`peer("*", "*", -1, "all")`:                                             3,
		`peers("net.log")`:                                                      1,
		`peer_steps("net.log", "10.9.0.1", 5432)`:                               2,
		`step_time("net.log", "10.9.0.1", 5432, -1)`:                            600e9,
		`step_latency("net.log", "10.9.0.1", 5432, 0)`:                          50e6,
		`max(latencies("net.log", "10.9.0.1", 5432))`:                           50e6,
		`latency_max("*", "*", -1)`:                                             50e6,
		`latency_count("*", "*", -1)`:                                           1,
		`status_runs("failed", "FAILED", "completed")`:                          2,
		`status_of("job", "R-1", "*")`:                                          1,
		`sum(status_durations("*", "*", "*"))`:                                  30e9,
		`status_field("latency", 0)`:                                            5e6,
		`count(join(starts("job", "R-1", "all"), starts("job", "R-2", "all")))`: 4,
		`count(steps(starts("job", "*", "all")))`:                               3,
		`distinct(ends("job", "*", "all"))`:                                     4,
		`ratio(limit(1), 4)`:                                                    0.25,
		`percent(runs("job", "*", "failed"), runs("job", "*", "all"))`:          50,
		`bonferroni(0.01, 7)`:                                                   0.07,
		`min(limit(3), 2, 8)`:                                                   2,
		`template("no such")`:                                                   0,
	} {
		r, err := env().Eval(expr)
		switch {
		case math.IsNaN(want):
			if err == nil {
				t.Errorf("%s = %v, want an error", expr, r.Num)
			}
		case err != nil:
			t.Errorf("%s: %v", expr, err)
		case math.Abs(r.Num-want) > 1e-9*max(1, math.Abs(want)):
			t.Errorf("%s = %v, want %v", expr, r.Num, want)
		}
	}
}

func TestEvalErrors(t *testing.T) {
	for expr, want := range map[string]string{
		``:                                       "ends too early",
		`12`:                                     "limit(100)",
		`3 + 4`:                                  "limit(100)",
		`limit(1`:                                "expected , or )",
		`limit(1) 2`:                             "behind the end",
		`limit(1x)`:                              "unknown unit",
		`limit(1..2)`:                            "no number",
		`limit("a")`:                             "is a number, got a string",
		`limit(1, 2)`:                            "got 2 arguments",
		`nonsense(1)`:                            "unknown function",
		`baseline_limit(1)`:                      "unknown function",
		`count(1)`:                               "is a list, got a number",
		`"a" + limit(1)`:                         "takes numbers, got a string",
		`starts("job","*","all") + 1`:            "takes numbers, got a list",
		`runs("job", "*", "bad")`:                "unknown state",
		`records("none.log")`:                    "no source",
		`level("loud", "*")`:                     "unknown level",
		`peer("*", "1.2.3.4", 1, "up")`:          "no far end",
		`peer("*", "*", -1, "shiny")`:            "unknown kind",
		`limit(1) / 0`:                           "division by zero",
		`min(durations("job", "none", "all"))`:   "empty",
		`quantile(starts("job", "*", "all"), 2)`: "lies in 0 to 1",
		`nth(starts("job", "*", "all"), 9)`:      "outside",
		`limit("open`:                            "string is not closed",
		`limit(1) $`:                             "unexpected",
		`template_first("none")`:                 "no template",
		`gap(5s, 1s, 2s, 3s)`:                    "ends before it begins",
		`fisher(1.5, 2, 3, 4)`:                   "no count",
		`fisher_rates(5, 2, 3, 4)`:               "larger than n",
		`chi2_uniform(1)`:                        "at least two",
		strings.Repeat("(", 40) + "limit(1)" + strings.Repeat(")", 40): "too large",
		"limit(" + strings.Repeat("1+", 3000) + "1)":                   "too large",
		strings.Repeat(" ", maxLength) + "limit(1)":                    "at most",
	} {
		_, err := env().Eval(expr)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.60s: error %v, want %q in it", expr, err, want)
		}
	}
}

func TestMissingViews(t *testing.T) {
	for expr, want := range map[string]string{
		`baseline_runs("job", "*", "all")`: "needs a baseline",
		`runs("job", "*", "all")`:          "needs a profile",
	} {
		if _, err := (&Env{}).Eval(expr); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q in it", expr, err, want)
		}
	}
}

func TestSlots(t *testing.T) {
	slot := func(many bool, v ...profile.Value) profile.Slot {
		return profile.Slot{Values: v, Many: many, Min: 2, Max: 9, Numeric: true, Kind: template.Kind(0)}
	}
	tpl := profile.Template{ID: "t1", Count: 5, First: at(1), Last: at(9), Rows: []profile.Row{
		{Source: 0, Level: record.LevelError, Host: "h1", Count: 3, Buckets: []profile.Bucket{{At: 0, N: 3}}, Slots: []profile.Slot{slot(false, profile.Value{Text: "a", N: 2}, profile.Value{Text: "b", N: 1})}},
		{Source: 1, Host: "h2", Service: "s", Logger: "l", Count: 2, Slots: []profile.Slot{slot(false, profile.Value{Text: "a", N: 2}), slot(true)}},
	}}
	var total int64
	c := context{env: &Env{View: &profile.View{Templates: []profile.Template{tpl}}}}
	for i := range tpl.Rows {
		for j := range tpl.Rows[i].Slots {
			total += valueCount(&tpl.Rows[i].Slots[j], "a")
		}
	}
	if total != 4 {
		t.Errorf("value a counted %d times, want 4", total)
	}
	if c.env.View.Template("t1") == nil {
		t.Skip("package profile does not find templates yet")
	}
	e := c.env
	e.View.Sources = []profile.Source{{Name: "a"}, {Name: "b"}}
	for expr, want := range map[string]float64{
		`template("t1")`: 5, `templates()`: 1, `template_first("t1")`: 1e9, `template_last("t1")`: 9e9, `template_between("t1", 0, 1s)`: 3,
		`template_at("t1", "error")`: 3, `template_host("t1", "h2")`: 2, `template_service("t1", "s")`: 2, `template_logger("t1", "x")`: 0,
		`slot_count("t1", "a")`: 4, `slot_at("t1", 0, "b")`: 1, `slot_distinct("t1", 0)`: 2, `slot_min("t1", 0)`: 2, `slot_max("t1", 0)`: 9,
	} {
		if r, err := e.Eval(expr); err != nil || r.Num != want {
			t.Errorf("%s = %v, %v; want %v", expr, r.Num, err, want)
		}
	}
	for _, expr := range []string{`slot_distinct("t1", 1)`, `slot_max("t1", 7)`, `slot_at("t1", 1, "a")`} {
		if _, err := e.Eval(expr); err == nil {
			t.Errorf("%s: no error", expr)
		}
	}
}

func TestExactness(t *testing.T) {
	for expr, want := range map[string]Result{
		`limit(9223372036854775807) - 1`:                        whole(math.MaxInt64 - 1),
		`limit(9007199254740993) * 1`:                           whole(9007199254740993),
		`limit(7) / 2`:                                          {Num: 3.5},
		`limit(9223372036854775807) + 1`:                        {Num: 9223372036854775808},
		`sum(limit(4611686018427387904), 4611686018427387904)`:  {Num: 9223372036854775808},
		`limit(3037000500) * 3037000500`:                        {Num: 3037000500.0 * 3037000500.0},
		`max(limit(9007199254740993), limit(9007199254740992))`: whole(9007199254740993),
		`median(starts("job", "R-1", "failed"))`:                whole(105 * second),
	} {
		r, err := env().Eval(expr)
		if err != nil || r.Exact != want.Exact || r.Int != want.Int || r.Num != want.Num {
			t.Errorf("%s = %+v, %v; want %+v", expr, r, err, want)
		}
	}
}

func TestCallQuotes(t *testing.T) {
	hostile := "a\"), runs(\"job\", \"\n\\\xff"
	expr := Call("runs", "job", hostile, "all")
	e := env()
	e.View.Units = append(e.View.Units, profile.Unit{Kind: "job", ID: hostile, Runs: []profile.Run{{State: profile.RunFailed}}})
	r, err := e.Eval(string(expr))
	if err != nil || r.Int != 1 {
		t.Errorf("%s = %v, %v; want 1", expr, r.Num, err)
	}
	nested := Sub(Call("sum", Call("durations", "job", "R-1", "failed")), Call("limit", 70*second))
	if r, err := e.Eval(string(nested)); err != nil || r.Int != 0 {
		t.Errorf("%s = %v, %v; want 0", nested, r.Num, err)
	}
	if err := Check(string(Call("limit", struct{}{}))); err == nil {
		t.Error("an argument of an unknown type makes a formula")
	}
	for _, e := range []Expr{Add(Call("limit", 1), Call("limit", 2.5)), Mul(Call("limit", uint64(3)), "2"), Div(Call("limit", int64(-1)), "limit(2)")} {
		if err := Check(string(e)); err != nil {
			t.Error(err)
		}
	}
}

func TestValues(t *testing.T) {
	e := env()
	if v, err := e.CountValue("n", `runs("job", "R-1", "failed")`); err != nil || v.Int != 2 || v.Formula == "" || v.Slot != "n" {
		t.Errorf("count: %+v, %v", v, err)
	}
	if v, err := e.DurationValue("d", `mean(durations("job", "*", "all")) / 3`); err != nil || v.Int != 6333333333 {
		t.Errorf("duration: %+v, %v", v, err)
	}
	if v, err := e.InstantValue("i", `from()`); err != nil || v.Int != 100*second {
		t.Errorf("instant: %+v, %v", v, err)
	}
	if v, err := e.PercentValue("p", `percent(limit(1), 3)`); err != nil || v.Float != 33.3333333 {
		t.Errorf("percent: %+v, %v", v, err)
	}
	if v, err := e.ProbValue("p", `fisher(0, 10, 10, 0)`); err != nil || v.Float > 0.001 {
		t.Errorf("prob: %+v, %v", v, err)
	}
	if v, err := e.NumberValue("x", `limit(1) / 3`); err != nil || v.Float != 0.333333333 {
		t.Errorf("number: %+v, %v", v, err)
	}
	bad := []error{}
	for _, f := range []func() error{
		func() error { _, err := e.CountValue("n", `limit(1) / 3`); return err },
		func() error { _, err := e.CountValue("n", `12`); return err },
		func() error { _, err := e.NumberValue("n", `starts("job", "*", "all")`); return err },
		func() error { _, err := e.PercentValue("n", `limit(101)`); return err },
		func() error { _, err := e.ProbValue("n", `limit(2)`); return err },
	} {
		bad = append(bad, f())
	}
	for i, err := range bad {
		if err == nil {
			t.Errorf("bad value %d: no error", i)
		}
	}
}

func TestFunctionsAreDocumented(t *testing.T) {
	names := map[string]bool{}
	last := ""
	for _, f := range Functions() {
		if f.Doc == "" || f.Name <= last {
			t.Errorf("function %q: no doc, or out of order", f.Name)
		}
		names[f.Name], last = true, f.Name
	}
	for _, want := range []string{"fisher", "durations", "baseline_durations", "step_time", "limit"} {
		if !names[want] {
			t.Errorf("function %q is missing", want)
		}
	}
	if names["baseline_limit"] || names["baseline_status_runs"] {
		t.Error("functions that read no view have a baseline form")
	}
}

func FuzzEval(f *testing.F) {
	for _, s := range []string{
		`sum(durations("job", "R-1", "failed"))`, `fisher(3, 10, 0, 40)`, `limit(1.5e3ms) - -2`, `ks_uniform(join(starts("job", "*", "all")))`,
		`percent(runs("job","*","failed"), runs("job","*","all"))`, `chi2_uniform(3, 4, 5, 100)`, `((((limit(1)))))`, `"`, `limit(1e309)`, `quantile(ends("*","*","all"), limit(0.5))`,
		`ks2(starts("job","*","all"), ends("job","*","all"))`, `binom_tail(3, 10, 0.5)`, `poisson_tail(1e9, 1e12)`, `slot_max("t", 1)`,
	} {
		f.Add(s)
	}
	e := env()
	f.Fuzz(func(t *testing.T, expr string) {
		r, err := e.Eval(expr)
		if err != nil {
			return
		}
		if math.IsNaN(r.Num) || math.IsInf(r.Num, 0) {
			t.Errorf("%q = %v", expr, r.Num)
		}
		if cerr := Check(expr); cerr != nil {
			t.Errorf("%q evaluates, but Check says %v", expr, cerr)
		}
		if again, _ := e.Eval(expr); again.Num != r.Num || again.Int != r.Int {
			t.Errorf("%q gives %v, then %v", expr, r.Num, again.Num)
		}
	})
}
