package source

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// rec is a record as a reader of chunks puts it together: its head line with
// its continuation lines, and where it stands. Lines behind a forced cut make a
// record of their own with Continued set.
type rec struct {
	Offset, Line int64
	Text         string
	Continued    bool
}

// records rebuilds records from chunks: the first line of the source and every
// line that starts one are heads; other lines belong to the record above.
func records(t interface {
	Helper()
	Fatalf(string, ...any)
}, chunks []Chunk, starts StartsRecord) []rec {
	t.Helper()
	var out []rec
	for k, c := range chunks {
		cuts := c.Cut
		offset, line, at := c.Offset, c.Line, 0
		for at < len(c.Data) {
			end := len(c.Data)
			if i := bytes.IndexByte(c.Data[at:], '\n'); i >= 0 {
				end = at + i + 1
			}
			text := c.Data[at:end]
			head := starts(nil, trimEnd(text))
			switch {
			case head || at == 0 && (k == 0 || c.Continued):
				out = append(out, rec{offset, line, string(text), at == 0 && c.Continued && !head})
			case at == 0:
				t.Fatalf("chunk %d at %d begins inside a record without saying so: %q", k, c.Offset, text)
			default:
				out[len(out)-1].Text += string(text)
			}
			offset, line, at = offset+int64(len(text)), line+1, end
			for len(cuts) > 0 && cuts[0].At < at {
				offset += cuts[0].Dropped
				cuts = cuts[1:]
			}
		}
	}
	return out
}

// logText draws lines of which some start a record, some are long, some empty.
func logText() *rapid.Generator[[]byte] {
	return rapid.Custom(func(t *rapid.T) []byte {
		line := rapid.OneOf(
			rapid.StringMatching(`@[a-z\r]{0,12}`),
			rapid.StringMatching(`[a-z \x00]{0,12}`),
			rapid.Map(rapid.IntRange(0, 120), func(n int) string { return strings.Repeat("x", n) }),
			rapid.Map(rapid.IntRange(0, 120), func(n int) string { return "@" + strings.Repeat("y", n) }),
		)
		text := strings.Join(rapid.SliceOfN(line, 0, 60).Draw(t, "lines"), "\n")
		if rapid.Bool().Draw(t, "final line end") {
			text += "\n"
		}
		return []byte(text)
	})
}

func smallLimits(t *rapid.T) Limits {
	return Limits{Line: rapid.Int64Range(1, 60).Draw(t, "line limit"), Record: rapid.Int64Range(1, 150).Draw(t, "record limit")}
}

// TestRecordsDoNotDependOnChunkSize is the law of this package.
func TestRecordsDoNotDependOnChunkSize(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text, limits := logText().Draw(rt, "text"), smallLimits(rt)
		whole, wholeSum := readAll(t, bytes.NewReader(text), 1<<20, limits, atSign)
		size := rapid.IntRange(1, 300).Draw(rt, "size")
		drip := rapid.SliceOf(rapid.IntRange(1, 40)).Draw(rt, "reads")
		parts, sum := readAll(t, &dripReader{r: bytes.NewReader(text), sizes: drip}, size, limits, atSign)
		want := records(rt, whole, atSign)
		if d := cmp.Diff(want, records(rt, parts, atSign)); d != "" {
			rt.Fatalf("records differ at chunk size %d (-whole +parts):\n%s", size, d)
		}
		for _, r := range want {
			if int64(len(r.Text)) > limits.Record+limits.Line+1 {
				rt.Fatalf("a record of %d bytes passes the limit by more than a line", len(r.Text))
			}
		}
		if d := cmp.Diff(wholeSum, sum); d != "" {
			rt.Fatalf("summary differs at chunk size %d:\n%s", size, d)
		}
	})
}

