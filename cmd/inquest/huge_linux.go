package main

import (
	"runtime"
	"runtime/metrics"
	"syscall"
	"unsafe"
)

// reserve is how much of the heap is mapped at the start. None of it is touched until
// it is used, so that it costs addresses and no memory.
const reserve = 192 << 20

// largePages asks the kernel for pages of 2 MiB under the heap where it gives them on
// request only. A run touches a hundred megabytes once, and each small page of them
// costs a fault: in a virtual machine a fifth of all processor time.
type largePages struct {
	base uintptr // where the heap begins
	done uintptr // bytes from there on that were asked for
}

// begin maps the first part of the heap and asks for large pages there. What it maps is
// free again when it returns, because the heap is nearly empty and collected at once.
func (l *largePages) begin() {
	l.base = firstAddress()
	l.ask(reserve)
	runtime.GC()
}

// firstAddress is the address of an area that is mapped and not used.
func firstAddress() uintptr {
	area := make([]byte, reserve)
	return uintptr(unsafe.Pointer(unsafe.SliceData(area))) &^ (largePage - 1)
}

const largePage = 2 << 20

// ask asks for large pages in the first n bytes of the heap, save where that was done.
// A kernel that knows none refuses, which changes nothing.
func (l *largePages) ask(n uintptr) {
	n = (n + largePage - 1) &^ (largePage - 1)
	if l.base == 0 || n <= l.done {
		return
	}
	_, _, _ = syscall.Syscall(syscall.SYS_MADVISE, l.base+l.done, n-l.done, syscall.MADV_HUGEPAGE)
	l.done = n
}

// heapClasses add up to the mapped heap.
var heapClasses = [...]string{
	"/memory/classes/heap/free:bytes", "/memory/classes/heap/objects:bytes", "/memory/classes/heap/released:bytes",
	"/memory/classes/heap/stacks:bytes", "/memory/classes/heap/unused:bytes",
}

// grown asks for large pages where the heap has grown.
func (l *largePages) grown() {
	if l.base == 0 {
		return
	}
	var samples [len(heapClasses)]metrics.Sample
	for i := range samples {
		samples[i].Name = heapClasses[i]
	}
	metrics.Read(samples[:])
	size := uint64(0)
	for i := range samples {
		if samples[i].Value.Kind() == metrics.KindUint64 {
			size += samples[i].Value.Uint64()
		}
	}
	l.ask(uintptr(size))
}
