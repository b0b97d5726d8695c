package event

import (
	"bytes"
	"cmp"
)

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
	case t.actionOn(j):
		n.noun, n.first = j-2, j-2
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

// actionOn recognises "sync of account": what runs is the sync, whatever the account is.
func (t *tokenizer) actionOn(j int) bool {
	if j < 2 || t.ends(j-1) || t.ends(j-2) || !onlyLetters(string(t.text(t.tokens[j]))) || t.tokens[j].flags&(flagKey|flagValue) != 0 {
		return false
	}
	if w := t.text(t.tokens[j-1]); !equalFold(w, "of") && !equalFold(w, "for") {
		return false
	}
	return t.tokens[j-2].sense&senseVerbal != 0
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
var ownUnits = map[string]bool{"release": true, "image": true, "snapshot": true, "transaction": true, "certificate": true, "message": true, "request": true}

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

// lifeID tells ids by their letters: codes have letters and digits, numbers digits alone.
// Times, addresses, versions, sizes and numbers with a unit are none.
func lifeID(id []byte) (code, number bool) {
	if len(id) == 0 || len(id) > maxLifeID || !isLetter(id[0]) && !isDigit(id[0]) {
		return false, false
	}
	if stem, ok := fileStem(id); ok {
		id = stem
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
	case digits == 0 || measurement(id) || progress(id) && digits < leastMarked:
		return false, false
	case letters == 0:
		return false, marks == 0 && len(id) <= 12 || marks > 0 && digits >= leastMarked && !isDate(id)
	case len(id) < 2 || id[0] == '0' && id[1]|0x20 == 'x':
		return false, false
	}
	return true, false
}

// leastMarked is how many digits a number with marks between them has: "037/2026-48".
const leastMarked = 6

// fileStem is the name of a file without what says how it is written: "feed_0677" of
// "feed_0677.csv".
func fileStem(id []byte) ([]byte, bool) {
	dot := bytes.LastIndexByte(id, '.')
	if dot < 2 || len(id)-dot < 3 || len(id)-dot > 6 || !isLetter(id[dot+1]) {
		return nil, false
	}
	for _, c := range id[dot+1:] {
		if !isLetter(c) && !isDigit(c) {
			return nil, false
		}
	}
	return id[:dot], digits(id[:dot]) >= 2 && bytes.IndexByte(id[:dot], '.') < 0
}

// isDate recognises numbers that a day may be written with: "2026-11-29", "29/11/2026".
func isDate(id []byte) bool {
	parts, digits, longest := 1, 0, 0
	for _, c := range id {
		if !isDigit(c) {
			parts++
			digits = 0
			continue
		}
		digits++
		longest = max(longest, digits)
	}
	return parts == 3 && len(id) <= len("2026-11-29") && longest <= 4 || parts == 2 && len(id) <= len("2026-11")
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
