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
