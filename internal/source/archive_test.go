package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"inquest/internal/pack"
)

// must is for makers of test data.
func must(data []byte, err error) string {
	if err != nil {
		panic(err)
	}
	return string(data)
}

func tarOf(files ...pack.File) string { return must(pack.Tar(files)) }
func zipOf(files ...pack.File) string { return must(pack.Zip(files, false)) }
func packed(kind, data string) string { return must(pack.Compress(kind, []byte(data))) }
func file(name, data string) pack.File {
	return pack.File{Name: name, Data: []byte(data)}
}

// contents reads every input of a set, in groups, and returns name: bytes.
func contents(t testing.TB, set *Set, o Options) (map[string]string, []Skip) {
	t.Helper()
	out, skips := map[string]string{}, slices.Clone(set.Skipped)
	for _, i := range slices.Concat(set.Groups()...) {
		var got strings.Builder
		sum, err := set.Read(context.Background(), i, 4096, everyLine, o, func(c Chunk) error {
			got.Write(c.Data)
			return nil
		})
		if err != nil || sum.Bytes != int64(got.Len())+sum.Dropped {
			t.Fatalf("%s: %+v %v", set.Inputs[i].Name, sum, err)
		}
		out[set.Inputs[i].Name] = got.String()
		skips = append(skips, sum.Skipped...)
	}
	return out, skips
}

// forms are the ways to pack one folder, by name: the file and what its members'
// names begin with.
func forms(files []pack.File) map[string]string {
	tar := tarOf(files...)
	out := map[string]string{
		"a.tar": tar, "a.zip": zipOf(files...), "stored.zip": must(pack.Zip(files, true)),
		"outer.tar": tarOf(file("inner.zip", zipOf(files...))),
		"outer.tgz": packed("gzip", tarOf(file("d/inner.zip", zipOf(files...)))),
		"outer.zip": zipOf(file("inner.tar.xz", packed("xz", tar))),
		"twice.gz":  packed("gzip", packed("gzip", tar)),
	}
	for _, c := range codecs {
		out["a.tar."+c.name] = packed(c.name, tar)
	}
	return out
}

func TestEveryFormOfAFolderHoldsTheSame(t *testing.T) {
	want := map[string]string{"app.log": logLines(3000), "net/fw.log": logLines(40), "net/old.log.gz": logLines(90), "z.log": "@last\n"}
	files := []pack.File{{Name: "net/"}, file("z.log", want["z.log"]), file("net/fw.log", want["net/fw.log"]),
		file("net/old.log.gz", packed("gzip", want["net/old.log.gz"])), file("app.log", want["app.log"])}
	for name, data := range forms(files) {
		t.Run(name, func(t *testing.T) {
			root := tree(t, map[string]string{"logs/" + name: data})
			set, err := Find([]string{filepath.Join(root, "logs")}, Options{})
			if err != nil {
				t.Fatal(err)
			}
			got, skips := contents(t, set, Options{})
			plain := map[string]string{}
			for n, data := range got {
				plain[n[strings.LastIndex(n, memberMark)+len(memberMark):]] = data
			}
			if d := cmp.Diff(want, plain); d != "" || len(skips) > 0 {
				t.Errorf("%v, skips %v", d, skips)
			}
			if !slices.IsSortedFunc(set.Inputs, func(a, b Input) int { return compareNames(a.Name, b.Name) }) {
				t.Errorf("order %v", names(set))
			}
			reread(t, set, got)
		})
	}
}

// reread serves references in the order of the names, which is not that of the archive.
func reread(t *testing.T, set *Set, got map[string]string) {
	t.Helper()
	for i, in := range set.Inputs {
		text := got[in.Name]
		at := strings.LastIndexByte(strings.TrimSuffix(text, "\n"), '\n') + 1
		data, err := set.ReadRange(i, int64(at), int64(len(text)-at), Options{})
		if err != nil || string(data) != text[at:] {
			t.Errorf("%s: %q %v", in.Name, data, err)
		}
		sample, err := set.Sample(i, keptSample, Options{})
		if err != nil || string(sample) != text {
			t.Errorf("%s: sample of %d bytes, %v", in.Name, len(sample), err)
		}
	}
}

