package record

import "bytes"

// capture is a part of the line with the place it goes to.
type capture struct {
	role  role
	key   []byte
	value []byte
}

// matcher runs patterns over a line and holds what they found. It is scratch:
// every run begins afresh.
type matcher struct {
	line     []byte
	caps     []capture
	stamp    stamp
	timed    bool
	from     Stamp  // what stamp was read from
	loose    bool   // a time or level was looked for inside of objects
	timeKey  []byte // of a JSON or logfmt line
	lvl      Level
	levels   map[string]Level // the format's own level words
	keys     map[string]role  // the format's own meaning of JSON and logfmt keys
	roots    [][]byte         // objects whose members count as those of the record
	arena    arena
	cache    keyCache
	dict     bool     // object reads a Python dict
	openCell bool     // the last cell of a table's line is not closed
	simple   bool     // object reads a line without backslashes
	known    struct { // the last stamp that was looked for in this line
		at, size int // size 0: none was looked for; -1: none is there
		stamp    stamp
	}
}

// run matches the whole line.
func (m *matcher) run(p *pattern, line []byte) bool {
	if len(line) == 0 || p.first[line[0]>>6]&(1<<(line[0]&63)) == 0 {
		return false
	}
	m.begin(line)
	i := m.match(p.ops, 0)
	return i >= 0 && blanks(line, i) == len(line)
}

// begin forgets what the last run found.
func (m *matcher) begin(line []byte) {
	m.line, m.caps, m.timed, m.timeKey, m.loose, m.lvl = line, m.caps[:0], false, nil, false, LevelNone
}

// match runs ops at position i and returns the position behind them, -1 when
// they do not fit.
func (m *matcher) match(ops []op, i int) int {
	for k := range ops {
		o := &ops[k]
		switch o.kind {
		case opLit:
			n := len(o.lit)
			if len(m.line)-i < n || m.line[i] != o.lit[0] || n > 1 && string(m.line[i:i+n]) != string(o.lit) {
				return -1
			}
			i += n
		case opBlank:
			if i >= len(m.line) || !isBlank(m.line[i]) {
				return -1
			}
			if i++; i < len(m.line) && isBlank(m.line[i]) {
				i = blanks(m.line, i)
			}
		case opGap:
			i = blanks(m.line, i)
		case opGroup:
			i = m.option(o.group, i)
		default:
			if i = m.part(o, i); i < 0 {
				return -1
			}
		}
	}
	return i
}

// option takes a group when it fits at i, and leaves no trace when it does not.
func (m *matcher) option(group []op, i int) int {
	n, timed, s, from, l := len(m.caps), m.timed, m.stamp, m.from, m.lvl
	j := m.match(group, i)
	if j < 0 {
		m.caps, m.timed, m.stamp, m.from, m.lvl = m.caps[:n], timed, s, from, l
		return i
	}
	return j
}

// part takes one named part at i and returns the position behind it.
func (m *matcher) part(o *op, i int) int {
	switch o.kind {
	case opStamp, opISO, opSyslog, opWeekday, opKlog, opEpoch, opTai:
		return m.time(o, i)
	case opLevel, opMark:
		return m.level(o, i)
	case opPri:
		return m.pri(i)
	case opQuoted:
		return m.quoted(o, i)
	case opBracket:
		return m.bracket(o, i)
	case opSD:
		return m.structured(i)
	case opKV:
		return m.pairs(i)
	case opRest:
		return m.take(o, i, len(m.line))
	case opHere:
		m.take(o, i, len(m.line))
		return i
	case opScan:
		return m.scan(o, i)
	case opOneOf:
		return m.oneOf(o, i)
	case opText:
		return m.until(o, i, len(m.line))
	case opFar:
		return m.far(o, i)
	case opPrefix:
		return m.prefix(o, i)
	case opSeverity, opScale, opExt, opCell, opPlace:
		return m.special(o, i)
	case opMaybe:
		if j := m.until(o, i, wordEnd(m.line, i)); j >= 0 {
			return j
		}
		return i
	case opWord:
		return m.until(o, i, wordEnd(m.line, i))
	case opClock:
		return m.clockTime(o, i)
	}
	return m.take2(o, i, simpleEnd(o.kind, m.line, i))
}

// take captures line[i:j].
func (m *matcher) take(o *op, i, j int) int {
	if o.role != roleNone {
		m.caps = append(m.caps, capture{role: o.role, key: o.key, value: m.line[i:j]})
	}
	return j
}

// take2 captures line[i:j] unless it is empty.
func (m *matcher) take2(o *op, i, j int) int {
	if j <= i {
		return -1
	}
	return m.take(o, i, j)
}

// scanLimit is how far from the line's beginning a stamp is searched for.
const scanLimit = 128

