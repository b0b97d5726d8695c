package event

import "bytes"

// Most programs do not call their runs jobs: they rate parcels, archive documents, print
// labels. A message that names something by a noun and an id, or by an id alone, and says
// a word about its life is read here, with nouns and verbs that no list holds. Whether
// these things are runs is not known from one message: their unit has the kind
// [KindUnproven], and package profile proves it, or not, from all forms of a source.

// KindUnproven is the kind of a unit of which one message alone does not tell whether it
// is one.
const KindUnproven = "?"

// lifeRead is what the words of a message say of the life of something that they name,
// and what they say where a field names it. It is a pure function of the message.
type lifeRead struct {
	id, noun place // b is 0: the text names nothing
	number   bool  // the id is a number: it means nothing without its noun
	text     told
	quiet    bool // text says nothing but the name, at its head
	field    told // when a field names it
	access   bool // the line of a server about a request
}

// told is a verdict about a life.
type told struct {
	kind    Kind
	outcome Outcome
	neutral bool   // an end whose words do not say how
	weak    bool   // no word of the lexicon says it
	verb    string // stem of the verb, when it is weak
}

func (v told) says() bool { return v.kind != 0 }

// Bounds of what is looked at.
const (
	maxLifeText   = 512
	maxLifeTokens = 24
	maxLifeID     = 64
)

// readLife reads a message.
func (x *Extractor) readLife(msg []byte) lifeRead {
	var out lifeRead
	msg = msg[:min(len(msg), maxLifeText)]
	if len(msg) < 4 {
		return out
	}
	t := &x.scratch.tok
	if bytes.IndexByte(msg, ' ') < 0 { // "parcel_rated": the name of an event
		x.words(msg)
		out.field = t.lifeSaid()
		return out
	}
	t.split(msg)
	if out.access = t.accessLine(); out.access {
		return out
	}
	out.field = t.lifeSaid()
	for i := 0; i < len(t.tokens) && i < maxLifeTokens; i++ {
		if t.tokens[i].flags&(flagDigit|flagKey|flagValue) != flagDigit {
			continue
		}
		n, ok := t.named(i)
		if !ok || i == 0 && t.writerTag() {
			continue
		}
		if v := t.lifeOf(n); v.says() {
			if v.outcome == OutcomeFailed && (t.attemptsLeft() || t.triesAgain(n.last)) {
				v = told{kind: RunRetry}
			}
			out.text, out.number = v, n.number
			out.quiet = v.kind == RunMention && !t.labels(n)
			out.id = place{t.tokens[i].a, t.tokens[i].b}
			if n.noun >= 0 {
				out.noun = place{t.tokens[n.noun].a, t.tokens[n.noun].b}
			}
			return out
		}
	}
	return out
}

// lifeOf reads what the message says of what it names.
func (t *tokenizer) lifeOf(n naming) told {
	if v, ok := t.arrow(n.first); ok {
		return v.with(t.lifeAfter(n.last + 1))
	}
	from := n.first
	if n.noun >= 0 {
		from = n.noun
	}
	pre := t.lifeBefore(from)
	if pre.kind == RunRetry || pre.kind == RunEnd && pre.outcome == OutcomeFailed {
		return pre
	}
	post := t.lifeAfter(n.last + 1)
	switch {
	case post.kind == RunStart && pre.kind == RunEnd: // "Finished encoding P7": the verb in front counts
		return pre
	case post.says():
		return post
	case pre.says():
		return pre
	case n.first <= 1 && !n.number && n.last <= 3 && t.tokens[0].sense&^(senseUnit|senseVerbal) == 0: // "P7: anything", "parcel P7 anything"
		return t.stateTold()
	}
	return told{}
}

// stateTold is what a state among the pairs of a message tells: "4F2A1B: to=<a>,
// status=sent".
func (t *tokenizer) stateTold() told {
	for i := 0; i+1 < len(t.tokens); i++ {
		if t.tokens[i].flags&flagKey == 0 || t.tokens[i].sense&senseStatus == 0 {
			continue
		}
		value := t.tokens[i+1]
		if v, ok := outWords[string(lower(t.word[:], t.text(value)))]; ok {
			return v
		}
		if v := stateVerdict(t.text(value)); v.kind == RunEnd {
			return told{kind: RunEnd, outcome: v.outcome}
		}
	}
	return told{kind: RunMention, weak: true}
}

