package template

import "bytes"

// methods of HTTP (RFC 9110 and PATCH).
var methods = [...]string{"GET", "PUT", "POST", "HEAD", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"}

// isMethod reports whether w is an HTTP method.
func isMethod(w []byte) bool {
	for _, m := range methods {
		if string(w) == m {
			return true
		}
	}
	return false
}

// request looks for "METHOD target [HTTP/x.y]" where src[i:j] may be the method.
// It returns the slot of the target, which takes the protocol in: method stays,
// target and protocol are one value. Without a protocol the target must be an
// absolute path. Example: GET /carts/7 HTTP/1.1 becomes GET <path>.
func request(src []byte, i, j int) (k Kind, start, end int) {
	if at(src, j) != ' ' || !isMethod(src[i:j]) {
		return 0, 0, 0
	}
	start = j + 1
	end = start
	for end < len(src) && !isBlank(src[end]) && src[end] != '"' && src[end] != '\'' {
		end++
	}
	if end == start {
		return 0, 0, 0
	}
	k = KindPath
	if bytes.Contains(src[start:end], []byte("://")) {
		k = KindURL
	}
	const proto = "HTTP/"
	if p := end + 1; at(src, end) == ' ' && p+len(proto) < len(src) && string(src[p:p+len(proto)]) == proto {
		e := p + len(proto)
		for e < len(src) && (isDigit(src[e]) || src[e] == '.' && isDigit(at(src, e+1))) {
			e++
		}
		if e > p+len(proto) {
			return k, start, e
		}
	}
	if src[start] != '/' || end-start < 2 {
		return 0, 0, 0
	}
	return k, start, trimPath(src, start, bytesEnd(src, start, end))
}

// bytesEnd cuts a target without a protocol at the first character that cannot
// stand in a path.
func bytesEnd(src []byte, start, end int) int {
	for e := start; e < end; e++ {
		if !inPath(src[e]) {
			return e
		}
	}
	return end
}

// isStatus reports whether src[i:j] is an HTTP status or an exit code in a
// place that says so: behind a request, or behind status, code, returned or a
// protocol version.
func (m *Masker) isStatus(i, j int) bool {
	src := m.scan.src
	if j-i != 3 || src[i] < '1' || src[i] > '5' {
		return false
	}
	p := i
	for p > 0 && (src[p-1] == ' ' || class[src[p-1]]&cDelim != 0 && src[p-1] != ')' && src[p-1] != ',' && src[p-1] != ';') {
		p--
		if i-p > 4 {
			return false
		}
	}
	if p == i {
		return false
	}
	if p == m.scan.request {
		return true
	}
	w := p
	for w > 0 && class[src[w-1]]&cDelim == 0 && p-w <= 16 {
		w--
	}
	return announcesStatus(src[w:p])
}

// announcesStatus tells the words in front of a status.
func announcesStatus(w []byte) bool {
	if len(w) < 4 {
		return false
	}
	if string(w[:4]) == "HTTP" {
		return true
	}
	for _, tail := range [...]string{"status", "code", "returned"} {
		if len(w) >= len(tail) && equalFold(w[len(w)-len(tail):], tail) {
			return true
		}
	}
	return false
}
