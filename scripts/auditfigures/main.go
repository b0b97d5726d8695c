// Command auditfigures measures an audit: it takes reports that are right - those
// that Inquest writes itself of the examples and cases, and reports written by
// hand - changes one fact at a time, and counts how many changes are found, and
// how many true statements are doubted. One half of the changes is held out: it
// is counted, and what was missed of it is never shown.
package main

import (
	"flag"
	"fmt"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"strings"

	"inquest/internal/audit"
	"inquest/internal/evidence"
)

func main() {
	root := flag.String("root", ".", "folder of the repository")
	each := flag.Int("each", 2, "changes of each kind in a report that Inquest wrote")
	only := flag.String("only", "", "reports whose name holds this")
	set := flag.String("set", "", "measure one set alone: own, reports, styles, fresh, forms, held, sealed or blind")
	missed := flag.Bool("missed", false, "list what was missed, of the half that is not held out")
	open := flag.Bool("open", false, "list the figures of right reports that are not checkable, of sets that are not held out")
	all := flag.Bool("all", false, "list also what was missed of sets that are held out: they are tuned with from then on")
	folder := flag.String("folder", "", "measure the reports of a folder elsewhere (relative to internal/audit/testdata), and list what was missed")
	flag.Parse()
	if *folder != "" {
		sets = []handSet{{*folder, "Reports of " + *folder, true}}
		*set, *missed = *folder, true
	}
	if err := run(os.Stdout, *root, *set, *only, *each, *missed || *open, *open, *all); err != nil {
		fmt.Fprintln(os.Stderr, "auditfigures:", err)
		os.Exit(1)
	}
}

// tally counts changes of one kind.
type tally struct{ changes, refuted, flagged int }

// figures of an audit of reports that are right, and of the same with one fact
// changed.
type figures struct {
	reports, statements, refuted, unsupported, proven int // of the right reports
	kinds                                             map[string]*tally
	halves                                            [2]tally // shown, held out
	shown                                             bool     // all of them were looked at, or none
	missed, alarms, open                              []string
	asTheyAre                                         bool // without changes
}

// handSet is a set of reports.
type handSet struct {
	folder, title string
	tuned         bool
}

// sets are the reports written by hand. What was missed of those that are held
// out is never listed.
var sets = []handSet{
	{"reports", "Reports written by hand, which the checks were tuned with", true},
	{"styles", "Reports written by hand in ten more styles, over logs of their own, tuned with later", true},
	{"fresh", "Reports written by hand, in other styles, of other logs: what was missed was never looked at, false alarms were", false},
	{"forms", "Reports written by hand in the forms of a company: a thread, a pager, a memo, an issue, tables, two time zones; tuned with last", true},
	{"later", "Reports written by hand in five more styles, over logs of the cases; tuned with after all others", true},
	{"held", "Reports written by hand, in five more styles, over logs of their own: what was missed was never looked at, false alarms were", false},
	{"sealed", "Reports written by hand, five more forms of a company, of other logs: what was missed was never looked at, false alarms were", false},
	{"blind", "Reports written by hand, six more, of other logs: what was missed was never looked at, false alarms were", false},
}

func run(w io.Writer, root, set, only string, each int, list, open, all bool) error {
	var own figures
	if set == "" || set == "own" {
		if err := own.ownReports(root, only, each); err != nil {
			return err
		}
	}
	hands := make([]figures, len(sets))
	for i := range sets {
		hands[i].shown, hands[i].asTheyAre = true, open
		if set == "" || set == sets[i].folder {
			if err := hands[i].handReports(root, sets[i].folder, only, 1); err != nil {
				return err
			}
		}
	}
	fmt.Fprintln(w, "Right reports with one fact changed at a time, held against their logs.")
	fmt.Fprintln(w, "refuted: the changed place is refuted; flagged: refuted or unsupported.")
	fmt.Fprintln(w, "held out: what was missed there was never looked at, nor its false alarms.")
	own.write(w, "Reports that Inquest writes of the examples and cases, Markdown")
	for i := range sets {
		hands[i].write(w, sets[i].title)
	}
	if list {
		fmt.Fprintln(w, strings.Join(append(own.missed, own.alarms...), "\n"))
		for i := range sets {
			fmt.Fprintf(w, "%s: %d figures not checkable\n", sets[i].folder, len(hands[i].open))
			if sets[i].tuned || all {
				fmt.Fprintln(w, strings.Join(slices.Concat(hands[i].missed, hands[i].alarms, hands[i].open), "\n"))
			}
		}
	}
	return nil
}

// ownReports changes some facts of each kind in the reports that Inquest writes.
func (f *figures) ownReports(root, only string, each int) error {
	list, err := folders(root)
	if err != nil {
		return err
	}
	for _, logs := range list {
		if !strings.Contains(logs, only) {
			continue
		}
		b, err := newBench(root, logs)
		if err != nil {
			return err
		}
		c, err := b.write(logs)
		if err != nil {
			return err
		}
		if err := f.report(b, c, each, 1); err != nil {
			return err
		}
	}
	return nil
}

// handReports changes every nth fact of the reports that people wrote.
func (f *figures) handReports(root, set, only string, nth int) error {
	list, err := handReports(root, set)
	if err != nil {
		return err
	}
	for _, c := range list {
		if !strings.Contains(c.name, only) {
			continue
		}
		b, err := newBench(root, c.logs)
		if err != nil {
			return err
		}
		if err := f.report(b, c, 0, nth); err != nil {
			return err
		}
	}
	return nil
}

