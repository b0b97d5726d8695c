package profile

import (
	"bytes"
	"io"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"

	"inquest/internal/record"
	"inquest/internal/source"
)

// TestMemoryOfLargeFile profiles the file that INQUEST_MEMORY names with two
// workers, merges, and reports the peak resident size of the process.
func TestMemoryOfLargeFile(t *testing.T) {
	file := os.Getenv("INQUEST_MEMORY")
	if file == "" {
		t.Skip("INQUEST_MEMORY names no file")
	}
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	head := make([]byte, 256<<10)
	n, _ := io.ReadFull(f, head)
	l := formats.Detect(head[:n], record.Hints{Year: 2026})
	f.Seek(0, io.SeekStart)

	chunks := make(chan source.Chunk)
	cfg := Config{Sources: []string{"big.log"}}
	parts := []*Profile{New(cfg), New(cfg)}
	var done sync.WaitGroup
	for _, p := range parts {
		done.Go(func() {
			var w Worker
			for c := range chunks {
				if err := p.AddChunk(&w, l, c); err != nil {
					t.Error(err)
				}
			}
		})
	}
	readChunks(f, chunks)
	done.Wait()
	t.Logf("parts: %s", resident())
	if err := parts[0].Merge(parts[1]); err != nil {
		t.Fatal(err)
	}
	t.Logf("merged: %s", resident())
	v := parts[0].View()
	s := &parts[0].state
	t.Logf("view: %s; %d rows, %d templates, %d units, %d peers", resident(), s.rows.count(&parts[0].cfg.Limits), len(v.Templates), len(v.Units), len(v.Peers))
	for _, c := range v.Coarsened {
		t.Logf("%s %d: %s", c.Limit, c.Value, c.Effect)
	}
	parts[1] = nil
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	t.Logf("heap with the view: %d MiB; encoded %d KiB", m.HeapAlloc>>20, len(parts[0].Encode())>>10)
}

// readChunks cuts a reader at line ends, about every MiB.
func readChunks(r io.Reader, out chan<- source.Chunk) {
	defer close(out)
	var rest []byte
	offset, line := int64(0), int64(1)
	for {
		buf := make([]byte, 1<<20)
		k := copy(buf, rest)
		n, err := io.ReadFull(r, buf[k:])
		buf = buf[:k+n]
		end := bytes.LastIndexByte(buf, '\n') + 1
		if err != nil {
			end = len(buf)
		}
		if end > 0 {
			out <- source.Chunk{Offset: offset, Line: line, Data: buf[:end]}
			offset, line = offset+int64(end), line+int64(bytes.Count(buf[:end], newline))
		}
		if err != nil {
			return
		}
		rest = bytes.Clone(buf[end:])
	}
}

// resident is the resident size now and at its peak, as the kernel tells it.
func resident() string {
	b, _ := os.ReadFile("/proc/self/status")
	var out []string
	for _, l := range strings.Split(string(b), "\n") {
		if strings.HasPrefix(l, "VmHWM") || strings.HasPrefix(l, "VmRSS") {
			out = append(out, strings.Join(strings.Fields(l), " "))
		}
	}
	return strings.Join(out, ", ")
}
