package entity

import "net/netip"

// address is an IP address found in a text, with what is written behind it.
type address struct {
	end      int // behind the address, its prefix and its port
	ip       [2]int
	port     [2]int // empty when there is none
	bits     int    // -1 when there is no prefix
	dotted   bool   // the port stands behind a dot, as tcpdump writes it
	slashed  bool   // the port stands behind a slash, as firewalls write it
	brackets bool
}

func isDigit(c byte) bool { return c-'0' < 10 }
func isLetter(c byte) bool {
	c |= 0x20
	return c >= 'a' && c <= 'z'
}
func isAlnum(c byte) bool { return isDigit(c) || isLetter(c) }
func isHex(c byte) bool {
	return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'f'
}

// number reads at most most digits at b[i:] and returns their value and end; the
// end is i when there is none, or when there are more.
func number(b []byte, i, most int) (n, end int) {
	j := i
	for j < len(b) && isDigit(b[j]) {
		if j-i == most {
			return 0, i
		}
		n = n*10 + int(b[j]-'0')
		j++
	}
	return n, j
}

// ipv4 reads a dotted quad at b[i:], maybe with leading zeros, and returns its
// end; i when there is none. "1.2.3.4.5" is a quad with something behind it.
func ipv4(b []byte, i int) int {
	at := i
	for part := range 4 {
		if part > 0 {
			if at >= len(b) || b[at] != '.' {
				return i
			}
			at++
		}
		n, end := number(b, at, 3)
		if end == at || n > 255 {
			return i
		}
		at = end
	}
	return at
}

// quad reads an IPv4 address with prefix or port at b[i:]; ok is false when what
// stands there is a version, an object id or another number.
func quad(b []byte, i int) (a address, ok bool) {
	end := ipv4(b, i)
	if end == i || end < len(b) && (isLetter(b[end]) || b[end] == '_') || !quadBefore(b, i) {
		return a, false
	}
	a = address{ip: [2]int{i, end}, end: end, bits: -1}
	if end+1 < len(b) && b[end] == '.' && isDigit(b[end+1]) {
		n, e := number(b, end+1, 5)
		if e == end+1 || n > 65535 || e < len(b) && (isAlnum(b[e]) || b[e] == '.' && e+1 < len(b) && isDigit(b[e+1])) {
			return a, false // an object id, a version of six parts
		}
		if !dottedPort(b, i, e) {
			return a, false
		}
		a.port, a.end, a.dotted = [2]int{end + 1, e}, e, true
		return a, true
	}
	a.behind(b)
	return a, true
}

// quadBefore reports whether what stands before a dotted quad leaves it an
// address: "v1.2.3.4", "lib-1.2.3.4" and "Chrome/1.2.3.4" are versions.
func quadBefore(b []byte, i int) bool {
	if i == 0 {
		return true
	}
	switch c := b[i-1]; {
	case isAlnum(c) || c == '_' || c == '.':
		return false
	case c == '-':
		return i < 2 || !isLetter(b[i-2]) && b[i-2] != '_' || isQuadEnd(b, i-1)
	case c == '/':
		return !productName(b, i-1)
	}
	return true
}

// isQuadEnd tells a range of addresses, 10.0.0.1-10.0.0.9.
func isQuadEnd(b []byte, i int) bool { return i > 0 && isDigit(b[i-1]) }

// productName reports whether the word that ends at b[i] is a product's name
// ("Chrome/", "curl/"), not a host's ("db-1.lan/10.0.0.7", as Java writes it).
func productName(b []byte, i int) bool {
	j := i
	for j > 0 && (isAlnum(b[j-1]) || b[j-1] == '_' || b[j-1] == '-' || b[j-1] == '.') {
		j--
	}
	if j == i {
		return false
	}
	end := ipv4(b, i+1)
	if end < len(b) && b[end] == ':' { // with a port it is an address
		return false
	}
	return b[j] >= 'A' && b[j] <= 'Z' || agents[string(b[j:i])]
}

// agents are products whose names are written small.
var agents = map[string]bool{"curl": true, "python-requests": true, "okhttp": true, "axios": true, "nginx": true, "libwww-perl": true, "kubectl": true, "containerd": true}

// dottedPort tells a tcpdump address with port from a version of five parts: a
// '>' stands on one of its sides, or a colon behind it.
func dottedPort(b []byte, start, end int) bool {
	if end < len(b) && b[end] == ':' && start >= 2 && b[start-1] == ' ' {
		return true
	}
	if end+1 < len(b) && b[end] == ' ' && (b[end+1] == '>' || b[end+1] == '<' || b[end+1] == '-' && end+2 < len(b) && b[end+2] == '>') {
		return true
	}
	return start >= 2 && b[start-1] == ' ' && b[start-2] == '>'
}

