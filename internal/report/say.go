package report

import (
	"fmt"
	"strconv"

	"inquest/internal/evidence"
)

// slot fills one slot of the report's own phrases; numbers are made by
// evaluating their formula, so that text and formula cannot disagree.
type slot struct {
	name    string
	kind    evidence.ValueKind
	formula string
	text    string // of names and words
}

func countOf(name, formula string) slot {
	return slot{name: name, kind: evidence.KindCount, formula: formula}
}

func instantAt(name, formula string) slot {
	return slot{name: name, kind: evidence.KindInstant, formula: formula}
}

func durationIn(name, formula string) slot {
	return slot{name: name, kind: evidence.KindDuration, formula: formula}
}

func percentOf(name, formula string) slot {
	return slot{name: name, kind: evidence.KindPercent, formula: formula}
}

func numberOf(name, formula string) slot {
	return slot{name: name, kind: evidence.KindNumber, formula: formula}
}

func nameIn(name, text string) slot { return slot{name: name, kind: evidence.KindName, text: text} }
func wordIn(name, text string) slot { return slot{name: name, kind: evidence.KindWord, text: text} }

// say makes a claim and its id; what cannot be proven is named in
// Report.Unproven.
func (b *builder) say(p evidence.Phrase, refs []evidence.Ref, slots ...slot) (ID, bool) {
	values := make([]evidence.Value, 0, len(slots))
	for _, s := range slots {
		v, err := b.value(s)
		if err != nil {
			b.unproven(p.ID(), fmt.Errorf("%s: %w", s.name, err))
			return "", false
		}
		values = append(values, v)
	}
	c, err := evidence.NewClaim(p, refs, b.v, values...)
	if err != nil {
		b.unproven(p.ID(), err)
		return "", false
	}
	return b.add(c)
}

func (b *builder) value(s slot) (evidence.Value, error) {
	switch s.kind {
	case evidence.KindName:
		return evidence.Name(s.name, s.text), nil
	case evidence.KindWord:
		return evidence.Word(s.name, s.text), nil
	}
	r, err := b.in.Env.Eval(s.formula)
	if err != nil {
		return evidence.Value{}, err
	}
	switch s.kind {
	case evidence.KindPercent:
		return evidence.Percent(s.name, r.Num, s.formula), nil
	case evidence.KindNumber:
		return evidence.Number(s.name, r.Num, s.formula), nil
	case evidence.KindInstant:
		return evidence.Instant(s.name, r.Int, s.formula), nil
	case evidence.KindDuration:
		return evidence.Duration(s.name, r.Int, s.formula), nil
	}
	return evidence.Count(s.name, r.Int, s.formula), nil
}

// call writes a formula that asks one function about one source.
func call(function, source string) string { return function + "(" + strconv.Quote(source) + ")" }

// coverage is the whole of every source: what a statement about all of the
// input, or about something that is not in it, cites.
func (b *builder) coverage() []evidence.Ref {
	refs := make([]evidence.Ref, 0, len(b.v.Sources))
	for i := range b.v.Sources {
		if b.v.Sources[i].Coverage.Check() == nil {
			refs = append(refs, b.v.Sources[i].Coverage)
		}
	}
	return refs
}
