package record

import (
	"slices"
	"testing"
)

func TestLinesThatAreAlike(t *testing.T) {
	for _, c := range []struct {
		lines []string
		want  []int
	}{
		{[]string{"2026-03-01 10:00:11 INFO step 7 took 12 ms", "2026-03-01 10:00:12 INFO step 8 took 13 ms", "2026-03-01 10:00:12 WARN step 8 took 13 ms"}, []int{0, 0, 2}},
		{[]string{"2026-03-01 10:00:11 INFO step 7 took 12 ms", "2026-03-01 10:00:11 INFO step 7 took 112 ms"}, []int{0, 1}},  // another width
		{[]string{"2026-03-01 10:00:11 INFO id 7f3a took 12 ms", "2026-03-01 10:00:11 INFO id 7b3a took 12 ms"}, []int{0, 1}}, // another letter
		{[]string{`{"time":"2026-03-01T10:00:11Z","msg":"slow answer"}`, `{"time":"2026-03-01T10:00:12Z","msg":"slow answer"}`}, []int{0, 0}},
		{[]string{`{"time":"2026-03-01T10:00:11Z","msg":"slow answer"}`, `{"time":"2026-03-01T10:00:12Z","msg":"fast answer"}`}, []int{0, 1}},
		{[]string{"short", "short"}, []int{0, 1}},
	} {
		var lines [][]byte
		for _, l := range c.lines {
			lines = append(lines, []byte(l))
		}
		if got := alike(lines); !slices.Equal(got, c.want) {
			t.Errorf("%q: %v, want %v", c.lines, got, c.want)
		}
	}
}
