package evidence

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Claim is a sentence with its values, the formulas they came from, and the
// references that prove it. It is made by [NewClaim] alone.
type Claim struct {
	phrase Phrase
	values []Value
	refs   []Ref
	total  int64
}

// Segment is a piece of a claim's sentence: trusted text, or a quote that an
// escaper must open.
type Segment struct {
	Text   string // trusted; empty when Quoted
	Quote  Quote
	Quoted bool
	Slot   string // name of the slot, empty for literal text
}

// NewClaim makes a claim. It fails when the phrase is not registered, a slot has
// no value or one of the wrong kind, a value fits no slot, a number has no
// formula, or no reference is given, or one of them does not resolve. A nil
// resolver is an error. References are sorted and made unique.
func NewClaim(p Phrase, refs []Ref, res Resolver, values ...Value) (Claim, error) {
	if p.def == nil {
		return Claim{}, errors.New("claim without a phrase")
	}
	if err := p.checkValues(values); err != nil {
		return Claim{}, fmt.Errorf("claim %s: %w", p.ID(), err)
	}
	if len(refs) == 0 {
		return Claim{}, fmt.Errorf("claim %s: no reference: a sentence without proof is not a claim", p.ID())
	}
	if res == nil {
		return Claim{}, fmt.Errorf("claim %s: no resolver", p.ID())
	}
	refs = slices.Clone(refs)
	slices.SortFunc(refs, CompareRefs)
	refs = slices.Compact(refs)
	for _, r := range refs {
		if err := errors.Join(r.Check(), res.Resolve(r)); err != nil {
			return Claim{}, fmt.Errorf("claim %s: %w", p.ID(), err)
		}
	}
	return Claim{phrase: p, values: slices.Clone(values), refs: refs, total: int64(len(refs))}, nil
}

func (p Phrase) checkValues(values []Value) error {
	seen := map[string]bool{}
	for _, v := range values {
		want, ok := p.def.slots[v.Slot]
		if !ok {
			return fmt.Errorf("no slot %q in %q", v.Slot, p.def.text)
		}
		if v.Kind != want {
			return fmt.Errorf("slot %q wants %s, got %s", v.Slot, want, v.Kind)
		}
		if v.Formula == "" && v.Kind != KindName && v.Kind != KindWord {
			return fmt.Errorf("slot %q has a number without a formula", v.Slot)
		}
		if seen[v.Slot] {
			return fmt.Errorf("slot %q is filled twice", v.Slot)
		}
		seen[v.Slot] = true
	}
	for slot := range p.def.slots {
		if !seen[slot] {
			return fmt.Errorf("slot %q is empty", slot)
		}
	}
	return nil
}

// WithTotal says how many lines stand behind the claim when only some of them
// are cited ("n of m shown"). total below the number of references is ignored.
func (c Claim) WithTotal(total int64) Claim {
	c.total = max(c.total, total)
	return c
}

// IsZero tells the zero value, which no constructor made.
func (c Claim) IsZero() bool { return c.phrase.def == nil }

// Phrase is the sentence's form.
func (c Claim) Phrase() Phrase { return c.phrase }

// Values are the slot fillings in the order given.
func (c Claim) Values() []Value { return slices.Clone(c.values) }

// Refs are the proving references, sorted.
func (c Claim) Refs() []Ref { return slices.Clone(c.refs) }

// Total is the number of lines behind the claim, at least len(Refs()).
func (c Claim) Total() int64 { return c.total }

// Segments splits the sentence into trusted text and quotes.
func (c Claim) Segments() []Segment {
	if c.IsZero() {
		return nil
	}
	out := make([]Segment, 0, len(c.phrase.def.parts))
	for _, part := range c.phrase.def.parts {
		if part.slot == "" {
			out = append(out, Segment{Text: part.literal})
			continue
		}
		v := c.value(part.slot)
		if part.chosen {
			text := part.literal
			if v.Int != 1 {
				text = part.many
			}
			out = append(out, Segment{Text: text})
			continue
		}
		if v.Kind == KindName {
			out = append(out, Segment{Quote: v.Text, Quoted: true, Slot: part.slot})
		} else {
			out = append(out, Segment{Text: v.Format(), Slot: part.slot})
		}
	}
	return out
}

func (c Claim) value(slot string) Value {
	for _, v := range c.values {
		if v.Slot == slot {
			return v
		}
	}
	return Value{}
}

// Sentence joins the segments; quotes go through the escaper, trusted text does
// not.
func (c Claim) Sentence(escape Escaper) string {
	var b strings.Builder
	for _, s := range c.Segments() {
		if s.Quoted {
			b.WriteString(s.Quote.Open(escape))
		} else {
			b.WriteString(s.Text)
		}
	}
	return b.String()
}

type claimJSON struct {
	Text    string  `json:"text"`
	Phrase  string  `json:"phrase"`
	Values  []Value `json:"values"`
	Formula string  `json:"formula"`
	Refs    []Ref   `json:"refs"`
	Total   int64   `json:"total"`
}

func plain(s string) string { return s }

// MarshalJSON writes the contract form. A zero claim is an error.
func (c Claim) MarshalJSON() ([]byte, error) {
	if c.IsZero() {
		return nil, errors.New("zero claim: claims are made by evidence.NewClaim")
	}
	j := claimJSON{Text: c.Sentence(plain), Phrase: c.phrase.ID(), Values: c.values, Refs: c.refs, Total: c.total}
	if j.Values == nil {
		j.Values = []Value{}
	}
	for _, v := range c.values {
		if v.Formula != "" {
			j.Formula += "; " + v.Slot + " = " + v.Formula
		}
	}
	j.Formula = strings.TrimPrefix(j.Formula, "; ")
	return json.Marshal(j)
}

// DecodeClaim reads a claim's JSON through the constructor: references are
// resolved and the sentence is written again from phrase and values and must
// equal the text, so that an edited report does not decode.
func DecodeClaim(b []byte, res Resolver) (Claim, error) {
	var j claimJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return Claim{}, fmt.Errorf("claim: %w", err)
	}
	p, ok := LookupPhrase(j.Phrase)
	if !ok {
		return Claim{}, fmt.Errorf("claim: unknown phrase %q", j.Phrase)
	}
	c, err := NewClaim(p, j.Refs, res, j.Values...)
	if err != nil {
		return Claim{}, err
	}
	if got := c.Sentence(plain); got != j.Text {
		return Claim{}, fmt.Errorf("claim %s: its text is %q, its values say %q", j.Phrase, j.Text, got)
	}
	return c.WithTotal(j.Total), nil
}
