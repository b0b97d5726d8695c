package profile

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/zeebo/xxh3"

	"inquest/internal/record"
	"inquest/internal/template"
)

// draft is a template in the making.
type draft struct {
	text, typed, err string
	id               string
	rows             map[string]*draftRow // by key without shape
}

// draftRow joins the rows of one origin whose shapes are one template.
type draftRow struct {
	shape
	sum   row
	parts []*row
	texts []shape
}

func (b *viewer) templates() {
	rows := b.p.state.rows.sorted()
	shapes := make([]shape, len(rows))
	for i, r := range rows {
		shapes[i] = parseShape(r.key)
	}
	texts := generalized(rows, shapes, func(s shape) string { return s.text })
	errs := generalized(rows, shapes, func(s shape) string { return s.err })
	drafts := map[[2]string]*draft{}
	b.groups, b.counts = make(map[uint64]uint64, len(rows)), map[uint64]uint64{}
	for i, r := range rows {
		s := shapes[i]
		t, e := texts[s.text], errs[s.err]
		d := drafts[[2]string{t.Text, e.Text}]
		if d == nil {
			d = &draft{text: t.Text, typed: t.Typed, err: e.Text, id: templateID(t, e.Text), rows: map[string]*draftRow{}}
			drafts[[2]string{t.Text, e.Text}] = d
		}
		d.add(r, s)
		group := xxh3.HashString(d.id + r.key[1:6])
		b.groups[s.shapeHash(r.key)] = group
		if s.depth <= noOrigin {
			b.counts[group] += r.count
		}
	}
	caps := b.p.state.rows.caps
	if b.last { // drafts alone hold the rows now
		b.p.state.rows.init(&b.p.cfg.Limits)
	}
	for k, d := range drafts {
		b.v.Templates = append(b.v.Templates, b.finish(d, caps))
		if b.last {
			delete(drafts, k)
		}
	}
	slices.SortFunc(b.v.Templates, func(x, y Template) int {
		return cmp.Or(cmp.Compare(y.Count, x.Count), strings.Compare(x.Text, y.Text), strings.Compare(x.Error, y.Error))
	})
	b.v.detail.templates = make(map[string]int, len(b.v.Templates))
	for i := range b.v.Templates {
		b.v.detail.templates[b.v.Templates[i].ID] = i
	}
}

// generalized maps each distinct text to its template. The beginnings of shapes
// that rows were folded to stand for themselves.
func generalized(rows []*row, shapes []shape, part func(shape) string) map[string]template.Template {
	counts := map[string]uint64{}
	out := map[string]template.Template{"": {}}
	for i, s := range shapes {
		text := part(s)
		switch {
		case text == "":
		case s.depth >= shapeStart:
			out[text] = template.Template{Text: text, Typed: text, ID: shortID(text)}
		default:
			counts[text] += rows[i].count
		}
	}
	list := make([]template.Counted, 0, len(counts))
	for _, text := range sortedKeys(counts) {
		list = append(list, template.Counted{Shape: text, Count: counts[text]})
	}
	for _, t := range template.Generalize(list) {
		for _, i := range t.Shapes {
			out[list[i].Shape] = t
		}
	}
	for _, c := range list {
		if _, ok := out[c.Shape]; !ok {
			out[c.Shape] = template.Template{Text: c.Shape, Typed: c.Shape, ID: shortID(c.Shape)}
		}
	}
	return out
}

func templateID(t template.Template, err string) string {
	if err == "" {
		return t.ID
	}
	return shortID(t.Text + "\x00" + err)
}

func shortID(text string) string { return fmt.Sprintf("t%012x", xxh3.HashString(text)>>16) }

func (d *draft) add(r *row, s shape) {
	origin := string(appendKey(nil, 0, s.src, s.level, []byte(s.host), []byte(s.service), []byte(s.logger)))
	x := d.rows[origin]
	if x == nil {
		x = &draftRow{shape: s}
		x.sum.key = r.key
		d.rows[origin] = x
	}
	x.parts = append(x.parts, r)
	x.texts = append(x.texts, s)
}

func (b *viewer) finish(d *draft, c caps) Template {
	out := Template{ID: d.id, Text: d.text, Typed: d.typed, Error: d.err}
	var levels [record.LevelCritical + 1]uint64
	for _, key := range sortedKeys(d.rows) {
		r := b.row(d, d.rows[key], c)
		out.Count += r.Count
		levels[r.Level] += r.Count
		first, last := r.Early[0].Mark, r.Late[len(r.Late)-1].Mark
		if len(out.Rows) == 0 || first.Compare(out.First) < 0 {
			out.First = first
		}
		if len(out.Rows) == 0 || last.Compare(out.Last) > 0 {
			out.Last = last
		}
		out.Rows = append(out.Rows, r)
	}
	for l, n := range levels {
		if n > 0 && n >= levels[out.Level] {
			out.Level = record.Level(l)
		}
	}
	slices.SortFunc(out.Rows, func(x, y Row) int { return compareRows(&x, &y) })
	return out
}

func (b *viewer) row(d *draft, x *draftRow, c caps) Row {
	c.buckets = 1 << 40 // parts are no wider than the view already
	for _, r := range x.parts {
		x.sum.mergeCounts(r, &c)
	}
	ends := x.sum.ends.list
	return Row{
		Source: int(x.src), Level: x.level, Host: x.host, Service: x.service, Logger: x.logger,
		Count: x.sum.count, Buckets: x.sum.series.buckets(b.width), Slots: x.finishedSlots(d, c.values),
		Early:  b.exemplars(ends[:min(c.early, len(ends))]),
		Late:   b.exemplars(ends[max(0, len(ends)-c.late):]),
		Sample: b.exemplars(x.sum.sample),
	}
}
