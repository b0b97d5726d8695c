package source

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestSampleIsWholeLinesFromBothEnds(t *testing.T) {
	text := logLines(1000)
	for _, c := range []struct {
		name, content string
		tail          bool
	}{{"a.log", text, true}, {"a.gz", gzipped(t, text), false}} {
		set, err := oneFile(t, c.name, c.content, Options{})
		if err != nil {
			t.Fatal(err)
		}
		rapid.Check(t, func(rt *rapid.T) {
			n := rapid.IntRange(100, len(text)+100).Draw(rt, "n")
			sample, err := set.Sample(0, n, Options{})
			if err != nil || len(sample) > n || len(sample) < min(n, len(text))-200 {
				rt.Fatalf("%d of at most %d bytes, %v", len(sample), n, err)
			}
			if n >= len(text) && string(sample) != text {
				rt.Fatalf("a small source must be sampled whole")
			}
			lines := strings.SplitAfter(string(sample), "\n")
			for _, line := range lines {
				if !strings.Contains(text, line) {
					rt.Fatalf("%q is no line of the source", line)
				}
			}
			if !strings.HasPrefix(text, lines[0]) {
				rt.Fatalf("the sample begins with %q", lines[0])
			}
			if c.tail && n > 600 && !strings.HasSuffix(text, lines[len(lines)-2]) {
				rt.Fatalf("the sample ends with %q", lines[len(lines)-2])
			}
		})
	}
}

func TestSampleOfOneLongLine(t *testing.T) {
	set, err := oneFile(t, "a.log", strings.Repeat("x", 5000), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if sample, err := set.Sample(0, 100, Options{}); err != nil || len(sample) == 0 || len(sample) > 100 {
		t.Errorf("%q, %v", sample, err)
	}
}

func TestStandardInputIsSampledAndThenReadWhole(t *testing.T) {
	text := logLines(1000)
	for name, content := range map[string][]byte{
		"plain": []byte(text), "gzip": []byte(gzipped(t, text)), "utf-16": utf16Bytes(text, false, true), "gzip of utf-16": []byte(gzipped(t, string(utf16Bytes(text, true, true)))),
	} {
		for _, n := range []int{0, 10, 1000, 1 << 20} {
			o := Options{Stdin: &dripReader{r: bytes.NewReader(content), sizes: []int{1, 7, 4000}}}
			set, err := Find([]string{"-", "-"}, o)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			sample, err := set.Sample(0, n, o)
			if err != nil || !strings.HasPrefix(text, string(sample)) || len(sample) > n {
				t.Errorf("%s: sample of %d: %q, %v", name, n, sample, err)
			}
			again, _ := set.Sample(0, n/2, o)
			if !bytes.HasPrefix(sample, again) {
				t.Errorf("%s: a second sample differs", name)
			}
			if got, sum := readFile(t, set, o); got != text || sum.Bytes != int64(len(text)) || len(sum.Skipped) > 0 {
				t.Errorf("%s: read %d of %d bytes after sampling %d: %+v", name, len(got), len(text), n, sum)
			}
			if _, sum := readFile(t, set, o); len(sum.Skipped) != 1 {
				t.Errorf("%s: reading a second time is not told: %+v", name, sum)
			}
		}
	}
}

func TestStandardInputMayBeRenamed(t *testing.T) {
	o := Options{Stdin: strings.NewReader("@1\n")}
	set, err := Find([]string{"-"}, o)
	if err != nil {
		t.Fatal(err)
	}
	set.Inputs[0].Name = "other/-"
	if got, sum := readFile(t, set, o); got != "@1\n" || len(sum.Skipped) > 0 {
		t.Errorf("%q %+v", got, sum)
	}
}

func TestStandardInputThatIsNoText(t *testing.T) {
	for name, content := range map[string]string{"zip": "PK\x03\x04...", "broken gzip": gzipMagic + "\x00", "zip in gzip": gzipped(t, "PK\x03\x04...")} {
		_, err := Find([]string{"-"}, Options{Stdin: strings.NewReader(content)})
		var n *NothingError
		if !errors.As(err, &n) || len(n.Skipped) != 1 || n.Hint() == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}
