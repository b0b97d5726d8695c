package diff

import (
	"cmp"
	"slices"

	"inquest/internal/event"
	"inquest/internal/evidence"
	"inquest/internal/formula"
	"inquest/internal/profile"
)

// farEnd is whom connections go to.
type farEnd struct {
	addr string
	port int
}

func (e farEnd) String() string {
	if e.port == 0 {
		return e.addr
	}
	return e.addr + ":" + itoa(e.port)
}

func (e farEnd) lines(v *profile.View, keep func(*profile.Step) bool) []*profile.Exemplar {
	var out []*profile.Exemplar
	for i := range v.Peers {
		p := &v.Peers[i]
		if p.Addr != e.addr || int(p.Port) != e.port {
			continue
		}
		for k := range p.Steps {
			if keep(&p.Steps[k]) && len(out) < citedEach {
				out = append(out, &p.Steps[k].Line)
			}
		}
	}
	return out
}

func (c *comparison) farEnds() []farEnd {
	var out []farEnd
	for _, v := range []*profile.View{c.bad, c.good} {
		for i := range v.Peers {
			out = append(out, farEnd{v.Peers[i].Addr, int(v.Peers[i].Port)})
		}
	}
	slices.SortFunc(out, func(a, b farEnd) int { return cmp.Or(cmp.Compare(a.addr, b.addr), cmp.Compare(a.port, b.port)) })
	return slices.Compact(out)
}

// badEvents are what goes wrong with connections, in words that follow their name.
var badEvents = []struct {
	kind event.Kind
	word string
}{
	{event.ConnRefused, "were refused"}, {event.ConnTimeout, "timed out"}, {event.ConnFailed, "failed"}, {event.ConnLost, "were lost"}, {event.ConnSlow, "were slow"}, {event.ConnRetry, "were tried again"},
}

// peers compares far ends: which are new, which are gone, and what goes wrong with them.
func peers(c *comparison) {
	ends := c.farEnds()
	bad, good := c.known(c.bad), c.known(c.good)
	for _, e := range ends {
		c.compared++
		events := func(prefix, kind string) expr { return expr(call(prefix+"peer_of", e.addr, e.port, kind)) }
		r := Row{Kind: KindPeer, Subject: evidence.NewQuote(clip(e.String(), 240)), Severity: severityPlace}
		every := func(*profile.Step) bool { return true }
		fresh := !good[e]
		if fresh != !bad[e] {
			n, err := c.number(string(events("", "all")) + " + " + string(events(baseline, "all")))
			if err != nil {
				continue
			}
			p := phrasePeerNew
			r.Change = New
			if !fresh {
				p, r.Change = phrasePeerGone, Gone
			}
			r.Score, r.Sure = r.Severity*min(maxLog2, n)*firm(2*n)/4, n >= 4
			c.add(r, p, c.both(e.lines(c.bad, every), e.lines(c.good, every)), name("subject", e.String()), count("bad", string(events("", "all"))), count("good", string(events(baseline, "all"))))
		}
		for _, x := range badEvents {
			c.badEvents(e, x.kind, x.word)
		}
	}
}

func (c *comparison) known(v *profile.View) map[farEnd]bool {
	out := map[farEnd]bool{}
	for i := range v.Peers {
		out[farEnd{v.Peers[i].Addr, int(v.Peers[i].Port)}] = true
	}
	return out
}

// badEvents compares one kind of bad events with one far end.
func (c *comparison) badEvents(e farEnd, kind event.Kind, said string) {
	b, g := expr(call("peer_of", e.addr, e.port, formula.KindName(kind))), expr(call("baseline_peer_of", e.addr, e.port, formula.KindName(kind)))
	bad, err := c.number(string(b))
	good, err2 := c.number(string(g))
	if err != nil || err2 != nil || bad+good == 0 {
		return
	}
	stat, p, ok := c.rate(b, g)
	times := (bad + 0.5) / (good*c.volume + 0.5)
	if !ok || p > looseP && (good > 0 || bad < 2) || times < minTimes && times > 1/minTimes {
		return
	}
	r := Row{Kind: KindPeer, Change: More, Subject: evidence.NewQuote(clip(e.String(), 240)), Severity: severityPeer, Sure: p <= sureP}
	switch {
	case good == 0:
		r.Change = New
	case bad == 0:
		r.Change = Gone
	case times < 1:
		r.Change = Less
	}
	if r.Change == Gone || r.Change == Less {
		r.Severity *= betterShare
	}
	r.Score = r.Severity * logRatio(bad, good, c.volume) * firmG(stat, c.unrest)
	is := func(s *profile.Step) bool { return s.Kind == kind }
	c.add(r, phrasePeer, c.both(e.lines(c.bad, is), e.lines(c.good, is)), name("subject", e.String()), word("event", said), count("bad", string(b)), count("good", string(g)))
}
