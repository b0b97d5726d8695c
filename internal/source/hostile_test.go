package source

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

// TestHostile runs the vectors testdata/hostile/<class>-<name>.txtar. A vector
// is a folder of files, and every line of its comment that begins with
//
//	limit: NAME=N    sets a limit
//	expect: LINE     is what must come out, one line for each input and skip
//
// is read. A file's name may be followed by '|' and steps that make its content,
// from left to right: quoted (Go escapes), repeat=N, gzip, drop=N (bytes off the
// end), utf16 (little endian, no mark), link (a link to that target).
func TestHostile(t *testing.T) {
	vectors, err := filepath.Glob("testdata/hostile/*.txtar")
	if err != nil || len(vectors) < 20 {
		t.Fatalf("%d vectors, %v", len(vectors), err)
	}
	for _, v := range vectors {
		t.Run(strings.TrimSuffix(filepath.Base(v), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(v)
			if err != nil {
				t.Fatal(err)
			}
			var o Options
			var want []string
			for _, line := range strings.Split(string(a.Comment), "\n") {
				if limit, ok := strings.CutPrefix(line, "limit: "); ok {
					setLimit(t, &o.Limits, limit)
				}
				if expect, ok := strings.CutPrefix(line, "expect: "); ok {
					want = append(want, expect)
				}
			}
			got := outcome(t, lay(t, a), o)
			slices.Sort(want)
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("outcome (-want +got):\n%s", d)
			}
		})
	}
}

func setLimit(t *testing.T, l *Limits, text string) {
	t.Helper()
	name, value, _ := strings.Cut(text, "=")
	n, err := strconv.ParseInt(value, 10, 64)
	i := slices.IndexFunc(limitTable, func(i LimitInfo) bool { return i.Name == name })
	if err != nil || i < 0 {
		t.Fatalf("limit %q", text)
	}
	*limitTable[i].Field(l) = n
}

// lay writes the files of a vector below a new folder.
func lay(t *testing.T, a *txtar.Archive) string {
	t.Helper()
	root := t.TempDir()
	for _, f := range a.Files {
		name, steps, _ := strings.Cut(f.Name, "|")
		path := filepath.Join(root, filepath.FromSlash(strings.TrimSpace(name)))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		content := string(f.Data)
		for _, step := range strings.Fields(steps) {
			content = apply(t, step, content)
		}
		var err error
		if strings.Contains(steps, "link") {
			err = os.Symlink(strings.TrimSpace(content), path)
		} else {
			err = os.WriteFile(path, []byte(content), 0o600)
		}
		if err != nil {
			t.Skipf("this file system cannot hold %q: %v", f.Name, err)
		}
	}
	return root
}

func apply(t *testing.T, step, content string) string {
	t.Helper()
	verb, arg, _ := strings.Cut(step, "=")
	n, _ := strconv.Atoi(arg)
	switch verb {
	case "quoted":
		text, err := strconv.Unquote(`"` + strings.ReplaceAll(content, "\n", "") + `"`)
		if err != nil {
			t.Fatalf("%q: %v", content, err)
		}
		return text
	case "repeat":
		return strings.Repeat(content, n)
	case "gzip":
		return gzipped(t, content)
	case "drop":
		return content[:len(content)-n]
	case "utf16":
		return string(utf16Bytes(content, false, false))
	case "link":
		return content
	}
	t.Fatalf("unknown step %q", step)
	return ""
}

// outcome reads a folder and writes down every input and every skip.
func outcome(t *testing.T, root string, o Options) []string {
	t.Helper()
	set, err := Find([]string{root}, o)
	if err != nil {
		var n *NothingError
		if !errors.As(err, &n) {
			t.Fatal(err)
		}
		set = &Set{Skipped: n.Skipped}
	}
	skips := set.Skipped
	var out []string
	for i, in := range set.Inputs {
		kept := int64(0)
		sum, err := set.Read(context.Background(), i, 64<<10, everyLine, o, func(c Chunk) error {
			kept += int64(len(c.Data))
			return nil
		})
		if err != nil || kept+sum.Dropped != sum.Bytes {
			t.Errorf("%s: %d kept, %+v, %v", in.Name, kept, sum, err)
		}
		out = append(out, fmt.Sprintf("input %q bytes=%d lines=%d dropped=%d", in.Name, sum.Bytes, sum.Lines, sum.Dropped))
		skips = append(skips, sum.Skipped...)
	}
	for _, s := range skips {
		out = append(out, fmt.Sprintf("skip %q %s", s.Name, s.Reason))
	}
	slices.Sort(out)
	return out
}
