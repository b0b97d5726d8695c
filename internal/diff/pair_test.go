package diff

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestFit(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"the shelf <*> is counted", "the shelf red is counted", true},
		{"user <*> logged in", "user admin logged in", true},
		{"status 200 of GET", "status 500 of GET", false},
		{"<*> <*> <*> ok", "a b c ok", false},
		{"took <*>ms in db-<*>", "took 5ms in db-7", true},
		{"took <*>ms in all", "took 5s in all", false},
		{"a <*>", "a b", false},
		{"read <*> of <*> rows here", "read 5 of <*> rows here", true},
	} {
		if got := fit(strings.Fields(tt.a), strings.Fields(tt.b)); got != tt.want {
			t.Errorf("fit(%q, %q) = %v", tt.a, tt.b, got)
		}
	}
}

// TestAWordFitsWhatItWasCutFrom holds that a word fits the pattern made by cutting a part
// of it out, and that fit does not depend on who is asked.
func TestAWordFitsWhatItWasCutFrom(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		w := rapid.StringMatching(`[a-z0-9:/._-]{2,12}`).Draw(r, "word")
		i := rapid.IntRange(0, len(w)-1).Draw(r, "i")
		k := rapid.IntRange(i+1, len(w)).Draw(r, "k")
		p := w[:i] + hole + w[k:]
		if !takesIn(p, w) {
			r.Fatalf("%q does not take in %q", p, w)
		}
		a, b := []string{"x", "y", p}, []string{"x", "y", w}
		if fit(a, b) != fit(b, a) || !fit(a, b) {
			r.Fatalf("fit of %q and %q depends on the order", p, w)
		}
	})
}

func TestStem(t *testing.T) {
	for in, want := range map[string]string{"cart-service-5c66d57d58-6mp2b": "cart-service", "web": "web", "node1.rack7.example": "example", "10.0.0.7": ""} {
		if got := stem(in); got != want {
			t.Errorf("stem(%q) = %q, want %q", in, got, want)
		}
	}
}
