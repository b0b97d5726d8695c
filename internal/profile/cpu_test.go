package profile

import (
	"syscall"
	"testing"
	"time"
)

// cpuRate reports bytes per second of processor time, which other work on the
// machine disturbs less than the clock.
func cpuRate(b *testing.B, bytes int) func() {
	begin := processorTime()
	return func() {
		used := processorTime() - begin
		b.ReportMetric(float64(bytes)*float64(b.N)/1e6/used.Seconds(), "MB/cpu-s")
	}
}

func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
