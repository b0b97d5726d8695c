package event

import (
	"unsafe"

	"inquest/internal/record"
)

// Plan is what extraction finds in all messages of one form: which events, and
// where in the message their parts stand. It saves reading the words of a
// message again whose form is known.
type Plan struct {
	how   planKind
	hits  hit // of planWords
	event Event
	id    place
	name  place
	to    place   // of Target
	took  []token // of Duration

	life lifeRead
	each bool // life depends on the values: each record is read
}

type planKind uint8

const (
	planExtract planKind = iota // the values decide: each record is read
	planNone                    // no record of the form has events
	planRun                     // one run event, whose parts stand at places
	planWords                   // the fields decide; what words the message has is known
)

// place is a range of bytes in a message; b is 0 where there is none.
type place struct{ a, b int }

// trail notes where the parts of a run event were taken from.
type trail struct {
	id, name, to []byte
	took         []token
	field        bool // the duration is that of a field
}

// Plan reads probes: records of one form that differ in the digits of their
// values, with no fields but those of the text. Where they agree in all but
// these values, so will others of the form, and the plan holds for them.
func (x *Extractor) Plan(probes ...*record.Record) *Plan {
	p := x.planOf(probes[0])
	for _, r := range probes[1:] {
		if p.how == planExtract {
			break
		}
		if q := x.planOf(r); !p.agrees(q) {
			p = &Plan{}
		}
	}
	x.planLife(p, probes)
	return p
}

// PlanWords is the plan of records that have fields besides those of the text, of which
// the probes have none.
func (x *Extractor) PlanWords(probes ...*record.Record) *Plan {
	p := &Plan{how: planWords, hits: scan(probes[0].Message)}
	x.planLife(p, probes)
	return p
}

func (x *Extractor) planLife(p *Plan, probes []*record.Record) {
	p.life = x.readLife(probes[0].Message)
	for _, r := range probes[1:] {
		if x.readLife(r.Message) != p.life {
			p.each = true
			return
		}
	}
}

func (x *Extractor) planOf(r *record.Record) *Plan {
	x.scratch.trail = trail{}
	var buf [2]Event
	switch events := x.known(buf[:0], r); {
	case len(events) == 0:
		return &Plan{how: planNone}
	case len(events) > 1 || events[0].Kind > RunEnd || x.scratch.trail.field:
		return &Plan{}
	default:
		return x.planRun(r.Message, events[0])
	}
}

func (x *Extractor) planRun(msg []byte, e Event) *Plan {
	t := &x.scratch.trail
	p := &Plan{how: planRun}
	var read place // what the tokens were read from
	fits := read.locate(msg, x.scratch.tok.msg) && p.id.locate(msg, t.id) && p.name.locate(msg, t.name) && p.to.locate(msg, t.to)
	if !fits || len(t.id) == 0 || e.Peer != (Peer{}) || e.Hedge != "" || e.HasLatency || e.HasDuration != (len(t.took) > 0) {
		return &Plan{}
	}
	p.took = append(p.took, t.took...)
	for i := range p.took {
		p.took[i].a, p.took[i].b = p.took[i].a+read.a, p.took[i].b+read.a
	}
	e.Unit.ID, e.Duration = "", 0
	e.Unit.Name, p.name = constant(e.Unit.Name, p.name)
	e.Target, p.to = constant(e.Target, p.to)
	p.event = e
	return p
}

// constant tells whether a part of a form is the same in all its messages: it is
// when it has no digit.
func constant(part string, at place) (string, place) {
	for i := range len(part) {
		if isDigit(part[i]) {
			return "", at
		}
	}
	return part, place{}
}

// locate finds where in msg a part of it stands, by its address.
func (at *place) locate(msg, part []byte) bool {
	if len(part) == 0 {
		return true
	}
	a := uintptr(unsafe.Pointer(&part[0])) - uintptr(unsafe.Pointer(unsafe.SliceData(msg)))
	if a >= uintptr(len(msg)) || int(a)+len(part) > len(msg) {
		return false
	}
	at.a, at.b = int(a), int(a)+len(part)
	return true
}

func (p *Plan) agrees(q *Plan) bool {
	if p.how != q.how || p.event != q.event || p.id != q.id || p.name != q.name || p.to != q.to || len(p.took) != len(q.took) {
		return false
	}
	for i := range p.took {
		if p.took[i] != q.took[i] {
			return false
		}
	}
	return true
}

// Follow appends the events of a record whose form is that of the plan. The id
// of their unit is valid as long as the record; all else is a copy.
func (x *Extractor) Follow(dst []Event, p *Plan, r *record.Record) []Event {
	from := len(dst)
	dst = x.followKnown(dst, p, r)
	switch {
	case p.each:
		l := x.readLife(r.Message)
		return x.appendLife(dst, from, r, &l)
	case p.life.id.b > 0 || p.life.field.says() && len(r.Fields) > 0:
		return x.appendLife(dst, from, r, &p.life)
	}
	return dst
}

func (x *Extractor) followKnown(dst []Event, p *Plan, r *record.Record) []Event {
	switch p.how {
	case planNone:
		return dst
	case planExtract:
		return x.known(dst, r)
	case planWords:
		return x.knownWith(dst, r, p.hits)
	}
	e := p.event
	e.Unit.ID = unsafe.String(&r.Message[p.id.a], p.id.b-p.id.a)
	if p.name.b > 0 {
		e.Unit.Name = x.intern(r.Message[p.name.a:p.name.b])
	}
	if p.to.b > 0 {
		e.Target = x.intern(r.Message[p.to.a:p.to.b])
	}
	if len(p.took) > 0 {
		t := &x.scratch.tok
		t.msg, t.tokens = r.Message, append(t.tokens[:0], p.took...)
		e.Duration, _, e.HasDuration = t.tokenDuration(0)
	}
	return append(dst, e)
}
