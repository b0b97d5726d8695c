package template

import "bytes"

// terms are technical names with digits that are no values.
var terms = map[string]bool{
	"x86": true, "x86_64": true, "x86-64": true, "i386": true, "i486": true, "i586": true, "i686": true, "amd64": true,
	"arm64": true, "armv7": true, "armv8": true, "aarch64": true, "ppc64": true, "ppc64le": true, "s390x": true, "riscv64": true,
	"utf8": true, "utf-8": true, "utf16": true, "utf-16": true, "utf32": true, "utf-32": true, "iso-8859-1": true, "latin1": true,
	"sha1": true, "sha224": true, "sha256": true, "sha384": true, "sha512": true, "sha-1": true, "sha-256": true, "sha-512": true,
	"md5": true, "crc32": true, "crc32c": true, "base32": true, "base64": true, "aes128": true, "aes256": true, "rsa2048": true,
	"rs256": true, "hs256": true, "es256": true, "ed25519": true, "x25519": true, "x509": true, "pkcs8": true, "pkcs12": true,
	"int8": true, "int16": true, "int32": true, "int64": true, "uint8": true, "uint16": true, "uint32": true, "uint64": true,
	"float32": true, "float64": true, "win32": true, "win64": true, "ipv4": true, "ipv6": true, "http2": true, "http3": true,
	"log4j": true, "log4j2": true, "slf4j": true, "oauth2": true, "ec2": true, "k8s": true, "s3": true, "h2": true,
}

// maxTerm is the length of the longest term.
const maxTerm = len("iso-8859-1")

// termLengths has a bit for each length of the terms that begin with a letter.
var termLengths = func() (t [26]uint16) {
	for w := range terms {
		t[w[0]-'a'] |= 1 << len(w)
	}
	return t
}()

// isTerm reports whether w is a technical term, whatever its case.
func isTerm(w []byte) bool {
	if k := (w[0] | 0x20) - 'a'; k >= 26 || len(w) > maxTerm || termLengths[k]&(1<<len(w)) == 0 {
		return false
	}
	var low [maxTerm]byte
	for k, c := range w {
		if isUpper(c) {
			c |= 0x20
		}
		low[k] = c
	}
	return terms[string(low[:len(w)])]
}

// codes are the beginnings of message codes of databases (ORA-00060, MY-010116).
// The number behind says which message it is, so it is no value.
var codes = [...]string{"ORA-", "TNS-", "PLS-", "RMAN-", "CRS-", "MY-", "HTTP/"}

// isCode reports whether w is a message code: one of codes with a number, or
// %FACILITY-6-MNEMONIC as network gear prints it. A protocol version (HTTP/1.1)
// is none but stays for the same reason.
func isCode(w []byte) bool {
	if w[0] == '%' {
		return isGearCode(w[1:])
	}
	if !isUpper(w[0]) {
		return false
	}
	for _, c := range codes {
		if len(w) > len(c) && string(w[:len(c)]) == c {
			e, _ := numberEnd(w, len(c))
			return e == len(w)
		}
	}
	return false
}

// isGearCode reports whether w is FACILITY-6-MNEMONIC, in capitals.
func isGearCode(w []byte) bool {
	k := bytes.IndexByte(w, '-')
	if k < 2 || k+3 >= len(w) || !isDigit(w[k+1]) || w[k+2] != '-' {
		return false
	}
	for _, c := range w {
		if !isUpper(c) && !isDigit(c) && c != '-' && c != '_' {
			return false
		}
	}
	return true
}
