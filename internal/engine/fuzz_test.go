package engine

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"inquest/internal/source"
)

// FuzzProfile profiles any bytes: no panic, every byte accounted for, and the
// same profile for any number of workers and any size of chunks.
func FuzzProfile(f *testing.F) {
	for seed := range 12 {
		f.Add([]byte(logFile(6).Example(seed)), uint16(40*seed))
	}
	f.Add([]byte("words that no layout knows\n2025-03-01 08:00:00 and one that is stamped\nwords\nwords\n"), uint16(1))
	f.Fuzz(func(t *testing.T, data []byte, size uint16) {
		if len(data) > 16<<10 || len(data) > 200*(int(size)+1) {
			return // more, or more chunks, cost seconds and show nothing that less does not
		}
		profileOf := func(o Options) []byte {
			o.Source.Stdin = bytes.NewReader(data)
			set, err := source.Find([]string{"-"}, o.Source)
			if errors.Is(err, source.ErrNothing) {
				t.Skip("not text")
			}
			if err != nil {
				t.Fatal(err)
			}
			p, err := Profile(context.Background(), set, o)
			if err != nil {
				t.Fatal(err)
			}
			return p.Encode()
		}
		want := profileOf(Options{Workers: 1})
		if got := profileOf(Options{Workers: 2, ChunkSize: int(size) + 1}); !bytes.Equal(want, got) {
			t.Fatalf("chunks of %d give another profile, first difference at byte %d of %d", int(size)+1, differAt(want, got), len(want))
		}
	})
}
