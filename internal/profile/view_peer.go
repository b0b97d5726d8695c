package profile

import (
	"cmp"
	"slices"
	"strings"

	"inquest/internal/event"
)

func (b *viewer) peers() {
	bySource := map[int32][]*peer{}
	var order []int32
	for _, q := range b.p.state.peers.sorted() {
		if len(bySource[q.src]) == 0 {
			order = append(order, q.src)
		}
		bySource[q.src] = append(bySource[q.src], q)
	}
	l := b.p.cfg.Limits
	for _, src := range order {
		for _, q := range joinPeers(bySource[src], &l) {
			b.v.Peers = append(b.v.Peers, b.peer(q))
		}
	}
	slices.SortFunc(b.v.Peers, func(x, y Peer) int {
		return cmp.Or(cmp.Compare(x.Source, y.Source), strings.Compare(x.Addr, y.Addr), cmp.Compare(x.Port, y.Port))
	})
}

// joinPeers joins what the lines of one source leave out. An address without a
// port belongs to the only port of that address. Events without an address
// belong to the only peer of the source; where there are several, to the peer
// of the last addressed step in front, if all their steps were kept. What cannot
// be joined stays under the empty address.
func joinPeers(list []*peer, l *Limits) []*peer {
	var out, portless []*peer
	var nameless []*peer
	for _, q := range list {
		switch {
		case q.addr == "":
			nameless = append(nameless, q)
		case q.port == 0:
			portless = append(portless, q)
		default:
			out = append(out, q.clone(l))
		}
	}
	for _, q := range portless {
		if i := onlyPort(out, q.addr); i >= 0 {
			out[i].merge(q, l)
		} else {
			out = append(out, q.clone(l))
		}
	}
	for _, q := range nameless {
		out = joinNameless(out, q, l)
	}
	return out
}

func (p *peer) clone(l *Limits) *peer {
	c := &peer{key: p.key, hash: p.hash}
	c.parseKey()
	c.merge(p, l)
	return c
}

// onlyPort is the index of the only peer with that address and a port, or -1.
func onlyPort(list []*peer, addr string) int {
	found := -1
	for i, q := range list {
		if q.addr != addr || q.port == 0 {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	return found
}

func joinNameless(list []*peer, q *peer, l *Limits) []*peer {
	addressed := slices.DeleteFunc(slices.Clone(list), func(p *peer) bool { return p.addr == "" })
	if len(addressed) == 1 {
		addressed[0].merge(q, l)
		return list
	}
	if len(addressed) == 0 || !q.complete() {
		return append(list, q.clone(l))
	}
	var owners []*step
	of := map[*step]*peer{}
	for _, p := range addressed {
		for i := range p.steps.list {
			owners = append(owners, &p.steps.list[i])
			of[&p.steps.list[i]] = p
		}
	}
	slices.SortFunc(owners, compareSteps)
	rest := &peer{key: q.key, hash: q.hash}
	rest.parseKey()
	moves := make([]*peer, len(q.steps.list))
	for i := range q.steps.list {
		k, _ := slices.BinarySearchFunc(owners, &q.steps.list[i], compareSteps)
		if moves[i] = rest; k > 0 {
			moves[i] = of[owners[k-1]]
		}
	}
	for i := range q.steps.list {
		s := q.steps.list[i]
		moves[i].add(&s, "", s.latency > 0, l, maxBuckets)
	}
	if len(rest.steps.list) > 0 {
		list = append(list, rest)
	}
	return list
}

// complete tells that every event of the peer is among its steps.
func (p *peer) complete() bool {
	var n int64
	for _, c := range p.counts {
		n += c
	}
	return n == int64(len(p.steps.list))
}

func (b *viewer) peer(q *peer) Peer {
	out := Peer{
		Source: int(q.src), Peer: event.Peer{Addr: q.addr, Port: int(q.port), Protocol: q.protocols.top()},
		Counts: map[event.Kind]int64{}, Buckets: map[event.Kind][]Bucket{},
		Latency: Durations{N: q.latency.n, Min: q.latency.low, Max: q.latency.high, Sum: q.latency.sum, Exact: slices.Sorted(slices.Values(q.latency.list))},
	}
	for k, n := range q.counts {
		if n > 0 {
			out.Counts[event.Kind(k)] = n
			out.Buckets[event.Kind(k)] = q.series[k].buckets(b.width)
		}
	}
	for i := range q.steps.list {
		s := &q.steps.list[i]
		out.Steps = append(out.Steps, Step{Kind: s.kind, Latency: s.latency, Hedge: s.hedge, Line: b.exemplar(&s.entry)})
	}
	return out
}
