package event

import (
	"bytes"

	"inquest/internal/record"
)

// connEvent appends what the record says about a connection: the strongest
// thing, once. Far ends are looked for in the text that says so, then in the
// message, then in the fields.
func (x *Extractor) connEvent(dst []Event, r *record.Record, k *keyed, msg []byte, u Unit) []Event {
	text := msg
	kind := x.connKind(msg)
	if kind == 0 && k.fault != nil {
		text = k.fault[:min(len(k.fault), maxMessage)]
		kind = x.connKind(text)
	}
	e := Event{Kind: kind, Unit: u}
	e.Latency, e.HasLatency = latency(msg, k)
	if kind == 0 {
		if !e.HasLatency || k.addr == nil {
			return dst
		}
		e.Kind = ConnUp // a measurement without a word about it
	}
	if e.Kind != ConnSlow && e.Kind != ConnUp {
		e.Latency, e.HasLatency = 0, false
	}
	p := findPeer(text)
	if p.addr == nil && cues(text)&cuePing != 0 {
		p = pingPeer(text)
	}
	if p.addr == nil && len(msg) > 0 && &text[0] != &msg[0] {
		p = findPeer(msg)
	}
	if !x.fieldPeer(&p, k) && !startsLink(msg) {
		return dst
	}
	e.Peer = Peer{Addr: x.intern(p.addr), Port: p.port, Protocol: x.intern(p.proto)}
	if k.target != nil && len(k.target) <= maxID {
		e.Target = x.intern(k.target)
	}
	e.Hedge = x.hedge(msg)
	return append(dst, e)
}

// fieldPeer completes the far end from fields and tells whether one is known.
func (x *Extractor) fieldPeer(p *peerText, k *keyed) bool {
	if p.addr == nil && k.url != nil {
		*p = urlPeer(k.url)
	}
	if p.addr == nil && k.addr != nil && len(k.addr) <= maxID {
		*p = peerText{addr: k.addr, proto: p.proto}
		if q := hostPort(k.addr); q.addr != nil {
			p.addr, p.port = q.addr, q.port
		}
	}
	if p.addr == nil {
		return false
	}
	if p.port == 0 {
		p.port = port(k.port)
	}
	if p.proto == nil && len(k.proto) <= maxID {
		p.proto = k.proto
	}
	return true
}

// startsLink tells whether the message is about a connection from its first
// words on; then it counts without an address too.
func startsLink(msg []byte) bool {
	var buf [24]byte
	words := 0
	for i := 0; i < len(msg) && words < 4; {
		for i < len(msg) && !isLetter(msg[i]) {
			i++
		}
		start := i
		for i < len(msg) && (isLetter(msg[i]) || msg[i] == '_') {
			i++
		}
		words++
		switch string(lower(buf[:], msg[start:i])) {
		case "connection", "connect", "network", "latency", "response", "reconnecting", "disconnected", "ping", "connecting", "icmp_seq", "connected", "host", "answer":
			return true
		}
	}
	return false
}

// connKind reads the words of a text; 0 when it tells of no connection.
func (x *Extractor) connKind(text []byte) Kind {
	c := cues(text)
	if bytes.Contains(text, []byte("://")) {
		c |= cueFar
	}
	if c&cuePing != 0 {
		return pingKind(c, text)
	}
	if c&cueServer != 0 {
		return 0
	}
	return c.kind()
}

func (c cue) kind() Kind {
	has := func(q cue) bool { return c&q == q }
	switch {
	case c&(cueLink|cueFar|cueLatency) == 0:
		return 0
	case has(cueRefused):
		return ConnRefused
	case has(cueReset), has(cueLost), has(cueEnded | cueSudden):
		return ConnLost
	case has(cueTimeout):
		return ConnTimeout
	case has(cueNoWay):
		return ConnFailed
	case has(cueSlow | cueLatency):
		return ConnSlow
	case c&cueSet != 0 || !has(cueLink):
		return 0
	case has(cueRetry):
		return ConnRetry
	case has(cueFailed):
		return ConnFailed
	case has(cueEnded):
		return ConnClosed
	case has(cueTry), has(cueGoing):
		return ConnAttempt
	case has(cueUp):
		return ConnUp
	}
	return 0
}

// pingKind reads echo replies ("time=3 ms"), their absence and unreachables.
func pingKind(c cue, text []byte) Kind {
	switch {
	case c&cueNoWay != 0:
		return ConnRefused
	case c&cueTimeout != 0:
		return ConnTimeout
	case wordIndex(text, "time") >= 0:
		return ConnUp
	case bytes.HasPrefix(text, []byte("PING ")):
		return ConnAttempt
	}
	return 0
}

// cues collects the groups of all words of a text.
func cues(text []byte) cue {
	var found cue
	var buf [64]byte
	var prev int // length of the word in front, at the begin of buf
	for i := 0; i < len(text); {
		for i < len(text) && !isLetter(text[i]) {
			i++
		}
		start := i
		for i < len(text) && (isLetter(text[i]) || text[i] == '_' || text[i] == '/' || text[i] == '\'' || text[i] == '-') {
			i++
		}
		n := i - start
		if n == 0 || n > 30 {
			prev = 0
			continue
		}
		word := lower(buf[prev:], bytes.TrimRight(text[start:i], "'/-_"))
		if prev > 0 {
			found |= connPhrases[string(buf[:prev+len(word)])]
		}
		found |= connWords[string(word)]
		if prev = 0; connFirst[string(word)] {
			copy(buf[:], word)
			buf[len(word)] = ' '
			prev = len(word) + 1
		}
	}
	return found
}

// latency reads the measured latency: a field, "latency ... 50ms", "time=3 ms",
// "established in 3ms".
func latency(msg []byte, k *keyed) (int64, bool) {
	if k.hasLatency {
		return k.latency, true
	}
	for _, w := range [...]string{"latency", "rtt", "time", "response", "in", "slow"} {
		at := wordIndex(msg, w)
		if at < 0 {
			continue
		}
		rest := msg[at+len(w):]
		for i := 0; i < len(rest) && i < 40; i++ {
			if !isDigit(rest[i]) || i > 0 && (isDigit(rest[i-1]) || isLetter(rest[i-1]) || rest[i-1] == '.') {
				continue
			}
			if ns, ok := spacedDuration(rest[i:]); ok {
				return ns, true
			}
		}
	}
	return 0, false
}

// spacedDuration reads "50ms" and "603 ms".
func spacedDuration(b []byte) (int64, bool) {
	if ns, n := compoundDuration(b); n > 0 {
		return ns, true
	}
	i := 0
	for i < len(b) && (isDigit(b[i]) || b[i] == '.') {
		i++
	}
	j := i
	for j < len(b) && b[j] == ' ' {
		j++
	}
	end := j
	for end < len(b) && isLetter(b[end]) {
		end++
	}
	f, _, ok := number(b[:i])
	unit := timeUnit(b[j:end])
	if !ok || unit == 0 {
		return 0, false
	}
	return scale(f, unit)
}

// pingPeer reads "64 bytes from 10.0.0.1: icmp_seq=1 time=3 ms".
func pingPeer(text []byte) peerText {
	at := wordIndex(text, "from")
	if at < 0 {
		return peerText{}
	}
	rest := bytes.TrimLeft(text[at+len("from"):], " ")
	p := ipPeer(rest)
	p.port, p.proto = 0, []byte("ICMP")
	return p
}
