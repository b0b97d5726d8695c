package cause

import (
	"testing"

	"inquest/internal/fault"
	"inquest/internal/finding"
	"inquest/internal/lazy"
)

func TestCoversTooLittle(t *testing.T) {
	c := &court{bad: make([]finding.RunRef, 10)}
	for _, x := range []struct {
		name            string
		contrast        bool
		coverage, shown float64
		want            bool
	}{
		{"most of them", false, 0.9, 0.9, false},
		{"a third, and new", true, 0.35, 0.35, true},
		{"half of them, and new", true, 0.5, 0.5, false},
		{"two thirds, and no quiet part", false, 0.67, 0.67, true},
		{"a third, and no quiet part", false, 0.35, 0.35, true},
		{"all runs call the place, few name it, no quiet part", false, 0.7, 0.3, true},
		{"all runs call the place, few name it, and new", true, 0.7, 0.3, false},
		{"next to none", true, 0.1, 0.1, true},
	} {
		k := &candidate{coverage: x.coverage, shown: x.shown, held: map[string]float64{}}
		if x.contrast {
			k.held["contrast"] = 1
		}
		if got := c.coversTooLittle(k); got != x.want {
			t.Errorf("%s: %v", x.name, got)
		}
	}
	change := &candidate{class: &fault.Class{Role: fault.RoleChange}, coverage: 1, shown: 1, held: map[string]float64{}}
	if !c.coversTooLittle(change) {
		t.Error("without a quiet part nothing tells what an announced change brought")
	}
	change.held["contrast"] = 1
	if c.coversTooLittle(change) {
		t.Error("a change that all failures follow, and that is new, covers them")
	}
	if (&court{}).coversTooLittle(&candidate{}) {
		t.Error("where no run failed, none is left unexplained")
	}
}

func TestHearsay(t *testing.T) {
	c := testCourt(t)
	unnamed := []*finding.Finding{{Data: &finding.ClassHit{FarUnknown: true}}}
	named := []*finding.Finding{{Data: &finding.ClassHit{}}}
	for _, x := range []struct {
		id      string
		own     []*finding.Finding
		relayed bool
		want    bool
	}{
		{"http.upstream-error", named, false, true},
		{"http.rate-limited", unnamed, false, false},
		{"cache.out-of-memory", unnamed, false, false},
		{"db.access-denied", unnamed, false, true},
		{"db.access-denied", named, false, false},
		{"os.disk-full", named, false, false},
		{"os.disk-full", named, true, true},
		{"net.timeout", unnamed, false, true},
	} {
		k := &candidate{basis: byClass, fault: x.id, class: testClass(t, c, x.id), own: x.own, relayed: x.relayed}
		if got := k.hearsay(); got != x.want {
			t.Errorf("%s, unnamed %v, relayed %v: %v", x.id, x.own[0] == unnamed[0], x.relayed, got)
		}
	}
}

func TestRivals(t *testing.T) {
	c := testCourt(t)
	c.complain = map[int]bool{0: true}
	kind := func(id string, n int64) *candidate {
		x := testClass(t, c, id)
		return &candidate{basis: byClass, fault: id, class: x, own: []*finding.Finding{{Class: x, Data: &finding.ClassHit{Failures: map[int]int64{0: n, 1: 99}}}}}
	}
	mixed := []*candidate{kind("os.disk-full", 10), kind("db.too-many-connections", 9), kind("os.permission-denied", 8), kind("tls.certificate-expired", 7)}
	if n := c.rivals(mixed[0], mixed); n < manyRivals {
		t.Errorf("a mixture of four kinds has %d rivals", n)
	}
	distinct := []*candidate{kind("os.disk-full", 100), kind("db.too-many-connections", 9), kind("os.permission-denied", 8), kind("db.disk-full", 90)}
	if n := c.rivals(distinct[0], distinct); n != 0 {
		t.Errorf("a distinct cause has %d rivals", n)
	}
}

func TestAnnouncesStop(t *testing.T) {
	c := testCourt(t)
	for id, want := range map[string]bool{"process.stopped": true, "db.stopped": true, "net.firewall-changed": false, "config.changed": false, "os.disk-full": false} {
		if got := c.announcesStop(&candidate{basis: byClass, class: testClass(t, c, id)}); got != want {
			t.Errorf("%s: %v", id, got)
		}
	}
}

func TestNamesOfProcesses(t *testing.T) {
	for _, x := range []struct {
		re         *lazy.Regexp
		text, want string
	}{
		{lostRE, "Lost connection to depot-planner for reporting state.", "depot-planner"},
		{lostRE, "lost contact with the mover", "mover"},
		{lostRE, "Lost connection to server during query", ""},
		{downRE, "service depot-planner is down", "depot-planner"},
		{downRE, "host rack-7 is down", ""},
		{beginsRE, "Starting planner node (version 4)", "planner"},
		{beginsRE, "Starting instance", ""},
		{begunRE, "planner started", "planner"},
		{begunRE, "Service started", ""},
	} {
		if got := matched(x.text, x.re); got != x.want {
			t.Errorf("%q: %q, want %q", x.text, got, x.want)
		}
	}
}

// TestCapsAreInOrder: weaker knowledge is never bounded higher than stronger.
func TestCapsAreInOrder(t *testing.T) {
	caps := []float64{gatedCap, contradictedCap, guessCap, symptomCap, contestedCap, unreachedCap, hearsayCap, partialCap, servicesCap, 1}
	for i := 1; i < len(caps); i++ {
		if caps[i-1] > caps[i] {
			t.Errorf("cap %v stands before %v", caps[i-1], caps[i])
		}
	}
	if contestedCap >= supportedFrom {
		t.Error("a contested hypothesis could be supported")
	}
}