// labels tells whether a message that says nothing of the life of what it names is about
// it all the same: "4F2A1B: size=12", "Auftrag A-77 gestartet".
func (t *tokenizer) labels(n naming) bool {
	if n.noun < 0 {
		id := t.text(t.tokens[n.last])
		return n.first == 0 && len(id) >= leastLabel && t.tokens[0].flags&flagColon != 0
	}
	if n.first == 0 && n.last+1 < len(t.tokens) && t.tokens[n.last].flags&flagColon != 0 {
		return true // "Article A-77: new price 3.46"
	}
	if t.ends(n.last) || n.last+1 >= len(t.tokens) || t.tokens[n.last+1].flags&(flagKey|flagDigit) != 0 || !isLetter(t.msg[t.tokens[n.last+1].a]) {
		return false
	}
	return n.last+2 == len(t.tokens) || t.ends(n.last+1)
}

// leastLabel is the length of an id in front of a message that says nothing else.
const leastLabel = 6

// with takes over how a line with an arrow says that it ended.
func (v told) with(post told) told {
	if v.kind == RunEnd && post.kind == RunEnd {
		return post
	}
	return v
}

// arrow reads "-> sync 42" and "<- sync 42": it begins, and it comes back.
func (t *tokenizer) arrow(first int) (told, bool) {
	if first > 1 {
		return told{}, false
	}
	switch head := t.msg[:min(len(t.msg), 2)]; string(head) {
	case "->", "=>", ">>":
		return told{kind: RunStart, weak: true, verb: "->"}, true
	case "<-", "<=", "<<":
		return told{kind: RunEnd, weak: true, verb: "->", neutral: true}, true
	}
	return told{}, false
}

// outWords are words of ends that a life has besides those of the lexicon.
var outWords = map[string]told{
	"rejected": {kind: RunEnd, outcome: OutcomeFailed}, "declined": {kind: RunEnd, outcome: OutcomeFailed}, "bounced": {kind: RunEnd, outcome: OutcomeFailed},
	"undeliverable": {kind: RunEnd, outcome: OutcomeFailed}, "denied": {kind: RunEnd, outcome: OutcomeFailed}, "lost": {kind: RunEnd, outcome: OutcomeFailed},
	"corrupt": {kind: RunEnd, outcome: OutcomeFailed}, "corrupted": {kind: RunEnd, outcome: OutcomeFailed}, "refused": {kind: RunEnd, outcome: OutcomeFailed},
	"broken": {kind: RunEnd, outcome: OutcomeFailed}, "invalid": {kind: RunEnd, outcome: OutcomeFailed}, "failed": {kind: RunEnd, outcome: OutcomeFailed},
	"deferred": {kind: RunRetry}, "postponed": {kind: RunRetry}, "removed": {kind: RunEnd, neutral: true}, "sent": {kind: RunEnd, outcome: OutcomeSucceeded},
	"skipping": {kind: RunEnd, outcome: OutcomeCancelled}, "queued": {kind: RunStart}, "submitted": {kind: RunStart}, "scheduled": {kind: RunStart},
	"enqueued": {kind: RunStart}, "created": {kind: RunStart}, "opened": {kind: RunStart}, "accepted": {kind: RunStart},
	"ready": {kind: RunEnd, outcome: OutcomeSucceeded}, "live": {kind: RunEnd, outcome: OutcomeSucceeded}, "over": {kind: RunEnd, neutral: true},
	"broke": {kind: RunEnd, outcome: OutcomeFailed}, "stuck": {kind: RunEnd, outcome: OutcomeFailed}, "abandoned": {kind: RunEnd, outcome: OutcomeFailed},
}

func (t *tokenizer) outWord(j int) (told, bool) {
	if t.tokens[j].flags&(flagKey|flagValue) != 0 {
		return told{}, false
	}
	v, ok := outWords[string(lower(t.word[:], t.text(t.tokens[j])))]
	return v, ok
}

