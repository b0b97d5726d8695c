package record

import "bytes"

// keyRole says what a key of a JSON or logfmt record means. Of several keys of
// one role the lowest rank wins; the others stay fields.
type keyRole struct {
	role role
	rank uint8
	keep bool // the key stays a field as well: it may mean something else
}

// maxKey is the length of the longest key with a role.
const maxKey = 28

// roleOf looks a key up, in any case of letters.
func roleOf(key []byte) keyRole {
	if len(key) == 0 || len(key) > maxKey {
		return keyRole{}
	}
	var low [maxKey]byte
	for i, c := range key {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		low[i] = c
	}
	return keyRoles[string(low[:len(key)])]
}

// keyRoles are the spellings of the common loggers: slog, zap, zerolog,
// logrus, bunyan, pino, structlog, Serilog, Log4j's and Logback's JSON layouts,
// python-json-logger, ECS, GELF, OpenTelemetry, journald's export, MongoDB.
var keyRoles = keyTable(map[role][]string{
	roleTime: {"@timestamp", "timestamp", "time", "ts", "@t", "t", "t.$date", "datetime", "date", "asctime", "eventtime",
		"event_time", "log_timestamp", "timestamp_ns", "timestampns", "time_iso8601", "timeunixnano", "timemillis", "instant.epochsecond", "created",
		"created_at", "timestamp_ms", "ts_ms", "time_ms", "epoch_ms", "epoch", "unix_time", "event.created", "start_time", "logtime", "log_time", "__realtime_timestamp", "observed_timestamp", "observedtimestamp", "startutc", "client_ts_ms", "timecreated", "date and time", "timegenerated", "timegenerated [utc]", "time generated"},
	roleLevel: {"level", "log.level", "lvl", "loglevel", "log_level", "levelname", "level_name", "severity", "severitytext",
		"severity_text", "@l", "l", "s", "priority", "severity_number", "severitynumber", "levelno", "syslog.severity.name", "log.syslog.severity.name", "leveldisplayname", "entrytype", "status"},
	roleMessage: {"message", "msg", "short_message", "@m", "@message", "_msg", "body", "event", "text", "fields.message", "log", "@mt"},
	roleLogger: {"logger", "logger_name", "loggername", "log.logger", "name", "component", "target", "sourcecontext", "module", "class",
		"classname", "category", "scope_name", "subsystem", "c"},
	roleService: {"service", "service.name", "service_name", "servicename", "app", "application", "app_name", "appname", "program",
		"syslog_identifier", "container", "container_name", "container.name", "kubernetes.container.name", "kubernetes.container_name", "_systemd_unit", "providername"},
	roleHost: {"host.name", "hostname", "host.hostname", "_hostname", "host", "source_host", "kubernetes.host", "machinename", "computername", "computer",
		"pod", "podname", "pod_name", "kubernetes.pod_name", "kubernetes.pod.name", "k8s.pod.name"},
	roleThread: {"thread", "thread_name", "threadname", "process.thread.name", "thread_id", "threadid", "tid"},
	rolePID:    {"pid", "process.pid", "process_id", "processid", "_pid"},
})

// ambiguous keys name the origin in some programs and a peer or an outcome in others.
var ambiguous = map[string]bool{"host": true, "status": true, "s": true, "c": true, "t": true, "l": true, "name": true, "event": true}

func keyTable(names map[role][]string) map[string]keyRole {
	table := make(map[string]keyRole)
	for r, keys := range names {
		for i, k := range keys {
			table[k] = keyRole{role: r, rank: uint8(i + 1), keep: ambiguous[k]}
		}
	}
	return table
}

// keyCache remembers the roles of the keys seen last: the records of a source
// repeat a few keys. It saves the look-up and changes no result.
type keyCache [256]struct {
	key  []byte
	role keyRole
}

func (c *keyCache) roleOf(key []byte) keyRole {
	n := len(key)
	if n == 0 || n > maxKey {
		return keyRole{}
	}
	e := &c[byte(n)^key[0]*7^key[n-1]*31^key[n/2]*57]
	if string(e.key) != string(key) {
		e.key = append(e.key[:0], key...)
		e.role = roleOf(key)
	}
	return e.role
}

// classify gives the captures of a JSON or logfmt record their roles and reports
// whether any of time, level and message was among them.
func (m *matcher) classify() bool {
	var best [roleField]int // index + 1 of the winner
	var won [roleField]keyRole
	for i := range m.caps {
		k := m.cache.roleOf(m.caps[i].key)
		if m.keys != nil {
			if r, ok := m.keys[string(m.caps[i].key)]; ok {
				k = keyRole{role: r}
			}
		}
		if k.role == roleNone || k.role == roleField || best[k.role] > 0 && won[k.role].rank <= k.rank || !m.fitsRole(k.role, i) {
			continue
		}
		best[k.role], won[k.role] = i+1, k
	}
	if best[roleTime] == 0 && !m.dateAndTime() {
		if best[roleTime] = m.nested(roleTime) + 1; best[roleTime] == 0 {
			best[roleTime] = m.someTime() + 1
		}
		if best[roleTime] == 0 {
			best[roleTime] = m.clockOnly() + 1
		}
	}
	if best[roleLevel] == 0 {
		if best[roleLevel] = m.nested(roleLevel) + 1; best[roleLevel] == 0 {
			m.someLevel()
		}
	}
	for r, i := range best {
		if i > 0 {
			m.settle(role(r), i-1, won[r].keep)
		}
	}
	return m.timed || best[roleLevel]+best[roleMessage] > 0
}

