package profile

import (
	"bytes"
	"encoding/binary"

	"inquest/internal/event"
	"inquest/internal/record"
	"inquest/internal/template"
)

// form is what the records of one form share. All of it is worked out from the
// form and not from a record that has it, so that it does not matter which
// record came first, nor whether the form is still remembered.
type form struct {
	key    []byte
	single bool   // records of the form are looked at one by one
	again  []span // words with digits that are no value: the record's form has them exact

	row    []byte // key of the row
	shape  uint64 // hash of source, level and shape
	failed bool   // the record carries an error text
	slots  []template.Slot
	fields []fieldPlace // of the message's text
	unfold bool         // some field is not in the message as it stands
	keys   uint64       // hash of the fields' keys; 0 when a key has a digit
	events *event.Plan  // nil: the record must be read

	at    *row // of row, as long as the rows have the epoch
	epoch uint64
}

// fieldPlace is where a field stands in the message.
type fieldPlace struct{ key, value span }

const (
	maxForm    = 512     // bytes of a text that is worth a form
	tableForms = 1 << 13 // forms that are remembered
	maxLevels  = 3
)

// formSlot has the hash of a form's key beside it, so that no other form is looked at.
type formSlot struct {
	hash uint64
	form *form
}

// former finds the forms of records.
type former struct {
	table  []formSlot
	seen   []uint32 // parts of hashes: a form is remembered when it comes again
	once   form     // the form at hand when it is not remembered
	forget bool     // work every form out anew: tests hold both ways against each other
	key    []byte
	exact  []span
	fields []record.Field
	probes [3][]byte

	message, status, err span // in key
	text, failure        []byte
	rank                 int // of the failure's key
}

// of returns the form of a record, nil for records that are looked at one by one:
// long ones, and those with continuation lines.
func (x *former) of(w *Worker, src int, r *record.Record) *form {
	if len(r.Message) == 0 || len(r.Message) > maxForm || len(r.Body) > 0 || len(r.Fields) > 32 {
		return nil
	}
	x.text = r.Message
	plain := w.scratch.identify.plain
	if x.failure, x.rank = nil, 0; !plain {
		x.failure, x.rank = errorField(r.Fields)
	}
	if len(x.failure) > maxForm {
		return nil
	}
	x.makeKey(src, r, plain)
	x.exact = x.exact[:0]
	for level := byte(0); ; level++ {
		x.key[0] = level
		f := x.find(w, r)
		switch {
		case f.single:
			return nil
		case len(f.again) == 0:
			return f
		}
		for _, s := range f.again {
			x.restore(s)
		}
	}
}

// makeKey writes the form of the record with all that its row depends on.
func (x *former) makeKey(src int, r *record.Record, plain bool) {
	folded := byte(0)
	if r.Folded {
		folded = 1
	}
	if plain {
		folded |= 2
	}
	k := append(x.key[:0], 0, folded, byte(len(r.Fields)), byte(x.rank))
	k = binary.LittleEndian.AppendUint16(k, uint16(len(r.Message)))
	k = appendKey(k, wholeRow, int32(src), r.Level, r.Host, r.Service, r.Logger)
	x.message = span{len(k), len(k) + len(r.Message)}
	k = appendForm(k, r.Message)
	x.status.a = len(k)
	if !plain {
		k = appendStatus(k, r)
	}
	x.status.b = len(k)
	k = append(k, 0)
	x.err.a = len(k)
	k = appendForm(k, x.failure)
	x.err.b = len(k)
	x.key = k
}

// keyHead is the length of what stands in front of the row's key.
const keyHead = 6

// restore puts the digits of the record back.
func (x *former) restore(s span) {
	x.exact = append(x.exact, s)
	if s.a >= x.err.a {
		copy(x.key[s.a:s.b], x.failure[s.a-x.err.a:])
		return
	}
	copy(x.key[s.a:s.b], x.text[s.a-x.message.a:])
}

// find looks the key up; a form that is not remembered is worked out.
func (x *former) find(w *Worker, r *record.Record) *form {
	if x.forget {
		return x.fresh(w, r)
	}
	if x.table == nil {
		x.table, x.seen = make([]formSlot, tableForms), make([]uint32, 4*tableForms)
	}
	h := hashKey(x.key)
	i := h & (tableForms - 1)
	for _, k := range [...]uint64{i, i ^ 1} {
		if s := &x.table[k]; s.form != nil && s.hash == h && bytes.Equal(s.form.key, x.key) {
			return s.form
		}
	}
	if seen := &x.seen[h>>20%(4*tableForms)]; *seen != uint32(h) {
		*seen = uint32(h)
		return x.fresh(w, r)
	}
	f := &form{key: bytes.Clone(x.key)}
	x.make(w, f, r)
	if x.table[i].form != nil { // the older one moves to the neighbour
		x.table[i^1] = x.table[i]
	}
	x.table[i] = formSlot{h, f}
	return f
}

// fresh works a form out that is used once.
func (x *former) fresh(w *Worker, r *record.Record) *form {
	f := &x.once
	*f = form{row: f.row[:0], slots: f.slots[:0], fields: f.fields[:0], again: f.again[:0]}
	x.make(w, f, r)
	return f
}

