package finding_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"inquest/internal/fault"
	"inquest/internal/finding"
	"inquest/internal/formula"
	"inquest/internal/profile"
	"inquest/internal/record"
)

// TestShuffledNoiseProvesNothing: in noise without order in time nothing begins,
// stops, comes in bursts or by a schedule.
func TestShuffledNoiseProvesNothing(t *testing.T) {
	structural := []finding.Kind{finding.KindBurst, finding.KindShift, finding.KindPeriod, finding.KindShared, finding.KindStart, finding.KindVanished, finding.KindSilence, finding.KindRestart, finding.KindLoss}
	for seed := range uint64(12) {
		r := rand.New(rand.NewPCG(seed, 7))
		var l lines
		for i := range 400 {
			level, text := "INFO", fmt.Sprintf("tick %d done in %dms", i, 10+r.IntN(40))
			if r.IntN(6) == 0 {
				level, text = "ERROR", fmt.Sprintf("bad thing %d", r.IntN(1000))
			}
			l.at(float64(i)*3+r.Float64(), level, "%s", text)
		}
		for _, f := range detectIn(t, finding.Input{}, map[string]string{"a.log": l.String()}) {
			if slices.Contains(structural, f.Kind) {
				t.Errorf("seed %d: %s: %s", seed, f.Kind, sentences([]finding.Finding{f}, ""))
			}
		}
	}
}

// TestOrderOfFilesDoesNotMatter: other names in front only change the order of
// sources, and what is said stays the same.
func TestOrderOfFilesDoesNotMatter(t *testing.T) {
	say := func(first, second string) []string {
		fs := detectIn(t, finding.Input{}, map[string]string{first + "/crane2/feed.log": work(80), second + "/vault4/redis-server.log": cache(38)})
		text := strings.NewReplacer(first+"/", "", second+"/", "").Replace(sentences(fs, ""))
		out := strings.Split(text, "\n")
		slices.Sort(out)
		return out
	}
	if a, b := say("logs", "var"), say("var", "logs"); !slices.Equal(a, b) {
		t.Errorf("with the order of files other things are said:\n%s\n\n%s", strings.Join(a, "\n"), strings.Join(b, "\n"))
	}
}

var bare = regexp.MustCompile(`^limit\([-0-9.e+]+\)$`)

// TestExamplesAreProven runs all detectors strictly over the examples: every
// claim is proven, and no number is written down but the count of tests.
func TestExamplesAreProven(t *testing.T) {
	dirs, _ := filepath.Glob("../../examples/*")
	for _, dir := range dirs {
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			continue
		}
		files := readTree(t, dir)
		if filepath.Base(dir) == "expected" || len(files) == 0 {
			continue
		}
		for _, f := range detectIn(t, finding.Input{}, files) {
			for _, c := range f.Claims {
				for _, v := range c.Values() {
					if bare.MatchString(v.Formula) && v.Slot != "tests" {
						t.Errorf("%s: %s of %s is %s", dir, v.Slot, c.Phrase().ID(), v.Formula)
					}
				}
			}
		}
	}
}

func readTree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		files[name] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// handMade is a view of one source with a row of errors in the given buckets
// and quiet records over 0..100 s.
func handMade(errors map[int64]uint32) *profile.View {
	const s = int64(1e9)
	v := &profile.View{HasTime: true, From: 0, To: 100 * s, Width: s}
	v.Sources = []profile.Source{{Name: "a.log", Records: 200, Timed: 200, First: profile.Mark{HasTime: true}, Last: profile.Mark{HasTime: true, Time: 100 * s}}}
	row := profile.Row{Level: record.LevelError}
	for at := range int64(101) {
		n, ok := errors[at]
		if !ok {
			continue
		}
		row.Buckets = append(row.Buckets, profile.Bucket{At: at * s, N: n})
		row.Count += uint64(n)
		if len(row.Early) < 2 {
			row.Early = append(row.Early, profile.Exemplar{Mark: profile.Mark{HasTime: true, Time: at * s, Line: at + 1, Offset: at * 10}, Message: "bad"})
		}
	}
	v.Templates = []profile.Template{{ID: "t1", Text: "bad", Count: row.Count, Rows: []profile.Row{row}}}
	return v
}

// TestBurstBoundaries: at least ten errors, four fifths of them in at most a
// tenth of the time.
func TestBurstBoundaries(t *testing.T) {
	spread := map[int64]uint32{50: 4, 55: 4, 59: 4, 10: 1, 90: 2}
	wide := map[int64]uint32{50: 4, 55: 4, 60: 4, 10: 1, 90: 2}
	for _, c := range []struct {
		name   string
		errors map[int64]uint32
		want   bool
	}{
		{"12 of 15 in 10 s", spread, true},
		{"12 of 15 in 11 s", wide, false},
		{"ten at once", map[int64]uint32{50: 10}, true},
		{"nine at once", map[int64]uint32{50: 9}, false},
		{"two halves", map[int64]uint32{10: 10, 80: 10}, false},
		{"none", nil, false},
	} {
		v := handMade(c.errors)
		fs, _ := finding.Detect(finding.Input{View: v, Catalog: fault.Embedded(), Env: &formula.Env{View: v}})
		got := slices.ContainsFunc(fs, func(f finding.Finding) bool { return f.Kind == finding.KindBurst })
		if got != c.want {
			t.Errorf("%s: burst is %v, want %v", c.name, got, c.want)
		}
	}
}

// TestHandMadeViewsNeverPanic feeds views that no reader would make.
func TestHandMadeViewsNeverPanic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		errors := map[int64]uint32{}
		for range rapid.IntRange(0, 12).Draw(t, "n") {
			errors[rapid.Int64Range(0, 100).Draw(t, "at")] = rapid.Uint32Range(0, 9).Draw(t, "count")
		}
		v := handMade(errors)
		v.Width = rapid.SampledFrom([]int64{1, 1e9, 60e9}).Draw(t, "width")
		v.HasTime = rapid.Bool().Draw(t, "timed")
		if _, err := finding.Detect(finding.Input{View: v, Catalog: fault.Embedded()}); err != nil {
			t.Fatal(err)
		}
	})
}

// TestPeriodBoundaries: five failures at equal distances are a schedule, four
// or uneven ones are none.
func TestPeriodBoundaries(t *testing.T) {
	for _, c := range []struct {
		name  string
		times []float64
		want  bool
	}{
		{"five every minute", []float64{0, 60, 120, 180, 240}, true},
		{"within a tenth", []float64{0, 60, 125, 185, 244}, true},
		{"four", []float64{0, 60, 120, 180}, false},
		{"one gap twice as long", []float64{0, 60, 120, 240, 300}, false},
		{"closer than five seconds", []float64{0, 4, 8, 12, 16}, false},
	} {
		var l lines
		for i, at := range c.times {
			l.at(at, "ERROR", "Job P%04d failed after 2 seconds.", 7000+i)
		}
		text := sentences(detectIn(t, finding.Input{}, map[string]string{"a.log": l.String()}), finding.KindPeriod)
		if (text != "") != c.want {
			t.Errorf("%s: %q", c.name, text)
		}
	}
}