// TestSamplesDoNotDependOnTheForm holds that formats are found from the same
// bytes in a folder and in its archive.
func TestSamplesDoNotDependOnTheForm(t *testing.T) {
	text := logLines(30_000) // a megabyte
	want := sampleOf(t, "a.log", text)
	for name, data := range map[string]string{
		"gz": packed("gzip", text), "tgz": packed("gzip", tarOf(file("a.log", text))), "zip": zipOf(file("a.log", text)), "zst": packed("zstd", text),
	} {
		if got := sampleOf(t, name, data); got != want {
			t.Errorf("%s: sample of %d bytes, want %d", name, len(got), len(want))
		}
	}
	if !strings.HasSuffix(text, want[len(want)-100:]) || len(want) > keptSample || len(want) < keptSample-500 {
		t.Errorf("sample of %d bytes", len(want))
	}
}

func sampleOf(t *testing.T, name, data string) string {
	t.Helper()
	set, err := oneFile(t, name, data, Options{})
	if err != nil {
		t.Fatal(err)
	}
	sample, err := set.Sample(0, keptSample, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return string(sample)
}

func TestSamplerKeepsBothEnds(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := logLines(rapid.IntRange(0, 60).Draw(rt, "lines"))
		most := 4 * rapid.IntRange(1, 200).Draw(rt, "most")
		var s sampler
		s.reset(most)
		for rest := text; rest != ""; {
			n := rapid.IntRange(1, len(rest)).Draw(rt, "n")
			_, _ = s.Write([]byte(rest[:n]))
			rest = rest[n:]
		}
		want := text
		if len(text) > most {
			want = string(joinSample([]byte(text[:most-most/4]), []byte(text[len(text)-most/4:])))
		}
		if got := string(s.result()); got != want {
			rt.Fatalf("%q, want %q", got, want)
		}
	})
}

func TestArchivesOnStandardInput(t *testing.T) {
	files := []pack.File{file("b.log", logLines(50)), file("a.log", logLines(20))}
	for name, data := range forms(files) {
		o := Options{Stdin: strings.NewReader(data)}
		set, err := Find([]string{"-"}, o)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got, skips := contents(t, set, o)
		if len(got) != 2 || len(skips) > 0 || !strings.HasPrefix(set.Inputs[0].Name, "-!/") {
			t.Errorf("%s: %v %v", name, names(set), skips)
		}
		reread(t, set, got)
	}
	for _, c := range codecs {
		o := Options{Stdin: strings.NewReader(packed(c.name, logLines(30)))}
		set, err := Find([]string{"-"}, o)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if got, _ := contents(t, set, o); got["-"] != logLines(30) {
			t.Errorf("%s: %q", c.name, got)
		}
	}
	o := Options{Stdin: strings.NewReader(tarOf(files...)), Limits: Limits{Spool: 1000}}
	var nothing *NothingError
	if _, err := Find([]string{"-"}, o); !errors.As(err, &nothing) || nothing.Skipped[0].Reason != ReasonSpool {
		t.Errorf("a large archive on standard input: %v", err)
	}
}

func TestConcatenatedMembersAreOneStream(t *testing.T) {
	for _, c := range codecs {
		data := packed(c.name, "@1\n@2\n") + packed(c.name, "") + packed(c.name, "@3\n")
		set, err := oneFile(t, "a.log", data, Options{})
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if got, sum := readFile(t, set, Options{}); got != "@1\n@2\n@3\n" || len(sum.Skipped) > 0 {
			t.Errorf("%s: %q %+v", c.name, got, sum.Skipped)
		}
	}
}

