package report

import (
	"errors"
	"fmt"
)

// mostLayers bounds how deep a dependency sketch may be.
const mostLayers = 64

func (x *Exhibits) sound() error {
	var err error
	if x.Topology != nil {
		err = x.Topology.sound()
	}
	if x.Templates != nil {
		err = errors.Join(err, x.Templates.sound())
	}
	if x.Detail != nil {
		err = errors.Join(err, x.Detail.sound())
	}
	return err
}

func (t *Topology) sound() error {
	for i, n := range t.Nodes {
		if n.Layer < 0 || n.Layer >= mostLayers {
			return fmt.Errorf("exhibits.topology.nodes[%d] lies in layer %d", i, n.Layer)
		}
	}
	for i, e := range t.Edges {
		if e.From < 0 || e.From >= len(t.Nodes) || e.To < 0 || e.To >= len(t.Nodes) {
			return fmt.Errorf("exhibits.topology.edges[%d] leads from %d to %d of %d nodes", i, e.From, e.To, len(t.Nodes))
		}
	}
	return nil
}

func (p *Patterns) sound() error {
	bins := int64(0)
	if len(p.Axis) > 0 {
		if err := soundAxis(p.Axis); err != nil {
			return fmt.Errorf("exhibits.templates: %w", err)
		}
		bins = binsOf(p.Axis)
	}
	for i, r := range p.Rows {
		if n := int64(len(r.Series)); n > bins {
			return fmt.Errorf("exhibits.templates.rows[%d] has %d bins, its axis %d", i, n, bins)
		}
		for _, n := range r.Series {
			if n < 0 || n > mostCount {
				return fmt.Errorf("exhibits.templates.rows[%d] counts %d", i, n)
			}
		}
	}
	return nil
}

func (d *Detail) sound() error {
	if err := soundAxis(d.Axis); err != nil {
		return fmt.Errorf("exhibits.detail: %w", err)
	}
	bins := binsOf(d.Axis)
	for i, lane := range d.Lanes {
		for _, b := range lane {
			if b[0] < 0 || b[0] >= bins || b[1] < 0 || b[1] > mostCount || b[2] < 0 || b[2] > b[1] {
				return fmt.Errorf("exhibits.detail.lanes[%d] counts %d of %d in bin %d of %d", i, b[2], b[1], b[0], bins)
			}
		}
	}
	return nil
}

func binsOf(axis []Segment) int64 {
	n := int64(0)
	for _, s := range axis {
		n += (s.To - s.From) / s.Bin
	}
	return n
}
