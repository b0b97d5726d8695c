package record

import "bytes"

// someTime returns the key, of those that no logger uses for its time, whose
// value most likely is the time of the record, -1 when there is none. Every key
// with a value that is a time and a name that says so is a candidate; the one
// with the least against it wins, the first of equals.
func (m *matcher) someTime() int {
	best, least := -1, 0
	for i := range m.caps {
		n, ok := timeKey(m.caps[i].key)
		if !ok || best >= 0 && n >= least {
			continue
		}
		if m.fitsRole(roleTime, i) && !(m.stamp.epoch && m.stamp.unix == 0) && m.stamp.year != 1970 {
			best, least = i, n
		}
	}
	if best >= 0 {
		m.fitsRole(roleTime, best)
	} else {
		m.timed = false
	}
	return best
}

// timeKey tells what speaks against a key as that of the record's time; false
// when its name is not that of a time. A name that is a logger's usual key below
// other keys ("event.datetime") has least against it, then the shortest name; a
// name that speaks of the time of something else counts as far longer.
func timeKey(key []byte) (against int, ok bool) {
	if len(key) < 2 || len(key) > maxTimeKey {
		return 0, false
	}
	var buf [maxTimeKey]byte
	name := bytes.TrimPrefix(lower(buf[:0], key), []byte("@"))
	last := name[bytes.LastIndexByte(name, '.')+1:]
	depth := bytes.Count(name, []byte{'.'})
	usual := keyRoles[string(last)]
	if usual.role != roleTime || len(last) < 2 {
		if !timeName(last) {
			return 0, false
		}
		against = 100
	}
	against += 10*depth + len(last) + int(usual.rank)
	for _, word := range ofSomethingElse {
		if bytes.Contains(name, []byte(word)) {
			against += 1000
		}
	}
	return against, true
}

// clockOnly returns the key of a time of day alone (time=10:00:00), -1 when there is
// none: of the keys that loggers use for the time those whose value is written as a
// clock shows it.
func (m *matcher) clockOnly() int {
	for i := range m.caps {
		c := &m.caps[i]
		if k := m.cache.roleOf(c.key); k.role != roleTime || len(c.value) < len("10:00:00") || c.value[2] != ':' || c.value[5] != ':' {
			continue
		}
		var s stamp
		if clockStamp(c.value, &s) == len(c.value) && s.valid() {
			m.stamp, m.timed, m.timeKey, m.from = s, true, c.key, Stamp{}
			return i
		}
	}
	return -1
}

const maxTimeKey = 96

// lower appends a key in small letters.
func lower(dst, key []byte) []byte {
	for _, c := range key {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		dst = append(dst, c)
	}
	return dst
}

// timeName reports whether a name says that it is a time.
func timeName(name []byte) bool {
	for _, suffix := range [...]string{"timestamp", "time", "date", "_at", "datetime", "_ts", "_ts_ms", "time_ms", "timestamp_ms", "_epoch", "timeutc", "time_utc", "timems", "timens", "eventts", "_timestamp_ns", "_ns"} {
		if bytes.HasSuffix(name, []byte(suffix)) {
			return true
		}
	}
	return string(name) == "ts" || bytes.HasPrefix(name, []byte("timestamp"))
}

// ofSomethingElse are words in the names of times that are not the record's.
var ofSomethingElse = []string{"start", "begin", "session", "last", "mod", "expir", "prev", "since", "install", "boot", "scan", "sent", "send",
	"bypass", "valid", "birth", "until", "next", "first", "end", "due", "schedul", "deadline", "update", "received", "ingest", "observed", "uptime", "build", "deploy", "release"}
