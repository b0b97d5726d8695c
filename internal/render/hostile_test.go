package render

import (
	"bytes"
	"encoding/json"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"inquest/internal/report"
)

// mutate changes one place of a decoded JSON value, chosen by the generator: a
// number becomes an extreme, a text a payload, a list is cut, doubled or emptied,
// a value becomes null or one of another kind.
func mutate(v any, r *rand.Rand) any {
	if r.IntN(12) == 0 {
		return replacement(r)
	}
	switch v := v.(type) {
	case map[string]any:
		if len(v) == 0 {
			return v
		}
		keys := slices.Sorted(maps.Keys(v))
		k := keys[r.IntN(len(keys))]
		if r.IntN(10) == 0 {
			delete(v, k)
			return v
		}
		v[k] = mutate(v[k], r)
		return v
	case []any:
		if len(v) == 0 {
			return v
		}
		i := r.IntN(len(v))
		switch r.IntN(8) {
		case 0:
			return append(slices.Clone(v[:i]), v[i+1:]...)
		case 1:
			return append(slices.Clone(v), v[i])
		}
		v[i] = mutate(v[i], r)
		return v
	case string:
		if r.IntN(2) == 0 {
			return payloads[r.IntN(len(payloads))]
		}
		return v + payloads[r.IntN(len(payloads))]
	}
	return replacement(r)
}

func replacement(r *rand.Rand) any {
	choices := []any{
		nil, true, "", "x", json.Number("0"), json.Number("1"), json.Number("-1"), json.Number("9223372036854775807"), json.Number("-9223372036854775808"),
		json.Number("1e300"), json.Number("4611686018427387904"), []any{}, map[string]any{}, "c1", "c99999999", "histogram",
	}
	return choices[r.IntN(len(choices))]
}

// hostileReport is the sample's JSON with some places changed.
func hostileReport(t testing.TB, clean []byte, seed uint64, changes int) []byte {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 7)) //nolint:gosec // a test's choices
	dec := json.NewDecoder(bytes.NewReader(clean))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		t.Fatal(err)
	}
	for range changes {
		v = mutate(v, r)
	}
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// renderEverywhere renders a report that was read back in every medium and in
// all of its leaves; what goes to a terminal must print and do nothing else.
func renderEverywhere(t testing.TB, r *report.Report, pdf bool) {
	t.Helper()
	for _, name := range Names() {
		if name == "pdf" && !pdf {
			continue
		}
		m, err := ByName(name)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := m.Render(&b, r, Options{Width: 70, Assets: "x.assets", Color: true}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if name == "text" {
			inert(t, stripStyles(b.String()))
		}
	}
	for _, c := range Chapters(r, Options{Width: 50}) {
		for _, l := range c.Leaves {
			inert(t, l.Title)
			inert(t, strings.Join(l.Lines(), "\n"))
		}
	}
	inert(t, StateLine(r, Options{}))
	if _, err := Assets(r); err != nil {
		t.Errorf("assets: %v", err)
	}
}

func inert(t testing.TB, s string) {
	t.Helper()
	for _, r := range s {
		if r != '\n' && acts(r) {
			t.Fatalf("live rune %U in %q", r, s)
		}
	}
}

// TestHostileReports: a report that somebody made by hand is refused, or shown
// without a panic and without acting.
func TestHostileReports(t *testing.T) {
	small := renderSample(t, "json", nil, Options{})
	whole, err := os.ReadFile("../../examples/expected/two-days.json")
	if err != nil {
		t.Fatal(err)
	}
	shown, refused := 0, 0
	for seed := range uint64(400) {
		clean := small
		if seed%10 == 0 {
			clean = whole
		}
		r, _, err := report.Read(hostileReport(t, clean, seed, 1+int(seed%3)))
		if err != nil {
			refused++
			continue
		}
		shown++
		renderEverywhere(t, r, seed%40 == 0)
	}
	if shown < 50 || refused < 50 {
		t.Errorf("%d shown, %d refused: the changes are too mild or too wild", shown, refused)
	}
}

func FuzzHostileReport(f *testing.F) {
	for seed := range uint64(8) {
		f.Add(seed, uint8(seed))
	}
	f.Fuzz(func(t *testing.T, seed uint64, changes uint8) {
		clean := renderSample(t, "json", nil, Options{})
		if r, _, err := report.Read(hostileReport(t, clean, seed, int(changes%12)+1)); err == nil {
			renderEverywhere(t, r, seed%16 == 0)
		}
	})
}
