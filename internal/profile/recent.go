package profile

import (
	"slices"

	"inquest/internal/record"
	"inquest/internal/source"
)

// recent is a chunk whose records stand in lists by their number alone. Their text is
// held when the chunk behind it is done: most of the last records of a row, and many
// events of units, are driven out until then, and need not be copied at all.
type recent struct {
	turn   uint8
	waits  bool         // some records are to be held
	chunk  source.Chunk // its data are a copy
	layout *record.Layout
	index  chunkIndex
	rows   []*row // touched by the chunk
	units  []*unit
	peers  []*peer

	pending []*entry
	kept    []*kept // by the number of the record in the chunk; nil while the chunk is added
}

// nextRecent is the place of the chunk that is added next.
func (p *Profile) nextRecent() *recent {
	p.state.turn ^= 1
	x := &p.state.recent[p.state.turn]
	x.turn = p.state.turn
	x.index.reset()
	return x
}

// wait ends the chunk at hand: the one in front of it is held, and its own records
// wait for the next one.
func (p *Profile) wait(l *record.Layout, c *source.Chunk) {
	x, before := &p.state.recent[p.state.turn], &p.state.recent[p.state.turn^1]
	p.holdRecent(before)
	x.chunk, x.layout, x.waits = *c, l, true
	x.chunk.Data = append(before.chunk.Data[:0], c.Data...)
	before.chunk.Data = nil
}

// holdAll holds what waits. It is called before the lists are read or merged.
func (p *Profile) holdAll() {
	for i := range p.state.recent {
		p.holdRecent(&p.state.recent[i])
		p.state.recent[i].chunk.Data = nil
	}
}

// holdRecent keeps the text of those records of a chunk that are still in some list:
// their bytes, which settle parses when they are wanted then.
func (p *Profile) holdRecent(x *recent) {
	if !x.waits {
		return
	}
	x.waits, x.pending = false, x.pending[:0]
	collect := func(e *entry) {
		if e.rec == nil && e.turn == x.turn {
			x.pending = append(x.pending, e)
		}
	}
	for _, r := range x.rows {
		r.entries(collect)
	}
	for _, u := range x.units {
		u.entries(collect)
	}
	for _, q := range x.peers {
		q.entries(collect)
	}
	x.kept = slices.Grow(x.kept[:0], len(x.index.starts))[:len(x.index.starts)]
	for _, e := range x.pending {
		if x.kept[e.idx] == nil {
			x.kept[e.idx] = x.hold(e, p.cfg.Limits)
		}
		e.rec = x.kept[e.idx]
		e.idx, e.turn = 0, 0
	}
	clear(x.kept)
	clear(x.pending)
	clear(x.rows)
	clear(x.units)
	clear(x.peers)
	x.rows, x.units, x.peers = x.rows[:0], x.units[:0], x.peers[:0]
}

// retouch lists the rows of the recent chunks anew after some were folded.
func (p *Profile) retouch() {
	for i := range p.state.recent {
		x := &p.state.recent[i]
		clear(x.rows)
		x.rows = x.rows[:0]
	}
	p.state.rows.each(func(r *row) {
		var pending [2]bool
		r.entries(func(e *entry) { pending[e.turn] = pending[e.turn] || e.rec == nil })
		r.touched = 0
		for i := range pending {
			if pending[i] {
				p.state.recent[i].rows = append(p.state.recent[i].rows, r)
			}
		}
		if pending[p.state.turn] {
			r.touched = p.state.serial
		}
	})
}