// make works a form out from the key.
func (x *former) make(w *Worker, f *form, r *record.Record) {
	text := append(x.probes[0][:0], x.key[x.message.a:x.message.b]...)
	x.probes[0] = text
	failure := x.key[x.err.a:x.err.b]
	probe := record.Record{Level: r.Level, Message: text, Fields: append(x.fields[:0], r.Fields...), Folded: r.Folded}
	w.parser.Unfold(&probe)
	x.fields = probe.Fields
	f.placeFields(text, probe.Fields[len(r.Fields):])

	errAt := x.err.a
	if w.scratch.identify.plain {
		x.identify(w, f, text, nil, errAt)
		return
	}
	if v, _ := errorField(probe.Fields); v != nil && (x.failure == nil || &v[0] != &x.failure[0]) {
		failure, errAt = v, x.message.a
		if at, ok := placeIn(text, v); ok {
			errAt += at.a
		} else {
			errAt = -1
		}
	}
	x.identify(w, f, text, failure, errAt)
	if len(f.again) > 0 || f.single {
		return
	}
	if len(r.Fields) > 0 || !f.unfold {
		f.events = x.plan(w, f, &probe, len(r.Fields) == 0)
	}
}

// identify masks the form; digits that are left over belong to a word and are
// no value: they are wanted exact.
func (x *former) identify(w *Worker, f *form, text, failure []byte, errAt int) {
	m := &w.scratch.identify
	m.message.KeepStatus, m.errors.KeepStatus = !m.plain, true
	masked, slots := m.message.Mask(text)
	key := append(f.row, x.key[keyHead:x.message.a]...)
	at := len(key)
	key = appendClean(key, masked)
	key = append(key, x.key[x.status.a:x.status.b]...)
	key = append(key, 0)
	f.slots = append(f.slots, slots...)
	x.left(f, text, slots, x.message.a)
	if f.failed = len(failure) > 0; f.failed {
		masked, slots = m.errors.Mask(failure)
		key = appendClean(key, masked)
		if f.single = errAt < 0; f.single {
			f.row = key
			return
		}
		x.left(f, failure, slots, errAt)
		if errAt < x.err.a && allDigits(failure) { // "error=0" is none
			x.want(f, errAt, errAt+len(failure))
		}
	}
	f.row = key
	f.shape = hashKey(key[1:6])*31 + hashKey(key[at:])
}

// left asks for the digits outside of slots. At the last level all are wanted.
func (x *former) left(f *form, text []byte, slots []template.Slot, at int) {
	flatDigits(text, func(a, b int) {
		for i := range slots {
			if slots[i].Start <= a && b <= slots[i].End && x.key[0] < maxLevels {
				return
			}
		}
		x.want(f, at+a, at+b)
	})
}

// want asks for the word around some digits, because flat hexadecimal numbers have
// flat letters too.
func (x *former) want(f *form, a, b int) {
	low, high := x.message.a, x.message.b
	if a >= x.err.a {
		low, high = x.err.a, x.err.b
	}
	for a > low && wordClass[x.key[a-1]] != 0 {
		a--
	}
	for b < high && wordClass[x.key[b]] != 0 {
		b++
	}
	if !overlaps(x.exact, a, b) && !overlaps(f.again, a, b) {
		f.again = append(f.again, span{a, b})
	}
}

func allDigits(b []byte) bool {
	for _, c := range b {
		if !isDigit(c) {
			return false
		}
	}
	return len(b) > 0
}

// plan finds out what events records of the form have, from three of them. alone tells
// that the fields of the text are all that they have.
func (x *former) plan(w *Worker, f *form, probe *record.Record, alone bool) *event.Plan {
	plan := w.extract.Plan
	if !alone {
		plan = w.extract.PlanWords
	}
	if bytes.IndexByte(probe.Message, '1') < 0 {
		return plan(probe)
	}
	exact := make([]span, len(x.exact))
	for i, s := range x.exact {
		exact[i] = span{s.a - x.message.a, s.b - x.message.a}
	}
	var others [2]record.Record
	for i, change := range [...]func([]byte, []span){vary, zero} {
		text := append(x.probes[i+1][:0], probe.Message...)
		x.probes[i+1] = text
		change(text, exact)
		others[i] = record.Record{Level: probe.Level, Message: text}
		if alone {
			others[i].Fields = f.fieldsIn(nil, text)
		}
	}
	return plan(probe, &others[0], &others[1])
}

// placeFields notes where the fields of a text stand in it.
func (f *form) placeFields(text []byte, fields []record.Field) {
	for i := range fields {
		key, ok := placeIn(text, fields[i].Key)
		value, fits := placeIn(text, fields[i].Value)
		f.unfold = f.unfold || !ok || !fits
		f.fields = append(f.fields, fieldPlace{key, value})
	}
	f.keys = hashNames(fields)
}

// hashNames is the hash of the keys of fields, 0 when one of them has a digit.
func hashNames(fields []record.Field) uint64 {
	h := uint64(1)
	for i := range fields {
		if bytes.ContainsAny(fields[i].Key, "0123456789") {
			return 0
		}
		h = h*0x9e3779b97f4a7c15 + hashKey(fields[i].Key)
	}
	return h
}

// placeIn finds where in text a part of it stands.
func placeIn(text, part []byte) (span, bool) {
	if len(part) == 0 {
		return span{}, true
	}
	a := cap(text) - cap(part)
	if a < 0 || a+len(part) > len(text) || &text[a] != &part[0] {
		return span{}, false
	}
	return span{a, a + len(part)}, true
}

// fieldsIn appends the fields of a text of the form.
func (f *form) fieldsIn(dst []record.Field, text []byte) []record.Field {
	for _, p := range f.fields {
		dst = append(dst, record.Field{Key: text[p.key.a:p.key.b], Value: text[p.value.a:p.value.b]})
	}
	return dst
}

// open makes the fields of a record's text readable.
func (f *form) open(w *Worker, r *record.Record) {
	switch {
	case !r.Folded:
	case f.unfold:
		w.parser.Unfold(r)
	default:
		r.Fields, r.Folded = f.fieldsIn(r.Fields, r.Message), false
		if len(f.fields) > 0 && r.Keys != 0 {
			r.Keys = r.Keys*31 ^ f.keys
			if f.keys == 0 {
				r.Keys = 0
			}
		}
	}
}
