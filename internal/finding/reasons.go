package finding

import (
	"cmp"
	"slices"
	"strings"

	"inquest/internal/formula"
	"inquest/internal/profile"
	"inquest/internal/record"
)

// Reason is the Data of findings of kind "reason": what failed runs give as their
// reason in words that no class knows.
type Reason struct {
	Place Place
	Text  string // the words of one of them
	Runs  int64  // failed runs that give it
	Of    int64  // all failed runs that were asked
	ran   map[*profile.Run]bool
}

// Gives reports whether a run gives this reason.
func (d *Reason) Gives(r RunRef) bool { return d.ran[r.Run] }

// Limits of what is asked.
const (
	maxReasons  = 4  // findings
	leastGiven  = 2  // runs that give it, unless all do
	reasonShare = 4  // one run in reasonShare gives it
	mostCounted = 40 // logs of runs that one number is counted from
)

// reasonDraft is a reason in the making.
type reasonDraft struct {
	key   string
	text  string
	runs  map[*profile.Run]bool
	lines []profile.Exemplar
	own   bool
	score float64
}

// reasonDrafts are reasons by their shape, in the order in which they come.
type reasonDrafts struct {
	by   map[string]*reasonDraft
	list []*reasonDraft
}

// add notes that a run gives a reason in a line.
func (ds *reasonDrafts) add(d reasonDraft, run *profile.Run, line *profile.Exemplar) {
	old := ds.by[d.key]
	if old == nil {
		if ds.by == nil {
			ds.by = map[string]*reasonDraft{}
		}
		old = &d
		old.runs = map[*profile.Run]bool{}
		ds.by[d.key], ds.list = old, append(ds.list, old)
	}
	old.runs[run] = true
	old.lines = append(old.lines, *line)
}

// detectReasons asks the failed runs for what they say themselves: at their end, and in
// the logs that are theirs alone, as far as runs that went well do not say it too.
func detectReasons(s *scene) []Finding {
	bad := s.bad
	if len(bad) == 0 {
		return nil
	}
	drafts := append(s.ownReasons(), s.endReasons(bad)...)
	drafts = slices.DeleteFunc(drafts, func(d *reasonDraft) bool {
		n := len(d.runs)
		return n*reasonShare < len(bad) || n < leastGiven && n < len(bad)
	})
	slices.SortStableFunc(drafts, func(a, b *reasonDraft) int {
		return cmp.Or(cmp.Compare(len(b.runs), len(a.runs)), cmp.Compare(b.score, a.score), strings.Compare(a.key, b.key))
	})
	var out []Finding
	for _, d := range drafts[:min(len(drafts), maxReasons)] {
		out = append(out, s.reasonOf(d, len(bad)))
	}
	return out
}

func (s *scene) reasonOf(d *reasonDraft, asked int) Finding {
	slices.SortStableFunc(d.lines, func(a, b profile.Exemplar) int { return compareMarks(a.Mark, b.Mark) })
	e := &d.lines[0]
	r := &Reason{Place: s.dir.Source(e.Source), Text: clip(d.text, 160), Runs: int64(len(d.runs)), Of: int64(asked), ran: d.runs}
	f := Finding{Kind: KindReason, Source: e.Source, Component: r.Place.String(), Host: r.Place.Host, Count: r.Runs, Lines: d.lines[:min(len(d.lines), maxCited)], Data: r, Score: 0.5}
	f.widen(d.lines)
	of := s.say.Exact(r.Of, call("runs", "*", "*", "failed"), call("runs", "*", "*", "failed")+" + "+call("runs", "*", "*", "lost"))
	if !d.own {
		s.say.Add(&f.Claims, phraseReason, refs(f.Lines, maxCited), count("runs", s.say.Exact(r.Runs, call("runs_giving", "*", d.text, "failed"), call("runs_giving", "*", d.text, "failed")+" + "+call("runs_giving", "*", d.text, "lost"))), count("of", of), name("text", r.Text))
		return f
	}
	if one := firstOfEach(d.lines); len(one) <= mostCounted {
		_, counted := s.say.keptOf(one)
		s.say.Add(&f.Claims, phraseReasonOwn, refs(f.Lines, maxCited), count("runs", counted), count("of", of), name("text", r.Text))
	} else {
		s.say.Add(&f.Claims, phraseReasonMany, refs(f.Lines, maxCited), name("text", r.Text))
	}
	return f
}

// firstOfEach is the first line of every source.
func firstOfEach(lines []profile.Exemplar) []profile.Exemplar {
	var out []profile.Exemplar
	seen := map[int]bool{}
	for i := range lines {
		if !seen[lines[i].Source] {
			seen[lines[i].Source] = true
			out = append(out, lines[i])
		}
	}
	return out
}

// endReasons groups the failed runs by what their last line gives as the reason.
func (s *scene) endReasons(bad []RunRef) []*reasonDraft {
	var drafts reasonDrafts
	for _, r := range bad {
		if r.Run.EndLine == nil {
			continue
		}
		e := r.Run.EndLine.Exemplar()
		text := formula.GivenReason(e)
		if text == "" || s.knownWords(e) {
			continue
		}
		drafts.add(reasonDraft{key: formula.ReasonShape(text), text: text}, r.Run, e)
	}
	return drafts.list
}

// knownWords reports whether a line shows a class that says more than that something failed.
func (s *scene) knownWords(e *profile.Exemplar) bool {
	if s.in.Catalog == nil {
		return false
	}
	for _, h := range s.in.Catalog.Match(lineOf(e)) {
		if !OnlySaysFailed(h.Class) {
			return true
		}
	}
	return false
}

// ownReasons compares the logs of failed runs with those of runs that went well.
func (s *scene) ownReasons() []*reasonDraft {
	failed, good := map[int]*profile.Run{}, map[int]*profile.Run{}
	for _, r := range s.runs {
		for _, i := range s.own.Of(r) {
			switch {
			case r.Run.State == profile.RunSucceeded:
				good[i] = r.Run
			case r.Bad():
				failed[i] = r.Run
			}
		}
	}
	if len(failed) == 0 {
		return nil
	}
	var drafts reasonDrafts
	fine := map[string]bool{}
	for i := range s.rows {
		h := &s.rows[i]
		if good[h.row.Source] != nil && len(h.row.Early) > 0 {
			fine[formula.ReasonShape(cleanLine(h.row.Early[0].Message))] = true
		}
	}
	for i := range s.rows {
		h := &s.rows[i]
		run := failed[h.row.Source]
		if run == nil || len(h.row.Early) == 0 || h.class != nil {
			continue
		}
		e := &h.row.Early[0]
		text := cleanLine(e.Message)
		k, v := formula.ReasonShape(text), tells(text, e.Level)
		if v < minTold || fine[k] {
			continue
		}
		drafts.add(reasonDraft{key: k, text: text, own: true, score: v}, run, e)
	}
	return drafts.list
}

// tells is how much a line of a run's own log says of why it failed.
func tells(text string, l record.Level) float64 {
	v := lineScore(text)
	if l >= record.LevelError {
		v = max(v, scoreMark)
	}
	return v * lineFactor(text)
}
