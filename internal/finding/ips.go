package finding

import "strconv"

// endpoint is an IPv4 address in a text, with its port when one follows.
type endpoint struct {
	addr string
	port int
}

func (e endpoint) String() string { return Place{Addr: e.addr, Port: e.port}.endpoint() }

// endpointsIn finds the IPv4 addresses of a text, at most max. An address behind
// '@' is where a user came from, one that is glued to a word is none.
func endpointsIn(text string, most int) []endpoint {
	var out []endpoint
	for i := 0; i < len(text) && len(out) < most; i++ {
		if !isDigit(text[i]) {
			continue
		}
		n := addrLen(text[i:])
		if n == 0 || i > 0 && gluedBefore(text, i) {
			for i+1 < len(text) && (isDigit(text[i+1]) || text[i+1] == '.') {
				i++
			}
			continue
		}
		e := endpoint{addr: text[i : i+n]}
		rest := text[i+n:]
		i += n - 1
		if len(rest) > 0 && (isDigit(rest[0]) || rest[0] == '.' && len(rest) > 1 && isDigit(rest[1])) {
			continue
		}
		if digits := portLen(rest); digits > 0 {
			e.port, _ = strconv.Atoi(rest[1 : 1+digits])
			i += 1 + digits
		}
		out = append(out, e)
	}
	return out
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// gluedBefore reports whether what stands before position i makes a number
// there something else than an address, or the address of a user.
func gluedBefore(text string, i int) bool {
	b := text[i-1]
	if b == '\'' || b == '"' {
		return i > 1 && text[i-2] == '@'
	}
	return b == '@' || b == '.' || b == '_' || isDigit(b) || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}

// addrLen is the length of the IPv4 address that s begins with, 0 when none.
func addrLen(s string) int {
	i := 0
	for part := range 4 {
		begin := i
		for i < len(s) && i-begin < 3 && isDigit(s[i]) {
			i++
		}
		n, err := strconv.Atoi(s[begin:i])
		if err != nil || n > 255 || i-begin > 1 && s[begin] == '0' {
			return 0 // a leading zero is no address to a program either
		}
		if part == 3 {
			return i
		}
		if i == len(s) || s[i] != '.' {
			return 0
		}
		i++
	}
	return 0
}

// portLen is the number of digits of the port that follows an address.
func portLen(rest string) int {
	if len(rest) < 2 || rest[0] != ':' {
		return 0
	}
	n := 0
	for n+1 < len(rest) && n < 5 && isDigit(rest[n+1]) {
		n++
	}
	if n < 2 {
		return 0
	}
	return n
}
