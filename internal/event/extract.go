package event

import (
	"bytes"

	"inquest/internal/record"
)

type extractorScratch struct {
	tok   tokenizer
	split []byte
	names map[string]string
	trail trail
	keys  keyCache
	told  [64]struct { // what tell said of the fields with these keys
		keys uint64
		tell bool
	}
	nouns [64]struct { // the fields with these keys that may name a unit
		keys uint64
		at   []int
	}
	noun []int // the same for keys that have no hash
}

// maxMessage bounds how much of a message is read for events.
const maxMessage = 4096

func (x *Extractor) extract(dst []Event, r *record.Record) []Event {
	from := len(dst)
	dst = x.known(dst, r)
	l := x.readLife(r.Message)
	return x.appendLife(dst, from, r, &l)
}

// known appends the events that the lexicon knows.
func (x *Extractor) known(dst []Event, r *record.Record) []Event {
	return x.knownWith(dst, r, scan(r.Message[:min(len(r.Message), maxMessage)]))
}

// knownWith is known where the hits of the message are known.
func (x *Extractor) knownWith(dst []Event, r *record.Record, hits hit) []Event {
	msg := r.Message
	if len(msg) > maxMessage {
		msg = msg[:maxMessage]
	}
	if hits == 0 && len(r.Fields) == 0 {
		if e, ok := x.leadingID(msg, r); ok {
			dst = append(dst, e)
		}
		return dst
	}
	if hits == 0 && !x.tell(r) {
		id := x.nounID(r, msg)
		if id == nil {
			return dst
		}
		var k keyed
		k.addFields(r.Fields, &x.scratch.keys)
		return x.nounEvent(dst, r, &k, msg, id)
	}
	var k keyed
	k.addFields(r.Fields, &x.scratch.keys)
	if k.fault != nil {
		hits |= scan(k.fault) & hitConn
	}
	if k.event != nil {
		hits |= scan(k.event) & hitUnit
	}
	if k.id == nil && hits&hitUnit != 0 {
		k.id = k.plainID
	}
	run := hits&hitUnit != 0 || k.id != nil
	conn := hits&hitConn != 0 || k.addr != nil && (k.hasLatency || k.port != nil)
	var e Event
	if !run {
		if id := x.nounID(r, msg); id != nil {
			dst = x.nounEvent(dst, r, &k, msg, id)
		}
	}
	if run {
		x.scratch.tok.split(msg)
		k.addText(&x.scratch.tok)
		if k.id == nil && hits&hitUnit != 0 {
			k.id = k.plainID
		}
		if k.plainID != nil && className(k.id) {
			k.runName, k.id = k.id, k.plainID
		}
		if x.runEvent(&e, r, &k) {
			dst = append(dst, e)
		}
	}
	if conn {
		dst = x.connEvent(dst, r, &k, msg, e.Unit)
	}
	return dst
}

// tell is keyCache.tell, which depends on the keys alone.
func (x *Extractor) tell(r *record.Record) bool {
	if r.Keys == 0 {
		return x.scratch.keys.tell(r.Fields)
	}
	t := &x.scratch.told[r.Keys%64]
	if t.keys != r.Keys {
		t.keys, t.tell = r.Keys, x.scratch.keys.tell(r.Fields)
	}
	return t.tell
}

// runEvent fills e with what the record says about a run of a unit.
func (x *Extractor) runEvent(e *Event, r *record.Record, k *keyed) bool {
	t := &x.scratch.tok
	f, v, named := x.pick(k)
	switch {
	case t.accessLine(), k.request() && !named && scan(t.msg)&hitUnit == 0:
		v = mention
		if !named && k.id == nil {
			return false
		}
		if !named {
			f = found{id: k.id, first: -1, last: -1}
		}
	case !named || !v.says() && k.id != nil:
		if k.id == nil {
			return false
		}
		v = x.fieldVerdict(k)
		f = found{id: k.id, first: -1, last: -1}
	}
	if named && !v.says() && k.state != nil && t.plainSubject(f) {
		v = stateVerdict(k.state)
	}
	settle(&v, r, k)
	e.Kind, e.Outcome = v.kind, v.outcome
	e.Unit = x.unit(f, v, k)
	x.details(e, f, v, k)
	return true
}

