package source

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestNaturalOrder(t *testing.T) {
	want := []string{
		"-", "a/b/c.log", "a/z.log", "a.log", "app.log", "app.log.1", "app.log.2", "app.log.10",
		"app02.log.x", "app2.log.y", "app10.log", "b.log", "ä.log",
	}
	for seed := range 50 {
		got := rapid.Permutation(want).Example(seed)
		slices.SortFunc(got, compareNames)
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("order (-want +got):\n%s", d)
		}
	}
}

func TestOrderIsTotal(t *testing.T) {
	name := rapid.StringMatching(`[a0/]{0,4}[01.-]{0,3}`)
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := name.Draw(t, "a"), name.Draw(t, "b"), name.Draw(t, "c")
		if ab, ba := compareNames(a, b), compareNames(b, a); ab != -ba {
			t.Fatalf("%q %q: %d and %d", a, b, ab, ba)
		}
		if (compareNames(a, b) == 0) != (a == b) {
			t.Fatalf("%q and %q compare equal", a, b)
		}
		if compareNames(a, b) < 0 && compareNames(b, c) < 0 && compareNames(a, c) >= 0 {
			t.Fatalf("%q < %q < %q, but not the first before the last", a, b, c)
		}
	})
}
