package entity

import "bytes"

// hint is what the words in front say about the next address or host.
type hint struct {
	role  Role
	words int // how many words ago it was said
	at    int
}

// maxScan is how much of one text is read.
const maxScan = 64 << 10

// mostFields bounds the fields of one record.
const mostFields = 512

// scan finds things by their form and by the words in front of them.
func (s *Scanner) scan(text []byte) {
	if len(text) > maxScan {
		text = text[:maxScan]
	}
	s.text, s.hint, s.running, s.flow = text, hint{}, true, flowOf(text)
	for i := 0; i < len(text) && len(s.fields) < mostFields; {
		i = max(i+1, s.step(i))
	}
	s.running = false
}

// step reads what begins at i and returns the position behind it; i when
// nothing does.
func (s *Scanner) step(i int) int {
	b := s.text
	c := b[i]
	if i > 0 && (isAlnum(b[i-1]) || b[i-1] == '_') {
		if isAlnum(c) || c == '_' {
			return i
		}
	}
	switch {
	case c == 0x1b && i+1 < len(b) && b[i+1] == '[':
		return controlEnd(b, i)
	case c == '-' && i+1 < len(b) && b[i+1] == '>', c == '=' && i+1 < len(b) && b[i+1] == '>', c == '>' && i > 0 && b[i-1] == ' ':
		s.arrow(i)
		return i + 2
	case isDigit(c) || c == ':' || c == '[' || isLetter(c):
		if j := s.address(i); j > i {
			return j
		}
	}
	switch {
	case isDigit(c):
		return s.quantity(i)
	case isLetter(c):
		return s.word(i)
	case c == '/' || c == '*':
		return s.lead(i)
	}
	return i
}

// controlEnd is the end of the terminal sequence at i, whose numbers say nothing.
func controlEnd(b []byte, i int) int {
	for i += 2; i < len(b) && (b[i] < 0x40 || b[i] > 0x7e); i++ {
	}
	return min(i+1, len(b))
}

// arrow gives the address in front its role, and the next one the other.
func (s *Scanner) arrow(at int) {
	for k := len(s.fields) - 1; k >= 0 && k >= len(s.fields)-2; k-- {
		f := &s.fields[k]
		if f.Key == nil && f.Role == NoRole && (f.Kind == IP || f.Kind == Port || f.Kind == Host) {
			f.Role = Source
		}
	}
	s.hint = hint{role: Destination, at: at}
}

// address reads an address at i.
func (s *Scanner) address(i int) int {
	b := s.text
	if isHex(b[i]) {
		if j := macAddress(b, i); j > i {
			s.once(Field{Kind: MAC, Value: b[i:j], Bits: -1})
			return j
		}
	}
	a, ok := addressAt(b, i)
	if !ok {
		return i
	}
	role := s.takeHint()
	if arrowAt(b, a.end) {
		role = Source // whatever the words in front say: "dial tcp 10.0.0.7:40000->10.0.0.9:5432"
	}
	s.once(Field{Kind: IP, Role: role, Value: b[a.ip[0]:a.ip[1]], Bits: a.bits})
	if a.port[1] > a.port[0] {
		s.oncePort(role, b[a.port[0]:a.port[1]])
	}
	return a.end
}

// arrowAt reports whether an arrow to another address stands at i.
func arrowAt(b []byte, i int) bool {
	for i < len(b) && b[i] == ' ' {
		i++
	}
	return i+1 < len(b) && b[i+1] == '>' && (b[i] == '-' || b[i] == '=')
}

// takeHint returns the role that the words in front give, once.
func (s *Scanner) takeHint() Role {
	h := s.hint
	s.hint = hint{}
	if h.words > 3 {
		return NoRole
	}
	return h.role
}

// once adds a thing that was not told before; a role that is told later is kept.
func (s *Scanner) once(f Field) {
	for i := range s.fields {
		g := &s.fields[i]
		if (g.Kind == f.Kind || g.Kind == Latency && f.Kind == Duration) && bytes.Equal(g.Value, f.Value) && (f.Role == NoRole || g.Role == NoRole || g.Role == f.Role) {
			if g.Role == NoRole && g.Key == nil {
				g.Role = f.Role
			}
			return
		}
	}
	s.fields = append(s.fields, f)
}

func (s *Scanner) oncePort(role Role, v []byte) {
	n, _ := number(v, 0, 5)
	s.once(Field{Kind: Port, Role: role, Value: v, Num: float64(n), IsNum: true, Bits: -1})
}

// lead reads a path, or the port of "*:8080".
func (s *Scanner) lead(i int) int {
	b := s.text
	if b[i] == '*' {
		if i+1 < len(b) && b[i+1] == ':' {
			if n, e := number(b, i+2, 5); e > i+2 && n > 0 && n <= 65535 && (e == len(b) || !isAlnum(b[e])) {
				s.oncePort(Local, b[i+2:e])
				return e
			}
		}
		return i
	}
	if i > 0 && b[i-1] != ' ' && b[i-1] != '"' && b[i-1] != '\'' && b[i-1] != '(' && b[i-1] != '=' && b[i-1] != ':' && b[i-1] != '[' {
		return i
	}
	j, slashes := i, 0
	for j < len(b) && b[j] > ' ' && b[j] != '"' && b[j] != '\'' && b[j] != ')' && b[j] != ']' && b[j] != '>' && b[j] != '<' && b[j] != ',' && b[j] != ';' {
		if b[j] == '/' {
			slashes++
		}
		j++
	}
	for j > i && (b[j-1] == '.' || b[j-1] == ':') {
		j--
	}
	if slashes < 2 || i+1 < len(b) && (b[i+1] == '/' || b[i+1] == '*') {
		return i
	}
	if ip := ipv4(b, i+1); ip > i+1 {
		return i
	}
	path, query, _ := bytes.Cut(b[i:j], []byte("?"))
	s.once(Field{Kind: Path, Value: path, Bits: -1})
	if len(query) > 0 {
		s.once(Field{Kind: Query, Value: query, Bits: -1})
	}
	return i + len(path)
}
