package record

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

var update = flag.Bool("update", false, "write formats.json and docs/formats.md from formats/*.yaml")

// proven are the embedded formats with their samples.
var proven = sync.OnceValue(func() *Formats {
	set, err := read(embedded, "formats")
	if err != nil {
		panic(err)
	}
	return set
})

// TestGenerated holds formats.json and docs/formats.md against the files.
func TestGenerated(t *testing.T) {
	names, err := fs.Glob(embedded, "formats/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var files []*formatFile
	for _, name := range names {
		data, err := fs.ReadFile(embedded, name)
		if err != nil {
			t.Fatal(err)
		}
		file, err := parseFile(name, data)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	store, err := encodeStore(files)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][]byte{"formats.json": store, filepath.Join("..", "..", "docs", "formats.md"): proven().Markdown()} {
		if *update {
			if err := os.WriteFile(name, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(name); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not current: run go generate ./internal/record", name)
		}
	}
}

// TestStoreIsTheSame reads every sample with the formats of the store and with
// those of the files.
func TestStoreIsTheSame(t *testing.T) {
	var text strings.Builder
	for _, f := range proven().list {
		for i := range f.samples {
			text.WriteString(f.samples[i].Text + "\n")
		}
	}
	a, _ := collect(Embedded().Detect([]byte(text.String()), Hints{Year: 2026}), new(Parser), Chunk{Line: 1, Data: []byte(text.String())})
	b, _ := collect(proven().Detect([]byte(text.String()), Hints{Year: 2026}), new(Parser), Chunk{Line: 1, Data: []byte(text.String())})
	if len(a) != len(b) {
		t.Fatalf("%d records and %d", len(a), len(b))
	}
	for i := range a {
		if a[i] != b[i] {
			t.Errorf("record %d differs:\n%s\n%s", i, a[i], b[i])
		}
	}
}
