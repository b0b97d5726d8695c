package source

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestUTF16IsDecoded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.ToValidUTF8(rapid.String().Draw(t, "text"), "?")
		text = strings.TrimPrefix(text, "\ufeff")
		big, mark := rapid.Bool().Draw(t, "big"), rapid.Bool().Draw(t, "mark")
		encoding := encodingUTF16LE
		if big {
			encoding = encodingUTF16BE
		}
		drip := &dripReader{r: bytes.NewReader(utf16Bytes(text, big, mark)), sizes: rapid.SliceOf(rapid.IntRange(1, 5)).Draw(t, "reads")}
		got, err := io.ReadAll(newUTF16Reader(drip, encoding))
		if err != nil || string(got) != text {
			t.Fatalf("%q became %q (%v)", text, got, err)
		}
	})
}

func TestBrokenUTF16NeverFails(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := rapid.SliceOf(rapid.Byte()).Draw(t, "raw")
		one, err := io.ReadAll(newUTF16Reader(bytes.NewReader(raw), encodingUTF16LE))
		if err != nil || !utf8.Valid(one) {
			t.Fatalf("%q, %v", one, err)
		}
		if len(raw) > 2 && len(one) == 0 {
			t.Fatalf("%x vanished", raw)
		}
		drip := &dripReader{r: bytes.NewReader(raw), sizes: []int{1, 3}}
		two, _ := io.ReadAll(newUTF16Reader(drip, encodingUTF16LE))
		if !bytes.Equal(one, two) {
			t.Fatalf("%q and, in small reads, %q", one, two)
		}
	})
}

func TestUTF16FileIsReadAndCited(t *testing.T) {
	text := "@1 schön\n@2 好\n@3 😀 end\n"
	for name, content := range map[string]string{
		"le.log": string(utf16Bytes(text, false, true)),
		"be.gz":  gzipped(t, string(utf16Bytes(text, true, true))),
	} {
		set, err := oneFile(t, name, content, Options{})
		if err != nil {
			t.Fatal(err)
		}
		got, sum := readFile(t, set, Options{})
		if got != text || sum.Bytes != int64(len(text)) || sum.Lines != 3 {
			t.Errorf("%s: %q %+v", name, got, sum)
		}
		at := strings.Index(text, "@2")
		if data, err := set.ReadRange(0, int64(at), int64(len("@2 好")), Options{}); err != nil || string(data) != "@2 好" {
			t.Errorf("%s: cited %q, %v", name, data, err)
		}
		if sample, err := set.Sample(0, 100, Options{}); err != nil || string(sample) != text {
			t.Errorf("%s: sample %q, %v", name, sample, err)
		}
	}
}
