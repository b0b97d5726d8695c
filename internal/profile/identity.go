package profile

import (
	"bytes"
	"encoding/binary"

	"inquest/internal/record"
	"inquest/internal/template"
)

// maxOrigin is how many bytes of a host, service, logger or field name count.
const maxOrigin = 255

// depth of a row: how much of its identity was given up to stay within the
// limit of rows.
type depth uint8

const (
	wholeRow   depth = iota // source, level, origin, shape
	noOrigin                // source, level, shape
	shapeStart              // source, level, first words of the shape
	noShape                 // source, level
	depths
)

// shape identifies a row: what kind of record it counts. All parts are parts of
// its key.
type shape struct {
	depth                 depth
	src                   int32
	level                 record.Level
	host, service, logger string
	text                  string // masked message, and the status when the message has none
	err                   string // masked error text
}

// appendKey writes a key that begins like that of any row of its source.
func appendKey(dst []byte, d depth, src int32, level record.Level, host, service, logger []byte) []byte {
	dst = append(dst, byte(d), byte(level))
	dst = binary.BigEndian.AppendUint32(dst, uint32(src))
	dst = appendOrigin(dst, host)
	dst = appendOrigin(dst, service)
	return appendOrigin(dst, logger)
}

func appendOrigin(dst, name []byte) []byte {
	name = name[:min(len(name), maxOrigin)]
	return append(append(dst, byte(len(name))), name...)
}

// parseShape takes a key apart again. The parts share the key's memory.
func parseShape(key string) shape {
	s := shape{depth: depth(key[0]), level: record.Level(key[1]), src: int32(binary.BigEndian.Uint32([]byte(key[2:6])))}
	rest := key[6:]
	cut := func() string {
		n := int(rest[0])
		name := rest[1 : 1+n]
		rest = rest[1+n:]
		return name
	}
	s.host, s.service, s.logger = cut(), cut(), cut()
	s.text, s.err = rest, ""
	if i := lastByte(rest, 0); i >= 0 {
		s.text, s.err = rest[:i], rest[i+1:]
	}
	return s
}

func lastByte(s string, b byte) int {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == b {
			return i
		}
	}
	return -1
}

// appendFolded appends the key of the row that takes over from a row that is
// left out: of the next depth, without origin.
func appendFolded(dst, key []byte) []byte {
	d := depth(key[0]) + 1
	dst = append(dst, byte(d))
	dst = append(append(dst, key[1:6]...), 0, 0, 0)
	text := key[textStart(key):]
	switch d {
	case shapeStart:
		text = text[:bytes.IndexByte(text, 0)]
		if n := firstWords(text, 2); n < len(text) {
			return append(append(dst, text[:n]...), " <*>\x00"...)
		}
		return append(append(dst, text...), 0)
	case noShape:
		return append(dst, "<*>\x00"...)
	}
	return append(dst, text...)
}

// textStart is where the shape begins in a key.
func textStart(key []byte) int {
	at := 6
	for range 3 {
		at += 1 + int(key[at])
	}
	return at
}

// firstWords is the length of the first n words of a text.
func firstWords(text []byte, n int) int {
	for i, c := range text {
		if c != ' ' {
			continue
		}
		if n--; n == 0 {
			return i
		}
	}
	return len(text)
}

// identifier makes the keys of records.
type identifier struct {
	message template.Masker
	errors  template.Masker
	key     []byte
	text    int // where the shape begins in key
	slots   []template.Slot
	source  []byte // the message that slots point into
	failed  bool   // the record carries an error text
	shape   uint64 // shapeHash
	plain   bool   // Config.Messages
}

// of makes the key of a record; it is valid until the next call.
func (x *identifier) of(src int, r *record.Record) []byte {
	x.message.KeepStatus, x.errors.KeepStatus = !x.plain, true
	x.source = r.Message
	if len(x.source) == 0 {
		x.source = r.Raw
	}
	masked, slots := x.message.Mask(x.source)
	x.slots = slots
	x.key = appendKey(x.key[:0], wholeRow, int32(src), r.Level, r.Host, r.Service, r.Logger)
	x.text = len(x.key)
	x.key = appendClean(x.key, masked)
	if x.plain {
		x.key, x.failed = append(x.key, 0), false
		x.shape = x.shapeHash()
		return x.key
	}
	x.key = appendStatus(x.key, r)
	x.key = append(x.key, 0)
	err := errorText(r)
	x.failed = len(err) > 0
	if x.failed {
		masked, _ = x.errors.Mask(err)
		x.key = appendClean(x.key, masked)
	}
	x.shape = x.shapeHash()
	return x.key
}

// appendClean appends text without the byte that parts the key.
func appendClean(dst, text []byte) []byte {
	n := len(dst)
	dst = append(dst, text...)
	if bytes.IndexByte(text, 0) >= 0 {
		for i := n; i < len(dst); i++ {
			if dst[i] == 0 {
				dst[i] = ' '
			}
		}
	}
	return dst
}

// appendStatus appends the status of an HTTP request where a field has it and
// the message does not: a 502 must not look like a 200.
func appendStatus(dst []byte, r *record.Record) []byte {
	for i := range r.Fields {
		f := &r.Fields[i]
		if !isStatus(f.Value) || !isStatusKey(f.Key) || bytes.Contains(r.Message, f.Value) {
			continue
		}
		dst = append(append(dst, " status="...), f.Value...)
		break
	}
	return dst
}

func isStatusKey(key []byte) bool {
	if len(key) < 4 || len(key) > 25 || key[0] != 's' && key[0] != 'h' && key[0] != 'c' && key[0] != 'r' {
		return false
	}
	switch string(key) {
	case "status", "status_code", "statusCode", "http_status", "httpStatus", "http.status_code", "http.response.status_code", "code", "response_code":
		return true
	}
	return false
}

func isStatus(v []byte) bool {
	return len(v) == 3 && v[0] >= '1' && v[0] <= '5' && v[1] >= '0' && v[1] <= '9' && v[2] >= '0' && v[2] <= '9'
}

// shapeHash is the hash of source, level and shape of the record at hand,
// without its origin.
func (x *identifier) shapeHash() uint64 {
	return hashKey(x.key[1:6])*31 + hashKey(x.key[x.text:])
}

// shapeHash is the same for the key of a row.
func (s shape) shapeHash(key string) uint64 {
	return hashKey([]byte(key[1:6]))*31 + hashKey([]byte(key[len(key)-len(s.text)-1-len(s.err):]))
}
