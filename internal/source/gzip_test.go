package source

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// logLines is n lines of text that gzip cannot shrink to nothing.
func logLines(n int) string {
	r := rand.New(rand.NewPCG(7, 7))
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "@%d request %x took %d ms\n", i, r.Uint64(), r.IntN(1000))
	}
	return b.String()
}

// oneFile finds a file with that content.
func oneFile(t testing.TB, name, content string, o Options) (*Set, error) {
	t.Helper()
	return Find([]string{filepath.Join(tree(t, map[string]string{name: content}), name)}, o)
}

// readFile reads the only input of a set and returns its bytes.
func readFile(t testing.TB, set *Set, o Options) (string, Summary) {
	t.Helper()
	var got strings.Builder
	sum, err := set.Read(context.Background(), 0, 4096, everyLine, o, func(c Chunk) error {
		got.Write(c.Data)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got.String(), sum
}

func TestGzipIsKnownByItsContent(t *testing.T) {
	text := logLines(500)
	for name, content := range map[string]string{
		"named.gz": gzipped(t, text), "unnamed.log": gzipped(t, text),
		"members.log": gzipped(t, text[:1000], "", text[1000:]), "lying.gz": text,
	} {
		set, err := oneFile(t, name, content, Options{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got, sum := readFile(t, set, Options{}); got != text || len(sum.Skipped) > 0 || sum.Bytes != int64(len(text)) {
			t.Errorf("%s: %d bytes of %d, %+v", name, len(got), len(text), sum)
		}
		if want := strings.HasPrefix(content, gzipMagic); (set.Inputs[0].Compression == "gzip") != want {
			t.Errorf("%s: compression %q", name, set.Inputs[0].Compression)
		}
	}
}

// TestTruncatedGzipKeepsWhatCameBefore cuts at every byte.
func TestTruncatedGzipKeepsWhatCameBefore(t *testing.T) {
	text := logLines(60)
	whole := gzipped(t, text)
	last := 0
	for n := len(gzipMagic); n < len(whole); n++ {
		set := streamSet(nil)
		set.stdin.s = decodeStream(strings.NewReader(whole[:n]), nil, Input{Size: int64(n), Compression: "gzip"}, Options{})
		got, sum := readFile(t, set, Options{})
		if !strings.HasPrefix(text, got) || len(got) < last {
			t.Fatalf("cut at %d: %d bytes that are not the beginning (%d before)", n, len(got), last)
		}
		last = len(got)
		if len(sum.Skipped) != 1 || sum.Skipped[0].Reason != truncatedReason("gzip") || sum.Skipped[0].Hint == "" {
			t.Fatalf("cut at %d: %+v", n, sum.Skipped)
		}
		if sum.Bytes != int64(len(got)) {
			t.Fatalf("cut at %d: %d bytes given, %d told", n, len(got), sum.Bytes)
		}
	}
	if last != len(text) {
		t.Errorf("without its checksum the file gives %d of %d bytes", last, len(text))
	}
}

func TestDamagedGzipIsNamed(t *testing.T) {
	text := logLines(3000)
	whole := []byte(gzipped(t, text))
	rapid.Check(t, func(rt *rapid.T) {
		at := rapid.IntRange(10, len(whole)-1).Draw(rt, "at")
		bad := bytes.Clone(whole)
		bad[at] ^= byte(1 << rapid.IntRange(0, 7).Draw(rt, "bit"))
		set := streamSet(nil)
		set.stdin.s = decodeStream(bytes.NewReader(bad), nil, Input{Size: -1, Compression: "gzip"}, Options{})
		_, sum := readFile(t, set, Options{})
		if len(sum.Skipped) != 1 {
			rt.Fatalf("flipped bit in byte %d of %d is not told: %+v", at, len(bad), sum)
		}
		if r := sum.Skipped[0].Reason; r != damagedReason("gzip") && r != truncatedReason("gzip") {
			rt.Fatalf("reason %q", r)
		}
	})
}

func TestBytesBehindGzipAreNamed(t *testing.T) {
	set, err := oneFile(t, "a.gz", gzipped(t, "@1\n")+"trailing text", Options{})
	if err != nil {
		t.Fatal(err)
	}
	got, sum := readFile(t, set, Options{})
	if got != "@1\n" || len(sum.Skipped) != 1 || sum.Skipped[0].Reason != damagedReason("gzip") {
		t.Errorf("%q %+v", got, sum)
	}
}

func TestInflateLimits(t *testing.T) {
	bomb := gzipped(t, strings.Repeat("@all the same\n", 1<<16)) // 900 KiB in 3 KiB
	size := int64(len(bomb))
	for _, c := range []struct {
		name   string
		limits Limits
		want   int64
	}{
		{"ratio", Limits{Ratio: 10, RatioFloor: 1}, size * 10},
		{"ratio below its floor", Limits{Ratio: 10, RatioFloor: 100_000}, 100_000},
		{"size", Limits{Ratio: 1000, Inflated: 5000}, 5000},
		{"exactly as large", Limits{Inflated: 14 << 16}, 14 << 16},
		{"not reached", Limits{}, 14 << 16},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := Options{Limits: c.limits}
			set, err := oneFile(t, "bomb.gz", bomb, o)
			if err != nil {
				t.Fatal(err)
			}
			got, sum := readFile(t, set, o)
			if int64(len(got)) != c.want || sum.Bytes != c.want {
				t.Errorf("read %d bytes, want %d", len(got), c.want)
			}
			reached := len(sum.Skipped) == 1 && sum.Skipped[0].Reason == ReasonInflateLimit
			if reached != (c.want < 14<<16) {
				t.Errorf("skips: %+v", sum.Skipped)
			}
		})
	}
}

func TestBombNeedsLittleMemory(t *testing.T) {
	const size = 100 << 20
	dir := t.TempDir()
	bomb := gzipped(t, strings.Repeat("\x00", size))
	if err := os.WriteFile(filepath.Join(dir, "a.log"), []byte(bomb), 0o600); err != nil {
		t.Fatal(err)
	}
	stdin := strings.NewReader(gzipped(t, "@1\n", strings.Repeat("a", size)))
	o := Options{Stdin: stdin, Limits: Limits{Inflated: 80 << 20}}
	set, err := Find([]string{"-"}, o)
	if err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, sum := readFile(t, set, o)
	runtime.ReadMemStats(&after)
	if got := after.TotalAlloc - before.TotalAlloc; got > 16<<20 {
		t.Errorf("the bomb took %d bytes of memory", got)
	}
	if sum.Bytes != 80<<20 || len(sum.Skipped) != 1 {
		t.Errorf("%+v", sum)
	}
}
