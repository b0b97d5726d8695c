package verify

import (
	"context"
	"strings"
	"testing"

	"inquest/internal/evidence"
	"inquest/internal/source"
)

func TestObjectsAgainstOtherValues(t *testing.T) {
	for _, c := range [][2]string{{`{"a":{"b":1}}`, `{"a":1}`}, {`{"a":1}`, `{"a":{"b":1}}`}, {`{"a":{"b":1}}`, `{"a":[1]}`}} {
		got := compareJSON(t, c[0], c[1])
		if len(got) != 1 || got[0].Where != "a" {
			t.Errorf("%s against %s: %v", c[0], c[1], got)
		}
	}
}

func TestEveryClaimIsLookedAt(t *testing.T) {
	b := newBench(t)
	good := b.report(t)
	one := strings.TrimSuffix(strings.TrimPrefix(good, `{"schema":"inquest.report/v1","claims":{"c1":`), "}}")
	both := `{"schema":"inquest.report/v1","claims":{"c1":` + strings.Replace(one, "has 23 bytes", "has 24 bytes", 1) +
		`,"c2":` + strings.Replace(strings.Replace(one, "has 23 bytes", "has 25 bytes", 1), `"int":23`, `"int":25`, 1) + `}}`
	out := b.check(t, both, both)
	wantDifference(t, out, "claims.c1", "its values say")
	wantDifference(t, out, "claims.c2.values[1]", `bytes("a.log") gives 23`)
	if out.Claims != 2 || out.Lines != 2 {
		t.Errorf("%d claims and %d lines were looked at", out.Claims, out.Lines)
	}
}

func TestAFormulaThatCannotBeComputed(t *testing.T) {
	b := newBench(t)
	good := b.report(t)
	edited := strings.Replace(good, `bytes(\"a.log\")`, `bytes(\"z.log\")`, 1)
	if edited == good {
		t.Fatal("the formula is not in the report")
	}
	out := b.check(t, edited, edited)
	if len(out.Differences) == 0 || out.Differences[0].Where != "claims.c1.values[1]" {
		t.Errorf("differences %v", out.Differences)
	}
}

func TestFormulasAreUnmaskedBeforeTheyAreComputed(t *testing.T) {
	b := newBench(t)
	masked := strings.NewReplacer("a.log", "file-1").Replace(b.report(t))
	mask := &Mask{
		Name:   func(s string) string { return strings.ReplaceAll(s, "a.log", "file-1") },
		Hash:   func(s string) string { return s },
		Unmask: func(s string) string { return strings.ReplaceAll(s, "file-1", "a.log") },
	}
	in := Input{Report: []byte(masked), Fresh: []byte(masked), Env: b.env, Sets: []*source.Set{b.set}, Mask: mask}
	out, err := Check(context.Background(), in)
	if err != nil || len(out.Differences) != 0 {
		t.Errorf("differences %v, %v", out.Differences, err)
	}
}

func TestKeysCountUpOnlyWhereTheyCount(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"c2", "c10", -1}, {"c10", "c2", 1}, {"cab", "c2", 1}, {"c2", "cab", -1}, {"c", "c1", -1}, {"x2", "x10", 1}, {"c10", "c11", -1}} {
		if got := compareKeys(c.a, c.b); got < 0 != (c.want < 0) || got > 0 != (c.want > 0) {
			t.Errorf("compareKeys(%q, %q) = %d, want the sign of %d", c.a, c.b, got, c.want)
		}
	}
}

func TestWhatIsNoReferenceIsNoneToRead(t *testing.T) {
	b := newBench(t)
	r := `{"schema":"inquest.report/v1","claims":{},"x":[{"file":"a.log","line":1,"offset":0,"length":5},{"file":"a.log","line":"1","offset":0,"length":5,"sha256":""},{"file":"a.log","line":1,"offset":0,"length":5,"sha256":"` + evidence.HashBytes([]byte("first")) + `"}]}`
	if out := b.check(t, r, r); out.Refs != 1 || len(out.Differences) != 0 {
		t.Errorf("%d references, differences %v", out.Refs, out.Differences)
	}
}
