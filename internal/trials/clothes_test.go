package trials

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"inquest/internal/cli"
	"inquest/internal/pack"
)

// seeds are folders of logs with an incident, and one without.
var seeds = []string{"../../examples/nightly-jobs", "../../testdata/cases/redis-oom-maxmemory/logs", "../../testdata/cases/healthy-retries-go/logs"}

// told is what a report says.
type told struct {
	Verdict string
	Leading string   // the fault of the first hypothesis
	Claims  []string // the sentences, sorted
}

type files map[string]string

// read is a folder's files by their names in it.
func folder(t *testing.T, dir string) files {
	t.Helper()
	out := files{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		out[rel] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// each gives other content or another name to every file.
func (f files) each(change func(name, data string) (string, string)) files {
	out := files{}
	for name, data := range f {
		name, data = change(name, data)
		out[name] = data
	}
	return out
}

func (f files) lay(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "logs")
	for name, data := range f {
		write(t, filepath.Join(dir, name), data)
	}
	return dir
}

func tell(t *testing.T, args ...string) told {
	t.Helper()
	var out, errs bytes.Buffer
	code := cli.Run(append([]string{"analyze", "--format", "json"}, args...), "test", cli.IO{Out: &out, Err: &errs, Env: func(string) string { return "" }})
	if code != cli.ExitOK {
		t.Fatalf("exit %d: %s", code, errs.String())
	}
	var r struct {
		Verdict    string
		Hypotheses []struct{ Fault string }
		Claims     map[string]struct{ Text string }
	}
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		t.Fatal(err)
	}
	got := told{Verdict: r.Verdict}
	if len(r.Hypotheses) > 0 {
		got.Leading = r.Hypotheses[0].Fault
	}
	for _, c := range r.Claims {
		got.Claims = append(got.Claims, c.Text)
	}
	slices.Sort(got.Claims)
	return got
}

// mapped is what is told with words put in the place of others.
func (x told) mapped(words ...string) told {
	r := strings.NewReplacer(words...)
	y := told{Verdict: x.Verdict, Leading: x.Leading}
	for _, c := range x.Claims {
		y.Claims = append(y.Claims, r.Replace(c))
	}
	slices.Sort(y.Claims)
	return y
}

// uncounted is what is told without the sentences that count bytes.
func (x told) uncounted() told {
	x.Claims = slices.DeleteFunc(slices.Clone(x.Claims), func(c string) bool { return strings.Contains(c, " bytes ") })
	return x
}

