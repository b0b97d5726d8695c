package profile

import (
	"cmp"
	"slices"

	"inquest/internal/evidence"
)

func (b *viewer) sources() {
	b.v.Sources = make([]Source, len(b.p.state.sources))
	for i := range b.p.state.sources {
		b.v.Sources[i] = b.source(i)
		s := &b.v.Sources[i]
		if s.Coverage.SHA256 != "" {
			b.learn(s.Coverage)
		}
		if !s.First.HasTime {
			continue
		}
		if !b.v.HasTime {
			b.v.From, b.v.To, b.v.HasTime = s.First.Time, s.Last.Time, true
		}
		b.v.From, b.v.To = min(b.v.From, s.First.Time), max(b.v.To, s.Last.Time)
	}
}

func (b *viewer) source(i int) Source {
	s := &b.p.state.sources[i]
	out := Source{
		Name: b.p.cfg.Sources[i], Bytes: s.coverage.bytes(), Lines: s.lines, Records: s.account.Records, Account: s.account,
		Dropped: s.summary.Dropped, Skipped: slices.Clone(s.summary.Skipped), SHA256: s.summary.SHA256,
		First: Mark{Source: i}, Last: Mark{Source: i}, Levels: s.levels, Timed: s.timed, Zoned: s.zoned, Yearless: s.yearless, Clock: s.clock,
		OutOfOrder: s.coverage.backward(), Buckets: s.series.buckets(b.width), Gaps: s.series.gaps(8),
		Counts: map[string]int64{},
	}
	if s.ended {
		out.Bytes, out.Lines = s.summary.Bytes, s.summary.Lines
	}
	for _, f := range s.formats.list {
		out.Counts[f.text] = int64(f.n)
	}
	out.Formats, out.MainFormats = formatNames(s), mainFormats(s)
	if s.seen {
		out.First, out.Last = markOf(&s.first, s.firstAt), markOf(&s.last, s.lastAt)
	}
	out.Coverage = evidence.Ref{File: out.Name, Line: 1, Lines: out.Lines, Length: out.Bytes, SHA256: out.SHA256}
	return out
}

func markOf(e *entry, line int64) Mark {
	return Mark{Time: e.time, HasTime: e.timed, Source: int(e.src), Offset: e.offset, Line: line}
}

// formatNames are those of the layout, then others that records had, by count.
func formatNames(s *sourceState) []string {
	names := slices.Clone(s.layout)
	seen := slices.Clone(s.formats.list)
	slices.SortStableFunc(seen, func(a, b valueStat) int { return cmp.Compare(b.n, a.n) })
	for _, f := range seen {
		if !slices.Contains(names, f.text) {
			names = append(names, f.text)
		}
	}
	return names
}

// mainFormats are the formats that a source is known by: one line of another program's
// form does not make it that program's.
func mainFormats(s *sourceState) []string {
	names, all := slices.Clone(s.layout), uint64(0)
	for _, f := range s.formats.list {
		all += uint64(f.n)
	}
	for _, f := range s.formats.list {
		if uint64(f.n)*2 > all && !slices.Contains(names, f.text) {
			names = append(names, f.text)
		}
	}
	return names
}

// gaps are the longest silences, at most n, longest first, ties to the earlier.
func (s *series) gaps(n int) []Gap {
	var out []Gap
	w := widths[s.width]
	for i := 1; i < len(s.ticks); i++ {
		if from, to := s.ticks[i-1].at+1, s.ticks[i].at; to > from {
			out = append(out, Gap{From: from * w, To: to * w})
		}
	}
	slices.SortStableFunc(out, func(a, b Gap) int { return cmp.Compare(b.To-b.From, a.To-a.From) })
	return slices.Clip(out[:min(n, len(out))])
}
