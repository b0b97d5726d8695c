package source

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestFaultsOfOtherReadingsAreKept: a sample or a line that cannot be read is nothing that
// the first reading of the input tells.
func TestFaultsOfOtherReadingsAreKept(t *testing.T) {
	dir := t.TempDir()
	path, away := filepath.Join(dir, "a.log"), filepath.Join(t.TempDir(), "away")
	if err := os.WriteFile(path, []byte("one\ntwo\n"+strings.Repeat("more than is kept of what finding looks at\n", probeSize/16)), 0o600); err != nil {
		t.Fatal(err)
	}
	move := func(from, to string) {
		t.Helper()
		if err := os.Rename(from, to); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name string
		do   func(*Set) error
	}{
		{"looking for its format", func(s *Set) error { _, err := s.Sample(0, 1<<10, Options{}); return err }},
		{"reading lines again", func(s *Set) error { _, err := s.ReadRange(0, 4, 3, Options{}); return err }},
		{"reading lines again", func(s *Set) error {
			return s.ReadRanges(context.Background(), 0, []Range{{4, 3}}, Options{}, func(int, int64, []byte) error { return nil })
		}},
	} {
		set, err := Find([]string{dir}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		move(path, away)
		failed := c.do(set)
		again := c.do(set)
		move(away, path)
		if failed == nil || again == nil {
			t.Fatalf("%s: a file that is away is read", c.name)
		}
		got := set.Faults(nil)
		if len(got) != 1 || got[0].Name != "a.log" || got[0].Reason != ReasonReadError || got[0].Hint == "" || got[0].Detail != c.name+": no such file or directory" {
			t.Errorf("%s: faults %+v", c.name, got)
		}
		if known := set.Faults([]Skip{{Name: "a.log"}}); len(known) != 0 {
			t.Errorf("%s: what is known is told again: %+v", c.name, known)
		}
		if err := c.do(set); err != nil {
			t.Errorf("%s: the file is back: %v", c.name, err)
		}
		if set, err = Find([]string{dir}, Options{}); err != nil || c.do(set) != nil || len(set.Faults(nil)) != 0 {
			t.Errorf("%s: a fault without a failure: %v", c.name, set.Faults(nil))
		}
	}
}
