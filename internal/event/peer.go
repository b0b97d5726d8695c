package event

import "bytes"

// peerText is the address of a far end found in a text; slices point into it.
type peerText struct {
	addr, proto []byte
	port        int
}

// findPeer reads the far end that a text names: a URL, host='x' port=1, an IP
// address with or without port, host:port, or the word behind "connect to".
// Addresses of clients ("client: 10.0.0.9", "from 10.0.0.9") are not far ends.
func findPeer(text []byte) peerText {
	p := urlPeer(text)
	if p.addr == nil {
		p = lookupPeer(text)
	}
	if p.addr == nil {
		p = hostKeyPeer(text)
	}
	if p.addr == nil {
		p = ipPeer(text)
	}
	if p.addr == nil {
		p = namePeer(text)
	}
	if p.port == 0 && p.addr != nil && wordIndex(text, "lookup") < 0 {
		p.port = portWord(text)
	}
	if p.port == 0 && isIPv4(p.addr) {
		p.port = namePeer(text).port
	}
	if p.proto == nil {
		p.proto = protocolWord(text)
	}
	return p
}

// urlPeer reads "scheme://user@host:port/".
func urlPeer(text []byte) peerText {
	at := bytes.Index(text, []byte("://"))
	if at <= 0 {
		return peerText{}
	}
	start := at
	for start > 0 && isLetter(text[start-1]) {
		start--
	}
	rest := text[at+3:]
	if end := bytes.IndexAny(rest, "/?#\"' \t,;)>"); end >= 0 {
		rest = rest[:end]
	}
	if user := bytes.LastIndexByte(rest, '@'); user >= 0 {
		rest = rest[user+1:]
	}
	p := hostPort(rest)
	p.proto = text[start:at]
	if p.port == 0 {
		p.port = schemePort(p.proto)
	}
	return p
}

func schemePort(scheme []byte) int {
	switch {
	case equalFold(scheme, "http"):
		return 80
	case equalFold(scheme, "https"):
		return 443
	}
	return 0
}

// hostPort splits "host:port", "[v6]:port", "host".
func hostPort(b []byte) peerText {
	if len(b) > 0 && b[0] == '[' {
		end := bytes.IndexByte(b, ']')
		if end < 0 {
			return peerText{}
		}
		return peerText{addr: b[1:end], port: port(bytes.TrimPrefix(b[end+1:], []byte(":")))}
	}
	host, num, has := bytes.Cut(b, []byte(":"))
	if !hostName(host) || has && port(num) == 0 {
		return peerText{}
	}
	return peerText{addr: host, port: port(num)}
}

// port reads a port number, 0 when it is none.
func port(b []byte) int {
	n := 0
	for _, c := range b {
		if !isDigit(c) {
			break
		}
		if n = n*10 + int(c-'0'); n > 65535 {
			return 0
		}
	}
	return n
}

func hostName(b []byte) bool {
	if len(b) == 0 || len(b) > 253 || !isLetter(b[0]) && !isDigit(b[0]) {
		return false
	}
	for _, c := range b {
		if !isLetter(c) && !isDigit(c) && c != '.' && c != '-' && c != '_' {
			return false
		}
	}
	return b[len(b)-1] != '.'
}

// lookupPeer reads the name of a failed look-up, "lookup api.corp on
// 10.0.0.2:53": the far end is the name, not the name server.
func lookupPeer(text []byte) peerText {
	at := wordIndex(text, "lookup")
	if at < 0 {
		return peerText{}
	}
	name, _, _ := bytes.Cut(bytes.TrimLeft(text[at+len("lookup"):], " "), []byte(" "))
	name = bytes.TrimRight(name, ":.,")
	if !hostName(name) || !hostLike(name) {
		return peerText{}
	}
	return peerText{addr: name}
}

// hostKeyPeer reads host='10.0.0.1', port=8080 and host "db1" (10.0.0.1), port 5432.
func hostKeyPeer(text []byte) peerText {
	at := wordIndex(text, "host")
	if at < 0 {
		return peerText{}
	}
	i := at + len("host")
	for i < len(text) && (text[i] == '=' || text[i] == ':' || text[i] == ' ' || text[i] == '\'' || text[i] == '"') {
		i++
	}
	end := i
	for end < len(text) && (isLetter(text[end]) || isDigit(text[end]) || text[end] == '.' || text[end] == '-' || text[end] == '_') {
		end++
	}
	host := text[i:end]
	quoted := i > at+len("host") && (text[i-1] == '\'' || text[i-1] == '"' || text[i-1] == '=')
	if !hostName(host) || !quoted && !isIPv4(host) {
		return peerText{}
	}
	return peerText{addr: host}
}

// ipPeer finds the first IPv4 address that is not a client's.
func ipPeer(text []byte) peerText {
	for i := 0; i < len(text); i++ {
		if !isDigit(text[i]) || i > 0 && (isDigit(text[i-1]) || isLetter(text[i-1]) || text[i-1] == '.' || text[i-1] == '-') {
			continue
		}
		n := ipv4Len(text[i:])
		if n == 0 {
			continue
		}
		p := peerText{addr: text[i : i+n]}
		if i+n < len(text) && text[i+n] == ':' {
			p.port = port(text[i+n+1:])
		}
		if !clientSide(text[:i]) && string(p.addr) != "0.0.0.0" {
			return p
		}
		i += n
	}
	return peerText{}
}

// clientSide looks at the words in front of an address.
func clientSide(before []byte) bool {
	before = bytes.TrimRight(before, " '\":=(<[")
	for _, w := range [...]string{"client", "from", "laddr", "src", "user"} {
		if n := len(before) - len(w); n >= 0 && equalFold(before[n:], w) && (n == 0 || !isLetter(before[n-1])) {
			return true
		}
	}
	return false
}

