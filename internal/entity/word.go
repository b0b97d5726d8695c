package entity

import "bytes"

// word reads the word at i: a URL, a host with a port, a key with its value, a
// protocol, an exception's name. What it leaves unread is read next.
func (s *Scanner) word(i int) int {
	b := s.text
	j := i
	for j < len(b) && (isAlnum(b[j]) || b[j] == '_' || b[j] == '-' || b[j] == '.' || b[j] == '$' || b[j] == '@') {
		j++
	}
	for j > i+1 && (b[j-1] == '.' || b[j-1] == '-') {
		j--
	}
	if k := bytes.IndexByte(b[i:j], '@'); k > 0 && k+1 < j-i && isDigit(b[i+k+1]) && ipv4(b, i+k+1) > i+k+1 {
		return i + k // user@192.0.2.7
	}
	w := b[i:j]
	s.hint.words++
	if j+2 < len(b) && b[j] == ':' && b[j+1] == '/' && b[j+2] == '/' {
		return s.link(i, j)
	}
	if j+1 < len(b) && b[j] == ':' && isDigit(b[j+1]) {
		if end := s.service(i, j); end > j {
			return end
		}
	}
	if end := s.named(w, i, j); end > i {
		return end
	}
	if end := s.keyed(w, j); end > j {
		return end
	}
	s.listen(w, j)
	return j
}

// link reads a URL up to what cannot be part of one.
func (s *Scanner) link(i, j int) int {
	b := s.text
	for j < len(b) && b[j] > ' ' && b[j] != '"' && b[j] != '\'' && b[j] != '<' && b[j] != '>' && b[j] != '`' && b[j] != '|' && b[j] != '\\' {
		j++
	}
	for j > i && bytes.IndexByte([]byte(".,;:)]}"), b[j-1]) >= 0 {
		if b[j-1] == ']' && bytes.IndexByte(b[i:j], '[') >= 0 || b[j-1] == ')' && bytes.IndexByte(b[i:j], '(') >= 0 {
			break
		}
		j--
	}
	if !s.url(NoRole, nil, b[i:j]) {
		return i
	}
	return j
}

// service reads host:port at i, whose name ends at j.
func (s *Scanner) service(i, j int) int {
	b := s.text
	n, end := number(b, j+1, 5)
	if end == j+1 || n == 0 || n > 65535 || end < len(b) && (isAlnum(b[end]) || b[end] == '_' || b[end] == ':' && end+1 < len(b) && isDigit(b[end+1]) || b[end] == '.' && end+1 < len(b) && isDigit(b[end+1])) {
		return j
	}
	name := b[i:j]
	if !hostLike(name) || fileName(name) || end == j+2 || codeName(name) || exactKeys[string(bytes.ToLower(name))].kind != Text {
		return j
	}
	if bytes.IndexByte(name, '.') < 0 && string(name) != "localhost" && wellKnown[n].name == "" && (n < 1024 || s.hint.role == NoRole || s.hint.words > 3) {
		return j
	}
	role := s.takeHint()
	s.once(Field{Kind: Host, Role: role, Value: name, Bits: -1})
	s.oncePort(role, b[j+1:end])
	return end
}

// hostLike reports whether a word can be the name of a host.
func hostLike(w []byte) bool {
	if len(w) < 2 || len(w) > 253 {
		return false
	}
	for _, c := range w {
		if !isAlnum(c) && c != '-' && c != '.' && c != '_' {
			return false
		}
	}
	return true
}

// codeName tells "o.a.z.QuorumPeer" in "o.a.z.QuorumPeer:120" from a host: its
// last part begins with a capital, which the name of a host has in front as well.
func codeName(w []byte) bool {
	k := bytes.LastIndexByte(w, '.')
	return k >= 0 && k+1 < len(w) && w[k+1] >= 'A' && w[k+1] <= 'Z' && (w[0] < 'A' || w[0] > 'Z')
}

