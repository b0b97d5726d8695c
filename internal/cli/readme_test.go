package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	readme     = "../../README.md"
	beginBlock = "```text\n"
	endBlock   = "```\n<!-- end of report -->"
)

// TestReadmeDocs holds the README's excerpt to what the command prints: the
// verdict, down to the first section.
func TestReadmeDocs(t *testing.T) {
	out := run(t, ExitOK, "--width", "96", filepath.Join(examplesDir, "nightly-jobs"))
	want, _, ok := strings.Cut(out, "\n── 2")
	if !ok {
		t.Fatalf("the report has no second section:\n%s", out)
	}
	b, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(b), beginBlock)
	got, after, ok2 := strings.Cut(rest, endBlock)
	if !ok || !ok2 {
		t.Fatal("the README has no report block")
	}
	if *update {
		text := before + beginBlock + want + endBlock + after
		if err := os.WriteFile(readme, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got != want {
		t.Errorf("the README's report is not what the command prints; run 'make golden'\n--- README\n%s\n--- command\n%s", got, want)
	}
}
