package cause

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/finding"
	"inquest/internal/lazy"
)

// Suspects by the order of lines: stack traces name modules, the flow of
// requests names services. The strongest kind of evidence comes first; weak
// kinds break ties.

// dock collects what speaks against modules and services.
type dock struct {
	modules  map[string]float64
	services map[string]float64
	traced   bool // a new stack trace names modules
	lead     map[string]*finding.Finding
}

func (c *court) newDock() *dock {
	d := &dock{modules: map[string]float64{}, services: map[string]float64{}, lead: map[string]*finding.Finding{}}
	c.accuseByTraces(d)
	contrast := c.contrast()
	if contrast != nil {
		c.accuseByWords(d, contrast)
		c.accuseByRequests(d, contrast)
	}
	c.accuseByFlow(d)
	c.accuseServices(d, contrast)
	return d
}

func (c *court) contrast() *finding.Contrast {
	for i := range c.fs {
		if d, ok := c.fs[i].Data.(*finding.Contrast); ok {
			return d
		}
	}
	return nil
}

// traces are the findings of new stack traces, in order of time.
func (c *court) traces() []*finding.Finding {
	var out []*finding.Finding
	for i := range c.fs {
		if c.fs[i].Kind == finding.KindTrace {
			out = append(out, &c.fs[i])
		}
	}
	return out
}

// accuseByTraces: the modules on new traces, from the inside out; the traces in
// order of time.
func (c *court) accuseByTraces(d *dock) {
	weight := weightTrace
	for _, f := range c.traces() {
		t := f.Data.(*finding.Trace)
		w := weight
		if !t.Defect {
			w *= traceOperation
		}
		if t.Relay {
			w *= traceRelay
		}
		for m, share := range modulesOf(t) {
			d.modules[m] += w * share
			if d.lead[m] == nil {
				d.lead[m] = f
			}
		}
		d.traced = true
		weight *= traceLater
	}
}

// modulesOf shares the suspicion of a trace among the modules on it.
func modulesOf(t *finding.Trace) map[string]float64 {
	decay := traceOutward
	if t.Null {
		decay = traceOutwardNull
	}
	out := map[string]float64{}
	share := 1.0
	for _, f := range t.Own {
		if _, seen := out[f.Module]; !seen {
			out[f.Module] = share
			share *= decay
		}
	}
	if t.Handed != "" {
		out[t.Handed] = traceHanded
	}
	return out
}

var wordRE = lazy.Compile(`[A-Za-z][a-z]+|[A-Z]+`)

// dullWords are in every program.
var dullWords = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`self context return none name arg kwarg value this result data true false object obj item index string attribute get set for not and the
		if in is or def class def len list dict key id ctx ret res fn func func cls type new val var tmp to of from with as do no on by it`) {
		m[w] = true
	}
	return m
}()

// wordsOf splits names into words: compute_node, computeNode.
func wordsOf(text string) map[string]bool {
	out := map[string]bool{}
	for _, w := range wordRE.FindAllString(text, -1) {
		if w = singular(strings.ToLower(w)); len(w) >= 2 && !dullWords[w] {
			out[w] = true
		}
	}
	return out
}

func singular(w string) string {
	if len(w) > 4 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") {
		return w[:len(w)-1]
	}
	return w
}

// accuseByWords: a null was used, and what it was called is found in the name of
// a module. It fills ranks and never stands first.
func (c *court) accuseByWords(d *dock, x *finding.Contrast) {
	weight, best := weightWords, 0.0
	for _, v := range d.modules {
		best = max(best, v)
	}
	for _, f := range c.traces() {
		t := f.Data.(*finding.Trace)
		if !t.Null {
			continue
		}
		words := wordsOf(t.Name + " " + t.Stack.Frames[len(t.Stack.Frames)-1].Code)
		root := serviceOf(t.Own[0].Module)
		for _, m := range x.Modules {
			if serviceOf(m) != root {
				continue
			}
			if v := likeness(words, wordsOf(strings.TrimPrefix(m, root))); v > 0 {
				d.modules[m] = min(d.modules[m]+weight*v, max(best*neverFirst, d.modules[m]))
			}
		}
		weight *= traceLater
	}
}