// behind reads prefix and port behind an address that ends at a.end.
func (a *address) behind(b []byte) {
	i := a.end
	if i+1 >= len(b) || !isDigit(b[i+1]) {
		return
	}
	n, end := number(b, i+1, 5)
	if end == i+1 || n > 65535 || end < len(b) && (isAlnum(b[end]) || b[end] == '_') {
		return
	}
	switch b[i] {
	case '/':
		if end+1 < len(b) && b[end] == '.' && isHex(b[end+1]) { // a netmask, a hardware address
			return
		}
		most := 32
		if end2 := a.ip[1]; hasColon(b[a.ip[0]:end2]) {
			most = 128
		}
		if n <= most && !interfaceBefore(b, a.ip[0]) && !portBefore(b, a.ip[0]) {
			a.bits, a.end = n, end
			return
		}
		a.port, a.end, a.slashed = [2]int{i + 1, end}, end, true
	case '(':
		if end < len(b) && b[end] == ')' { // as routers write it
			a.port, a.end = [2]int{i + 1, end}, end+1
		}
	case ':', '#':
		if b[i] == ':' && (clockBehind(b, end) || n == 0 && end-i-1 > 1) {
			return
		}
		a.port, a.end = [2]int{i + 1, end}, end
	}
}

func hasColon(b []byte) bool {
	for _, c := range b {
		if c == ':' {
			return true
		}
	}
	return false
}

// interfaceBefore tells "inside:10.0.0.7/22", a port behind a slash.
func interfaceBefore(b []byte, i int) bool {
	return i >= 2 && b[i-1] == ':' && (isAlnum(b[i-2]) || b[i-2] == '_')
}

// portBefore tells that an arrow and an address with a port behind a slash stand in
// front: "10.0.0.7/40000->10.0.0.9/22".
func portBefore(b []byte, i int) bool {
	for i > 0 && b[i-1] == ' ' {
		i--
	}
	if i < 2 || b[i-1] != '>' || b[i-2] != '-' {
		return false
	}
	for i -= 2; i > 0 && b[i-1] == ' '; {
		i--
	}
	from := i
	for from > 0 && isDigit(b[from-1]) {
		from--
	}
	n, end := number(b, from, 5)
	return end == i && from > 0 && b[from-1] == '/' && n > 128
}

// clockBehind tells "10.0.0.7:12:30:01", a time.
func clockBehind(b []byte, end int) bool {
	return end+2 < len(b) && b[end] == ':' && isDigit(b[end+1]) && isDigit(b[end+2])
}

// maxIPv6 is the longest text of an address: mapped, without its zone.
const maxIPv6 = 45

// ipv6 reads an IPv6 address at b[i:], with zone, prefix, brackets and port.
func ipv6(b []byte, i int) (a address, ok bool) {
	start := i
	if b[i] == '[' {
		start++
	}
	if i > 0 && (isAlnum(b[i-1]) || b[i-1] == '_' || b[i-1] == ':' || b[i-1] == '.' && start == i) {
		return a, false
	}
	end, colons := start, 0
	for end < len(b) && end-start <= maxIPv6 && (isHex(b[end]) || b[end] == ':') {
		if b[end] == ':' {
			colons++
		}
		end++
	}
	if colons < 2 {
		return a, false
	}
	if end < len(b) && b[end] == '.' { // a.b.c.d at the end, or the port of tcpdump
		if k := lastColon(b, start, end) + 1; ipv4(b, k) > k {
			end = ipv4(b, k)
		}
	}
	end, port, ok := cutIPv6(b, start, end)
	if !ok || end < len(b) && (isLetter(b[end]) || b[end] == '_') {
		return a, false
	}
	a = address{ip: [2]int{start, end}, end: end, bits: -1}
	if port > 0 {
		a.port, a.end = [2]int{end + 1, port}, port
		return a, true
	}
	a.zone(b)
	return a, a.close(b, i, start)
}

func lastColon(b []byte, start, end int) int {
	for end > start && b[end-1] != ':' {
		end--
	}
	return end - 1
}

// cutIPv6 finds the address among its signs: a colon at the end is the
// sentence's, and a decimal group too much is a port ("::1:8080" is not told
// apart from an address, "a:b:c:d:e:f:0:1:8080" and ":::22" are).
func cutIPv6(b []byte, start, end int) (ip, port int, ok bool) {
	try := end
	if try-start > 3 && b[try-1] == ':' && b[try-2] != ':' {
		try--
	}
	if goodIPv6(b[start:try]) {
		return try, 0, true
	}
	k := lastColon(b, start, end)
	if k <= start {
		return 0, 0, false
	}
	n, e := number(b, k+1, 5)
	if e == end && n > 0 && n <= 65535 && goodIPv6(b[start:k]) {
		return k, end, true
	}
	return 0, 0, false
}