// lifeBefore reads the words in front of the noun or the id at token first: "Rating",
// "Could not archive", "Error while printing", "Finished encoding of the long".
func (t *tokenizer) lifeBefore(first int) told {
	var verb told
	words := 0 // between the word at hand and the phrase
	for j := first - 1; j >= 0 && j >= first-7 && !t.ends(j); j-- {
		tok := t.tokens[j]
		s := tok.sense
		head := t.heads(j)
		switch {
		case s&senseFuture != 0 && s&senseNot == 0:
			return told{}
		case s&senseRetry != 0:
			return told{kind: RunRetry}
		case s&senseGiveUp != 0, s&senseFailed != 0 && (words > 0 || !t.severityWord(j)):
			return told{kind: RunEnd, outcome: OutcomeFailed}
		case s&senseAttempt != 0:
			return told{kind: RunRetry}
		case s&senseNot != 0 && (words == 0 || equalFold(t.text(tok), "no")): // "no parcel P7"
			return told{}
		case s&senseNot != 0: // "could not archive"
			return told{kind: RunEnd, outcome: OutcomeFailed}
		case s&senseCancelled != 0 && s&senseUnit == 0:
			verb = told{kind: RunEnd, outcome: OutcomeCancelled}
		case s&(senseSucceeded|senseEnded) != 0 && s&senseUnit == 0:
			verb = told{kind: RunEnd, outcome: OutcomeSucceeded, neutral: s&senseSucceeded == 0}
		case s&(senseStart|senseBusy) != 0 && s&senseUnit == 0 && !verb.strong():
			verb = told{kind: RunStart}
		case t.gerund(j) != "" && head && !verb.says():
			verb = told{kind: RunStart, weak: true, verb: t.gerund(j)}
			if v, ok := t.outWord(j); ok {
				verb = v
			}
		case t.participle(j) != "" && head && !verb.says():
			verb = told{kind: RunEnd, weak: true, verb: t.participle(j)}
			if v, ok := t.outWord(j); ok {
				verb = v
			}
		}
		words++
	}
	return verb
}

// triesAgain tells whether a message says behind the token that another attempt follows:
// "could not lock, trying again".
func (t *tokenizer) triesAgain(last int) bool {
	again := false
	for j := last + 1; j < len(t.tokens); j++ {
		switch s := t.tokens[j].sense; {
		case s&senseGiveUp != 0, s&senseRetry != 0 && t.tokens[j-1].sense&senseNot != 0:
			return false
		case s&senseRetry != 0 && t.tokens[j].flags&(flagKey|flagValue) == 0:
			again = true
		}
	}
	return again
}

// attemptsLeft tells whether a message counts an attempt that is not the last: "attempt 1
// of 3".
func (t *tokenizer) attemptsLeft() bool {
	for j := 0; j+1 < len(t.tokens); j++ {
		if t.tokens[j].sense&senseAttempt == 0 || t.tokens[j+1].flags&flagDigit == 0 {
			continue
		}
		n := t.text(t.tokens[j+1])
		if a, b, ok := bytes.Cut(n, []byte("/")); ok {
			return !bytes.Equal(a, b)
		}
		if j+3 < len(t.tokens) && equalFold(t.text(t.tokens[j+2]), "of") {
			return !bytes.Equal(n, t.text(t.tokens[j+3]))
		}
	}
	return false
}

// writerTag tells whether a message begins with its writer and a process in brackets:
// "[rates/3252] poll".
func (t *tokenizer) writerTag() bool {
	tok := t.tokens[0]
	name, pid, ok := bytes.Cut(t.text(tok), []byte("/"))
	return ok && tok.flags&flagClose != 0 && allDigits(pid) && len(name) > 0 && isLetter(name[0])
}

// heads tells whether a clause begins with token j, but for words like "successfully".
func (t *tokenizer) heads(j int) bool {
	for j > 0 && !t.ends(j-1) && t.tokens[j-1].sense&senseAux != 0 {
		if j--; !isLetter(t.msg[t.tokens[j].a]) { // "import.pl:7 - Importing"
			return true
		}
	}
	return j == 0 || t.ends(j-1)
}

func (v told) strong() bool { return v.says() && !v.weak }

// lifeAfter reads the words from token k on: "rated", "not rated", "could not be
// completed", "rating failed".
func (t *tokenizer) lifeAfter(k int) told {
	i, not, being, depth := k, false, false, 0
	if i > 0 && t.tokens[i-1].flags&flagStop != 0 {
		return told{}
	}
	if v, ok := t.actionBehind(k); ok {
		return v
	}
	for ; i < len(t.tokens) && i < k+8; i++ {
		tok := t.tokens[i]
		if tok.flags&flagOpen != 0 {
			depth = 1
		}
		inside := depth > 0
		if tok.flags&flagClose != 0 {
			depth = 0
		}
		switch s := tok.sense; {
		case tok.flags&(flagKey|flagValue) != 0, inside && s&senseVerb == 0:
			continue
		case s&senseFuture != 0 && s&senseNot == 0:
			return told{}
		case s&senseNot != 0:
			not = true
			continue
		case s&(senseAux|senseLevel) != 0, i == k && s&senseUnit != 0 && s&senseVerbal == 0: // "P7 task timed out"
			if i == k && s&senseUnit != 0 {
				k++
			}
			if v, ok := t.outWord(i); ok && !not {
				return v
			}
			being = being || equalFold(t.text(tok), "being")
			continue
		}
		break
	}
	if i >= len(t.tokens) || i >= k+8 {
		return told{}
	}
	if v, ok := t.outWord(i); ok && !(not && v.kind != RunEnd) && t.tokens[i].sense&senseVerb == 0 {
		if not {
			v = told{kind: RunEnd, outcome: OutcomeFailed}
		}
		return v
	}
	return t.lifeVerb(k, i, not, being)
}

