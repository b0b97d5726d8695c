package engine

import (
	"sync"
	"time"

	"inquest/internal/source"
)

// progressEvery is the least time between two calls of Options.Progress.
const progressEvery = 200 * time.Millisecond

// meter adds up what was read and calls back now and then.
type meter struct {
	call func(Progress)
	set  *source.Set

	mu    sync.Mutex
	disk  []int64 // by source
	state Progress
	last  time.Time
}

func newMeter(set *source.Set, call func(Progress)) *meter {
	m := &meter{call: call, set: set, disk: make([]int64, len(set.Inputs))}
	for _, in := range set.Inputs {
		m.state.Total += max(in.Size, 0)
	}
	return m
}

// read notes that source i was read up to disk bytes.
func (m *meter) read(i int, disk int64) {
	if m.call == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.advance(i, disk)
	if now := time.Now(); now.Sub(m.last) >= progressEvery {
		m.last = now
		m.call(m.state)
	}
}

// done notes the end of source i; the call after the last one always comes.
func (m *meter) done(i int) {
	if m.call == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.advance(i, max(m.set.Inputs[i].Size, m.disk[i]))
	if m.state.Done >= m.state.Total {
		m.call(m.state)
	}
}

func (m *meter) advance(i int, disk int64) {
	m.state.Done += disk - m.disk[i]
	m.disk[i] = disk
	m.state.Source = m.set.Inputs[i].Name
}
