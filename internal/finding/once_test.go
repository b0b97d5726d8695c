package finding

import (
	"cmp"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"inquest/internal/profile"
)

// calledByRE is calledIn without what is looked at in front of the expressions.
func calledByRE(text string) string {
	if at := requestRE.FindStringIndex(text); at != nil {
		text = text[at[0]:]
	}
	return clientRE.ReplaceAllString(text, " ")
}

func TestCalledInLooksBeforeItMatches(t *testing.T) {
	for _, text := range []string{
		"", "no address", "1.2.3.4 - - [", `10.0.0.1 - bob "GET`, "from 10.1.2.3:80 to 10.1.2.4", "client=1.2.3.4", "version 1.2.3",
		"1.22.333.4444", "1.2345.6.7 - [", `x, host: "db"`, `X, HOST: "db"`, `x, hoſt: "db"`, "10.0.0.1:5->10.0.0.2:80",
		`10.0.0.9 - - [x] "GET /a HTTP/1.1" 502 from 10.0.0.1`, "a..1.2.3.4 -  [", "FROM: '1.2.3.4",
	} {
		if got, want := calledIn(text), calledByRE(text); got != want {
			t.Errorf("calledIn(%q) = %q, want %q", text, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		piece := rapid.SampledFrom([]string{"1", "22", "333", "4444", ".", ":", "-", " - ", "[", `"`, "from ", "client=", `, host: "`, "->", " ", "GET /x HTTP/1.1\" 200", "a"})
		text := ""
		for _, p := range rapid.SliceOfN(piece, 0, 20).Draw(t, "pieces") {
			text += p
		}
		if got, want := calledIn(text), calledByRE(text); got != want {
			t.Fatalf("calledIn(%q) = %q, want %q", text, got, want)
		}
	})
}

// TestRunsStandByEnd: runs without an end come last, those that end together in the
// order of their units.
func TestRunsStandByEnd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		runs := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) RunRef {
			at := func(name string) profile.Mark {
				return profile.Mark{HasTime: rapid.Bool().Draw(t, name+" known"), Time: rapid.Int64Range(0, 3).Draw(t, name)}
			}
			return RunRef{Unit: new(profile.Unit), Run: &profile.Run{Start: at("start"), End: at("end")}}
		}), 0, 12).Draw(t, "runs")
		want := slices.Clone(runs)
		slices.SortStableFunc(want, func(a, b RunRef) int {
			ta, oka := a.Until()
			tb, okb := b.Until()
			if oka != okb {
				return cmp.Compare(btoi(okb), btoi(oka))
			}
			return cmp.Compare(ta, tb)
		})
		if got := byEnd(runs); !slices.Equal(got, want) {
			t.Fatalf("byEnd gives another order: %v, want %v", got, want)
		}
	})
}

// TestSharedIsNoMore: what is shared is what each step would have worked out.
func TestSharedIsNoMore(t *testing.T) {
	v := &profile.View{Sources: []profile.Source{{Name: "db/postgres.log"}, {Name: "web/nginx.log"}},
		Units: []profile.Unit{{ID: "a", Runs: []profile.Run{{State: profile.RunFailed}}}}}
	alone, together := Input{View: v}, Input{View: v, Shared: new(Shared)}
	first := together.Directory()
	if again := together.Directory(); again != first {
		t.Error("the directory is made twice")
	}
	if !reflect.DeepEqual(alone.Directory(), together.Directory()) || !slices.Equal(alone.Runs(), together.Runs()) {
		t.Error("what is shared differs from what is not")
	}
}
