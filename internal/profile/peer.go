package profile

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"

	"inquest/internal/event"
)

// connKinds is the number of event kinds, connection kinds among them.
const connKinds = int(event.ConnClosed) + 1

// step is a connection event.
type step struct {
	entry
	seq     uint8
	kind    event.Kind
	latency int64
	hedge   string
}

func compareSteps(a, b *step) int {
	return cmp.Or(compareEntries(&a.entry, &b.entry), cmp.Compare(a.seq, b.seq))
}

// peer is the far end of connections as one source saw it. Its address is empty
// for events whose line names none; the view joins them, see joinPeers.
type peer struct {
	key       string // source, port, address
	hash      uint64
	src       int32
	port      int32
	addr      string
	protocols tally
	counts    [connKinds]int64
	series    [connKinds]series
	steps     extremes[step]
	latency   durations

	touched uint32
}

// parseKey fills what the key says.
func (p *peer) parseKey() {
	p.src = int32(binary.BigEndian.Uint32([]byte(p.key[:4])))
	p.port = int32(binary.BigEndian.Uint32([]byte(p.key[4:8])))
	p.addr = p.key[8:]
}

func (p *peer) place() (uint64, string) { return p.hash, p.key }

func (p *peer) add(s *step, protocol string, hasLatency bool, l *Limits, buckets int) {
	p.protocols.add(protocol, 1)
	p.counts[s.kind]++
	if s.timed {
		p.series[s.kind].add(s.time, buckets)
	}
	if hasLatency {
		p.latency.add(s.latency, l.Durations)
	}
	p.steps.add(s, (l.Steps+1)/2, l.Steps/2, compareSteps)
}

// merge adds what another peer saw. Its series are narrowed by settle.
func (p *peer) merge(o *peer, l *Limits) {
	p.protocols.merge(&o.protocols)
	for k := range p.counts {
		p.counts[k] += o.counts[k]
		p.series[k].merge(&o.series[k], maxBuckets)
	}
	p.latency.merge(&o.latency, l.Durations)
	for i := range o.steps.list {
		p.steps.add(&o.steps.list[i], (l.Steps+1)/2, l.Steps/2, compareSteps)
	}
}

func (p *peer) settle(buckets int) {
	for k := range p.series {
		p.series[k].fit(buckets)
	}
	p.touched = 0
	p.protocols.settle()
	p.latency.settle()
}

func (p *peer) entries(fn func(*entry)) {
	for i := range p.steps.list {
		fn(&p.steps.list[i].entry)
	}
}

// peers holds the peers of smallest hash.
type peers struct {
	table bottom[*peer]
	key   []byte
}

func (t *peers) find(src int32, addr string, port int32) *peer {
	t.key = binary.BigEndian.AppendUint32(t.key[:0], uint32(src))
	t.key = binary.BigEndian.AppendUint32(t.key, uint32(port))
	t.key = append(t.key, addr[:min(len(addr), maxOrigin)]...)
	if p := t.table.lookup(t.key); p != nil {
		return p
	}
	hash := hashKey(t.key)
	if !t.table.admits(hash, t.key) {
		return nil
	}
	key := string(t.key)
	p := &peer{key: key, hash: hash}
	p.parseKey()
	t.table.items[key] = p
	return p
}

func (t *peers) merge(o *peers, l *Limits) {
	t.table.bound(&o.table, nil)
	for _, p := range o.table.items {
		if mine := t.find(p.src, p.addr, p.port); mine != nil {
			mine.merge(p, l)
		}
	}
	if t.table.crowded(l.Peers) {
		t.table.prune(l.Peers, nil)
	}
}

func (t *peers) settle(l *Limits) {
	t.table.prune(l.Peers, nil)
	for _, p := range t.table.items {
		p.settle(l.peerBuckets(len(t.table.items)))
	}
}

func (t *peers) sorted() []*peer {
	list := t.table.sorted()
	slices.SortFunc(list, func(a, b *peer) int { return strings.Compare(a.key, b.key) })
	return list
}

// durations is a multiset of durations, listed while it is small.
type durations struct {
	list      []int64
	n         int64
	low, high int64
	sum       int64 // wraps around; so large a sum is not a duration
	over      bool
}

func (d *durations) add(v int64, limit int) {
	d.merge(&durations{list: []int64{v}, n: 1, low: v, high: v, sum: v}, limit)
}

func (d *durations) merge(o *durations, limit int) {
	if o.n == 0 {
		return
	}
	if d.n == 0 {
		d.low, d.high = o.low, o.high
	}
	d.low, d.high = min(d.low, o.low), max(d.high, o.high)
	d.n, d.sum = d.n+o.n, d.sum+o.sum
	d.over = d.over || o.over || d.n > int64(limit)
	if d.over {
		d.list = nil
		return
	}
	d.list = append(d.list, o.list...)
}

func (d *durations) settle() { slices.Sort(d.list) }
