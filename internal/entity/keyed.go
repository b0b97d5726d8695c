package entity

import "bytes"

// keyed reads the value of a key that ends at j: key=value, key: value,
// "key":"value", and for a few kinds key value. It returns the position of the
// value, which is read as text too; j when the word is no such key.
func (s *Scanner) keyed(w []byte, j int) int {
	b := s.text
	c := s.classify(w)
	if j >= len(b) {
		return j
	}
	at, sep := separator(b, j)
	if sep == 0 {
		return j
	}
	if sep == ' ' {
		return s.spoken(c, w, j, at)
	}
	if c.kind == Text {
		return j
	}
	value, quoted := valueAt(b, at)
	if sep == ':' && !quoted && c.kind == Interface && len(w) <= len("out") {
		return j // "zone example.com/IN: loading"
	}
	if len(value) == 0 || value[0] == '{' || value[0] == '[' || nothing(value) || sep == ':' && !quoted && wordy(c.kind) && (c.kind != Status || len(w) <= len("response")) {
		return j
	}
	s.textValue(c, w, value)
	return at
}

// textValue adds a value that text gives to a key, where it has the kind's form.
func (s *Scanner) textValue(c keyClass, w, value []byte) {
	if c.kind == Host && allLetters(value) && len(value) > 20 {
		return
	}
	if _, e := number(value, 0, 5); c.kind == Port && e > 0 && e < len(value) && !isAlnum(value[e]) && value[e] != '.' {
		value = value[:e] // 8086[router]
	}
	n := len(s.fields)
	s.typed(c, w, bytes.TrimSpace(value))
	for i := n; i < len(s.fields); i++ {
		s.fields[i].Key = w
	}
}

// wordy kinds have values of several words, which an unquoted value behind a
// colon would be cut from, or are words that sentences have as well.
func wordy(k Kind) bool {
	switch k {
	case ErrorText, Query, Exception, Session, Service, Job, Run, Path, Status, Namespace, Container:
		return true
	}
	return false
}

// separator tells what stands between a key that ends at j and its value, and
// where the value begins; 0 when it is no key.
func separator(b []byte, j int) (at int, sep byte) {
	k := j
	if k < len(b) && (b[k] == '"' || b[k] == '\'') {
		k++
	}
	quoted := k > j
	blank := k
	for blank < len(b) && blank-k < 2 && b[blank] == ' ' {
		blank++
	}
	if blank >= len(b) {
		return j, 0
	}
	switch c := b[blank]; {
	case c == '=' && blank+1 < len(b):
		at = blank + 1
		if b[at] == '>' {
			at++
		}
		if at < len(b) && b[at] == ' ' {
			at++
		}
		return at, '='
	case c == ':' && (quoted || blank == k):
		at = blank + 1
		for at < len(b) && b[at] == ' ' {
			at++
		}
		if quoted {
			return at, '='
		}
		return at, ':'
	case blank == k+1 && !quoted:
		return blank, ' '
	}
	return j, 0
}

// valueAt reads a value: quoted, or up to what ends one.
func valueAt(b []byte, i int) (value []byte, quoted bool) {
	if i >= len(b) {
		return nil, false
	}
	if q := b[i]; q == '"' || q == '\'' {
		if k := bytes.IndexByte(b[i+1:], q); k >= 0 {
			return b[i+1 : i+1+k], true
		}
		return nil, false
	}
	if curly := []byte("”"); bytes.HasPrefix(b[i:], curly) { // typographic quotes
		if k := bytes.Index(b[i+3:], curly); k >= 0 {
			return b[i+3 : i+3+k], true
		}
	}
	j := i
	for j < len(b) && !endsValue[b[j]] {
		j++
	}
	for j > i && (b[j-1] == '.' || b[j-1] == ':') {
		j--
	}
	return b[i:j], false
}

var endsValue = [256]bool{' ': true, '\t': true, '\n': true, '\r': true, ',': true, ';': true, ')': true, '}': true, '&': true, '|': true, '"': true, '\'': true, '>': true, '<': true, '#': true}

