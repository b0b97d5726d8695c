package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// verbs are the outputs beside reports, each of a folder with one log, app.log, and a report on
// it, rca.md.
var verbs = map[string]func(dir string) []string{
	"parse":            func(dir string) []string { return []string{"parse", filepath.Join(dir, "app.log")} },
	"parse, no fields": func(dir string) []string { return []string{"parse", "--no-fields", filepath.Join(dir, "app.log")} },
	"templates":        func(dir string) []string { return []string{"templates", "--slots", filepath.Join(dir, "app.log")} },
	"templates json": func(dir string) []string {
		return []string{"templates", "--format", "json", filepath.Join(dir, "app.log")}
	},
	"templates csv": func(dir string) []string {
		return []string{"templates", "--format", "csv", filepath.Join(dir, "app.log")}
	},
	"templates content": func(dir string) []string { return []string{"templates", "--content", filepath.Join(dir, "app.log")} },
	"audit":             func(dir string) []string { return auditOf(dir, "text", "--every") },
	"audit json":        func(dir string) []string { return auditOf(dir, "json") },
	"audit md":          func(dir string) []string { return auditOf(dir, "md") },
	"audit html":        func(dir string) []string { return auditOf(dir, "html") },
}

func auditOf(dir, format string, more ...string) []string {
	return append([]string{"audit", filepath.Join(dir, "rca.md"), filepath.Join(dir, "app.log"), "--format", format, "--width", "20000"}, more...)
}

// bothStreams runs a command line and gives what it writes, both streams.
func bothStreams(t *testing.T, args ...string) string {
	t.Helper()
	var out, talk bytes.Buffer
	code := Run(args, "test", IO{In: strings.NewReader(""), Out: &out, Err: &talk, Env: func(string) string { return "" }})
	if code != ExitOK && code != ExitPartial {
		t.Fatalf("%q exits with %d: %s", args, code, talk.String())
	}
	return out.String() + talk.String()
}

// plantedReport writes a report that quotes the lines of a folder, and speaks of them.
func plantedReport(t *testing.T, dir string, secrets []secret) {
	t.Helper()
	lines, err := os.ReadFile(filepath.Join(dir, "app.log"))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# Root cause\n\nAll %d jobs failed.\n\n```text\n%s```\n\n| Job | Reason |\n| --- | --- |\n", len(secrets), lines)
	for n, s := range secrets {
		fmt.Fprintf(&b, "| A%d | %s |\n", n, strings.NewReplacer("|", `\|`, "\n", " ").Replace(s.text))
	}
	if err := os.WriteFile(filepath.Join(dir, "rca.md"), []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestPlantedSecretsAreMaskedByEveryVerb holds parse, templates and audit to what reports
// keep: of secrets of every kind at least 99 in 100 are masked, in every form.
func TestPlantedSecretsAreMaskedByEveryVerb(t *testing.T) {
	planned := 280
	if testing.Short() {
		planned = 70
	}
	secrets := plant(planned)
	shown, leaked := map[string]int{}, map[string]int{}
	for i := 0; i < len(secrets); i += perFolder {
		batch := secrets[i:min(i+perFolder, len(secrets))]
		dir := plantFolder(t, batch, i/perFolder)
		plantedReport(t, dir, batch)
		for name, args := range verbs {
			plain := bothStreams(t, args(dir)...)
			masked := bothStreams(t, append(args(dir), "--redact")...)
			for _, s := range batch {
				for _, p := range s.parts {
					if !inOutput(plain, p) {
						continue
					}
					shown[name]++
					if inOutput(masked, p) {
						leaked[name]++
						t.Logf("%s: %s leaks from %q", name, s.kind, s.text)
					}
				}
			}
		}
	}
	for name := range verbs {
		n := shown[name]
		t.Logf("%s: %d planted parts shown without redaction, %d with it", name, n, leaked[name])
		if leaked[name]*100 > n {
			t.Errorf("%s: %d of %d planted parts leak, at most one in a hundred may", name, leaked[name], n)
		}
		if n < planned/3 && !strings.HasPrefix(name, "templates c") { // those leave out what varies
			t.Errorf("%s: the control shows only %d of %d secrets: the test proves too little", name, n, planned)
		}
	}
}
