package record

import "bytes"

// fill turns what the matcher found into the record.
func (r *run) fill(rec *Record, p *pending) {
	reader := &r.readers[r.now]
	if p.format == nil {
		rec.Message = trimBlanks(reader.cleaned(rec.Raw))
		if p.follows {
			r.restOfTrace(rec)
		}
	} else {
		rec.Format, rec.from = p.format.Name, p.format
		switch p.format.kind {
		case kindJSONBlock:
			r.wholeBlock(rec, &reader.matcher, p)
		case kindExport:
			r.wholeExport(rec, &reader.matcher, p)
		}
		r.assign(rec, &reader.matcher, p.format)
		if p.format.pairs {
			r.linePairs(rec, p.format)
		}
		if p.joined {
			rec.Message = r.whole0
		}
		if !rec.HasTime {
			r.time(rec, &reader.matcher, p)
		}
	}
	if p.format != nil && p.format.inner {
		r.innerRecord(rec)
	}
	if p.format != nil && p.format.second != nil {
		r.secondLine(rec, p.format)
	}
	r.finish(rec, p.format)
}

// finish does what is done to all records once their parts are found.
func (r *run) finish(rec *Record, f *Format) {
	reader := &r.readers[r.now]
	if len(rec.Message) == 0 && f != nil && f.kind != kindLayout {
		rec.Message = r.wholeLine(rec, f) // no key says what happened: the line does
	}
	r.tidy(rec)
	if f != nil && f.generic && len(rec.Logger) == 0 && rec.Level != LevelNone {
		rec.Logger, rec.Message = column(rec.Message)
	}
	if rec.Level == LevelNone {
		rec.Level = leadingLevel(rec.Message)
	}
	if rec.Level == LevelNone && (f == nil || f.guess) {
		if rec.Level = guessLevel(rec.Message); rec.Level == LevelNone {
			rec.Level = guessLevel(reader.cleaned(rec.Raw))
		}
	}
	switch {
	case f != nil && f.http:
	case r.folded:
		rec.Folded = true
	default:
		r.extract(rec)
	}
}

// wholeLine is the text of a record in which no key says what happened: its line,
// or its object in one line.
func (r *run) wholeLine(rec *Record, f *Format) []byte {
	line := trimBlanks(r.readers[r.now].cleaned(rec.Raw))
	if f.kind != kindJSONBlock || len(rec.Body) == 0 {
		return line
	}
	start := r.extra.open()
	r.extra.buf = joinObject(r.extra.buf, line)
	r.extra.buf = joinObject(r.extra.buf, rec.Body[:min(len(rec.Body), maxJoined)])
	return trimBlanks(r.extra.close(start))
}

// maxJoined is how much of an object over several lines becomes a message.
const maxJoined = 4 << 10

// joinObject appends the lines of an object, without what indents them; a blank
// stands behind a comma and a colon as it did.
func joinObject(dst, text []byte) []byte {
	for len(text) > 0 {
		line, rest, _ := bytes.Cut(text, []byte{'\n'})
		if line = trimBlanks(trimCR(line)); len(dst) > 0 && dst[len(dst)-1] == ',' {
			dst = append(dst, ' ')
		}
		dst = append(dst, line...)
		text = rest
	}
	return dst
}

// assign copies the captures to their places.
func (r *run) assign(rec *Record, m *matcher, f *Format) {
	if m.lvl != LevelNone {
		rec.Level = m.lvl
	}
	rec.loose = rec.loose || m.loose
	if m.timeKey != nil {
		rec.timeKey = m.timeKey
	}
	for i := range m.caps {
		c := &m.caps[i]
		if len(c.value) == 1 && c.value[0] == '-' && f.kind == kindLayout && c.role != roleMessage {
			continue // the customary sign for "nothing"
		}
		switch c.role {
		case roleField:
			if f.split == splitTag && string(c.key) == keyTag {
				continue
			}
			rec.add(c.key, c.value)
		case roleLevel: // is in m.lvl
		case roleMessage:
			rec.Message = c.value
		case roleLogger:
			rec.Logger = trimBlanks(c.value)
		case roleService:
			rec.Service = c.value
		case roleHost:
			rec.Host = c.value
		case roleThread:
			rec.Thread = trimBlanks(c.value)
		case rolePID:
			rec.PID = c.value
		}
	}
	if f.http {
		r.webRequest(rec)
	}
	for _, tag := range f.tags {
		tagged(rec, tag)
	}
}

// add appends a field within the limit of fields.
func (r *Record) add(key, value []byte) {
	if len(r.Fields) < maxFields {
		r.Fields = append(r.Fields, Field{Key: key, Value: value})
	}
}

