package profile

import (
	"inquest/internal/record"
	"inquest/internal/source"
)

type profileState struct {
	sources []sourceState
	rows    rows
	units   units
	peers   peers
	serial  uint32 // of the chunk at hand
	recent  [2]recent
	turn    uint8 // which of them is the chunk at hand, or the last one
}

// sourceState is the accounting of one source.
type sourceState struct {
	name     uint64 // hash of the name
	coverage coverage
	account  record.Account
	lines    int64
	formats  tally
	levels   [record.LevelCritical + 1]int64
	timed    int64
	zoned    int64
	series   series
	first    entry
	last     entry // of timed records; src and offset stand with the time
	seen     bool  // first and last hold
	firstAt  int64 // their lines
	lastAt   int64
	ended    bool // the summary is known
	summary  source.Summary
	layout   []string
	yearless bool
	clock    record.Clock
}

func newProfile(cfg Config) *Profile {
	cfg.Limits = cfg.Limits.withDefaults()
	p := &Profile{cfg: cfg}
	p.state.sources = make([]sourceState, len(cfg.Sources))
	for i, name := range cfg.Sources {
		p.state.sources[i].name = hashKey([]byte(name))
	}
	p.state.rows.init(&p.cfg.Limits)
	p.state.units.init()
	p.state.peers.table.init()
	return p
}

// sourceBuckets is the number of time buckets of one source.
func (p *Profile) sourceBuckets() int {
	return share(p.cfg.Limits.Buckets, len(p.cfg.Sources), min(minBuckets, p.cfg.Limits.Buckets), maxBuckets)
}

func (s *sourceState) add(r *record.Record, e *entry, buckets int) {
	s.formats.addBytes(r.Format)
	if int(r.Level) < len(s.levels) {
		s.levels[r.Level]++
	}
	if !e.timed {
		return
	}
	s.timed++
	if r.Zoned {
		s.zoned++
	}
	s.series.add(e.time, buckets)
	s.see(e, r.Line)
}

func (t *tally) addBytes(text string) {
	if len(t.list) > 0 && t.list[0].text == text {
		t.list[0].n++
		return
	}
	t.add(text, 1)
}

func (s *sourceState) see(e *entry, line int64) {
	if !s.seen || compareEntries(e, &s.first) < 0 {
		s.first, s.firstAt = entry{time: e.time, timed: true, offset: e.offset, src: e.src}, line
	}
	if !s.seen || compareEntries(e, &s.last) > 0 {
		s.last, s.lastAt = entry{time: e.time, timed: true, offset: e.offset, src: e.src}, line
	}
	s.seen = true
}

func (s *sourceState) merge(o *sourceState, buckets int) {
	for _, x := range o.coverage.list {
		s.coverage.add(x)
	}
	addAccount(&s.account, o.account)
	s.lines += o.lines
	s.formats.merge(&o.formats)
	for i := range s.levels {
		s.levels[i] += o.levels[i]
	}
	s.timed, s.zoned = s.timed+o.timed, s.zoned+o.zoned
	s.series.merge(&o.series, buckets)
	if o.seen {
		s.see(&o.first, o.firstAt)
		s.see(&o.last, o.lastAt)
	}
	if o.ended && !s.ended {
		s.ended, s.summary, s.layout, s.yearless, s.clock = true, o.summary, o.layout, o.yearless, o.clock
	}
}

func addAccount(a *record.Account, b record.Account) {
	a.Parsed += b.Parsed
	a.Continued += b.Continued
	a.Blank += b.Blank
	a.Plain += b.Plain
	a.Records += b.Records
	a.PlainRecs += b.PlainRecs
	a.Outside += b.Outside
	a.OutsideBytes += b.OutsideBytes
}

func (p *Profile) addSummary(src int, sum source.Summary, l *record.Layout) {
	s := &p.state.sources[src]
	s.ended, s.summary = true, sum
	if l != nil {
		s.layout, s.yearless, s.clock = l.Names(), l.Yearless(), l.Clock()
	}
}

// settle puts the profile into its canonical form. It changes nothing that can
// be seen: what it drops would be dropped by any other split or order as well.
func (p *Profile) settle() {
	p.holdAll()
	l := &p.cfg.Limits
	for i := range p.state.sources {
		p.state.sources[i].formats.settle()
	}
	p.state.rows.settle(l)
	p.state.units.settle(l)
	p.state.peers.settle(l)
	p.readHeld(new(record.Parser))
}
