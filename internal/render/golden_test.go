package render

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden keeps the sample report in every medium, so that a change of a
// page is seen by its reviewer.
func TestGolden(t *testing.T) {
	for _, name := range textual() {
		t.Run(name, func(t *testing.T) {
			got := renderSample(t, name, nil, Options{Width: 100})
			golden(t, "sample."+name, got)
		})
	}
	golden(t, "sample-narrow.text", renderSample(t, "text", nil, Options{Width: 56}))
	golden(t, "sample-color.text", renderSample(t, "text", nil, Options{Width: 100, Color: true}))
}

// textual are the media whose golden files a reviewer reads as they are.
func textual() []string {
	return slices.DeleteFunc(Names(), func(n string) bool { return n == "pdf" })
}

func renderSample(t *testing.T, name string, dirty func(string) string, o Options) []byte {
	t.Helper()
	r, err := ByName(name)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := r.Render(&b, sampleReport(t, dirty), o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; run go test -update", err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs from its golden file; look at the change, then run go test -update", name)
	}
}