// time sets the record's time; a follower takes that of the record before it.
func (r *run) time(rec *Record, m *matcher, p *pending) {
	switch {
	case m.timed:
		r.set(rec, m)
	case p.follows:
		rec.Time, rec.HasTime, rec.Follows = r.last, r.timed, true
	}
}

// set gives the record the time of the matcher's stamp.
func (r *run) set(rec *Record, m *matcher) {
	c := r.layout.calendarAt(rec.Offset)
	if m.stamp.dateless && c.moment == 0 {
		return // nothing tells the day
	}
	rec.Stamp = m.from
	rec.HasTime, rec.Zoned = true, m.stamp.zoned
	rec.Time, rec.East = c.read(&m.stamp)
}

// wholeBlock reads an object that was written over several lines.
func (r *run) wholeBlock(rec *Record, m *matcher, p *pending) {
	block := r.chunk.Data[p.start:max(p.end, p.bodyEnd)]
	if r.layout.detail.array {
		block = arrayEnd(block[blanks(block, 0):])
	}
	if !m.runJSON(trimLine(block), nil) {
		m.begin(nil)
		rec.Message = trimBlanks(rec.Raw)
	}
}

// innerRecord reads the message of an envelope with the formats found inside
// envelopes; what the envelope did not tell is filled in. The level inside counts
// more than the envelope's, and so does a stamp with a zone where the envelope's
// has none.
func (r *run) innerRecord(rec *Record) {
	formats := r.layout.detail.inner
	if len(formats) > 0 && formats[0].wrap && r.innerMatch(rec, &r.column, formats[0]) {
		formats = formats[1:]
	}
	for _, f := range formats {
		if f.weak && len(rec.Message) > 0 && throws(rec.Message) {
			continue
		}
		if !f.wrap && r.innerMatch(rec, &r.inner, f) {
			return
		}
	}
}

// innerMatch reads the message with one format.
func (r *run) innerMatch(rec *Record, m *matcher, f *Format) bool {
	payload := rec.Message
	if r.colour && bytes.IndexByte(payload, escape) >= 0 {
		payload = r.stripped(payload)
	}
	line, rest, more := bytes.Cut(trimEnd(payload), []byte{'\n'})
	m.forget()
	if f.match(m, line) != fitsRecord {
		return false
	}
	outer := *rec
	rec.Message = nil
	if !f.wrap {
		rec.Inner, rec.inner = f.Name, f
	}
	r.assign(rec, m, f)
	rec.restore(&outer)
	if m.timed && (!rec.HasTime || m.stamp.zoned && !rec.Zoned) {
		r.set(rec, m)
	}
	if more && rec.Body == nil {
		rec.Body = rest
	}
	return true
}

// restore puts back what an inner record left out; host, service and process
// are those of the envelope.
func (r *Record) restore(outer *Record) {
	keep := func(inner *[]byte, outer []byte) {
		if len(*inner) == 0 {
			*inner = outer
		}
	}
	if r.Level == LevelNone {
		r.Level = outer.Level
	}
	keep(&r.Message, outer.Message)
	keep(&r.Logger, outer.Logger)
	keep(&r.Thread, outer.Thread)
	keep(&r.PID, outer.PID)
	if len(outer.Service) > 0 {
		r.Service = outer.Service
	}
	if len(outer.Host) > 0 {
		r.Host = outer.Host
	}
}

// secondLine takes level and message from the first continuation line, as
// java.util.logging writes them.
func (r *run) secondLine(rec *Record, f *Format) {
	line, rest, _ := bytes.Cut(rec.Body, []byte{'\n'})
	m := &r.inner
	m.forget()
	m.levels = f.levels
	if len(line) == 0 || !m.run(f.second, trimCR(line)) {
		return
	}
	r.assign(rec, m, f)
	rec.Body = rest
	if len(rest) == 0 {
		rec.Body = nil
	}
}

// tidy leaves the first line in the message, moves the rest to an empty body and
// takes terminal sequences out.
func (r *run) tidy(rec *Record) {
	if r.colour && bytes.IndexByte(rec.Message, escape) >= 0 {
		rec.Message = r.stripped(rec.Message)
	}
	rec.Message = trimEnd(rec.Message)
	if k := bytes.IndexByte(rec.Message, '\n'); k >= 0 {
		if rec.Body == nil {
			rec.Body = rec.Message[k+1:]
		}
		rec.Message = trimEnd(rec.Message[:k])
	}
}

func (r *run) stripped(b []byte) []byte {
	start := r.extra.open()
	r.extra.buf = stripControls(r.extra.buf, b)
	return r.extra.close(start)
}
