package evidence

import (
	"fmt"
	"sort"
	"strings"
)

// Phrase is a sentence of the closed, reviewed set that claims are made of.
// Its text has typed slots: "{unit:name} failed in {failed:count} of {runs:count} logged runs".
// Words that go with a number are written for one and for many, and follow the
// count in front of them: "{failed:count} run{|s} failed", "{n:count} {line says|lines say} so".
type Phrase struct{ def *phraseDef }

type phraseDef struct {
	id    string
	text  string
	parts []phrasePart
	slots map[string]ValueKind
}

type phrasePart struct {
	literal string
	slot    string
	many    string // with literal for one: chosen by the slot's count
	chosen  bool
}

var phrases = map[string]*phraseDef{}

// NewPhrase registers a phrase; it is called from package variables only. It
// panics on a duplicate id, a malformed slot or an unknown kind, so that a bad
// phrase fails every test run.
func NewPhrase(id, text string) Phrase {
	if _, dup := phrases[id]; dup {
		panic("evidence: phrase " + id + " is defined twice")
	}
	d := &phraseDef{id: id, text: text, slots: map[string]ValueKind{}}
	if err := d.parse(text); err != nil {
		panic("evidence: phrase " + id + ": " + err.Error())
	}
	phrases[id] = d
	return Phrase{def: d}
}

func (d *phraseDef) parse(text string) error {
	for text != "" {
		open := strings.IndexByte(text, '{')
		if open < 0 {
			d.parts = append(d.parts, phrasePart{literal: text})
			return nil
		}
		if open > 0 {
			d.parts = append(d.parts, phrasePart{literal: text[:open]})
		}
		end := strings.IndexByte(text, '}')
		if end < open {
			return fmt.Errorf("slot is not closed in %q", text)
		}
		if one, many, ok := strings.Cut(text[open+1:end], "|"); ok {
			counted := d.lastCount()
			if counted == "" {
				return fmt.Errorf("no count stands in front of %q", text[open:end+1])
			}
			d.parts = append(d.parts, phrasePart{literal: one, many: many, slot: counted, chosen: true})
			text = text[end+1:]
			continue
		}
		slot, kind, ok := strings.Cut(text[open+1:end], ":")
		if !ok || slot == "" || !knownKind(ValueKind(kind)) {
			return fmt.Errorf("slot %q wants {name:kind}", text[open:end+1])
		}
		d.slots[slot] = ValueKind(kind)
		d.parts = append(d.parts, phrasePart{slot: slot})
		text = text[end+1:]
	}
	return nil
}

// lastCount is the slot of the last count so far, empty without one.
func (d *phraseDef) lastCount() string {
	for i := len(d.parts) - 1; i >= 0; i-- {
		if p := d.parts[i]; !p.chosen && d.slots[p.slot] == KindCount {
			return p.slot
		}
	}
	return ""
}

func knownKind(k ValueKind) bool {
	switch k {
	case KindCount, KindNumber, KindDuration, KindInstant, KindPercent, KindProb, KindName, KindWord:
		return true
	}
	return false
}

// LookupPhrase finds a registered phrase by id.
func LookupPhrase(id string) (Phrase, bool) {
	d, ok := phrases[id]
	return Phrase{def: d}, ok
}

// PhraseIDs lists the ids of all registered phrases, sorted.
func PhraseIDs() []string {
	ids := make([]string, 0, len(phrases))
	for id := range phrases {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	return ids
}

// ID is the phrase's name in reports.
func (p Phrase) ID() string {
	if p.def == nil {
		return ""
	}
	return p.def.id
}

// Text is the phrase with its slots as written.
func (p Phrase) Text() string {
	if p.def == nil {
		return ""
	}
	return p.def.text
}
