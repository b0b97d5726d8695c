package event

import "inquest/internal/record"

// keyed is what the key=value pairs of a record say, from its fields and from
// its text: the best value for each role. Values point into the record.
type keyed struct {
	id, name, state, event, exit          []byte
	addr, port, proto, target, url, fault []byte
	try, tries                            []byte
	idRank, nameRank, stateRank, addrRank uint8
	idLoose                               bool // the id came from a key that may hold a name
	runName                               []byte
	dag, plainID                          []byte
	method, path                          bool // an HTTP method, the path of a request
	duration, latency                     int64
	hasDuration, hasLatency               bool
}

func (k *keyed) addFields(fields []record.Field, seen *keyCache) {
	for i := range fields {
		if row := seen.lookup(fields[i].Key); row != nil {
			k.add(*row, fields[i].Key, fields[i].Value)
		}
	}
}

// keyCache remembers the rows of the keys seen last: the records of a source
// repeat a few keys. It saves the look-up and changes no result.
type keyCache [256]struct {
	key   []byte
	row   keyRow
	known bool
}

// tell reports whether fields alone, without a word of the message, may tell of a
// run or a connection: an id does, an error or an event whose text is read, an
// address with a latency or a port.
func (c *keyCache) tell(fields []record.Field) bool {
	addr, measured := false, false
	for i := range fields {
		row := c.lookup(fields[i].Key)
		if row == nil {
			continue
		}
		switch row.role {
		case roleID, roleIDOrName, roleCode, roleError, roleEvent:
			return true
		case roleAddr:
			addr = true
		case roleLatency, rolePort:
			measured = true
		}
	}
	return addr && measured
}

// lookup is lookupKey; nil when the key says nothing.
func (c *keyCache) lookup(key []byte) *keyRow {
	n := len(key)
	if n == 0 || n > 32 {
		return nil
	}
	e := &c[byte(n)^key[0]*7^key[n-1]*31^key[n/2]*57]
	if string(e.key) != string(key) {
		var buf [32]byte
		e.key = append(e.key[:0], key...)
		e.row, e.known = lookupKey(key, &buf)
	}
	if !e.known {
		return nil
	}
	return &e.row
}

// addText adds the key=value pairs among the tokens of a message.
func (k *keyed) addText(t *tokenizer) {
	var buf [32]byte
	for i := 0; i+1 < len(t.tokens); i++ {
		if t.tokens[i].flags&flagKey == 0 {
			continue
		}
		key := t.text(t.tokens[i])
		if row, ok := lookupKey(key, &buf); ok && row.role != roleError {
			k.add(row, key, t.text(t.tokens[i+1]))
		}
	}
}

func (k *keyed) add(row keyRow, key, v []byte) {
	if len(v) == 0 {
		return
	}
	switch row.role {
	case roleID, roleIDOrName, roleCode:
		k.addID(row, key, v)
	case roleMethod:
		k.method = k.method || httpMethod(v)
	case rolePath:
		k.path = k.path || v[0] == '/'
	case rolePlainID:
		if k.plainID == nil && fieldID(v) && hasDigit(v) {
			k.plainID = v
		}
	case roleName:
		ranked(&k.name, &k.nameRank, row.rank, v)
	case roleState:
		ranked(&k.state, &k.stateRank, row.rank, v)
	case roleAddr:
		ranked(&k.addr, &k.addrRank, row.rank, v)
	case roleDuration:
		k.measure(&k.duration, &k.hasDuration, row, v)
	case roleLatency:
		if row.unit == 0 { // a bare latency is in milliseconds, as ping prints it
			row.unit = msec
		}
		k.measure(&k.latency, &k.hasLatency, row, v)
	default:
		if p := k.slot(row.role); p != nil && *p == nil {
			*p = v
		}
	}
}

// request tells whether the record is about an HTTP request.
func (k *keyed) request() bool { return k.method || k.path && allDigits(k.state) }

func (k *keyed) slot(r role) *[]byte {
	switch r {
	case roleEvent:
		return &k.event
	case roleExit:
		return &k.exit
	case roleTarget:
		return &k.target
	case rolePort:
		return &k.port
	case roleProtocol:
		return &k.proto
	case roleError:
		return &k.fault
	case roleURL:
		return &k.url
	case roleAttempt:
		return &k.try
	case roleAttempts:
		return &k.tries
	}
	return nil
}

// ranked keeps the value of the best rank, the first of equals.
func ranked(dst *[]byte, have *uint8, rank uint8, v []byte) {
	if *have == 0 || rank < *have {
		*dst, *have = v, rank
	}
}

// addID takes an id, or keeps it as the unit's name when a better id is known.
func (k *keyed) addID(row keyRow, key, v []byte) {
	if !fieldID(v) || row.role == roleCode && !codeLike(v) {
		return
	}
	if len(key) >= 3 && equalFold(key[:3], "dag") {
		k.dag = v
	}
	loose := row.role == roleIDOrName && !hasDigit(v)
	rank := row.rank
	if loose {
		rank += 10
	}
	switch {
	case k.idRank == 0:
		k.id, k.idRank, k.idLoose = v, rank, loose
	case rank < k.idRank:
		if k.idLoose {
			k.runName = k.id
		}
		k.id, k.idRank, k.idLoose = v, rank, loose
	case loose:
		k.runName = v
	}
}

// codeLike tells "AG-77" and "a5b8" from counts, sizes, versions and words.
func codeLike(v []byte) bool {
	letters := false
	for _, c := range v {
		if c == '.' || c == ' ' || c == '%' {
			return false
		}
		letters = letters || isLetter(c)
	}
	return letters && hasDigit(v) && !measurement(v)
}

// fieldID reports whether the value of a job field can be an id.
func fieldID(v []byte) bool {
	if len(v) > maxID || v[0] == '{' || v[0] == '[' {
		return false
	}
	for _, no := range [...]string{"-", "null", "none", "nil", "n/a", "unknown", "undefined", "true", "false", "0", "?"} {
		if equalFold(v, no) {
			return false
		}
	}
	for _, c := range v {
		if c < 0x20 || c == 0x7f || c == '"' {
			return false
		}
	}
	return true
}

func (k *keyed) measure(dst *int64, has *bool, row keyRow, v []byte) {
	if *has {
		return
	}
	if ns, ok := parseDuration(v, row.unit); ok {
		*dst, *has = ns, true
	}
}
