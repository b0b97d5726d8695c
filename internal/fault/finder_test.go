package fault

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// The finder must find what a plain search finds: every phrase at every place,
// without regard to ASCII case.
func TestFinderFindsWhatASearchFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[abc .\-é]{3,6}`), 1, 12).Draw(t, "phrases")
		text := rapid.StringMatching(`[abcABC .\-éx]{0,80}`).Draw(t, "text")
		var phrases []phrase
		for _, w := range words {
			phrases = append(phrases, phrase{text: w, openLeft: true, openRight: true})
		}
		var got []string
		newFinder(phrases).scan(text, func(p int32, from int) {
			got = append(got, fmt.Sprint(p, ":", from))
		})
		var want []string
		folded := lower(text)
		for i, w := range words {
			for at := 0; at+len(w) <= len(folded); at++ {
				if strings.HasPrefix(folded[at:], w) {
					want = append(want, fmt.Sprint(i, ":", at))
				}
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Fatalf("phrases %q in %q: got %v, want %v", words, text, got, want)
		}
	})
}

func TestPhraseEdges(t *testing.T) {
	for _, c := range []struct {
		phrase, text string
		want         bool
	}{
		{"oom", "oom", true},
		{"oom", "the room", false},
		{"oom", "OOM-killed", true},
		{"oom", "oomph", false},
		{"oom*", "oomph", true},
		{"*oom", "the room", true},
		{"memory error", "a_memory error_b", true},
		{"error", "MemoryError", false},
		{"(111)", "x(111)y", true},
		{"reset", "préreset", false},
		{"reset", "éreset", false},
		{"connection refused", "Connection Refused.", true},
	} {
		p := newPhrase(c.phrase)
		got := false
		newFinder([]phrase{p}).scan(c.text, func(int32, int) { got = true })
		if got != c.want {
			t.Errorf("%q in %q: %v, want %v", c.phrase, c.text, got, c.want)
		}
	}
}
