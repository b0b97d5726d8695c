package engine

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"inquest/internal/source"
)

// encoded is the profile of named inputs as bytes.
func encoded(t interface {
	Helper()
	Fatalf(string, ...any)
}, args []string, o Options) []byte {
	t.Helper()
	set, err := source.Find(args, o.Source)
	if err != nil {
		t.Fatalf("finding: %v", err)
	}
	p, err := Profile(context.Background(), set, o)
	if err != nil {
		t.Fatalf("%d workers, chunks of %d: %v", o.Workers, o.ChunkSize, err)
	}
	return p.Encode()
}

// TestProfileIsTheSameForAnyRun is the law of the house: neither workers nor
// chunks nor the order of the arguments show in the profile.
func TestProfileIsTheSameForAnyRun(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		logs := map[string]string{"always.log": datedAt("2025-03-01 10:00:00")}
		for n := range rapid.IntRange(1, 4).Draw(rt, "files") {
			logs[fmt.Sprintf("app.log.%d", n)] = logFile(25).Draw(rt, "log")
		}
		dir := folder(t, logs)
		var args []string
		for name := range logs {
			args = append(args, filepath.Join(dir, name))
		}
		all := source.Options{All: true} // a file that is named is read, one in a folder that looks like a script is not
		want := encoded(rt, []string{dir}, Options{Workers: 1, Source: all})
		if len(want) == 0 {
			rt.Fatalf("the profile has no bytes")
		}
		for _, workers := range []int{1, 2, 8} {
			o := Options{Workers: workers, Source: all, ChunkSize: rapid.IntRange(64, 4096).Draw(rt, "chunk size")}
			shuffled := rapid.Permutation(args).Draw(rt, "arguments")
			if got := encoded(rt, shuffled, o); !bytes.Equal(want, got) {
				rt.Fatalf("%d workers, chunks of %d give another profile: %d and %d bytes, first difference at %d",
					workers, o.ChunkSize, len(want), len(got), differAt(want, got))
			}
		}
	})
}

func differAt(a, b []byte) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}

// TestProfileKnowsWhatWasRead checks that the laws above do not hold because
// nothing is profiled.
func TestProfileKnowsWhatWasRead(t *testing.T) {
	dir := folder(t, map[string]string{
		"a.log": strings.Repeat(datedAt("2025-03-01 10:00:00"), 50), "b.log": syslogAt("Mar  1 10:00:01", "Mar  1 10:00:02"),
	})
	set, err := source.Find([]string{dir}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p, err := Profile(context.Background(), set, Options{Workers: 3, ChunkSize: 300})
	if err != nil {
		t.Fatal(err)
	}
	v := p.View()
	if len(v.Sources) != 2 || v.Sources[0].Records != 50 || v.Sources[1].Records != 2 || v.Sources[1].Lines != 2 {
		t.Fatalf("sources: %+v", v.Sources)
	}
	if !v.HasTime || v.To-v.From != 2e9-12e7 {
		t.Errorf("window from %d to %d: the year of b.log is not that of a.log", v.From, v.To)
	}
	if !v.Sources[1].Yearless || v.Sources[0].Yearless {
		t.Error("b.log has no years, a.log has")
	}
}
