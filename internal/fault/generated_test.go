package fault

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write catalog.json, samples.json and docs/catalog from catalog/*.md")

const docs = "../../docs/catalog"

// TestGenerated holds catalog.json and docs/catalog against the class files.
func TestGenerated(t *testing.T) {
	classes, ps := readAll(os.DirFS("catalog"))
	if err := ps.err(); err != nil {
		t.Fatal(err)
	}
	c := newCatalog(classes)
	catalog, samples, err := encodeStore(c.Classes())
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{"catalog.json": catalog, "samples.json": samples, filepath.Join(docs, "README.md"): docsIndex(c)}
	for _, k := range c.Classes() {
		files[filepath.Join(docs, k.ID+".md")] = k.Markdown()
	}
	if *update {
		writeGenerated(t, files)
	}
	for name, want := range files {
		got, err := os.ReadFile(name)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not current: run go generate ./internal/fault", name)
		}
	}
	found, err := filepath.Glob(docs + "/*.md")
	if err != nil || len(found) != len(files)-2 {
		t.Errorf("docs/catalog has %d pages, want %d: run go generate ./internal/fault", len(found), len(files)-2)
	}
}

func writeGenerated(t *testing.T, files map[string][]byte) {
	t.Helper()
	if err := os.RemoveAll(docs); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(docs, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, data := range files {
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// docsIndex lists the classes by layer.
func docsIndex(c *Catalog) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# Fault classes\n\n%d classes, generated from `internal/fault/catalog`. How to write one: [the page](../../internal/fault/catalog/README.md).\n", len(c.Classes()))
	for _, layer := range layers {
		fmt.Fprintf(&b, "\n## %s\n\n| class | role | what happened |\n|---|---|---|\n", layer)
		for _, k := range c.Classes() {
			if k.Layer == layer {
				fmt.Fprintf(&b, "| [%s](%s.md) | %s | %s |\n", k.ID, k.ID, k.Role, k.Title)
			}
		}
	}
	return []byte(b.String())
}