// likeness is the share of words that two names have in common.
func likeness(a, b map[string]bool) float64 {
	n := 0
	for w := range a {
		if b[w] {
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return float64(n) / math.Sqrt(float64(len(a)*len(b)))
}

// accuseByRequests speaks where no trace does: the modules in front of requests
// that now fail, then the last that spoke where a flow breaks off, then the
// loggers of new errors.
func (c *court) accuseByRequests(d *dock, x *finding.Contrast) {
	scale := 1.0
	if d.traced {
		scale = besideTrace
	}
	add := func(m string, v float64) {
		if c.roots.Own(m) {
			d.modules[m] += scale * v
		}
	}
	for i := range x.Failing {
		r := &x.Failing[i]
		w := weightFailing * r.Ratio / (r.Ratio + halfBreak)
		for _, m := range r.Path {
			add(m, w)
			w *= traceOutward
		}
		for _, m := range x.Modules {
			if serviceOf(m) == r.Owner && sharesWord(m, r.Logger, r.Line.Text) {
				add(m, weightWords*r.Ratio/(r.Ratio+halfBreak))
			}
		}
	}
	if f := c.flow(); f != nil {
		seen := map[string]float64{}
		for i := range f.Breaks {
			b := &f.Breaks[i]
			if strings.Contains(b.Logger, ".") {
				seen[b.Logger] = max(seen[b.Logger], b.Score)
			}
		}
		for m, s := range seen {
			add(m, weightBreakOff*s/(s+halfBreak))
		}
	}
	w := weightErrors
	for i := range x.Errors {
		add(x.Errors[i].Module, w)
		w *= traceLater
	}
	for m, share := range x.Gone {
		if d.modules[m] > 0 {
			add(m, weightGone*share)
		}
	}
}

// sharesWord reports whether the last part of a module's name, or the part in
// front of it, is a word of the logger or the line of a request.
func sharesWord(module, logger, line string) bool {
	in := wordsOf(logger + " " + line)
	parts := strings.Split(module, ".")
	for w := range wordsOf(strings.Join(parts[min(1, len(parts)-1):], ".")) {
		if in[w] {
			return true
		}
	}
	return false
}

func (c *court) flow() *finding.Flow {
	for i := range c.fs {
		if f, ok := c.fs[i].Data.(*finding.Flow); ok {
			return f
		}
	}
	return nil
}

// accuseByFlow: who fell silent, and who became slow. Beside a new trace it
// breaks ties.
func (c *court) accuseByFlow(d *dock) {
	f := c.flow()
	if f == nil {
		return
	}
	scale := 1.0
	if d.traced {
		scale = besideTrace
	}
	scores := f.Scores()
	most := 0.0
	for _, s := range scores {
		most = max(most, float64(s.Excess)/1e9)
	}
	for _, s := range scores {
		v := weightBreak * s.Text / (s.Text + halfBreak)
		if x := float64(s.Excess) / 1e9; x > 0 {
			v += weightDelay * x / most * x / (x + halfDelay)
		}
		d.services[s.Owner] += scale * v
	}
}

// accuseServices: a service is as suspect as its worst module; new errors count
// a little.
func (c *court) accuseServices(d *dock, x *finding.Contrast) {
	best := map[string]float64{}
	for m, v := range d.modules {
		best[serviceOf(m)] = max(best[serviceOf(m)], v)
	}
	for s, v := range best {
		d.services[s] += v
	}
	if x == nil {
		return
	}
	w := weightNewError
	for i := range x.Errors {
		d.services[x.Errors[i].Owner] += w
		w *= traceLater
	}
}

func ranked(m map[string]float64, most int) []Suspect {
	var list []Suspect
	for n, s := range m {
		list = append(list, Suspect{Name: n, Score: evidence.Round(s)})
	}
	slices.SortFunc(list, func(a, b Suspect) int { return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.Name, b.Name)) })
	return list[:min(len(list), most)]
}

// stand puts the modules and services that the order of lines accuses before
// the others.
func (c *court) stand(score map[string]map[string]float64) {
	d := c.dock
	for level, m := range map[string]map[string]float64{"module": d.modules, "service": d.services} {
		if len(m) == 0 {
			continue
		}
		if score[level] == nil {
			score[level] = map[string]float64{}
		}
		for n := range score[level] {
			score[level][n] *= besideTrails
		}
		for n, v := range m {
			score[level][n] = max(score[level][n], v)
		}
	}
}

// serviceOf is the service whose code a module is.
func serviceOf(module string) string {
	s, _, _ := strings.Cut(module, ".")
	return s
}
