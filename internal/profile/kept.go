package profile

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unsafe"

	"inquest/internal/evidence"
	"inquest/internal/record"
	"inquest/internal/source"
)

// kept is a record that is kept one by one. It is shared by all that cite it, also
// between profiles. Settling and encoding parse what is held; otherwise it is
// immutable.
type kept struct {
	*keptText       // nil as long as held is there
	held      *held // not nil: the bytes are there, the rest is not yet
}

// keptText is what is known of a record that is kept.
type keptText struct {
	src     int32
	level   record.Level
	timed   bool
	time    int64
	offset  int64
	line    int64
	host    string
	service string
	logger  string
	raw     string
	message string
	body    string
	elided  []Elision // in body; only where the rest of it is verbatim
	fields  []Field
	length  int64 // bytes of the first line, line end left out
	hash    [sha256.Size]byte
	lines   int64 // of the whole record; 0 when it has one line, or was cut
	total   int64 // bytes of the whole record, last line end left out
	all     [sha256.Size]byte
	bodyAt  spot // of body, where it stands there as it is
	saidAt  spot // of the line that holds the message, where that is not the first
	said    string
	saidLen int64
	saidSum [sha256.Size]byte
}

// spot is a place in a record, counted from its begin; zero when there is none.
type spot struct{ bytes, lines int64 }

// lineNumber is the number of the record's first line.
func (k *kept) lineNumber() int64 {
	if k.held != nil {
		return k.held.line
	}
	return k.line
}

func compareKept(a, b *kept) int {
	return cmp.Or(cmp.Compare(a.src, b.src), cmp.Compare(a.offset, b.offset))
}

func (k *kept) mark() Mark {
	return Mark{Time: k.time, HasTime: k.timed, Source: int(k.src), Offset: k.offset, Line: k.line}
}

func (k *kept) ref(file string) evidence.Ref {
	if k.saidAt.bytes > 0 {
		return evidence.Ref{File: file, Line: k.line + k.saidAt.lines, Offset: k.offset + k.saidAt.bytes, Length: k.saidLen, SHA256: hex.EncodeToString(k.saidSum[:])}
	}
	return evidence.Ref{File: file, Line: k.line, Offset: k.offset, Length: k.length, SHA256: hex.EncodeToString(k.hash[:])}
}

// recordRef is the reference of a record of several lines.
func (k *kept) recordRef(file string) evidence.Ref {
	return evidence.Ref{File: file, Line: k.line, Lines: k.lines, Offset: k.offset, Length: k.total, SHA256: hex.EncodeToString(k.all[:])}
}

func (k *kept) exemplar(file string) Exemplar {
	x := Exemplar{Mark: k.mark(), Level: k.level, Host: k.host, Service: k.service, Logger: k.logger, Raw: k.raw,
		Message: k.message, Body: k.body, BodyAt: k.bodyAt.bytes, BodyLine: k.bodyAt.lines, Elided: k.elided, Fields: k.fields, Ref: k.ref(file)}
	x.RecordRef = x.Ref
	if k.saidAt.bytes > 0 {
		x.Raw = k.said
	}
	if k.lines > 1 {
		x.RecordRef = k.recordRef(file)
	}
	return x
}

// keep copies a record. bytesOf is the record's part of the chunk; whole tells
// that nothing was cut out of it.
func keep(src int, r *record.Record, part []byte, whole bool, l Limits) *kept {
	k := &kept{keptText: &keptText{src: int32(src), level: r.Level, timed: r.HasTime, offset: r.Offset, line: r.Line}}
	if r.HasTime {
		k.time = r.Time
	}
	k.host, k.service, k.logger = clip(r.Host, maxOrigin), clip(r.Service, maxOrigin), clip(r.Logger, maxOrigin)
	k.raw = clip(r.Raw, l.Raw)
	k.message = clipInside(k.raw, r.Message, l.Raw)
	k.body, k.elided = abridge(r.Body, l.Body)
	k.fields = keepFields(k.raw, r.Fields, l)
	k.length = int64(len(r.Raw))
	k.hash = sha256.Sum256(r.Raw)
	if total := extent(r, part); whole && total > 0 {
		k.lines = int64(bytes.Count(part[:total], newline)) + 1
		k.total = int64(total)
		k.all = sha256.Sum256(part[:total])
		k.bodyAt = spotOf(part, total-len(r.Body))
	}
	if whole {
		k.keepSaid(r, part, l)
	}
	return k
}

