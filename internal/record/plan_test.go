package record

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// texts are records as text, with everything that they hold.
func texts(p *Parser, l *Layout, data []byte, folded bool) ([]string, Account) {
	var out []string
	a := p.parse(l, Chunk{Line: 1, Data: data}, folded, func(r *Record) {
		var b strings.Builder
		fmt.Fprintf(&b, "%d:%d+%d %d %v %v %q %d|%s|%s|%s|%s|%s|%q|%q|%v", r.Offset, r.Line, r.Lines, r.Time, r.HasTime, r.Zoned, r.Stamp.Text,
			r.Level, r.Host, r.Service, r.Logger, r.Thread, r.PID, r.Message, r.Body, r.Folded)
		for _, f := range r.Fields {
			fmt.Fprintf(&b, " %q=%q", f.Key, f.Value)
		}
		out = append(out, r.Format+" "+b.String())
	})
	return out, a
}

// bothWays parses data with plans and without, and tells what share of the lines
// had one.
func bothWays(t *testing.T, name string, l *Layout, data []byte) {
	t.Helper()
	for _, folded := range []bool{true, false} {
		var fast, slow Parser
		slow.scratch.plain = true
		got, account := texts(&fast, l, data, folded)
		want, long := texts(&slow, l, data, folded)
		if account != long {
			t.Errorf("%s: account %+v, the long way %+v", name, account, long)
		}
		for i := range want {
			if i >= len(got) || got[i] != want[i] {
				t.Errorf("%s, record %d:\n plan %s\n long %s", name, i, nth(got, i), want[i])
				return
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s: %d records, the long way %d", name, len(got), len(want))
		}
	}
}

func nth(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return "none"
}

// TestPlansChangeNothing holds parsing by plans against parsing each line, on lines
// of every format with other digits, lengths and neighbours.
func TestPlansChangeNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, f := range Embedded().list {
		var lines [][]byte
		for i := range f.samples {
			lines = append(lines, []byte(f.samples[i].Text))
		}
		lines = append(lines, []byte("    at some.Frame(File.java:12)"), []byte(""), []byte("stray words 12"))
		var data []byte
		for n := range 1000 {
			line := lines[n%len(lines)]
			if n > 3*len(lines) {
				line = lines[r.IntN(len(lines))]
			}
			if r.IntN(3) > 0 {
				line = otherDigits(r, line)
			}
			data = append(append(data, line...), '\n')
		}
		l := Embedded().Detect(data, Hints{Year: 2025})
		bothWays(t, f.Name, l, data)
	}
}

// otherDigits changes a line's digits, some of them, or their number.
func otherDigits(r *rand.Rand, line []byte) []byte {
	out := make([]byte, 0, len(line)+8)
	for _, c := range line {
		if !isDigit(c) {
			out = append(out, c)
			continue
		}
		switch k := r.IntN(40); {
		case k < 4:
			c = '0' + byte(r.IntN(10))
		case k == 4:
			continue
		case k == 5:
			out = append(out, '1')
		}
		out = append(out, c)
	}
	return out
}

// TestPlansChangeNothingOfRealLogs reads the project's cases, and the files that
// INQUEST_LOGS names.
func TestPlansChangeNothingOfRealLogs(t *testing.T) {
	files, err := filepath.Glob("../../examples/*/*")
	if err != nil {
		t.Fatal(err)
	}
	files = append(files, strings.Fields(os.Getenv("INQUEST_LOGS"))...)
	read := 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil || bytes.IndexByte(data, 0) >= 0 {
			continue
		}
		read++
		bothWays(t, file, Embedded().Detect(data, Hints{Year: 2025}), data)
	}
	if read < 5 {
		t.Errorf("only %d logs were read", read)
	}
}

// TestMostLinesHavePlans checks that the tests above do not hold because nothing
// is planned.
func TestMostLinesHavePlans(t *testing.T) {
	var data []byte
	for i := range 1000 {
		data = fmt.Appendf(data, "2025-03-01 10:%02d:%02d,%03d - INFO - worker - Task %d took %d ms\n", i/60%60, i%60, i, i*7, i%13)
		data = fmt.Appendf(data, `{"time":"2025-03-01T10:%02d:%02dZ","level":"INFO","msg":"done","trace":"%016x","ms":%d.5}`+"\n", i/60%60, i%60, uint64(i)*0x9e3779b97f4a7c15, i)
	}
	var p Parser
	p.Parse(Embedded().Detect(data, Hints{}), Chunk{Line: 1, Data: data}, func(*Record) {})
	plans := 0
	for _, x := range p.scratch.plans.slots {
		if x.plan != nil && !x.plan.slow {
			plans++
		}
	}
	if plans == 0 || plans > 10 {
		t.Errorf("%d plans for two forms", plans)
	}
}

// TestFormsLeaveValuesOut checks what is a value.
func TestFormsLeaveValuesOut(t *testing.T) {
	for _, pair := range [][2]string{
		{"2025-03-01 10:00:00 took 5 ms", "2026-11-30 23:59:59 took 12345 ms"},
		{"trace ec612ff0ae9ee0f69726cd9e6ad4c09b done", "trace 039dce0e23bb10ee8c6a53febe0d82fe done"},
		{"id 123e4567-e89b-12d3-a456-426614174000 closed", "id 99999999-0000-12d3-a456-4266aaaaa000 closed"},
		{"pod web-7d9f8c6b5-x2x7p is gone", "pod web-6f4b9d7cc-q8z1k is gone"},
		{"request a1b2c3d4e5 of user 7", "request z9y8x7w6v5 of user 1234"},
	} {
		var a, b lineForm
		if !a.read([]byte(pair[0])) || !b.read([]byte(pair[1])) || a.hash != b.hash || a.size != b.size || len(a.to) != len(b.to) {
			t.Errorf("not of one form: %q and %q: %+v %+v", pair[0], pair[1], a, b)
		}
	}
	for _, pair := range [][2]string{
		{"worker one took 5 ms longer", "worker two took 5 ms longer"},
		{"value 5 of the series a", "value 5 of the series b"},
		{"E0301 10:00:00.000000 words", "I0301 10:00:00.000000 words"},
		{"status 5 and nothing else.", "status 5 and nothing else. "},
	} {
		var a, b lineForm
		if !a.read([]byte(pair[0])) || !b.read([]byte(pair[1])) || a.hash == b.hash && a.size == b.size {
			t.Errorf("of one form: %q and %q", pair[0], pair[1])
		}
	}
}

// FuzzPlans parses any lines both ways.
func FuzzPlans(f *testing.F) {
	f.Add([]byte("2025-03-01 10:00:00,123 - INFO - w - Task 12 took 5 ms\n"), uint64(1))
	f.Add([]byte(`{"time":"2025-03-01T10:00:00Z","level":30,"msg":"a","id":"0f1e2d3c"}`+"\n"), uint64(2))
	f.Add([]byte("<34>Oct 11 22:14:15 host su[12]: failed for 10.0.0.1\n"), uint64(3))
	f.Fuzz(func(t *testing.T, line []byte, seed uint64) {
		if len(line) < 20 || len(line) > 1000 {
			return
		}
		r := rand.New(rand.NewPCG(seed, 9))
		data := bytes.Clone(line)
		for len(data) < plannedLog {
			data = append(append(data, '\n'), otherDigits(r, line)...)
		}
		sample := data[:min(len(data), 10*len(line))] // finding the formats costs more than what is tested
		bothWays(t, "fuzz", Embedded().Detect(sample, Hints{Year: 2025}), data)
	})
}
