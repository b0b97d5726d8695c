package record

import "bytes"

// maxExact is how many values of a form may decide what its lines are.
const maxExact = 4

// prober tries out what the values of a line change.
type prober struct {
	line []byte // with other values
	form lineForm
	rec  Record
	plan linePlan // of the line with other values
	n    int      // records that the line gave
}

// make works the plan of a form out from one of its lines: the line is parsed with
// other values in it, and what stays the same is the plan.
func (t *planTable) make(hash uint64, line []byte, f *lineForm) *linePlan {
	p := &linePlan{layout: t.layout, hash: hash, size: f.size, values: len(f.to), slow: true}
	if t.prober == nil {
		t.prober = new(Parser)
		t.prober.scratch.plain, t.prober.scratch.whole = true, true
	}
	if !t.read(p, line, f) {
		return p
	}
	if hash == mixWord(f.hash, t.seed) {
		p.lengths = p.stampValues(f)
		return p
	}
	free := t.free(p, line, f)
	if t.stable(p, line, f, free) {
		p.slow = false
		return p
	}
	p.guards = otherStamps(line, f, p)
	if free = t.free(p, line, f); len(p.guards) > 0 && t.stable(p, line, f, free) {
		p.slow = false
		return p
	}
	p.guards = nil
	t.decide(p, line, f, t.free(p, line, f))
	return p
}

// decide finds the values that change what the line is.
func (t *planTable) decide(p *linePlan, line []byte, f *lineForm, free []bool) {
	one := make([]bool, len(free))
	for i := range free {
		if !free[i] {
			continue
		}
		one[i] = true
		if !t.stable(p, line, f, one) {
			p.exact = append(p.exact, int32(i))
			free[i] = false
		}
		one[i] = false
	}
	if len(p.exact) > maxExact || !t.stable(p, line, f, free) {
		p.exact = nil
		return
	}
	before := linePlan{lengths: p.stampValues(f)}
	if p.behind(before.behind(mixWord(f.hash, t.seed), line, f), line, f) == p.hash { // the values are in the hash already
		p.exact, p.slow = nil, false
	}
}

// stampValues are the values that the record's time is read from.
func (p *linePlan) stampValues(f *lineForm) []int32 {
	var out []int32
	for i := range f.to {
		if p.at.covers(f, i) {
			out = append(out, int32(i))
		}
	}
	return out
}

// free marks the values that the plan does not read itself.
func (t *planTable) free(p *linePlan, _ []byte, f *lineForm) []bool {
	out := make([]bool, len(f.to))
	for i := range out {
		out[i] = !p.at.covers(f, i)
		for k := range p.guards {
			out[i] = out[i] && !p.guards[k].covers(f, i)
		}
	}
	return out
}

// covers tells whether value i lies in the part.
func (p *part) covers(f *lineForm, i int) bool {
	return p.constant == nil && p.from.in(f) <= int(f.from[i]) && int(f.to[i]) <= p.to.in(f)
}

// parse gives the only record of a line, false when there is none.
func (t *planTable) parse(line []byte) (*Record, bool) {
	t.probe.n = 0
	t.prober.parse(t.layout, Chunk{Line: 1, Data: line}, true, func(r *Record) {
		t.probe.n++
		t.probe.rec = *r
	})
	r := &t.probe.rec
	return r, t.probe.n == 1 && r.Format != plainName && r.HasTime && len(r.Stamp.Text) > 0 && len(r.Body) == 0 &&
		bytes.IndexByte(line, escape) < 0 && !r.partial && t.layout.startsRecord(nil, line)
}

// read fills the plan from a line.
func (t *planTable) read(p *linePlan, line []byte, f *lineForm) bool {
	if line[0] == 0 || line[0] == 0xEF { // cut off in front of parsing
		return false
	}
	r, ok := t.parse(line)
	if !ok {
		return false
	}
	if _, inside := offsetIn(line, r.Stamp.Text); !inside {
		return false
	}
	for _, known := range t.layout.detail.order {
		if known.Name == r.Format {
			p.format = known
		}
	}
	if p.format == nil || p.format.kind == kindBatch || otherTime(r) {
		return false
	}
	p.level, p.folded, p.stamp = r.Level, r.Folded, r.Stamp
	p.stamp.Text = nil
	request, status := r.Field("request"), r.Field("status")
	if _, inside := offsetIn(line, r.Message); !inside && p.format.http && request != nil && status != nil {
		p.web, p.level, r.Message = true, LevelNone, nil
	}
	return p.place(line, f, r)
}

// place notes where the parts of the record stand.
func (p *linePlan) place(line []byte, f *lineForm, r *Record) bool {
	ok := true
	set := func(at *part, b []byte) {
		var fits bool
		*at, fits = partOf(line, f, b)
		ok = ok && fits
	}
	p.inner = r.inner
	set(&p.timeKey, r.timeKey)
	set(&p.at, r.Stamp.Text)
	set(&p.message, r.Message)
	set(&p.host, r.Host)
	set(&p.service, r.Service)
	set(&p.logger, r.Logger)
	set(&p.thread, r.Thread)
	set(&p.pid, r.PID)
	p.fields = p.fields[:0]
	for i := range r.Fields {
		var x fieldPart
		set(&x.key, r.Fields[i].Key)
		set(&x.value, r.Fields[i].Value)
		p.fields = append(p.fields, x)
	}
	p.keys = p.hashKeys(line, f)
	return ok
}

