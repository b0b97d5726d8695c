package event

import "bytes"

// maxID bounds ids and names; longer values name nothing.
const maxID = 120

// found is a unit named in the text of a message.
type found struct {
	id, name    []byte
	first, last int  // tokens that name it
	bare        bool // the id has no digit: it counts only when a life-cycle word stands by
}

// findUnit looks for a noun of the lexicon with an id, from token i on.
func (t *tokenizer) findUnit(i int) (found, bool) {
	for ; i < len(t.tokens); i++ {
		tok := t.tokens[i]
		switch {
		case tok.flags&(flagKey|flagValue) != 0:
			continue
		case tok.sense&senseUnit != 0 && t.isNoun(i):
			if f, ok := t.idAfter(i); ok {
				return f, true
			}
		case tok.sense == 0:
			if f, ok := t.compound(i); ok {
				return f, true
			}
		}
	}
	return found{}, false
}

// isNoun tells nouns from verbs and from parts of other names: "to load x",
// "worker process 8" and "start the build" name no unit.
func (t *tokenizer) isNoun(i int) bool {
	if i == 0 {
		return true
	}
	prev := t.tokens[i-1]
	if prev.sense&senseKeeper != 0 && prev.flags&(flagColon|flagComma|flagStop) == 0 {
		return false
	}
	if t.tokens[i].sense&senseVerbal == 0 {
		return true
	}
	w := t.text(prev)
	return !equalFold(w, "to") && prev.sense&(senseNot|senseFuture) == 0
}

// idAfter reads the id that follows the noun at token i.
func (t *tokenizer) idAfter(i int) (found, bool) {
	noun := t.tokens[i]
	j := i + 1
	for j < len(t.tokens) && j <= i+3 && (t.tokens[j].sense&senseIDWord != 0 || t.withID(j)) {
		j++
	}
	if j >= len(t.tokens) || noun.flags&flagStop != 0 && j == i+1 || noun.flags&flagComma != 0 {
		return found{}, false
	}
	f := found{first: i, last: j}
	tok := t.tokens[j]
	if tok.flags&flagKey != 0 {
		return t.idInKey(f)
	}
	if tok.flags&(flagOpen|flagColon) == flagOpen|flagColon && j+1 < len(t.tokens) && t.tokens[j+1].flags&flagKey != 0 {
		f.last++
		return t.idInKey(f)
	}
	if q, ok := t.quotedName(f); ok {
		return q, true
	}
	text := t.text(tok)
	if id, name, ok := bracketed(text); ok {
		f.id, f.name = id, name
		return f, t.acceptable(&f, noun)
	}
	f.id = text
	if !t.acceptable(&f, noun) {
		return found{}, false
	}
	t.betterID(&f)
	return f, true
}

// withID accepts "with" in "job with id 42".
func (t *tokenizer) withID(j int) bool {
	return equalFold(t.text(t.tokens[j]), "with") && j+1 < len(t.tokens) && t.tokens[j+1].sense&senseIDWord != 0
}

// idInKey reads "job id=42" and "[FlowJob: [name=nightly]]".
func (t *tokenizer) idInKey(f found) (found, bool) {
	if f.last+1 >= len(t.tokens) {
		return f, false
	}
	key, val := t.text(t.tokens[f.last]), t.tokens[f.last+1]
	if !equalFold(key, "id") && !equalFold(key, "name") && !equalFold(key, "uuid") {
		return f, false
	}
	f.last++
	f.id = t.text(val)
	f.bare = !hasDigit(f.id)
	return f, idText(f.id)
}

// quotedName reads a name of several words in quotes: job "nightly report".
func (t *tokenizer) quotedName(f found) (found, bool) {
	tok := t.tokens[f.last]
	if tok.flags&flagQuoted == 0 || tok.a == 0 {
		return f, false
	}
	quote := t.msg[tok.a-1]
	if quote == '`' {
		quote = '\''
	}
	if leading(quote) != flagQuoted {
		return f, false
	}
	for j := f.last + 1; j < len(t.tokens) && j <= f.last+6; j++ {
		end := t.tokens[j]
		if end.b < len(t.msg) && t.msg[end.b] == quote && end.flags&(flagKey|flagValue) == 0 {
			if t.tokens[f.last].b < len(t.msg) && t.msg[tok.b] == quote || end.b-tok.a > maxID {
				return f, false
			}
			f.id, f.last, f.bare = t.msg[tok.a:end.b], j, true
			return f, true
		}
	}
	return f, false
}

