package finding

import (
	"strconv"
	"strings"
)

// The formulas that detectors use stand here, so that the names of the formula
// language's functions stand in one place.

// lit is a number that the detector computed from the lines that the claim
// cites, where the language has no function for it.
func lit(n int64) string { return "limit(" + strconv.FormatInt(n, 10) + ")" }

// Exact returns the formula when it gives n, else n as a chosen constant: a
// detector may know less or more than a function of the language counts.
func (s *Sayer) Exact(n int64, formula string) string {
	if r, err := s.env.Eval(formula); err == nil && r.Exact && r.Int == n {
		return formula
	}
	return lit(n)
}

// minus writes a difference.
func minus(a, b string) string { return a + " - " + b }

// list writes the items of an English list: "a, b and c".
func list(items []string) string {
	switch len(items) {
	case 0:
		return ""
	case 1:
		return items[0]
	}
	return strings.Join(items[:len(items)-1], ", ") + " and " + items[len(items)-1]
}

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

// countOf is the number of records of templates in sources, as the language
// counts them.
func (s *Sayer) countOf(n int64, templates []string, sources []int) string {
	var parts []string
	for _, t := range templates {
		for _, i := range sources {
			parts = append(parts, call("template_in", t, s.view.Sources[i].Name))
		}
	}
	if len(parts) == 0 || len(parts) > 24 {
		return lit(n)
	}
	return s.Exact(n, strings.Join(parts, " + "))
}

// firstOf is the first instant of templates, as the language gives it.
func (s *Sayer) firstOf(at int64, templates []string) string {
	var parts []any
	for _, t := range templates {
		parts = append(parts, expr(call("template_first", t)))
	}
	if len(parts) == 0 || len(parts) > 24 {
		return lit(at)
	}
	return s.Exact(at, call("min", parts...))
}
