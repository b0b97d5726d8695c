package formula

import (
	"fmt"
	"math"

	"inquest/internal/evidence"
)

// number evaluates an expression that must give a number.
func (e *Env) number(slot string, expr string) (Result, error) {
	r, err := e.Eval(expr)
	if err == nil && r.IsList {
		err = fmt.Errorf("formula %s gives a list, a value takes a number", shorten(expr))
	}
	if err != nil {
		return r, fmt.Errorf("value %s: %w", slot, err)
	}
	return r, nil
}

// integer evaluates an expression to a whole number. round allows a fraction
// to be rounded to the nearest one.
func (e *Env) integer(slot string, expr string, round bool) (int64, error) {
	r, err := e.number(slot, expr)
	switch {
	case err != nil:
		return 0, err
	case r.Exact:
		return r.Int, nil
	case round && math.Abs(r.Num) < math.MaxInt64/2:
		return int64(math.Round(r.Num)), nil
	}
	return 0, fmt.Errorf("value %s: formula %s gives %v, which is no whole number", slot, shorten(expr), r.Num)
}

// CountValue evaluates the expression and makes a count of it.
func (e *Env) CountValue(slot string, expr string) (evidence.Value, error) {
	n, err := e.integer(slot, expr, false)
	return evidence.Count(slot, n, expr), err
}

// DurationValue makes a duration; fractions of a nanosecond are rounded.
func (e *Env) DurationValue(slot string, expr string) (evidence.Value, error) {
	n, err := e.integer(slot, expr, true)
	return evidence.Duration(slot, n, expr), err
}

// InstantValue makes an instant.
func (e *Env) InstantValue(slot string, expr string) (evidence.Value, error) {
	n, err := e.integer(slot, expr, true)
	return evidence.Instant(slot, n, expr), err
}

// NumberValue makes a number.
func (e *Env) NumberValue(slot string, expr string) (evidence.Value, error) {
	r, err := e.number(slot, expr)
	return evidence.Number(slot, r.Num, expr), err
}

// PercentValue makes a percentage; the expression gives 0 to 100, as
// percent(a, b) does.
func (e *Env) PercentValue(slot string, expr string) (evidence.Value, error) {
	r, err := e.number(slot, expr)
	if err == nil && (r.Num < 0 || r.Num > 100) {
		err = fmt.Errorf("value %s: formula %s gives %v, a percentage lies in 0 to 100", slot, shorten(expr), r.Num)
	}
	return evidence.Percent(slot, r.Num, expr), err
}

// ProbValue makes a probability.
func (e *Env) ProbValue(slot string, expr string) (evidence.Value, error) {
	r, err := e.number(slot, expr)
	if err == nil && (r.Num < 0 || r.Num > 1) {
		err = fmt.Errorf("value %s: formula %s gives %v, a probability lies in 0 to 1", slot, shorten(expr), r.Num)
	}
	return evidence.Prob(slot, r.Num, expr), err
}
