package cli

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/renderer/html"

	"inquest/internal/pack"
)

var learn = flag.Bool("learn", false, "write the outcome into vectors of testdata/hostile that expect nothing yet; read them")

const vectors = "../../testdata/hostile/*.txtar"

// TestHostileVectors runs every vector testdata/hostile/<class>-<name>.txtar
// through the real command: a folder of files (how they are written down, see
// package pack), and in the comment
//
//	args: ...        further arguments
//	stdin: NAME      that file is piped in instead
//	payload: TEXT    must not stand as it is in a page, or in the page made of a Markdown report
//	expect: ...      the outcome: exit code, inputs with their bytes and lines (and first
//	                 and last time, where the vector is about time), skips with reasons
//
// For all of them hold: no panic, an exit code of the list, every byte of every
// input accounted for, no control character in any report, and a report that
// verify finds true.
func TestHostileVectors(t *testing.T) {
	files, err := filepath.Glob(vectors)
	if err != nil || len(files) < 150 {
		t.Fatalf("%d vectors, %v", len(files), err)
	}
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".txtar"), func(t *testing.T) {
			t.Parallel()
			runVector(t, f)
		})
	}
}

type vectorReport struct {
	Inputs []struct {
		File      string
		Bytes     int64
		Lines     int64
		Parsed    int64 `json:"parsed_bytes"`
		Continued int64 `json:"continued_bytes"`
		Blank     int64 `json:"blank_bytes"`
		Plain     int64 `json:"plain_bytes"`
		Dropped   int64 `json:"dropped_bytes"`
		From, To  string
		Skipped   []vectorSkip
	} `json:"inputs"`
	Skipped []vectorSkip `json:"skipped"`
}

type vectorSkip struct{ File, Reason string }

type vector struct {
	args, payloads, want []string
	stdin                string
	parts                []pack.Part
}

func readVector(t *testing.T, path string) (*txtar.Archive, vector) {
	t.Helper()
	a, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var v vector
	for line := range strings.SplitSeq(string(a.Comment), "\n") {
		key, value, _ := strings.Cut(line, ": ")
		switch key {
		case "args":
			v.args = append(v.args, strings.Fields(value)...)
		case "stdin":
			v.stdin = value
		case "payload":
			v.payloads = append(v.payloads, value)
		case "expect":
			v.want = append(v.want, value)
		}
	}
	content, order := map[string]string{}, []string{}
	for _, f := range a.Files {
		content[f.Name] = string(f.Data)
		order = append(order, f.Name)
	}
	if v.parts, err = pack.Vector(string(a.Comment), content, order); err != nil {
		t.Fatal(err)
	}
	return a, v
}

func runVector(t *testing.T, path string) {
	a, v := readVector(t, path)
	root, out := t.TempDir(), t.TempDir()
	if err := pack.Lay(root, v.parts); err != nil {
		t.Skipf("this file system cannot hold the vector: %v", err)
	}
	args := slices.Concat([]string{"analyze", root, "--jobs", "2"}, v.args)
	var stdin []byte
	if v.stdin != "" {
		stdin, _ = os.ReadFile(filepath.Join(root, v.stdin))
		args[1] = "-"
	}
	for _, kind := range []string{"json", "md", "html", "txt"} {
		args = append(args, "-o", filepath.Join(out, "r."+kind))
	}
	code, errs := command(stdin, args...)
	if !slices.Contains([]int{ExitOK, ExitPartial, ExitNothing, ExitUsage}, code) {
		t.Fatalf("exit %d: %s", code, errs)
	}
	checkOutput(t, "standard error", []byte(errs), v)
	got := []string{fmt.Sprintf("exit %d", code)}
	if code == ExitOK || code == ExitPartial {
		got = append(got, outcomeOf(t, out, v)...)
		if v.stdin == "" {
			checkVerify(t, filepath.Join(out, "r.json"), root, v)
		}
	}
	if len(v.want) == 0 && *learn {
		var b strings.Builder
		b.Write(bytes.TrimRight(a.Comment, "\n"))
		for _, g := range got {
			if i := strings.Index(g, " from="); i >= 0 && !strings.HasPrefix(filepath.Base(path), "time-") {
				g = strings.TrimSuffix(g[:i], " dropped=0")
			}
			b.WriteString("\nexpect: " + g)
		}
		a.Comment = []byte(b.String() + "\n")
		if err := os.WriteFile(path, txtar.Format(a), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	for i, g := range got { // what the vector does not speak of is not compared
		if i < len(v.want) && strings.HasPrefix(g, v.want[i]+" ") && strings.HasPrefix(g, "input ") {
			got[i] = v.want[i]
		}
	}
	if d := cmp.Diff(v.want, got); d != "" {
		t.Errorf("outcome (-want +got):\n%s", d)
	}
}

func command(stdin []byte, args ...string) (code int, errs string) {
	var stdout, stderr bytes.Buffer
	code = Run(args, "test", IO{In: bytes.NewReader(stdin), Out: &stdout, Err: &stderr, Env: func(string) string { return "" }})
	return code, stderr.String()
}

// outcomeOf reads the report back, and holds what is true for all.
func outcomeOf(t *testing.T, out string, v vector) []string {
	t.Helper()
	var r vectorReport
	data, err := os.ReadFile(filepath.Join(out, "r.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatal(err)
	}
	var got []string
	skips := r.Skipped
	for _, in := range r.Inputs {
		if sum := in.Parsed + in.Continued + in.Blank + in.Plain + in.Dropped; sum != in.Bytes {
			t.Errorf("%q: %d of %d bytes are accounted for", in.File, sum, in.Bytes)
		}
		got = append(got, fmt.Sprintf("input %+q bytes=%d lines=%d dropped=%d from=%s to=%s", in.File, in.Bytes, in.Lines, in.Dropped, in.From, in.To))
		skips = append(skips, in.Skipped...)
	}
	for _, s := range skips {
		got = append(got, fmt.Sprintf("skip %+q %s", s.File, s.Reason))
	}
	for _, kind := range []string{"md", "html", "txt", "json"} {
		data, err := os.ReadFile(filepath.Join(out, "r."+kind))
		if err != nil {
			t.Fatal(err)
		}
		checkOutput(t, kind, data, v)
	}
	return got
}

// checkOutput holds that nothing in a report can act on what shows it.
func checkOutput(t *testing.T, kind string, data []byte, v vector) {
	t.Helper()
	if !utf8.Valid(data) {
		t.Errorf("%s is not UTF-8", kind)
	}
	for i, r := range string(data) {
		if r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r == '\u2028' || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' {
			t.Errorf("%s holds %U at byte %d: %q", kind, r, i, data[max(i-40, 0):min(i+20, len(data))])
			break
		}
	}
	switch kind {
	case "md": // as a page that a lenient viewer makes of it
		var page bytes.Buffer
		if err := goldmark.New(goldmark.WithRendererOptions(html.WithUnsafe())).Convert(data, &page); err != nil {
			t.Fatal(err)
		}
		data = page.Bytes()
	case "html":
	default:
		return // plain text and JSON may hold markup: nothing reads it as such
	}
	for _, p := range v.payloads {
		if bytes.Contains(data, []byte(p)) {
			t.Errorf("%s holds the payload %q as it is", kind, p)
		}
	}
}

func checkVerify(t *testing.T, report, root string, v vector) {
	t.Helper()
	code, errs := command(nil, slices.Concat([]string{"verify", report, root}, v.args)...)
	if code != ExitOK {
		t.Errorf("verify: exit %d: %s", code, errs)
	}
}
