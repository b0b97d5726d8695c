package source

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestRangesAreTheBytesRead(t *testing.T) {
	text := logLines(20_000)
	plain, err := oneFile(t, "a.log", text, Options{})
	if err != nil {
		t.Fatal(err)
	}
	zipped, err := oneFile(t, "a.gz", gzipped(t, text), Options{})
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(rt *rapid.T) {
		set := rapid.SampledFrom([]*Set{plain, zipped}).Draw(rt, "kind")
		one := rapid.Custom(func(t *rapid.T) Range {
			at := rapid.IntRange(0, len(text)).Draw(t, "at")
			return Range{int64(at), int64(rapid.IntRange(0, min(5000, len(text)-at)).Draw(t, "length"))}
		})
		ranges := rapid.SliceOfN(one, 0, 12).Draw(rt, "ranges")
		seen, last := make([]bool, len(ranges)), int64(0)
		err := set.ReadRanges(context.Background(), 0, ranges, Options{}, func(k int, line int64, data []byte) error {
			r := ranges[k]
			if seen[k] || r.Offset < last {
				rt.Fatalf("range %d comes twice or out of order", k)
			}
			seen[k], last = true, r.Offset
			if string(data) != text[r.Offset:r.Offset+r.Length] {
				rt.Fatalf("range %+v: wrong bytes", r)
			}
			if want := int64(strings.Count(text[:r.Offset], "\n")) + 1; line != want {
				rt.Fatalf("range %+v is told to begin in line %d, want %d", r, line, want)
			}
			return nil
		})
		if err != nil {
			rt.Fatal(err)
		}
		for k := range seen {
			if !seen[k] {
				rt.Fatalf("range %d is left out", k)
			}
			one, err := set.ReadRange(0, ranges[k].Offset, ranges[k].Length, Options{})
			if err != nil || !bytes.Equal(one, []byte(text[ranges[k].Offset:][:ranges[k].Length])) {
				rt.Fatalf("ReadRange %+v: %v", ranges[k], err)
			}
		}
	})
}

func TestRangesThatAreNotThere(t *testing.T) {
	for name, content := range map[string]string{"a.log": "12345\n", "a.gz": gzipped(t, "12345\n")} {
		set, err := oneFile(t, name, content, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range []Range{{0, 7}, {6, 1}, {7, 0}, {1 << 40, 1}, {-1, 1}, {0, -1}, {0, 1 << 50}, {1<<63 - 1, 1}} {
			_, err := set.ReadRange(0, r.Offset, r.Length, Options{})
			var input *InputError
			if r == (Range{7, 0}) && name == "a.log" {
				continue // nothing, at a place that is not there: harmless
			}
			if !errors.As(err, &input) || input.Hint() == "" {
				t.Errorf("%s %+v: %v", name, r, err)
			}
		}
	}
}

func TestStandardInputCannotBeCitedAgain(t *testing.T) {
	o := Options{Stdin: strings.NewReader("@1\n")}
	set, err := Find([]string{"-"}, o)
	if err != nil {
		t.Fatal(err)
	}
	var input *InputError
	if _, err := set.ReadRange(0, 0, 1, o); !errors.As(err, &input) || !strings.Contains(input.Hint(), "file") {
		t.Errorf("%v", err)
	}
}

func TestRangesStopAtTheFirstError(t *testing.T) {
	set, err := oneFile(t, "a.log", "12345\n", Options{})
	if err != nil {
		t.Fatal(err)
	}
	stop, calls := errors.New("stop"), 0
	err = set.ReadRanges(context.Background(), 0, []Range{{0, 1}, {1, 1}}, Options{}, func(int, int64, []byte) error { calls++; return stop })
	if !errors.Is(err, stop) || calls != 1 {
		t.Errorf("%v after %d calls", err, calls)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := set.ReadRanges(ctx, 0, []Range{{0, 1}}, Options{}, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
