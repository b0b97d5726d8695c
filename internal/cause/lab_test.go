package cause_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"inquest/internal/cause"
	"inquest/internal/engine"
	"inquest/internal/evidence"
	"inquest/internal/fault"
	"inquest/internal/finding"
	"inquest/internal/formula"
	"inquest/internal/source"
)

// inquestOf writes the files, reads them as the program does, and judges them.
// Every claim must be proven: the input is strict.
func inquestOf(t testing.TB, files map[string]string) (finding.Input, []finding.Finding, *cause.Result) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return inquestAt(t, dir)
}

// inquestAt judges a folder.
func inquestAt(t testing.TB, dir string) (finding.Input, []finding.Finding, *cause.Result) {
	t.Helper()
	set, err := source.Find([]string{dir}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p, err := engine.Profile(context.Background(), set, engine.Options{Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	view := p.View()
	in := finding.Input{View: view, Catalog: fault.Embedded(), Env: &formula.Env{View: view}, Strict: true}
	fs, err := finding.Detect(in)
	if err != nil {
		t.Fatalf("a claim of a detector cannot be proven: %v", err)
	}
	r, err := cause.Rank(in, fs)
	if err != nil {
		t.Fatalf("a claim of the ranking cannot be proven: %v", err)
	}
	return in, fs, r
}

func say(c evidence.Claim) string { return c.Sentence(func(s string) string { return s }) }

// said lists all sentences of the findings and the result.
func said(fs []finding.Finding, r *cause.Result) []string {
	var out []string
	add := func(cs ...evidence.Claim) {
		for _, c := range cs {
			if !c.IsZero() {
				out = append(out, say(c))
			}
		}
	}
	for _, f := range fs {
		add(f.Claims...)
	}
	add(r.Headline)
	add(r.RuledOut...)
	add(r.Impact...)
	add(r.Chain...)
	for _, h := range r.Hypotheses {
		add(h.For...)
		add(h.Against...)
		add(h.Missing...)
		for _, s := range h.Decide {
			add(s.What)
		}
	}
	return out
}

func wantSaid(t *testing.T, all []string, wants ...string) {
	t.Helper()
	text := strings.Join(all, "\n")
	for _, w := range wants {
		if !strings.Contains(text, w) {
			t.Errorf("not said: %s", w)
		}
	}
	if t.Failed() {
		t.Log(text)
	}
}
