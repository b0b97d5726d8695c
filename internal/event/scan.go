package event

// hit says what a message may hold; it decides whether the message is looked
// at word by word at all.
type hit uint8

const (
	hitUnit   hit = 1 << iota // a noun that may name a unit
	hitConn                   // a word of connections
	hitVerbal                 // a noun that is a verb too: it counts when an id follows
)

// triggers are beginnings of words. They are few and rare in ordinary lines;
// words that decide the kind of an event ("failed", "done") are looked up only
// behind them.
var triggers = []struct {
	hit   hit
	begin string
}{
	{hitUnit, "job"}, {hitUnit, "task"}, {hitUnit, "batch"}, {hitUnit, "workflow"}, {hitUnit, "workitem"},
	{hitUnit, "pipeline"}, {hitUnit, "execution"}, {hitUnit, "activity"}, {hitUnit, "jid"},
	{hitUnit, "run_"}, {hitUnit, "runid"}, {hitUnit, "load_"}, {hitUnit, "loadid"}, {hitUnit, "build_"}, {hitUnit, "buildid"}, {hitUnit, "dag_"}, {hitUnit, "flow_"},
	{hitVerbal, "load"}, {hitVerbal, "run"}, {hitVerbal, "build"}, {hitVerbal, "import"}, {hitVerbal, "export"},
	{hitVerbal, "backup"}, {hitVerbal, "sync"}, {hitVerbal, "transfer"}, {hitVerbal, "flow"}, {hitVerbal, "dag"},
	{hitConn, "connect"}, {hitConn, "reconnect"}, {hitConn, "disconnect"}, {hitConn, "latency"}, {hitConn, "network"},
	{hitConn, "dial"}, {hitConn, "refused"}, {hitConn, "reset"}, {hitConn, "unreachable"}, {hitConn, "timed"},
	{hitConn, "timeout"}, {hitConn, "icmp"}, {hitConn, "ping"}, {hitConn, "gone"}, {hitConn, "broken"}, {hitConn, "route"},
	{hitConn, "econn"}, {hitConn, "etimedout"}, {hitConn, "ehostunreach"}, {hitConn, "enetunreach"}, {hitConn, "enotfound"},
	{hitConn, "slow"}, {hitConn, "resolv"}, {hitConn, "resolution"}, {hitConn, "socket"}, {hitConn, "lookup"}, {hitConn, "deadline"}, {hitConn, "such"}, {hitConn, "handshake"},
}

// letterCode maps letters of both cases to 1..26, all else to 0; bit 5 marks
// upper case, so that "SyncJob" and "jobId" fall into words.
var letterCode = func() (t [256]uint8) {
	for c := byte('a'); c <= 'z'; c++ {
		t[c] = c - 'a' + 1
		t[c&^0x20] = (c - 'a' + 1) | 0x20
	}
	return t
}()

// prefixes has a bit for each first three letters of a trigger.
var prefixes, byPrefix = compileTriggers()

func compileTriggers() (bits [1024]uint32, lists map[uint32][]int) {
	lists = map[uint32][]int{}
	for i, t := range triggers {
		code := uint32(0)
		for _, c := range []byte(t.begin[:3]) {
			code = code<<5 | uint32(letterCode[c])
		}
		bits[code>>5] |= 1 << (code & 31)
		lists[code] = append(lists[code], i)
	}
	return bits, lists
}

// scan looks for words that begin like a trigger.
func scan(b []byte) hit {
	var found hit
	var code, n uint32
	var lastLower bool
	for i := range b {
		c := letterCode[b[i]]
		if c == 0 {
			n, lastLower = 0, false
			continue
		}
		if c >= 0x20 {
			if lastLower {
				n = 0
			}
			lastLower = false
		} else {
			lastLower = true
		}
		code = (code<<5 | uint32(c&31)) & 0x7fff
		if n++; n == 3 && prefixes[code>>5]&(1<<(code&31)) != 0 {
			found |= match(b[i-2:], code)
		}
	}
	return found
}

func match(b []byte, code uint32) (found hit) {
	for _, i := range byPrefix[code] {
		t := triggers[i]
		if len(b) >= len(t.begin) && equalFold(b[:len(t.begin)], t.begin) {
			if t.hit != hitVerbal {
				found |= t.hit
			} else if idAhead(b[len(t.begin):]) {
				found |= hitUnit
			}
		}
	}
	return found
}

// idAhead tells whether an id may stand behind a verbal noun: the next word, or
// the one behind "id", has a digit, a sign or a quote.
func idAhead(b []byte) bool {
	if len(b) == 0 || isLetter(b[0]) {
		return false
	}
	for words, i := 0, 0; words < 2 && i < len(b); words++ {
		for i < len(b) && isSpace(b[i]) {
			i++
		}
		start := i
		for ; i < len(b) && !isSpace(b[i]); i++ {
			if c := b[i]; isDigit(c) || c == '#' || c == '-' || c == '_' || c == '"' || c == '\'' || c == '`' || c == '[' || c == '/' {
				return true
			}
			if i > start && b[i] >= 'A' && b[i] <= 'Z' {
				return true
			}
		}
		if w := b[start:i]; !equalFold(w, "id") && !equalFold(w, "number") && !equalFold(w, "with") && !equalFold(w, "id:") {
			return false
		}
	}
	return false
}
