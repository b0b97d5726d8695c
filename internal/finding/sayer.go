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

// sayer makes claims and remembers what it could not prove. A detector drops
// the claim and goes on; the error reaches the caller of Detect.
type sayer struct {
	env  *formula.Env
	view *profile.View
	errs []error
}

func newSayer(in Input) *sayer {
	env := in.Env
	if env == nil {
		env = &formula.Env{View: in.View, Baseline: in.Baseline}
	}
	return &sayer{env: env, view: in.View}
}

// claim makes a claim of the values that could be computed. It returns false
// when the claim cannot be proven.
func (s *sayer) claim(p evidence.Phrase, refs []evidence.Ref, values ...slot) (evidence.Claim, bool) {
	return s.claimIn(s.view, p, refs, values...)
}

// claimIn is claim with another resolver than the view.
func (s *sayer) claimIn(in evidence.Resolver, p evidence.Phrase, refs []evidence.Ref, values ...slot) (evidence.Claim, bool) {
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

// add appends the claim to list when it can be proven.
func (s *sayer) add(list *[]evidence.Claim, p evidence.Phrase, refs []evidence.Ref, values ...slot) {
	if c, ok := s.claim(p, refs, values...); ok {
		*list = append(*list, c)
	}
}

func (s *sayer) err() error { return errors.Join(s.errs...) }

// slot makes the value of one slot.
type slot func(*sayer) (evidence.Value, error)

func name(slotName, text string) slot {
	return func(*sayer) (evidence.Value, error) { return evidence.Name(slotName, clip(text, 300)), nil }
}

func word(slotName, text string) slot {
	return func(*sayer) (evidence.Value, error) { return evidence.Word(slotName, text), nil }
}

func count(slotName, expr string) slot { return whole(slotName, expr, evidence.Count) }

func duration(slotName, expr string) slot { return whole(slotName, expr, evidence.Duration) }

func instant(slotName, expr string) slot { return whole(slotName, expr, evidence.Instant) }

func prob(slotName, expr string) slot {
	return func(s *sayer) (evidence.Value, error) {
		r, err := s.env.Eval(expr)
		if err != nil {
			return evidence.Value{}, err
		}
		return evidence.Prob(slotName, r.Num, expr), nil
	}
}

// whole evaluates an expression that gives a whole number.
func whole(slotName, expr string, make func(string, int64, string) evidence.Value) slot {
	return func(s *sayer) (evidence.Value, error) {
		r, err := s.env.Eval(expr)
		if err != nil {
			return evidence.Value{}, err
		}
		if !r.Exact {
			return evidence.Value{}, fmt.Errorf("%s is no whole number", expr)
		}
		return make(slotName, r.Int, expr), nil
	}
}

// call writes a formula's call; strings are quoted, numbers are not.
func call(fn string, args ...any) string {
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
		case expr:
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

// expr is a formula used as an argument of another one.
type expr string

// refs lists the references of lines, at most max.
func refs(lines []profile.Exemplar, max int) []evidence.Ref {
	var out []evidence.Ref
	for i := range lines {
		if len(out) == max {
			break
		}
		out = append(out, lines[i].Ref)
	}
	return out
}
