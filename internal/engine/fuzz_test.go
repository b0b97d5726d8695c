package engine

import (
	"bytes"
	"context"
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"inquest/internal/source"
)

// FuzzProfile profiles any bytes: no panic, every byte accounted for, and the
// same profile for any number of workers and any size of chunks.
func FuzzProfile(f *testing.F) {
	at := time.Date(2025, 3, 1, 8, 0, 0, 0, time.UTC)
	for _, name := range dialectNames {
		line := rapid.Custom(func(t *rapid.T) string { return dialects[name](t, 3, at) })
		f.Add([]byte(line.Example(1)+line.Example(2)+"  more\n"+line.Example(3)), uint16(40))
	}
	f.Add([]byte("words that no layout knows\n2025-03-01 08:00:00 and one that is stamped\nwords\nwords\n"), uint16(1))
	f.Fuzz(func(t *testing.T, data []byte, size uint16) {
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
