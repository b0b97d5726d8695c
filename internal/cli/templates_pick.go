package cli

import (
	"cmp"
	"slices"
	"strconv"

	"inquest"
	"inquest/internal/profile"
	"inquest/internal/record"
)

// templatePick chooses among templates; the zero value takes all of them.
type templatePick struct {
	level record.Level
	since int64 // ns; hasSince
	timed bool  // since holds
	rare  uint64
}

// pick reads the flags that choose; last is the last time in the logs, in ns.
func (f *templatesFlags) pick(v *profile.View, o *inquest.Options) (templatePick, error) {
	var p templatePick
	var err error
	if p.level, err = parseLevel(f.level); err != nil {
		return p, err
	}
	if f.rare != "" {
		if p.rare, err = strconv.ParseUint(f.rare, 10, 63); err != nil || p.rare == 0 {
			return p, usagef("write --rare, or --rare=N with a number above 0", "--rare %q is no number of records", f.rare)
		}
	}
	if f.newSince == "" {
		return p, nil
	}
	p.timed = true
	if d, err := parseLast(f.newSince); err == nil {
		p.since = v.To - d
		return p, nil
	}
	p.since, err = parseInstant("--new-since", f.newSince, o)
	return p, err
}

func (p *templatePick) takes(t *profile.Template) bool {
	return t.Level >= p.level && (p.rare == 0 || t.Count <= p.rare) && (!p.timed || t.First.HasTime && t.First.Time >= p.since)
}

// of lists the templates that are taken: by count, with --rare the rarest first, with
// --new-since by their first time.
func (p *templatePick) of(v *profile.View) []*profile.Template {
	var out []*profile.Template
	for i := range v.Templates {
		if t := &v.Templates[i]; p.takes(t) {
			out = append(out, t)
		}
	}
	switch {
	case p.timed:
		slices.SortStableFunc(out, func(a, b *profile.Template) int { return a.First.Compare(b.First) })
	case p.rare > 0:
		slices.SortStableFunc(out, func(a, b *profile.Template) int { return cmp.Compare(a.Count, b.Count) })
	}
	return out
}
