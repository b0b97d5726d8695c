package pack

import (
	"bytes"
	stdbzip2 "compress/bzip2"
	"io"
	"testing"

	"pgregory.net/rapid"
)

// TestBzip2IsReadByTheStandardLibrary holds the only format that is written by hand.
func TestBzip2IsReadByTheStandardLibrary(t *testing.T) {
	check := func(t interface{ Fatalf(string, ...any) }, data []byte) {
		got, err := io.ReadAll(stdbzip2.NewReader(bytes.NewReader(bzip2(data))))
		if err != nil || !bytes.Equal(got, data) {
			t.Fatalf("%d bytes gave %d, %v", len(data), len(got), err)
		}
	}
	check(t, nil)
	check(t, []byte("a"))
	check(t, bytes.Repeat([]byte("abc\n"), 30_000))
	check(t, bytes.Repeat([]byte{7}, 1000))
	rapid.Check(t, func(rt *rapid.T) {
		check(rt, rapid.SliceOfN(rapid.ByteRange(0, 20), 0, 400).Draw(rt, "data"))
		check(rt, rapid.SliceOf(rapid.Byte()).Draw(rt, "data"))
	})
}