// spoken reads values that stand behind a word of a sentence: "port 3306",
// "user ann", "exit code 137", "status 503".
func (s *Scanner) spoken(c keyClass, w []byte, j, at int) int {
	b := s.text
	value, _ := valueAt(b, at)
	if len(value) == 0 {
		return j
	}
	if _, sep := separator(b, at+len(value)); sep == '=' && c.kind != Port {
		return j // "user ip = 192.0.2.7": the word behind is the key
	}
	switch c.kind {
	case Port:
		if !isDigit(value[0]) {
			return j
		}
		n, e := number(b, at, 5)
		if e == at || n == 0 || n > 65535 || e < len(b) && (isLetter(b[e]) || b[e] == '.' && e+1 < len(b) && isDigit(b[e+1])) {
			return j
		}
		role := c.role
		if role == NoRole {
			role = s.lastAddressRole()
		}
		s.oncePort(role, b[at:e])
		return e
	case Status:
		if len(w) == len("status") {
			s.status(at)
		}
	case Bytes, Duration:
		if isDigit(value[0]) && (string(w) == "bytes" || string(w) == "duration" && bytes.IndexByte(value, ':') > 0) {
			s.textValue(c, w, value)
			return at + len(value)
		}
	case Job, Run, Pod, Container, User:
		if s.spokenName(c, w, value) {
			return at
		}
	}
	return s.phrase(w, j, at)
}

// lastAddressRole is the role of the address that was read just before: "from
// 10.0.0.7 port 52114".
func (s *Scanner) lastAddressRole() Role {
	if n := len(s.fields); n > 0 && (s.fields[n-1].Kind == IP || s.fields[n-1].Kind == Host) {
		return s.fields[n-1].Role
	}
	return NoRole
}

// spokenName adds what a sentence names: an id has a digit, a user no capital
// that a sentence's own words would have.
func (s *Scanner) spokenName(c keyClass, w, value []byte) bool {
	switch {
	case len(value) > 80 || !isAlnum(value[0]) && value[0] != '_' || value[len(value)-1] == ':':
		return false
	case c.kind == User:
		value, _, _ = bytes.Cut(value, []byte{'('}) // ann(uid=1000)
		if notUser[string(bytes.ToLower(value))] || len(value) < 2 || isDigit(value[0]) {
			return false
		}
	case !hasDigit(value):
		return false
	case c.kind == Job || c.kind == Run:
		var buf [16]byte
		if _, e := decimal(value, 0); e > 0 && e < len(value) {
			if unit, _ := unitAt(value, e, &buf); unitSeconds[unit] != 0 || unit == "" {
				return false
			}
		}
	}
	s.once(Field{Kind: c.kind, Role: c.role, Key: w, Value: value, Bits: -1})
	return true
}

// notUser are words behind "user" that name nobody.
var notUser = map[string]bool{"not": true, "is": true, "was": true, "has": true, "name": true, "id": true, "and": true, "or": true, "unknown": true, "authentication": true, "with": true, "from": true, "for": true, "in": true, "on": true, "to": true, "by": true,
	"agent": true, "request": true, "requested": true, "login": true, "logged": true, "session": true, "failed": true, "account": true, "service": true, "does": true, "disconnected": true, "connected": true, "data": true, "input": true, "of": true, "at": true, "the": true, "a": true, "an": true, "space": true, "mode": true, "memory": true, "cpu": true, "group": true, "list": true, "password": true, "manager": true, "may": true, "can": true, "cannot": true, "will": true, "profile": true, "info": true, "error": true, "created": true, "deleted": true, "interface": true, "level": true, "ids": true, "invalid": true, "limit": true, "defined": true, "access": true, "slice": true, "management": true, "runtime": true}

