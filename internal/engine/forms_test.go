package engine

import (
	"bytes"
	"compress/gzip"
	"context"
	"testing"
	"unicode/utf16"

	"inquest/internal/source"
)

func zipped(t testing.TB, text string) string {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func wide(text string) string {
	out := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(text)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return string(out)
}

// TestFormsOfAFileGiveTheSameProfile packs the same text in several ways under
// the same name.
func TestFormsOfAFileGiveTheSameProfile(t *testing.T) {
	text := datedAt("2025-03-01 10:00:00") + "Traceback (most recent call last):\n  File \"ü.py\", line 1\nValueError: no\n" +
		datedAt("2025-03-01 10:00:01", "2025-03-01 10:00:02") + "\n\n" + datedAt("2025-03-01 10:07:00")
	want := encoded(t, []string{folder(t, map[string]string{"a.log": text})}, Options{Workers: 2})
	for form, content := range map[string]string{
		"gzip": zipped(t, text), "gzip of two members": zipped(t, text[:100]) + zipped(t, text[100:]),
		"utf-16": wide(text), "gzip of utf-16": zipped(t, wide(text)),
	} {
		got := encoded(t, []string{folder(t, map[string]string{"a.log": content})}, Options{Workers: 2, ChunkSize: 100})
		if !bytes.Equal(want, got) {
			t.Errorf("%s gives another profile", form)
		}
	}
}

// TestWhatIsMissingIsInTheProfile reads a torn gzip file.
func TestWhatIsMissingIsInTheProfile(t *testing.T) {
	whole := zipped(t, datedAt("2025-03-01 10:00:00", "2025-03-01 10:00:01"))
	set, err := source.Find([]string{folder(t, map[string]string{"a.gz": whole[:len(whole)-8]})}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p, err := Profile(context.Background(), set, Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := p.View().Sources[0]
	if s.Records != 2 || len(s.Skipped) != 1 || s.Skipped[0].Reason != source.ReasonTruncated+" gzip" {
		t.Errorf("%d records, skipped %+v", s.Records, s.Skipped)
	}
}
