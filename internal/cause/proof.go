package cause

import (
	"slices"
	"strings"

	"inquest/internal/fault"
	"inquest/internal/finding"
	"inquest/internal/profile"
	"inquest/internal/record"
)

// Limits of the lines that a hypothesis cites.
const (
	maxEvidence  = 28
	ownLines     = 8
	perComplaint = 2
	perDeep      = 3
)

// complaints are the first lines of the failing side that the candidate accounts for,
// not more than most: of each class at most two a source, and each line once.
func (c *court) complaints(k *candidate, most int) []*profile.Exemplar {
	var out []*profile.Exemplar
	add := func(f *finding.Finding) bool {
		d, ok := f.Data.(*finding.ClassHit)
		if !ok {
			return true
		}
		for _, s := range d.Speakers {
			if !c.complain[s] && c.onset.HasRuns {
				continue
			}
			for _, e := range c.worst(f, s) {
				if len(out) == most {
					return false
				}
				if !slices.ContainsFunc(out, func(o *profile.Exemplar) bool { return o.Source == e.Source && o.Offset == e.Offset }) {
					out = append(out, e)
				}
			}
		}
		return true
	}
	for _, list := range [...][]*finding.Finding{k.own, k.symptoms} {
		for _, f := range list {
			if !add(f) {
				return out
			}
		}
	}
	return out
}

// worst picks the first and the most severe line of a finding in one source,
// from the onset on.
func (c *court) worst(f *finding.Finding, source int) []*profile.Exemplar {
	var first, worst *profile.Exemplar
	for i := range f.Lines {
		e := &f.Lines[i]
		if e.Source != source || c.onset.Known && e.HasTime && e.Time < c.onset.At-c.onset.Slack {
			continue
		}
		if first == nil {
			first = e
		}
		if worst == nil || e.Level > worst.Level {
			worst = e
		}
	}
	switch {
	case first == nil:
		return nil
	case worst == first:
		return []*profile.Exemplar{first}
	}
	return []*profile.Exemplar{first, worst}
}

// unique keeps the first of each line.
func unique(lines []profile.Exemplar) []profile.Exemplar {
	type at struct {
		source int
		offset int64
	}
	seen := map[at]bool{}
	var out []profile.Exemplar
	for _, e := range lines {
		if k := (at{e.Source, e.Offset}); !seen[k] {
			seen[k] = true
			out = append(out, e)
		}
	}
	return out
}

// withBodies puts behind a record whose continuation lines tell the reason, as the
// message of an exception does, the line of them that tells it.
func (c *court) withBodies(k *candidate, lines []profile.Exemplar) []profile.Exemplar {
	out := make([]profile.Exemplar, 0, len(lines))
	for i := range lines {
		out = append(out, lines[i])
		if e, ok := c.telling(k, &lines[i]); ok {
			c.view.Learn(e.Ref)
			out = append(out, e)
		}
	}
	return out
}

// maxBodies is how many continuation lines of a record are tried against the
// catalogue.
const maxBodies = 40

// telling is the continuation line of a record that shows more than its first line: the
// candidate's own class, else one that follows from it.
func (c *court) telling(k *candidate, e *profile.Exemplar) (best profile.Exemplar, ok bool) {
	if c.in.Catalog == nil || k.class == nil || e.Body == "" {
		return best, false
	}
	head := c.shownBy(k, e, true)
	most := head
	bodies := finding.BodyLines(e)
	for i := range bodies[:min(len(bodies), maxBodies)] {
		if n := c.shownBy(k, &bodies[i], false); n > most {
			most, best = n, bodies[i]
		}
	}
	return best, most > head
}

// shownBy is 2 when a line shows the candidate's class, 1 when one that follows from it.
func (c *court) shownBy(k *candidate, e *profile.Exemplar, headOnly bool) int {
	l := finding.LineOf(e)
	if headOnly {
		l.Body = ""
	}
	n := 0
	for _, h := range c.in.Catalog.Match(l) {
		switch {
		case h.Class == k.class:
			return 2
		case c.in.Catalog.Explains(k.class, h.Class) && !finding.OnlySaysFailed(h.Class):
			n = 1
		}
	}
	return n
}