// pick finds the unit in the text that a life-cycle word speaks of, else the
// first unit named.
func (x *Extractor) pick(k *keyed) (found, verdict, bool) {
	t := &x.scratch.tok
	var first found
	var firstVerdict verdict
	named := false
	for i, tries := 0, 0; tries < 4; tries++ {
		f, ok := t.findUnit(i)
		if !ok {
			break
		}
		i = f.last + 1
		v := t.textVerdict(f)
		if f.bare && v.kind == RunMention {
			continue
		}
		if v.kind != RunMention {
			return f, v, true
		}
		if !named {
			first, firstVerdict, named = f, v, true
		}
	}
	return first, firstVerdict, named
}

// fieldVerdict reads a record whose unit stands in a field: the message says
// what happened, or an event or state field does.
func (x *Extractor) fieldVerdict(k *keyed) verdict {
	t := &x.scratch.tok
	msg := t.msg
	plain := t.plainSubject(found{first: -1})
	v := mention
	if len(t.tokens) == 1 || len(t.tokens) > 1 && t.tokens[1].flags&flagKey != 0 {
		v, plain = x.eventVerdict(t.text(t.tokens[0]))
	} else if len(t.tokens) > 0 {
		v = t.after(0, false)
	}
	if !v.says() && k.event != nil {
		v, plain = x.eventVerdict(k.event)
	}
	if t.split(msg); v.kind == RunEnd {
		v = t.exitCode(v)
	}
	if !v.says() && plain {
		v = stateVerdict(k.state)
	}
	return v
}

// eventVerdict reads one chunk such as "job_started".
func (x *Extractor) eventVerdict(chunk []byte) (v verdict, plain bool) {
	x.words(chunk)
	v = x.scratch.tok.after(0, false)
	v.at = -1
	return v, x.scratch.tok.plainSubject(found{first: -1})
}

// exitCode lets an exit status in the message decide.
func (t *tokenizer) exitCode(v verdict) verdict {
	for i := range t.tokens {
		if t.exitAt(i) {
			return coded(v, t.text(t.tokens[i+1]))
		}
	}
	return v
}

// words splits a chunk such as "job_started" or "JobStarted" and tokenizes it.
func (x *Extractor) words(chunk []byte) {
	buf := x.scratch.split[:0]
	for i, c := range chunk {
		switch {
		case c == '_' || c == '.' || c == '-' || c == ':' || c == '/':
			c = ' '
		case c >= 'A' && c <= 'Z' && i > 0 && chunk[i-1] >= 'a' && chunk[i-1] <= 'z':
			buf = append(buf, ' ')
		}
		buf = append(buf, c)
	}
	x.scratch.split = buf
	x.scratch.tok.split(buf)
}

// plainSubject tells whether the message speaks of a unit or a state, or of
// nothing in particular, so that a state field is the unit's own.
func (t *tokenizer) plainSubject(f found) bool {
	for _, tok := range t.tokens {
		if tok.sense&sensePart != 0 {
			return false
		}
	}
	const plain = senseUnit | senseStatus | senseProcess | senseAux | sensePrep | senseIDWord
	for i, tok := range t.tokens {
		named := i >= f.first && i <= f.last && f.first >= 0
		if tok.flags&(flagKey|flagValue) == 0 && tok.sense&plain == 0 && !named {
			return false
		}
	}
	return true
}

