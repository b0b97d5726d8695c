package source

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// FuzzRead cuts any bytes into chunks of any size: all bytes are accounted for,
// and the records are those of one big chunk.
func FuzzRead(f *testing.F) {
	f.Add([]byte("@1\nmore\n@2\n"), uint16(3), uint16(4), uint16(6))
	f.Add([]byte("\n\n\r\n@\n\x00\xff@"), uint16(1), uint16(1), uint16(1))
	f.Add([]byte(strings.Repeat("x", 300)+"\n@1"), uint16(64), uint16(7), uint16(20))
	f.Add([]byte("no line end"), uint16(0), uint16(0), uint16(0))
	f.Fuzz(func(t *testing.T, data []byte, size, line, record uint16) {
		limits := Limits{Line: int64(line), Record: int64(record)}
		whole, want := readAll(t, bytes.NewReader(data), 32<<10, limits, atSign)
		parts, sum := readAll(t, &dripReader{r: bytes.NewReader(data), sizes: []int{int(size) + 1, 1, 13}}, int(size), limits, atSign)
		if d := cmp.Diff(want, sum); d != "" {
			t.Fatalf("summary (-whole +parts):\n%s", d)
		}
		kept := int64(0)
		for _, c := range parts {
			kept += int64(len(c.Data))
		}
		if kept+sum.Dropped != int64(len(data)) || sum.Bytes != int64(len(data)) {
			t.Fatalf("%d kept + %d dropped of %d bytes", kept, sum.Dropped, len(data))
		}
		if d := cmp.Diff(records(t, whole, atSign), records(t, parts, atSign)); d != "" {
			t.Fatalf("records (-whole +parts):\n%s", d)
		}
	})
}

// FuzzGzip inflates anything: no panic, no byte past the limit, the same bytes
// and the same end however it is read.
func FuzzGzip(f *testing.F) {
	whole := gzipped(f, logLines(20), "more\n")
	f.Add([]byte(whole))
	f.Add([]byte(whole[:len(whole)/2]))
	f.Add([]byte(whole + "tail"))
	f.Add([]byte(gzipped(f, strings.Repeat("a", 200_000))))
	f.Add([]byte(gzipMagic))
	f.Fuzz(func(t *testing.T, data []byte) {
		const limit = 100_000
		read := func(sizes ...int) (string, Summary) {
			set := streamSet(nil)
			in := &dripReader{r: bytes.NewReader(data), sizes: sizes}
			set.stdin.s = decodeStream(in, nil, Input{Size: -1, Compression: "gzip"}, Options{Limits: Limits{Inflated: limit}})
			return readFile(t, set, Options{})
		}
		got, sum := read()
		if int64(len(got)) != sum.Bytes || sum.Bytes > limit {
			t.Fatalf("%d bytes given, %d told, limit %d", len(got), sum.Bytes, limit)
		}
		again, sumAgain := read(1, 100, 7)
		if got != again || !cmp.Equal(sum, sumAgain) {
			t.Fatalf("%d bytes, then %d; %+v, then %+v", len(got), len(again), sum, sumAgain)
		}
	})
}

// FuzzClassify judges anything; what is text must not be refused.
func FuzzClassify(f *testing.F) {
	f.Add([]byte("2025-03-01 INFO ok\n"))
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("\xff\xfea\x00"))
	f.Fuzz(func(t *testing.T, head []byte) {
		in, skip := classify(Input{Name: "a"}, head, nil)
		if skip != nil && (skip.Reason == "" || skip.Detail == "" || skip.Hint == "") {
			t.Fatalf("skip without its reason, detail or hint: %+v", skip)
		}
		ascii := strings.IndexFunc(string(head), func(r rune) bool { return r < ' ' && r != '\n' || r > '~' }) < 0
		if ascii && skip != nil && findMagic(head) == nil {
			t.Fatalf("%q is refused: %+v", head, skip)
		}
		_ = in
	})
}
