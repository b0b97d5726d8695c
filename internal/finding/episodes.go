package finding

import (
	"inquest/internal/event"
	"inquest/internal/profile"
)

// Episode is the Data of a finding of kind "episode": the ladder of a
// connection to one peer as one source saw it.
type Episode struct {
	Peer  event.Peer
	Place Place
	Steps []profile.Step
	Bad   bool // it holds a timeout, a refusal, a failure or a loss
	Lost  bool // it ends lost
	Whole bool // all steps of the peer are kept
	Begin int  // index of the first step among the peer's kept ones
}

// episodePause ends an episode: after an hour without a step, or a tenth of the
// peer's whole time when that is shorter, the next attempt begins a new one.
const episodePause = int64(3600e9)

var badConn = map[event.Kind]bool{event.ConnTimeout: true, event.ConnRefused: true, event.ConnFailed: true, event.ConnLost: true}

// stepWords are what the ladder calls its steps.
var stepWords = map[event.Kind]string{
	event.ConnAttempt: "attempt", event.ConnUp: "connected", event.ConnSlow: "slow", event.ConnTimeout: "timeout", event.ConnRefused: "refused",
	event.ConnFailed: "failed", event.ConnRetry: "retry", event.ConnLost: "lost", event.ConnClosed: "closed",
}

// StepWord is what the ladder calls a step.
func StepWord(k event.Kind) string { return stepWords[k] }

// maxEpisodes is how many ladders a source and peer get: bad ones first.
const maxEpisodes = 3

func detectEpisodes(s *scene) []Finding {
	var out []Finding
	for i := range s.view.Peers {
		p := &s.view.Peers[i]
		var bad []Finding
		begin := 0
		for _, steps := range splitEpisodes(p.Steps) {
			d := &Episode{Begin: begin, Peer: p.Peer, Steps: steps, Place: s.dir.Resolve(Place{Addr: p.Addr, Port: p.Port}.endpoint()), Whole: allKept(p)}
			begin += len(steps)
			d.judge()
			if d.Place.IsZero() {
				d.Place = Place{Addr: p.Addr, Port: p.Port}
			}
			if timedSteps(steps) && (d.Bad || len(p.Steps) == len(steps)) {
				bad = append(bad, s.episodeFinding(p, d))
			}
		}
		out = append(out, bad[:min(len(bad), maxEpisodes)]...)
	}
	return out
}

func allKept(p *profile.Peer) bool {
	var n int64
	for _, c := range p.Counts {
		n += c
	}
	return n == int64(len(p.Steps))
}

func (d *Episode) judge() {
	for _, st := range d.Steps {
		d.Bad = d.Bad || badConn[st.Kind]
		d.Lost = st.Kind == event.ConnLost || d.Lost && st.Kind != event.ConnUp
	}
}

// splitEpisodes cuts a peer's steps where an attempt follows an ordered end, a
// success or a long pause.
func splitEpisodes(steps []profile.Step) [][]profile.Step {
	var out [][]profile.Step
	begin := 0
	for i := 1; i < len(steps); i++ {
		prev, cur := steps[i-1], steps[i]
		paused := cur.Line.HasTime && prev.Line.HasTime && cur.Line.Time-prev.Line.Time > episodePause
		ended := prev.Kind == event.ConnUp || prev.Kind == event.ConnClosed || prev.Kind == event.ConnLost || prev.Kind == event.ConnRefused
		if paused || cur.Kind == event.ConnAttempt && ended {
			out = append(out, steps[begin:i])
			begin = i
		}
	}
	if begin < len(steps) {
		out = append(out, steps[begin:])
	}
	return out
}

func (s *scene) episodeFinding(p *profile.Peer, d *Episode) Finding {
	f := Finding{Kind: KindEpisode, Source: p.Source, Component: d.Place.String(), Host: d.Place.Host, Count: int64(len(d.Steps)), Data: d}
	for _, st := range d.Steps {
		f.Lines = append(f.Lines, st.Line)
	}
	f.widen(f.Lines)
	if d.Bad {
		f.Score = 0.6
	}
	s.sayEpisode(&f, d, s.view.Sources[p.Source].Name)
	return f
}

func (s *scene) sayEpisode(f *Finding, d *Episode, source string) {
	peer := Place{Addr: d.Peer.Addr, Port: d.Peer.Port}.endpoint()
	first, last := &d.Steps[0].Line, &d.Steps[len(d.Steps)-1].Line
	cite := refs(f.Lines, maxCited)
	if !first.HasTime || !last.HasTime || peer == "" {
		return
	}
	at := func(i int) string {
		t := d.Steps[i].Line.Time
		return s.say.At(t, f.Lines[i:i+1], call("step_time", source, d.Peer.Addr, d.Peer.Port, d.Begin+i))
	}
	end := len(d.Steps) - 1
	values := []slot{name("peer", peer), name("source", source), instant("from", at(0)), instant("to", at(end)), duration("length", minus(at(end), at(0)))}
	if d.Peer.Protocol == "" {
		s.say.Add(&f.Claims, phraseEpisodePlain, cite, values...)
	} else {
		s.say.Add(&f.Claims, phraseEpisode, cite, append(values, name("protocol", d.Peer.Protocol))...)
	}
	for i, st := range d.Steps {
		if i == 0 || i >= maxBuckets {
			continue
		}
		line := append(refs(f.Lines[i:i+1], 1), first.Ref)
		values := []slot{name("peer", peer), word("step", stepWords[st.Kind]), duration("offset", minus(at(i), at(0)))}
		if st.Latency == 0 {
			s.say.Add(&f.Claims, phraseStep, line, values...)
			continue
		}
		latency := s.say.Exact(st.Latency, call("line_latency", source, st.Line.Line), call("step_latency", source, d.Peer.Addr, d.Peer.Port, d.Begin+i))
		s.say.Add(&f.Claims, phraseStepLatency, line, append(values, duration("latency", latency))...)
	}
}

// timedSteps reports whether a ladder can be drawn: its first and its last step
// have a time.
func timedSteps(steps []profile.Step) bool {
	return len(steps) > 0 && steps[0].Line.HasTime && steps[len(steps)-1].Line.HasTime
}
