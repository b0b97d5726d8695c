package event

import (
	"bytes"
	"cmp"
	"unsafe"

	"inquest/internal/record"
)

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
		if !ok {
			continue
		}
		if v := t.lifeOf(n); v.says() {
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

// naming is where a message names something.
type naming struct {
	first, last int // tokens
	noun        int // the token of the noun, -1 without one
	number      bool
}

// named tells whether token i is the id of something that the message names.
func (t *tokenizer) named(i int) (naming, bool) {
	n := naming{first: i, last: i, noun: -1}
	id := t.text(t.tokens[i])
	code, number := lifeID(id)
	if !code && !number {
		return n, false
	}
	n.number = !code
	j := i - 1                                                                                                         // of the word in front
	for j >= 0 && (t.tokens[j].sense&senseIDWord != 0 || t.idLabel(j)) && t.tokens[j].flags&(flagKey|flagValue) == 0 { // "parcel no. 7"
		j--
	}
	if n.first = j + 1; j < 0 {
		return n, code && t.leads(i)
	}
	if t.ends(j) || t.tokens[i].flags&flagOpen != 0 && t.tokens[i].flags&flagHash == 0 {
		return n, code && t.opens(i)
	}
	prev := t.tokens[j]
	switch s := prev.sense; {
	case s&senseUnit != 0 && s&senseVerbal == 0:
		return n, false // the lexicon knows it
	case j > 0 && !n.number && t.tokens[j-1].sense&senseNot != 0 && s == 0 && !equalFold(t.text(t.tokens[j-1]), "no"):
		return n, true // "could not mirror P7"
	case t.isNounWord(j):
		n.noun, n.first = j, t.phraseStart(j)
		return n, true
	case n.number:
		return n, false
	case s&(senseVerb|senseRetry) != 0 || t.verbForm(j) != "":
		return n, true // "Rating P7"
	case equalFold(t.text(prev), "of") && j > 0 && (t.tokens[j-1].sense == 0 && isLetter(t.msg[t.tokens[j-1].a]) || t.tokens[j-1].sense&(senseVerb|senseVerbal|senseProcess) != 0):
		n.first = j // "encoding of P7"
		return n, true
	}
	return n, false
}

// idLabel recognises "RequestId:".
func (t *tokenizer) idLabel(j int) bool {
	w := t.text(t.tokens[j])
	return j > 0 && t.tokens[j].flags&flagColon != 0 && len(w) > 3 && string(w[len(w)-2:]) == "Id"
}

// ends tells whether the clause ends behind token j.
func (t *tokenizer) ends(j int) bool {
	return t.tokens[j].flags&(flagColon|flagStop|flagComma|flagClose|flagKey|flagValue) != 0
}

// leads tells whether the message begins with the id at token i as its subject: "P7:
// rated", "[P7] rated", "P7 rated".
func (t *tokenizer) leads(i int) bool {
	if i > 0 || len(t.tokens) < 2 {
		return false
	}
	if t.tokens[0].flags&(flagColon|flagClose) != 0 {
		return true
	}
	id := t.text(t.tokens[0])
	if t.keeperInside(id) {
		return false
	}
	return t.tokens[1].flags&flagKey == 0 && len(id) > 3 && (digits(id) > 1 || bytes.IndexByte(id, '-') > 0)
}

func digits(id []byte) (n int) {
	for _, c := range id {
		if isDigit(c) {
			n++
		}
	}
	return n
}

// opens tells whether a clause behind the begin of a message has the id at token i as
// its subject: "printer: P7 done".
func (t *tokenizer) opens(i int) bool { return i == 1 && i+1 < len(t.tokens) && t.ends(0) }

// isNounWord tells whether token j can be the noun of a thing with a life.
func (t *tokenizer) isNounWord(j int) bool {
	tok := t.tokens[j]
	w := lower(t.word[:], t.text(tok))
	if len(w) < 3 || len(w) > mostNoun || tok.flags&(flagKey|flagValue|flagDigit) != 0 || !onlyLetters(string(w)) {
		return false
	}
	const never = senseVerb &^ senseStart
	switch s := tok.sense; {
	case s&senseVerbal != 0: // "sync 42"
	case string(w) == "set" && j > 0 && !t.ends(j-1) && t.tokens[j-1].sense&^(senseUnit|senseVerbal) == 0: // "backup set P7"
	case s&(never|senseStart|senseRetry|senseGiveUp|senseAux|sensePrep|senseNot|senseFuture|senseStatus|senseIDWord|senseNameKey|senseKeeper|senseLevel|senseAttempt) != 0:
		return false
	}
	if f := t.form(tok); f.gerund != "" || f.participle != "" || neverUnits[string(w)] {
		return false
	}
	if !noUnits[string(w)] && tok.sense&sensePart == 0 || ownUnits[string(w)] {
		return true
	}
	return j > 0 && !t.ends(j-1) && t.tokens[j-1].sense == 0 && t.verbForm(j-1) == "" && t.isNounWord(j-1) // "label request P7"
}

// ownUnits are nouns that are no unit as the key of a field, and one with a life of its own
// in a sentence.
var ownUnits = map[string]bool{"release": true, "image": true, "snapshot": true, "transaction": true, "certificate": true, "message": true}

// phraseStart is where the phrase of a noun begins: words in front that belong to it.
func (t *tokenizer) phraseStart(j int) int {
	for k := j - 1; k >= 0 && k >= j-2; k-- {
		if t.ends(k) || t.tokens[k].sense != 0 || t.verbForm(k) != "" {
			break
		}
		j = k
	}
	return j
}

// verbForm is the stem of a word that the lexicon does not know and that has the form of
// a verb.
func (t *tokenizer) verbForm(j int) string {
	tok := t.tokens[j]
	if tok.sense&^(senseUnit|senseVerbal) != 0 || tok.flags&(flagDigit|flagKey|flagValue) != 0 {
		return ""
	}
	f := t.form(tok)
	return cmp.Or(f.gerund, f.participle)
}

func (t *tokenizer) gerund(j int) string {
	if tok := t.tokens[j]; tok.sense != 0 || tok.flags&flagDigit != 0 {
		return ""
	}
	return t.form(t.tokens[j]).gerund
}

func (t *tokenizer) participle(j int) string {
	if tok := t.tokens[j]; tok.sense != 0 || tok.flags&flagDigit != 0 {
		return ""
	}
	return t.form(t.tokens[j]).participle
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
		head := j == 0 || t.ends(j-1)
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

func (v told) strong() bool { return v.says() && !v.weak }

// lifeAfter reads the words from token k on: "rated", "not rated", "could not be
// completed", "rating failed".
func (t *tokenizer) lifeAfter(k int) told {
	i, not, being, depth := k, false, false, 0
	if i > 0 && t.tokens[i-1].flags&flagStop != 0 {
		return told{}
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
	for end < n && t.tokens[end].flags&(flagKey|flagValue) == 0 {
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

// headVerb tells whether the message begins with a verb.
func (t *tokenizer) headVerb() bool {
	return t.tokens[0].sense&(senseVerb|senseRetry) != 0 || t.verbForm(0) != ""
}

// lifeID tells ids by their letters: codes have letters and digits, numbers digits alone.
// Times, addresses, versions, sizes and numbers with a unit are none.
func lifeID(id []byte) (code, number bool) {
	if len(id) == 0 || len(id) > maxLifeID || !isLetter(id[0]) && !isDigit(id[0]) {
		return false, false
	}
	letters, digits, marks := 0, 0, 0
	for _, c := range id {
		switch {
		case isDigit(c):
			digits++
		case isLetter(c):
			letters++
		case c == '-' || c == '_' || c == '/' || c == '#':
			marks++
		default:
			return false, false
		}
	}
	switch {
	case digits == 0 || measurement(id) || progress(id):
		return false, false
	case letters == 0:
		return false, marks == 0 && len(id) <= 12
	case len(id) < 2 || id[0] == '0' && id[1]|0x20 == 'x':
		return false, false
	}
	return true, false
}

// neverUnits are nouns in front of a number or a code that is no run of them, whatever
// stands in front of the noun.
var neverUnits = func() map[string]bool {
	out := map[string]bool{}
	for w := range splitComma("connection,session,client,thread,process,worker,host,node,server,user,port,trace,span,block,pod,container,instance,pid,ppid,uid,gid,tid," +
		"code,size,count,total,length,line,row,column,col,offset,signal,version,level,priority,timeout,retry,attempt,try,page,interface,eth,device,disk,cpu," +
		"core,slot,shard,partition,replica,broker,shift,term,epoch,generation,revision,year,day,week,month,hour,minute,second,address,network,vlan,channel,socket," +
		"generator,cluster,zone,region,rack,member,peer,group,index,fd,descriptor,bucket,segment,commit,branch,tag,module,package,error,warning,exception,http,errno," +
		"status,state,level,rate,ratio,limit,percent,score,weight,rank,depth,width,height,duration,latency,temperature,speed,sensor,fan,queue,topic,lease,lock,election") {
		out[w] = true
	}
	return out
}()

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
