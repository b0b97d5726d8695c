package finding

import (
	"slices"

	"inquest/internal/profile"
)

// proveClass finds the formulas of the begin and the end of a class finding.
func (s *scene) proveClass(f *Finding, d *ClassHit) {
	if f.From == 0 {
		return
	}
	var first, last []string
	for _, id := range f.Templates {
		first, last = append(first, call("template_first", id)), append(last, call("template_last", id))
	}
	f.FromFormula = s.say.At(f.From, f.Lines, first...)
	lines := slices.Clone(f.Lines)
	for _, r := range d.Rows {
		lines = append(lines, lastLines(r, 1)...)
	}
	f.ToFormula = s.say.At(f.To, lines, last...)
}

// classCounts are the formulas of how many records show a class: in all, before
// the onset and from it on. Where the records are shares of a template, or not
// all of a template's lines show the class, the kept lines that do are counted.
func (s *scene) classCounts(f *Finding, d *ClassHit) (all, before, after string) {
	every, early, late := partsAt(s.onset.AtFormula)
	if !s.onset.Known {
		late = every
	}
	if d.AtLeast {
		const every0 = "limit(0)" // no line at all
		var quiet, loud []profile.Exemplar
		for _, e := range f.Lines {
			if s.onset.Known && e.HasTime && e.Time < s.onset.At {
				quiet = append(quiet, e)
			} else {
				loud = append(loud, e)
			}
		}
		_, all = s.say.keptOf(f.Lines)
		_, before = s.say.keptOf(quiet)
		_, after = s.say.keptOf(loud)
		before, after = firstNonEmpty(before, every0), firstNonEmpty(after, every0)
		return all, before, after
	}
	return s.say.countOf(f.Count, every, f, d.rows), s.say.countOf(d.Before, early, f, d.rows), s.say.countOf(d.After, late, f, d.rows)
}
