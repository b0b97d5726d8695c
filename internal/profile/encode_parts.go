package profile

import (
	"slices"
	"strings"

	"inquest/internal/event"
)

// code codes a bottom table: its bound, then its items by place.
func codeBottom[T keyed](c *codec, b *bottom[T], code func(*codec, *T)) {
	var items []T
	if !c.reading {
		items = b.sorted()
	}
	c.flag(&b.full)
	c.fixed(&b.hash)
	c.text(&b.key)
	list(c, &items, code)
	if c.reading {
		b.init()
		for _, x := range items {
			_, key := x.place()
			b.items[key] = x
		}
	}
}

func (t *rows) code(c *codec) {
	for d := range t.tables {
		for k := range t.tables[d] {
			codeBottom(c, &t.tables[d][k], codeRow)
		}
	}
}

func codeRow(c *codec, v **row) {
	if c.reading {
		*v = &row{}
	}
	r := *v
	c.text(&r.key)
	if c.reading {
		if !validRowKey(r.key) {
			c.fail(errShort)
			return
		}
		r.hash = hashKey([]byte(r.key))
	}
	c.uint(&r.count)
	r.series.code(c)
	list(c, &r.ends.list, codeEntry)
	list(c, &r.sample, codeEntry)
	list(c, &r.slots, codeSlot)
	list(c, &r.fields, codeSlot)
}

// validRowKey tells keys that parseShape can take apart.
func validRowKey(key string) bool {
	if len(key) < 9 || depth(key[0]) >= depths {
		return false
	}
	at := 6
	for range 3 {
		if at >= len(key) {
			return false
		}
		at += 1 + int(key[at])
	}
	return at < len(key) && strings.IndexByte(key[at:], 0) >= 0
}

func codeSlot(c *codec, s *slotStat) {
	small(c, &s.kind)
	c.text(&s.key)
	if c.reading && s.key != "" {
		s.hash = hashKey([]byte(s.key))
	}
	c.flag(&s.many)
	c.flag(&s.other)
	c.flag(&s.number)
	c.float(&s.low)
	c.float(&s.high)
	c.uint(&s.records)
	list(c, &s.values, codeValue)
}

func (t *units) code(c *codec) {
	var kinds []string
	for kind := range t.kinds {
		kinds = append(kinds, kind)
	}
	slices.Sort(kinds)
	list(c, &kinds, codeText)
	for _, kind := range kinds {
		codeBottom(c, t.table(kind), codeUnit)
	}
}

func codeUnit(c *codec, v **unit) {
	if c.reading {
		*v = &unit{}
	}
	u := *v
	c.text(&u.key)
	if c.reading {
		u.hash = hashKey([]byte(u.key))
	}
	u.names.code(c)
	u.targets.code(c)
	list(c, &u.places, func(c *codec, p *unitPlace) {
		small(c, &p.src)
		c.uint(&p.lines)
		codeRunEvent(c, &p.last)
	})
	list(c, &u.events.list, codeRunEvent)
}

func codeRunEvent(c *codec, e *runEvent) {
	c.entry(&e.entry)
	small(c, &e.seq)
	small(c, &e.kind)
	small(c, &e.outcome)
	codeLevel(c, &e.level)
	c.flag(&e.failed)
	c.flag(&e.hasDuration)
	c.int(&e.duration)
	c.fixed(&e.shape)
	c.text(&e.worker)
	c.text(&e.target)
	c.flag(&e.weak)
	c.text(&e.verb)
}

func (t *peers) code(c *codec) { codeBottom(c, &t.table, codePeer) }

func codePeer(c *codec, v **peer) {
	if c.reading {
		*v = &peer{}
	}
	p := *v
	c.text(&p.key)
	if c.reading {
		if len(p.key) < 8 {
			c.fail(errShort)
			return
		}
		p.hash = hashKey([]byte(p.key))
		p.parseKey()
	}
	p.protocols.code(c)
	for k := range p.counts {
		c.int(&p.counts[k])
		p.series[k].code(c)
	}
	list(c, &p.steps.list, func(c *codec, s *step) {
		c.entry(&s.entry)
		small(c, &s.seq)
		small(c, &s.kind)
		if s.kind >= event.Kind(connKinds) {
			c.fail(errShort)
		}
		c.int(&s.latency)
		c.text(&s.hedge)
	})
	p.latency.code(c)
}

func (d *durations) code(c *codec) {
	list(c, &d.list, func(c *codec, v *int64) { c.int(v) })
	for _, v := range []*int64{&d.n, &d.low, &d.high, &d.sum} {
		c.int(v)
	}
	c.flag(&d.over)
}