// hashKeys is the hash of the fields' keys, 0 when one of them is not the same in
// all lines.
func (p *linePlan) hashKeys(line []byte, f *lineForm) uint64 {
	h := uint64(formSeed)
	for i := range p.fields {
		k := &p.fields[i].key
		if k.constant == nil && k.from.value != k.to.value {
			return 0
		}
		key := k.of(line, f)
		h = mixWord(mixText(h, key), uint64(len(key)))
	}
	return h
}

// otherTime tells records with a key that would hold the time if its value were
// one, in spite of the one that does.
func otherTime(r *Record) bool {
	if r.loose {
		return true
	}
	for i := range r.Fields {
		key, v := r.Fields[i].Key, r.Fields[i].Value
		if len(v) == 0 || timeRank(key) >= r.Stamp.rank {
			continue
		}
		var s stamp
		if !timeValue(v, &s) {
			return true
		}
	}
	return false
}

// otherStamps finds the stamps in a line that are not the record's own.
func otherStamps(line []byte, f *lineForm, p *linePlan) []part {
	var out []part
	own := p.at.from.in(f)
	for i := 0; i < len(line); i++ {
		if i > 0 && (isName(line[i-1]) || line[i-1] == ':') || !isDigit(line[i]) && !isLetter(line[i]) {
			continue
		}
		var s stamp
		n := parseStamp(line[i:], &s)
		if n == 0 {
			continue
		}
		if g, ok := partOf(line, f, line[i:i+n]); ok && i != own {
			out = append(out, g)
		}
		i += n - 1
	}
	return out
}

// stable tells whether the plan stays the same whatever the free values are.
func (t *planTable) stable(p *linePlan, line []byte, f *lineForm, free []bool) bool {
	for way := range ways {
		t.vary(line, f, free, way)
		x := &t.probe
		if !x.form.read(x.line) || x.form.hash != f.hash || x.form.size != f.size || len(x.form.to) != len(f.to) {
			return false
		}
		q := &x.plan
		*q = linePlan{layout: t.layout, fields: q.fields[:0]}
		if !t.read(q, x.line, &x.form) || !p.same(q) {
			return false
		}
	}
	return true
}

// ways is how many other values are tried.
const ways = 4

// vary writes the line with other values.
func (t *planTable) vary(line []byte, f *lineForm, free []bool, way int) {
	out, at := t.probe.line[:0], 0
	for i := range f.from {
		from, to := int(f.from[i]), int(f.to[i])
		out = append(out, line[at:from]...)
		if free[i] {
			if from > 0 && line[0] == '{' && line[from-1] == '"' {
				out = variedText(out, line[from:to], way)
			} else {
				out = varied(out, line[from:to], way)
			}
		} else {
			out = append(out, line[from:to]...)
		}
		at = to
	}
	t.probe.line = append(out, line[at:]...)
}

// varied appends another value of the same kind.
func varied(dst, value []byte, way int) []byte {
	if digits(value) < len(value) { // letters stay, so that it remains a word of its kind
		for _, c := range value {
			if isDigit(c) {
				c = '0' + (c-'0'+byte(way)+1)%10
			}
			dst = append(dst, c)
		}
		return dst
	}
	n := len(value)
	switch {
	case way == 0:
		dst = append(dst, value...)
		dst[len(dst)-1] = '0' + (value[n-1]-'0'+1)%10
	case way == 1 && n <= 2:
		dst = append(append(dst, '1'), value...)
	case way == 1 && n > 3 && n < 18 && value[0] != '0':
		dst = append(append(dst, '1'), value...)
	case way == 1:
		dst = append(append(dst, '1'), value[1:]...)
	case way == 2:
		dst = append(dst, '7')
	case n == 3:
		dst = append(dst, "503"...)
	default:
		dst = append(dst, "41"...)
	}
	return dst
}

// variedText appends another value of a JSON string.
func variedText(dst, value []byte, way int) []byte {
	switch {
	case way == 0:
		return append(append(dst, value...), "x1"...)
	case way == 1 || len(value) > longText:
		return append(append(dst, "a1 "...), value...)
	case way == 2:
		return append(dst, "q 7"...)
	}
	return append(dst, "Zz-41.w"...)
}

// same compares what two lines of a form told.
func (p *linePlan) same(q *linePlan) bool {
	if p.format != q.format || p.inner != q.inner || p.level != q.level || p.web != q.web || p.folded != q.folded || p.stamp.kind != q.stamp.kind || len(p.fields) != len(q.fields) {
		return false
	}
	ok := p.at.same(&q.at) && p.timeKey.same(&q.timeKey) && p.message.same(&q.message) && p.host.same(&q.host) && p.service.same(&q.service) &&
		p.logger.same(&q.logger) && p.thread.same(&q.thread) && p.pid.same(&q.pid)
	for i := range p.fields {
		ok = ok && p.fields[i].key.same(&q.fields[i].key) && p.fields[i].value.same(&q.fields[i].value)
	}
	return ok
}

func (p *part) same(q *part) bool {
	if p.constant == nil || q.constant == nil {
		return p.constant == q.constant && p.from == q.from && p.to == q.to
	}
	return bytes.Equal(*p.constant, *q.constant)
}
