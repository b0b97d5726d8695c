package cause_test

import (
	"fmt"
	"math/rand"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"inquest/internal/cause"
)

// stopScene is a database that stops while jobs of another host use it: 60
// seconds, the last 20 of them without it.
func stopScene(batch, store string, upTo int) map[string]string {
	return map[string]string{
		batch + "/ledger.log":          jobs(0, upTo, func(i int) string { return map[bool]string{true: refused}[i >= 40] }),
		store + "/postgresql-16-a.log": serverLog(39.8),
	}
}

func lead(t *testing.T, files map[string]string) cause.Hypothesis {
	t.Helper()
	_, _, r := inquestOf(t, files)
	if len(r.Hypotheses) == 0 {
		t.Fatal("no hypothesis")
	}
	return r.Hypotheses[0]
}

// TestNamesOfHostsDecideNothing: whatever the hosts are called, the same fault
// leads, as sure as before, at the host that has it.
func TestNamesOfHostsDecideNothing(t *testing.T) {
	want := lead(t, stopScene("batch3", "store9", 60))
	rapid.Check(t, func(rt *rapid.T) {
		name := rapid.StringMatching(`[a-z]{4,8}[0-9]{1,2}`)
		batch := name.Draw(rt, "batch")
		store := name.Filter(func(s string) bool { return s != batch }).Draw(rt, "store")
		got := lead(t, stopScene(batch, store, 60))
		if got.Fault != want.Fault || got.Outcome != want.Outcome || got.Confidence != want.Confidence || got.Host != store {
			rt.Fatalf("%s on %s, %s %v; with other names %s, %s %v", got.Fault, got.Host, got.Outcome, got.Confidence, want.Fault, want.Outcome, want.Confidence)
		}
	})
}

// TestHealthyLogsBesideItChangeNothing: logs of hosts that run through neither
// lead nor unsettle the cause.
func TestHealthyLogsBesideItChangeNothing(t *testing.T) {
	want := lead(t, stopScene("batch3", "store9", 60))
	for seed := range int64(6) {
		r := rand.New(rand.NewSource(seed))
		files := stopScene("batch3", "store9", 60)
		for i := range 1 + r.Intn(5) {
			var l log
			for s := range 60 {
				l.at(float64(s)+r.Float64()/2, "INFO", "GET /items/%d 200 in %d ms", r.Intn(900), 3+r.Intn(20))
			}
			files[fmt.Sprintf("web%d/shop.log", i)] = l.String()
		}
		if got := lead(t, files); got.Fault != want.Fault || got.Host != want.Host || got.Outcome != cause.Supported {
			t.Errorf("seed %d: %s on %s is %s", seed, got.Fault, got.Host, got.Outcome)
		}
	}
}

// TestMoreOfTheSameIsNoLessSure: more failures of the same kind after the cause
// lower no confidence.
func TestMoreOfTheSameIsNoLessSure(t *testing.T) {
	before := 0.0
	for _, upTo := range []int{46, 50, 60, 80, 120} {
		h := lead(t, stopScene("batch3", "store9", upTo))
		if h.Fault != "db.stopped" || h.Confidence < before {
			t.Errorf("%d runs: %s, %v after %v", upTo, h.Fault, h.Confidence, before)
		}
		before = h.Confidence
	}
}

// TestUnrelatedFailuresMakeItLessSure: the more runs fail for reasons of their
// own, the less one cause accounts for; with most of them it is not supported.
func TestUnrelatedFailuresMakeItLessSure(t *testing.T) {
	before := 2.0
	for _, share := range []int{0, 3, 6, 9} {
		r := rand.New(rand.NewSource(7))
		files := stopScene("batch3", "store9", 60)
		files["batch3/ledger.log"] = jobs(0, 60, func(i int) string {
			switch {
			case i < 40:
				return ""
			case r.Intn(10) < share:
				return fmt.Sprintf("ValueError: bad amount in row %d", i)
			default:
				return refused
			}
		})
		var other strings.Builder // these went elsewhere
		for l := range strings.Lines(files["batch3/ledger.log"]) {
			if strings.Contains(l, "ValueError") {
				l = strings.ReplaceAll(l, "10.8.0.7:5432", "10.8.0.44:8080")
			}
			other.WriteString(l)
		}
		files["batch3/ledger.log"] = other.String()
		_, _, res := inquestOf(t, files)
		for _, h := range res.Hypotheses {
			if h.Fault != "db.stopped" {
				continue
			}
			if h.Confidence > before {
				t.Errorf("share %d: %v after %v", share, h.Confidence, before)
			}
			if share == 9 && h.Outcome == cause.Supported {
				t.Errorf("supported although nine of ten failures are others: %v", h.Confidence)
			}
			before = h.Confidence
		}
	}
}

// TestNothingIsSupportedWithoutLines: a supported hypothesis cites lines, and each
// of its arguments has a reference.
func TestNothingIsSupportedWithoutLines(t *testing.T) {
	paths, err := filepath.Glob("../../testdata/cases/*/logs")
	if err != nil || len(paths) == 0 {
		t.Fatal("no cases", err)
	}
	supported := 0
	for i, p := range paths {
		if testing.Short() && i%6 != 0 {
			continue
		}
		_, _, r := inquestAt(t, p)
		for _, h := range r.Hypotheses {
			if h.Outcome != cause.Supported {
				continue
			}
			supported++
			if len(h.Evidence) == 0 || len(h.For) == 0 || h.Confidence < 0.6 {
				t.Errorf("%s: %s is supported by %d lines and %d arguments at %v", p, h.Fault, len(h.Evidence), len(h.For), h.Confidence)
			}
			for _, c := range h.For {
				if len(c.Refs()) == 0 {
					t.Errorf("%s: no reference: %s", p, say(c))
				}
			}
			if strings.Contains(h.Title, "{component}") || strings.Contains(h.Title, "  ") || strings.Contains(h.Title, "...") {
				t.Errorf("%s: title %q", p, h.Title)
			}
		}
	}
	if supported == 0 {
		t.Error("no case has a supported hypothesis: the test tests nothing")
	}
}

// TestOldGenerationIsNoCause: a controller that moves pods to a new generation
// scales the old one down; only a scale-down of its own is a change.
func TestOldGenerationIsNoCause(t *testing.T) {
	scene := func(events ...string) map[string]string {
		var l log
		for i, e := range events {
			l.at(39+float64(i)/10, "INFO", "%s", e)
		}
		return map[string]string{"batch3/ledger.log": jobs(0, 60, func(i int) string { return map[bool]string{true: refused}[i >= 40] }), "cluster/events.log": l.String()}
	}
	has := func(files map[string]string) bool {
		_, _, r := inquestOf(t, files)
		for _, h := range r.Hypotheses {
			if h.Fault == "k8s.scaled-down" {
				return true
			}
		}
		return false
	}
	down := "Scaled down replica set cart-5f9 to 0 from 2"
	if !has(scene(down)) {
		t.Error("a scale-down by itself is no hypothesis")
	}
	if has(scene("Scaled up replica set cart-77c to 1 from 0", down)) {
		t.Error("the old generation of a rollout is blamed")
	}
	if !has(scene("Scaled up replica set other-77c to 1 from 0", down)) {
		t.Error("the rollout of another deployment hides a scale-down")
	}
}
