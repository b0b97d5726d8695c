package finding

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/formula"
	"inquest/internal/profile"
)

// Sayer makes claims and remembers what it could not prove. A detector drops
// the claim and goes on; the error reaches the caller of Detect.
type Sayer struct {
	env  *formula.Env
	view *profile.View
	errs []error

	strict bool
}

// NewSayer makes a sayer that evaluates formulas in the input's environment.
func NewSayer(in Input) *Sayer {
	env := in.Env
	if env == nil {
		env = &formula.Env{View: in.View, Baseline: in.Baseline}
	}
	return &Sayer{env: env, view: in.View, strict: in.Strict}
}

// Claim makes a claim of the values that could be computed. It returns false
// when the claim cannot be proven.
func (s *Sayer) Claim(p evidence.Phrase, refs []evidence.Ref, values ...Slot) (evidence.Claim, bool) {
	return s.ClaimIn(s.view, p, refs, values...)
}

// ClaimIn is Claim with another resolver than the view.
func (s *Sayer) ClaimIn(in evidence.Resolver, p evidence.Phrase, refs []evidence.Ref, values ...Slot) (evidence.Claim, bool) {
	vals := make([]evidence.Value, 0, len(values))
	for _, v := range values {
		val, err := v(s)
		if err != nil {
			s.errs = append(s.errs, fmt.Errorf("phrase %s: %w", p.ID(), err))
			return evidence.Claim{}, false
		}
		vals = append(vals, val)
	}
	c, err := evidence.NewClaim(p, refs, in, vals...)
	if err != nil {
		s.errs = append(s.errs, err)
		return evidence.Claim{}, false
	}
	return c, true
}

// Add appends the claim to list when it can be proven.
func (s *Sayer) Add(list *[]evidence.Claim, p evidence.Phrase, refs []evidence.Ref, values ...Slot) {
	if c, ok := s.Claim(p, refs, values...); ok {
		*list = append(*list, c)
	}
}

// Err joins what could not be proven, nil when all could or when the input is
// not strict: then the claims are left out and the rest stands.
func (s *Sayer) Err() error {
	if !s.strict {
		return nil
	}
	return errors.Join(s.errs...)
}

// Slot makes the value of one slot of a phrase.
type Slot func(*Sayer) (evidence.Value, error)

// NameSlot holds untrusted text.
func NameSlot(slotName, text string) Slot {
	return func(*Sayer) (evidence.Value, error) { return evidence.Name(slotName, clip(text, 300)), nil }
}

// WordSlot holds trusted text.
func WordSlot(slotName, text string) Slot {
	return func(*Sayer) (evidence.Value, error) { return evidence.Word(slotName, text), nil }
}

// CountSlot holds a whole number, computed by the formula.
func CountSlot(slotName, expr string) Slot { return whole(slotName, expr, evidence.Count) }

// DurationSlot holds nanoseconds, computed by the formula.
func DurationSlot(slotName, expr string) Slot { return whole(slotName, expr, evidence.Duration) }

// InstantSlot holds nanoseconds since the epoch, computed by the formula.
func InstantSlot(slotName, expr string) Slot { return whole(slotName, expr, evidence.Instant) }

// NumberSlot holds any number, computed by the formula.
func NumberSlot(slotName, expr string) Slot {
	return func(s *Sayer) (evidence.Value, error) {
		r, err := s.env.Eval(expr)
		return evidence.Number(slotName, r.Num, expr), err
	}
}

// ProbSlot holds a probability, computed by the formula.
func ProbSlot(slotName, expr string) Slot {
	return func(s *Sayer) (evidence.Value, error) {
		r, err := s.env.Eval(expr)
		if err != nil {
			return evidence.Value{}, err
		}
		return evidence.Prob(slotName, r.Num, expr), nil
	}
}

// whole evaluates an expression that gives a whole number.
func whole(slotName, expr string, value func(string, int64, string) evidence.Value) Slot {
	return func(s *Sayer) (evidence.Value, error) {
		r, err := s.env.Eval(expr)
		if err != nil {
			return evidence.Value{}, err
		}
		if !r.Exact {
			return evidence.Value{}, fmt.Errorf("%s is no whole number", expr)
		}
		return value(slotName, r.Int, expr), nil
	}
}

// Call writes a formula's call; strings are quoted, numbers are not.
func Call(fn string, args ...any) string {
	var b strings.Builder
	b.WriteString(fn)
	b.WriteByte('(')
	for i, a := range args {
		if i > 0 {
			b.WriteString(", ")
		}
		switch a := a.(type) {
		case string:
			b.WriteString(strconv.Quote(a))
		case Expr:
			b.WriteString(string(a))
		default:
			fmt.Fprint(&b, a)
		}
	}
	b.WriteByte(')')
	return b.String()
}

var errNoView = errors.New("no profile to look at: read the input first")

var errStatusRef = errors.New("the reference names no bytes of the job-status file: pass the file that was analysed")

// Expr is a formula used as an argument of another one.
type Expr string

// Refs lists the references of lines, at most max.
func Refs(lines []profile.Exemplar, most int) []evidence.Ref {
	var out []evidence.Ref
	for i := range lines {
		if len(out) == most {
			break
		}
		out = append(out, lines[i].Ref)
	}
	return out
}

// Short names for the detectors.
var (
	name     = NameSlot
	word     = WordSlot
	count    = CountSlot
	duration = DurationSlot
	instant  = InstantSlot
	prob     = ProbSlot
	call     = Call
	refs     = Refs
)

type (
	slot = Slot
	expr = Expr
)