// fileName tells "server.go" in "server.go:17" from a host.
func fileName(w []byte) bool {
	k := bytes.LastIndexByte(w, '.')
	return k >= 0 && sourceEndings[string(bytes.ToLower(w[k+1:]))]
}

var sourceEndings = func() map[string]bool {
	t := map[string]bool{}
	for _, e := range bytes.Fields([]byte("go java py js ts jsx tsx mjs cjs rb php cs vb cpp cc cxx c h hpp hh rs scala kt kts groovy pl pm lua sh bash ex exs erl hrl sql xml xsl yaml yml json toml conf cfg ini log txt html htm css swift m mm clj dart r jl f90 asm s fs vue md proto tf php5 phtml jsp asp aspx out err pyx tcc inc")) {
		t[string(e)] = true
	}
	return t
}()

// named reads words that are a thing by themselves.
func (s *Scanner) named(w []byte, i, j int) int {
	switch {
	case httpMethod(w) && w[0] < 'a':
		return s.request(w, j)
	case bytes.HasPrefix(w, []byte("HTTP")) && j < len(s.text) && s.text[j] == '/':
		return s.httpVersion(i, j)
	case bytes.HasPrefix(w, []byte("req-")) && len(w) >= 12 && hasDigit(w):
		s.once(Field{Kind: RequestID, Value: w, Bits: -1})
		return j
	case thrown(w):
		s.once(Field{Kind: Exception, Value: w, Bits: -1})
		return j
	}
	if k := s.carrier(w, i, j); k > i {
		return k
	}
	if k := interfaceName(s.text, i, j); k > i {
		s.once(Field{Kind: Interface, Value: s.text[i:k], Bits: -1})
		return k
	}
	return i
}

// request reads method and target of a request line.
func (s *Scanner) request(w []byte, j int) int {
	b := s.text
	if j+1 >= len(b) || b[j] != ' ' || b[j+1] != '/' && b[j+1] != '*' && !bytes.HasPrefix(b[j+1:], []byte("http")) {
		return j
	}
	s.once(Field{Kind: Method, Value: w, Bits: -1})
	k := j + 1
	for k < len(b) && b[k] > ' ' && b[k] != '"' && b[k] != '\'' && b[k] != '<' && b[k] != '>' {
		k++
	}
	for k > j+2 && (b[k-1] == ',' || b[k-1] == ')' || b[k-1] == ';' || b[k-1] == ']' || b[k-1] == ':') {
		k--
	}
	if b[j+1] != '*' {
		s.url(NoRole, nil, b[j+1:k])
	}
	return k
}

// httpVersion reads HTTP/1.1 and the status behind it.
func (s *Scanner) httpVersion(i, j int) int {
	b := s.text
	k := j + 1
	for k < len(b) && (isDigit(b[k]) || b[k] == '.') {
		k++
	}
	if k == j+1 {
		return i
	}
	s.once(Field{Kind: Protocol, Value: b[i:k], Bits: -1})
	at := k
	for at < len(b) && at-k < 3 && (b[at] == '"' || b[at] == ' ' || b[at] == '\'') {
		at++
	}
	s.status(at)
	return k
}

// status adds the status code at i.
func (s *Scanner) status(i int) {
	b := s.text
	n, e := number(b, i, 3)
	if e == i+3 && n >= 100 && n <= 599 && (e == len(b) || !isAlnum(b[e]) && b[e] != '.' && b[e] != ':' && b[e] != '%') {
		s.once(Field{Kind: Status, Value: b[i:e], Num: float64(n), IsNum: true, Bits: -1})
	}
}

// thrown tells the name of an exception by its last word.
func thrown(w []byte) bool {
	if len(w) < 8 || !exceptionName(w) {
		return false
	}
	last := w
	if k := bytes.LastIndexByte(w, '.'); k >= 0 {
		last = w[k+1:]
	}
	for _, end := range [...]string{"Exception", "Error", "Throwable", "Interrupt", "Exit"} {
		if rest, ok := bytes.CutSuffix(last, []byte(end)); ok {
			return len(rest) >= 2 && rest[0] >= 'A' && rest[0] <= 'Z' && (end != "Exit" || string(rest) == "System") && (end != "Interrupt" || string(rest) == "Keyboard")
		}
	}
	return false
}

