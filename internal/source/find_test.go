package source

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// in turns names below root into arguments.
func in(root string, names ...string) []string {
	var out []string
	for _, n := range names {
		out = append(out, filepath.Join(root, filepath.FromSlash(n)))
	}
	return out
}

func TestNamesAreRelativeToTheInputRoot(t *testing.T) {
	root := tree(t, map[string]string{
		"case/app.log": "1\n", "case/app.log.10": "2\n", "case/app.log.2": "3\n",
		"case/net/a.log": "4\n", "case/net/b.txt": "5\n", "case/db/x/a.log": "6\n",
		"other/a.log": "7\n", "case/-": "8\n", "case/odd[1].log": "9\n",
	})
	for _, c := range []struct {
		name string
		args []string
		want []string
	}{
		{"one folder", in(root, "case"), []string{"./-", "app.log.10", "app.log.2", "app.log", "db/x/a.log", "net/a.log", "net/b.txt", "odd[1].log"}},
		{"one file", in(root, "case/net/a.log"), []string{"a.log"}},
		{"two files of one folder", in(root, "case/app.log.2", "case/app.log"), []string{"app.log.2", "app.log"}},
		{"file and folder beside it", in(root, "case/net", "case/app.log"), []string{"app.log", "net/a.log", "net/b.txt"}},
		{"two folders", in(root, "other", "case/net"), []string{"case/net/a.log", "case/net/b.txt", "other/a.log"}},
		{"folder and a file in it", in(root, "case/net/a.log", "case/net"), []string{"a.log", "b.txt"}},
		{"folder in a folder", in(root, "case", "case/db"), []string{"./-", "app.log.10", "app.log.2", "app.log", "db/x/a.log", "net/a.log", "net/b.txt", "odd[1].log"}},
		{"the same file twice", in(root, "case/app.log", "case/../case/app.log"), []string{"app.log"}},
		{"glob", in(root, "case/*.log"), []string{"app.log", "odd[1].log"}},
		{"glob across folders", in(root, "case/**/a.log"), []string{"db/x/a.log", "net/a.log"}},
		{"glob with alternatives", in(root, "case/net/*.{txt,log}"), []string{"a.log", "b.txt"}},
		{"glob that matches a folder", in(root, "cas?"), []string{"case/-", "case/app.log.10", "case/app.log.2", "case/app.log", "case/db/x/a.log", "case/net/a.log", "case/net/b.txt", "case/odd[1].log"}},
		{"a name that looks like a glob", in(root, "case/odd[1].log"), []string{"odd[1].log"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			set, err := Find(c.args, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, names(set)); d != "" {
				t.Errorf("names (-want +got):\n%s", d)
			}
		})
	}
}

func TestRelativeArgumentsGiveTheSameNames(t *testing.T) {
	root := tree(t, map[string]string{"case/app.log": "1\n", "case/net/a.log": "4\n"})
	t.Chdir(root)
	for _, c := range []struct{ args, want []string }{
		{[]string{"."}, []string{"case/app.log", "case/net/a.log"}},
		{[]string{"case/"}, []string{"app.log", "net/a.log"}},
		{[]string{"case/net/../app.log"}, []string{"app.log"}},
		{[]string{"case/*"}, []string{"app.log", "net/a.log"}},
		{[]string{"**/*.log"}, []string{"case/app.log", "case/net/a.log"}},
	} {
		set, err := Find(c.args, Options{})
		if err != nil {
			t.Fatalf("%v: %v", c.args, err)
		}
		if d := cmp.Diff(c.want, names(set)); d != "" {
			t.Errorf("%v (-want +got):\n%s", c.args, d)
		}
	}
}

func TestOrderOfArgumentsDoesNotMatter(t *testing.T) {
	root := tree(t, map[string]string{"a.log": "1\n", "b/c.log": "2\n", "b/d.log": "3\n", "b/.h": "4\n", "e.bin": "\x7fELF", "z/y": ""})
	if err := os.Symlink(filepath.Join(root, "b/c.log"), filepath.Join(root, "z/l.log")); err != nil {
		t.Skipf("no links here: %v", err)
	}
	args := in(root, "a.log", "b", "b/d.log", "z", "e.bin", "b/*.log", "z/l.log")
	want, err := Find(args, Options{})
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		got, err := Find(rapid.Permutation(args).Draw(t, "args"), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(fmt.Sprintf("%+v", want), fmt.Sprintf("%+v", got)); d != "" {
			t.Fatalf("set differs (-want +got):\n%s", d)
		}
	})
}

