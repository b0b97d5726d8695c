// Package trials holds tests of the whole product: reports that are damaged, system
// calls that fail, inputs in other clothes. It has no code of its own.
package trials

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"inquest"
	"inquest/internal/render"
	"inquest/internal/verify"
)

var every = flag.Bool("every", false, "try every case, not a sample (see 'make trials')")

// sampled is how many cases of a trial a usual run takes.
const sampled = 400

// stride is the distance of cases so that most are taken of n: odd, so that all
// bits of a byte are met.
func stride(n, most int) int {
	if *every || n <= most {
		return 1
	}
	return n/most | 1
}

// small is a folder of logs that gives a report with claims of every kind, and yet a small one.
func small(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	write(t, filepath.Join(dir, "app.log"), `2026-03-01 10:00:00,000 - app - INFO - Job A1 started
2026-03-01 10:00:05,000 - app - ERROR - Job A1 failed after 5 seconds: connection refused by 10.0.0.5:5432
2026-03-01 10:00:06,000 - app - INFO - Job A2 completed in 5 seconds.
`)
	return dir
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// held is a report with all that it takes to hold another against the same files.
type held struct {
	raw []byte
	in  verify.Input
}

func hold(t *testing.T, dir string) held {
	t.Helper()
	res, err := inquest.Analyze(context.Background(), inquest.Options{Paths: []string{dir}, Workers: 1, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	r, err := render.ByName("json")
	if err != nil {
		t.Fatal(err)
	}
	var raw bytes.Buffer
	if err := r.Render(&raw, res.Report, render.Options{}); err != nil {
		t.Fatal(err)
	}
	h := held{raw.Bytes(), verify.Input{Fresh: raw.Bytes(), Env: res.Env, Sets: res.Inputs(), Source: res.Source}}
	if !h.holds(t, h.raw) {
		t.Fatal("the report itself does not hold")
	}
	return h
}

// holds tells whether verify calls a report true; a file that is no report is not.
func (h held) holds(t *testing.T, report []byte) bool {
	t.Helper()
	in := h.in
	in.Report = report
	out, err := verify.Check(context.Background(), in)
	return err == nil && len(out.Differences) == 0
}

// says is what a report says to every reader.
func says(t *testing.T, report []byte) any {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(report))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return err.Error()
	}
	return v
}

// TestEveryFlippedBitIsFound: one bit of a report's file is turned, and verify finds it,
// unless the bit changed white space alone.
func TestEveryFlippedBitIsFound(t *testing.T) {
	t.Parallel()
	h := hold(t, small(t))
	want := says(t, h.raw)
	tried, same := 0, 0
	for bit := 0; bit < 8*len(h.raw); bit += stride(8*len(h.raw), sampled) {
		damaged := bytes.Clone(h.raw)
		damaged[bit/8] ^= 1 << (bit % 8)
		tried++
		switch {
		case !h.holds(t, damaged):
		case reflect.DeepEqual(says(t, damaged), want):
			same++
		default:
			t.Errorf("bit %d of byte %d is turned and the report is said to hold: ...%s...", bit%8, bit/8, around(damaged, bit/8))
		}
	}
	t.Logf("bits turned %d, found %d, white space %d", tried, tried-same, same)
}

// TestEveryCutIsFound: a report that ends too soon does not hold.
func TestEveryCutIsFound(t *testing.T) {
	t.Parallel()
	h := hold(t, small(t))
	end := len(bytes.TrimRight(h.raw, "\n"))
	tried := 0
	for n := 0; n < end; n += stride(end, sampled) {
		tried++
		if h.holds(t, h.raw[:n]) {
			t.Errorf("the first %d of %d bytes are said to hold", n, end)
		}
	}
	for n := max(0, end-50); n < end; n++ {
		tried++
		if h.holds(t, h.raw[:n]) {
			t.Errorf("the first %d of %d bytes are said to hold", n, end)
		}
	}
	t.Logf("cuts %d, found %d", tried, tried)
}

// TestEveryChangedByteOfTheLogsIsFound: the report stands, a byte that it cites changes.
func TestEveryChangedByteOfTheLogsIsFound(t *testing.T) {
	t.Parallel()
	dir := small(t)
	h := hold(t, dir)
	path := filepath.Join(dir, "app.log")
	log, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(log); i += stride(len(log), 30) {
		damaged := bytes.Clone(log)
		damaged[i] ^= 1
		write(t, path, string(damaged))
		now := hold(t, dir)
		now.in.Report = h.raw
		if now.holds(t, h.raw) {
			t.Errorf("byte %d of the log is another, and the report is said to hold: ...%s...", i, around(damaged, i))
		}
	}
}

func around(data []byte, at int) []byte { return data[max(0, at-30):min(len(data), at+30)] }
