package profile

import (
	"errors"
	"fmt"
	"slices"
)

func (p *Profile) merge(o *Profile) error {
	if p == o {
		return nil
	}
	if !slices.Equal(p.cfg.Sources, o.cfg.Sources) || p.cfg.Limits != o.cfg.Limits || p.cfg.Window != o.cfg.Window || p.cfg.Messages != o.cfg.Messages {
		return errors.New("profile: cannot merge profiles of different sources, windows or limits: give all parts of a run the same configuration")
	}
	fresh, err := p.relation(o)
	if err != nil {
		return err
	}
	if !fresh {
		p.mergeSummaries(o)
		return nil
	}
	p.holdAll()
	o.settle()
	l := &p.cfg.Limits
	buckets := p.sourceBuckets()
	for i := range p.state.sources {
		p.state.sources[i].merge(&o.state.sources[i], buckets)
	}
	p.state.rows.merge(&o.state.rows, l)
	p.state.units.merge(&o.state.units, l)
	p.state.peers.merge(&o.state.peers, l)
	return nil
}

// relation reports whether o has chunks that p does not know. It fails when p
// knows some of them, but not all.
func (p *Profile) relation(o *Profile) (fresh bool, err error) {
	some := false
	for i := range o.state.sources {
		mine := &p.state.sources[i].coverage
		for _, s := range o.state.sources[i].coverage.list {
			switch mine.relation(s.from, s.to) {
			case torn:
				return false, fmt.Errorf("profile: bytes %d to %d of %q are known in part: parts must not overlap", s.from, s.to, p.cfg.Sources[i])
			case known:
				some = true
			case apart:
				fresh = true
			}
		}
	}
	if some && fresh {
		return false, errors.New("profile: the other profile has chunks that are known and chunks that are new: parts must not overlap")
	}
	return fresh, nil
}

// mergeSummaries takes over how reading ended, for sources without a record.
func (p *Profile) mergeSummaries(o *Profile) {
	for i := range o.state.sources {
		s, x := &p.state.sources[i], &o.state.sources[i]
		if x.ended && !s.ended {
			s.ended, s.summary, s.layout, s.yearless, s.clock = true, x.summary, x.layout, x.yearless, x.clock
		}
	}
}
