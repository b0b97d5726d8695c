package verify

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"inquest/internal/evidence"
	"inquest/internal/formula"
	"inquest/internal/profile"
	"inquest/internal/source"
)

func TestDiffNamesThePlace(t *testing.T) {
	for _, tt := range []struct{ name, report, fresh, where, what string }{
		{"number", `{"units":[{"failed":2}]}`, `{"units":[{"failed":1}]}`, "units[0].failed", "the report says 2, the files say 1"},
		{"text", `{"a":"x"}`, `{"a":"y"}`, "a", `the report says "x", the files say "y"`},
		{"extra key", `{"a":1,"b":2}`, `{"a":1}`, "b", "the report has it"},
		{"missing key", `{"a":1}`, `{"a":1,"b":2}`, "b", "the files give it"},
		{"longer list", `{"a":[1,2]}`, `{"a":[1]}`, "a", "lists 2, the files give 1"},
		{"other type", `{"a":[1]}`, `{"a":{"b":1}}`, "a", "the report says [1]"},
		{"large numbers", `{"a":9007199254740993}`, `{"a":9007199254740992}`, "a", "9007199254740993"},
		{"null", `{"a":null}`, `{"a":0}`, "a", "the report says null"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := compareJSON(t, tt.report, tt.fresh)
			if len(got) != 1 || got[0].Where != tt.where || !strings.Contains(got[0].What, tt.what) {
				t.Errorf("differences %v, want one at %s with %q", got, tt.where, tt.what)
			}
		})
	}
	if got := compareJSON(t, `{"a":[1,{"b":null}],"c":1.5}`, `{"c":1.5,"a":[1,{"b":null}]}`); len(got) != 0 {
		t.Errorf("equal documents differ: %v", got)
	}
}

func compareJSON(t *testing.T, report, fresh string) []Difference {
	t.Helper()
	c := &checker{in: Input{Report: []byte(report), Fresh: []byte(fresh)}}
	if err := c.compare(); err != nil {
		t.Fatal(err)
	}
	return c.out.Differences
}

func TestLedgerKeysCountUp(t *testing.T) {
	if compareKeys("c2", "c10") >= 0 || compareKeys("claims", "c10") <= 0 || compareKeys("a", "b") >= 0 {
		t.Error("c2 must come before c10, and words in the order of their letters")
	}
}

var failedPhrase = evidence.NewPhrase("test.verify-bytes", "{file:name} has {n:count} bytes")

// bench is a folder with one log, its view, and a claim about it.
type bench struct {
	set  *source.Set
	env  *formula.Env
	ref  evidence.Ref
	path string
}

