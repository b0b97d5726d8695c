package formula

import (
	"errors"
	"fmt"
	"sync"

	"inquest/internal/profile"
)

// Functions of single lines. A line is named by its source and the number of
// its first physical line, and it must be one that the profile keeps.
var lineFunctions = []definition{
	{name: "line_time", params: takes(str("source"), num("line")), view: true, doc: "Instant of a kept line.", call: lineTime},
	{name: "line_latency", params: takes(str("source"), num("line")), view: true, doc: "Latency in ns that a kept line gives for a connection.", call: lineLatency},
	{name: "line_durations", params: takes(str("source"), num("line")), rest: true, view: true, list: true, doc: "Durations in ns that kept lines print, in the order of the arguments.", call: lineDurations},
	{name: "kept_lines", params: takes(str("source"), num("line")), rest: true, view: true, doc: "Number of these lines that the profile keeps; an error when one is not kept.", call: keptLines},
}

// lineKey names a line.
type lineKey struct {
	source int
	line   int64
}

// lineFacts is what the profile knows of a kept line.
type lineFacts struct {
	mark    profile.Mark
	record  *profile.Exemplar // nil when only its mark is kept
	latency int64             // of a connection step; 0 when none is given
}

// lineIndex finds kept lines; it is made at the first use.
type lineIndex struct {
	once  sync.Once
	lines map[lineKey]lineFacts
}

func (x *lineIndex) of(v *profile.View) map[lineKey]lineFacts {
	x.once.Do(func() {
		x.lines = map[lineKey]lineFacts{}
		for i := range v.Sources {
			x.mark(v.Sources[i].First)
			x.mark(v.Sources[i].Last)
		}
		x.addRows(v)
		for i := range v.Peers {
			for j := range v.Peers[i].Steps {
				s := &v.Peers[i].Steps[j]
				x.add(&s.Line, s.Latency)
			}
		}
	})
	return x.lines
}

func (x *lineIndex) addRows(v *profile.View) {
	for i := range v.Templates {
		for j := range v.Templates[i].Rows {
			r := &v.Templates[i].Rows[j]
			for _, list := range [][]profile.Exemplar{r.Early, r.Sample, r.Late} {
				for k := range list {
					x.add(&list[k], 0)
				}
			}
		}
	}
}

func (x *lineIndex) mark(m profile.Mark) {
	if m.HasTime {
		x.lines[lineKey{m.Source, m.Line}] = lineFacts{mark: m}
	}
}

func (x *lineIndex) add(e *profile.Exemplar, latency int64) {
	k := lineKey{e.Source, e.Line}
	f := x.lines[k]
	if f.record == nil {
		f.mark, f.record = e.Mark, e
	}
	f.latency = max(f.latency, latency)
	x.lines[k] = f
}

// line finds a kept line.
func (c *context) line(source string, line Result) (lineFacts, error) {
	src := c.env.View.SourceIndex(source)
	if src < 0 {
		return lineFacts{}, fmt.Errorf("no source %q in the profile", source)
	}
	if !line.Exact {
		return lineFacts{}, fmt.Errorf("line %v is no whole number", line.Num)
	}
	f := c.env.index.of(c.env.View)[lineKey{src, line.Int}]
	if f.record == nil {
		if l := c.env.View.RunLine(src, line.Int); l != nil {
			f.mark, f.record = l.Mark, l.Exemplar()
		}
	}
	if f == (lineFacts{}) {
		return f, fmt.Errorf("line %d of %q is none that the profile keeps", line.Int, source)
	}
	return f, nil
}

func lineTime(c *context, a []arg) (Result, error) {
	f, err := c.line(a[0].str, a[1].Result)
	if err == nil && !f.mark.HasTime {
		err = errors.New("this line has no time")
	}
	return whole(f.mark.Time), err
}

func lineLatency(c *context, a []arg) (Result, error) {
	f, err := c.line(a[0].str, a[1].Result)
	if err == nil && f.latency == 0 {
		err = errors.New("this line gives no latency")
	}
	return whole(f.latency), err
}

func lineDurations(c *context, a []arg) (Result, error) {
	var out []int64
	for _, n := range a[1:] {
		f, err := c.line(a[0].str, n.Result)
		if err != nil {
			return Result{}, err
		}
		if f.record == nil {
			return Result{}, fmt.Errorf("the text of line %d is not kept", n.Int)
		}
		d, ok := PrintedDuration(f.record)
		if !ok {
			return Result{}, fmt.Errorf("line %d prints no duration", n.Int)
		}
		out = append(out, d)
	}
	return listOf(out), nil
}

func keptLines(c *context, a []arg) (Result, error) {
	seen := map[int64]bool{}
	for _, n := range a[1:] {
		if _, err := c.line(a[0].str, n.Result); err != nil {
			return Result{}, err
		}
		seen[n.Int] = true
	}
	return whole(int64(len(seen))), nil
}
