package finding

import (
	"testing"

	"inquest/internal/record"
	"inquest/internal/trail"
)

// walks builds a trail of requests, each over the same steps: owner, statement
// and ms after the one before.
type step struct {
	owner, text string
	level       record.Level
	ms          int64
}

func walks(n int, start int64, steps func(i int) []step) *trail.Trail {
	t := &trail.Trail{}
	index := map[step]int32{}
	for i := range n {
		at := start + int64(i)*1e9
		byOwner := map[string]int{}
		for _, s := range steps(i) {
			at += s.ms * 1e6
			key := step{s.owner, s.text, s.level, 0}
			id, ok := index[key]
			if !ok {
				id = int32(len(t.Statements))
				index[key] = id
				t.Statements = append(t.Statements, trail.Statement{Owner: s.owner, Text: s.text, Level: s.level})
			}
			t.Statements[id].Count++
			k, ok := byOwner[s.owner]
			if !ok {
				k = len(t.Spans)
				byOwner[s.owner] = k
				t.Spans = append(t.Spans, trail.Span{Request: uint64(i + 1), Owner: s.owner})
			}
			t.Spans[k].Events = append(t.Spans[k].Events, trail.Event{Time: at, Statement: id})
		}
	}
	return t
}

func usual(int) []step {
	return []step{{"shop", "order begins", 0, 0}, {"bank", "charge begins", 0, 5}, {"bank", "charge done", 0, 20}, {"shop", "order done", 0, 5}}
}

func TestBreakIsFoundFromItsOnset(t *testing.T) {
	healthy := walks(60, 0, usual)
	now := walks(60, 1e12, func(i int) []step {
		if i < 30 {
			return usual(i)
		}
		return []step{{"shop", "order begins", 0, 0}, {"bank", "charge begins", 0, 5}, {"shop", "order failed", record.LevelError, 5}}
	})
	f := bestFlow(healthy, now)
	if len(f.Breaks) == 0 {
		t.Fatal("no break found")
	}
	if b := f.Breaks[0]; b.Owner != "bank" && b.Owner != "shop" {
		t.Errorf("%+v", b)
	}
	top := f.Scores()[0]
	if at := (f.From - 1e12) / 1e9; at < 24 || at > 36 {
		t.Errorf("the onset lies at request %d, want about 30", at)
	}
	found := false
	for _, b := range f.Breaks {
		found = found || b.Owner == "bank" && b.After == "charge begins" && b.Missing == "charge done"
	}
	if !found || top.Text < minBreak {
		t.Errorf("who fell silent is not accused: %+v", f.Breaks)
	}
}

func TestDelayGoesToWhoIsCalled(t *testing.T) {
	healthy := walks(40, 0, usual)
	now := walks(40, 1e12, func(i int) []step {
		s := usual(i)
		s[1].ms, s[3].ms = 105, 105
		return s
	})
	f := bestFlow(healthy, now)
	if len(f.Breaks) != 0 || len(f.Delays) != 2 {
		t.Fatalf("breaks %d, delays %+v", len(f.Breaks), f.Delays)
	}
	best := FlowScore{}
	for _, s := range f.Scores() {
		if s.Excess > best.Excess {
			best = s
		}
	}
	if best.Owner != "bank" {
		t.Errorf("%+v", f.Scores())
	}
}

func TestOtherMixOfRequestsIsNoBreak(t *testing.T) {
	other := []step{{"shop", "list begins", 0, 0}, {"shop", "list done", 0, 2}}
	mix := func(every int) func(int) []step {
		return func(i int) []step {
			if i%every == 0 {
				return usual(i)
			}
			return other
		}
	}
	f := bestFlow(walks(60, 0, mix(2)), walks(60, 1e12, mix(10)))
	if len(f.Breaks)+len(f.Delays) != 0 {
		t.Errorf("%+v", f)
	}
}

func TestLifeOfAProcessIsNoRequest(t *testing.T) {
	loop := func(gap int64) *trail.Trail {
		tr := walks(20, 0, usual)
		tr.Statements = append(tr.Statements, trail.Statement{Owner: "shop", Text: "tick"})
		var ev []trail.Event
		for i := range int64(6) {
			ev = append(ev, trail.Event{Time: i * gap, Statement: int32(len(tr.Statements) - 1)})
		}
		tr.Spans = append(tr.Spans, trail.Span{Request: 999, Owner: "shop", Events: ev})
		return tr
	}
	if f := bestFlow(loop(2e9), loop(35e8)); len(f.Delays) != 0 {
		t.Errorf("%+v", f.Delays)
	}
}

func TestLikelihood(t *testing.T) {
	if g := likelihood(50, 100, 50, 100); g > 1e-9 {
		t.Errorf("like shares give %g", g)
	}
	if g := likelihood(20, 20, 0, 20); g < 55 || g > 56 {
		t.Errorf("%g, want 2*40*ln 2 = 55.45", g)
	}
	if likelihood(0, 10, 0, 10) != 0 {
		t.Error("nothing against nothing")
	}
}

func TestContrast(t *testing.T) {
	h := walks(10, 0, usual)
	h.Statements = append(h.Statements, trail.Statement{Owner: "shop", Logger: "shop.api", Status: 200, Text: "GET", Count: 40})
	n := walks(10, 1e12, func(i int) []step { return append(usual(i)[:2], step{"shop", "order failed", record.LevelError, 1}) })
	n.Statements = append(n.Statements, trail.Statement{Owner: "shop", Logger: "shop.api", Status: 200, Text: "GET", Count: 20}, trail.Statement{Owner: "shop", Logger: "shop.api", Status: 500, Text: "GET", Count: 20})
	h, n = trail.Rebuilt(h), trail.Rebuilt(n)
	d := &Contrast{Gone: map[string]float64{}, Fresh: map[string]int{}}
	d.statements(h, n)
	d.failing(h, n)
	if d.Statements != 5 || d.Missing != 2 || len(d.Errors) != 1 {
		t.Errorf("%d of %d missing, %d errors", d.Missing, d.Statements, len(d.Errors))
	}
	if len(d.Failing) != 1 || d.Failing[0].Failed != 20 || d.Failing[0].Of != 40 || d.Failing[0].Ratio < 10 {
		t.Errorf("%+v", d.Failing)
	}
}
