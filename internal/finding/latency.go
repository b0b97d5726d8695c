package finding

import (
	"slices"

	"inquest/internal/evidence"
	"inquest/internal/profile"
)

// Latency is the Data of a finding of kind "latency": the latencies that lines
// give for one peer, and what they can be compared with.
type Latency struct {
	Place    Place
	N        int64
	Min, Max int64 // ns
	Median   int64 // ns; 0 when only a summary was kept
	Usual    int64 // ns, median of the baseline run, or of the quiet part; 0 when there is none
	Baseline string
}

func detectLatency(s *scene) []Finding {
	var out []Finding
	for i := range s.view.Peers {
		p := &s.view.Peers[i]
		if p.Latency.N == 0 {
			continue
		}
		d := &Latency{Place: s.dir.Resolve(Place{Addr: p.Addr, Port: p.Port}.endpoint()), N: p.Latency.N, Min: p.Latency.Min, Max: p.Latency.Max}
		if n := len(p.Latency.Exact); n > 0 {
			d.Median = p.Latency.Exact[n/2]
		}
		d.Usual, d.Baseline = s.usualLatency(p)
		f := Finding{Kind: KindLatency, Source: p.Source, Component: d.Place.String(), Host: d.Place.Host, Count: d.N, Data: d, Score: 0.1}
		for _, st := range p.Steps {
			if st.Latency > 0 && len(f.Lines) < maxCited {
				f.Lines = append(f.Lines, st.Line)
			}
		}
		if len(f.Lines) == 0 {
			continue
		}
		f.widen(f.Lines)
		s.sayLatency(&f, d, p)
		out = append(out, f)
	}
	return out
}

// usualLatency is what the same peer answered in the baseline run, else in the
// quiet part before the onset.
func (s *scene) usualLatency(p *profile.Peer) (int64, string) {
	if s.in.Baseline != nil {
		for i := range s.in.Baseline.Peers {
			b := &s.in.Baseline.Peers[i]
			if b.Addr == p.Addr && b.Port == p.Port && len(b.Latency.Exact) > 0 {
				return b.Latency.Exact[len(b.Latency.Exact)/2], "the baseline run"
			}
		}
	}
	if !s.onset.Known || !s.onset.Quiet {
		return 0, ""
	}
	var quiet []int64
	for _, st := range p.Steps {
		if st.Latency > 0 && st.Line.HasTime && st.Line.Time < s.onset.At {
			quiet = append(quiet, st.Latency)
		}
	}
	if len(quiet) < shiftLines {
		return 0, ""
	}
	slices.Sort(quiet)
	return quiet[len(quiet)/2], "the part before the failures"
}

// usualFormulas are the ways to compute what usualLatency gives.
func (s *scene) usualFormulas(p *profile.Peer) []string {
	var out []string
	if s.in.Baseline != nil {
		for i := range s.in.Baseline.Peers {
			if b := &s.in.Baseline.Peers[i]; b.Addr == p.Addr && b.Port == p.Port && b.Source < len(s.in.Baseline.Sources) {
				out = append(out, call("middle", expr(call("baseline_latencies", s.in.Baseline.Sources[b.Source].Name, b.Addr, b.Port))))
			}
		}
	}
	if s.onset.Known {
		out = append(out, call("middle", expr(call("latencies_before", s.view.Sources[p.Source].Name, p.Addr, p.Port, expr(s.onset.AtFormula)))))
	}
	return out
}

func (s *scene) sayLatency(f *Finding, d *Latency, p *profile.Peer) {
	peer := Place{Addr: p.Addr, Port: p.Port}.endpoint()
	cite, src := refs(f.Lines, maxCited), s.view.Sources[p.Source].Name
	var c evidence.Claim
	var ok bool
	switch {
	case d.Usual > 0:
		c, ok = s.say.Claim(phraseLatencyUsual, cite, name("peer", peer), duration("max", s.say.Exact(d.Max, call("latency_max", src, p.Addr, p.Port))), word("baseline", d.Baseline), duration("usual", s.say.Exact(d.Usual, s.usualFormulas(p)...)))
	case d.N == 1:
		c, ok = s.say.Claim(phraseLatencyAlone, cite, name("peer", peer), duration("latency", s.say.Exact(d.Max, call("latency_max", src, p.Addr, p.Port))))
	default:
		c, ok = s.say.Claim(phraseLatencyRange, cite, name("peer", peer), count("n", s.say.Exact(d.N, call("latency_count", src, p.Addr, p.Port))), duration("min", s.say.Exact(d.Min, call("latency_min", src, p.Addr, p.Port))), duration("max", s.say.Exact(d.Max, call("latency_max", src, p.Addr, p.Port))))
	}
	if ok {
		f.Claims = append(f.Claims, c.WithTotal(d.N))
	}
}
