package event

import (
	"unsafe"

	"inquest/internal/record"
)

// appendLife appends what a record says of the life of a thing that the lexicon does not
// know. from is where the record's other events begin: one that tells of the life of a
// known unit leaves nothing to tell.
func (x *Extractor) appendLife(dst []Event, from int, r *record.Record, l *lifeRead) []Event {
	parent := ""
	for i := from; i < len(dst); i++ {
		if e := &dst[i]; e.Kind <= RunEnd {
			if e.Kind != RunMention || e.Outcome != OutcomeUnsaid {
				return dst
			}
			parent = e.Unit.ID
		}
	}
	own := ""
	if parent != "" && x.ownNoun(r, parent) { // known by the noun of a field alone, with a verb that the lexicon does not know
		own, parent = parent, ""
	}
	msg := r.Message
	if l.id.b > 0 && (!l.quiet || r.Level >= record.LevelWarn) {
		id := msg[l.id.a:l.id.b]
		var noun []byte
		if l.noun.b > 0 {
			noun = msg[l.noun.a:l.noun.b]
		}
		if string(id) == parent {
			return dst
		}
		return append(dst, x.lifeEvent(r, l.text, id, noun, l.number, parent))
	}
	if !l.field.says() || l.access || len(r.Fields) == 0 {
		return dst
	}
	n := 0
	var buf [mostNoun]byte
	for _, i := range x.nounFields(r) {
		f := &r.Fields[i]
		if own != "" && string(f.Value) != own {
			continue
		}
		code, number := lifeID(f.Value)
		noun := nounOf(f.Key)
		if !code && (!number || len(noun) == len(f.Key)) || string(f.Value) == parent || inQuery(msg, f.Key) {
			continue
		}
		if ownKey(f.Key) && wordAt(msg, string(lower(buf[:], noun))) < 0 {
			continue
		}
		dst = append(dst, x.lifeEvent(r, l.field, f.Value, noun, number, parent))
		if n++; n == maxLifeFields {
			break
		}
	}
	return dst
}

// ownNoun tells whether a field whose key is a noun of no list has the id.
func (x *Extractor) ownNoun(r *record.Record, id string) bool {
	for _, i := range x.nounFields(r) {
		if string(r.Fields[i].Value) == id {
			return true
		}
	}
	return false
}

// maxLifeFields is how many fields of a record may name what it tells of.
const maxLifeFields = 2

// inQuery tells whether a field's key is that of a query in the message: what a request
// asked for is not what the message is about.
func inQuery(msg, key []byte) bool {
	var at place
	return at.locate(msg, key) && at.a > 0 && (msg[at.a-1] == '?' || msg[at.a-1] == '&')
}

func (x *Extractor) lifeEvent(r *record.Record, v told, id, noun []byte, number bool, parent string) Event {
	e := Event{Kind: v.kind, Outcome: v.outcome, Weak: v.weak, Verb: v.verb, Unit: Unit{Kind: KindUnproven}}
	if parent != "" { // which may be a part of the record
		e.Parent = x.intern([]byte(parent))
	}
	var buf [mostNoun]byte
	e.Unit.Name, e.Number = x.intern(lower(buf[:], noun)), number
	e.Unit.ID = unsafe.String(&id[0], len(id))
	if v.neutral {
		e.Outcome = OutcomeUnsaid
	}
	if len(r.Fields) > 0 && e.Kind != RunStart {
		x.settleLife(&e, r)
	}
	return e
}

// settleLife lets the fields of a record say how a life ended.
func (x *Extractor) settleLife(e *Event, r *record.Record) {
	var k keyed
	k.addFields(r.Fields, &x.scratch.keys)
	if e.Kind == RunEnd && k.hasDuration {
		e.Duration, e.HasDuration = k.duration, true
	}
	if e.Kind == RunEnd && k.exit != nil && allDigits(k.exit) {
		e.Outcome = coded(verdict{}, k.exit).outcome
		return
	}
	if k.state == nil || e.Outcome == OutcomeFailed || e.Kind == RunRetry {
		return
	}
	var buf [mostNoun]byte
	if v, ok := outWords[string(lower(buf[:], k.state))]; ok {
		e.Kind, e.Outcome, e.Weak = v.kind, v.outcome, false
		return
	}
	if v := stateVerdict(k.state); v.kind == RunEnd {
		e.Kind, e.Outcome, e.Weak = RunEnd, v.outcome, false
	}
}
