package cause

import (
	"slices"

	"inquest/internal/fault"
	"inquest/internal/finding"
)

// changed: a tool whose work is to change things names a service, and that service then
// turns away what it served before. The change is not told in words of a class, and what is
// seen is only a symptom; together they tell more than each.
func (c *court) changed(f *finding.Finding) []*candidate {
	d := f.Data.(*finding.Change)
	if !d.Tool || d.Place.Service == "" || f.Class != nil && f.Class.Role == fault.RoleChange || d.Ahead < -c.onset.Slack/2 || d.Ahead > c.changeHorizon() {
		return nil
	}
	var follows []*finding.Finding
	for _, g := range c.byClass {
		h := g.Data.(*finding.ClassHit)
		if g.Class.Role == fault.RoleSymptom && !finding.OnlySaysFailed(g.Class) && h.Before == 0 && h.Failing > 0 && !h.FarUnknown &&
			h.Place.Service == d.Place.Service && samePlace(h.Place, d.Place) && (g.From == 0 || g.From >= f.From) {
			follows = append(follows, g)
		}
	}
	if len(follows) == 0 {
		return nil
	}
	k := c.structure(f, "config.changed", d.Place, "")
	k.symptoms, k.tail = follows, " was changed by a tool just before"
	k.entitle(d.Place.String()+" was changed by ", toolOf(f), " just before")
	return []*candidate{k}
}

// changeHorizon is how long before the first bad sign a change may lie that shows at once.
func (c *court) changeHorizon() int64 {
	return max(10*c.onset.Slack, (c.onset.To-c.onset.From)/changeShare)
}

// changeShare: ... or one such part of the window.
const changeShare = 8

// toolOf is the name of the tool that says what it changed.
func toolOf(f *finding.Finding) string {
	if i := slices.IndexFunc(f.Lines, func(e exemplar) bool { return e.Service != "" }); i >= 0 {
		return f.Lines[i].Service
	}
	return "a tool"
}
