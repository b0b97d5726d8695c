package source

import (
	"encoding/json"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestArraysOnOneLineAreToldByTheirBegin(t *testing.T) {
	long := `{"m":"` + strings.Repeat("x", probeSize) + `"}`
	for _, c := range []struct {
		text string
		want bool
	}{
		{`[{"a":1},{"a":2}]`, true},
		{` [ {"a":1} , {"a":[1,2]} ]` + "\n", true},
		{"\xEF\xBB\xBF" + `[{"a":1},{"a":2}]`, true},
		{`{"Records":[{"a":1},{"a":2}]}` + "\n", true},
		{`{ "value" : [{"a":1},{"a":2}],"next":"x"}`, true},
		{"[{\"a\":1},{\"a\":2}]\n[{\"a\":3},{\"a\":4}]\n", true},
		{`[` + long + `,` + long, true},
		{`[{"a":1}]`, false}, // the object is its line
		{"[\n{\"a\":1},\n{\"a\":2}\n]", false},
		{`["a","b"]`, false},
		{`[2026-03-01 10:00:00] {"a":1},{"b":2}`, false},
		{`[]`, false}, {`[`, false}, {``, false}, {`{`, false}, {`{"Records"`, false}, {`{"Records":`, false},
		{"{\"events\":[{\"a\":1},{\"a\":2}],\"time\":1}\n{\"events\":[{\"a\":1},{\"a\":2}],\"time\":2}\n", false}, // lines that have lists
		{`{"resourceLogs":[{"a":1},{"a":2}]}`, false},
		{`{"other":[{"a":1},{"a":2}]}`, false},
	} {
		if got := arrayBegin([]byte(c.text)[:min(len(c.text), probeSize)]) >= 0; got != c.want {
			t.Errorf("%.60q: %t", c.text, got)
		}
	}
}

// TestElementsAreLines: whatever the elements hold and however the bytes come, every
// element is a line with its own bytes.
func TestElementsAreLines(t *testing.T) {
	value := rapid.Custom(func(t *rapid.T) map[string]any {
		return map[string]any{"s": rapid.StringMatching(`[a,"\\\[\]{}\n: ]{0,12}`).Draw(t, "s"),
			"l": []any{rapid.Int().Draw(t, "n"), map[string]any{"x,]": "],["}}}
	})
	rapid.Check(t, func(rt *rapid.T) {
		all := rapid.SliceOfN(value, 2, 8).Draw(rt, "objects")
		var objects []string
		for _, o := range all {
			b, err := json.Marshal(o)
			if err != nil {
				rt.Fatal(err)
			}
			objects = append(objects, string(b))
		}
		head, tail := "[", "]"
		if rapid.Bool().Draw(rt, "wrapped") {
			head, tail = `{"Records":[`, `],"n":"a,b"}`
		}
		text := head + strings.Join(objects, rapid.SampledFrom([]string{",", ", "}).Draw(rt, "comma")) + tail
		sizes := rapid.SliceOf(rapid.IntRange(1, 9)).Draw(rt, "reads")
		got, err := io.ReadAll(&dripReader{r: decoder(&dripReader{r: strings.NewReader(text), sizes: sizes}, encodingArray), sizes: sizes})
		if err != nil || len(got) != len(text) {
			rt.Fatalf("%d bytes of %d, %v", len(got), len(text), err)
		}
		lines := strings.Split(string(got), "\n")
		if len(lines) != len(objects)+2 {
			rt.Fatalf("%d lines of %d objects: %q", len(lines), len(objects), got)
		}
		for i, o := range objects {
			if strings.TrimLeft(lines[i+1], " ") != o {
				rt.Fatalf("line %d is %q, want %q", i+1, lines[i+1], o)
			}
		}
	})
}