// TestChunksAreTheSource holds positions, line numbers, accounting and hash.
func TestChunksAreTheSource(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text, limits := logText().Draw(rt, "text"), smallLimits(rt)
		chunks, sum := readAll(t, bytes.NewReader(text), rapid.IntRange(1, 300).Draw(rt, "size"), limits, atSign)
		var offset, dropped int64
		line := int64(1)
		for _, c := range chunks {
			if c.Offset != offset || c.Line != line {
				rt.Fatalf("chunk says offset %d line %d, want %d and %d", c.Offset, c.Line, offset, line)
			}
			at := 0
			for _, cut := range c.Cut {
				if string(text[offset:offset+int64(cut.At-at)]) != string(c.Data[at:cut.At]) {
					rt.Fatalf("bytes in front of the cut at %d differ", cut.At)
				}
				offset += int64(cut.At-at) + cut.Dropped
				dropped += cut.Dropped
				at = cut.At
			}
			rest := c.Data[at:]
			if string(text[offset:offset+int64(len(rest))]) != string(rest) {
				rt.Fatalf("bytes at %d differ", offset)
			}
			offset += int64(len(rest))
			line += int64(bytes.Count(c.Data, []byte("\n")))
		}
		hash := sha256.Sum256(text)
		lines := int64(bytes.Count(text, []byte("\n")))
		if len(text) > 0 && text[len(text)-1] != '\n' {
			lines++
		}
		want := Summary{Bytes: int64(len(text)), Lines: lines, Dropped: dropped, SHA256: hex.EncodeToString(hash[:])}
		if offset != want.Bytes {
			rt.Fatalf("chunks cover %d of %d bytes", offset, want.Bytes)
		}
		if d := cmp.Diff(want, sum); d != "" {
			rt.Fatalf("summary (-want +got):\n%s", d)
		}
	})
}

func TestLongLinesAreCut(t *testing.T) {
	long := strings.Repeat("a", 25)
	text := "@1\n" + long + "\r\n@2 ok\n" + long
	chunks, sum := readAll(t, strings.NewReader(text), 1<<10, Limits{Line: 10}, atSign)
	want := []Chunk{{Line: 1, Data: []byte("@1\naaaaaaaaaa\r\n@2 ok\naaaaaaaaaa"),
		Cut: []Cut{{At: 13, Dropped: 15}, {At: 31, Dropped: 15}}, Disk: int64(len(text))}}
	if d := cmp.Diff(want, chunks); d != "" {
		t.Errorf("chunks (-want +got):\n%s", d)
	}
	if sum.Dropped != 30 || sum.Lines != 4 || sum.Bytes != int64(len(text)) {
		t.Errorf("summary is %+v", sum)
	}
}

func TestLineOfExactlyTheLimitIsWhole(t *testing.T) {
	chunks, sum := readAll(t, strings.NewReader("1234567890\n1234567890\n"), 1<<10, Limits{Line: 10}, everyLine)
	for _, c := range chunks {
		if len(c.Cut) > 0 {
			t.Errorf("cuts: %+v", c.Cut)
		}
	}
	if sum.Dropped != 0 {
		t.Errorf("dropped %d bytes", sum.Dropped)
	}
}

func TestRecordAtItsLimitIsCut(t *testing.T) {
	text := "@1\n" + strings.Repeat("more\n", 10) + "@2\nx\n"
	for _, size := range []int{1, 16, 1 << 20} {
		chunks, _ := readAll(t, strings.NewReader(text), size, Limits{Record: 20}, atSign)
		want := []rec{
			{0, 1, "@1\nmore\nmore\nmore\nmore\n", false}, // 23 bytes: the first line end at 20 or behind
			{23, 6, "more\nmore\nmore\nmore\n", true},
			{43, 10, "more\nmore\n", true},
			{53, 12, "@2\nx\n", false},
		}
		if d := cmp.Diff(want, records(t, chunks, atSign)); d != "" {
			t.Errorf("chunks of %d (-want +got):\n%s", size, d)
		}
	}
}

// endless gives n bytes without a line end.
type endless struct{ n int64 }

func (e *endless) Read(p []byte) (int, error) {
	if e.n == 0 {
		return 0, io.EOF
	}
	n := min(int64(len(p)), e.n)
	for i := range p[:n] {
		p[i] = 'z'
	}
	e.n -= n
	return int(n), nil
}

func TestHugeLineNeedsLittleMemory(t *testing.T) {
	const size = 200 << 20
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	chunks, sum := readAll(t, &endless{size}, 1<<20, Limits{}, everyLine)
	runtime.ReadMemStats(&after)
	if got := after.TotalAlloc - before.TotalAlloc; got > 16<<20 {
		t.Errorf("one line of %d bytes took %d bytes of memory", size, got)
	}
	if sum.Bytes != size || sum.Dropped != size-1<<20 || sum.Lines != 1 || len(chunks) != 1 {
		t.Errorf("summary %+v, %d chunks", sum, len(chunks))
	}
}

