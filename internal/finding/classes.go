package finding

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/fault"
	"inquest/internal/formula"
	"inquest/internal/profile"
	"inquest/internal/record"
)

// ClassHit is the Data of a finding of kind "class": one fault class at one
// component, over all sources that show it.
type ClassHit struct {
	Place      Place
	Named      bool          // lines name the component; else it is the one that speaks
	FarUnknown bool          // the fault is one of a far end that no line names
	Far        FarEnd        // how a far end was found that the lines do not name
	Target     Place         // where the steps went that the lines speak of
	Speakers   []int         // sources that show it, ascending
	Failures   map[int]int64 // by speaker: records from the onset on that may end a run (errors, or all where lines give no level)
	Before     int64         // records before the onset
	After      int64         // records from the onset on
	Failing    int64         // of After, records at level error or worse
	Constant   bool          // as frequent before the onset as after: it explains nothing
	AtLeast    bool          // several components share a template: counts are shares of it
	Rows       []*profile.Row
	rows       []templateRow  // the same with their templates
	Also       []*fault.Class // classes that the same lines show besides
	Captures   Captures       // what the lines name: a path, a user ...
}

// Const share: a class whose share after the onset is this likely by chance is constant.
const constantP = 0.01

// detectClasses gathers class hits by class and component.
func detectClasses(s *scene) []Finding {
	type key struct {
		class, place string
		named        bool
		background   bool // lines that came before the onset as often as after it
	}
	at := map[key]int{}
	var out []Finding
	for i := range s.rows {
		h := &s.rows[i]
		for _, p := range h.places {
			k := key{h.class.ID, p.place.Key(), p.named, s.background(h, p)}
			j, ok := at[k]
			if !ok {
				j = len(out)
				at[k] = j
				out = append(out, Finding{Kind: KindClass, Class: h.class, Source: -1, Data: &ClassHit{Place: p.place, Named: p.named, Failures: map[int]int64{}}})
			}
			out[j].addHit(s, h, p)
		}
	}
	out = s.joinFar(s.joinRelays(s.joinBackground(out)))
	for i := range out {
		out[i].finishClass(s)
	}
	return out
}

// background reports whether the lines of a row were there before the onset as often as
// after it. They are kept apart from other lines of their class: a login that fails all the
// time says nothing of those that begin to fail.
func (s *scene) background(h *rowHit, p placeLines) bool {
	if s.base != nil || !s.onset.Known || !s.onset.Quiet || h.class.Role == fault.RoleChange {
		return false
	}
	before, after := s.countHit(h, p)
	return before >= leastBackground && s.isConstant(before, after)
}

// leastBackground is how many lines before the onset make a background.
const leastBackground = 2

// joinBackground puts the lines that were always there back to those of their class where
// none of these begins with the onset.
func (s *scene) joinBackground(fs []Finding) []Finding {
	gone := make([]bool, len(fs))
	for i := range fs {
		for j := range fs {
			a, b := fs[i].Data.(*ClassHit), fs[j].Data.(*ClassHit)
			if i == j || gone[i] || gone[j] || fs[i].Class != fs[j].Class || a.Place.Key() != b.Place.Key() || a.Named != b.Named {
				continue
			}
			if a.Before == 0 || b.Before == 0 {
				continue // one of them begins with the onset
			}
			fs[min(i, j)].absorb(&fs[max(i, j)])
			gone[max(i, j)] = true
		}
	}
	out := fs[:0]
	for i := range fs {
		if !gone[i] {
			out = append(out, fs[i])
		}
	}
	return out
}

// joinFar finds the far ends that no line names, and joins what several callers say of one.
func (s *scene) joinFar(fs []Finding) []Finding {
	out := fs[:0]
	for i := range fs {
		d := fs[i].Data.(*ClassHit)
		if s.placeFarEnd(&fs[i], d) {
			j := slices.IndexFunc(out, func(o Finding) bool {
				e := o.Data.(*ClassHit)
				return o.Class == fs[i].Class && e.Far != (FarEnd{}) && e.Place.Key() == d.Place.Key() && (e.Before == 0) == (d.Before == 0)
			})
			if j >= 0 {
				out[j].absorb(&fs[i])
				continue
			}
		}
		out = append(out, fs[i])
	}
	return out
}

