package source

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func setOf(names []string) *Set {
	set := &Set{}
	for _, n := range names {
		set.Inputs = append(set.Inputs, Input{Name: n, Path: "/x/" + n})
	}
	return set
}

// rotations are sets in their right order, with the family of each.
var rotations = []struct {
	name   string
	order  []string
	series int // how many belong to a set of several
}{
	{"numbers", []string{"app.log.10.gz", "app.log.3.gz", "app.log.2.gz", "app.log.1", "app.log"}, 5},
	{"dateext", []string{"messages-20251228.gz", "messages-20260104", "messages"}, 3},
	{"dateext with hours", []string{"a.log-2026010409.zst", "a.log-2026010410.xz", "a.log"}, 3},
	{"appended date", []string{"app.log.2026-02-28", "app.log.2026-03-01", "app.log"}, 3},
	{"date in front of the ending", []string{"app-2026-02-28.log", "app-2026-03-01.log", "app.log"}, 0},
	{"date and number", []string{"app.2026-03-01.0.log.gz", "app.2026-03-01.1.log.gz", "app.2026-03-01.10.log.gz"}, 0},
	{"date and time", []string{"srv-2026-03-01T10-00-00.log", "srv-2026-03-01T10-30-00.log", "srv.log"}, 3},
	{"two sets and one that is none", []string{"a.log.1", "a.log", "b.log.2", "b.log.1", "b.log", "c.log"}, 5},
	{"in folders", []string{"h1/a.log.1", "h1/a.log", "h2/a.log.1", "h2/a.log"}, 4},
	{"in an archive", []string{"x.tgz!/var/log/messages.2.gz", "x.tgz!/var/log/messages.1", "x.tgz!/var/log/messages"}, 3},
	{"hosts by address are no set", []string{"10.0.0.1", "10.0.0.2", "10.0.0.10"}, 0},
	{"workers by number are no set", []string{"worker.1", "worker.2", "worker.3"}, 0},
	{"processes are no set", []string{"app-1.log", "app-2.log", "app-10.log"}, 0},
	{"kubelet", []string{"pods/p/c/0.log.20260301-101112.gz", "pods/p/c/0.log.20260301-121314", "pods/p/c/0.log"}, 3},
	{"no date", []string{"build-12345678.log", "build-99999999.log"}, 0},
}

func TestRotatedSetsStandInOrder(t *testing.T) {
	for _, c := range rotations {
		t.Run(c.name, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				mixed := slices.Clone(c.order)
				r := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 1))
				r.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
				set := setOf(mixed)
				set.arrange()
				if d := cmp.Diff(c.order, names(set)); d != "" {
					rt.Fatal(d)
				}
				n := 0
				for _, in := range set.Inputs {
					if in.Series != "" {
						n++
					}
				}
				if c.series > 0 && n != c.series {
					rt.Fatalf("%d of a set, want %d", n, c.series)
				}
			})
		})
	}
}

// TestArrangedOrderIsTotal holds that the order of any names does not depend on where
// they stood.
func TestArrangedOrderIsTotal(t *testing.T) {
	part := rapid.SampledFrom([]string{"a", "log", "1", "2", "10", "20260301", "2026-03-01", "-", ".", "/", ".gz", "messages", "T10", "_"})
	rapid.Check(t, func(rt *rapid.T) {
		list := rapid.SliceOfNDistinct(rapid.Custom(func(rt *rapid.T) string {
			return strings.Join(rapid.SliceOfN(part, 1, 6).Draw(rt, "parts"), "")
		}), 2, 9, rapid.ID[string]).Draw(rt, "names")
		a := setOf(list)
		a.arrange()
		slices.Reverse(list)
		b := setOf(list)
		b.arrange()
		if d := cmp.Diff(names(a), names(b)); d != "" {
			rt.Fatal(d)
		}
	})
}

func TestContentIsReadOnce(t *testing.T) {
	text, small := logLines(100), "short\n"
	other := strings.Replace(text, "took", "tock", 1) // begins alike, as large, is another
	longer := logLines(400)
	files := map[string]string{
		"app.log.1": text, "app.log.1.gz": packed("gzip", text), "copy/of.log.zst": packed("zstd", text), "other.log": other,
		"big.log": longer, "big.log.xz": packed("xz", longer), "part.log": longer[:len(longer)/2],
		"h1/small.log": small, "h2/small.log": small, "small.log": small, "small.log.gz": packed("gzip", small),
		"empty1.log": "", "empty2.log": "", "all.tgz": packed("gzip", tarOf(file("app.log.1", text), file("new.log", logLines(7)), file("h1/small.log", small))),
	}
	set, err := Find([]string{tree(t, files)}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"all.tgz!/new.log", "app.log.1", "big.log", "empty1.log", "empty2.log", "h1/small.log", "h2/small.log", "other.log", "part.log", "small.log"}
	if d := cmp.Diff(want, names(set)); d != "" {
		t.Error(d)
	}
	var got []string
	for _, s := range set.Skipped {
		if s.Reason != ReasonDuplicate || s.LosesLines() {
			t.Errorf("%+v", s)
		}
		got = append(got, s.Name+": "+s.Detail)
	}
	wantSkips := []string{"all.tgz!/app.log.1: same content as app.log.1", "all.tgz!/h1/small.log: same content as h1/small.log", "app.log.1.gz: same content as app.log.1",
		"big.log.xz: same content as big.log", "copy/of.log.zst: same content as app.log.1", "small.log.gz: same content as small.log"}
	if d := cmp.Diff(wantSkips, got); d != "" {
		t.Error(d)
	}
}