// carrier reads the name of a protocol, and a port beside it: tcp/443, TCP:443.
func (s *Scanner) carrier(w []byte, i, j int) int {
	if len(w) < 3 || len(w) > 12 {
		return i
	}
	p, ok := protocols[string(bytes.ToLower(w))]
	if !ok {
		return i
	}
	b := s.text
	transport := carriers[p.name]
	if transport && j+1 < len(b) && (b[j] == '/' || b[j] == ':') && isDigit(b[j+1]) {
		if n, e := number(b, j+1, 5); e > j+1 && n > 0 && n <= 65535 && (e == len(b) || !isAlnum(b[e]) && b[e] != '.' && b[e] != ':') {
			s.once(Field{Kind: Protocol, Value: w, Bits: -1})
			s.oncePort(s.takeHint(), b[j+1:e])
			return e
		}
	}
	if j < len(b) && (b[j] == '=' || b[j] == '/' && p.name != "TCP" || b[j] == '.') || i > 0 && (b[i-1] == '/' && !transport || b[i-1] == '.') {
		return i
	}
	if string(w) == p.name || transport && (j < len(b) && (b[j] == ' ' || b[j] == ',' || b[j] == ')') || j == len(b)) {
		s.once(Field{Kind: Protocol, Value: w, Bits: -1})
		return j
	}
	return i
}

// interfaces are the beginnings of the names of network interfaces.
var interfaces = []string{"GigabitEthernet", "TenGigabitEthernet", "TenGigE", "FastEthernet", "HundredGigE", "TwentyFiveGigE", "Ethernet", "Port-channel", "Bundle-Ether", "Loopback", "Tunnel", "Vlan", "ethernet", "eth", "ens", "enp", "eno", "wlan", "wlp", "bond", "veth", "docker", "virbr", "tun", "tap", "br-", "ge-", "xe-", "et-", "Gi", "Te", "Po"}

// interfaceName reads a name such as eth0, ens3f1, GigabitEthernet0/1.30 at i; it
// returns i when there is none.
func interfaceName(b []byte, i, j int) int {
	for _, head := range interfaces {
		if !bytes.HasPrefix(b[i:j], []byte(head)) {
			continue
		}
		k := i + len(head)
		if k >= len(b) || !isDigit(b[k]) && (head != "veth" && head != "br-") {
			return i
		}
		for k < len(b) && (isAlnum(b[k]) || (b[k] == '/' || b[k] == '.' || b[k] == ':' && head != "eth") && k+1 < len(b) && isDigit(b[k+1])) {
			k++
		}
		if k < len(b) && (b[k] == '_' || b[k] == '-' || b[k] == '=') {
			return i
		}
		return k
	}
	return i
}

// listen notes what a word says about the next address.
func (s *Scanner) listen(w []byte, j int) {
	if len(w) > 12 || s.flow != noFlow && s.firewall(w, j) {
		return
	}
	if r, ok := hintWords[string(bytes.ToLower(w))]; ok {
		s.hint = hint{role: r, at: j}
	}
}

var hintWords = map[string]Role{
	"from": Source, "src": Source, "source": Source, "client": Source, "requester": Source, "initiator": Source, "by": Source,
	"to": Destination, "dst": Destination, "dest": Destination, "destination": Destination, "server": Destination, "upstream": Destination, "towards": Destination, "against": Destination, "backend": Destination, "target": Destination, "dial": Destination, "connect": Destination,
	"listening": Local, "listen": Local, "bind": Local, "bound": Local, "listens": Local, "local": Local, "laddr": Local, "remote": Remote, "peer": Remote, "gateway": Gateway, "via": Gateway,
}
