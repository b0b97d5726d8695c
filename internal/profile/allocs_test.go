package profile

import (
	"bytes"
	"fmt"
	"runtime"
	"testing"
	"time"

	"inquest/internal/record"
	"inquest/internal/source"
)

// TestHotPathDoesNotAllocate: once its rows are known, a record costs no memory
// but for the few of a chunk that are kept.
func TestHotPathDoesNotAllocate(t *testing.T) {
	const lines, chunks = 4000, 6
	p, w := New(Config{Sources: []string{"a.log"}}), &Worker{}
	var l *record.Layout
	var offset, line int64 = 0, 1
	at := time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)
	var allocs uint64
	for i := range chunks {
		var b bytes.Buffer
		for k := range lines {
			at = at.Add(time.Millisecond)
			fmt.Fprintf(&b, "%s INFO [main] shop.db: query took %d ms rows=%d\n", at.Format("2006-01-02 15:04:05,000"), k%900, k)
		}
		if l == nil {
			l = formats.Detect(b.Bytes(), record.Hints{})
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if err := p.AddChunk(w, l, source.Chunk{Offset: offset, Line: line, Data: b.Bytes()}); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		if i == chunks-1 {
			allocs = after.Mallocs - before.Mallocs
		}
		offset, line = offset+int64(b.Len()), line+lines
	}
	if allocs > lines/20 {
		t.Errorf("%d allocations for %d lines", allocs, lines)
	}
	t.Logf("%d allocations for %d lines", allocs, lines)
}
