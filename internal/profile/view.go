package profile

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"inquest/internal/event"
	"inquest/internal/evidence"
)

// viewDetail is what the view looks things up in.
type viewDetail struct {
	refs      map[refPlace]string // hash by place
	lines     runLines
	templates map[string]int
}

type refPlace struct {
	file           string
	offset, length int64
}

// viewer builds a view from a settled profile.
type viewer struct {
	p     *Profile
	v     *View
	width uint8
	last  bool // the profile is used up

	reader *lineReader // of the lines of runs
	block  []Line      // that are still to be used

	groups map[uint64]uint64 // template, source and level as one number, by shape
	counts map[uint64]uint64 // records by such a number
}

func (p *Profile) view(last bool) *View {
	p.settle()
	b := &viewer{p: p, v: &View{Window: p.cfg.Window}, width: p.width(), last: last, reader: &lineReader{limits: p.cfg.Limits}}
	b.v.Width = widths[b.width]
	b.v.detail.refs = map[refPlace]string{}
	b.sources()
	b.coarsened()
	b.templates()
	b.peers()
	b.units()
	b.prose()
	if last {
		*p = *newProfile(p.cfg)
	}
	return b.v
}

// width is the narrowest width that all series can be shown at.
func (p *Profile) width() (w uint8) {
	for i := range p.state.sources {
		w = max(w, p.state.sources[i].series.width)
	}
	p.state.rows.each(func(r *row) { w = max(w, r.series.width) })
	for _, q := range p.state.peers.table.items {
		for k := range q.series {
			w = max(w, q.series[k].width)
		}
	}
	return w
}

func (b *viewer) file(src int32) string { return b.p.cfg.Sources[src] }

// exemplar shows a kept record and makes its references known.
func (b *viewer) exemplar(e *entry) Exemplar {
	x := e.rec.exemplar(b.file(e.src))
	b.learn(x.Ref)
	b.learn(x.RecordRef)
	return x
}

func (b *viewer) exemplars(list []entry) []Exemplar {
	out := make([]Exemplar, len(list))
	for i := range list {
		out[i] = b.exemplar(&list[i])
	}
	return out
}

func (b *viewer) learn(r evidence.Ref) {
	b.v.detail.refs[refPlace{r.File, r.Offset, r.Length}] = r.SHA256
}

func (v *View) resolve(r evidence.Ref) error {
	hash, ok := v.detail.refs[refPlace{r.File, r.Offset, r.Length}]
	if !ok {
		hash, ok = v.runHash(r)
	}
	switch {
	case !ok:
		return fmt.Errorf("reference to %s:%d (offset %d, length %d): the profile kept no such line", r.File, r.Line, r.Offset, r.Length)
	case !strings.EqualFold(hash, r.SHA256):
		return fmt.Errorf("reference to %s:%d: the bytes read there have the hash %s, not %s", r.File, r.Line, hash, r.SHA256)
	}
	return nil
}

// maxHead is how many lines before the one that holds its message a record is
// looked for.
const maxHead = 16

// runHash is the hash of the line, or the record, of a run that stands where a
// reference points to.
func (v *View) runHash(r evidence.Ref) (hash string, ok bool) {
	for line := r.Line; line > max(0, r.Line-maxHead); line-- {
		l := v.runLine(v.sourceIndex(r.File), line)
		if l == nil {
			continue
		}
		for _, mine := range [...]evidence.Ref{l.Exemplar().Ref, l.Exemplar().RecordRef} {
			if mine.Offset == r.Offset && mine.Length == r.Length {
				return mine.SHA256, true
			}
		}
	}
	return "", false
}

func (v *View) template(id string) *Template {
	if i, ok := v.detail.templates[id]; ok {
		return &v.Templates[i]
	}
	if v.detail.templates == nil { // a view made by hand
		if i := slices.IndexFunc(v.Templates, func(t Template) bool { return t.ID == id }); i >= 0 {
			return &v.Templates[i]
		}
	}
	return nil
}

func (v *View) sourceIndex(name string) int {
	return slices.IndexFunc(v.Sources, func(s Source) bool { return s.Name == name })
}

// coarsened lists the limits that were reached.
func (b *viewer) coarsened() {
	l := b.p.cfg.Limits
	note := func(name string, reached bool, detail string) {
		if !reached {
			return
		}
		i := slices.IndexFunc(limitTable, func(x Limit) bool { return x.Name == name })
		b.v.Coarsened = append(b.v.Coarsened, Coarsening{Limit: name, Value: int64(*limitTable[i].field(&l)), Effect: limitTable[i].Effect + detail})
	}
	s := &b.p.state
	note("rows", s.rows.folded(), "")
	n := s.rows.count(&l)
	note("detail-rows", n > l.DetailRows, fmt.Sprintf(" (%d rows)", n))
	note("buckets", b.width > 0, " ("+evidence.FormatDuration(b.v.Width)+")")
	left := ""
	for _, kind := range sortedKeys(s.units.kinds) {
		if t := s.units.kinds[kind]; t.full && kind != event.KindUnproven {
			left += fmt.Sprintf(" (kind %q: about %d in all)", kind, t.estimate(l.Units))
		}
	}
	note("units", left != "", left)
	events := l.unitEvents(s.units.count(&l))
	full := 0
	for _, u := range s.units.sorted() {
		if len(u.events.list) >= events && !u.unproven() {
			full++
		}
	}
	note("unit-events", full > 0, fmt.Sprintf(" (%d units with %d events or more)", full, events))
	note("peers", s.peers.table.full, "")
}

func sortedKeys[T any](m map[string]T) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// estimate is about how many distinct items a full table was offered, from the
// largest hash that it keeps (Bar-Yossef and others, RANDOM 2002).
func (b *bottom[T]) estimate(limit int) int64 {
	return int64(float64(limit-1) / (float64(b.hash) / (1 << 64)))
}

func compareRows(a, b *Row) int {
	return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Level, b.Level), strings.Compare(a.Host, b.Host),
		strings.Compare(a.Service, b.Service), strings.Compare(a.Logger, b.Logger))
}
