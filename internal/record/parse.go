package record

import "bytes"

// parserScratch is what a Parser keeps between calls so that parsing allocates
// nothing once it is warm.
type parserScratch struct {
	readers [2]lineReader // the pending record's and the next line's
	now     int           // index of the pending record's reader
	// Each of these keeps what it found until the record is emitted.
	inner  matcher // for messages inside envelopes
	column matcher // for envelopes inside a table's column
	dict   matcher // for {...} payloads of messages

	resource, scope matcher // of the batch at hand
	body            []byte  // continuation lines taken out of their envelopes
	whole0          []byte  // the message that several lines hold a part of
	extra           arena   // composed messages, unescaped payloads
	rec             Record
	plans           planTable
	plain           bool // no plans: the long way
	whole           bool // records outside of the window are given too
}

// pending is the record whose continuation lines are being collected.
type pending struct {
	open       bool
	promoted   bool // of no format, and not stated by the layout: the head of a file
	format     *Format
	start, end int // of the first line, without its line end
	line       int64
	lines      int64 // up to the last continuation line
	bodyStart  int   // of the first continuation line
	bodyEnd    int   // of the last continuation line
	wrapped    bool  // the body was put together in scratch

	plan  *linePlan // nil: the reader holds what matching found
	stamp Stamp     // these three are read already when there is a plan
	time  int64
	zoned bool

	follows bool
	closed  bool     // the object that stands over several lines has ended
	part    linePart // of the last line
	joined  bool     // the message is in several lines
	last    int      // end of the last of them, without its line end
}

// run is one call of Parse.
type run struct {
	*parserScratch
	layout  *Layout
	chunk   Chunk
	emit    func(*Record)
	account Account
	rec0    pending
	last    int64 // time of the record before
	timed   bool  // and whether it has one
	cut     int   // next of chunk.Cuts
	shift   int64 // bytes dropped so far
	folded  bool  // messages are not searched for fields
	colour  bool  // the chunk has terminal sequences, as they are or escaped
}

func (p *Parser) parse(l *Layout, c Chunk, folded bool, emit func(*Record)) Account {
	r := run{parserScratch: &p.scratch, layout: l, chunk: c, emit: emit, folded: folded}
	r.colour = bytes.IndexByte(c.Data, escape) >= 0 || bytes.Contains(c.Data, escaped001b)
	number := c.Line
	planned := !r.plain && !r.colour && len(c.Cuts) == 0 && len(c.Data) >= plannedLog
	if planned {
		r.plans.begin(l)
	}
	returns := loneReturn(c.Data) >= 0
	for at := 0; at < len(c.Data); number++ {
		end, next := len(c.Data), len(c.Data)
		if k := bytes.IndexByte(c.Data[at:], '\n'); k >= 0 {
			end, next = at+k, at+k+1
		}
		if returns {
			at, end = r.pieces(at, end, number, planned)
		}
		if at < end || next > end {
			r.piece(at, end, next, number, planned)
		}
		at = next
	}
	r.flush()
	if r.account.Lines = number - c.Line; c.Open {
		r.account.Lines--
	}
	return r.account
}

// piece takes the line Data[at:end], by a plan where there is one.
func (r *run) piece(at, end, next int, number int64, planned bool) {
	if !planned || !r.planned(at, end, next, number) {
		r.line(at, end, next, number)
	}
}

// line takes the line Data[at:end]; next is where the one behind it begins.
func (r *run) line(at, end, next int, number int64) {
	reader := &r.readers[1-r.now]
	size := int64(next - at)
	text := trimLine(r.chunk.Data[at:end])
	if r.colour {
		text = reader.cleaned(text)
	}
	f, v := r.layout.judge(&reader.matcher, text)
	part := r.layout.partOfLine(f, &reader.matcher)
	if r.rec0.part.open && r.rec0.part.same(&part) {
		r.goOn(part, &reader.matcher, end, number)
		r.account.Continued += size
		return
	}
	if v == isRecord && r.rec0.part.same(&part) && r.rec0.part.ends(&reader.matcher) {
		v = isContinuation
	}
	switch v {
	case isBlankLine:
		r.rec0.part = linePart{}
		r.account.Blank += size
		return
	case isContinuation:
		if f == nil && r.interrupted(text) {
			v = isFollower
		} else if !r.rec0.part.foreign(&part) && r.join(f, reader, at, end, number) {
			r.rec0.part = part
			r.rec0.closed = r.rec0.closed || text[0] == '}'
			r.account.Continued += size
			return
		}
	case isStray:
		if !r.rec0.promoted && !r.alone() && r.join(f, reader, at, end, number) {
			r.rec0.part = linePart{}
			r.account.Continued += size
			return
		}
	}
	r.flush()
	if f != nil && f.kind == kindBatch && r.batch(f, at, end, number) {
		r.rec0 = pending{}
		r.account.Parsed += size
		return
	}
	r.now = 1 - r.now
	r.rec0 = pending{open: true, format: f, start: at, end: end, line: number, lines: 1,
		promoted: f == nil && v != isPlain, follows: v == isFollower, part: part}
	if part.open {
		r.whole0 = append(r.whole0[:0], reader.rawMessage()...)
	}
	r.account.Records++
	if f == nil {
		r.account.PlainRecs++
		r.account.Plain += size
		return
	}
	r.account.Parsed += size
}

