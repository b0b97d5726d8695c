package source

import "bytes"

// boundary finds where to cut: the length of the next chunk, or 0 when more must
// be read first (at the end of the stream: when nothing is left).
//
// A chunk is cut in front of the last line that starts a record, so that the
// rest may grow. A record that reaches its limit is cut there at once (forced),
// and what follows counts as a record that may be cut again one limit later. So
// the cuts inside records depend on the source alone, never on the chunk size,
// and whoever parses chunks sees the same records at any size.
func (c *chunker) boundary() (n int, forced bool) {
	data := c.buf.data
	if c.end == nil {
		data = c.whole(data)
	}
	start, plain := 0, 0 // the last start known; no line in between starts a record
	for len(data)-start >= c.record {
		end := lineEnd(data, start+c.record-1)
		next := c.lastStart(data, max(start+1, plain), end)
		if next < 0 {
			return end, true
		}
		start, plain = next, end
	}
	if c.end != nil {
		return len(data), false
	}
	if next := c.lastStart(data, max(start+1, plain), len(data)); next > 0 {
		return next, false
	}
	return start, false
}

// whole cuts data behind its last line end. A carriage return is one where the
// buffer would otherwise grow with the source.
func (c *chunker) whole(data []byte) []byte {
	end := bytes.LastIndexByte(data, '\n') + 1
	if len(data)-end > c.buf.limit {
		end += lastReturn(data[end:]) + 1
	}
	return data[:end]
}

// lineEnd is the position behind the line, or the piece of a line between
// carriage returns, that holds data[at].
func lineEnd(data []byte, at int) int {
	end := len(data)
	if i := bytes.IndexByte(data[at:], '\n'); i >= 0 {
		end = at + i + 1
	}
	if i := loneReturn(data[at:end]); i >= 0 {
		end = at + i + 1
	}
	return end
}

// lastStart is the last position of a line that begins at low or later, ends at
// end or before, and starts a record; -1 when there is none. end is a line end.
func (c *chunker) lastStart(data []byte, low, end int) int {
	for end > low {
		begin := bytes.LastIndexByte(data[:end-1], '\n') + 1
		if begin < low {
			return -1
		}
		before := data[:begin]
		before = before[bytes.LastIndexByte(before[:begin-1], '\n')+1:]
		if c.starts(trimEnd(before), trimEnd(data[begin:end])) {
			return begin
		}
		end = begin
	}
	return -1
}