// evidenceOf lists the lines that a hypothesis cites, most telling first: what
// shows the cause (each source that shows it), what was announced before it,
// what the failing side says, what the candidate's own place says that is new.
func (c *court) evidenceOf(k *candidate) []profile.Exemplar {
	var out []profile.Exemplar
	for _, f := range k.own {
		out = append(out, c.perSource(f, 2)...)
	}
	if t := k.nearestTrigger(); t != nil {
		out = append(out, t.Lines...)
		for _, t := range k.triggers {
			out = append(out, t.Lines[:1]...)
		}
	}
	for _, e := range c.complaints(k, maxEvidence) {
		out = append(out, *e)
	}
	for _, f := range k.symptoms {
		out = append(out, c.perSource(f, 1)...)
	}
	out = append(out, c.deeper(k)...)
	out = append(out, c.failed(k)...)
	out = c.withBodies(k, unique(out))
	return out[:min(len(out), maxEvidence)]
}

// proofOf lists the lines that convince by themselves: the first that show the cause, its own
// place's before what others say of it, then
// what the failing side says of it; lines that name its place come first there, and errors
// before others. What was announced at the same time is no proof.
func (c *court) proofOf(k *candidate) []profile.Exemplar {
	var out, back, told []profile.Exemplar
	for _, f := range k.own {
		if f.Class != nil && c.recovery[f.Class.ID] {
			back = append(back, c.perSource(f, 1)...) // that it came back shows no more than that it was away
			continue
		}
		out = append(out, c.perSource(f, 1)...)
	}
	slices.SortStableFunc(out, func(a, b profile.Exemplar) int { return c.speaksAs(&b, k) - c.speaksAs(&a, k) })
	out = append(out, back...)
	for _, e := range c.complaints(k, maxEvidence) {
		told = append(told, *e)
	}
	for _, f := range k.symptoms {
		told = append(told, c.perSource(f, 1)...)
	}
	weight := func(e *profile.Exemplar) (n int) {
		if severe(e) {
			n = 1
		}
		for _, name := range [...]string{k.place.Addr, k.place.Host} {
			if name != "" && strings.Contains(e.Raw, name) {
				n += 2
				break
			}
		}
		return n
	}
	slices.SortStableFunc(told, func(a, b profile.Exemplar) int { return weight(&b) - weight(&a) })
	out = unique(append(out, told...))
	out = out[:min(len(out), maxProof)]
	for i := range out {
		if e, ok := c.telling(k, &out[i]); ok {
			c.view.Learn(e.Ref)
			out[i] = e
		}
	}
	return out
}

// speaksAs is 1 for a line that the candidate's own place or host wrote, else 0.
func (c *court) speaksAs(e *profile.Exemplar, k *candidate) int {
	if p := c.dir.Source(e.Source); !k.place.IsZero() && (samePlace(p, k.place) || sameHost(p, k.place)) {
		return 1
	}
	return 0
}

// maxProof is how many lines of proof a hypothesis has at most.
const maxProof = 8

// perSource takes the first n lines of a finding in each source, from shortly
// before the onset on where there are any.
func (c *court) perSource(f *finding.Finding, n int) []profile.Exemplar {
	var out []profile.Exemplar
	taken := map[int]int{}
	pick := func(after bool) {
		for _, e := range f.Lines {
			if taken[e.Source] < n && (!after || !c.onset.Known || !e.HasTime || e.Time >= c.onset.At-2*c.onset.Slack) {
				taken[e.Source]++
				out = append(out, e)
			}
		}
	}
	pick(true)
	if len(out) == 0 || f.Class != nil && f.Class.Role == fault.RoleChange {
		pick(false)
	}
	return unique(out)
}

// deeper are new error or warning lines, and announced changes, in the logs of
// the candidate's own place: what the server says while its callers complain.
func (c *court) deeper(k *candidate) []profile.Exemplar {
	if k.place.IsZero() {
		return nil
	}
	var out []profile.Exemplar
	for i := range c.fs {
		f := &c.fs[i]
		if f.Source < 0 || !c.inTime[f.Source] || len(f.Lines) == 0 || !samePlace(c.dir.Source(f.Source), k.place) && !sameHost(c.dir.Source(f.Source), k.place) {
			continue
		}
		switch f.Kind {
		case finding.KindNew, finding.KindChange:
			out = append(out, f.Lines[:min(len(f.Lines), perDeep)]...)
		}
	}
	return out[:min(len(out), 3*perDeep)]
}

func sameHost(a, b finding.Place) bool { return a.Host != "" && a.Host == b.Host }

// failed are the end lines of the first failed runs.
func (c *court) failed(*candidate) []profile.Exemplar {
	var out []profile.Exemplar
	for _, r := range c.bad {
		if l := r.Line(); l != nil && len(out) < perComplaint {
			out = append(out, *l.Exemplar())
		}
	}
	return out
}

// severe reports whether a line is an error by its level.
func severe(e *profile.Exemplar) bool { return e.Level >= record.LevelError }
