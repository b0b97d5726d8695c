package redact

import (
	"bufio"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// masksIn counts the lines of plain files under a folder in which something is
// masked; say gets each.
func masksIn(t *testing.T, dir string, say func(file, line, masked string)) (lines, masked int) {
	t.Helper()
	m := New(Options{})
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, "expected.yaml") {
			return err
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		sc := bufio.NewScanner(f)
		sc.Buffer(nil, 1<<22)
		for sc.Scan() {
			if lines++; testing.Short() && lines%8 != 0 {
				continue
			}
			if got := m.Mask(sc.Text()); got != sc.Text() {
				masked++
				say(path, sc.Text(), got)
			}
		}
		return sc.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines, masked
}

// TestFewFalseMasks holds that the project's own logs, in which nothing is
// secret, stay as they are: at most one line in a thousand.
func TestFewFalseMasks(t *testing.T) {
	dirs := []string{"../../testdata/cases", "../../examples"}
	if testing.Short() {
		dirs = dirs[:1]
	}
	for _, dir := range dirs {
		lines, masked := masksIn(t, dir, func(file, line, masked string) { t.Logf("%s: %s\n -> %s", file, line, masked) })
		t.Logf("%s: %d of %d lines", dir, masked, lines)
		if lines < 100 || masked*1000 > lines {
			t.Errorf("%s: %d of %d lines are masked, at most one in a thousand may be", dir, masked, lines)
		}
	}
}

// TestFalseMasksElsewhere measures a folder given by hand.
func TestFalseMasksElsewhere(t *testing.T) {
	dir := os.Getenv("INQUEST_CLEAN")
	if dir == "" {
		t.Skip("set INQUEST_CLEAN to a folder of clean logs to measure")
	}
	shown := 0
	lines, masked := masksIn(t, dir, func(_, line, masked string) {
		if shown++; shown < 60 {
			t.Logf("%.300s\n -> %.300s", line, masked)
		}
	})
	t.Logf("%s: %d of %d lines", dir, masked, lines)
}