// report audits a report as it is, and with facts changed: each of a kind (0: all),
// every nth.
func (f *figures) report(b *bench, c correct, each, nth int) error {
	r, err := b.audit(c.name, c.text)
	if err != nil {
		return err
	}
	f.right(c.name, r)
	if f.asTheyAre {
		return nil
	}
	rnd := rand.New(rand.NewPCG(seed, hash(c.name)))
	chosen := c.facts
	if each > 0 {
		chosen = choose(rnd, c.facts, each)
	}
	for k, x := range chosen {
		m := mutate(rnd, c.text, x, c.names)
		if m.text == c.text || k%nth != 0 {
			continue
		}
		r, err := b.audit(c.name, m.text)
		if err != nil {
			return err
		}
		f.changed(c.name, m, r, hash(fmt.Sprint(c.name, m.what, m.from))%2 == 1)
	}
	return nil
}

// seed of all changes: the figures are the same in every run.
const seed = 20260322

func hash(s string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(s))
	return h.Sum64()
}

// choose takes some facts of each kind.
func choose(r *rand.Rand, all []factual, each int) []factual {
	left := map[string]int{}
	var out []factual
	for _, i := range r.Perm(len(all)) {
		if left[all[i].kind] < each {
			left[all[i].kind]++
			out = append(out, all[i])
		}
	}
	slices.SortFunc(out, func(a, b factual) int { return a.from - b.from })
	return out
}

// at tells the worst verdict of the statements that overlap [from, to), and why.
func at(r *audit.Result, from, to int) (best audit.Verdict, why string) {
	best = audit.NotCheckable
	rank := map[audit.Verdict]int{audit.NotCheckable: 0, audit.Proven: 1, audit.Unsupported: 2, audit.Refuted: 3}
	for i := range r.Statements {
		s := &r.Statements[i]
		if s.Span.Offset < to && s.Span.Offset+s.Span.Length > from && (why == "" || rank[s.Verdict] > rank[best]) {
			best, why = s.Verdict, string(s.Kind)+": "+plain(s.Reason)
		}
	}
	return best, why
}

func (f *figures) right(name string, r *audit.Result) {
	f.reports++
	f.statements += r.Summary.Statements
	f.refuted += r.Summary.Refuted
	f.unsupported += r.Summary.Unsupported
	f.proven += r.Summary.Proven
	for i := range r.Statements {
		if s := &r.Statements[i]; s.Verdict == audit.NotCheckable && (s.Kind == audit.KindCount || s.Kind == audit.KindDuration || s.Kind == audit.KindTime || s.Kind == audit.KindEntity) {
			f.open = append(f.open, fmt.Sprintf("open %s:%d %s %q", name, s.Span.Line, s.Kind, plain(s.Text)))
		}
		if s := &r.Statements[i]; s.Verdict == audit.Refuted || s.Verdict == audit.Unsupported {
			f.alarms = append(f.alarms, fmt.Sprintf("alarm %s:%d %s %s %q: %s", name, s.Span.Line, s.Kind, s.Verdict, plain(s.Text), plain(s.Reason)))
		}
	}
}

func plain(q evidence.Quote) string { return q.Open(func(s string) string { return s }) }

func (f *figures) changed(name string, m mutation, r *audit.Result, held bool) {
	if f.kinds == nil {
		f.kinds = map[string]*tally{}
	}
	if f.kinds[m.kind] == nil {
		f.kinds[m.kind] = &tally{}
	}
	half := 0
	if held {
		half = 1
	}
	v, why := at(r, m.from, m.to)
	for _, t := range []*tally{f.kinds[m.kind], &f.halves[half]} {
		t.changes++
		if v == audit.Refuted {
			t.refuted++
		}
		if v == audit.Refuted || v == audit.Unsupported {
			t.flagged++
		}
	}
	if v != audit.Refuted && v != audit.Unsupported && (!held || f.shown) {
		f.missed = append(f.missed, fmt.Sprintf("missed %s:%d %s: %s, %s", name, 1+strings.Count(m.text[:m.from], "\n"), m.what, v, why))
	}
}

func (f *figures) write(w io.Writer, title string) {
	fmt.Fprintf(w, "\n%s\n", title)
	fmt.Fprintf(w, "  as they are: %d reports, %d statements, %s proven, %d refuted, %d unsupported (false alarms: %s refuted, %s doubted)\n",
		f.reports, f.statements, share(f.proven, f.statements), f.refuted, f.unsupported, share(f.refuted, f.statements), share(f.refuted+f.unsupported, f.statements))
	fmt.Fprintf(w, "  %-10s %8s %16s %16s\n", "changed", "changes", "refuted", "flagged")
	kinds := make([]string, 0, len(f.kinds))
	for k := range f.kinds {
		kinds = append(kinds, k)
	}
	slices.Sort(kinds)
	for _, k := range kinds {
		f.kinds[k].row(w, k)
	}
	all := tally{}
	for _, h := range f.halves {
		all.changes, all.refuted, all.flagged = all.changes+h.changes, all.refuted+h.refuted, all.flagged+h.flagged
	}
	all.row(w, "all")
	if !f.shown {
		f.halves[0].row(w, "looked at")
		f.halves[1].row(w, "held out")
	}
}

func (t *tally) row(w io.Writer, name string) {
	fmt.Fprintf(w, "  %-10s %8d %7d %8s %7d %8s\n", name, t.changes, t.refuted, share(t.refuted, t.changes), t.flagged, share(t.flagged, t.changes))
}

func share(n, of int) string {
	if of == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f %%", 100*float64(n)/float64(of))
}
