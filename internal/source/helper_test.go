package source

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
)

// dripReader gives at most the next of its sizes at a time, again and again.
type dripReader struct {
	r     io.Reader
	sizes []int
	k     int
}

func (d *dripReader) Read(p []byte) (int, error) {
	if len(d.sizes) > 0 {
		p = p[:min(len(p), max(1, d.sizes[d.k%len(d.sizes)]))]
		d.k++
	}
	return d.r.Read(p)
}

// streamSet is a set of one stream, as standard input is.
func streamSet(r io.Reader) *Set {
	in := Input{Name: "-", Path: "-", Size: -1}
	return &Set{Inputs: []Input{in}, stdin: &stdin{s: decodeStream(r, nil, in, Options{})}}
}

// readAll reads a stream and returns its chunks.
func readAll(t testing.TB, r io.Reader, size int, l Limits, starts StartsRecord) ([]Chunk, Summary) {
	t.Helper()
	var chunks []Chunk
	sum, err := streamSet(r).Read(context.Background(), 0, size, starts, Options{Limits: l}, func(c Chunk) error {
		chunks = append(chunks, c)
		return nil
	})
	if err != nil {
		t.Fatalf("reading: %v", err)
	}
	return chunks, sum
}

// tree writes files below a new folder; a name that ends in '/' is a folder.
func tree(t testing.TB, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, content := range files {
		path := filepath.Join(root, filepath.FromSlash(name))
		dir := filepath.Dir(path)
		if strings.HasSuffix(name, "/") {
			dir = path
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		if dir == path {
			continue
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func gzipped(t testing.TB, parts ...string) string {
	t.Helper()
	var out bytes.Buffer
	for _, p := range parts {
		w := gzip.NewWriter(&out)
		if _, err := w.Write([]byte(p)); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return out.String()
}

func names(set *Set) []string {
	var out []string
	for _, in := range set.Inputs {
		out = append(out, in.Name)
	}
	return out
}

// skipped is name: reason, by name.
func skipped(skips []Skip) []string {
	var out []string
	for _, s := range skips {
		out = append(out, s.Name+": "+s.Reason)
	}
	return out
}

func everyLine(_, _ []byte) bool { return true }

// atSign starts a record at every line that begins with '@'.
func atSign(_, line []byte) bool { return len(line) > 0 && line[0] == '@' }