func TestReadErrorKeepsWhatCameBefore(t *testing.T) {
	r := io.MultiReader(strings.NewReader("@1\n@2\nhal"), iotest.ErrReader(errors.New("disk on fire")))
	chunks, sum := readAll(t, r, 64, Limits{}, atSign)
	if len(chunks) != 1 || string(chunks[0].Data) != "@1\n@2\nhal" {
		t.Errorf("chunks: %+v", chunks)
	}
	want := []Skip{{Name: "-", Reason: ReasonReadError, Detail: "disk on fire", Bytes: -1}}
	if len(sum.Skipped) != 1 || sum.Skipped[0].Hint == "" {
		t.Fatalf("want one skip with a hint, got %+v", sum.Skipped)
	}
	sum.Skipped[0].Hint = ""
	if d := cmp.Diff(want, sum.Skipped); d != "" {
		t.Error(d)
	}
}

func TestReaderWithoutProgressEnds(t *testing.T) {
	_, sum := readAll(t, stuck{}, 64, Limits{}, everyLine)
	if len(sum.Skipped) != 1 || sum.Skipped[0].Reason != ReasonReadError {
		t.Errorf("want a read error, got %+v", sum)
	}
}

type stuck struct{}

func (stuck) Read([]byte) (int, error) { return 0, nil }

func TestReadObeysContextAndEmit(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	set := streamSet(strings.NewReader(strings.Repeat("@line\n", 1000)))
	_, err := set.Read(ctx, 0, 64, atSign, Options{}, func(Chunk) error { cancel(); return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("after cancel: %v", err)
	}
	stop := errors.New("stop")
	set = streamSet(strings.NewReader("@1\n@2\n"))
	if _, err := set.Read(context.Background(), 0, 1, atSign, Options{}, func(Chunk) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("emit's error is lost: %v", err)
	}
}

func TestVanishedFileIsASkip(t *testing.T) {
	root := tree(t, map[string]string{"a.log": "x\n", "b.log": "y\n"})
	set, err := Find([]string{root}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(root, "a.log")); err != nil {
		t.Fatal(err)
	}
	sum, err := set.Read(context.Background(), 0, 0, everyLine, Options{}, func(Chunk) error { return nil })
	if err != nil || len(sum.Skipped) != 1 || sum.Skipped[0].Reason != ReasonVanished {
		t.Errorf("want a skip, got %+v, %v", sum, err)
	}
	if strings.Contains(fmt.Sprint(sum.Skipped), root) {
		t.Errorf("the skip tells where the input root lies: %+v", sum.Skipped)
	}
}

// TestFileSwappedForALinkIsNotFollowed plants a link to a file outside between
// finding and reading.
func TestFileSwappedForALinkIsNotFollowed(t *testing.T) {
	outside := tree(t, map[string]string{"secret": "the secret\n"})
	root := tree(t, map[string]string{"a.log": "x\n"})
	set, err := Find([]string{root}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	victim := filepath.Join(root, "a.log")
	if err := os.Remove(victim); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(outside, "secret"), victim); err != nil {
		t.Skipf("no links here: %v", err)
	}
	sum, err := set.Read(context.Background(), 0, 0, everyLine, Options{}, func(c Chunk) error {
		return fmt.Errorf("read %q through the link", c.Data)
	})
	if err != nil || len(sum.Skipped) != 1 {
		t.Errorf("want a skip, got %+v, %v", sum, err)
	}
	if data, err := set.ReadRange(0, 0, 4, Options{}); err == nil {
		t.Errorf("ReadRange read %q through the link", data)
	}
}

func TestRecycledChunkIsUsedAgainSafely(t *testing.T) {
	var text strings.Builder
	for i := range 40_000 {
		fmt.Fprintf(&text, "@%d some words\n", i)
	}
	var got strings.Builder
	_, err := streamSet(strings.NewReader(text.String())).Read(context.Background(), 0, 64<<10, atSign, Options{}, func(c Chunk) error {
		got.Write(c.Data)
		c.Recycle()
		return nil
	})
	if err != nil || got.String() != text.String() {
		t.Errorf("chunks with recycled memory differ from the source (%v)", err)
	}
}
