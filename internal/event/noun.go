package event

import (
	"bytes"

	"inquest/internal/record"
)

// A record may name its unit by a noun of its own trade: "invoice run started" with a
// field invoice=INV-7, "delivery failed permanently" with delivery_id. The field's key,
// without what says that it is an id, then is a word of the message in front of a verb
// of life cycles. Keys that name what serves many runs, or a part of one, are left out.

// Lengths of nouns that count.
const (
	leastNoun = 4
	mostNoun  = 24
)

// noUnits are nouns of things that runs use, or that come by the thousand within a run.
var noUnits = func() map[string]bool {
	out := map[string]bool{}
	for w := range splitComma("connection,session,request,user,username,client,host,hostname,block,container,instance,file,thread,process,worker,node,server," +
		"service,topic,queue,partition,shard,span,trace,token,device,volume,image,database,table,index,page,port,interface,peer,query,transaction,message," +
		"event,module,component,logger,caller,stage,step,phase,region,zone,tenant,account,customer,cluster,namespace,replica,member,lease,lock,socket," +
		"stream,channel,subscription,consumer,producer,group,version,release,revision,commit,branch,address,path,method,route,status,level,time,attempt," +
		"source,target,parent,correlation,operation,plan,item,record,line,chunk,segment,object,bucket,cache,pool,disk,mount,unit,timer,check,probe,rule,policy,domain,zone,certificate,cert,snapshot,checkpoint,election,term,epoch,broker,controller,offset") {
		out[w] = true
	}
	return out
}()

// nounID finds the field that names the unit of the message's own noun, nil when none
// does.
func (x *Extractor) nounID(r *record.Record, msg []byte) []byte {
	if bytes.IndexByte(msg, ' ') < 0 {
		return nil // one word is the name of an event
	}
	for _, i := range x.nounFields(r) {
		f := &r.Fields[i]
		if len(f.Value) < 2 || len(f.Value) > 64 || ownKey(f.Key) || !codeLike(f.Value) || !fieldID(f.Value) {
			continue
		}
		var buf [mostNoun]byte
		if wordAt(msg, string(lower(buf[:], nounOf(f.Key)))) >= 0 {
			return f.Value
		}
	}
	return nil
}

// nounFields lists the fields whose keys may be a noun of units. It depends on the keys
// alone.
func (x *Extractor) nounFields(r *record.Record) []int {
	if r.Keys == 0 {
		x.scratch.noun = x.appendNouns(x.scratch.noun[:0], r.Fields)
		return x.scratch.noun
	}
	t := &x.scratch.nouns[r.Keys%64]
	if t.keys != r.Keys {
		t.keys, t.at = r.Keys, x.appendNouns(t.at[:0], r.Fields)
	}
	return t.at
}

func (x *Extractor) appendNouns(dst []int, fields []record.Field) []int {
	for i := range fields {
		noun := nounOf(fields[i].Key)
		if len(noun) < leastNoun || len(noun) > mostNoun || x.scratch.keys.lookup(fields[i].Key) != nil {
			continue
		}
		var buf [mostNoun]byte
		if low := string(lower(buf[:], noun)); (!noUnits[low] || ownUnits[low]) && lexWords[low] == 0 && onlyLetters(low) {
			dst = append(dst, i)
		}
	}
	return dst
}

// ownKey tells whether a key is a noun that counts only where a sentence has it, too:
// "archiving message" with message=M-7.
func ownKey(key []byte) bool {
	var buf [mostNoun]byte
	noun := nounOf(key)
	return len(noun) <= mostNoun && ownUnits[string(lower(buf[:], noun))]
}

func onlyLetters(s string) bool {
	for i := range len(s) {
		if !isLetter(s[i]) {
			return false
		}
	}
	return true
}

// nounOf is a key without what says that its value is an id: "delivery_id", "orderId",
// "invoiceNumber".
func nounOf(key []byte) []byte {
	for _, end := range [...]string{"number", "uuid", "ref", "id", "no"} {
		n := len(key) - len(end)
		if n < leastNoun || !equalFold(key[n:], end) {
			continue
		}
		switch c := key[n-1]; {
		case c == '_' || c == '-' || c == '.':
			return key[:n-1]
		case key[n] >= 'A' && key[n] <= 'Z' && c >= 'a':
			return key[:n]
		}
	}
	return key
}

// maxLead is how far from a message's begin its subject stands.
const maxLead = 48

// wordAt finds a lower-case word in any case near the begin of a message, -1 when it is
// not there. The key of a pair, and a part of an address or a query, are no word.
func wordAt(msg []byte, word string) int {
	msg = msg[:min(len(msg), maxLead+len(word))]
	for at := 0; ; {
		i := indexFold(msg[at:], word)
		if i < 0 {
			return -1
		}
		i += at
		end := i + len(word)
		if (i == 0 || msg[i-1] == ' ') && (end == len(msg) || msg[end] == ' ' || msg[end] == '.' || msg[end] == ',') {
			return i
		}
		at = end
	}
}

// nounEvent appends what a record says about the unit of its own noun: a start, an end
// or a retry, or that it names one that such records tell of.
func (x *Extractor) nounEvent(dst []Event, r *record.Record, k *keyed, msg, id []byte) []Event {
	if k.request() || k.id != nil {
		return dst
	}
	k.id = id
	x.scratch.tok.split(msg)
	v := x.scratch.tok.nounVerdict()
	settle(&v, r, k)
	var e Event
	f := found{id: id, first: -1, last: -1}
	e.Kind, e.Outcome = v.kind, v.outcome
	e.Unit = x.unit(f, v, k)
	x.details(&e, f, v, k)
	return append(dst, e)
}

// nounVerdict reads the message as one about the unit: words that the lexicon does not
// know are its noun.
func (t *tokenizer) nounVerdict() verdict {
	for i := range t.tokens {
		switch s := t.tokens[i].sense; {
		case s&(sensePart|senseNot|senseFuture|senseKeeper) != 0:
			return t.after(0, false)
		case s&(senseVerb|senseRetry|senseGiveUp) != 0:
			v := t.after(i, false)
			if i == 0 && !v.says() && s&(senseStart|senseBusy) != 0 { // "processing order": the noun is its object
				return verdict{kind: RunStart, at: i}
			}
			return v
		case t.tokens[i].flags&(flagColon|flagStop) != 0:
			return mention // what follows tells of something else
		}
	}
	return mention
}