// stateVerdict reads the value of a state field. A state of being busy starts
// nothing: it may be said again and again.
func stateVerdict(state []byte) verdict {
	if state == nil {
		return mention
	}
	var buf [32]byte
	s := lexWords[string(lower(buf[:], state))]
	v := (*tokenizer)(nil).verb(s, -1, false)
	if v.neutral {
		v.outcome, v.neutral = OutcomeSucceeded, false
	}
	return v
}

// settle lets state and exit code fields, and at last the level, decide ends
// whose words leave it open.
func settle(v *verdict, r *record.Record, k *keyed) {
	if v.kind != RunEnd {
		return
	}
	if k.exit != nil && allDigits(k.exit) {
		*v = coded(*v, k.exit)
		return
	}
	if k.state != nil && v.outcome != OutcomeFailed {
		if s := stateVerdict(k.state); s.kind == RunEnd {
			v.outcome, v.neutral = s.outcome, false
			return
		}
	}
	if v.neutral {
		v.outcome, v.neutral = OutcomeSucceeded, false
		if r.Level >= record.LevelError {
			v.outcome = OutcomeFailed
		}
	}
}

// accessLine recognises the line of a server about a request: "GET /x 200".
func (t *tokenizer) accessLine() bool {
	for i := 0; i+1 < len(t.tokens) && i < 6; i++ {
		tok := t.tokens[i]
		next := t.msg[t.tokens[i+1].a]
		if tok.sense == 0 && (next == '/' || next == 'h') && httpMethod(t.text(tok)) {
			return true
		}
	}
	return false
}

func httpMethod(b []byte) bool {
	switch string(b) {
	case "GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS":
		return true
	}
	return false
}

// unit copies id and name out of the record.
func (x *Extractor) unit(f found, v verdict, k *keyed) Unit {
	name := f.name
	switch {
	case name != nil:
	case f.first >= 0 && v.kind == RunStart:
		name = x.scratch.tok.nameBehind(f)
	}
	if name == nil && (f.first < 0 || bytes.Equal(f.id, k.id) || k.id == nil) {
		name = k.name
		if k.runName != nil && k.nameRank != 1 {
			name = k.runName
		}
	}
	if len(name) > maxID {
		name = nil
	}
	id := f.id
	if f.first < 0 && k.dag != nil && !bytes.Equal(k.dag, id) { // a task's id is unique in its graph only
		x.scratch.split = append(append(append(x.scratch.split[:0], k.dag...), '.'), id...)
		id, name = x.scratch.split, f.id
	}
	x.scratch.trail.id, x.scratch.trail.name = id, name
	return Unit{Kind: "job", ID: x.intern(id), Name: x.intern(name)}
}

// nameBehind reads the name that a start line gives in brackets: "job 7 started
// (resize)", "(dataset eu)", "(type=resize)".
func (t *tokenizer) nameBehind(f found) []byte {
	for i := f.last + 1; i < len(t.tokens); i++ {
		tok := t.tokens[i]
		if tok.flags&flagOpen == 0 {
			continue
		}
		if i+1 < len(t.tokens) && tok.sense&senseNameKey != 0 {
			return t.text(t.tokens[i+1])
		}
		if tok.flags&flagClose != 0 && tok.sense == 0 && isLetter(t.msg[tok.a]) {
			return t.text(tok)
		}
		return nil
	}
	return nil
}

// maxNames bounds the table of known strings.
const maxNames = 4096

// intern copies b, or returns the copy made before.
func (x *Extractor) intern(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if s, ok := x.scratch.names[string(b)]; ok {
		return s
	}
	if len(b) > 2*maxID {
		return string(b)
	}
	if x.scratch.names == nil || len(x.scratch.names) >= maxNames {
		x.scratch.names = make(map[string]string)
	}
	s := string(b)
	x.scratch.names[s] = s
	return s
}

// className recognises "App\\Jobs\\Render" and "Billing::Render": a class, of which
// each run has an id of its own.
func className(id []byte) bool {
	return bytes.IndexByte(id, '\\') >= 0 || bytes.Contains(id, []byte("::"))
}
