package finding

import (
	"slices"
	"strings"

	"inquest/internal/profile"
)

// startBurst is how long before and after the line that says so a process is taken to start, in ns.
const startBurst = 3e9

// dropPrinted takes back what is no change: settings that a process prints while it
// starts. It has had them from its first moment on.
func (s *scene) dropPrinted(rows []rowHit) {
	var starts []*profile.Exemplar
	for i := range rows {
		h := &rows[i]
		if h.class == nil || !strings.HasSuffix(h.class.ID, ".started") {
			continue
		}
		for j := range h.places {
			for k := range h.places[j].lines {
				starts = append(starts, &h.places[j].lines[k])
			}
		}
	}
	for i := range rows {
		if h := &rows[i]; h.class != nil && h.class.ID == "config.changed" {
			h.dropLines(func(e profile.Exemplar) bool { return isPrinted(&e, starts) })
		}
	}
}

// isPrinted reports whether a line lies in the start of the process that writes it.
func isPrinted(e *profile.Exemplar, starts []*profile.Exemplar) bool {
	return e.HasTime && slices.ContainsFunc(starts, func(o *profile.Exemplar) bool {
		return o.Source == e.Source && o.Service == e.Service && o.Logger == e.Logger && o.HasTime && o.Time >= e.Time-startBurst && o.Time <= e.Time+startBurst
	})
}

// dropLines takes lines out of a row's places; a row without any shows no class.
func (r *rowHit) dropLines(drop func(profile.Exemplar) bool) {
	for i := range r.places {
		p := &r.places[i]
		n := len(p.lines)
		p.lines = slices.DeleteFunc(p.lines, drop)
		r.matched -= n - len(p.lines)
	}
	r.places = slices.DeleteFunc(r.places, func(p placeLines) bool { return len(p.lines) == 0 })
	if len(r.places) == 0 {
		r.class, r.also, r.printed = nil, nil, true
	}
}
