//go:build unix

package inquest

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// BenchmarkAnalyze takes each file or folder that INQUEST_BENCH names from its
// bytes to a report, with one worker, and gives megabytes per second of
// processor time, which other work on the machine disturbs less than the clock.
func BenchmarkAnalyze(b *testing.B) {
	paths := strings.Fields(os.Getenv("INQUEST_BENCH"))
	if len(paths) == 0 {
		b.Skip("INQUEST_BENCH names no logs")
	}
	for _, path := range paths {
		b.Run(filepath.Base(path), func(b *testing.B) {
			var bytes int64
			begin := processorTime(b)
			for b.Loop() {
				res, err := Analyze(context.Background(), Options{Paths: []string{path}, Workers: 1})
				if err != nil {
					b.Fatal(err)
				}
				for _, s := range res.View.Sources {
					bytes += s.Bytes
				}
			}
			used := processorTime(b) - begin
			b.ReportMetric(float64(bytes)/1e6/used.Seconds(), "MB/cpu-s")
		})
	}
}

func processorTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
