package cause

import (
	"slices"
	"strings"

	"inquest/internal/finding"
)

// speakers counts the sources, in time, that show a candidate or what follows from
// it. The formula has a term for each that is 1 when the source holds the form of
// line that shows it.
func (c *court) speakers(k *candidate) (n int64, formula string) {
	term := map[int]string{}
	for _, f := range append(slices.Clone(k.own), k.symptoms...) {
		d, ok := f.Data.(*finding.ClassHit)
		switch {
		case ok:
			for _, s := range d.Speakers {
				c.speaks(term, s, f)
			}
		case f.Source >= 0:
			c.speaks(term, f.Source, f)
		}
	}
	var sources []int
	for s := range term { // sorted below
		sources = append(sources, s)
	}
	slices.Sort(sources)
	var terms []string
	for _, s := range sources {
		terms = append(terms, term[s])
	}
	n = int64(len(terms))
	if n == 0 {
		return 0, lit(0)
	}
	return n, c.say.Exact(n, strings.Join(terms, " + "))
}

// speaks notes the term of a source that shows a finding: its records of the first form of
// line that both have, else all its lines.
func (c *court) speaks(term map[int]string, source int, f *finding.Finding) {
	if !c.inTime[source] || term[source] != "" {
		return
	}
	name := c.view.Sources[source].Name
	count := finding.Call("lines", name)
	for _, id := range f.Templates {
		t := c.view.Template(id)
		if t == nil {
			continue
		}
		for i := range t.Rows {
			if t.Rows[i].Source == source {
				count = finding.Call("template_in", id, name)
			}
		}
		if strings.HasPrefix(count, "template_in") {
			break
		}
	}
	term[source] = finding.Call("min", finding.Expr(count), 1)
}
