package record

import (
	"bytes"
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// render writes everything that a record tells into one line, to compare by.
func render(r *Record) string {
	return fmt.Sprintf("%d %d %d %q %q %d %t %t %v %q %q %q %q %q %q %q %s", r.Offset, r.Line, r.Lines, r.Raw, r.Body, r.Time, r.HasTime, r.Zoned, r.Level,
		r.Host, r.Service, r.Logger, r.Thread, r.PID, r.Message, r.Fields, r.Format)
}

func collect(l *Layout, p *Parser, c Chunk) ([]string, Account) {
	var records []string
	a := p.Parse(l, c, func(r *Record) { records = append(records, render(r)) })
	return records, a
}

func (a *Account) add(b Account) {
	a.Parsed += b.Parsed
	a.Continued += b.Continued
	a.Blank += b.Blank
	a.Plain += b.Plain
	a.Lines += b.Lines
	a.Records += b.Records
	a.PlainRecs += b.PlainRecs
}

func (a Account) bytes() int64 { return a.Parsed + a.Continued + a.Blank + a.Plain }

// someLines are lines of all formats, continuations and oddities.
func someLines() []string {
	lines := []string{"2026-03-01T07:10:11.8Z stdout P half a ", "2026-03-01T07:10:11.9Z stdout F line", "2026-03-01T07:10:11.9Z stderr P \tat a.b(C.java:7",
		`{"log":"half a ","stream":"stdout","time":"2026-03-01T07:10:11.8Z"}`, `{"log":"line\n","stream":"stdout","time":"2026-03-01T07:10:11.8Z"}`, "", "   ", "\tat com.shop.A.b(A.java:7)", "Traceback (most recent call last):", "  File \"a.py\", line 7, in b", "ValueError: no",
		"Caused by: java.lang.Error: x", "free words of nobody", "{", "}", "  \"a\": 1", "\x00\x00", "\xff\xfe\xfd", "\x1b[31mred\x1b[0m", "\r", "]", "a=1 b=2", "\r 10%\r 20%\r2026-03-01 07:10:12 ERROR behind\r", "2026-03-01 07:10:11 INFO one\rtwo",
		"2026-03-01 07:10:11 ERROR \x1b[1mbold\x1b[0m x=1\r", "\xEF\xBB\xBF2026-03-01 07:10:11 INFO begins"}
	lines = append(lines, "Timestamp,Service,Message", "2026-03-01 07:10:11,shop,\"a, \"\"b\"\"\"", "#fields\tts\tuid\tnote", "1772349011.25\tC1\tscan")
	for _, f := range proven().list {
		for i := range f.samples {
			lines = append(lines, f.samples[i].Text)
		}
		lines = append(lines, f.negative...)
	}
	return lines
}

// TestSplitsDoNotShow cuts a text in front of lines that start records, parses
// the pieces with parsers of their own, and wants the records of the whole.
func TestSplitsDoNotShow(t *testing.T) {
	pool := someLines()
	rapid.Check(t, func(r *rapid.T) {
		text := drawText(r, pool)
		l := Embedded().Detect(text, Hints{Year: 2026})
		want, all := collect(l, new(Parser), Chunk{Offset: 100, Line: 5, Data: text})
		var got []string
		var sum Account
		for _, c := range drawSplit(r, l, text) {
			records, a := collect(l, new(Parser), c)
			got = append(got, records...)
			sum.add(a)
		}
		if len(got) != len(want) {
			r.Fatalf("%d records in pieces, %d as a whole", len(got), len(want))
		}
		for i := range got {
			if got[i] != want[i] {
				r.Fatalf("record %d differs\nin pieces  %s\nas a whole %s", i, got[i], want[i])
			}
		}
		if sum != all || sum.bytes() != int64(len(text)) {
			r.Fatalf("accounts differ: %+v in pieces, %+v as a whole, of %d bytes", sum, all, len(text))
		}
	})
}

func drawText(r *rapid.T, pool []string) []byte {
	lines := rapid.SliceOfN(rapid.SampledFrom(pool), 1, 40).Draw(r, "lines")
	var text bytes.Buffer
	for i, line := range lines {
		text.WriteString(line)
		if i < len(lines)-1 || rapid.Bool().Draw(r, "final newline") {
			text.WriteByte('\n')
		}
	}
	return text.Bytes()
}

// drawSplit cuts text at some of the lines that start a record.
func drawSplit(r *rapid.T, l *Layout, text []byte) []Chunk {
	var chunks []Chunk
	start, line, startLine := 0, int64(5), int64(5)
	var before []byte
	for at := 0; at < len(text); line++ {
		end := len(text)
		if k := bytes.IndexByte(text[at:], '\n'); k >= 0 {
			end = at + k
		}
		if at > start && l.StartsRecord(before, text[at:end]) && rapid.Bool().Draw(r, "cut") {
			chunks = append(chunks, Chunk{Offset: 100 + int64(start), Line: startLine, Data: text[start:at]})
			start, startLine = at, line
		}
		before, at = text[at:end], min(end+1, len(text))
	}
	return append(chunks, Chunk{Offset: 100 + int64(start), Line: startLine, Data: text[start:]})
}

// TestParserKeepsNothing parses other text in between and wants the same records.
func TestParserKeepsNothing(t *testing.T) {
	pool := someLines()
	rapid.Check(t, func(r *rapid.T) {
		text, other := drawText(r, pool), drawText(r, pool)
		l, o := Embedded().Detect(text, Hints{Year: 2026}), Embedded().Detect(other, Hints{Year: 2020})
		want, _ := collect(l, new(Parser), Chunk{Line: 1, Data: text})
		var p Parser
		collect(o, &p, Chunk{Line: 1, Data: other})
		got, _ := collect(l, &p, Chunk{Line: 1, Data: text})
		if fmt.Sprint(got) != fmt.Sprint(want) {
			r.Fatalf("a used parser gives\n%s\na fresh one\n%s", got, want)
		}
	})
}

func TestContinuedChunk(t *testing.T) {
	l := Embedded().Detect([]byte("2026-03-01 07:10:11 INFO a\n2026-03-01 07:10:12 INFO b\n"), Hints{})
	data := []byte("\tat x.y(Z.java:1)\n\tat x.y(Z.java:2)\n2026-03-01 07:10:11 INFO a\n")
	records, a := collect(l, new(Parser), Chunk{Line: 9, Data: data, Continued: true})
	if len(records) != 1 || a.Continued != 36 || a.bytes() != int64(len(data)) {
		t.Errorf("the tail of a long record gives %d records and %+v", len(records), a)
	}
	records, a = collect(l, new(Parser), Chunk{Line: 1, Data: data})
	if len(records) != 2 || a.PlainRecs != 1 || a.bytes() != int64(len(data)) {
		t.Errorf("a head without a record before it gives %d records and %+v", len(records), a)
	}
}

func TestCutsShiftOffsets(t *testing.T) {
	line := "2026-03-01 07:10:11 INFO a\n"
	l := Embedded().Detect([]byte(line+line), Hints{})
	c := Chunk{Offset: 1000, Line: 1, Data: []byte(line + line + line), Cuts: []Cut{{At: 26, Dropped: 500}, {At: 53, Dropped: 7}}}
	var offsets []int64
	new(Parser).Parse(l, c, func(r *Record) { offsets = append(offsets, r.Offset) })
	if fmt.Sprint(offsets) != "[1000 1527 1561]" {
		t.Errorf("offsets are %v", offsets)
	}
}

func FuzzParse(f *testing.F) {
	for _, line := range someLines() {
		f.Add([]byte(line), uint16(7))
	}
	f.Fuzz(func(t *testing.T, text []byte, cut uint16) {
		l := Embedded().Detect(text, Hints{Year: 2026})
		records, a := collect(l, new(Parser), Chunk{Line: 1, Data: text})
		if a.bytes() != int64(len(text)) || a.Records != int64(len(records)) {
			t.Fatalf("%+v of %d bytes, %d records", a, len(text), len(records))
		}
		at := bytes.IndexByte(text[min(int(cut), len(text)):], '\n') + 1
		if at += min(int(cut), len(text)); at <= 0 || at >= len(text) || text[at-1] != '\n' {
			return
		}
		line, _, _ := bytes.Cut(text[at:], []byte{'\n'})
		before := text[:at-1]
		if !l.StartsRecord(before[bytes.LastIndexByte(before, '\n')+1:], line) {
			return
		}
		head, b := collect(l, new(Parser), Chunk{Line: 1, Data: text[:at]})
		tail, c := collect(l, new(Parser), Chunk{Offset: int64(at), Line: 1 + int64(bytes.Count(text[:at], []byte{'\n'})), Data: text[at:]})
		if b.add(c); b != a || fmt.Sprint(append(head, tail...)) != fmt.Sprint(records) {
			t.Fatalf("cut at %d: %+v and %+v\n%s\n%s", at, a, b, records, append(head, tail...))
		}
	})
}