// phrase reads kinds whose name is two words: "exit code 137", "exit status 1",
// "status code 503", "password for ann".
func (s *Scanner) phrase(w []byte, j, at int) int {
	b := s.text
	k := at
	for k < len(b) && isLetter(b[k]) {
		k++
	}
	second := b[at:k]
	if k == at || k+1 >= len(b) || b[k] != ' ' && b[k] != ':' && b[k] != '=' {
		return j
	}
	v := k + 1
	for v < len(b) && (b[v] == ' ' || b[v] == '(') {
		v++
	}
	if third := []byte("of "); bytes.HasPrefix(b[v:], third) {
		v += len(third)
	}
	pair := [2]string{string(bytes.ToLower(w)), string(bytes.ToLower(second))}
	switch pair {
	case [2]string{"exit", "code"}, [2]string{"exit", "status"}, [2]string{"return", "code"}, [2]string{"exited", "with"}, [2]string{"error", "code"}:
		value, _ := valueAt(b, v)
		if pair[0] == "exited" {
			return s.exited(j, v)
		}
		if pair[0] != "error" {
			s.integer(keyClass{kind: ExitCode}, b[j-len(w):k], value, -255, 255)
		}
	case [2]string{"status", "code"}, [2]string{"response", "code"}, [2]string{"response", "status"}, [2]string{"http", "status"}, [2]string{"http", "code"}:
		s.status(v)
	case [2]string{"password", "for"}, [2]string{"publickey", "for"}, [2]string{"opened", "for"}, [2]string{"closed", "for"}, [2]string{"invalid", "user"}:
		value, _ := valueAt(b, v)
		if value, _, _ = bytes.Cut(value, []byte{'('}); len(value) > 0 && !notUser[string(bytes.ToLower(value))] && string(value) != "user" && len(value) < 64 {
			s.once(Field{Kind: User, Value: value, Bits: -1})
			return v + len(value)
		}
	}
	return j
}

// exited reads "exited with 3", "exited with code 3", "exited with exit code 3".
func (s *Scanner) exited(j, v int) int {
	b := s.text
	for _, skip := range [...]string{"exit ", "code ", "status ", "code: ", "status: ", "code=", "status="} {
		if bytes.HasPrefix(b[v:], []byte(skip)) {
			v += len(skip)
		}
	}
	if value, _ := valueAt(b, v); len(value) > 0 {
		s.integer(keyClass{kind: ExitCode}, nil, value, -255, 255)
	}
	return j
}

// quantity reads what begins with a digit: 443/tcp, a duration, a size.
func (s *Scanner) quantity(i int) int {
	b := s.text
	j := i
	for j < len(b) && (isDigit(b[j]) || b[j] == '.' && j+1 < len(b) && isDigit(b[j+1])) {
		j++
	}
	if i > 0 && (b[i-1] == '.' || b[i-1] == ':' || b[i-1] == '-' && i > 1 && isAlnum(b[i-2])) {
		return j
	}
	if j+3 < len(b) && b[j] == '/' {
		k := j + 1
		for k < len(b) && isLetter(b[k]) {
			k++
		}
		if n, e := number(b, i, 5); e == j && n > 0 && n <= 65535 && carriers[protocols[string(bytes.ToLower(b[j+1:k]))].name] {
			s.oncePort(NoRole, b[i:j])
			s.once(Field{Kind: Protocol, Value: b[j+1 : k], Bits: -1})
			return k
		}
		return j
	}
	if sec, end := duration(b, i); end > j && !(end-j == 2 && b[j] == ' ' && b[j+1] != 's') {
		s.once(Field{Kind: s.spanKind(i), Value: b[i:end], Num: sec, IsNum: true, Unit: "s", Bits: -1})
		return end
	}
	var buf [16]byte
	if unit, end := unitAt(b, j, &buf); len(unit) > 1 && unitBytes[unit] > 0 || unit == "b" && b[end-1] == 'B' {
		n, _ := decimal(b, i)
		s.once(Field{Kind: Bytes, Value: b[i:end], Num: n * unitBytes[unit], IsNum: true, Unit: "B", Bits: -1})
		return end
	}
	return j
}

// latencyWords say in front of a span that it is how long an answer took.
var latencyWords = [][]byte{[]byte("latenc"), []byte("rtt"), []byte("respon"), []byte("round"), []byte("ping"), []byte("answer"), []byte("icmp_seq"), []byte("ttl=")}

// spanKind tells latency from duration by the words in front.
func (s *Scanner) spanKind(i int) Kind {
	before := bytes.ToLower(s.text[max(0, i-28):i])
	for _, w := range latencyWords {
		if bytes.Contains(before, w) {
			return Latency
		}
	}
	return Duration
}
