package verify

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/formula"
	"inquest/internal/source"
)

// Difference is one place in which a report does not hold. What may quote the
// report or the files: escape it before it goes to a terminal.
type Difference struct {
	Where string // path in the report's JSON, as units[0].failed
	What  string
}

// Outcome is what was checked, and what does not hold.
type Outcome struct {
	Claims, Refs, Values, Lines int
	Differences                 []Difference
}

// Input of a check.
type Input struct {
	Report []byte        // the report to check, JSON
	Fresh  []byte        // the report that the files give now, JSON
	Env    *formula.Env  // evaluates formulas over the files as they are now
	Sets   []*source.Set // the inputs whose names may stand in references
	Source source.Options
	Mask   *Mask // of a redacted report; nil when nothing was masked
}

// Mask is how the fresh report was redacted. A redacted report names files by
// pseudonyms, keys its hashes, and quotes pseudonyms in its formulas.
type Mask struct {
	Name   func(string) string // the pseudonym of a file name, or the name itself
	Hash   func(string) string // keys a hash
	Unmask func(string) string // puts values back in the place of pseudonyms
}

// noMask stands for a report that is not redacted.
func noMask() *Mask {
	same := func(s string) string { return s }
	return &Mask{Name: same, Hash: same, Unmask: same}
}

// ErrNotAReport tells a file that is not an inquest report.
var ErrNotAReport = errors.New("not an inquest report")

// document is the part of the contract that is checked piece by piece; the rest
// is compared with the fresh report.
type document struct {
	Schema string                     `json:"schema"`
	Claims map[string]json.RawMessage `json:"claims"`
}

type checker struct {
	ctx context.Context
	in  Input
	out Outcome
}

// Check holds the report against the files. The error is ErrNotAReport (wrapped), or
// that of the context; what does not hold is in the outcome.
func Check(ctx context.Context, in Input) (*Outcome, error) {
	if in.Mask == nil {
		in.Mask = noMask()
	}
	c := &checker{ctx: ctx, in: in}
	var doc document
	if err := json.Unmarshal(in.Report, &doc); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotAReport, err)
	}
	if !strings.HasPrefix(doc.Schema, "inquest.report/") && !strings.HasPrefix(doc.Schema, "inquest.diff/") {
		return nil, fmt.Errorf("%w: its schema is %q", ErrNotAReport, doc.Schema)
	}
	if err := c.strict(); err != nil {
		return nil, err
	}
	c.claims(doc.Claims)
	if err := c.lines(); err != nil {
		return nil, err
	}
	if err := c.compare(); err != nil {
		return nil, err
	}
	return &c.out, ctx.Err()
}

func (c *checker) add(where, what string) {
	c.out.Differences = append(c.out.Differences, Difference{where, what})
}

// claims checks every claim's sentence and formulas. Its references are read
// together with all other cited lines.
func (c *checker) claims(claims map[string]json.RawMessage) {
	ids := make([]string, 0, len(claims))
	for id := range claims {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, compareKeys)
	for _, id := range ids {
		c.out.Claims++
		claim, err := evidence.DecodeClaim(claims[id], formOnly{})
		if err != nil {
			c.add("claims."+id, err.Error())
			continue
		}
		for i, v := range claim.Values() {
			if v.Formula != "" {
				c.value(fmt.Sprintf("claims.%s.values[%d]", id, i), v)
			}
		}
	}
}

// formOnly accepts every well-formed reference: the bytes are compared in one
// pass over the files.
type formOnly struct{}

func (formOnly) Resolve(evidence.Ref) error { return nil }

// value evaluates a value's formula again.
func (c *checker) value(where string, v evidence.Value) {
	c.out.Values++
	original := v
	original.Formula = evidence.MapFormula(v.Formula, c.in.Mask.Unmask)
	fresh, err := evaluate(c.in.Env, original)
	switch {
	case err != nil:
		c.add(where, fmt.Sprintf("%s cannot be computed: %v", v.Formula, err))
	case fresh.Int != v.Int || fresh.Float != v.Float:
		c.add(where, fmt.Sprintf("the report says %s, %s gives %s", v.Format(), v.Formula, fresh.Format()))
	}
}

// evaluate makes the value of the same kind from the same formula.
func evaluate(env *formula.Env, v evidence.Value) (evidence.Value, error) {
	switch v.Kind {
	case evidence.KindCount:
		return env.CountValue(v.Slot, v.Formula)
	case evidence.KindDuration:
		return env.DurationValue(v.Slot, v.Formula)
	case evidence.KindInstant:
		return env.InstantValue(v.Slot, v.Formula)
	case evidence.KindPercent:
		return env.PercentValue(v.Slot, v.Formula)
	case evidence.KindProb:
		return env.ProbValue(v.Slot, v.Formula)
	default:
		return env.NumberValue(v.Slot, v.Formula)
	}
}

// compare walks the whole report beside the fresh one.
func (c *checker) compare() error {
	report, err := decode(c.in.Report)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNotAReport, err)
	}
	fresh, err := decode(c.in.Fresh)
	if err != nil {
		return fmt.Errorf("the fresh report does not decode: %w", err)
	}
	c.diff("", report, fresh)
	return nil
}

func decode(b []byte) (any, error) {
	dec := json.NewDecoder(strings.NewReader(string(b)))
	dec.UseNumber()
	var v any
	err := dec.Decode(&v)
	return v, err
}
