package record

// Window is a stretch of time that is asked about, in ns since the epoch: From is
// inside, To is not; 0 is no bound.
type Window struct{ From, To int64 }

// Open reports whether the window has no bound, so that all records lie inside.
func (w Window) Open() bool { return w == Window{} }

// Holds reports whether a time lies inside.
func (w Window) Holds(ns int64) bool {
	return (w.From == 0 || ns >= w.From) && (w.To == 0 || ns < w.To)
}

// Within returns the same layout for the records of a window: those outside are
// counted and not given. A record without a time is given: nothing says that it
// lies outside.
func (l *Layout) Within(w Window) *Layout {
	c := *l
	c.detail.window = w
	return &c
}

// outside counts the pending record as one outside of the window.
func (r *run) outside(length int64) {
	r.account.Records--
	r.account.Outside++
	r.account.OutsideBytes += length
	r.rec0.open = false
}

// leavesOut reports whether a record of a time is none of the window's.
func (r *run) leavesOut(timed bool, ns int64) bool {
	w := &r.layout.detail.window
	return timed && !w.Open() && !r.whole && !w.Holds(ns)
}
