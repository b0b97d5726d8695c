package redact

import "testing"

// BenchmarkMaskCleanLine measures lines without anything to mask.
func BenchmarkMaskCleanLine(b *testing.B) {
	m := New(Options{})
	lines := []string{
		`2026-03-14 02:17:42,437 WARNING  [worker-4] ledger.batch: Job LB-4312: attempt 1/3 on pg-main:5432 failed: terminating connection due to administrator command`,
		`Mar 14 02:17:42 pg-main systemd[1]: Stopping postgresql@15-main.service - PostgreSQL Cluster 15-main...`,
		`{"level":"info","time":1745532517537,"pid":17,"hostname":"7d82d3f28bad","trace_id":"c759f29f5f1e2162be56f32dd1e77fce","msg":"request handled"}`,
	}
	for i := range b.N {
		if m.Mask(lines[i%3]) != lines[i%3] {
			b.Fatal("masked")
		}
	}
}

// BenchmarkDetector tells which detectors cost most on a line without secrets.
func BenchmarkDetector(b *testing.B) {
	text := `2026-03-14 02:17:42,437 WARNING  [worker-4] ledger.batch: Job LB-4312: attempt 1/3 on pg-main:5432 failed: terminating connection due to administrator command`
	for _, d := range Detectors() {
		if f := featuresOf(text); d.wanted(&f) {
			b.Run(d.Kind, func(b *testing.B) {
				for range b.N {
					d.find(nil, text, 0)
				}
			})
		}
	}
}