func TestWhatIsSkippedInFolders(t *testing.T) {
	outside := tree(t, map[string]string{"secret.log": "s\n", "dir/x.log": "x\n"})
	root := tree(t, map[string]string{
		"case/a.log": "a\n", "case/.git/config": "x\n", "case/.hidden": "h\n", "case/sub/b.log": "b\n",
		"case/..data/k.log": "k\n", "case/empty.log": "",
	})
	folder := filepath.Join(root, "case")
	link := func(target, name string) {
		t.Helper()
		if err := os.Symlink(target, filepath.Join(folder, filepath.FromSlash(name))); err != nil {
			t.Skipf("no links here: %v", err)
		}
	}
	link("a.log", "to-a.log")                            // a file inside: read once
	link("../a.log", "sub/to-a-too.log")                 // again
	link(filepath.Join(folder, "a.log"), "absolute.log") // an absolute link to the same
	link("..data/k.log", "k.log")                        // as mounted configuration looks: only the link is visible
	link("sub", "to-sub")
	link("..", "sub/loop")
	link(filepath.Join(outside, "secret.log"), "out.log")
	link(filepath.Join(outside, "dir"), "outdir")
	link("../../../../../../../../etc/hostname-that-is-not", "dots.log")
	link("gone", "broken.log")
	link("round2", "round1")
	link("round1", "round2")
	set, err := Find([]string{folder}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"a.log", "empty.log", "k.log", "sub/b.log"}, names(set)); d != "" {
		t.Errorf("inputs (-want +got):\n%s", d)
	}
	want := []string{
		"..data: hidden", ".git: hidden", ".hidden: hidden", "absolute.log: duplicate", "broken.log: broken link",
		"dots.log: broken link", "out.log: link leads outside", "outdir: link leads outside",
		"round1: broken link", "round2: broken link",
		"sub/loop: link to a folder", "sub/to-a-too.log: duplicate", "to-a.log: duplicate", "to-sub: link to a folder",
	}
	if d := cmp.Diff(sortedNatural(want), sortedNatural(skipped(set.Skipped))); d != "" {
		t.Errorf("skips (-want +got):\n%s", d)
	}
	for _, s := range set.Skipped {
		if s.Hint == "" && s.Reason != ReasonDuplicate {
			t.Errorf("%s has no hint", s.Name)
		}
	}
	data, err := set.ReadRange(2, 0, 2, Options{})
	if err != nil || string(data) != "k\n" {
		t.Errorf("reading through the inside link: %q, %v", data, err)
	}
}

func sortedNatural(s []string) string {
	m := map[string]bool{}
	for _, x := range s {
		m[x] = true
	}
	return fmt.Sprint(len(s), m) // maps print in order of their keys
}

func TestNamedLinksAndHiddenFilesAreRead(t *testing.T) {
	root := tree(t, map[string]string{"real/.secret.log": "x\n", "real/dir/a.log": "a\n"})
	if err := os.Symlink(filepath.Join(root, "real/dir"), filepath.Join(root, "current")); err != nil {
		t.Skipf("no links here: %v", err)
	}
	set, err := Find(in(root, "real/.secret.log", "current"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"current/a.log", "real/.secret.log"}, names(set)); d != "" {
		t.Error(d)
	}
}

