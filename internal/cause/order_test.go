package cause

import (
	"testing"

	"inquest/internal/fault"
	"inquest/internal/finding"
)

func testCourt(t *testing.T) *court {
	t.Helper()
	return &court{in: finding.Input{Catalog: fault.Embedded()}}
}

// class finds a class of the catalogue or fails.
func testClass(t *testing.T, c *court, id string) *fault.Class {
	t.Helper()
	x := c.in.Catalog.Class(id)
	if x == nil {
		t.Fatalf("the catalogue has no class %s", id)
	}
	return x
}

func TestSymptomsLeadToNoCause(t *testing.T) {
	c := testCourt(t)
	for _, a := range c.in.Catalog.Classes() {
		for _, b := range c.in.Catalog.Classes() {
			if a.Role == fault.RoleSymptom && b.Role == fault.RoleCause && c.leads(a, b) {
				t.Errorf("symptom %s leads to cause %s", a.ID, b.ID)
			}
			if b.Role == fault.RoleChange && c.leads(a, b) {
				t.Errorf("%s leads to the announced change %s", a.ID, b.ID)
			}
		}
	}
	if !c.leads(testClass(t, c, "db.stopped"), testClass(t, c, "net.connection-refused")) {
		t.Error("a stopped database does not lead to refused connections")
	}
}

// TestSettleKeepsEffectsBehindCauses: a candidate never ranks above what
// explains it, whatever its own rank, and cycles end.
func TestSettleKeepsEffectsBehindCauses(t *testing.T) {
	c := testCourt(t)
	root := &candidate{rank: 0.5}
	middle := &candidate{rank: 0.9, behind: root}
	leaf := &candidate{rank: 0.95, behind: middle}
	if m, l := c.settle(middle, 0), c.settle(leaf, 0); m >= root.rank || l >= m {
		t.Errorf("root %v, middle %v, leaf %v", root.rank, m, l)
	}
	a, b := &candidate{rank: 1}, &candidate{rank: 1}
	a.behind, b.behind = b, a
	if r := c.settle(a, 0); r >= 1 {
		t.Errorf("cycle: %v", r)
	}
}

func TestSamePlace(t *testing.T) {
	db := finding.Place{Service: "mysql", Addr: "10.5.5.5", Port: 3306, Host: "stor1"}
	for _, x := range []struct {
		name string
		b    finding.Place
		want bool
	}{
		{"itself", db, true},
		{"its host", finding.Place{Host: "stor1"}, true},
		{"its address", finding.Place{Addr: "10.5.5.5"}, true},
		{"another service there", finding.Place{Service: "redis", Host: "stor1"}, false},
		{"another host", finding.Place{Service: "mysql", Host: "stor2"}, false},
		{"a release said there", finding.Place{Part: "shop-ui", Host: "stor1"}, false},
		{"nothing", finding.Place{}, false},
	} {
		if got := samePlace(db, x.b); got != x.want {
			t.Errorf("%s: %v", x.name, got)
		}
		if got := samePlace(x.b, db); got != x.want {
			t.Errorf("%s, turned: %v", x.name, got)
		}
	}
}

// TestKindsAreIndependent: many parts of one kind are no second kind.
func TestKindsAreIndependent(t *testing.T) {
	for _, x := range []struct {
		held map[string]float64
		want int
	}{
		{map[string]float64{"coverage": 1, "mechanism": 1}, 1},
		{map[string]float64{"order in time": 1}, 0},
		{map[string]float64{"order in time": 1, "contrast": 1}, 1},
		{map[string]float64{"order in time": 1, "contrast": 1, "coverage": 1, "mechanism": 1, "independence": 1, "trigger": 1}, 4},
	} {
		k := &candidate{held: x.held}
		if got := k.kinds(); got != x.want {
			t.Errorf("%v: %d kinds, want %d", x.held, got, x.want)
		}
	}
}

func TestPlainNameIsAddedOnlyWhenMissing(t *testing.T) {
	c := testCourt(t)
	x := testClass(t, c, "db.too-many-connections")
	if got := plainName(x, "too many connections at the db"); got != "" {
		t.Errorf("%q", got)
	}
	if got := plainName(x, "no slots left"); got != "too many connections: " {
		t.Errorf("%q", got)
	}
}

func TestWeightsSumToOne(t *testing.T) {
	sum := weightOrder + weightCoverage + weightContrast + weightMechanism + weightDepth + weightIndependence + weightTrigger + weightReversal
	if sum < 0.999 || sum > 1.001 {
		t.Errorf("the weights sum to %v", sum)
	}
}
