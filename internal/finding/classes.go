package finding

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"inquest/internal/fault"
	"inquest/internal/profile"
	"inquest/internal/record"
)

// ClassHit is the Data of a finding of kind "class": one fault class at one
// component, over all sources that show it.
type ClassHit struct {
	Place    Place
	Speakers []int // sources that show it, ascending
	Before   int64 // records before the onset
	After    int64 // records from the onset on
	Failing  int64 // of After, records at level error or worse
	Constant bool  // as frequent before the onset as after: it explains nothing
	AtLeast  bool  // several components share a template: counts are shares of it
	Rows     []*profile.Row
	Also     []*fault.Class // classes that the same lines show besides
}

// Const share: a class whose share after the onset is this likely by chance is constant.
const constantP = 0.01

// detectClasses gathers class hits by class and component.
func detectClasses(s *scene) []Finding {
	type key struct{ class, place string }
	at := map[key]int{}
	var out []Finding
	for i := range s.rows {
		h := &s.rows[i]
		if h.class == nil {
			continue
		}
		total := 0
		for _, p := range h.places {
			total += len(p.lines)
		}
		for _, p := range h.places {
			k := key{h.class.ID, p.place.Key()}
			j, ok := at[k]
			if !ok {
				j = len(out)
				at[k] = j
				out = append(out, Finding{Kind: KindClass, Class: h.class, Source: -1, Data: &ClassHit{Place: p.place}})
			}
			out[j].addHit(s, h, p, total)
		}
	}
	for i := range out {
		out[i].finishClass(s)
	}
	return out
}

func (f *Finding) addHit(s *scene, h *rowHit, p placeLines, total int) {
	d := f.Data.(*ClassHit)
	d.Place = d.Place.merge(p.place)
	before, after := splitAt(h.row, s.onset.At, s.view.Width)
	if !s.onset.Known {
		before, after = 0, int64(h.row.Count)
	}
	if len(h.places) > 1 {
		d.AtLeast = true
		before, after = share(before, len(p.lines), total), share(after, len(p.lines), total)
	}
	d.Before += before
	d.After += after
	if h.row.Level >= record.LevelError {
		d.Failing += after
	}
	d.Rows = append(d.Rows, h.row)
	d.Also = append(d.Also, h.also...)
	if !slices.Contains(d.Speakers, h.row.Source) {
		d.Speakers = append(d.Speakers, h.row.Source)
	}
	f.Count = d.Before + d.After
	if !slices.Contains(f.Templates, h.template.ID) {
		f.Templates = append(f.Templates, h.template.ID)
	}
	f.Lines = append(f.Lines, p.lines...)
	f.widen(p.lines)
	if len(h.places) == 1 {
		if t, ok := rowLast(h.row); ok {
			f.To = max(f.To, t)
		}
	}
}

func share(n int64, part, whole int) int64 {
	if n == 0 || whole == 0 {
		return 0
	}
	return max(1, n*int64(part)/int64(whole))
}

// widen stretches the finding's time over lines.
func (f *Finding) widen(lines []profile.Exemplar) {
	for i := range lines {
		if !lines[i].HasTime {
			continue
		}
		if f.From == 0 || lines[i].Time < f.From {
			f.From = lines[i].Time
		}
		f.To = max(f.To, lines[i].Time)
	}
}

func (f *Finding) finishClass(s *scene) {
	d := f.Data.(*ClassHit)
	slices.Sort(d.Speakers)
	slices.SortStableFunc(f.Lines, func(a, b profile.Exemplar) int { return compareMarks(a.Mark, b.Mark) })
	f.Lines = slices.CompactFunc(f.Lines, func(a, b profile.Exemplar) bool { return a.Source == b.Source && a.Offset == b.Offset })
	f.Component, f.Host = d.Place.String(), d.Place.Host
	if len(d.Speakers) == 1 {
		f.Source = d.Speakers[0]
	}
	d.Constant = s.isConstant(d.Before, d.After)
	f.Score = classScore(d)
	s.sayClass(f, d)
}

func classScore(d *ClassHit) float64 {
	switch {
	case d.Constant:
		return 0.1
	case d.Before == 0:
		return 1
	default:
		return 0.5
	}
}

// isConstant tests whether records that were there before the onset became
// more frequent after it: the exact binomial test, one-sided.
func (s *scene) isConstant(before, after int64) bool {
	if before == 0 || !s.onset.Known || !s.onset.Quiet {
		return false
	}
	if after == 0 {
		return true
	}
	span := float64(s.onset.To - s.onset.From)
	p := float64(s.onset.To-s.onset.At) / span
	return binomialTail(after, before+after, p) > constantP
}

// binomialTail is P(X >= k) for X binomial(n, p).
func binomialTail(k, n int64, p float64) float64 {
	switch {
	case k <= 0 || p >= 1:
		return 1
	case p <= 0:
		return 0
	}
	sum := 0.0
	lgn, _ := math.Lgamma(float64(n) + 1)
	for i := k; i <= n; i++ {
		a, _ := math.Lgamma(float64(i) + 1)
		b, _ := math.Lgamma(float64(n-i) + 1)
		term := math.Exp(lgn - a - b + float64(i)*math.Log(p) + float64(n-i)*math.Log1p(-p))
		sum += term
		if i > k+64 && term < 1e-15 {
			break
		}
	}
	return min(sum, 1)
}

// byFirst orders findings by time, then class, then component.
func byFirst(a, b Finding) int {
	return cmp.Or(cmp.Compare(btoi(a.From == 0), btoi(b.From == 0)), cmp.Compare(a.From, b.From), cmp.Compare(classID(&a), classID(&b)), cmp.Compare(a.Component, b.Component))
}

func classID(f *Finding) string {
	if f.Class == nil {
		return ""
	}
	return f.Class.ID
}

// sayClass states a class hit.
func (s *scene) sayClass(f *Finding, d *ClassHit) {
	cite := refs(f.Lines, 8)
	if len(cite) == 0 {
		return
	}
	title, about := word("title", ClassTitle(f.Class)), name("place", firstNonEmpty(f.Component, "an unnamed component"))
	begin := len(f.Claims)
	if f.From != 0 {
		s.say.Add(&f.Claims, phraseClass, cite, title, about, count("count", s.say.countOf(f.Count, f.Templates, d.Speakers)), instant("from", s.say.firstOf(f.From, f.Templates)))
	} else {
		s.say.Add(&f.Claims, phraseClassUntimed, cite, title, about, count("count", s.say.countOf(f.Count, f.Templates, d.Speakers)))
	}
	switch {
	case d.Constant:
		s.say.Add(&f.Claims, phraseClassConstant, cite, title, count("before", lit(d.Before)), count("after", lit(d.After)))
	case d.Before == 0 && s.onset.Known && s.onset.Quiet:
		for _, i := range d.Speakers {
			cite = append(cite, s.view.Sources[i].Coverage)
		}
		s.say.Add(&f.Claims, phraseClassNew, cite, title, about, count("after", lit(d.After)))
	}
	for i := begin; i < len(f.Claims); i++ {
		f.Claims[i] = f.Claims[i].WithTotal(f.Count)
	}
}

// ClassTitle is the class's title without its component slot.
func ClassTitle(c *fault.Class) string {
	return strings.TrimSpace(strings.ReplaceAll(strings.ReplaceAll(c.Title, "{component}", "a component"), "  ", " "))
}
