package formula

import (
	"errors"
	"fmt"

	"inquest/internal/event"
	"inquest/internal/profile"
)

const peerDoc = ` source and addr may be "*"; port -1 is any port.`

var peerFunctions = []definition{
	{name: "peer", params: takes(str("source"), str("addr"), num("port"), str("kind")), view: true, doc: "Number of connection events of a kind: attempt, up, slow, timeout, refused, failed, retry, lost, closed or all." + peerDoc, call: peerCount},
	{name: "peers", params: takes(str("source")), view: true, doc: `Number of far ends that a source ("*": any) names.`, call: peersOf},
	{name: "peer_steps", params: takes(str("source"), str("addr"), num("port")), view: true, doc: "Number of connection events kept one by one." + peerDoc, call: stepCount},
	{name: "step_time", params: takes(str("source"), str("addr"), num("port"), num("i")), view: true, doc: "Instant of the i-th connection event kept, from 0; from the last for negative i.", call: stepTime},
	{name: "step_latency", params: takes(str("source"), str("addr"), num("port"), num("i")), view: true, doc: "Latency that the i-th connection event kept gives, in ns.", call: stepLatency},
	{name: "latencies", params: takes(str("source"), str("addr"), num("port")), view: true, list: true, doc: "Measured latencies in ns; an error when there were too many to keep." + peerDoc, call: latencies},
	{name: "latencies_before", params: takes(str("source"), str("addr"), num("port"), num("at")), view: true, list: true, doc: "Latencies in ns of the connection events kept before an instant." + peerDoc, call: latenciesBefore},
	{name: "latency_count", params: takes(str("source"), str("addr"), num("port")), view: true, doc: "Number of measured latencies." + peerDoc, call: latencyPart(func(d *profile.Durations) int64 { return d.N }, sumRule)},
	{name: "latency_sum", params: takes(str("source"), str("addr"), num("port")), view: true, doc: "Sum of the measured latencies in ns." + peerDoc, call: latencyPart(func(d *profile.Durations) int64 { return d.Sum }, sumRule)},
	{name: "latency_max", params: takes(str("source"), str("addr"), num("port")), view: true, doc: "Largest measured latency in ns." + peerDoc, call: latencyPart(func(d *profile.Durations) int64 { return d.Max }, maxRule)},
	{name: "latency_min", params: takes(str("source"), str("addr"), num("port")), view: true, doc: "Smallest measured latency in ns." + peerDoc, call: latencyPart(func(d *profile.Durations) int64 { return d.Min }, minRule)},
}

var peerKinds = map[string]event.Kind{
	"attempt": event.ConnAttempt, "up": event.ConnUp, "slow": event.ConnSlow, "timeout": event.ConnTimeout,
	"refused": event.ConnRefused, "failed": event.ConnFailed, "retry": event.ConnRetry, "lost": event.ConnLost,
	"closed": event.ConnClosed, "all": 0,
}

// KindName is the name under which peer() counts a kind of connection event, or
// "" for run events.
func KindName(k event.Kind) string {
	for name, kind := range peerKinds {
		if kind == k && k != 0 {
			return name
		}
	}
	return ""
}

// eachPeer calls f for the far ends that match; none at all is an error.
func (c *context) eachPeer(source, addr string, port Result, f func(*profile.Peer)) error {
	src := c.env.View.SourceIndex(source)
	if source != "*" && src < 0 {
		return fmt.Errorf("no source %q in the profile", source)
	}
	if !port.Exact {
		return fmt.Errorf("port %v is no whole number", port.Num)
	}
	found := false
	for i := range c.env.View.Peers {
		p := &c.env.View.Peers[i]
		if source != "*" && p.Source != src || addr != "*" && p.Addr != addr || port.Int != -1 && int64(p.Port) != port.Int {
			continue
		}
		found = true
		f(p)
	}
	if !found && addr != "*" {
		return fmt.Errorf("no far end %s port %d in source %q", shorten(addr), port.Int, source)
	}
	return nil
}

func peerCount(c *context, a []arg) (Result, error) {
	kind, ok := peerKinds[a[3].str]
	if !ok {
		return Result{}, fmt.Errorf("unknown kind %q; known are attempt, up, slow, timeout, refused, failed, retry, lost, closed and all", a[3].str)
	}
	var n int64
	err := c.eachPeer(a[0].str, a[1].str, a[2].Result, func(p *profile.Peer) {
		for k, count := range p.Counts { // a sum of integers: the order does not matter
			if kind == 0 || k == kind {
				n += count
			}
		}
	})
	return whole(n), err
}

func peersOf(c *context, a []arg) (Result, error) {
	var n int64
	err := c.eachPeer(a[0].str, "*", whole(-1), func(*profile.Peer) { n++ })
	return whole(n), err
}

// stepsOf gathers the steps of the far ends that match.
func (c *context) stepsOf(a []arg) ([]profile.Step, error) {
	var steps []profile.Step
	err := c.eachPeer(a[0].str, a[1].str, a[2].Result, func(p *profile.Peer) { steps = append(steps, p.Steps...) })
	return steps, err
}

func stepCount(c *context, a []arg) (Result, error) {
	s, err := c.stepsOf(a)
	return whole(int64(len(s))), err
}

func (c *context) step(a []arg) (profile.Step, error) {
	s, err := c.stepsOf(a)
	if err != nil {
		return profile.Step{}, err
	}
	i, err := index(a[3].Result, len(s))
	if err != nil {
		return profile.Step{}, err
	}
	return s[i], nil
}

func stepTime(c *context, a []arg) (Result, error) {
	s, err := c.step(a)
	if err == nil && !s.Line.HasTime {
		err = errors.New("this event has no time")
	}
	return whole(s.Line.Time), err
}

func stepLatency(c *context, a []arg) (Result, error) {
	s, err := c.step(a)
	return whole(s.Latency), err
}

func latencies(c *context, a []arg) (Result, error) {
	var l []int64
	var lost int64
	err := c.eachPeer(a[0].str, a[1].str, a[2].Result, func(p *profile.Peer) {
		l = append(l, p.Latency.Exact...)
		lost += p.Latency.N - int64(len(p.Latency.Exact))
	})
	if err == nil && lost > 0 {
		err = fmt.Errorf("%d latencies were too many to keep one by one; use latency_max, latency_min, latency_sum, latency_count", lost)
	}
	return listOf(l), err
}

func sumRule(a, b int64) int64 { return a + b }
func maxRule(a, b int64) int64 { return max(a, b) }
func minRule(a, b int64) int64 { return min(a, b) }

// latencyPart folds one number of the latency summaries.
func latencyPart(value func(*profile.Durations) int64, fold func(a, b int64) int64) func(*context, []arg) (Result, error) {
	return func(c *context, a []arg) (Result, error) {
		var out int64
		seen := false
		err := c.eachPeer(a[0].str, a[1].str, a[2].Result, func(p *profile.Peer) {
			switch {
			case p.Latency.N == 0:
			case !seen:
				out, seen = value(&p.Latency), true
			default:
				out = fold(out, value(&p.Latency))
			}
		})
		return whole(out), err
	}
}

func latenciesBefore(c *context, a []arg) (Result, error) {
	steps, err := c.stepsOf(a)
	var l []int64
	for _, s := range steps {
		if s.Latency > 0 && s.Line.HasTime && compare(whole(s.Line.Time), a[3].Result) < 0 {
			l = append(l, s.Latency)
		}
	}
	return listOf(l), err
}
