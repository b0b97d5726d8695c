package event

import "inquest/internal/record"

// leadingID reads messages that begin with an id and go on with a life-cycle
// word: "[R-20117] started", "a5b89b2f: FAILED". Without a noun only ids count
// that nothing else looks like: host names, threads and error codes have fewer
// digits or no such word behind them.
func (x *Extractor) leadingID(msg []byte, r *record.Record) (Event, bool) {
	a := 0
	for a < len(msg) && (msg[a] == '[' || msg[a] == '<' || msg[a] == '(' || msg[a] == '#') {
		a++
	}
	b := a
	for b < len(msg) && b-a <= 40 && (isLetter(msg[b]) || isDigit(msg[b]) || msg[b] == '-' || msg[b] == '_') {
		b++
	}
	if b == len(msg) || !strictID(msg[a:b]) {
		return Event{}, false
	}
	t := &x.scratch.tok
	if t.split(msg[b:]); len(t.tokens) == 0 {
		return Event{}, false
	}
	if msg[b] != ' ' && msg[b] != ':' && msg[b] != ']' && msg[b] != '>' && msg[b] != ')' || t.keeperInside(msg[a:b]) {
		return Event{}, false
	}
	first := t.tokens[0]
	const verbs = senseStart | senseSucceeded | senseEnded | senseFailed | senseCancelled
	word := t.text(first)
	if first.sense&verbs == 0 || equalFold(word, "error") || equalFold(word, "errors") || equalFold(word, "exception") {
		return Event{}, false
	}
	v := t.after(0, true)
	if v.kind == RunMention {
		return Event{}, false
	}
	var k keyed
	k.addText(t)
	settle(&v, r, &k)
	e := Event{Kind: v.kind, Outcome: v.outcome, Unit: Unit{Kind: "job", ID: x.intern(msg[a:b])}}
	x.scratch.trail.id = msg[a:b]
	x.details(&e, found{first: -1, last: -1}, v, &k)
	if v.kind == RunStart {
		x.scratch.trail.name = t.nameBehind(found{last: -1})
		e.Unit.Name = x.intern(x.scratch.trail.name)
	}
	return e, true
}

// strictID accepts UUIDs, hexadecimal ids of six and more digits, and codes
// with letters and at least four digits.
func strictID(id []byte) bool {
	digits, letters, hex := 0, 0, true
	for _, c := range id {
		switch {
		case isDigit(c):
			digits++
		case isLetter(c):
			letters++
			hex = hex && c|0x20 <= 'f'
		case c == '_':
			hex = false
		}
	}
	if letters == 0 || digits == 0 || len(id) < 5 {
		return false
	}
	return digits >= 4 || hex && digits >= 2 && len(id) >= 6
}
