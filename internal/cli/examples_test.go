package cli

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden reports in examples/expected")

const examplesDir = "../../examples"

// golden forms of a report; HTML is looked at in package render.
var goldenForms = map[string][]string{
	".txt":  {"--format", "text", "--width", "100"},
	".json": {"--format", "json"},
	".md":   {"--format", "md"},
}

func run(t *testing.T, wantCode int, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	s := IO{In: strings.NewReader(""), Out: &out, Err: &errs, Env: func(string) string { return "" }}
	if code := Run(args, "test", s); code != wantCode {
		t.Fatalf("inquest %s exited with %d, want %d\n%s", strings.Join(args, " "), code, wantCode, errs.String())
	}
	return out.String()
}

func exampleFolders(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(examplesDir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if e.IsDir() && e.Name() != "expected" && e.Name() != "diff" {
			names = append(names, e.Name())
		}
	}
	if len(names) < 4 {
		t.Fatalf("found only %d examples", len(names))
	}
	return names
}

func TestExamplesGolden(t *testing.T) {
	for _, name := range exampleFolders(t) {
		for ending, flags := range goldenForms {
			t.Run(name+ending, func(t *testing.T) {
				got := run(t, ExitOK, append(flags, filepath.Join(examplesDir, name))...)
				checkGolden(t, filepath.Join(examplesDir, "expected", name+ending), got)
			})
		}
	}
}

// TestDiffGolden compares the two runs of examples/diff.
func TestDiffGolden(t *testing.T) {
	for ending, flags := range goldenForms {
		t.Run("diff"+ending, func(t *testing.T) {
			got := run(t, ExitOK, append(append([]string{"diff"}, flags...), filepath.Join(examplesDir, "diff", "good"), filepath.Join(examplesDir, "diff", "bad"))...)
			checkGolden(t, filepath.Join(examplesDir, "diff", "expected", "diff"+ending), got)
		})
	}
}

func checkGolden(t *testing.T, golden, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatalf("%v; run 'make golden' and review the file", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s changed; if that is meant, run 'make golden' and review the diff (-want +got):\n%s", golden, diff)
	}
}

// TestExamplesVerdicts asserts what the goldens must never be updated away from.
func TestExamplesVerdicts(t *testing.T) {
	for name, want := range map[string]string{
		"nightly-jobs": `"verdict": "incident"`,
		"shared-event": `"verdict": "open"`,
		"healthy":      `"verdict": "no_incident"`,
		"two-days":     `"verdict": "open"`,
	} {
		got := run(t, ExitOK, "--format", "json", filepath.Join(examplesDir, name))
		if !strings.Contains(got, want) {
			t.Errorf("%s: the report does not hold %s", name, want)
		}
	}
}

func TestExamplesVerify(t *testing.T) {
	for _, name := range exampleFolders(t) {
		folder := filepath.Join(examplesDir, name)
		report := filepath.Join(t.TempDir(), "r.json")
		run(t, ExitOK, "analyze", folder, "-o", report)
		if out := run(t, ExitOK, "verify", report, folder); !strings.Contains(out, "everything holds") {
			t.Errorf("%s: %s", name, out)
		}
	}
}

// TestWorkersDoNotMatter holds the law "same input, same bytes out" at the
// outermost layer.
func TestWorkersDoNotMatter(t *testing.T) {
	for _, name := range exampleFolders(t) {
		folder := filepath.Join(examplesDir, name)
		one := run(t, ExitOK, "--format", "json", "-j1", folder)
		for _, j := range []string{"-j2", "-j8"} {
			if run(t, ExitOK, "--format", "json", j, folder) != one {
				t.Errorf("%s: %s gives other bytes than -j1", name, j)
			}
		}
	}
}
