package profile

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"slices"

	"inquest/internal/record"
	"inquest/internal/source"
)

// magic begins every encoded profile; its last byte is the version.
var magic = []byte("inquest-profile\x00\x02")

func (p *Profile) encode() []byte {
	p.settle()
	p.readHeldRuns(new(record.Parser))
	c := &codec{cfg: &p.cfg, buf: bytes.Clone(magic)}
	c.gather(p)
	p.code(c)
	sum := sha256.Sum256(c.buf)
	return append(c.buf, sum[:]...)
}

func decode(b []byte) (*Profile, error) {
	if len(b) < len(magic)+sha256.Size || !bytes.HasPrefix(b, magic) {
		return nil, errors.New("profile: these bytes are not an encoded profile of this version")
	}
	body, sum := b[:len(b)-sha256.Size], b[len(b)-sha256.Size:]
	if got := sha256.Sum256(body); !bytes.Equal(got[:], sum) {
		return nil, errors.New("profile: the encoded profile is damaged: its hash differs; make it again")
	}
	p := New(Config{})
	c := &codec{reading: true, cfg: &p.cfg, buf: body[len(magic):]}
	p.code(c)
	if c.err == nil && len(c.buf) > 0 {
		c.err = errors.New("profile: bytes follow the encoded profile")
	}
	if c.err != nil {
		return nil, c.err
	}
	return p, nil
}

// gather numbers the kept records by place, each once.
func (c *codec) gather(p *Profile) {
	add := func(e *entry) {
		if e.rec != nil {
			c.recs = append(c.recs, e.rec)
		}
	}
	p.state.rows.each(func(r *row) { r.entries(add) })
	for _, u := range p.state.units.sorted() {
		u.entries(add)
	}
	for _, q := range p.state.peers.sorted() {
		q.entries(add)
	}
	slices.SortFunc(c.recs, compareKept)
	c.number = make(map[*kept]uint64, len(c.recs))
	distinct := c.recs[:0]
	for _, k := range c.recs {
		if n := len(distinct); n == 0 || compareKept(distinct[n-1], k) != 0 {
			distinct = append(distinct, k)
		}
		c.number[k] = uint64(len(distinct))
	}
	c.recs = distinct
}

func (p *Profile) code(c *codec) {
	list(c, &p.cfg.Sources, codeText)
	for _, l := range limitTable {
		small(c, l.field(&p.cfg.Limits))
	}
	c.int(&p.cfg.Window.From)
	c.int(&p.cfg.Window.To)
	c.flag(&p.cfg.Messages)
	if c.reading && c.err == nil {
		*p = *New(p.cfg)
		c.cfg = &p.cfg
	}
	list(c, &c.recs, codeKept)
	for i := range p.state.sources {
		codeSource(c, &p.state.sources[i])
	}
	p.state.rows.code(c)
	p.state.units.code(c)
	p.state.peers.code(c)
	if c.reading {
		p.state.rows.caps = p.cfg.Limits.rowCaps(p.state.rows.count(&p.cfg.Limits))
		p.state.rows.total = p.state.rows.count(&p.cfg.Limits)
	}
}

func codeKept(c *codec, v **kept) {
	if c.reading {
		*v = &kept{keptText: &keptText{}}
	}
	k := *v
	small(c, &k.src)
	codeLevel(c, &k.level)
	c.flag(&k.timed)
	c.int(&k.time)
	c.int(&k.offset)
	c.int(&k.line)
	for _, s := range []*string{&k.host, &k.service, &k.logger, &k.raw, &k.message, &k.body} {
		c.text(s)
	}
	list(c, &k.fields, func(c *codec, f *Field) { c.text(&f.Key); c.text(&f.Value) })
	list(c, &k.elided, func(c *codec, g *Elision) { small(c, &g.At); c.int(&g.Bytes); c.int(&g.Lines) })
	c.int(&k.length)
	c.raw(k.hash[:])
	c.int(&k.lines)
	c.int(&k.total)
	c.raw(k.all[:])
	codeSpots(c, k)
	if c.reading && (k.src < 0 || int(k.src) >= len(c.cfg.Sources)) {
		c.fail(errShort)
	}
}

// codeSpots codes where the message and the continuation lines stand in a record.
func codeSpots(c *codec, k *kept) {
	for _, v := range []*spot{&k.bodyAt, &k.saidAt} {
		c.int(&v.bytes)
		c.int(&v.lines)
	}
	c.text(&k.said)
	c.int(&k.saidLen)
	c.raw(k.saidSum[:])
}

// entry codes the position of a record by the number of its kept text.
func (c *codec) entry(e *entry) {
	n := c.number[e.rec]
	c.uint(&n)
	c.fixed(&e.hash)
	if !c.reading || n == 0 {
		return
	}
	if n > uint64(len(c.recs)) {
		c.fail(errShort)
		return
	}
	k := c.recs[n-1]
	e.rec, e.time, e.timed, e.offset, e.src = k, k.time, k.timed, k.offset, k.src
}

func codeEntry(c *codec, e *entry) { c.entry(e) }

func codeSource(c *codec, s *sourceState) {
	list(c, &s.coverage.list, codeStretch)
	a := &s.account
	for _, v := range []*int64{&a.Parsed, &a.Continued, &a.Blank, &a.Plain, &a.Records, &a.PlainRecs, &a.Outside, &a.OutsideBytes, &s.lines, &s.timed, &s.zoned} {
		c.int(v)
	}
	s.formats.code(c)
	for i := range s.levels {
		c.int(&s.levels[i])
	}
	s.series.code(c)
	c.flag(&s.seen)
	for _, e := range []*entry{&s.first, &s.last} {
		c.int(&e.time)
		c.int(&e.offset)
		small(c, &e.src)
		c.flag(&e.timed)
	}
	c.int(&s.firstAt)
	c.int(&s.lastAt)
	c.flag(&s.ended)
	codeSummary(c, &s.summary)
	list(c, &s.layout, codeText)
	c.flag(&s.yearless)
	codeClock(c, &s.clock)
}

func codeStretch(c *codec, s *stretch) {
	for _, v := range []*int64{&s.from, &s.to, &s.first, &s.last, &s.backward} {
		c.int(v)
	}
	c.flag(&s.timed)
}

func codeSummary(c *codec, s *source.Summary) {
	c.int(&s.Bytes)
	c.int(&s.Lines)
	c.int(&s.Dropped)
	c.text(&s.SHA256)
	list(c, &s.Skipped, func(c *codec, k *source.Skip) {
		c.text(&k.Name)
		c.text(&k.Reason)
		c.text(&k.Detail)
		c.text(&k.Hint)
		c.int(&k.Bytes)
	})
}

func (t *tally) code(c *codec) { list(c, &t.list, codeValue) }

func codeValue(c *codec, v *valueStat) {
	c.text(&v.text)
	c.uint(&v.n)
}

func (s *series) code(c *codec) {
	small(c, &s.width)
	if int(s.width) >= len(widths) {
		s.width = 0
		c.fail(errShort)
	}
	list(c, &s.ticks, func(c *codec, t *tick) {
		c.int(&t.at)
		n := uint64(t.n)
		c.uint(&n)
		t.n = uint32(n)
	})
}

func codeLevel(c *codec, l *record.Level) {
	small(c, l)
	if *l > record.LevelCritical {
		*l = record.LevelNone
		c.fail(errShort)
	}
}
