package profile

import (
	"fmt"
	"unsafe"

	"inquest/internal/event"
	"inquest/internal/record"
	"inquest/internal/source"
)

// workerScratch is what AddChunk uses again and again.
type workerScratch struct {
	identify identifier
	forms    former
	events   []event.Event
	at       *recent           // the chunk at hand
	words    map[string]string // names of workers, once each
	id       []byte            // of a unit, in the making
	part     stretch
	entry    entry // of the record at hand; these three would escape one by one
	run      runEvent
	step     step
}

func (p *Profile) addChunk(w *Worker, l *record.Layout, c source.Chunk) error {
	if c.Source < 0 || c.Source >= len(p.state.sources) {
		return fmt.Errorf("profile: chunk of source %d, but there are %d sources", c.Source, len(p.state.sources))
	}
	if len(c.Data) == 0 {
		return nil
	}
	s := &p.state.sources[c.Source]
	end := c.Offset + chunkLength(&c)
	switch s.coverage.relation(c.Offset, end) {
	case known:
		return nil
	case torn:
		return fmt.Errorf("profile: bytes %d to %d of %q overlap a chunk that was added before: cut the source the same way each time",
			c.Offset, end, p.cfg.Sources[c.Source])
	}
	w.begin(p, stretch{from: c.Offset, to: end})
	account := w.parser.ParseFolded(l, parserChunk(&c), func(r *record.Record) { p.addRecord(w, &c, s, r) })
	addAccount(&s.account, account)
	s.lines += account.Lines
	s.coverage.add(w.scratch.part)
	p.wait(l, &c)
	return nil
}

func chunkLength(c *source.Chunk) int64 {
	n := int64(len(c.Data))
	for _, cut := range c.Cut {
		n += cut.Dropped
	}
	return n
}

func parserChunk(c *source.Chunk) record.Chunk {
	rc := record.Chunk{Offset: c.Offset, Line: c.Line, Data: c.Data, Open: c.Open, Continued: c.Continued}
	for _, cut := range c.Cut {
		rc.Cuts = append(rc.Cuts, record.Cut{At: cut.At, Dropped: cut.Dropped})
	}
	return rc
}

func (w *Worker) begin(p *Profile, part stretch) {
	p.state.serial++
	x := &w.scratch
	x.at = p.nextRecent()
	x.identify.plain = p.cfg.Messages
	x.part = part
	if x.words == nil || len(x.words) > 1<<12 {
		x.words = map[string]string{}
	}
}

// addRecord is the hot path: it must not allocate when nothing new is seen.
func (p *Profile) addRecord(w *Worker, c *source.Chunk, s *sourceState, r *record.Record) {
	x := &w.scratch
	x.entry = entry{src: int32(c.Source), offset: r.Offset, idx: x.at.index.note(c, r), turn: x.at.turn, hash: sampleHash(s.name, r.Offset)}
	e := &x.entry
	if r.HasTime {
		e.time, e.timed = r.Time, true
		x.part.see(r.Time)
	}
	s.add(r, e, p.sourceBuckets())
	f := x.forms.of(w, c.Source, r)
	row := p.rowOf(w, f, c.Source, r)
	if row.touched != p.state.serial {
		row.touched = p.state.serial
		x.at.rows = append(x.at.rows, row)
	}
	row.add(e, &p.state.rows.caps)
	if depth(row.key[0]) <= noOrigin {
		row.addSlots(x.identify.source, x.identify.slots, p.state.rows.caps.values)
		row.addFields(r.Fields, r.Keys, p.cfg.Limits.Fields, p.state.rows.caps.values)
	}
	if len(x.at.rows)&0xff == 0 && p.state.rows.prune(&p.cfg.Limits, false) {
		p.retouch()
	}
	if p.cfg.Messages {
		return
	}
	if f != nil && f.events != nil {
		x.events = w.extract.Follow(x.events[:0], f.events, r)
	} else {
		x.events = w.extract.Extract(x.events[:0], r)
	}
	for i := range x.events {
		p.addEvent(w, r, e, i, &x.events[i])
	}
}