// actionBehind reads "P7: intake started", "P7: intake failed": what is done to the thing is
// the word in front of the verb. Its begin and its end belong together by that word.
func (t *tokenizer) actionBehind(k int) (told, bool) {
	const never = senseVerb&^senseStart | senseRetry | senseGiveUp | senseAux | sensePrep | senseNot | senseFuture | senseStatus | senseIDWord | senseNameKey | senseLevel | senseAttempt
	if k == 0 || k+1 >= len(t.tokens) || t.tokens[k-1].flags&flagColon == 0 || t.ends(k) || t.tokens[k].flags&(flagDigit|flagOpen) != 0 {
		return told{}, false
	}
	w := lower(t.word[:], t.text(t.tokens[k]))
	if s := t.tokens[k].sense; s&senseVerbal == 0 && s&never != 0 || len(w) < 3 || len(w) > mostNoun || !onlyLetters(string(w)) || t.verbForm(k) != "" {
		return told{}, false
	}
	v := t.verb(t.tokens[k+1].sense, k+1, false)
	if v.kind == RunMention || t.tokens[k+1].flags&(flagKey|flagValue|flagDigit) != 0 {
		return told{}, false
	}
	return told{kind: v.kind, outcome: v.outcome, neutral: v.neutral, weak: true, verb: string(w)}, true
}

// lifeVerb reads the verb at token i of what is named in front of token k.
func (t *tokenizer) lifeVerb(k, i int, not, being bool) told {
	if s := t.participle(i); s != "" {
		switch {
		case being:
			return told{kind: RunStart, weak: true, verb: s}
		case not && i+1 < len(t.tokens) && equalFold(t.text(t.tokens[i+1]), "yet"):
			return told{}
		case not:
			return told{kind: RunEnd, outcome: OutcomeFailed, weak: true, verb: s}
		}
		return told{kind: RunEnd, weak: true, verb: s}
	}
	if s := t.gerund(i); s != "" {
		if i+1 < len(t.tokens) {
			if v := fromVerdict(t.after(i+1, true)); v.says() && v.kind != RunMention { // "P7 rating failed"
				v.weak, v.verb = true, s
				return v
			}
		}
		if i == k && (i+1 == len(t.tokens) || t.ends(i)) {
			return told{kind: RunStart, weak: true, verb: s}
		}
		return told{}
	}
	if not && t.tokens[i].sense == 0 { // "could not rate", "did not print"
		return told{kind: RunEnd, outcome: OutcomeFailed}
	}
	return fromVerdict(t.after(k, true))
}

func fromVerdict(v verdict) told {
	if v.kind == RunMention {
		return told{}
	}
	return told{kind: v.kind, outcome: v.outcome, neutral: v.neutral}
}

// lifeSaid reads a message that names nothing by an id as one about what a field names:
// "rating", "parcel rated", "could not archive document".
func (t *tokenizer) lifeSaid() told {
	n := min(len(t.tokens), maxLifeTokens)
	end := 0 // of the words in front of a key or the end of the clause
	for end < n && t.tokens[end].flags&(flagKey|flagValue) == 0 && !t.inObject(end) {
		if end++; t.ends(end - 1) {
			break
		}
	}
	if end == 0 {
		return told{}
	}
	if v := t.lifeBefore(end); v.kind == RunRetry || v.kind == RunEnd && v.outcome == OutcomeFailed {
		return v
	} else if v.says() && t.headVerb() {
		return v
	}
	for i := 0; i < end && i < 4; i++ { // the subject, then the verb
		if i > 0 && t.tokens[i-1].sense&^(senseUnit|senseVerbal|sensePart|senseProcess) != 0 {
			break
		}
		if v := t.lifeAfter(i); v.says() && (i > 0 || v.kind != RunStart || !v.weak) {
			return v
		}
	}
	return fromVerdict(t.nounVerdict())
}

// inObject tells whether token i is the first of an object behind the words:
// `archiving message {"message":"M-7"}`.
func (t *tokenizer) inObject(i int) bool {
	a := t.tokens[i].a
	return a > 1 && t.msg[a-1] == '{' || a > 2 && t.msg[a-1] == '"' && t.msg[a-2] == '{'
}

// headVerb tells whether the message begins with a verb.
func (t *tokenizer) headVerb() bool {
	return t.tokens[0].sense&(senseVerb|senseRetry) != 0 || t.verbForm(0) != ""
}
