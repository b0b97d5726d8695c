package finding

import (
	"slices"

	"inquest/internal/evidence"
	"inquest/internal/formula"
	"inquest/internal/profile"
	"inquest/internal/record"
)

// Template is the Data of findings of kind "new", "vanished" and
// "constant-field".
type Template struct {
	Template *profile.Template
	Place    Place
	Before   int64 // in the quiet part, or in the baseline
	After    int64
	Against  string // "the quiet part" or "the baseline"

	row *profile.Row
}

// Limits of what is listed.
const (
	maxNew      = 30
	maxConstant = 20
	// vanishedMin is how many records the quiet part must hold of a template that
	// is said to have stopped.
	vanishedMin = 8
)

// detectTemplates compares templates before and after the onset, and with the
// baseline when one was given: new errors and warnings, lines that stop, and
// complaints that are as frequent before as after.
func detectTemplates(s *scene) []Finding {
	var fresh, gone, same []Finding
	for i := range s.rows {
		h := &s.rows[i]
		d := &Template{row: h.row, Template: h.template, Place: s.dir.Source(h.row.Source), Against: "the part before the failures"}
		switch {
		case s.base != nil:
			d.Before, d.After, d.Against = s.base[templateKey(h.template)], int64(h.row.Count), "the baseline run"
		case s.onset.Known && s.onset.Quiet && hasTimes(h):
			d.Before, d.After = formula.SplitAt(h.row, s.onset.At, s.view.Width)
		default:
			continue
		}
		f := Finding{Source: h.row.Source, Class: h.class, Component: d.Place.String(), Host: d.Place.Host, Templates: []string{h.template.ID}, Lines: firstLines(h.row, 3), Data: d}
		f.widen(f.Lines)
		switch {
		case len(f.Lines) == 0:
		case d.Before == 0 && h.row.Level >= record.LevelWarn:
			f.Kind, f.Count, f.Score = KindNew, d.After, 0.4
			fresh = append(fresh, f)
		case d.Before >= vanishedMin && d.After == 0:
			f.Kind, f.Count, f.Score = KindVanished, d.Before, 0.3
			f.Lines = lastLines(h.row, 3)
			gone = append(gone, f)
		case h.row.Level >= record.LevelWarn && s.base == nil && s.isConstant(d.Before, d.After):
			f.Kind, f.Count, f.Score = KindConstant, d.Before+d.After, 0.05
			same = append(same, f)
		}
	}
	slices.SortStableFunc(fresh, byFirst)
	out := slices.Concat(fresh[:min(len(fresh), maxNew)], gone[:min(len(gone), maxNew)], same[:min(len(same), maxConstant)])
	for i := range out {
		s.sayTemplate(&out[i])
	}
	return out
}

// hasTimes reports whether a row's records have times, so that they can be told apart by them.
func hasTimes(h *rowHit) bool {
	_, ok := h.first()
	return ok
}

// templateCounts are the formulas of how often a row was seen before and after.
func (s *scene) templateCounts(f *Finding, d *Template) (before, after string) {
	id, rows := f.Templates[0], []templateRow{{f.Templates[0], d.row}}
	if s.base != nil {
		all, _, _ := partsAt("")
		return s.say.Exact(d.Before, call("baseline_template", id)), s.say.countOf(d.After, all, f, rows)
	}
	_, early, late := partsAt(s.onset.AtFormula)
	return s.say.countOf(d.Before, early, f, rows), s.say.countOf(d.After, late, f, rows)
}

func firstLines(r *profile.Row, n int) []profile.Exemplar {
	return slices.Clone(r.Early[:min(n, len(r.Early))])
}

func lastLines(r *profile.Row, n int) []profile.Exemplar {
	if len(r.Late) == 0 {
		return firstLines(r, n)
	}
	return slices.Clone(r.Late[max(0, len(r.Late)-n):])
}

func templateKey(t *profile.Template) string { return t.Text + "\x00" + t.Error }

func baselineCounts(v *profile.View) map[string]int64 {
	if v == nil {
		return nil
	}
	m := map[string]int64{}
	for i := range v.Templates {
		m[templateKey(&v.Templates[i])] += int64(v.Templates[i].Count)
	}
	return m
}

func (s *scene) sayTemplate(f *Finding) {
	d := f.Data.(*Template)
	src := s.view.Sources[f.Source]
	cite := append(refs(f.Lines, 3), src.Coverage)
	var p evidence.Phrase
	switch f.Kind {
	case KindNew:
		p = phraseNew
		if d.After == 1 {
			p = phraseNewOne
		}
	case KindVanished:
		p = phraseVanished
	default:
		p = phraseConstant
		if d.After == 0 {
			p = phraseOver
		}
	}
	before, after := s.templateCounts(f, d)
	c, ok := s.say.Claim(p, cite, name("line", f.Lines[0].Message), name("source", src.Name), word("against", d.Against), count("before", before), count("after", after))
	if ok {
		f.Claims = append(f.Claims, c.WithTotal(f.Count))
	}
}

// Recovered is the Data of a finding of kind "recovered": attempts that failed
// in runs that ended well.
type Recovered struct {
	Kind    string
	Runs    int64
	Retries int64
}

func detectRecovered(s *scene) []Finding {
	var out []Finding
	for _, kind := range s.kinds() {
		d := &Recovered{Kind: kind}
		f := Finding{Kind: KindRetry, Source: -1, Data: d, Score: 0.1}
		for _, r := range s.runs {
			if r.Unit.Kind != kind || r.Run.State != profile.RunSucceeded || r.Run.Retries == 0 {
				continue
			}
			d.Runs++
			d.Retries += int64(r.Run.Retries)
			if l := r.Line(); l != nil && len(f.Lines) < maxCited {
				f.Lines = append(f.Lines, *l.Exemplar())
			}
		}
		if d.Runs == 0 || len(f.Lines) == 0 {
			continue
		}
		f.Count = d.Runs
		f.widen(f.Lines)
		retries := call("retries", kind, "*", "succeeded")
		if c, ok := s.say.Claim(phraseRecovered, refs(f.Lines, maxCited), count("runs", call("at_least", expr(retries), 1)), count("retries", call("sum", expr(retries)))); ok {
			f.Claims = append(f.Claims, c.WithTotal(d.Runs))
		}
		out = append(out, f)
	}
	return out
}