// spotOf is the place of a line that begins at a byte of a record; zero when none
// begins there.
func spotOf(part []byte, at int) spot {
	if at <= 0 || part[at-1] != '\n' {
		return spot{}
	}
	return spot{int64(at), int64(bytes.Count(part[:at], newline))}
}

// keepSaid keeps the line that holds the message, where that is not the first: some
// formats write the time on a line of its own.
func (k *kept) keepSaid(r *record.Record, part []byte, l Limits) {
	if len(r.Message) == 0 || bytes.Contains(r.Raw, r.Message) {
		return
	}
	i := bytes.Index(part, r.Message)
	if i < 0 {
		return
	}
	from := bytes.LastIndexByte(part[:i], '\n') + 1
	line, _, _ := bytes.Cut(part[from:], newline)
	line = bytes.TrimSuffix(line, []byte{'\r'})
	if k.saidAt = spotOf(part, from); k.saidAt.lines >= maxHead {
		k.saidAt = spot{}
	}
	if k.saidAt.bytes > 0 {
		k.said, k.saidLen, k.saidSum = clip(line, l.Raw), int64(len(line)), sha256.Sum256(line)
	}
}

var newline = []byte{'\n'}

// extent is the length of the record with its continuation lines in part, or 0
// when it has none.
func extent(r *record.Record, part []byte) int {
	if len(r.Body) == 0 {
		return 0
	}
	i := bytes.LastIndex(part, r.Body)
	if i < len(r.Raw) {
		return 0
	}
	return i + len(r.Body)
}

func keepFields(raw string, fields []record.Field, l Limits) []Field {
	n := min(len(fields), l.Fields)
	if n == 0 {
		return nil
	}
	out := make([]Field, n)
	rest := raw
	for i := range out {
		out[i].Key, rest = clipFrom(raw, rest, fields[i].Key, maxOrigin)
		out[i].Value, rest = clipFrom(raw, rest, fields[i].Value, max(1, l.Raw/2))
	}
	return out
}

// clipFrom is clip, without a copy when the text stands in rest, or else in raw.
// It returns what follows the text there.
func clipFrom(raw, rest string, b []byte, limit int) (text, next string) {
	b = b[:min(len(b), limit)]
	for _, s := range [...]string{rest, raw} {
		if i := indexOf(s, b); i >= 0 {
			return s[i : i+len(b)], s[i+len(b):]
		}
	}
	return string(b), rest
}

func indexOf(s string, b []byte) int {
	if len(b) == 0 {
		return 0
	}
	return strings.Index(s, unsafe.String(&b[0], len(b)))
}

func clip(b []byte, limit int) string { return string(b[:min(len(b), limit)]) }

// clipInside is clip, without a copy when the text stands in raw.
func clipInside(raw string, b []byte, limit int) string {
	b = b[:min(len(b), limit)]
	if i := len(raw) - len(b); i >= 0 && raw[i:] == string(b) {
		return raw[i:]
	}
	return string(b)
}

// chunkIndex remembers where the records of the chunk at hand stand, so that
// those that are kept can be read again when the chunk is done.
type chunkIndex struct {
	starts  []int32 // position of each record in the chunk's data
	lines   []int32 // line of each record, from the chunk's first
	cut     int     // cuts passed
	dropped int64   // bytes dropped by them
}

func (x *chunkIndex) reset() {
	x.starts, x.lines, x.cut, x.dropped = x.starts[:0], x.lines[:0], 0, 0
}

// note adds the record at an offset of the source. Records come in order.
func (x *chunkIndex) note(c *source.Chunk, r *record.Record) int32 {
	pos := r.Offset - c.Offset - x.dropped
	for x.cut < len(c.Cut) && int64(c.Cut[x.cut].At) < pos {
		x.dropped += c.Cut[x.cut].Dropped
		pos -= c.Cut[x.cut].Dropped
		x.cut++
	}
	x.starts = append(x.starts, int32(min(max(pos, 0), int64(len(c.Data)))))
	x.lines = append(x.lines, int32(r.Line-c.Line))
	return int32(len(x.starts) - 1)
}

// span is the part of the data that belongs to a record, up to the next one.
func (x *chunkIndex) span(c *source.Chunk, i int32) (from, to int) {
	to = len(c.Data)
	if int(i)+1 < len(x.starts) {
		to = int(x.starts[i+1])
	}
	return int(x.starts[i]), to
}