// ipv4Len is the length of the dotted address at the begin of b, or 0.
func ipv4Len(b []byte) int {
	i := 0
	for part := range 4 {
		start, n := i, 0
		for i < len(b) && isDigit(b[i]) && i-start < 4 {
			n = n*10 + int(b[i]-'0')
			i++
		}
		if i == start || n > 255 {
			return 0
		}
		if part < 3 {
			if i >= len(b) || b[i] != '.' {
				return 0
			}
			i++
		}
	}
	if i < len(b) && (isLetter(b[i]) || isDigit(b[i]) || b[i] == '.' && i+1 < len(b) && isDigit(b[i+1])) {
		return 0
	}
	return i
}

func isIPv4(b []byte) bool { return ipv4Len(b) == len(b) && len(b) > 0 }

// namePeer finds host:port, or the host behind "to".
func namePeer(text []byte) peerText {
	for i := 0; i < len(text); i++ {
		if !isLetter(text[i]) || i > 0 && !isSpace(text[i-1]) && text[i-1] != '\'' && text[i-1] != '"' && text[i-1] != '(' && text[i-1] != '@' {
			continue
		}
		end := i
		for end < len(text) && (isLetter(text[end]) || isDigit(text[end]) || text[end] == '.' || text[end] == '-' || text[end] == '_') {
			end++
		}
		host := bytes.TrimRight(text[i:end], ".")
		if len(host) == end-i && end+1 < len(text) && text[end] == ':' && hostName(host) && !sourceFile(host) {
			if n := port(text[end+1:]); n > 0 && (behindTo(text[:i]) || n > 9) {
				return peerText{addr: host, port: n}
			}
		}
		if behindTo(text[:i]) && hostName(host) && hostLike(host) {
			return peerText{addr: host}
		}
		i = end
	}
	return peerText{}
}

// behindTo tells whether "to", "lookup" or "tcp" stands in front.
func behindTo(before []byte) bool {
	before = bytes.TrimRight(before, " '\"(")
	for _, w := range [...]string{"to", "lookup", "tcp", "resolve", "host", "resolving", "at", "connecting", "reach", "server", "with", "enotfound", "eai_again"} {
		if n := len(before) - len(w); n >= 0 && equalFold(before[n:], w) && (n == 0 || !isLetter(before[n-1])) {
			return true
		}
	}
	return false
}

// hostLike tells host names from ordinary words: they have a digit, a dot or a hyphen.
func hostLike(b []byte) bool {
	return hasDigit(b) || bytes.IndexByte(b, '.') > 0 || bytes.IndexByte(b, '-') > 0
}

// sourceFile recognises "main.go" of "main.go:123".
func sourceFile(b []byte) bool {
	dot := bytes.LastIndexByte(b, '.')
	if dot < 0 {
		return false
	}
	switch string(b[dot+1:]) {
	case "go", "py", "java", "rb", "js", "ts", "c", "cc", "cpp", "rs", "php", "kt", "scala", "cs", "h", "conf", "cfg", "yaml", "yml", "xml", "json", "sh":
		return true
	}
	return false
}

// portWord reads "on port 3306", "port=3306", "port: 3306", "(port 5432)".
func portWord(text []byte) int {
	for off := 0; ; {
		at := wordIndex(text[off:], "port")
		if at < 0 {
			return 0
		}
		i := off + at + len("port")
		for i < len(text) && (text[i] == ' ' || text[i] == '=' || text[i] == ':' || text[i] == '\'' || text[i] == '"') {
			i++
		}
		if i < len(text) && isDigit(text[i]) {
			return port(text[i:])
		}
		off += at + len("port")
	}
}

// protocolWord reads "using MySQL", "over TCP", "dial tcp".
func protocolWord(text []byte) []byte {
	for _, w := range [...]string{"using", "over", "via", "dial", "read", "write"} {
		at := wordIndex(text, w)
		if at < 0 {
			continue
		}
		i := at + len(w)
		for i < len(text) && text[i] == ' ' {
			i++
		}
		end := i
		for end < len(text) && (isLetter(text[end]) || isDigit(text[end]) || text[end] == '/') {
			end++
		}
		if end > i && end-i <= 16 && isLetter(text[i]) && (w == "dial" || protocolName(text[i:end])) {
			return text[i:end]
		}
	}
	return nil
}

var protocols = map[string]bool{}

func init() {
	for p := range splitComma("tcp,udp,icmp,http,https,mysql,postgresql,postgres,redis,amqp,mqtt,kafka,ssh,ftp,sftp,smtp,imap,ldap,ldaps,dns,grpc,tls,ssl,mongodb,mongo,jdbc,odbc,oracle,mssql,tds,memcached,nfs,smb,snmp,ntp,sip,quic,websocket,ws,wss,soap,rest,cql,http2,tcp/ip,stomp,nats,s3,rpc,thrift,rtsp,telnet") {
		protocols[p] = true
	}
}

func protocolName(b []byte) bool {
	var buf [16]byte
	return protocols[string(lower(buf[:], b))]
}

// wordIndex finds a lower-case word that stands alone, or -1.
func wordIndex(text []byte, word string) int {
	for off := 0; ; {
		at := indexFold(text[off:], word)
		if at < 0 {
			return -1
		}
		i := off + at
		end := i + len(word)
		if (i == 0 || !isLetter(text[i-1]) && text[i-1] != '_') && (end == len(text) || !isLetter(text[end]) && text[end] != '_') {
			return i
		}
		off = end
	}
}
