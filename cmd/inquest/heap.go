package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// The heap may grow by headroom bytes, or by share of what is live if that is more,
// before it is collected again. The default, by as much as is live, collects a young
// heap every few megabytes, and lets one of 100 MB grow to 200.
const (
	headroom = 32 << 20
	share    = 0.3
)

const liveHeap = "/gc/heap/live:bytes"

// collection is an object that nothing points to: its finalizer runs after each
// collection, and there is one object for each.
type collection struct{ _ [4]uintptr }

// paceHeap adapts the collector to the heap's size, unless the user sets it.
func paceHeap() {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetGCPercent(percentFor(0))
	pages := new(largePages)
	pages.begin()
	await(pages)
}

func await(pages *largePages) {
	runtime.SetFinalizer(new(collection), func(*collection) {
		pages.grown()
		sample := []metrics.Sample{{Name: liveHeap}}
		metrics.Read(sample)
		if sample[0].Value.Kind() == metrics.KindUint64 {
			debug.SetGCPercent(percentFor(sample[0].Value.Uint64()))
		}
		await(pages)
	})
}

// leastHeap is what the runtime takes a smaller heap for.
const leastHeap = 4 << 20

// percentFor is the collector's setting for a live heap.
func percentFor(live uint64) int {
	live = max(live, leastHeap)
	return int(100 * max(headroom, share*float64(live)) / float64(live))
}