func TestWhatIsNoLogIsLeftOut(t *testing.T) {
	stamped := "2026-03-01 10:00:00 INFO fine\n"
	files := map[string]string{
		"app.log": stamped, "plain.txt": "worker started\nworker failed\n", "out": "no stamp\n", "data.csv": "a,b\n1,2\n",
		"main.go": "package main\n", "deploy.sh": "#!/bin/sh\nset -e\n", "noending": "#!/usr/bin/env python3\nprint(1)\n", "my.conf": "port = 80\n", "values.yaml": "a: 1\n",
		"README.md": "# Logs\nSome.\n", "cert": "-----BEGIN CERTIFICATE-----\nMIIB\n", "page.html": "<!DOCTYPE html>\n<p>", "trace.conf": stamped + stamped, "new.yaml.gz": packed("gzip", "a: 1\n"),
	}
	for form, root := range map[string]string{"folder": tree(t, files), "archive": filepathOf(t, files)} {
		set, err := Find([]string{root}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff([]string{"app.log", "data.csv", "out", "plain.txt", "trace.conf"}, inside(names(set))); d != "" {
			t.Errorf("%s: %s", form, d)
		}
		for _, s := range set.Skipped {
			if s.Reason != ReasonNoLog || s.Detail == "" || s.Hint == "" || s.LosesLines() {
				t.Errorf("%s: %+v", form, s)
			}
		}
		all, err := Find([]string{root}, Options{All: true})
		if err != nil || len(all.Inputs) != len(files) || len(all.Skipped) > 0 {
			t.Errorf("%s with all: %d inputs, %+v, %v", form, len(all.Inputs), all.Skipped, err)
		}
	}
}

func inside(names []string) []string {
	for i, n := range names {
		names[i] = n[strings.LastIndex(n, memberMark)+1:]
		names[i] = strings.TrimPrefix(names[i], "/")
	}
	return names
}

// filepathOf packs files into one archive below a new folder.
func filepathOf(t *testing.T, files map[string]string) string {
	t.Helper()
	var order []string
	for n := range files {
		order = append(order, n)
	}
	slices.Sort(order)
	data := ""
	for i, n := range order {
		one := tarOf(file(n, files[n]))
		if i < len(order)-1 {
			one = one[:len(one)-1024] // without its end
		}
		data += one
	}
	return tree(t, map[string]string{"all.tar": data})
}

func TestNamedFilesAreReadWhateverTheyAre(t *testing.T) {
	root := tree(t, map[string]string{"main.go": "package main\n", "a.conf": "x = 1\n"})
	set, err := Find(in(root, "main.go", "a.conf"), Options{})
	if err != nil || len(set.Inputs) != 2 {
		t.Errorf("%v %v", names(set), err)
	}
	set, err = Find([]string{root}, Options{}) // nothing else is there
	if err != nil || len(set.Inputs) != 2 {
		t.Errorf("%v", err)
	}
}

func TestALargeBundleGivesItsLogs(t *testing.T) {
	files := map[string]string{
		"sos/var/log/messages": "Mar  1 10:00:00 h kernel: up\n", "sos/var/log/app/current": "started\nfailed\n", "sos/sos_commands/logs/journalctl_--no-pager": "Mar  1 10:00:00 h systemd[1]: up\n",
		"sos/sos_commands/process/ps": "PID CMD\n1 init\n", "sos/var/spool/job": "2026-03-01T10:00:00Z INFO job\n", "sos/etc/logrotate.d/syslog": "/var/log/messages { weekly }\n",
	}
	for i := range 300 {
		files[fmt.Sprintf("sos/proc/%03d/status", i)] = fmt.Sprintf("Name: p%d\nState: S\n", i)
		files[fmt.Sprintf("sos/etc/%03d", i)] = fmt.Sprintf("setting%d\n", i)
	}
	set, err := Find([]string{filepathOf(t, files)}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"sos/sos_commands/logs/journalctl_--no-pager", "sos/var/log/app/current", "sos/var/log/messages", "sos/var/spool/job"}
	if d := cmp.Diff(want, inside(names(set))); d != "" {
		t.Error(d)
	}
	if len(set.Skipped) > 310 || !slices.ContainsFunc(set.Skipped, func(s Skip) bool {
		return s.Name == "all.tar!/sos/etc/" && strings.HasPrefix(s.Detail, "300 files: in a large bundle") && s.Bytes > 300
	}) {
		t.Errorf("%d skips, first %+v", len(set.Skipped), set.Skipped[0])
	}
}

func TestHasTime(t *testing.T) {
	for text, want := range map[string]bool{
		"10:11:12 up": true, "2026-03-01 up": true, "2026/03/01": true, "01/Mar/2026:10:11:12 +0000": true, "[   12.345678] usb": true, "1772359200 up": true,
		`{"ts":1772359200123}`: true, "I0301 10:11:12.1": true, "1:2:3": false, "port 8080": false, "10.0.0.1:8080": false, "version 1.22.333333": false, "": false,
		"phone 2345678901": false, "99": false, "11:22": false, "aa:bb:10:11:12:cc": true,
	} {
		if got := hasTime([]byte(text)); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
