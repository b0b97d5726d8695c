package record

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// readPlainly finds the values of a line digit by digit, and its text with a mark for
// each of them: two lines have one form when their texts are the same.
func readPlainly(b []byte) (text string, from, to []int32) {
	at := 0
	var out bytes.Buffer
	for p := 0; p < len(b); p++ {
		if !isDigit(b[p]) {
			continue
		}
		start, end := valueAround(b, at, p)
		out.Write(b[at:start])
		out.WriteString("\x00value\x00")
		from, to = append(from, int32(start)), append(to, int32(end))
		at, p = end, end-1
	}
	out.Write(b[at:])
	return out.String(), from, to
}

var formPieces = []string{"a", "bc", "deadbeef", "x", "worker-", " ", "  ", "-", ":", ".", "T", "Z", "1", "22", "333", "4444", "20250301", "123456789012", "[", "] ", "GET /api/v1/", "é", "0x", "k9m4q",
	"d5c40096-e157-07f2-315b-5ae789a2121a", "eightbyt", "seventy"}

// TestFormsAreReadAsPlainly: eight bytes at a time give the values that byte by byte
// does, and one hash to those lines whose text outside of values is one.
func TestFormsAreReadAsPlainly(t *testing.T) {
	texts, hashes := map[uint64]string{}, map[string]uint64{}
	var f lineForm // kept from line to line, as a reader keeps it
	rapid.Check(t, func(t *rapid.T) {
		line := []byte(fmt.Sprint(rapid.SliceOfN(rapid.SampledFrom(formPieces), 1, 24).Draw(t, "pieces")))
		if !f.read(line) {
			if len(line) >= minFormed {
				t.Fatalf("no form of %q", line)
			}
			return
		}
		text, from, to := readPlainly(line)
		if !slices.Equal(f.from, from) || !slices.Equal(f.to, to) {
			t.Fatalf("values of %q: %v %v, plainly %v %v", line, f.from, f.to, from, to)
		}
		if old, ok := texts[f.hash]; ok && old != text {
			t.Fatalf("%q and %q have one hash", old, text)
		}
		if old, ok := hashes[text]; ok && old != f.hash {
			t.Fatalf("the form %q has two hashes", text)
		}
		texts[f.hash], hashes[text] = text, f.hash
	})
}

// TestFormsHaveNoMemory: a line with many values leaves nothing to the next one.
func TestFormsHaveNoMemory(t *testing.T) {
	many := bytes.Repeat([]byte("1 "), maxValues)
	var used, fresh lineForm
	if !used.read(many) || len(used.from) != maxValues {
		t.Fatalf("%d values", len(used.from))
	}
	if used.read(append(many, "1 "...)) {
		t.Error("a form of more values than the limit")
	}
	line := []byte("2025-03-01 10:00:00 worker 7 has taken 12 ms")
	if !used.read(line) || !fresh.read(line) || used.hash != fresh.hash || !slices.Equal(used.from, fresh.from) || !slices.Equal(used.to, fresh.to) {
		t.Errorf("%v, with a reader that is new %v", used, fresh)
	}
}

// BenchmarkLineForm reads the forms of an access log and of a text log.
func BenchmarkLineForm(b *testing.B) {
	for name, line := range map[string]string{
		"access": `119.63.77.180 - - [01/Mar/2025:00:00:14 +0000] "GET /api/v1/products HTTP/1.1" 200 12686 "-" "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36"`,
		"text":   `2025-03-01 00:00:14,532 - INFO - worker.tasks - Task 81923 of job 4f1c took 172 ms`,
	} {
		b.Run(name, func(b *testing.B) {
			var f lineForm
			text := []byte(line)
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				f.read(text)
			}
		})
	}
}