// scan captures one whole word or more up to a stamp.
func (m *matcher) scan(o *op, i int) int {
	if i < len(m.line) && isBlank(m.line[i]) {
		return -1 // an indented line is more likely a continuation
	}
	var s stamp
	for j := i + 1; j < len(m.line) && j-i < scanLimit; j++ {
		if isName(m.line[j-1]) || m.line[j-1] == '/' {
			continue
		}
		if c := m.line[j]; (isDigit(c) || c >= 'A' && c <= 'Z') && parseStamp(m.line[j:], &s) > 0 {
			return m.take(o, i, j)
		}
	}
	return -1
}

// oneOf captures the first of the op's texts that stands at i and ends there.
func (m *matcher) oneOf(o *op, i int) int {
	for _, text := range o.texts {
		j := i + len(text)
		if j <= len(m.line) && string(m.line[i:j]) == text && (j == len(m.line) || !isLetter(text[len(text)-1]) || !isLetter(m.line[j]) && !isDigit(m.line[j])) {
			return m.take(o, i, j)
		}
	}
	return -1
}

// until captures from i to the first place before limit where something fits
// that may follow, or to limit itself where a blank or the line's end may.
func (m *matcher) until(o *op, i, limit int) int {
	if len(o.stops) == 1 {
		if o.stops[0][0].kind == opLit {
			return m.take2(o, i, m.seek(o, i, limit))
		}
		if o.kind != opText { // a word's only blank is the one that ends it
			if o.end || m.fits(o.stops[0], limit) {
				return m.take2(o, i, limit)
			}
			return -1
		}
	}
	for j := i; j <= limit; j++ {
		for _, stop := range o.stops {
			if m.fits(stop, j) {
				return m.take2(o, i, j)
			}
		}
	}
	if len(o.stops) > 0 && !o.end {
		return -1
	}
	return m.take2(o, i, limit)
}

// seek is until for a single stop that begins with a literal byte.
func (m *matcher) seek(o *op, i, limit int) int {
	stop := o.stops[0]
	for j := i; j <= limit && j < len(m.line); j++ {
		k := bytes.IndexByte(m.line[j:min(limit+1, len(m.line))], stop[0].lit[0])
		if k < 0 {
			break
		}
		if j += k; m.fits(stop, j) {
			return j
		}
	}
	if o.end {
		return limit
	}
	return -1
}

// fits reports whether a run of literals and blanks stands at j.
func (m *matcher) fits(run []op, j int) bool {
	for i := range run {
		if run[i].kind == opBlank {
			k := blanks(m.line, j)
			if k == j {
				return false
			}
			j = k
			continue
		}
		if !bytes.HasPrefix(m.line[j:], run[i].lit) {
			return false
		}
		j += len(run[i].lit)
	}
	return true
}

func wordEnd(b []byte, i int) int {
	for i < len(b) && !isBlank(b[i]) {
		i++
	}
	return i
}

// simpleEnd returns the end of a part that its own bytes bound.
func simpleEnd(k opKind, b []byte, i int) int {
	j := i
	switch k {
	case opInt:
		return i + digits(b[i:])
	case opNum:
		return numEnd(b, i)
	case opClass:
		return classEnd(b, i)
	case opDotted:
		if j = classEnd(b, i); bytes.IndexByte(b[i:j], '.') <= 0 {
			return i
		}
		return j
	case opAddr:
		for j < len(b) && (isName(b[j]) || b[j] == ':' || b[j] == '%') {
			j++
		}
		if j > i && b[j-1] == ':' { // "program:" is no address
			j--
		}
		if isLoudLevel(b[i:j]) {
			return i
		}
		return j
	}
	for j < len(b) && isName(b[j]) {
		j++
	}
	return j
}

// classEnd returns the end of a class, module or logger name; a colon at its end
// stays outside.
func classEnd(b []byte, i int) int {
	j := i
	if j >= len(b) || !isLetter(b[j]) {
		return i
	}
	for j < len(b) && (isName(b[j]) || b[j] == '$' || b[j] == '/' || b[j] == ':' || b[j] == '#' || b[j] == '@') {
		j++
	}
	for j > i && b[j-1] == ':' {
		j--
	}
	return j
}

func numEnd(b []byte, i int) int {
	j := i
	if j < len(b) && (b[j] == '-' || b[j] == '+') {
		j++
	}
	n := digits(b[j:])
	if n == 0 {
		return i
	}
	j += n
	if j+1 < len(b) && b[j] == '.' && isDigit(b[j+1]) {
		j += 1 + digits(b[j+1:])
	}
	return j
}

// isLoudLevel reports whether a word is the name of a level in capitals: no host is called
// so, and where an address is expected the line is of another form.
func isLoudLevel(b []byte) bool {
	if len(b) < 4 || len(b) > maxLevelWord {
		return false
	}
	for _, c := range b {
		if c < 'A' || c > 'Z' {
			return false
		}
	}
	_, ok := wordLevel(b)
	return ok
}
