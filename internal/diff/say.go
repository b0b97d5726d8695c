package diff

import (
	"slices"
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/formula"
	"inquest/internal/profile"
)

// slot makes the value of one slot of a phrase.
type slot func(*formula.Env) (evidence.Value, error)

func name(s, text string) slot {
	return func(*formula.Env) (evidence.Value, error) { return evidence.Name(s, clip(text, 240)), nil }
}

func word(s, text string) slot {
	return func(*formula.Env) (evidence.Value, error) { return evidence.Word(s, text), nil }
}

func count(s, expr string) slot {
	return func(e *formula.Env) (evidence.Value, error) { return e.CountValue(s, expr) }
}

func duration(s, expr string) slot {
	return func(e *formula.Env) (evidence.Value, error) { return e.DurationValue(s, expr) }
}

func number(s, expr string) slot {
	return func(e *formula.Env) (evidence.Value, error) { return e.NumberValue(s, expr) }
}

func prob(s, expr string) slot {
	return func(e *formula.Env) (evidence.Value, error) { return e.ProbValue(s, expr) }
}

func (c *comparison) claim(p evidence.Phrase, refs []evidence.Ref, values ...slot) (evidence.Claim, error) {
	var vals []evidence.Value
	for _, v := range values {
		val, err := v(c.env)
		if err != nil {
			return evidence.Claim{}, err
		}
		vals = append(vals, val)
	}
	return evidence.NewClaim(p, refs, c, vals...)
}

// Resolve knows the lines of both runs.
func (c *comparison) Resolve(r evidence.Ref) error {
	if c.bad.Resolve(r) == nil {
		return nil
	}
	return c.good.Resolve(r)
}

const (
	citedEach     = 2  // lines of a side
	citedCoverage = 16 // sources of a side that does not hold it
)

// coverage is what a statement that a run holds nothing of it cites.
func coverage(v *profile.View) []evidence.Ref {
	var out []evidence.Ref
	for i := range v.Sources[:min(len(v.Sources), citedCoverage)] {
		out = append(out, v.Sources[i].Coverage)
	}
	return out
}

// cite are the references of some lines of a run, or of all of it when there are none.
func cite(v *profile.View, lines []*profile.Exemplar) []evidence.Ref {
	var out []evidence.Ref
	for _, e := range lines {
		if len(out) < citedEach && !slices.Contains(out, e.Ref) {
			out = append(out, e.Ref)
		}
	}
	if len(out) == 0 {
		return coverage(v)
	}
	return out
}

// both cites lines of both runs.
func (c *comparison) both(bad, good []*profile.Exemplar) []evidence.Ref {
	return append(cite(c.bad, bad), cite(c.good, good)...)
}

// linesOf are kept lines of templates: the first of each row, rows of the most severe
// level first.
func linesOf(ts []*profile.Template) []*profile.Exemplar {
	var rows []*profile.Row
	for _, t := range ts {
		for i := range t.Rows {
			if len(t.Rows[i].Early) > 0 {
				rows = append(rows, &t.Rows[i])
			}
		}
	}
	slices.SortStableFunc(rows, func(a, b *profile.Row) int { return int(b.Level) - int(a.Level) })
	var out []*profile.Exemplar
	for _, r := range rows {
		out = append(out, &r.Early[0])
	}
	for _, r := range rows {
		for i := 1; i < len(r.Early); i++ {
			out = append(out, &r.Early[i])
		}
	}
	return out
}

// sumOf counts the records of templates; prefix is "baseline_" for the good run.
func sumOf(prefix string, list []string) string {
	switch len(list) {
	case 0:
		return "limit(0)"
	case 1:
		return call(prefix+"template", list[0])
	}
	args := []any{"*"}
	for _, id := range list {
		args = append(args, id)
	}
	return call(prefix+"templates_in", args...)
}

func call(fn string, args ...any) string { return string(formula.Call(fn, args...)) }

type expr = formula.Expr

const baseline = "baseline_"

func clip(s string, most int) string {
	s = strings.TrimSpace(s)
	if len(s) <= most {
		return s
	}
	cut := most
	for cut > 0 && s[cut]&0xc0 == 0x80 {
		cut--
	}
	return s[:cut] + "..."
}