// nested returns the best of the captures inside objects whose last name has the
// role, as event.datetime has, -1 when there is none: some writers wrap the
// whole record in one object.
func (m *matcher) nested(r role) int {
	best, rank := -1, uint8(255)
	for i := range m.caps {
		key := m.caps[i].key
		dot := bytes.LastIndexByte(key, '.')
		if dot <= 0 || m.caps[i].role != roleField {
			continue
		}
		k := m.cache.roleOf(key[dot+1:])
		m.loose = m.loose || k.role == r
		if k.role != r || k.keep {
			continue
		}
		against := k.rank
		if r == roleTime && !bytes.Contains(key[:dot], metadata) {
			against += 100 // what is said about the record goes before what is in it
		}
		if against < rank && m.fitsRole(r, i) {
			best, rank = i, against
		}
	}
	if best >= 0 {
		m.fitsRole(r, best)
	}
	return best
}

// metadata is in the names of objects that speak of the record itself.
var metadata = []byte("metadata")

// dateAndTime joins date=2026-11-22 and time=20:03:25, as firewalls write them.
func (m *matcher) dateAndTime() bool {
	var date, clock []byte
	for i := range m.caps {
		switch string(m.caps[i].key) {
		case "date":
			date = m.caps[i].value
		case "time":
			clock = m.caps[i].value
		}
	}
	if len(date) != 10 || len(clock) < 8 || len(clock) > 40 {
		return false
	}
	start := m.arena.open()
	m.arena.add(date)
	m.arena.addByte(' ')
	m.arena.add(clock)
	var s stamp
	if !timeValue(m.arena.close(start), &s) {
		return false
	}
	m.stamp, m.timed, m.from = s, true, Stamp{}
	return true
}

// fitsRole checks that a value can be what its key says, and keeps the parsed
// time or level.
func (m *matcher) fitsRole(r role, i int) bool {
	c := &m.caps[i]
	switch r {
	case roleTime:
		var s stamp
		if !timeValue(c.value, &s) || !s.epoch && !s.yearless && s.year <= 1970 {
			return false // the epoch's first day stands for "never"
		}
		m.stamp, m.timed, m.timeKey, m.from = s, true, c.key, Stamp{Text: c.value, kind: stampValue, rank: timeRank(c.key)}
	case roleLevel:
		l, ok := m.levels[string(c.value)]
		if !ok {
			l, ok = levelValue(c.key, c.value)
		}
		if !ok {
			return false
		}
		m.lvl = l
	case rolePID, roleThread:
		return len(c.value) > 0 && len(c.value) <= 64
	case roleMessage:
		return true
	default:
		return len(c.value) > 0 && c.value[0] != '{' && c.value[0] != '['
	}
	return true
}

// timeRank is the rank of a key that holds a time; keys whose name only ends like
// that of a time come last.
func timeRank(key []byte) uint8 {
	if k := roleOf(key); k.role == roleTime {
		return k.rank
	}
	return 255
}

// settle moves a capture to its role; a copy stays as a field where the key may
// mean something else.
func (m *matcher) settle(r role, i int, keep bool) {
	c := &m.caps[i]
	c.role = r
	if keep && r != roleTime && r != roleMessage && len(m.caps) < maxCaptures {
		m.caps = append(m.caps, capture{role: roleField, key: c.key, value: c.value})
	}
}

// timeValue reads the value of a time key: a stamp or an epoch number.
func timeValue(v []byte, s *stamp) bool {
	if n := parseStamp(v, s); n > 0 && n == len(v) {
		return true
	}
	n := parseEpoch(v, s)
	return n > 0 && n == len(v)
}

// levelValue reads the value of a level key: a word, a letter, or a number whose
// scale the key tells.
func levelValue(key, v []byte) (Level, bool) {
	v = trimBlanks(v)
	var n32 int32
	if end := number(v, 0, 3, &n32); end == 0 || end != len(v) {
		if len(v) == 1 {
			return letterLevel(v[0])
		}
		if l, ok := wordLevel(v); ok || !isSeverity(key) {
			return l, ok
		}
		return severityLevel(v)
	}
	l, n := LevelNone, int(n32)
	switch string(key) {
	case "levelno":
		l = pythonLevel(n)
	case "severity_number", "severityNumber", "SeverityNumber":
		l = otelLevel(n)
	case "status", "s", "l":
	default:
		l = numberLevel(n)
	}
	return l, l != LevelNone
}