func TestOwnReportsAreNoInputs(t *testing.T) {
	root := tree(t, map[string]string{"a.log": "x\n"})
	t.Chdir(root)
	o := Options{Exclude: []string{"report.html", "sub/../report.json", "gone/r.pdf"}}
	first, err := Find([]string{"."}, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"report.html", "report.json"} {
		if err := os.WriteFile(name, []byte("a report\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	second, err := Find([]string{"."}, o)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(fmt.Sprintf("%+v", first), fmt.Sprintf("%+v", second)); d != "" {
		t.Errorf("a second run sees other inputs (-first +second):\n%s", d)
	}
}

func TestHardLinksAreReadOnce(t *testing.T) {
	root := tree(t, map[string]string{"b.log": "same\n", "c.log": "same\n"})
	if err := os.Link(filepath.Join(root, "b.log"), filepath.Join(root, "a.log")); err != nil {
		t.Skipf("no hard links here: %v", err)
	}
	set, err := Find([]string{root}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"a.log", "c.log"}, names(set)); d != "" {
		t.Errorf("equal content alone must not count as the same file:\n%s", d)
	}
}

func TestManyLikeFilesAreFoundQuickly(t *testing.T) {
	root := t.TempDir()
	at := time.Unix(1_700_000_000, 0)
	const n = 3000
	for i := range n {
		path := filepath.Join(root, fmt.Sprintf("%d.log", i))
		if err := os.WriteFile(path, []byte("x\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
	set, err := Find([]string{root}, Options{})
	if err != nil || len(set.Inputs) != n {
		t.Fatalf("%v", err)
	}
	for i, in := range set.Inputs {
		if want := fmt.Sprintf("%d.log", i); in.Name != want {
			t.Fatalf("input %d is %s, want %s", i, in.Name, want)
		}
	}
}

func TestLimitsOfFinding(t *testing.T) {
	root := tree(t, map[string]string{"1.log": "a\n", "2.log": "b\n", "10.log": "c\n", "d/e/f.log": "d\n", "d/g.log": "e\n"})
	set, err := Find([]string{root}, Options{Limits: Limits{Files: 2, Depth: 1}})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"1.log", "2.log"}, names(set)); d != "" {
		t.Error(d)
	}
	want := []string{"10.log: number of files limit", "d/e: folder depth limit", "d/g.log: number of files limit"}
	if d := cmp.Diff(want, skipped(set.Skipped)); d != "" {
		t.Error(d)
	}
}

func TestUnreadableIsASkip(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("the superuser may read everything; run as another user")
	}
	root := tree(t, map[string]string{"a.log": "a\n", "b.log": "b\n", "d/c.log": "c\n"})
	for _, n := range []string{"b.log", "d"} {
		path := filepath.Join(root, n)
		if err := os.Chmod(path, 0); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = os.Chmod(path, 0o755) })
	}
	set, err := Find([]string{root}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"b.log: unreadable", "d: unreadable"}, skipped(set.Skipped)); d != "" {
		t.Error(d)
	}
}

func TestErrorsOfFindingSayWhatToDo(t *testing.T) {
	root := tree(t, map[string]string{"empty/": "", "bin/core": "\x7fELF"})
	var usage *UsageError
	var missing *NotFoundError
	for _, c := range []struct {
		name   string
		args   []string
		target any
		says   string
	}{
		{"nothing named", nil, &usage, "no input"},
		{"empty name", []string{""}, &usage, "empty name"},
		{"no standard input", []string{"-"}, &usage, "standard input"},
		{"malformed glob", in(root, "bin/[a"), &usage, "malformed"},
		{"missing", in(root, "nope.log"), &missing, "nope.log"},
		{"glob without a match", in(root, "*.nope"), &missing, "no file matches"},
		{"empty folder", in(root, "empty"), nil, "hold no files"},
		{"binaries only", in(root, "bin"), nil, "core"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Find(c.args, Options{})
			if err == nil {
				t.Fatal("no error")
			}
			if c.target != nil && !errors.As(err, c.target) || c.target == nil && !errors.Is(err, ErrNothing) {
				t.Errorf("%T is not the kind of error wanted: %v", err, err)
			}
			if !strings.Contains(err.Error(), c.says) {
				t.Errorf("%q does not say %q", err, c.says)
			}
			hint, ok := err.(interface{ Hint() string })
			if !ok || hint.Hint() == "" {
				t.Errorf("%v has no hint", err)
			}
		})
	}
}

func TestNamesThatAreNoText(t *testing.T) {
	root := tree(t, map[string]string{"a\xff.log": "x\n", "b\n\x1b[31m.log": "y\n"})
	set, err := Find([]string{root}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{`a\xff.log`, "b\n\x1b[31m.log"}, names(set)); d != "" {
		t.Error(d)
	}
	if data, err := set.ReadRange(0, 0, 1, Options{}); err != nil || string(data) != "x" {
		t.Errorf("%q, %v", data, err)
	}
}