// joinRelays joins what a caller says of a fault with what the callee says of
// the same fault: the caller passes it on. That is so when the caller's lines
// name nobody and exactly one other component shows the class, or when the
// caller's step went to a component that shows it in its own log.
func (s *scene) joinRelays(fs []Finding) []Finding {
	gone := make([]bool, len(fs))
	for i := range fs {
		a := fs[i].Data.(*ClassHit)
		if a.Named && (a.Place.Host != "" || a.Place.Addr == "") {
			continue
		}
		into := -1
		for j := range fs {
			b := fs[j].Data.(*ClassHit)
			if i == j || gone[j] || fs[i].Class != fs[j].Class || a.Place.Key() == b.Place.Key() && (!b.Named || a.Named) {
				continue
			}
			switch {
			case a.Place.Key() == b.Place.Key(), !a.Target.IsZero() && a.Target.Key() == b.Place.Key():
				into = j
			case a.Named:
				if !b.Named && s.calls(a, b) && s.onlyOther(fs, i, j) {
					into = j
					b.Place = b.Place.merge(Place{Addr: a.Place.Addr, Port: a.Place.Port})
				}
			case a.Target.IsZero() && s.calls(a, b) && into < 0 && s.onlyOther(fs, i, j):
				into = j
			}
		}
		if into >= 0 && !gone[i] {
			fs[into].absorb(&fs[i])
			gone[i] = true
		}
	}
	out := fs[:0]
	for i := range fs {
		if !gone[i] {
			out = append(out, fs[i])
		}
	}
	return out
}

// calls reports whether the speakers of a are callers (runs fail there) while b
// is somewhere else.
func (s *scene) calls(a, b *ClassHit) bool {
	for _, r := range s.runs {
		if slices.Contains(a.Speakers, r.Source()) {
			return a.Place.Host != b.Place.Host || a.Place.Host == ""
		}
	}
	return false
}

// onlyOther reports whether j is the only other component that shows the class
// of i: by its name, or in its own log.
func (s *scene) onlyOther(fs []Finding, i, j int) bool {
	for k := range fs {
		if k != i && k != j && fs[k].Class == fs[i].Class && fs[k].Data.(*ClassHit).Place.Key() != fs[j].Data.(*ClassHit).Place.Key() && !s.calls(fs[k].Data.(*ClassHit), fs[j].Data.(*ClassHit)) {
			return false
		}
	}
	return true
}

// absorb adds what another finding of the class counted.
func (f *Finding) absorb(o *Finding) {
	d, e := f.Data.(*ClassHit), o.Data.(*ClassHit)
	d.Before, d.After, d.Failing, d.AtLeast = d.Before+e.Before, d.After+e.After, d.Failing+e.Failing, d.AtLeast || e.AtLeast
	for _, s := range e.Speakers {
		d.Failures[s] += e.Failures[s]
		if !slices.Contains(d.Speakers, s) {
			d.Speakers = append(d.Speakers, s)
		}
	}
	d.Captures = d.Captures.Merge(e.Captures)
	d.Rows, d.rows, d.Also = append(d.Rows, e.Rows...), append(d.rows, e.rows...), append(d.Also, e.Also...)
	for _, t := range o.Templates {
		if !slices.Contains(f.Templates, t) {
			f.Templates = append(f.Templates, t)
		}
	}
	f.Count += o.Count
	f.Lines = append(f.Lines, o.Lines...)
	if o.From != 0 && (f.From == 0 || o.From < f.From) {
		f.From = o.From
	}
	f.To = max(f.To, o.To)
}

func (f *Finding) addHit(s *scene, h *rowHit, p placeLines) {
	d := f.Data.(*ClassHit)
	d.Place, d.Target = d.Place.merge(p.place), d.Target.merge(p.target)
	before, after := s.countHit(h, p)
	if h.matched < h.kept || len(h.places) > 1 {
		d.AtLeast = true
	}
	d.Before += before
	d.After += after
	if h.row.Level >= record.LevelError || h.row.Level == record.LevelNone {
		d.Failures[h.row.Source] += after
	}
	if h.row.Level >= record.LevelError {
		d.Failing += after
	}
	d.Rows, d.rows = append(d.Rows, h.row), append(d.rows, templateRow{h.template.ID, h.row})
	d.Also, d.Captures = append(d.Also, h.also...), d.Captures.Merge(p.captures)
	if !slices.Contains(d.Speakers, h.row.Source) {
		d.Speakers = append(d.Speakers, h.row.Source)
	}
	f.Count = d.Before + d.After
	if !slices.Contains(f.Templates, h.template.ID) {
		f.Templates = append(f.Templates, h.template.ID)
	}
	f.Lines = append(f.Lines, p.lines...)
	f.widen(p.lines)
	if t, ok := rowLast(h.row); ok && !d.AtLeast {
		f.To = max(f.To, t)
	}
}