// join adds a continuation line to the pending record; false when there is none
// that it could belong to.
func (r *run) join(f *Format, reader *lineReader, at, end int, number int64) bool {
	p := &r.rec0
	if !p.open {
		return r.chunk.Continued
	}
	if p.bodyEnd == 0 {
		p.bodyStart = at
		p.wrapped = p.format != nil && (p.format.wrap || f != nil && f.traces)
		r.body = r.body[:0]
	}
	p.bodyEnd = end
	p.lines = number - p.line + 1
	if p.wrapped {
		r.unwrap(f, reader, at, end)
	}
	return true
}

// unwrap appends what an envelope carries to the body.
func (r *run) unwrap(f *Format, reader *lineReader, at, end int) {
	text := r.chunk.Data[at:end]
	if f != nil && f.goesOn(&reader.matcher) {
		text = reader.rawMessage()
	} else if f != nil && f.traces {
		text, _, _ = reader.behindStamp()
	} else if f != nil {
		text = reader.message()
	}
	if len(r.body) > 0 {
		r.body = append(r.body, '\n')
	}
	r.body = append(r.body, text...)
}

// flush emits the pending record.
func (r *run) flush() {
	p := &r.rec0
	if !p.open {
		return
	}
	if p.format != nil && p.format.kind == kindJSONBlock && r.batchBlock(p) {
		p.open = false
		return
	}
	rec := &r.rec
	*rec = Record{Fields: rec.Fields[:0], Format: plainName, Line: p.line, Lines: int32(p.lines)}
	rec.Offset, rec.partial = r.offset(p.start), p.part.open
	rec.Raw = trimCR(r.chunk.Data[p.start:p.end])
	if p.bodyEnd > 0 {
		rec.Body = trimCR(r.chunk.Data[p.bodyStart:p.bodyEnd])
		if p.wrapped {
			rec.Body = r.body
		}
	}
	rec.Length = r.offset(max(p.end, p.bodyEnd, p.last)) - rec.Offset
	if r.leavesOut(p.plan != nil, p.time) {
		r.last, r.timed = p.time, true
		r.outside(rec.Length)
		return
	}
	r.extra.reset()
	switch {
	case p.plan == nil:
		r.fill(rec, p)
	case p.bodyEnd == 0:
		r.fillPlanned(rec, p)
	default: // what the plan leaves out may matter to the lines behind
		reader := &r.readers[r.now]
		r.layout.judge(&reader.matcher, trimLine(rec.Raw))
		r.fill(rec, p)
	}
	r.last, r.timed = rec.Time, rec.HasTime
	if r.leavesOut(rec.HasTime, rec.Time) {
		r.outside(rec.Length)
		return
	}
	if r.layout.detail.origin.Known() && !r.whole {
		r.place(rec)
	}
	p.open = false
	r.emit(rec)
}

// offset is the place in the source of Data[at], dropped bytes counted. Records
// come in order, so the cuts are walked once.
func (r *run) offset(at int) int64 {
	for r.cut < len(r.chunk.Cuts) && r.chunk.Cuts[r.cut].At <= at {
		r.shift += r.chunk.Cuts[r.cut].Dropped
		r.cut++
	}
	return r.chunk.Offset + int64(at) + r.shift
}

func trimCR(b []byte) []byte {
	n := len(b)
	for n > 0 && b[n-1] == '\r' {
		n--
	}
	return b[:n]
}
