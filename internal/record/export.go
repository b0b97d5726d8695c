package record

import (
	"bytes"
	"encoding/binary"
)

// exportHead begins each entry of the journal export format (systemd's
// "Journal Export Formats"): fields as KEY=value, one a line, and those that are
// no plain text as KEY, a line end, 8 bytes of length (little endian), that many
// bytes and a line end. A blank line ends an entry.
var exportHead = []byte("__CURSOR=")

// wholeExport reads an entry of the journal.
func (r *run) wholeExport(rec *Record, m *matcher, p *pending) {
	m.begin(nil)
	m.arena.reset()
	m.export(r.chunk.Data[p.start:max(p.end, p.bodyEnd)])
	m.classify()
	rec.Body = nil
}

// export captures the fields of an entry. A length that reaches behind the entry is
// none: the line is left out.
func (m *matcher) export(b []byte) {
	for len(b) > 0 {
		line := b
		if k := bytes.IndexByte(b, '\n'); k >= 0 {
			line, b = b[:k], b[k+1:]
		} else {
			b = nil
		}
		if key, value, ok := bytes.Cut(line, []byte{'='}); ok {
			m.field(key, trimCR(value))
			continue
		}
		const size = 8
		if len(line) == 0 || len(b) < size {
			continue
		}
		n := binary.LittleEndian.Uint64(b)
		if n > uint64(len(b)-size) {
			continue
		}
		m.field(line, b[size:size+n])
		b = bytes.TrimPrefix(b[size+n:], []byte{'\n'})
	}
}
