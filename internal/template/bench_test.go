package template

import (
	"bytes"
	"os"
	"testing"
)

// BenchmarkMask masks the lines of the file named by INQUEST_BENCH_LOG, or a few
// lines of its own.
func BenchmarkMask(b *testing.B) {
	data := []byte(ownLines)
	if name := os.Getenv("INQUEST_BENCH_LOG"); name != "" {
		var err error
		if data, err = os.ReadFile(name); err != nil {
			b.Fatal(err)
		}
	}
	lines := bytes.Split(data, []byte("\n"))
	var m Masker
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		for _, l := range lines {
			m.Mask(l)
		}
	}
}

const ownLines = `2026-03-02 10:11:12,345 INFO  [pool-3-thread-12] shop.Cart - Cart 8812 of customer c-77120 saved in 17 ms
2026-03-02 10:11:12,951 WARN  [pool-3-thread-4] shop.Stock - No answer from 192.0.2.17:5432 after 1500ms, attempt 2 of 5
192.0.2.81 - - [02/Mar/2026:10:11:13 +0000] "GET /carts/8812?full=1 HTTP/1.1" 200 5120 "-" "probe/1.4"
Mar  2 10:11:14 db01 postgres[4411]: connection received: host=192.0.2.40 port=51122
{"level":"info","ts":"2026-03-02T10:11:15.112Z","caller":"order/worker.go:88","msg":"order done","order":"3f2504e0-4f89-41d3-9a0c-0305e82c3301","took":0.031}
Mar  2 10:11:16 db01 kernel: EXT4-fs (sda1): mounted filesystem with ordered data mode
`