func newBench(t *testing.T) bench {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.log")
	write(t, path, "first line\nsecond line\n")
	set, err := source.Find([]string{path}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	view := &profile.View{Sources: []profile.Source{{Name: "a.log", Bytes: 23, Lines: 2}}}
	ref := evidence.Ref{File: "a.log", Line: 2, Offset: 11, Length: 11, SHA256: evidence.HashBytes([]byte("second line"))}
	return bench{set, &formula.Env{View: view}, ref, path}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func (b bench) report(t *testing.T) string {
	t.Helper()
	n, err := b.env.CountValue("n", `bytes("a.log")`)
	if err != nil {
		t.Fatal(err)
	}
	c, err := evidence.NewClaim(failedPhrase, []evidence.Ref{b.ref}, formOnly{}, evidence.Name("file", "a.log"), n)
	if err != nil {
		t.Fatal(err)
	}
	j, err := c.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	return `{"schema":"inquest.report/v1","claims":{"c1":` + string(j) + `}}`
}

func (b bench) check(t *testing.T, report, fresh string) *Outcome {
	t.Helper()
	out, err := Check(context.Background(), Input{Report: []byte(report), Fresh: []byte(fresh), Env: b.env, Sets: []*source.Set{b.set}})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestATrueReportHolds(t *testing.T) {
	b := newBench(t)
	r := b.report(t)
	out := b.check(t, r, r)
	if len(out.Differences) != 0 || out.Claims != 1 || out.Refs != 1 || out.Values != 1 {
		t.Errorf("outcome %+v", out)
	}
}

func TestEditsAreFound(t *testing.T) {
	b := newBench(t)
	good := b.report(t)
	for _, tt := range []struct{ name, old, new, where, what string }{
		{"sentence", "has 23 bytes", "has 24 bytes", "claims.c1", "its values say"},
		{"hash", b.ref.SHA256[:8], "00000000", "claims.c1.refs[0]", "a.log:2 has other bytes"},
		{"line", `"line":2`, `"line":1`, "claims.c1.refs[0]", "is in line 2, the report says line 1"},
		{"file", `"file":"a.log"`, `"file":"b.log"`, "claims.c1.refs[0]", "not among the inputs"},
		{"outside", `"file":"a.log"`, `"file":"../../etc/passwd"`, "claims.c1.refs[0]", "not among the inputs"},
		{"offset behind the end", `"offset":11`, `"offset":1100`, "claims.c1.refs[0]", "cannot be read"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			edited := strings.Replace(good, tt.old, tt.new, 1)
			if edited == good {
				t.Fatalf("%q is not in %s", tt.old, good)
			}
			wantDifference(t, b.check(t, edited, good), tt.where, tt.what)
		})
	}
}

// TestWhatDecodersPassOver: a person who reads the file sees both values of a key that
// stands twice, and the bytes that are no text.
func TestWhatDecodersPassOver(t *testing.T) {
	b := newBench(t)
	good := b.report(t)
	twice := strings.Replace(good, `"claims":{"c1":{`, `"claims":{"c1":{"text":"a.log has 99 bytes",`, 1)
	wantDifference(t, b.check(t, twice, good), "claims.c1.text", "has it twice")
	twice = strings.Replace(good, `{"schema":`, `{"verdict":"incident","schema":`, 1)
	twice = strings.TrimSuffix(twice, "}") + `,"verdict":"open"}`
	fresh := strings.TrimSuffix(good, "}") + `,"verdict":"open"}`
	wantDifference(t, b.check(t, twice, fresh), "verdict", "has it twice")
	bytes := strings.TrimSuffix(good, "}") + ",\"title\":\"\xff\"}"
	fresh = strings.TrimSuffix(good, "}") + `,"title":"\ufffd"}`
	wantDifference(t, b.check(t, bytes, fresh), "", "not UTF-8")
	same := strings.TrimSuffix(good, "}") + `,"a":[{"b":1},{"b":1,"c":{"b":1}}]}`
	if out := b.check(t, same, same); len(out.Differences) != 0 {
		t.Errorf("equal keys of different objects: %v", out.Differences)
	}
}

func TestAValueWithItsSentenceIsFoundByItsFormula(t *testing.T) {
	b := newBench(t)
	good := b.report(t)
	edited := strings.ReplaceAll(strings.ReplaceAll(good, "has 23 bytes", "has 24 bytes"), `"int":23`, `"int":24`)
	wantDifference(t, b.check(t, edited, good), "claims.c1.values[1]", `bytes("a.log") gives 23`)
}

func TestAChangedByteIsFound(t *testing.T) {
	b := newBench(t)
	r := b.report(t)
	write(t, b.path, "first line\nsecond l1ne\n")
	wantDifference(t, b.check(t, r, r), "claims.c1.refs[0]", "a.log:2 has other bytes")
}

func wantDifference(t *testing.T, out *Outcome, where, what string) {
	t.Helper()
	for _, d := range out.Differences {
		if d.Where == where && strings.Contains(d.What, what) {
			return
		}
	}
	t.Errorf("no difference at %s with %q in %v", where, what, out.Differences)
}

func TestNotAReport(t *testing.T) {
	for _, text := range []string{"", "{", "[]", `{"schema":"other/v1"}`, "2026-01-05 INFO a log line"} {
		_, err := Check(context.Background(), Input{Report: []byte(text), Fresh: []byte("{}"), Env: &formula.Env{}})
		if !errors.Is(err, ErrNotAReport) {
			t.Errorf("%q: error %v, want ErrNotAReport", text, err)
		}
	}
}

func FuzzCheck(f *testing.F) {
	f.Add([]byte(`{"schema":"inquest.report/v1","claims":{"c1":{}}}`))
	f.Add([]byte(`{"schema":"inquest.report/v1","x":[{"file":"a","line":1,"offset":-1,"length":-1,"sha256":"x"}]}`))
	f.Fuzz(func(t *testing.T, report []byte) {
		env := &formula.Env{View: &profile.View{}}
		_, _ = Check(context.Background(), Input{Report: report, Fresh: []byte("{}"), Env: env, Sets: []*source.Set{{}}})
	})
}
