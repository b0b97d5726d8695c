package report

import (
	"fmt"
	"strings"

	"inquest/internal/profile"
	"inquest/internal/record"
)

// coverageSum adds up the table of inputs.
type coverageSum struct{ bytes, lines, records, timed, errors, disorder, unread int64 }

func (c *coverageSum) add(s *profile.Source, errors int64) {
	c.bytes, c.lines, c.records, c.timed = c.bytes+s.Bytes, c.lines+s.Lines, c.records+s.Records, c.timed+s.Timed
	c.errors, c.disorder, c.unread = c.errors+errors, c.disorder+s.OutOfOrder, c.unread+unread(s)
}

// errorsOf counts the records of an input that are errors or worse.
func errorsOf(in *Input) (n int64) {
	for _, l := range in.Levels {
		if l.Level == "error" || l.Level == "critical" {
			n += l.Records
		}
	}
	return n
}

// unread is how many bytes of a source were left out: of over-long lines, and
// what skips say.
func unread(s *profile.Source) int64 {
	n := s.Dropped
	for _, k := range s.Skipped {
		n += max(k.Bytes, 0)
	}
	return n
}

// namedFormats is how many formats of an input the table names.
const namedFormats = 2

// formatsOf names the formats of an input, the most frequent first.
func formatsOf(in *Input) string {
	var names []string
	for _, f := range in.Formats {
		if f.Records > 0 {
			names = append(names, f.Name)
		}
	}
	if len(names) == 0 {
		return in.Format
	}
	if n := len(names) - namedFormats; n > 0 {
		return fmt.Sprintf("%s, %d more", strings.Join(names[:namedFormats], ", "), n)
	}
	return strings.Join(names, ", ")
}

// zoneWords say in which zone the times of a source are, and how that is known.
func zoneWords(s *profile.Source) string {
	if s.Timed == 0 {
		return ""
	}
	switch c := &s.Clock; c.Zone {
	case record.HowGiven:
		if c.ZoneName != "" {
			return c.ZoneName + ", given"
		}
		return offset(c.East) + ", given"
	case record.HowShared:
		return offset(c.East) + ", inferred"
	case record.HowAligned:
		return "unknown, aligned by " + offset(c.East)
	}
	return zoneName(s.Timed, s.Zoned)
}

// offset writes an offset from UTC as +02:00.
func offset(east int64) string {
	if east == 0 {
		return "UTC"
	}
	sign := "+"
	if east < 0 {
		sign, east = "-", -east
	}
	return fmt.Sprintf("%s%02d:%02d", sign, east/3600, east/60%60)
}

// shareCell is a part of a whole in per cent; nothing of nothing is nothing. All
// but a few is not rounded to all.
func shareCell(part, whole int64) Cell {
	if whole == 0 {
		return Cell{}
	}
	tenths := 1000 * part / whole
	return Cell{Text: Words(fmt.Sprintf("%d.%d %%", tenths/10, tenths%10))}
}

// skewCell says how far a clock is ahead of the one it was compared with.
func skewCell(s *profile.Source) Cell {
	if s.Clock.SkewPairs == 0 {
		return Cell{}
	}
	ns, word := s.Clock.Skew, "ahead"
	if ns < 0 {
		ns, word = -ns, "behind"
	}
	return Cell{Text: Words(fmt.Sprintf("%d.%03d s %s", ns/1e9, ns/1e6%1000, word))}
}
