package record

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// splitRecords are the records of a source: line, lines, offset, length, message, body.
func splitRecords(text string) []string {
	var out []string
	data := []byte(text)
	new(Parser).Parse(Embedded().Detect(data, Hints{}), Chunk{Line: 1, Data: data}, func(r *Record) {
		raw := data[r.Offset : r.Offset+r.Length]
		out = append(out, fmt.Sprintf("%d+%d %d %s|%s", r.Line, r.Lines, bytes.Count(raw, []byte{'\n'})+1, r.Message, strings.ReplaceAll(string(r.Body), "\n", "/")))
	})
	return out
}

// TestSplitLines joins lines that a container runtime cut, and holds that each
// record is still a stretch of whole lines of the source.
func TestSplitLines(t *testing.T) {
	cri := func(lines ...string) string {
		var b strings.Builder
		for i, l := range lines {
			fmt.Fprintf(&b, "2026-03-01T07:10:%02d.814620002Z %s\n", i, l)
		}
		return b.String()
	}
	docker := func(lines ...string) string {
		var b strings.Builder
		for i, l := range lines {
			stream, log, _ := strings.Cut(l, " ")
			fmt.Fprintf(&b, `{"log":"%s","stream":"%s","time":"2026-03-01T07:10:%02dZ"}`+"\n", log, stream, i)
		}
		return b.String()
	}
	for _, c := range []struct{ name, text, want string }{
		{"three parts", cri("stdout P one ", "stdout P two ", "stdout F three", "stdout F next"), "1+3 3 one two three|; 4+1 1 next|"},
		{"tags with more behind", cri("stdout P:x one ", "stdout F:y two"), "1+2 2 one two|"},
		{"nothing but an open part", cri("stdout P one "), "1+1 1 one|"},
		{"an open part at the end", cri("stdout F zero", "stdout P one "), "1+1 1 zero|; 2+1 1 one|"},
		{"another stream between", cri("stdout P one ", "stderr F other", "stdout F two"), "1+1 1 one|; 2+1 1 other|; 3+1 1 two|"},
		{"a frame in parts", cri("stderr F java.io.IOException: gone", "stderr P \tat c.e.Store", "stderr F .put(Store.java:7)", "stderr F Caused by: x.Y: no"),
			"1+4 4 java.io.IOException: gone|\tat c.e.Store.put(Store.java:7)/Caused by: x.Y: no"},
		{"a trace between other lines", cri("stderr F java.io.IOException: gone", "stdout F GET / 200", "stderr F \tat c.e.Store.put(Store.java:7)"),
			"1+1 1 java.io.IOException: gone|; 2+1 1 GET / 200|; 3+1 1 \tat c.e.Store.put(Store.java:7)|"},
		{"a blank line between", strings.Replace(cri("stdout P one ", "stdout F two"), "\n", "\n\n", 1), "1+1 1 one|; 3+1 1 two|"},
		{"docker", docker("stdout one ", "stdout two\\n", "stdout three\\n"), "1+2 2 one two|; 3+1 1 three|"},
		{"docker, other stream", docker("stdout one ", "stderr two\\n", "stdout three\\n"), "1+1 1 one|; 2+1 1 two|; 3+1 1 three|"},
		{"docker without line ends", docker("stdout one", "stdout two", "stdout three"), "1+1 1 one|; 2+1 1 two|; 3+1 1 three|"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.Join(splitRecords(c.text), "; "); got != c.want {
				t.Errorf("records\n%q\nwant\n%q", got, c.want)
			}
		})
	}
}

// TestSplitLinesWithPlans joins lines in a source that is long enough for plans.
func TestSplitLinesWithPlans(t *testing.T) {
	var b strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&b, "2026-03-01T07:10:%02d.%09dZ stdout P took item %d of \n2026-03-01T07:10:%02d.%09dZ stdout F queue %d\n", i%60, i, i, i%60, i, i%7)
		fmt.Fprintf(&b, "2026-03-01T07:10:%02d.%09dZ stdout F wrote item %d\n", i%60, i, i)
		if i%5 == 0 {
			fmt.Fprintf(&b, "2026-03-01T07:10:%02d.%09dZ stderr F \tat c.e.Store.put(Store.java:%d)\n", i%60, i, i)
		}
	}
	data := []byte(b.String())
	l := Embedded().Detect(data, Hints{})
	var slow Parser
	slow.scratch.plain = true
	want, a := collect(l, &slow, Chunk{Line: 1, Data: data})
	got, c := collect(l, new(Parser), Chunk{Line: 1, Data: data})
	if a != c || strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Fatalf("%d records with plans, %d without: %+v, %+v", len(got), len(want), c, a)
	}
	if len(got) != 6600 {
		t.Fatalf("%d records", len(got))
	}
}
