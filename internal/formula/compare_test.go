package formula

import (
	"math"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"inquest/internal/event"
	"inquest/internal/profile"
)

func counted(id string, n uint64, rows ...profile.Row) profile.Template {
	return profile.Template{ID: id, Count: n, Rows: rows}
}

func compared(here, there []profile.Template) *Env {
	sum := func(l []profile.Template) (n int64) {
		for _, t := range l {
			n += int64(t.Count)
		}
		return n
	}
	return &Env{
		View:     &profile.View{Sources: []profile.Source{{Name: "a.log", Records: sum(here)}}, Templates: here},
		Baseline: &profile.View{Sources: []profile.Source{{Name: "baseline/a.log", Records: sum(there)}}, Templates: there},
	}
}

func eval(t *testing.T, e *Env, expr string) float64 {
	t.Helper()
	r, err := e.Eval(expr)
	if err != nil {
		t.Fatalf("%s: %v", expr, err)
	}
	return r.Num
}

func TestVolumeIsWhatMostTemplatesAgreeOn(t *testing.T) {
	e := compared(
		[]profile.Template{counted("a", 20), counted("b", 40), counted("c", 10), counted("d", 200), counted("e", 12), counted("storm", 90000)},
		[]profile.Template{counted("a", 10), counted("b", 20), counted("c", 5), counted("d", 100), counted("e", 6), counted("storm", 9), counted("gone", 1e6)})
	if v := eval(t, e, "volume()"); v != 2 {
		t.Errorf("volume %v, want 2: the storm and what is gone must not decide", v)
	}
	if v := eval(t, e, "unrest()"); v != 1 {
		t.Errorf("unrest %v, want 1", v)
	}
	few := compared([]profile.Template{counted("a", 30)}, []profile.Template{counted("a", 10)})
	if v := eval(t, few, "volume()"); v != 3 {
		t.Errorf("volume of few templates %v, want records by records", v)
	}
	if _, err := (&Env{View: few.View}).Eval("volume()"); err == nil || !strings.Contains(err.Error(), "baseline") {
		t.Errorf("without a baseline: %v", err)
	}
}

func TestUnrestGrowsWithWhatChanceDoesNotExplain(t *testing.T) {
	var here, there []profile.Template
	for i, n := range []uint64{10, 200, 30, 500, 60, 900, 20} {
		id := string(rune('a' + i))
		here, there = append(here, counted(id, n)), append(there, counted(id, 100))
	}
	if v := eval(t, compared(here, there), "unrest()"); v < 10 {
		t.Errorf("unrest %v of counts that differ wildly", v)
	}
}

// TestRatePIsTheTailOfItsStatistic holds the p against an independent
// implementation of the distribution, and its symmetry in the two runs.
func TestRatePIsTheTailOfItsStatistic(t *testing.T) {
	e := compared(nil, nil)
	rapid.Check(t, func(r *rapid.T) {
		n, n0 := rapid.IntRange(0, 5000).Draw(r, "n"), rapid.IntRange(0, 5000).Draw(r, "n0")
		size := rapid.Float64Range(0.1, 10).Draw(r, "size")
		g, err := e.Eval(string(Call("rate_g", n, n0, size)))
		if err != nil {
			r.Fatal(err)
		}
		back, err := e.Eval(string(Call("rate_g", n0, n, 1/size)))
		if err != nil || math.Abs(g.Num-back.Num) > 1e-6*(1+g.Num) {
			r.Fatalf("%v one way, %v the other, %v", g.Num, back.Num, err)
		}
		p, err := e.Eval(string(Call("rate_p", n, n0, size, 1)))
		want := distuv.ChiSquared{K: 1}.Survival(g.Num)
		if err != nil || math.Abs(p.Num-want) > 1e-9 {
			r.Fatalf("p %v, want %v, %v", p.Num, want, err)
		}
	})
}

func TestFunctionsOfComparisons(t *testing.T) {
	line := func(off int64, text string) profile.Exemplar {
		return profile.Exemplar{Mark: profile.Mark{Offset: off}, Message: text}
	}
	early := []profile.Exemplar{line(1, "took 5 ms"), line(2, "took 9 ms")}
	row := profile.Row{Host: "h1", Service: "api", Logger: "x", Count: 3, Early: early, Sample: early[1:], Late: []profile.Exemplar{line(3, "took 2 ms")},
		Slots: []profile.Slot{{Key: "version", Values: []profile.Value{{Text: "1.2", N: 2}, {Text: "1.3", N: 1}}}}}
	e := compared([]profile.Template{counted("a", 3, row)}, []profile.Template{counted("a", 1)})
	e.View.Peers = []profile.Peer{{Peer: event.Peer{Addr: "db", Port: 5432}, Counts: map[event.Kind]int64{event.ConnTimeout: 2, event.ConnUp: 5}}}
	for expr, want := range map[string]float64{
		`count(template_durations("a", "a-b"))`:         3,
		`median(template_durations("a"))`:               5e6,
		`field("version")`:                              3,
		`field_value("version", "1.3")`:                 1,
		`baseline_field_value("version", "1.3")`:        0,
		`records_of("service", "api")`:                  3,
		`records_of("host", "h2")`:                      0,
		`records_of("logger", "x")`:                     3,
		`peer_of("db", 5432, "timeout")`:                2,
		`peer_of("db", 5432, "all")`:                    7,
		`baseline_peer_of("db", 5432, "all")`:           0,
		`times(limit(6), limit(1), limit(3))`:           2,
		`round(rate_g(limit(10), limit(10), 1))`:        0,
		`round(100 * rate_p(limit(3), limit(3), 1, 1))`: 100,
	} {
		if v := eval(t, e, expr); v != want {
			t.Errorf("%s = %v, want %v", expr, v, want)
		}
	}
	for _, bad := range []string{`times(limit(1), limit(0), limit(1))`, `rate_g(-limit(1), limit(0), limit(1))`, `rate_p(limit(1), limit(0), limit(0), 1)`, `rate_p(limit(1), limit(0), limit(1), 0)`, `records_of("room", "x")`, `peer_of("db", 1, "sneezed")`} {
		if r, err := e.Eval(bad); err == nil {
			t.Errorf("%s = %v, want an error", bad, r)
		}
	}
}