// TestCutCompressedDataKeepsItsBeginning cuts every kind at many places.
func TestCutCompressedDataKeepsItsBeginning(t *testing.T) {
	text := logLines(6000)
	for _, c := range codecs {
		whole := packed(c.name, text)
		for n := len(whole) / 20; n < len(whole); n += len(whole)/40 + 1 {
			set := streamSet(nil)
			set.stdin.s = decodeStream(strings.NewReader(whole[:n]), nil, Input{Size: int64(n), Compression: c.name}, Options{})
			got, sum := readFile(t, set, Options{})
			if !strings.HasPrefix(text, got) || len(sum.Skipped) != 1 || sum.Skipped[0].Reason != truncatedReason(c.name) {
				t.Fatalf("%s cut at %d of %d: %d bytes, %+v", c.name, n, len(whole), len(got), sum.Skipped)
			}
		}
	}
}

func TestFlippedBitsAreNamed(t *testing.T) {
	text := logLines(1500)
	for _, c := range codecs {
		whole := []byte(packed(c.name, text))
		rapid.Check(t, func(rt *rapid.T) {
			bad := bytes.Clone(whole)
			bad[rapid.IntRange(10, len(bad)-1).Draw(rt, "at")] ^= 1 << rapid.IntRange(0, 7).Draw(rt, "bit")
			set := streamSet(nil)
			set.stdin.s = decodeStream(bytes.NewReader(bad), nil, Input{Size: int64(len(bad)), Compression: c.name}, Options{})
			got, sum := readFile(t, set, Options{})
			if len(sum.Skipped) == 0 && got != text {
				rt.Fatalf("%s: other bytes in silence", c.name)
			}
		})
	}
}

func TestDamagedArchivesKeepWhatCameBefore(t *testing.T) {
	a, b := logLines(2000), logLines(3000)
	tar, zip := tarOf(file("a.log", a), file("b.log", b)), zipOf(file("a.log", a), file("b.log", b))
	for _, c := range []struct {
		name, data, reason string
		members            int
	}{
		{"tar in b", tar[:len(tar)*2/3], "truncated tar", 2},
		{"tar between", tar[:512+(len(a)+511)/512*512+100], "truncated tar", 1},
		{"tgz", packed("gzip", tar)[:len(packed("gzip", tar))*2/3], "truncated gzip", 2},
		{"zip without directory", zip[:len(zip)*9/10], "truncated zip", 1},
		{"zip in tgz", packed("gzip", tarOf(file("i.zip", zip[:len(zip)*9/10]))), "truncated zip", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			set, err := oneFile(t, "x", c.data, Options{})
			if err != nil {
				t.Fatal(err)
			}
			got, skips := contents(t, set, Options{})
			if len(got) < c.members || len(skips) == 0 {
				t.Fatalf("%v, skips %+v", names(set), skips)
			}
			for _, s := range skips {
				if s.Hint == "" || !strings.HasPrefix(s.Reason, ReasonTruncated) && !strings.HasPrefix(s.Reason, ReasonDamaged) {
					t.Errorf("skip %+v", s)
				}
			}
			if s := skips[len(skips)-1]; !slices.ContainsFunc(skips, func(s Skip) bool { return s.Reason == c.reason }) {
				t.Errorf("no %s: %+v", c.reason, s)
			}
			for n, data := range got {
				if !strings.HasPrefix(b, data) && !strings.HasPrefix(a, data) {
					t.Errorf("%s: other bytes", n)
				}
			}
		})
	}
}

func TestMemberNamesLeadNowhere(t *testing.T) {
	long := strings.Repeat("x/", 2000) + "a.log"
	raw := []string{"../../etc/passwd", "/abs/a.log", `..\..\win.log`, `C:\logs\c.log`, "a/../../b.log", "new\nline.log", "esc\x1b[31m.log", "./same.log", "same.log", long, "über.log", "bad\xff.log"}
	var files []pack.File
	for _, n := range raw {
		files = append(files, file(n, "@"+n[:3]+"\n"))
	}
	for kind, data := range map[string]string{"tar": tarOf(files[:11]...), "zip": zipOf(files...)} {
		set, err := oneFile(t, "a", data, Options{})
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, in := range set.Inputs {
			if seen[in.Name] || strings.Contains(in.Name, "..") || strings.Contains(in.Name, "//") || len(in.Name) > 300 || strings.IndexFunc(in.Name, isControl) >= 0 {
				t.Errorf("%s: name %q", kind, in.Name)
			}
			seen[in.Name] = true
		}
		for _, want := range []string{"a!/etc/passwd", "a!/abs/a.log", "a!/win.log", "a!/logs/c.log", "a!/a/b.log", `a!/new\x0aline.log`, "a!/same.log#2"} {
			if !seen[want] {
				t.Errorf("%s: no %q in %q", kind, want, names(set))
			}
		}
	}
}

