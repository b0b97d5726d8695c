package finding

import (
	"slices"
	"strings"

	"inquest/internal/fault"
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
	Begun  int64 // ns; when the first slow work began, as its line and its length tell
	Own    bool  // the lines name nobody else: who measures does the work
}

// A shift is a step of the median by this factor and at least this much.
const (
	shiftFactor = 3
	shiftMin    = 20e6 // ns
	shiftLines  = 3    // kept lines on each side
)

// detectShift reads the rows one by one, and then those of one source that begin with
// the same words: slow work is often told in other words than fast work.
func detectShift(s *scene) []Finding {
	if !s.onset.Known || !s.onset.Quiet {
		return nil
	}
	type key struct {
		source int
		head   string
	}
	var out []Finding
	var order []key
	groups, told := map[key][]*rowHit{}, map[key]bool{}
	for i := range s.rows {
		h := &s.rows[i]
		k := key{h.row.Source, headOf(h.template.Text)}
		if f, ok := s.shiftOf(h); ok {
			out, told[k] = append(out, f), true
		}
		if h.class != nil && h.class.Role != fault.RoleSymptom || k.head == "" {
			continue
		}
		if groups[k] == nil {
			order = append(order, k)
		}
		groups[k] = append(groups[k], h)
	}
	for _, k := range order {
		if g := groups[k]; len(g) > 1 && !told[k] {
			if f, ok := s.shiftIn(g); ok {
				out = append(out, f)
			}
		}
	}
	return out
}

// headOf is the first word of a template, and the second one where both are plain, behind
// a thread or a part in brackets; empty when it does not begin with a word.
func headOf(text string) string {
	first, rest, _ := strings.Cut(text, " ")
	if strings.HasPrefix(first, "[") && strings.HasSuffix(first, "]") {
		first, rest, _ = strings.Cut(rest, " ")
	}
	if !plainWord(first) {
		return ""
	}
	if second, _, _ := strings.Cut(rest, " "); plainWord(second) {
		return first + " " + second
	}
	return first
}

func plainWord(w string) bool {
	return len(w) >= leastWord && strings.IndexFunc(w, func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-' || r == '_') }) < 0
}

// leastWord is the shortest word that lines are grouped by.
const leastWord = 3

// timed is a kept line with the duration that it prints.
type timed struct {
	line *profile.Exemplar
	ns   int64
}

func (s *scene) shiftOf(h *rowHit) (Finding, bool) {
	if h.class != nil || len(h.row.Early) == 0 {
		return Finding{}, false
	}
	if _, ok := formula.PrintedDuration(&h.row.Early[0]); !ok {
		return Finding{}, false
	}
	return s.shiftIn([]*rowHit{h})
}

// stepIn is when times may step up: the first slow line well before the first failure, where
// the lines before it are enough to compare with, else shortly before that failure. Work
// that waits fails later than what it waits for slows down.
func (s *scene) stepIn(lines []profile.Exemplar) int64 {
	at := s.onset.At - s.onset.Slack
	early := s.onset.At - max(2*s.onset.Slack, (s.onset.At-s.onset.From)/shiftAhead)
	var quiet []timed
	for i := range lines {
		ns, ok := formula.PrintedDuration(&lines[i])
		switch {
		case !ok || !lines[i].HasTime:
		case lines[i].Time < early:
			quiet = append(quiet, timed{&lines[i], ns})
		case len(quiet) < shiftLines || lines[i].Time >= at:
			return at
		case ns >= shiftFactor*medianOf(quiet) && ns-medianOf(quiet) >= shiftMin:
			return lines[i].Time
		}
	}
	return at
}

// shiftAhead: a step lies at most one such part of the quiet time before the first failure.
const shiftAhead = 4

// shiftIn judges the kept lines of rows of one source together.
func (s *scene) shiftIn(rows []*rowHit) (Finding, bool) {
	var lines []profile.Exemplar
	var ids []string
	for _, h := range rows {
		lines = append(lines, keptLines(h.row)...)
		if !slices.Contains(ids, h.template.ID) {
			ids = append(ids, h.template.ID)
		}
	}
	slices.SortStableFunc(lines, func(a, b profile.Exemplar) int { return compareMarks(a.Mark, b.Mark) })
	h := rows[0]
	var before, after []timed
	from := s.stepIn(lines)
	for i := range lines {
		ns, ok := formula.PrintedDuration(&lines[i])
		switch {
		case !ok || !lines[i].HasTime:
		case lines[i].Time < from:
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
	if d.Place = s.peerOf(nil, high[0].line); d.Place.IsZero() || d.Place.Key() == d.Near.Key() {
		d.Place, d.Own = d.Near, !d.Near.IsZero()
	}
	d.Begun = high[0].line.Time
	for _, t := range high {
		d.Begun = min(d.Begun, t.line.Time-t.ns)
	}
	last := after[len(after)-1]
	d.Back = last.ns < medianOf(before)*2 && last.line.Time > high[len(high)-1].line.Time
	f := Finding{Kind: KindShift, From: high[0].line.Time, To: high[len(high)-1].line.Time, Source: h.row.Source, Component: d.Place.String(), Host: d.Place.Host,
		Count: int64(len(high)), Templates: ids, Score: 0.7, Data: d}
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
