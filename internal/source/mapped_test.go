package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestReturnsAreLineEnds: a text without a line feed is cut at its carriage returns, and
// every position is that of the file.
func TestReturnsAreLineEnds(t *testing.T) {
	const text = "@one\r\r@two\r  more\r@three\r"
	root := tree(t, map[string]string{"old.log": "@" + strings.Repeat("x", probeSize) + "\r@two\r\n@three\n@four\r", "cr.log": text, "crlf.log": "@one\r\n@two\r\n", "one.log": "@no end"})
	set, err := Find([]string{root}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for i, in := range set.Inputs {
		var all []string
		sum, err := set.Read(context.Background(), i, 1<<20, everyLine, Options{}, func(c Chunk) error {
			for k, line := range strings.Split(strings.TrimSuffix(string(c.Data), "\n"), "\n") {
				all = append(all, fmt.Sprintf("%d %.6q", c.Line+int64(k), line))
			}
			return nil
		})
		if err != nil || sum.Bytes != in.Size || sum.Lines != int64(len(all)) {
			t.Errorf("%s: %d bytes and %d lines in the sum, %v", in.Name, sum.Bytes, sum.Lines, err)
		}
		got[in.Name[strings.LastIndexByte(in.Name, '/')+1:]] = strings.Join(all, " ")
	}
	for name, want := range map[string]string{
		"cr.log":   `1 "@one" 2 "" 3 "@two" 4 "  more" 5 "@three"`,
		"old.log":  `1 "@xxxxx" 2 "@three" 3 "@four\r"`, // what it is stands behind the beginning that is looked at
		"crlf.log": `1 "@one\r" 2 "@two\r"`,
		"one.log":  `1 "@no en"`,
	} {
		if got[name] != want {
			t.Errorf("%s is read as\n%s, want\n%s", name, got[name], want)
		}
	}
	for i, in := range set.Inputs {
		if !strings.HasSuffix(in.Name, "cr.log") {
			continue
		}
		data, err := set.ReadRange(i, 6, 4, Options{})
		if err != nil || string(data) != "@two" {
			t.Errorf("6 to 10 holds %q, %v", data, err)
		}
		_ = set.ReadRanges(context.Background(), i, []Range{{6, 4}}, Options{}, func(_ int, line int64, _ []byte) error {
			if line != 3 {
				t.Errorf("offset 6 is in line %d", line)
			}
			return nil
		})
	}
}

func returnReader(r io.Reader) io.Reader { return decoder(r, encodingCR) }

// TestReturnReader: whatever the reads, every lone carriage return and no other byte
// becomes a line feed.
func TestReturnReader(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.StringMatching(`[a\r\n]{0,60}`).Draw(rt, "text")
		sizes := rapid.SliceOf(rapid.IntRange(1, 7)).Draw(rt, "reads")
		got, err := io.ReadAll(&dripReader{r: returnReader(&dripReader{r: strings.NewReader(text), sizes: sizes}), sizes: sizes})
		want := strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\x00"), "\r", "\n"), "\x00", "\r\n")
		if err != nil || string(got) != want {
			rt.Fatalf("%q is read as %q, want %q (%v)", text, got, want, err)
		}
	})
}

// TestReturnReaderKeepsErrors: the error behind a carriage return is not lost.
func TestReturnReaderKeepsErrors(t *testing.T) {
	got, err := io.ReadAll(returnReader(io.MultiReader(strings.NewReader("a\r"), failing{errInflateLimit})))
	if string(got) != "a\n" || !errors.Is(err, errInflateLimit) {
		t.Errorf("%q, %v", got, err)
	}
}

// TestProgressIsRead: a line of progress that is longer than any limit is read piece by
// piece, in bounded memory, and what stands behind it is there.
func TestProgressIsRead(t *testing.T) {
	var b bytes.Buffer
	b.WriteString("@begin\n")
	for i := range 2000 {
		fmt.Fprintf(&b, "\r%4d of 2000", i)
	}
	b.WriteString("\r@end\n@next")
	limits := Limits{Line: 60, Record: 200}
	for _, size := range []int{1, 7, 300, 1 << 20} {
		chunks, sum := readAll(t, bytes.NewReader(b.Bytes()), size, limits, atSign)
		if sum.Dropped != 0 || sum.Lines != 3 || sum.Bytes != int64(b.Len()) {
			t.Errorf("size %d: %+v", size, sum)
		}
		var all []byte
		for _, c := range chunks {
			if c.Offset != int64(len(all)) || c.Line != int64(bytes.Count(all, []byte("\n")))+1 {
				t.Fatalf("size %d: a chunk at %d in line %d, %d bytes are in front of it", size, c.Offset, c.Line, len(all))
			}
			if size < 200 && len(c.Data) > 300 {
				t.Errorf("size %d: a chunk of %d bytes", size, len(c.Data))
			}
			all = append(all, c.Data...)
		}
		if !bytes.Equal(all, b.Bytes()) {
			t.Errorf("size %d: the bytes differ", size)
		}
	}
}