// goodIPv6 leaves out what only looks like an address: names in a programming
// language ("add::be"), identifiers of eight pairs.
func goodIPv6(b []byte) bool {
	if len(b) < 2 || len(b) > maxIPv6 {
		return false
	}
	ip, err := netip.ParseAddr(string(b))
	if err != nil || !ip.Is6() {
		return false
	}
	if len(b) == 23 && b[2] == ':' && b[5] == ':' && b[8] == ':' && b[20] == ':' {
		return false // a world-wide name
	}
	for _, c := range b {
		if isDigit(c) {
			return true
		}
	}
	return len(b) == 2 || ip.Is4In6() || len(b) > 12
}

// zone reads %eth0 behind an address.
func (a *address) zone(b []byte) {
	i := a.end
	if i+1 >= len(b) || b[i] != '%' || !isAlnum(b[i+1]) {
		return
	}
	j := i + 1
	for j < len(b) && j-i < 20 && (isAlnum(b[j]) || b[j] == '-' || b[j] == '_') {
		j++
	}
	for j+2 < len(b) && b[j] == '.' && isDigit(b[j+1]) && !isDigit(b[i+1]) { // eth0.100
		for j++; j < len(b) && isDigit(b[j]); j++ {
		}
	}
	a.ip[1], a.end = j, j
}

// close reads what ends an address: "]", a prefix, a port. "::" alone is one
// only where it stands alone.
func (a *address) close(b []byte, i, start int) bool {
	if start > i {
		if a.end >= len(b) || b[a.end] != ']' {
			return false
		}
		a.end++
		a.brackets = true
		a.portOnly(b)
		return true
	}
	if a.ip[1]-a.ip[0] == 2 && !alone(b, i, a.end) {
		return false
	}
	if a.end+1 < len(b) && (b[a.end] == '/' || b[a.end] == '#') {
		a.behind(b)
	} else if a.end+1 < len(b) && b[a.end] == '.' && isDigit(b[a.end+1]) {
		if n, e := number(b, a.end+1, 5); e > a.end+1 && n <= 65535 && (e == len(b) || !isAlnum(b[e])) && dottedPort(b, i, e) {
			a.port, a.end, a.dotted = [2]int{a.end + 1, e}, e, true
		}
	}
	return true
}

// portOnly reads :port behind a closing bracket.
func (a *address) portOnly(b []byte) {
	if a.end < len(b) && b[a.end] == ':' {
		if n, e := number(b, a.end+1, 5); e > a.end+1 && n <= 65535 {
			a.port, a.end = [2]int{a.end + 1, e}, e
		}
	}
}

// alone reports whether b[i:j] is a word of its own.
func alone(b []byte, i, j int) bool {
	open := i == 0 || b[i-1] == ' ' || b[i-1] == '"' || b[i-1] == '=' || b[i-1] == '\'' || b[i-1] == '\t' || b[i-1] == '('
	shut := j >= len(b) || b[j] == ' ' || b[j] == '"' || b[j] == '/' || b[j] == '\'' || b[j] == '\t' || b[j] == ')' || b[j] == ','
	return open && shut
}

// macAddress reads aa:bb:cc:dd:ee:ff, with '-' too, and aabb.ccdd.eeff; it
// returns the end, i when there is none.
func macAddress(b []byte, i int) int {
	if i > 0 && (isAlnum(b[i-1]) || b[i-1] == ':' || b[i-1] == '-' || b[i-1] == '.') {
		return i
	}
	if i+17 <= len(b) && (b[i+2] == ':' || b[i+2] == '-') {
		for k := range 17 {
			if k%3 == 2 && b[i+k] != b[i+2] || k%3 != 2 && !isHex(b[i+k]) {
				return i
			}
		}
		return macEnd(b, i, i+17)
	}
	if i+14 <= len(b) && b[i+4] == '.' && b[i+9] == '.' {
		for k := range 14 {
			if k%5 != 4 && !isHex(b[i+k]) {
				return i
			}
		}
		return macEnd(b, i, i+14)
	}
	return i
}

func macEnd(b []byte, i, end int) int {
	if end < len(b) && (isAlnum(b[end]) || (b[end] == ':' || b[end] == '-' || b[end] == '.') && end+1 < len(b) && isHex(b[end+1])) {
		return i
	}
	return end
}
