package main

import (
	"runtime/metrics"
	"testing"
)

func TestPercentFor(t *testing.T) {
	for _, c := range []struct {
		live uint64
		want int
	}{{0, 800}, {1 << 20, 800}, {4 << 20, 800}, {32 << 20, 100}, {64 << 20, 50}, {1 << 30, 30}} {
		if got := percentFor(c.live); got != c.want {
			t.Errorf("percentFor(%d) = %d, want %d", c.live, got, c.want)
		}
	}
}

// TestRuntimeTellsTheLiveHeap: the metric exists in the runtime at hand.
func TestRuntimeTellsTheLiveHeap(t *testing.T) {
	sample := []metrics.Sample{{Name: liveHeap}}
	if metrics.Read(sample); sample[0].Value.Kind() != metrics.KindUint64 {
		t.Errorf("%s has kind %d", liveHeap, sample[0].Value.Kind())
	}
}
