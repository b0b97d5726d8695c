package trail

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"

	"inquest/internal/evidence"
	"inquest/internal/record"
)

// tail keeps the last lines of a source, up to a number of bytes.
type tail struct {
	lines []TailLine
	from  int // of lines; those in front are dropped
	bytes int
	total int64
}

func (c *Collector) keepTail(r *record.Record) {
	if c.chunk == nil || len(c.chunk.Cut) > 0 {
		c.tailLine(TailLine{Line: c.line(r), Level: r.Level, Start: true})
		return
	}
	at := int(r.Offset - c.chunk.Offset)
	for k := range int64(r.Lines) {
		if at >= len(c.chunk.Data) {
			return
		}
		rest := c.chunk.Data[at:]
		next := at + len(rest)
		if i := bytes.IndexByte(rest, '\n'); i >= 0 {
			rest, next = rest[:i], at+i+1
		}
		rest = bytes.TrimSuffix(rest, []byte{'\r'})
		sum := sha256.Sum256(rest)
		c.tailLine(TailLine{Level: r.Level, Start: k == 0, Line: Line{Time: r.Time, HasTime: r.HasTime, Source: c.source, Text: clip(rest),
			Ref: evidence.Ref{File: c.file, Line: r.Line + k, Offset: c.chunk.Offset + int64(at), Length: int64(len(rest)), SHA256: hex.EncodeToString(sum[:])}}})
		at = next
	}
}

// tailCost is about what a line costs besides its text.
const tailCost = 200

func (c *Collector) tailLine(l TailLine) {
	t := &c.tail
	t.lines = append(t.lines, l)
	t.total++
	t.bytes += len(l.Text) + tailCost
	for t.bytes > c.limits.TailBytes && t.from < len(t.lines)-1 {
		t.bytes -= len(t.lines[t.from].Text) + tailCost
		t.from++
	}
	if t.from > 1<<12 && t.from > len(t.lines)/2 {
		t.lines = append(t.lines[:0], t.lines[t.from:]...)
		t.from = 0
	}
}