// TestOtherClothesTellTheSame: the same logs, packed, moved, ended or named otherwise,
// give the same sentences.
func TestOtherClothesTellTheSame(t *testing.T) {
	t.Parallel()
	for _, seed := range seeds {
		t.Run(filepath.Base(strings.TrimSuffix(seed, "/logs")), func(t *testing.T) {
			t.Parallel()
			logs := folder(t, seed)
			want := tell(t, logs.lay(t))
			like := func(what string, want, got told) {
				t.Helper()
				if d := cmp.Diff(want, got); d != "" {
					t.Errorf("%s (-want +got):\n%.3000s", what, d)
				}
			}
			same := func(what string, got told) { t.Helper(); like(what, want, got) }
			longer := func(what string, got told) { t.Helper(); like(what, want.uncounted(), got.uncounted()) }
			for _, kind := range []string{"gzip", "zstd", "xz", "bzip2", "lz4"} {
				same(kind, tell(t, logs.each(func(n, d string) (string, string) { return n, compressed(t, kind, d) }).lay(t)))
			}
			longer("CRLF", tell(t, logs.each(func(n, d string) (string, string) { return n, strings.ReplaceAll(d, "\n", "\r\n") }).lay(t)))
			longer("a mark in front", tell(t, logs.each(func(n, d string) (string, string) { return n, "\ufeff" + d }).lay(t)))
			same("UTF-16", tell(t, logs.each(func(n, d string) (string, string) { return n, wide(d) }).lay(t)))
			moved := filepath.Join(t.TempDir(), "else where", "[1]")
			if err := os.MkdirAll(filepath.Dir(moved), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.Rename(logs.lay(t), moved); err != nil {
				t.Fatal(err)
			}
			same("another folder", tell(t, moved))
			if list := parts(t, moved); len(list) > 1 { // the name of a single one would not be told
				same("its parts as arguments, from the last", tell(t, list...))
			}
			same("named twice", tell(t, moved, moved))
			doubled := folder(t, moved)
			for n, d := range logs {
				doubled[n+".copy"] = d
			}
			same("doubles", tell(t, doubled.lay(t)))
			for _, kind := range []string{"tar", "zip"} {
				same(kind, tell(t, packed(t, kind, logs)).mapped("all.pack!/", ""))
			}
		})
	}
}

// TestWhatMayChangeIsNoMore: years later, on other hosts, beside a healthy log or in two
// files the incident is the same one.
func TestWhatMayChangeIsNoMore(t *testing.T) {
	t.Parallel()
	logs := folder(t, "../../examples/nightly-jobs")
	want := tell(t, logs.lay(t))
	swap := func(words ...string) files {
		r := strings.NewReplacer(words...)
		return logs.each(func(n, d string) (string, string) { return r.Replace(n), r.Replace(d) })
	}
	later := tell(t, swap("2026-03-14", "2027-05-14", "Mar 14", "May 14").lay(t)).mapped("2027-05-14", "2026-03-14", "May 14", "Mar 14")
	if d := cmp.Diff(want, later); d != "" {
		t.Errorf("fourteen months later (-want +got):\n%.3000s", d)
	}
	elsewhere := tell(t, swap("pg-main", "qh-nine", "batch-01", "crate-77").lay(t)).mapped("qh-nine", "pg-main", "crate-77", "batch-01")
	if d := cmp.Diff(want, elsewhere); d != "" {
		t.Errorf("on other hosts (-want +got):\n%.3000s", d)
	}
	beside := folder(t, "../../examples/nightly-jobs")
	beside["mail/other.log"] = strings.Repeat("2026-03-14 02:10:00.000 INFO mailer: queue is empty\n", 50)
	split := folder(t, "../../examples/nightly-jobs")
	whole := split["batch-01/ledger-batch.log"]
	cut := strings.LastIndex(whole[:len(whole)/3], "\n") + 1
	split["batch-01/ledger-batch.log.1"], split["batch-01/ledger-batch.log"] = whole[:cut], whole[cut:]
	for what, f := range map[string]files{"beside a healthy log": beside, "rotated": split} {
		got := tell(t, f.lay(t))
		if got.Verdict != want.Verdict || got.Leading != want.Leading {
			t.Errorf("%s: %s, %s; want %s, %s", what, got.Verdict, got.Leading, want.Verdict, want.Leading)
		}
		head := "23 of 214 logged runs failed"
		if !slices.ContainsFunc(got.Claims, func(c string) bool { return strings.Contains(c, head) }) {
			t.Errorf("%s: nobody says that %s: %q", what, head, got.Claims[:min(8, len(got.Claims))])
		}
	}
}

func compressed(t *testing.T, kind, data string) string {
	t.Helper()
	out, err := pack.Compress(kind, []byte(data))
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func wide(s string) string {
	out := []byte{0xff, 0xfe}
	for _, r := range s {
		out = append(out, byte(r), byte(r>>8)) // the seeds have no rune above U+FFFF
	}
	return string(out)
}

func packed(t *testing.T, kind string, f files) string {
	t.Helper()
	var members []pack.File
	for n, d := range f {
		members = append(members, pack.File{Name: filepath.ToSlash(n), Data: []byte(d)})
	}
	slices.SortFunc(members, func(a, b pack.File) int { return strings.Compare(b.Name, a.Name) })
	data, err := pack.Tar(members)
	if kind == "zip" {
		data, err = pack.Zip(members, false)
	}
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "all.pack")
	write(t, path, string(data))
	return path
}

// parts are what lies in a folder, from the last to the first.
func parts(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, filepath.Join(dir, e.Name()))
	}
	slices.Reverse(out)
	return out
}
