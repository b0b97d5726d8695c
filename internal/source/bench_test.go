package source

import (
	"bytes"
	"context"
	"fmt"
	"hash"
	"os"
	"path/filepath"
	"testing"
)

// benchFile writes a file of n bytes of access-log lines.
func benchFile(b *testing.B, n int) string {
	b.Helper()
	var buf bytes.Buffer
	for i := 0; buf.Len() < n; i++ {
		fmt.Fprintf(&buf, "10.0.%d.%d - - [01/Mar/2025:00:%02d:%02d +0000] \"GET /item/%d HTTP/1.1\" 200 %d \"-\" \"probe/1.0\"\n",
			i>>8&255, i&255, i/60%60, i%60, i*7919%100003, i*31%9973)
	}
	path := filepath.Join(b.TempDir(), "bench.log")
	if err := os.WriteFile(path, buf.Bytes(), 0o600); err != nil {
		b.Fatal(err)
	}
	return path
}

// BenchmarkRead reads 64 MiB, or the file that INQUEST_BENCH names, in chunks of
// 1 MiB; every line starts a record.
func BenchmarkRead(b *testing.B) {
	path := os.Getenv("INQUEST_BENCH")
	if path == "" {
		path = benchFile(b, 64<<20)
	}
	set, err := Find([]string{path}, Options{})
	if err != nil {
		b.Fatal(err)
	}
	starts := func(_, _ []byte) bool { return true }
	var sum Summary
	b.ReportAllocs()
	for b.Loop() {
		sum, err = set.Read(context.Background(), 0, 1<<20, starts, Options{}, func(c Chunk) error {
			c.Recycle()
			return nil
		})
		if err != nil || len(sum.Skipped) > 0 {
			b.Fatal(err, sum.Skipped)
		}
	}
	b.SetBytes(sum.Bytes)
}

// unhashed is a hash that costs nothing.
type unhashed struct{ hash.Hash }

func (unhashed) Write(p []byte) (int, error) { return len(p), nil }
func (unhashed) Sum(b []byte) []byte         { return b }

// BenchmarkReadUnhashed is BenchmarkRead without the SHA-256 of the source: the
// difference is what the hash costs.
func BenchmarkReadUnhashed(b *testing.B) {
	path := os.Getenv("INQUEST_BENCH")
	if path == "" {
		path = benchFile(b, 64<<20)
	}
	set, err := Find([]string{path}, Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	var n int64
	for b.Loop() {
		st, err := set.open(0, Options{})
		if err != nil {
			b.Fatal(err)
		}
		l := Defaults()
		c := &chunker{ctx: context.Background(), in: st, disk: st.disk, size: 1 << 20, record: int(l.Record), starts: func(_, _ []byte) bool { return true },
			emit: func(c Chunk) error { c.Recycle(); return nil }, line: 1, hash: unhashed{}, buf: lineBuffer{limit: int(l.Line)}}
		if err := c.run(); err != nil {
			b.Fatal(err)
		}
		n = c.sum.Bytes
		st.Close()
	}
	b.SetBytes(n)
}

// BenchmarkReadGzip reads 64 MiB of inflated lines.
func BenchmarkReadGzip(b *testing.B) {
	plain, err := os.ReadFile(benchFile(b, 64<<20))
	if err != nil {
		b.Fatal(err)
	}
	set, err := oneFile(b, "bench.gz", gzipped(b, string(plain)), Options{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := set.Read(context.Background(), 0, 1<<20, everyLine, Options{}, func(c Chunk) error { c.Recycle(); return nil }); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(len(plain)))
}