// countHit counts the records of a row that speak of one component, before and
// after the onset. When all kept lines show the class and the component, all
// records do; when only some lines show the class, those are counted; when the
// lines name several components, each gets its share.
func (s *scene) countHit(h *rowHit, p placeLines) (before, after int64) {
	if h.matched < h.kept {
		early, late := s.splitLines(p.lines)
		return int64(early), int64(late)
	}
	before, after = 0, int64(h.row.Count)
	if s.onset.Known {
		before, after = formula.SplitAt(h.row, s.onset.At, s.view.Width)
	}
	if len(h.places) > 1 {
		early, late := s.splitLines(p.lines)
		allEarly, allLate := 0, 0
		for i := range h.places {
			a, b := s.splitLines(h.places[i].lines)
			allEarly, allLate = allEarly+a, allLate+b
		}
		before, after = share(before, early, allEarly), share(after, late, allLate)
	}
	return before, after
}

// splitLines counts kept lines before the onset and from it on.
func (s *scene) splitLines(lines []profile.Exemplar) (before, after int) {
	for i := range lines {
		if s.onset.Known && lines[i].HasTime && lines[i].Time < s.onset.At {
			before++
		} else {
			after++
		}
	}
	return before, after
}

func share(n int64, part, whole int) int64 {
	if n == 0 || whole == 0 || part == 0 {
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
	if d.Far == (FarEnd{}) && s.blamesCaller(f, d) {
		d.FarUnknown, d.Place = true, Place{Part: "a component that " + firstNonEmpty(d.Place.String(), "the failed runs") + " calls"}
		if strings.HasPrefix(d.Place.Part, "a component that the failed runs") {
			d.Place.Part = "a component that the failed runs call"
		}
	}
	f.Component, f.Host = d.Place.String(), d.Place.Host
	if len(d.Speakers) == 1 {
		f.Source = d.Speakers[0]
	}
	d.Constant = s.constantClass(f, d)
	f.Score = classScore(d)
	s.proveClass(f, d)
	s.sayClass(f, d)
}

// blamesCaller reports whether a fault of a far end would be put on those who
// complain of it, because their lines do not name the far end.
func (s *scene) blamesCaller(f *Finding, d *ClassHit) bool {
	if d.Named || !ofFarEnd(f.Class) {
		return false
	}
	if f.Class.ID == "net.connection-refused" {
		return true // it is never the one who complains that refuses
	}
	return !slices.ContainsFunc(d.Speakers, func(i int) bool { return !s.runsFailIn(i) })
}

func (s *scene) runsFailIn(source int) bool {
	return slices.ContainsFunc(s.bad, func(r RunRef) bool { return r.Source() == source })
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

// constantClass reports whether a class explains nothing because it was there
// before. A change, or a single event in the time before the onset, is not
// constant: it may be what set the failures off.
func (s *scene) constantClass(f *Finding, d *ClassHit) bool {
	if s.base != nil {
		return s.inBaseline(f)
	}
	if f.Class.Role == fault.RoleChange && !s.recovers(f.Class) && (d.Before == 0 || d.After < 2) {
		return false // announced once or twice; what is announced again and again is routine
	}
	if d.After == 0 && d.Before > 0 && s.onset.Known {
		return f.To < s.onset.At-(s.onset.To-s.onset.From)/horizonShare
	}
	if d.After > 0 && s.onset.Known && f.From >= s.onset.At-s.onset.Slack {
		return false // it begins with the failures: a cause acts a little before them
	}
	return !s.beginsShortly(f, d) && s.isConstant(d.Before, d.After)
}

// beginsShortly reports whether a class begins shortly before the onset and was not
// there for so long before that chance would hardly have left it out: its lines,
// spread evenly over the window, would all lie in its later part.
func (s *scene) beginsShortly(f *Finding, d *ClassHit) bool {
	span := s.onset.To - s.onset.From
	if d.After == 0 || !s.onset.Known || !s.onset.Quiet || f.From == 0 || span <= 0 || f.From < s.onset.At-max(s.onset.Slack, span/slackShare) {
		return false
	}
	return math.Pow(float64(s.onset.To-f.From)/float64(span), float64(d.Before+d.After)) <= constantP
}

// inBaseline reports whether the healthy run holds the templates of a class at
// least half as often.
func (s *scene) inBaseline(f *Finding) bool {
	var n int64
	for _, id := range f.Templates {
		if t := s.view.Template(id); t != nil {
			n += s.base[templateKey(t)]
		}
	}
	return n > 0 && 2*n >= f.Count
}

// recovers reports whether a class is the end of another one's state, as a
// start is of a stop.
func (s *scene) recovers(c *fault.Class) bool {
	for _, x := range s.in.Catalog.Classes() {
		if slices.Contains(x.Reversal, c.ID) {
			return true
		}
	}
	return false
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
	return BinomialTail(after, before+after, p) > constantP
}

// BinomialTail is P(X >= k) for X binomial(n, p).
func BinomialTail(k, n int64, p float64) float64 {
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
	if len(cite) == 0 || f.Component == "" {
		return // nothing is said about nobody
	}
	head, tail, about := titleFirst(f.Class)
	place := f.Component
	if d.FarUnknown && strings.HasPrefix(f.Class.Title, "{component}") {
		place = sentenceCase(place) // its own words begin the sentence
	}
	values := []slot{head, tail, about(place)}
	all, before, after := s.classCounts(f, d)
	begin := len(f.Claims)
	p, timed := s.hitPhrase(f, d, all)
	if timed {
		s.say.Add(&f.Claims, p, cite, append(values, count("count", all), instant("from", f.FromFormula))...)
	} else {
		s.say.Add(&f.Claims, p, cite, append(values, count("count", all))...)
	}
	s.sayFarEnd(f, d, cite, place)
	switch {
	case d.Constant:
		p := phraseClassConstant
		if d.After == 0 && d.Before > 0 {
			p = phraseClassOver
		}
		s.say.Add(&f.Claims, p, cite, append(values, count("before", before), count("after", after))...)
	case d.Before == 0 && s.onset.Known && s.onset.Quiet:
		for _, i := range d.Speakers {
			cite = append(cite, s.view.Sources[i].Coverage)
		}
		p := phraseClassNew
		if s.say.isOne(after) {
			p = phraseClassNewOne
		}
		s.say.Add(&f.Claims, p, cite, append(values, count("after", after))...)
	}
	for i := begin; i < len(f.Claims); i++ {
		f.Claims[i] = f.Claims[i].WithTotal(f.Count)
	}
}

// sayFarEnd says how a far end was found that the lines do not name.
func (s *scene) sayFarEnd(f *Finding, d *ClassHit, cite []evidence.Ref, place string) {
	switch {
	case d.Far.Line != nil:
		s.say.Add(&f.Claims, phraseFarNamed, append([]evidence.Ref{d.Far.Line.Ref}, cite[:min(len(cite), 3)]...), name("place", place))
	case d.Far.Program != "":
		for i := range s.dir.sources {
			if samePlaceKey(s.dir.Source(i), d.Place) {
				cite = append(slices.Clone(cite), s.view.Sources[i].Coverage)
			}
		}
		s.say.Add(&f.Claims, phraseFarOnly, cite, name("place", place), name("program", d.Far.Program))
	}
}

// hitPhrase picks the phrase of a class hit by number and time.
func (s *scene) hitPhrase(f *Finding, d *ClassHit, all string) (p evidence.Phrase, timed bool) {
	one := s.say.isOne(all)
	pick := func(single, many evidence.Phrase) evidence.Phrase {
		if one {
			return single
		}
		return many
	}
	switch {
	case f.From == 0:
		return pick(phraseClassUntimedOne, phraseClassUntimed), false
	case d.AtLeast:
		return pick(phraseClassAtLeastOne, phraseClassAtLeast), true
	}
	return pick(phraseClassOne, phraseClass), true
}

// isOne reports whether a formula gives 1: then the phrase is in the singular.
func (s *Sayer) isOne(formula string) bool {
	r, err := s.env.Eval(formula)
	return err == nil && r.Exact && r.Int == 1
}

// titleFirst is TitleAround with a capital letter, for the begin of a sentence.
func titleFirst(c *fault.Class) (head, tail Slot, place func(component string) Slot) {
	upper := *c
	upper.Title = sentenceCase(c.Title)
	return TitleAround(&upper)
}

// sentenceCase makes the first letter a capital one.
func sentenceCase(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}

// TitleAround gives the slots "head", "tail" and "place" of a phrase that says a
// class's title with the component in its place: "database server {component}
// was stopped".
func TitleAround(c *fault.Class) (head, tail Slot, place func(component string) Slot) {
	before, after, ok := strings.Cut(c.Title, "{component}")
	if !ok {
		before, after = c.Title+": ", ""
	}
	return WordSlot("head", before), WordSlot("tail", after), func(component string) Slot {
		return NameSlot("place", firstNonEmpty(component, "an unnamed component"))
	}
}

// ClassTitle is the class's title without its component slot.
func ClassTitle(c *fault.Class) string {
	return strings.TrimSpace(strings.ReplaceAll(strings.ReplaceAll(c.Title, "{component}", "a component"), "  ", " "))
}