// betterID moves on from a name to the id behind it: "task resize [42]", "job
// nightly (id=42)", "job nightly #42".
func (t *tokenizer) betterID(f *found) {
	j := f.last + 1
	if j >= len(t.tokens) {
		return
	}
	tok := t.tokens[j]
	if tok.sense&senseIDWord != 0 && tok.flags&(flagOpen|flagKey) == flagOpen && j+1 < len(t.tokens) {
		j++
		tok = t.tokens[j]
	}
	if tok.flags&flagKey != 0 && tok.flags&flagOpen != 0 && f.bare {
		g := *f
		g.last = j
		if g, ok := t.idInKey(g); ok && !g.bare {
			f.name, f.id, f.last, f.bare = f.id, g.id, g.last, false
		}
		return
	}
	enclosed := tok.flags&flagOpen != 0 && tok.flags&flagClose != 0 || tok.flags&flagHash != 0 || j > f.last+1
	if !enclosed || !f.bare || tok.flags&(flagKey|flagValue) != 0 {
		return
	}
	if id := t.text(tok); hasDigit(id) && idText(id) && !measurement(id) {
		f.name, f.id, f.last, f.bare = f.id, id, j, false
	}
}

// acceptable decides whether what follows a noun names a unit.
func (t *tokenizer) acceptable(f *found, noun token) bool {
	tok := t.tokens[f.last]
	if t.isHole(tok) {
		return false
	}
	if !idText(f.id) || t.keeperInside(f.id) {
		return false
	}
	if !hasDigit(f.id) {
		f.bare = true
		return tok.sense == 0 && (f.name != nil || nameLike(f.id, tok.flags))
	}
	if f.name == nil && measurement(f.id) || progress(f.id) || t.ofTotal(f.last) {
		return false
	}
	if noun.sense&senseVerbal == 0 {
		return true
	}
	if decimal(f.id) {
		return false
	}
	f.bare = allDigits(f.id) && tok.flags&flagHash == 0
	return true
}

// ofTotal recognises "3" in "task 3 of 10": a count, not an id.
func (t *tokenizer) ofTotal(j int) bool {
	if j+1 >= len(t.tokens) || !equalFold(t.text(t.tokens[j+1]), "of") || !allDigits(t.text(t.tokens[j])) {
		return false
	}
	return j+2 < len(t.tokens) && allDigits(t.text(t.tokens[j+2]))
}

// keeperInside refuses names of what runs units: "worker-3", "job-runner".
func (t *tokenizer) keeperInside(id []byte) bool {
	start := 0
	for i := 0; i <= len(id); i++ {
		if i < len(id) && id[i] != '-' && id[i] != '_' {
			continue
		}
		if lexWords[string(lower(t.word[:], id[start:i]))]&senseKeeper != 0 {
			return true
		}
		start = i + 1
	}
	return false
}

// leadsID marks what may stand between a noun and an id in one chunk.
var leadsID = [256]uint8{'/': 1, ':': 1, '#': 1, '[': 1, '(': 1, '-': 1, '_': 1}