func TestWhatIsNoFileInAnArchiveIsNamed(t *testing.T) {
	data := tarOf(file("a.log", "@1\n"), pack.File{Name: "link", Link: "/etc/passwd"}, pack.File{Name: "hard", Link: "a.log", Type: '1'},
		pack.File{Name: "dev", Type: '3'}, pack.File{Name: "pipe", Type: '6'}, file(".git/config", "x\n"), file(".git/HEAD", "x\n"),
		file("deep/.hid", "x\n"), file("prog", "\x7fELF\x01\x02"), file("empty.log", ""))
	set, err := oneFile(t, "x.tar", data, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"x.tar!/.git: hidden", "x.tar!/deep/.hid: hidden", "x.tar!/dev: device, pipe or socket", "x.tar!/hard: duplicate",
		"x.tar!/link: link in an archive", "x.tar!/pipe: device, pipe or socket", "x.tar!/prog: binary"}
	if d := cmp.Diff(want, skipped(set.Skipped)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"x.tar!/a.log", "x.tar!/empty.log"}, names(set)); d != "" {
		t.Error(d)
	}
}

func TestArchiveLimits(t *testing.T) {
	var many []pack.File
	for i := range 30 {
		many = append(many, file(fmt.Sprintf("%02d.log", i), logLines(3)))
	}
	three := tarOf(file("b.tar", tarOf(file("c.tar", tarOf(file("deep.log", "@1\n"))))), file("top.log", "@1\n"))
	for _, c := range []struct {
		name, data, skip string
		limits           Limits
		inputs           int
	}{
		{"members", tarOf(many...), "a: number of members limit", Limits{Members: 7}, 7},
		{"nested", three, "a!/b.tar!/c.tar: archive depth limit", Limits{}, 1},
		{"nested allowed", three, "", Limits{Nested: 3}, 2},
		{"files", zipOf(many[:3]...), "a!/02.log: number of files limit", Limits{Files: 2}, 2},
		{"inflated", packed("gzip", tarOf(many...)), "a: inflate limit", Limits{Inflated: 5000}, 5},
		{"window", packed("xz", logLines(10)), "a: window limit", Limits{Window: 4096}, 0},
		{"window of zstd", packed("zstd", logLines(100_000)), "a: window limit", Limits{Window: 4096}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := Options{Limits: c.limits}
			set, err := oneFile(t, "a", c.data, o)
			var nothing *NothingError
			if errors.As(err, &nothing) {
				set = &Set{Skipped: nothing.Skipped}
			} else if err != nil {
				t.Fatal(err)
			}
			got, skips := contents(t, set, o)
			if len(got) != c.inputs || c.skip != "" && !slices.Contains(skipped(skips), c.skip) || c.skip == "" && len(skips) > 0 {
				t.Errorf("%d inputs %v, skips %+v", len(got), names(set), skips)
			}
		})
	}
}

func TestAnArchiveThatChangesIsNamed(t *testing.T) {
	root := tree(t, map[string]string{"a.tar": tarOf(file("a.log", logLines(10)), file("b.log", logLines(10)))})
	path := filepath.Join(root, "a.tar")
	set, err := Find([]string{path}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(tarOf(file("a.log", logLines(10)))), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, skips := contents(t, set, Options{}); len(skips) != 1 || skips[0].Reason != ReasonChanged {
		t.Errorf("%+v", skips)
	}
}

func TestListingEndsWithItsContext(t *testing.T) {
	root := tree(t, map[string]string{"a.tar": tarOf(file("a.log", logLines(10)))})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := FindContext(ctx, []string{root}, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
