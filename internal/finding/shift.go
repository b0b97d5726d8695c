package finding

import (
	"slices"
	"strings"

	"inquest/internal/formula"
	"inquest/internal/profile"
)

// Shift is the Data of a finding of kind "shift": a duration or a latency that
// steps up at the onset.
type Shift struct {
	Place  Place // where the time is spent, as the lines name it
	Near   Place // who measures
	Before int64 // ns, median of the kept lines before the onset
	After  int64 // ns, median of the kept lines after it
	Path   bool  // a round trip of the network itself (ping), no work of a server in it
	Back   bool  // it falls back before the input ends
}

// A shift is a step of the median by this factor and at least this much.
const (
	shiftFactor = 3
	shiftMin    = 20e6 // ns
	shiftLines  = 3    // kept lines on each side
)

func detectShift(s *scene) []Finding {
	if !s.onset.Known || !s.onset.Quiet {
		return nil
	}
	var out []Finding
	for i := range s.rows {
		if f, ok := s.shiftOf(&s.rows[i]); ok {
			out = append(out, f)
		}
	}
	return out
}

// timed is a kept line with the duration that it prints.
type timed struct {
	line *profile.Exemplar
	ns   int64
}

func (s *scene) shiftOf(h *rowHit) (Finding, bool) {
	if h.class != nil {
		return Finding{}, false
	}
	lines := keptLines(h.row)
	var before, after []timed
	tol := s.onset.Slack
	for i := range lines {
		ns, ok := formula.PrintedDuration(&lines[i])
		if i == 0 && !ok {
			return Finding{}, false
		}
		switch {
		case !ok || !lines[i].HasTime:
		case lines[i].Time < s.onset.At-tol:
			before = append(before, timed{&lines[i], ns})
		default:
			after = append(after, timed{&lines[i], ns})
		}
	}
	high := slices.DeleteFunc(slices.Clone(after), func(t timed) bool {
		return len(before) == 0 || t.ns < shiftFactor*medianOf(before) || t.ns-medianOf(before) < shiftMin
	})
	if len(before) < shiftLines || len(high) < shiftLines || 3*len(high) < len(after) {
		return Finding{}, false
	}
	for _, t := range before {
		if t.ns*2 > medianOf(high) {
			return Finding{}, false
		}
	}
	d := &Shift{Near: s.dir.Source(h.row.Source), Before: medianOf(before), After: medianOf(high), Path: isPing(high[0].line)}
	d.Place = s.peerOf(nil, high[0].line)
	last := after[len(after)-1]
	d.Back = last.ns < medianOf(before)*2 && last.line.Time > high[len(high)-1].line.Time
	f := Finding{Kind: KindShift, From: high[0].line.Time, To: high[len(high)-1].line.Time, Source: h.row.Source, Component: d.Place.String(), Host: d.Place.Host,
		Count: int64(len(high)), Templates: []string{h.template.ID}, Score: 0.7, Data: d}
	for _, t := range high {
		f.Lines = append(f.Lines, *t.line)
	}
	f.Lines = append(f.Lines, *before[len(before)-1].line)
	quiet, loud := s.say.durationsIn(linesOf(before)), s.say.durationsIn(linesOf(high))
	s.say.Add(&f.Claims, phraseShift, refs(f.Lines, 8), name("peer", d.Place.String()), name("source", s.view.Sources[h.row.Source].Name),
		duration("before", call("middle", expr(quiet))), duration("after", call("middle", expr(loud))), count("lines", call("count", expr(loud))), count("quiet", call("count", expr(quiet))))
	return f, true
}

func linesOf(ts []timed) []profile.Exemplar {
	out := make([]profile.Exemplar, len(ts))
	for i, t := range ts {
		out[i] = *t.line
	}
	return out
}

func medianOf(ts []timed) int64 {
	ns := make([]int64, len(ts))
	for i, t := range ts {
		ns[i] = t.ns
	}
	slices.Sort(ns)
	return ns[len(ns)/2]
}

// isPing reports whether a line is the answer to an echo request.
func isPing(e *profile.Exemplar) bool {
	m := strings.ToLower(e.Message)
	return strings.Contains(m, "icmp_seq") || strings.Contains(m, "icmp_req") || strings.Contains(m, "round-trip") || strings.Contains(m, " rtt ")
}
