package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"inquest/internal/redact"
	"inquest/internal/redact/planted"
)

// secret is a planted text and the parts of it that may not survive.
type secret struct {
	kind, text string
	parts      []string
}

// plant makes n secrets, kind after kind, each unlike all others.
func plant(n int) []secret {
	made := planted.New(2026)
	var out []secret
	for i := 0; len(out) < n; i++ {
		for _, d := range redact.Detectors() {
			if d.Class == redact.ClassAddress || len(out) == n {
				continue
			}
			text, parts := made.Make(d.Make[i%len(d.Make)])
			out = append(out, secret{d.Kind, text, parts})
		}
	}
	return out
}

// carriers put a secret into a line, as programs write them.
var carriers = []func(n int, text string) string{
	func(n int, text string) string {
		return fmt.Sprintf("2026-01-05 10:%02d:09 - ERROR - Job A%d failed after 9 seconds: %s", n, n, text)
	},
	func(n int, text string) string {
		msg, err := json.Marshal(fmt.Sprintf("Job A%d failed after 9 seconds: %s", n, text))
		if err != nil {
			panic(err)
		}
		return fmt.Sprintf(`{"time":"2026-01-05T10:%02d:09","level":"ERROR","msg":%s}`, n, msg)
	},
	func(n int, text string) string {
		return fmt.Sprintf("2026-01-05 10:%02d:09 - ERROR - Job A%d failed after 9 seconds: rejected (%s), giving up", n, n, text)
	},
}

// inOutput tells whether a planted part stands in an output, whatever escaper
// the output has: by the longest run of letters and digits in the part.
func inOutput(output, part string) bool {
	best := ""
	for _, run := range strings.FieldsFunc(part, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	}) {
		if len(run) > len(best) {
			best = run
		}
	}
	return len(best) >= 5 && strings.Contains(output, best)
}

const plantedSecrets, perFolder = 500, 5

// plantFolder writes logs in which every secret stands in the line by which a
// job failed, so that the reports quote it, and beside it in a line of its own.
func plantFolder(t *testing.T, secrets []secret, carrier int) string {
	t.Helper()
	dir := t.TempDir()
	var b strings.Builder
	for n, s := range secrets {
		line := carriers[carrier%len(carriers)](n, s.text)
		b.WriteString(line + "\n")
	}
	if err := os.WriteFile(filepath.Join(dir, "app.log"), []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestPlantedSecretsAreMasked holds that of 500 secrets of more than 40 kinds at
// least 99 in 100 are masked in every output, and prints the figure.
func TestPlantedSecretsAreMasked(t *testing.T) {
	planned := plantedSecrets
	if testing.Short() {
		planned = 140 // each kind once
	}
	secrets := plant(planned)
	kinds := map[string]bool{}
	shown, leaked := map[string]int{}, map[string]int{}
	for i := 0; i < len(secrets); i += perFolder {
		batch := secrets[i:min(i+perFolder, len(secrets))]
		dir := plantFolder(t, batch, i/perFolder)
		for _, form := range []string{"text", "json", "md", "html"} {
			plain := run(t, ExitOK, dir, "--format", form, "--width", "20000")
			masked := run(t, ExitOK, dir, "--format", form, "--width", "20000", "--redact")
			for _, s := range batch {
				kinds[s.kind] = true
				for _, p := range s.parts {
					if !inOutput(plain, p) {
						continue
					}
					shown[form]++
					if inOutput(masked, p) {
						leaked[form]++
						t.Logf("%s: %s leaks from %q", form, s.kind, s.text)
					}
				}
			}
		}
	}
	if len(kinds) < 40 {
		t.Errorf("only %d kinds were planted", len(kinds))
	}
	for form, n := range shown {
		t.Logf("%s: %d planted parts of %d kinds shown without redaction, %d with it: recall %.2f %%", form, n, len(kinds), leaked[form], 100*float64(n-leaked[form])/float64(n))
		if leaked[form]*100 > n {
			t.Errorf("%s: %d of %d planted parts leak, at most one in a hundred may", form, leaked[form], n)
		}
	}
	if shown["json"] < planned/2 {
		t.Errorf("the control shows only %d of %d secrets: the test proves too little", shown["json"], planned)
	}
}
