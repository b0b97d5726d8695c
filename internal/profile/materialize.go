package profile

import (
	"bytes"
	"slices"

	"inquest/internal/record"
)

// maxHeld is the longest record whose bytes are held; longer ones are parsed,
// and so cut, at once.
const maxHeld = 4 << 10

// hold copies the bytes of one record of the chunk.
func (x *recent) hold(e *entry, limits Limits) *kept {
	c := &x.chunk
	from, to := x.index.span(c, e.idx)
	part := record.Chunk{Offset: e.offset, Line: c.Line + int64(x.index.lines[e.idx]), Data: c.Data[from:to],
		Continued: c.Continued && e.idx == 0}
	for _, cut := range c.Cut {
		if cut.At > from && cut.At <= to {
			part.Cuts = append(part.Cuts, record.Cut{At: cut.At - from, Dropped: cut.Dropped})
		}
	}
	if len(part.Cuts) > 0 || part.Continued || to-from > maxHeld {
		return reread(new(record.Parser), x.layout, &part, e, limits)
	}
	return &kept{held: &held{data: bytes.Clone(part.Data), line: part.Line, layout: x.layout}}
}

// held is a record that waits for being parsed.
type held struct {
	data   []byte
	line   int64
	layout *record.Layout
}

// read parses a held record; e is its position.
func (h *held) read(parser *record.Parser, e *entry, l Limits) *kept {
	part := record.Chunk{Offset: e.offset, Line: h.line, Data: h.data}
	return reread(parser, h.layout, &part, e, l)
}

// readHeld parses the records that are held for rows and peers; a view shows them all.
func (p *Profile) readHeld(parser *record.Parser) {
	read := p.heldReader(parser)
	p.state.rows.each(func(r *row) { r.entries(read) })
	for _, q := range p.state.peers.table.items {
		q.entries(read)
	}
}

// readHeldRuns parses the records that are held for runs, of which a view shows few.
func (p *Profile) readHeldRuns(parser *record.Parser) {
	read := p.heldReader(parser)
	for _, b := range p.state.units.kinds {
		for _, u := range b.items {
			u.entries(read)
		}
	}
}

func (p *Profile) heldReader(parser *record.Parser) func(*entry) {
	return func(e *entry) {
		if h := e.rec.held; h != nil {
			*e.rec = *h.read(parser, e, p.cfg.Limits)
		}
	}
}

// reread parses one record again and keeps it. A record parses the same alone
// and among others, because chunks may be cut between any two records.
func reread(parser *record.Parser, l *record.Layout, part *record.Chunk, e *entry, limits Limits) *kept {
	var rec *kept
	parser.Parse(l, *part, func(r *record.Record) {
		if rec == nil {
			rec = keep(int(e.src), r, part.Data, len(part.Cuts) == 0, limits)
		}
	})
	if rec == nil || rec.timed != e.timed || rec.time != e.time || rec.offset != e.offset {
		rec = keepPlain(rec, e, part, limits)
	}
	return rec
}

// keepPlain keeps a record whose part did not parse as it did before. It should
// not happen; the line can be cited all the same.
func keepPlain(rec *kept, e *entry, part *record.Chunk, l Limits) *kept {
	line := part.Data
	if i := slices.Index(line, '\n'); i >= 0 {
		line = line[:i]
	}
	plain := keep(int(e.src), &record.Record{Offset: e.offset, Line: part.Line, Raw: line, Message: line}, line, false, l)
	if rec != nil {
		plain.level, plain.host, plain.service, plain.logger = rec.level, rec.host, rec.service, rec.logger
		plain.message, plain.body, plain.fields = rec.message, rec.body, rec.fields
	}
	plain.timed, plain.time = e.timed, e.time
	return plain
}
