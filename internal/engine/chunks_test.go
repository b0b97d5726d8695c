package engine

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"inquest/internal/record"
	"inquest/internal/source"
)

// parsed is what a run with chunks of one size sees of a source.
type parsed struct {
	Records []string
	Account record.Account
}

// parseChunks reads input 0 in chunks of a size and parses them.
func parseChunks(t testing.TB, set *source.Set, size int) parsed {
	t.Helper()
	o := Options{ChunkSize: size}.withDefaults()
	sample, err := set.Sample(0, sampleSize, o.Source)
	if err != nil {
		t.Fatal(err)
	}
	layout := o.Formats.Detect(sample, record.Hints{})
	var p record.Parser
	var got parsed
	sum, err := set.Read(context.Background(), 0, size, layout.StartsRecord, o.Source, func(c source.Chunk) error {
		in := record.Chunk{Offset: c.Offset, Line: c.Line, Data: c.Data, Continued: c.Continued}
		for _, cut := range c.Cut {
			in.Cuts = append(in.Cuts, record.Cut(cut))
		}
		a := p.Parse(layout, in, func(r *record.Record) {
			got.Records = append(got.Records, fmt.Sprintf("%d:%d+%d %s time %d %v %d %.200q body %d %.200q",
				r.Offset, r.Line, r.Lines, r.Format, r.Time, r.HasTime, r.Level, r.Raw, len(r.Body), r.Body))
		})
		got.Account.Parsed += a.Parsed
		got.Account.Continued += a.Continued
		got.Account.Blank += a.Blank
		got.Account.Plain += a.Plain
		got.Account.Records += a.Records
		got.Account.PlainRecs += a.PlainRecs
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	a := got.Account
	if n := a.Parsed + a.Continued + a.Blank + a.Plain + sum.Dropped; n != sum.Bytes {
		t.Fatalf("chunks of %d: %d of %d bytes accounted for: %+v", size, n, sum.Bytes, a)
	}
	return got
}

func oneLog(t testing.TB, text string) *source.Set {
	t.Helper()
	set, err := source.Find([]string{folder(t, map[string]string{"a.log": text, "b.log": "x\n"})}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// TestRecordsDoNotDependOnChunkSize joins reader and parser.
func TestRecordsDoNotDependOnChunkSize(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		set := oneLog(t, logFile(30).Draw(rt, "log"))
		if len(set.Inputs) < 2 {
			return // the noise looks binary
		}
		whole := parseChunks(t, set, 1<<20)
		size := rapid.IntRange(1, 2000).Draw(rt, "size")
		if d := cmp.Diff(whole, parseChunks(t, set, size)); d != "" {
			rt.Fatalf("chunks of %d (-whole +parts):\n%s", size, d)
		}
	})
}

// TestHugeRecordsDoNotDependOnChunkSize has records far over the record limit.
func TestHugeRecordsDoNotDependOnChunkSize(t *testing.T) {
	stamp := "2025-03-01 08:00:00,000 - worker - ERROR - it broke\n"
	huge := 600 << 10
	for name, text := range map[string]string{
		"stack trace":      stamp + strings.Repeat("    at some.place.in.Code(Code.java:12)\n", huge/40) + stamp,
		"stray lines":      stamp + strings.Repeat("words that no layout knows\n", huge/27) + stamp,
		"leading strays":   strings.Repeat("words that no layout knows\n", huge/27) + strings.Repeat(stamp, huge/10),
		"leading indented": strings.Repeat("  indented words\n", huge/17) + strings.Repeat(stamp, huge/20),
		"blank lines":      stamp + strings.Repeat("\n", huge) + stamp,
		"long line":        stamp + strings.Repeat("x", 3<<20) + "\n" + stamp + "  more\n" + stamp,
		"long head":        strings.TrimSuffix(stamp, "\n") + strings.Repeat("x", 3<<20) + "\n" + strings.Repeat("  more\n", 1000) + stamp,
	} {
		t.Run(name, func(t *testing.T) {
			set := oneLog(t, text)
			whole := parseChunks(t, set, 8<<20)
			for _, size := range []int{100, 64 << 10, 300 << 10, 1 << 20} {
				parts := parseChunks(t, set, size)
				if d := cmp.Diff(whole.Account, parts.Account); d != "" {
					t.Errorf("chunks of %d: account (-whole +parts):\n%s", size, d)
				}
				if d := firstDifference(whole.Records, parts.Records); d != "" {
					t.Errorf("chunks of %d: %s", size, d)
				}
			}
		})
	}
}

func firstDifference(want, got []string) string {
	for i := range max(len(want), len(got)) {
		switch {
		case i >= len(want):
			return fmt.Sprintf("record %d is too many: %s", i, got[i])
		case i >= len(got):
			return fmt.Sprintf("record %d is missing: %s", i, want[i])
		case want[i] != got[i]:
			return fmt.Sprintf("record %d differs:\n- %s\n+ %s", i, want[i], got[i])
		}
	}
	return ""
}
