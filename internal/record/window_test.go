package record

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// windowLog is a log long enough for plans, with stack traces, followers of no
// stamp and lines that no format knows.
func windowLog(t *rapid.T) []byte {
	var b strings.Builder
	at := time.Date(2026, 3, 1, 7, 0, 0, 0, time.UTC)
	for n := range rapid.IntRange(1, 600).Draw(t, "lines") {
		at = at.Add(time.Duration(rapid.IntRange(-500, 3000).Draw(t, "pause")) * time.Millisecond)
		fmt.Fprintf(&b, "%s INFO worker %d took task %d of queue-%d\n", at.Format("2006-01-02 15:04:05.000"), n%5, n, n%3)
		switch rapid.IntRange(0, 12).Draw(t, "odd") {
		case 0:
			b.WriteString("java.io.IOException: gone\n\tat c.e.Store.put(Store.java:7)\n")
		case 1:
			b.WriteString("\n")
		}
	}
	return []byte(b.String())
}

// TestWindow compares the records of a window with those of the whole log whose
// time lies inside, for any way to cut the log.
func TestWindow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := windowLog(t)
		layout := Embedded().Detect(text, Hints{})
		base := time.Date(2026, 3, 1, 7, 0, 0, 0, time.UTC).UnixNano()
		w := Window{From: base + rapid.Int64Range(0, 600).Draw(t, "from")*1e9, To: base + rapid.Int64Range(300, 1200).Draw(t, "to")*1e9}
		var want []string
		var out, outBytes int64
		whole := new(Parser).Parse(layout, Chunk{Line: 1, Data: text}, func(r *Record) {
			if !r.HasTime || w.Holds(r.Time) {
				want = append(want, render(r))
				return
			}
			out, outBytes = out+1, outBytes+r.Length
		})
		var p Parser
		p.scratch.plain = rapid.Bool().Draw(t, "no plans")
		got, account := collect(layout.Within(w), &p, Chunk{Line: 1, Data: text})
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Fatalf("%d records in the window, want %d", len(got), len(want))
		}
		if account.Outside != out || account.OutsideBytes != outBytes || account.Records != whole.Records-out {
			t.Fatalf("%d records and %d bytes outside, %d inside; want %d, %d, %d", account.Outside, account.OutsideBytes, account.Records, out, outBytes, whole.Records-out)
		}
		if a, b := account.Parsed+account.Continued+account.Blank+account.Plain, int64(len(text)); a != b {
			t.Fatalf("%d of %d bytes accounted for", a, b)
		}
	})
}
