package finding

import (
	"cmp"
	"slices"
	"strings"

	"inquest/internal/record"
	"inquest/internal/trail"
)

// Contrast is the Data of findings of kind "contrast": how this run differs from
// the healthy one as a whole.
type Contrast struct {
	Missing, Statements int64       // statements of the healthy run that do not come, of all that it has
	Errors              []LineAt    // error statements that the healthy run lacks, by time
	Failing             []FailingAt // kinds of requests that fail more often, strongest first
	Modules             []string    // all modules that either run's lines name, sorted
	Gone                map[string]float64
	Fresh               map[string]int // new statements by module
}

// LineAt is a statement of this run.
type LineAt struct {
	Owner, Module string
	Line          trail.Line
	Level         record.Level
	Count         int64
}

// FailingAt is a source of requests whose share of failed answers rose.
type FailingAt struct {
	Owner, Logger string
	Line          trail.Line
	Ratio         float64 // likelihood ratio statistic
	Failed, Of    int64
	Before        int64 // failed in the healthy run
	BeforeOf      int64
	Path          []string // modules that spoke in the failing requests before, nearest first
}

// answer is where a statement's answers are counted, "" when it tells of none,
// and whether it tells of a failed one.
func answer(s *trail.Statement) (kind string, failed bool) {
	if s.Status < 100 || s.Status > 599 {
		return "", false
	}
	return s.Owner + "\x00" + s.Logger, s.Status >= 400
}

func moduleOf(s *trail.Statement) string {
	if s.Module != "" {
		return s.Module
	}
	if strings.Contains(s.Logger, ".") {
		return s.Logger
	}
	return ""
}

// detectContrast compares the statements of the two runs.
func detectContrast(s *scene) []Finding {
	h, n := s.in.BaseTrail, s.in.Trail
	if h == nil || n == nil || len(h.Statements) == 0 || len(n.Statements) == 0 {
		return nil
	}
	d := &Contrast{Gone: map[string]float64{}, Fresh: map[string]int{}}
	d.statements(h, n)
	d.failing(h, n)
	f := Finding{Kind: KindContrast, Source: -1, Count: d.Missing, Data: d, Score: 0.3}
	for i := range d.Errors[:min(len(d.Errors), maxCited)] {
		e := &d.Errors[i]
		f.Lines = append(f.Lines, Exemplar(&e.Line, e.Level, e.Owner, e.Module))
	}
	for i := range d.Failing[:min(len(d.Failing), maxCited)] {
		e := &d.Failing[i]
		f.Lines = append(f.Lines, Exemplar(&e.Line, record.LevelInfo, e.Owner, e.Logger))
	}
	f.widen(f.Lines)
	s.sayContrast(&f, d)
	return []Finding{f}
}

func (d *Contrast) statements(h, n *trail.Trail) {
	all, gone := map[string]int{}, map[string]int{}
	modules := map[string]bool{}
	for i := range h.Statements {
		st := &h.Statements[i]
		d.Statements++
		m := moduleOf(st)
		modules[m] = true
		all[m]++
		if n.Statement(st) < 0 {
			d.Missing++
			gone[m]++
		}
	}
	for m, k := range gone {
		d.Gone[m] = float64(k) / float64(all[m])
	}
	for i := range n.Statements {
		st := &n.Statements[i]
		m := moduleOf(st)
		modules[m] = true
		if h.Statement(st) >= 0 {
			continue
		}
		d.Fresh[m]++
		if st.Level >= record.LevelError {
			d.Errors = append(d.Errors, LineAt{Owner: st.Owner, Module: m, Line: st.First, Level: st.Level, Count: st.Count})
		}
	}
	for _, t := range []*trail.Trail{h, n} {
		for i := range t.Stacks {
			for k := range t.Stacks[i].Frames {
				modules[t.Stacks[i].Frames[k].Module] = true
			}
		}
	}
	delete(modules, "")
	for m := range modules {
		d.Modules = append(d.Modules, m)
	}
	slices.Sort(d.Modules)
	slices.SortFunc(d.Errors, func(a, b LineAt) int {
		return cmp.Or(cmp.Compare(a.Line.Time, b.Line.Time), cmp.Compare(a.Line.Source, b.Line.Source), cmp.Compare(a.Line.Ref.Offset, b.Line.Ref.Offset))
	})
}

// answers counts the answers of each source of requests.
type answers struct{ failed, of int64 }

func countAnswers(t *trail.Trail) map[string]answers {
	out := map[string]answers{}
	for i := range t.Statements {
		st := &t.Statements[i]
		if k, failed := answer(st); k != "" {
			a := out[k]
			a.of += st.Count
			if failed {
				a.failed += st.Count
			}
			out[k] = a
		}
	}
	return out
}

func (d *Contrast) failing(h, n *trail.Trail) {
	before := countAnswers(h)
	now := countAnswers(n)
	for i := range n.Statements {
		st := &n.Statements[i]
		k, failed := answer(st)
		if !failed || h.Statement(st) >= 0 && !rises(before[k], now[k]) {
			continue
		}
		b, a := before[k], now[k]
		if b.of == 0 || !rises(b, a) || slices.ContainsFunc(d.Failing, func(f FailingAt) bool { return f.Owner == st.Owner && f.Logger == st.Logger }) {
			continue
		}
		d.Failing = append(d.Failing, FailingAt{Owner: st.Owner, Logger: st.Logger, Line: st.First, Ratio: likelihood(b.failed, b.of, a.failed, a.of),
			Failed: a.failed, Of: a.of, Before: b.failed, BeforeOf: b.of, Path: pathTo(n, int32(i))})
	}
	slices.SortFunc(d.Failing, func(a, b FailingAt) int {
		return cmp.Or(cmp.Compare(b.Ratio, a.Ratio), cmp.Compare(a.Owner, b.Owner), cmp.Compare(a.Logger, b.Logger))
	})
}

func rises(before, now answers) bool {
	return now.of > 0 && before.of > 0 && float64(now.failed)/float64(now.of) > float64(before.failed)/float64(before.of)
}

// pathTo lists the modules that spoke in the requests that a statement belongs to,
// before it; the nearest first.
func pathTo(t *trail.Trail, statement int32) []string {
	var out []string
	for i := range t.Spans {
		sp := &t.Spans[i]
		k := slices.IndexFunc(sp.Events, func(e trail.Event) bool { return e.Statement == statement })
		for k--; k >= 0 && len(out) < 8; k-- {
			if m := moduleOf(&t.Statements[sp.Events[k].Statement]); m != "" && !slices.Contains(out, m) {
				out = append(out, m)
			}
		}
	}
	return out
}

func (s *scene) sayContrast(f *Finding, d *Contrast) {
	var cite []exemplar
	cite = append(cite, f.Lines...)
	r := refs(cite, 4)
	for i := range s.view.Sources[:min(len(s.view.Sources), 8)] {
		r = append(r, s.view.Sources[i].Coverage)
	}
	s.say.Add(&f.Claims, phraseContrast, r, count("missing", said(d.Missing)), count("all", said(d.Statements)), count("errors", said(int64(len(d.Errors)))))
	for i := range d.Failing[:min(len(d.Failing), maxSaid)] {
		e := &d.Failing[i]
		s.say.Add(&f.Claims, phraseFailing, refs([]exemplar{Exemplar(&e.Line, 0, "", "")}, 1), name("logger", firstNonEmpty(e.Logger, e.Owner)), count("failed", said(e.Failed)),
			count("of", said(e.Of)), count("before", said(e.Before)), count("beforeof", said(e.BeforeOf)))
	}
}
