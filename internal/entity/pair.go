package entity

import (
	"bytes"
	"strconv"
)

// pair adds what a key and its value tell.
func (s *Scanner) pair(key, value []byte) {
	v := bytes.TrimSpace(value)
	c := s.classify(key)
	f := Field{Key: key, Value: value, Bits: -1}
	if len(v) == 0 || nothing(v) || !s.typed(c, key, v) {
		if n, ok := plainNumber(v); ok {
			f.Kind, f.Num, f.IsNum = Number, n, true
		}
		s.fields = append(s.fields, f)
	}
}

// nothing tells the customary signs for a value that is not there.
func nothing(v []byte) bool {
	switch string(v) {
	case "-", "null", "nil", "<nil>", "none", "None", "N/A", "n/a", "undefined", "unknown", "(null)", "(none)", `""`:
		return true
	}
	return false
}

func plainNumber(v []byte) (float64, bool) {
	if len(v) == 0 || len(v) > 24 || !isDigit(v[len(v)-1]) || !isDigit(v[0]) && v[0] != '-' {
		return 0, false
	}
	for _, c := range v {
		if !isDigit(c) && c != '.' && c != '-' && c != 'e' && c != 'E' && c != '+' {
			return 0, false
		}
	}
	n, err := strconv.ParseFloat(string(v), 64)
	return n, err == nil
}

// typed adds the fields of a value whose key has a class; false when the value
// is not of that kind.
func (s *Scanner) typed(c keyClass, key, v []byte) bool {
	switch c.kind {
	case IP, Host:
		if s.addresses(c.role, key, v) {
			return true
		}
		return s.host(c, key, v)
	case Port:
		return s.portValue(c.role, key, v)
	case MAC:
		return s.macValue(c.role, key, v)
	case Status:
		return s.integer(c, key, v, 100, 599)
	case ExitCode:
		return s.integer(c, key, v, -255, 4294967295)
	case Duration, Latency:
		return s.measured(c, key, v)
	case Bytes:
		return s.sized(c, key, v)
	case URL:
		return s.url(c.role, key, v)
	case Path:
		if len(v) < 2 || bytes.IndexByte(v, '/') < 0 && bytes.IndexByte(v, '\\') < 0 {
			return false
		}
		return s.pathValue(key, v)
	case Method:
		if !httpMethod(v) {
			return false
		}
	case Protocol:
		return s.protocolValue(key, v)
	case Interface:
		if len(v) > 40 || bytes.IndexByte(v, ' ') >= 0 && !bytes.Contains(v, []byte("Ethernet")) || !isLetter(v[0]) || allLetters(v) && len(v) > 12 || ipv4(v, 0) > 0 {
			return false
		}
	case Session:
		if len(v) < 4 || bytes.IndexByte(v, ' ') >= 0 || v[0] == '{' {
			return false
		}
	case TraceID:
		return s.trace(key, v)
	case Exception:
		if !exceptionName(v) {
			return false
		}
	case Text, Number:
		return s.untold(key, v)
	default:
		if len(v) > maxName && c.kind != Query && c.kind != ErrorText {
			return false
		}
	}
	s.add(Field{Kind: c.kind, Role: c.role, Key: key, Value: v, Bits: -1})
	return true
}

// maxName is the longest value that names something.
const maxName = 200

func allLetters(v []byte) bool {
	for _, c := range v {
		if !isLetter(c) {
			return false
		}
	}
	return true
}

// untold looks at the value of a key that says nothing: a value that is an
// address as a whole is one.
func (s *Scanner) untold(key, v []byte) bool {
	if len(v) > 80 {
		return false
	}
	if a, ok := addressAt(v, 0); ok && a.end == len(v) {
		s.addAddress(NoRole, key, v, &a)
		return true
	}
	if macAddress(v, 0) == len(v) {
		s.add(Field{Kind: MAC, Key: key, Value: v, Bits: -1})
		return true
	}
	return false
}

// add adds a field; one found in running text only where it is new.
func (s *Scanner) add(f Field) {
	if s.running {
		s.once(f)
		return
	}
	s.fields = append(s.fields, f)
}

// addressAt reads an address of either family at v[i:].
func addressAt(v []byte, i int) (address, bool) {
	switch c := v[i]; {
	case isDigit(c):
		if a, ok := quad(v, i); ok {
			return a, true
		}
		return ipv6(v, i)
	case isHex(c) || c == ':' || c == '[':
		return ipv6(v, i)
	}
	return address{}, false
}

// addAddress adds an address and its port.
func (s *Scanner) addAddress(role Role, key, b []byte, a *address) {
	s.add(Field{Kind: IP, Role: role, Key: key, Value: b[a.ip[0]:a.ip[1]], Bits: a.bits})
	if a.port[1] > a.port[0] {
		s.addPort(role, key, b[a.port[0]:a.port[1]])
	}
}

func (s *Scanner) addPort(role Role, key, v []byte) {
	n, _ := number(v, 0, 5)
	s.add(Field{Kind: Port, Role: role, Key: key, Value: v, Num: float64(n), IsNum: true, Bits: -1})
}

