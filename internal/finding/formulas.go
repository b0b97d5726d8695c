package finding

import (
	"slices"
	"strconv"
	"strings"

	"inquest/internal/formula"
	"inquest/internal/profile"
)

// The formulas that detectors use stand here, so that the names of the formula
// language's functions stand in one place.

// lit is a chosen constant: a threshold, an option. What is read from the logs
// has a function of the language.
func lit(n int64) string { return "limit(" + strconv.FormatInt(n, 10) + ")" }

// Exact returns the first of the formulas that gives n, else n as a constant: a
// detector may know less or more than a function of the language counts.
func (s *Sayer) Exact(n int64, formulas ...string) string {
	for _, f := range formulas {
		if f == "" {
			continue
		}
		if r, err := s.env.Eval(f); err == nil && r.Exact && r.Int == n {
			return f
		}
	}
	return lit(n)
}

// LineTime is the time of a kept line.
func (s *Sayer) LineTime(e *profile.Exemplar) string {
	return call("line_time", s.nameOf(e.Source), e.Line)
}

func (s *Sayer) nameOf(source int) string {
	if source < 0 || source >= len(s.view.Sources) {
		return ""
	}
	return s.view.Sources[source].Name
}

// At is the formula of an instant: the time of the first of the lines that has
// it, else what Exact makes of the other formulas.
func (s *Sayer) At(ns int64, lines []profile.Exemplar, formulas ...string) string {
	for i := range lines {
		if lines[i].HasTime && lines[i].Time == ns {
			if f := s.LineTime(&lines[i]); s.Exact(ns, f) == f {
				return f
			}
		}
	}
	return s.Exact(ns, formulas...)
}

// RunBegin and RunUntil are the instants that [RunRef.Begin] and
// [RunRef.Until] give.
func (s *Sayer) RunBegin(r RunRef) string {
	ns, _ := r.Begin()
	return s.runEdge(r, ns)
}

// RunUntil is the instant that [RunRef.Until] gives.
func (s *Sayer) RunUntil(r RunRef) string {
	ns, _ := r.Until()
	return s.runEdge(r, ns)
}

func (s *Sayer) runEdge(r RunRef, ns int64) string {
	var lines []profile.Exemplar
	for _, l := range r.Run.KeptLines() {
		lines = append(lines, *l.Exemplar())
	}
	if f := s.At(ns, lines); f != lit(ns) {
		return f
	}
	n := 0 // runs of the unit that began before this one
	for i := range r.Unit.Runs {
		if o := &r.Unit.Runs[i]; o.Start.HasTime && o.Start.Time < ns {
			n++
		}
	}
	return s.Exact(ns, call("nth", expr(call("starts", r.Unit.Kind, r.Unit.ID, "all")), n))
}

// minus writes a difference.
func minus(a, b string) string { return a + " - " + b }

// edgeOf is the first or the last instant of a list.
func edgeOf(fn, of, kind, id, state string) string {
	return call(fn, expr(call(of, kind, id, state)))
}

// inBucket counts the values of a bucket.
func inBucket(values string, b Bucket) string {
	from := b.From
	if from == 0 {
		from = -1
	}
	return call("between", expr(values), from, b.To)
}

// part is which records of a row are counted.
type part struct {
	templates, row string // functions that count it over templates and in one row
	at             string // formula of the instant that splits, "" for all records
}

// partsAt are all records, those before an instant and those from it on.
func partsAt(at string) (all, before, after part) {
	return part{"templates_in", "row", ""}, part{"templates_before", "row_before", at}, part{"templates_from", "row_from", at}
}

func (p part) call(fn string, args ...any) string {
	if p.at != "" {
		args = append([]any{expr(p.at)}, args...)
	}
	return call(fn, args...)
}

// maxParts is how many terms a sum of counts may have, so that a formula can
// be read.
const maxParts = 40

// countOf is the number of records that a finding of several rows counts: of
// its templates in all sources, in its own ones, or row by row.
func (s *Sayer) countOf(n int64, p part, f *Finding, rows []templateRow) string {
	in := func(source string) string {
		args := []any{source}
		for _, t := range f.Templates {
			args = append(args, t)
		}
		return p.call(p.templates, args...)
	}
	var sources, each []string
	for _, r := range rows {
		if name := s.nameOf(r.row.Source); !slices.Contains(sources, name) {
			sources = append(sources, name)
		}
		each = append(each, p.call(p.row, r.id, s.nameOf(r.row.Source), formula.LevelName(r.row.Level), r.row.Host, r.row.Service, r.row.Logger))
	}
	if len(f.Templates) == 0 || len(rows) == 0 {
		return lit(n)
	}
	var bySource, byRow string
	if len(sources) <= maxParts {
		all := make([]string, len(sources))
		for i, name := range sources {
			all[i] = in(name)
		}
		bySource = strings.Join(all, " + ")
	}
	if len(each) <= maxParts {
		byRow = strings.Join(each, " + ")
	}
	if len(sources) == 1 {
		return s.Exact(n, bySource, byRow)
	}
	return s.Exact(n, in("*"), bySource, byRow)
}

// templateRow is a row with the id of its template.
type templateRow struct {
	id  string
	row *profile.Row
}

// keptOf counts lines that the profile keeps, and gives the formula.
func (s *Sayer) keptOf(lines []profile.Exemplar) (n int64, expr string) {
	var order []int
	by := map[int][]any{}
	seen := map[[2]int64]bool{}
	for i := range lines {
		e := &lines[i]
		if k := [2]int64{int64(e.Source), e.Line}; !seen[k] {
			seen[k] = true
			n++
			if by[e.Source] == nil {
				order = append(order, e.Source)
			}
			by[e.Source] = append(by[e.Source], e.Line)
		}
	}
	var parts []string
	for _, src := range order {
		parts = append(parts, call("kept_lines", append([]any{s.nameOf(src)}, by[src]...)...))
	}
	return n, strings.Join(parts, " + ")
}

// durationsIn lists what lines of one source print.
func (s *Sayer) durationsIn(lines []profile.Exemplar) string {
	if len(lines) == 0 {
		return ""
	}
	args := []any{s.nameOf(lines[0].Source)}
	for i := range lines {
		args = append(args, lines[i].Line)
	}
	return call("line_durations", args...)
}