// compound reads a noun and an id in one chunk: "job/nightly-7", "job:42",
// "job[42]", "[job#42]", "job-10594", "task_17".
func (t *tokenizer) compound(i int) (found, bool) {
	tok := t.tokens[i]
	text := t.text(tok)
	n := 0
	for n < len(text) && isLetter(text[n]) {
		n++
	}
	if n < 3 || n > 14 || n+1 >= len(text) || leadsID[text[n]] == 0 {
		return found{}, false
	}
	noun := lexWords[string(lower(t.word[:], text[:n]))]
	if noun&senseUnit == 0 {
		return found{}, false
	}
	f := found{first: i, last: i}
	switch rest := text[n+1:]; text[n] {
	case '/', ':', '#', '[', '(':
		f.id = bytes.TrimRight(bytes.TrimLeft(rest, "[(#'\""), "])'\":,")
		if text[n] == '(' && tok.flags&flagColon != 0 && i+1 < len(t.tokens) && t.tokens[i+1].flags&(flagKey|flagValue) == 0 && idText(t.text(t.tokens[i+1])) {
			f.name, f.id, f.last = f.id, t.text(t.tokens[i+1]), i+1 // "Task(Operator): load_orders"
			return f, noun&senseVerbal == 0
		}
		return f, noun&senseVerbal == 0 && t.acceptable(&f, token{sense: noun})
	case '-', '_':
		f.id = text
		return f, hasDigit(rest) && bytes.IndexByte(rest, '.') < 0 && idText(text) && !t.keeperInside(rest) && noun&senseVerbal == 0
	}
	return f, false
}

// bracketed splits "resize[42]" and "resize(42)" into id and name.
func bracketed(text []byte) (id, name []byte, ok bool) {
	n := len(text)
	if n < 4 || text[n-1] != ']' && text[n-1] != ')' {
		return nil, nil, false
	}
	open := bytes.IndexAny(text, "[(")
	if open <= 0 || bytes.IndexByte(text[open:], '=') >= 0 {
		return nil, nil, false
	}
	id = text[open+1 : n-1]
	if text[open] == '[' {
		return id, text[:open], idText(id)
	}
	return id, text[:open], hasDigit(id) && idText(id) && !measurement(id)
}

// idText checks the letters of an id.
func idText(id []byte) bool {
	if len(id) == 0 || len(id) > maxID || !isLetter(id[0]) && !isDigit(id[0]) && id[0] != '_' {
		return false
	}
	for _, c := range id {
		switch {
		case isLetter(c), isDigit(c):
		case c == '-', c == '_', c == '.', c == ':', c == '/', c == '@', c == '+', c == '~', c == '#':
		default:
			return false
		}
	}
	return true
}

// nameLike tells the name of a job from an ordinary word: "nightly-report",
// "ReportJob" and anything in quotes, but not "started" or "scheduler".
func nameLike(id []byte, f tokenFlag) bool {
	if f&flagQuoted != 0 {
		return true
	}
	for i := 1; i+1 < len(id); i++ {
		switch c := id[i]; {
		case c == '-' || c == '_' || c == '.' || c == '/':
			return true
		case c >= 'A' && c <= 'Z' && id[i-1] >= 'a' && id[i-1] <= 'z':
			return true
		}
	}
	return false
}

// measurement recognises "5s", "12ms", "80%", "3MB", "2x".
func measurement(id []byte) bool {
	i := 0
	for i < len(id) && (isDigit(id[i]) || id[i] == '.') {
		i++
	}
	if i == 0 || i == len(id) || i > 6 {
		return false
	}
	switch w := id[i:]; {
	case timeUnit(w) != 0, equalFold(w, "x"), equalFold(w, "b"), equalFold(w, "kb"), equalFold(w, "mb"), equalFold(w, "gb"), equalFold(w, "mib"), equalFold(w, "gib"), equalFold(w, "kib"), equalFold(w, "th"), equalFold(w, "st"), equalFold(w, "nd"), equalFold(w, "rd"):
		return true
	}
	return false
}

// progress recognises "3/10".
func progress(id []byte) bool {
	a, b, ok := bytes.Cut(id, []byte("/"))
	return ok && allDigits(a) && allDigits(b)
}

// decimal recognises "0.53".
func decimal(id []byte) bool {
	_, frac, ok := number(id)
	return ok && frac
}

// isHole recognises the name of a hole in a message template, "{JobId}": the value
// stands in a field.
func (t *tokenizer) isHole(tok token) bool {
	return tok.a > 0 && tok.b < len(t.msg) && t.msg[tok.a-1] == '{' && t.msg[tok.b] == '}'
}