// addresses adds all addresses of a value: one, or a list.
func (s *Scanner) addresses(role Role, key, v []byte) bool {
	found := false
	for i := 0; i < len(v); {
		if i > 0 && (isAlnum(v[i-1]) || v[i-1] == '_') {
			i++
			continue
		}
		a, ok := addressAt(v, i)
		if !ok {
			i++
			continue
		}
		s.addAddress(role, key, v, &a)
		found, i = true, max(a.end, i+1)
	}
	return found
}

// host adds a host's name with its port.
func (s *Scanner) host(c keyClass, key, v []byte) bool {
	name, port, ok := hostPort(v)
	if !ok || c.kind == IP && !named(name) {
		return false
	}
	s.add(Field{Kind: Host, Role: c.role, Key: key, Value: name, Bits: -1})
	if len(port) > 0 {
		s.addPort(c.role, key, port)
	}
	return true
}

// named reports whether a word can only be a host where an address is expected.
func named(v []byte) bool {
	if len(v) < 2 || v[0] == '/' || !isLetter(v[0]) {
		return false
	}
	return bytes.IndexByte(v, '.') > 0 || bytes.IndexByte(v, '-') > 0 || hasDigit(v) || string(v) == "localhost"
}

func hasDigit(v []byte) bool {
	for _, c := range v {
		if isDigit(c) {
			return true
		}
	}
	return false
}

// hostPort takes a value apart that is a host's name, with a port or not.
func hostPort(v []byte) (name, port []byte, ok bool) {
	name = v
	if k := bytes.LastIndexByte(v, ':'); k > 0 {
		if n, e := number(v, k+1, 5); e == len(v) && e > k+1 && n <= 65535 {
			name, port = v[:k], v[k+1:]
		}
	}
	if len(name) == 0 || len(name) > 253 {
		return nil, nil, false
	}
	for _, c := range name {
		if !isAlnum(c) && c != '-' && c != '.' && c != '_' {
			return nil, nil, false
		}
	}
	return name, port, true
}

// portValue adds a port, or a list of them.
func (s *Scanner) portValue(role Role, key, v []byte) bool {
	n := len(s.fields)
	for i := 0; i < len(v); {
		p, e := number(v, i, 5)
		if e == i || p > 65535 {
			s.fields = s.fields[:n]
			return false
		}
		s.addPort(role, key, v[i:e])
		for i = e; i < len(v) && (v[i] == ',' || v[i] == ' ' || v[i] == '-' || v[i] == '/'); i++ {
		}
		if i == e && i < len(v) {
			s.fields = s.fields[:n]
			return false
		}
		if i > e && i < len(v) && isLetter(v[i]) { // "53/udp"
			break
		}
	}
	return len(s.fields) > n
}

// macValue adds a hardware address, or the header of a frame as netfilter
// writes it: destination, source, type.
func (s *Scanner) macValue(role Role, key, v []byte) bool {
	if len(v) == 41 && macAddress(v[:17], 0) == 17 && macAddress(v[18:35], 0) == 17 {
		s.add(Field{Kind: MAC, Role: Destination, Key: key, Value: v[:17], Bits: -1})
		s.add(Field{Kind: MAC, Role: Source, Key: key, Value: v[18:35], Bits: -1})
		return true
	}
	if macAddress(v, 0) != len(v) {
		return false
	}
	s.add(Field{Kind: MAC, Role: role, Key: key, Value: v, Bits: -1})
	return true
}

// integer adds a whole number between two bounds.
func (s *Scanner) integer(c keyClass, key, v []byte, low, high float64) bool {
	n, ok := plainNumber(v)
	if !ok || n < low || n > high || n != float64(int64(n)) || bytes.IndexByte(v, '.') >= 0 {
		return false
	}
	s.add(Field{Kind: c.kind, Role: c.role, Key: key, Value: v, Num: n, IsNum: true, Bits: -1})
	return true
}

func httpMethod(v []byte) bool {
	switch string(v) {
	case "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "CONNECT", "TRACE", "PROPFIND", "get", "post", "put", "delete", "head", "patch":
		return true
	}
	return false
}

// exceptionName tells "java.net.SocketTimeoutException" and "ValueError".
func exceptionName(v []byte) bool {
	if len(v) < 5 || len(v) > maxName {
		return false
	}
	for _, c := range v {
		if !isAlnum(c) && c != '.' && c != '_' && c != '$' && c != ':' && c != '\\' && c != '/' {
			return false
		}
	}
	return true
}

// trace adds a trace id; a traceparent of W3C holds the span's too.
func (s *Scanner) trace(key, v []byte) bool {
	if len(v) == 55 && v[2] == '-' && v[35] == '-' && v[52] == '-' {
		s.add(Field{Kind: TraceID, Key: key, Value: v[3:35], Bits: -1})
		s.add(Field{Kind: SpanID, Key: key, Value: v[36:52], Bits: -1})
		return true
	}
	if len(v) < 6 || len(v) > maxName || bytes.IndexByte(v, ' ') >= 0 || v[0] == '{' {
		return false
	}
	s.add(Field{Kind: TraceID, Key: key, Value: v, Bits: -1})
	return true
}