// rowOf finds the row of a record, and opens its fields. A form, when it has one,
// saves masking it.
func (p *Profile) rowOf(w *Worker, f *form, src int, r *record.Record) *row {
	x := &w.scratch
	if f == nil {
		w.parser.Unfold(r)
		return p.state.rows.find(x.identify.of(src, r), &p.cfg.Limits)
	}
	f.open(w, r)
	x.identify.source, x.identify.slots, x.identify.failed, x.identify.shape = r.Message, f.slots, f.failed, f.shape
	if f.at == nil || f.epoch != p.state.rows.epoch {
		f.at, f.epoch = p.state.rows.find(f.row, &p.cfg.Limits), p.state.rows.epoch
	}
	return f.at
}

func (p *Profile) addEvent(w *Worker, r *record.Record, e *entry, seq int, ev *event.Event) {
	if seq > 255 {
		return
	}
	if isRunEvent(ev.Kind) {
		if ev.Unit.ID != "" {
			p.addRun(w, r, e, uint8(seq), ev)
		}
		return
	}
	if int(ev.Kind) >= connKinds || ev.Kind == 0 {
		return
	}
	addr := ev.Peer.Addr
	if addr == "" {
		addr = ev.Target
	}
	peer := p.state.peers.find(e.src, addr, int32(ev.Peer.Port))
	if peer == nil {
		return
	}
	if peer.touched != p.state.serial {
		peer.touched = p.state.serial
		w.scratch.at.peers = append(w.scratch.at.peers, peer)
	}
	s := &w.scratch.step
	*s = step{entry: *e, seq: uint8(seq), kind: ev.Kind, hedge: ev.Hedge}
	if ev.HasLatency {
		s.latency = ev.Latency
	}
	peer.add(s, ev.Peer.Protocol, ev.HasLatency, &p.cfg.Limits, p.cfg.Limits.peerBuckets(p.state.peers.table.count(p.cfg.Limits.Peers)))
	if t := &p.state.peers.table; t.crowded(p.cfg.Limits.Peers) {
		t.prune(p.cfg.Limits.Peers, nil)
	}
}

func (p *Profile) addRun(w *Worker, r *record.Record, e *entry, seq uint8, ev *event.Event) {
	l := &p.cfg.Limits
	id := ev.Unit.ID
	if ev.Number {
		x := &w.scratch
		x.id = append(append(append(x.id[:0], ev.Unit.Name...), ' '), id...)
		id = unsafe.String(&x.id[0], len(x.id))
	}
	u := p.state.units.find(ev.Unit.Kind, id, l)
	if u == nil {
		return
	}
	if u.touched != p.state.serial {
		u.touched = p.state.serial
		w.scratch.at.units = append(w.scratch.at.units, u)
	}
	run := &w.scratch.run
	*run = runEvent{entry: *e, seq: seq, kind: ev.Kind, outcome: ev.Outcome, level: r.Level, failed: w.scratch.identify.failed,
		hasDuration: ev.HasDuration, duration: ev.Duration, shape: w.scratch.identify.shape,
		worker: w.word(r.Thread, r.PID), target: runTarget(ev), weak: ev.Weak, verb: ev.Verb}
	if ev.Unit.Kind == event.KindUnproven {
		run.target = ev.Parent
	}
	u.add(run, ev.Unit.Name, run.target, p.state.units.events)
}

// runTarget is the component that a step of a run went to.
func runTarget(ev *event.Event) string {
	if ev.Target != "" || ev.Peer.Addr == "" {
		return ev.Target
	}
	if ev.Peer.Port == 0 {
		return ev.Peer.Addr
	}
	return fmt.Sprintf("%s:%d", ev.Peer.Addr, ev.Peer.Port)
}

// word names the thread or process that wrote a record.
func (w *Worker) word(thread, pid []byte) string {
	name := thread
	if len(name) == 0 {
		name = pid
	}
	name = name[:min(len(name), maxOrigin)]
	if s, ok := w.scratch.words[string(name)]; ok {
		return s
	}
	s := string(name)
	w.scratch.words[s] = s
	return s
}
