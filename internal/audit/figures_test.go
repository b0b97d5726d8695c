package audit_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"inquest/internal/audit"
)

// figures of an audit of reports that are right, and of the same with one fact
// changed.
type figures struct {
	statements, refuted, unsupported, proven int // of the right reports
	mutations, found, flagged                int // found: refuted; flagged: refuted or unsupported
	missed, alarms                           []string
}

// at tells the worst verdict of the statements that overlap [from, to).
func at(r *audit.Result, from, to int) audit.Verdict {
	best := audit.NotCheckable
	rank := map[audit.Verdict]int{audit.NotCheckable: 0, audit.Proven: 1, audit.Unsupported: 2, audit.Refuted: 3}
	for i := range r.Statements {
		s := &r.Statements[i]
		if s.Span.Offset < to && s.Span.Offset+s.Span.Length > from && rank[s.Verdict] > rank[best] {
			best = s.Verdict
		}
	}
	return best
}

func (f *figures) right(name string, r *audit.Result) {
	f.statements += r.Summary.Statements
	f.refuted += r.Summary.Refuted
	f.unsupported += r.Summary.Unsupported
	f.proven += r.Summary.Proven
	for i := range r.Statements {
		if s := &r.Statements[i]; s.Verdict == audit.Refuted || s.Verdict == audit.Unsupported {
			f.alarms = append(f.alarms, fmt.Sprintf("%s:%d %s: %s", name, s.Span.Line, told(s), plain(s.Reason)))
		}
	}
}

func (f *figures) changed(name string, m mutation, r *audit.Result) {
	f.mutations++
	switch at(r, m.from, m.to) {
	case audit.Refuted:
		f.found++
		f.flagged++
	case audit.Unsupported:
		f.flagged++
	default:
		f.missed = append(f.missed, fmt.Sprintf("%s %s (line %d): %s", name, m.what, 1+strings.Count(m.text[:m.from], "\n"), at(r, m.from, m.to)))
	}
}

// seed of all mutations: the figures are the same in every run.
const seed = 20260322

// handFigures changes every nth fact of the hand-written reports.
func handFigures(t *testing.T, nth int) figures {
	var f figures
	r := rand.New(rand.NewPCG(seed, 1))
	for _, h := range handReports(t) {
		b := newBench(t, filepath.Join("../..", filepath.FromSlash(h.logs)))
		f.right(h.name, b.audit(t, h.name, h.text))
		var names []string
		for _, x := range h.facts {
			if x.kind == "name" {
				names = append(names, h.text[x.from:x.to])
			}
		}
		if len(names) == 0 {
			names = []string{"none"}
		}
		for k, x := range h.facts {
			m := mutate(r, h.text, x, names)
			if m.text != h.text && k%nth == 0 {
				f.changed(h.name, m, b.audit(t, h.name, m.text))
			}
		}
	}
	return f
}

// TestHandWrittenReports holds that reports which are right come out clean, and that
// facts which were changed are found; all facts are changed by make audit-figures.
func TestHandWrittenReports(t *testing.T) {
	f := handFigures(t, 9)
	if f.refuted > 0 || f.unsupported > 0 {
		t.Errorf("right reports do not come out clean: %s", strings.Join(f.alarms, "\n"))
	}
	if f.flagged*100 < 90*f.mutations || f.mutations < 15 {
		t.Errorf("%d of %d changed facts were found; missed: %s", f.flagged, f.mutations, strings.Join(f.missed, "\n"))
	}
}
