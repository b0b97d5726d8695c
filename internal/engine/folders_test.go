package engine

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"inquest/internal/source"
)

// TestFoldersAreTheSameForAnyRun profiles whole folders of logs: the examples,
// and real data where it lies beside the project.
func TestFoldersAreTheSameForAnyRun(t *testing.T) {
	folders, err := filepath.Glob("../../examples/*")
	if err != nil || len(folders) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	if extra := filepath.SplitList(os.Getenv("INQUEST_FOLDERS")); len(extra) > 0 {
		folders = append(folders, extra...)
	} else {
		t.Log("only the examples and the small real folder are read, where it is there; INQUEST_FOLDERS names more")
	}
	if small := "../../../shared/data/job-failures"; isFolder(small) {
		folders = append(folders, small)
	}
	for _, dir := range folders {
		if !isFolder(dir) {
			continue
		}
		t.Run(filepath.Base(dir), func(t *testing.T) {
			if _, err := source.Find([]string{dir}, source.Options{}); err != nil {
				t.Skipf("nothing to read: %v", err)
			}
			want := encoded(t, []string{dir}, Options{Workers: 1})
			for _, o := range []Options{{Workers: 2, ChunkSize: 3000}, {Workers: 8, ChunkSize: 64}, {Workers: 3, ChunkSize: 200_000}} {
				if got := encoded(t, []string{dir}, o); !bytes.Equal(want, got) {
					t.Errorf("%d workers and chunks of %d give another profile, first difference at byte %d of %d",
						o.Workers, o.ChunkSize, differAt(want, got), len(want))
				}
			}
		})
	}
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// BenchmarkProfile profiles 32 MiB of lines, or the file or folder that
// INQUEST_BENCH names.
func BenchmarkProfile(b *testing.B) {
	path := os.Getenv("INQUEST_BENCH")
	if path == "" {
		var text bytes.Buffer
		for text.Len() < 32<<20 {
			text.WriteString(datedAt("2025-03-01 10:00:00", "2025-03-01 10:00:01"))
		}
		path = folder(b, map[string]string{"bench.log": text.String()})
	}
	set, err := source.Find([]string{path}, source.Options{})
	if err != nil {
		b.Fatal(err)
	}
	var n int64
	for _, in := range set.Inputs {
		n += in.Size
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Profile(context.Background(), set, Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(n)
}
