//go:build linux

package main

import (
	"runtime/metrics"
	"testing"
)

// TestLargePagesFollowTheHeap: what was asked for once is not asked for again, and the
// heap as it is mapped is never larger than what was asked for.
func TestLargePagesFollowTheHeap(t *testing.T) {
	var l largePages
	l.grown()
	if l.done != 0 {
		t.Fatal("asked for pages of no heap")
	}
	l.begin()
	if l.base == 0 || l.base%largePage != 0 || l.done < reserve {
		t.Fatalf("base %#x, done %d", l.base, l.done)
	}
	before := l.done
	l.ask(largePage)
	if l.done != before {
		t.Errorf("a smaller heap changed what was asked for: %d", l.done)
	}
	kept := make([]byte, reserve+64<<20)
	l.grown()
	if l.done < reserve+64<<20 {
		t.Errorf("the heap has %d bytes more, pages are asked for in %d", len(kept), l.done)
	}
}

// TestRuntimeTellsTheMappedHeap: the metrics exist in the runtime at hand.
func TestRuntimeTellsTheMappedHeap(t *testing.T) {
	for _, name := range heapClasses {
		sample := []metrics.Sample{{Name: name}}
		if metrics.Read(sample); sample[0].Value.Kind() != metrics.KindUint64 {
			t.Errorf("%s has kind %d", name, sample[0].Value.Kind())
		}
	}
}
