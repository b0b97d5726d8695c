package source

import "bytes"

// lineBuffer holds the part of a source that is not cut into chunks yet, with
// over-long lines shortened as they come in, so that a line of any length needs
// no more memory than the line limit.
type lineBuffer struct {
	data    []byte
	limit   int   // bytes kept of a line
	checked int   // start of a line; no line in front of it is too long
	cuts    []Cut // shortened lines, by position; the last may still grow
	cutting bool  // the last line is shortened and its end was not seen
}

// took notes that data grew by bytes behind position from.
func (b *lineBuffer) took(from int) {
	if b.cutting {
		if !b.dropTo(from) {
			return
		}
	}
	b.shorten()
}

// dropTo drops the new bytes up to the end of the line that is being shortened,
// and tells whether that end was among them.
func (b *lineBuffer) dropTo(from int) bool {
	last := &b.cuts[len(b.cuts)-1]
	i := bytes.IndexAny(b.data[from:], "\r\n")
	if i < 0 {
		last.Dropped += int64(len(b.data) - from)
		b.data = b.data[:from]
		return false
	}
	last.Dropped += int64(i)
	b.data = append(b.data[:from], b.data[from+i:]...)
	b.checked, b.cutting = from+1, false
	return true
}

// shorten looks for lines longer than the limit. It jumps by nearly a limit at
// a time: a stretch of limit+1 bytes that holds a line end holds no line that is
// too long in front of it. Where no line end is in reach, a carriage return is one:
// a progress bar may write for hours without any other.
func (b *lineBuffer) shorten() {
	read, write := b.checked, b.checked
	for len(b.data)-read > b.limit {
		rest := b.data[read:]
		end := bytes.LastIndexByte(rest[:b.limit+1], '\n')
		if end < 0 {
			end = bytes.LastIndexByte(rest[:b.limit+1], '\r')
		}
		if end >= 0 {
			if write != read {
				copy(b.data[write:], rest[:end+1])
			}
			read, write = read+end+1, write+end+1
			continue
		}
		if write != read {
			copy(b.data[write:], rest[:b.limit])
		}
		write += b.limit
		end = bytes.IndexAny(rest[b.limit:], "\r\n")
		if end < 0 {
			b.cuts = append(b.cuts, Cut{At: write, Dropped: int64(len(rest) - b.limit)})
			b.data, b.checked, b.cutting = b.data[:write], write, true
			return
		}
		b.cuts = append(b.cuts, Cut{At: write, Dropped: int64(end)})
		b.data[write] = rest[b.limit+end]
		read, write = read+b.limit+end+1, write+1
	}
	if write != read {
		b.data = b.data[:write+copy(b.data[write:], b.data[read:])]
	}
	b.checked = write
}

// split takes the first n bytes out of the buffer, with their cuts. What stays
// is copied to the front of fresh, which must be empty.
func (b *lineBuffer) split(n int, fresh []byte) ([]byte, []Cut) {
	head := b.data[:n]
	b.data = append(fresh, b.data[n:]...)
	b.checked = max(b.checked-n, 0)
	k := 0
	for k < len(b.cuts) && b.cuts[k].At <= n { // at n only where the source ends in a shortened line
		k++
	}
	var mine []Cut
	if len(b.cuts) > 0 {
		mine = b.cuts[:k:k]
		b.cuts = append([]Cut(nil), b.cuts[k:]...)
		for i := range b.cuts {
			b.cuts[i].At -= n
		}
	}
	return head, mine
}
