package cause

import (
	"net/netip"
	"slices"
	"strings"

	"inquest/internal/fault"
	"inquest/internal/finding"
	"inquest/internal/profile"
)

// basis is what a candidate rests on.
type basis uint8

// Bases: a class of the catalogue, a structural finding (a silence, a step, a
// loss ...), a guess in the log's own words, new errors of no known class, the order of lines.
const (
	byClass basis = iota
	byStructure
	byGuess
	byNovelty
	byOrder
)

// candidate is a possible root cause on its way to a Hypothesis.
type candidate struct {
	basis     basis
	fault     string
	class     *fault.Class
	place     finding.Place
	title     string
	quoted    []string // parts of the title that are text of the logs, in its order
	tail      string   // what a structural title says after the place
	from, to  int64
	own       []*finding.Finding // what shows it
	symptoms  []*finding.Finding // class findings that follow from it
	triggers  []*finding.Finding // announced changes shortly before it
	structs   []*finding.Finding // structural findings that go with it
	cap       float64
	coverage  float64
	shown     float64 // share of the failures that error lines account for
	parts     []Part
	held      map[string]float64
	score     float64 // confidence
	rank      float64
	behind    *candidate // a candidate that explains this one
	named     *exemplar  // the line that names a process which does not name itself
	contra    bool
	contested bool // several unrelated candidates account for as much
	relayed   bool // a client passes on what its server said
}

// maxTitle is the longest title, in bytes.
const maxTitle = 200

// entitle puts a title together; every second part is text of the logs.
func (k *candidate) entitle(parts ...string) {
	k.title, k.quoted = "", nil
	for i, p := range parts {
		if p = clip(p, maxTitle-len(k.title)); i%2 == 1 && p != "" {
			k.quoted = append(k.quoted, p)
		}
		k.title += p
	}
}

// lines are the lines that show the candidate itself, by time.
func (k *candidate) lines() []profile.Exemplar {
	var out []profile.Exemplar
	for _, f := range k.own {
		out = append(out, f.Lines...)
	}
	slices.SortStableFunc(out, byMark)
	return out
}

func byMark(a, b profile.Exemplar) int { return a.Mark.Compare(b.Mark) }

// candidates gathers everything that may be a root cause.
func (c *court) candidates() []*candidate {
	var out []*candidate
	for _, f := range c.byClass {
		if !c.recovery[f.Class.ID] && !finding.OnlySaysFailed(f.Class) && !c.replaced(f) {
			out = append(out, c.classCandidate(f))
		}
	}
	out = append(out, c.structural()...)
	out = append(out, c.ordered()...)
	out = append(out, c.guesses()...)
	return append(out, c.novelties()...)
}

func (c *court) classCandidate(f *finding.Finding) *candidate {
	d := f.Data.(*finding.ClassHit)
	k := &candidate{basis: byClass, fault: f.Class.ID, class: f.Class, place: d.Place, from: c.firstSign(f), to: f.To, own: []*finding.Finding{f}, cap: 1}
	if p, ok := c.relayedFrom(f); ok {
		k.place, k.relayed = p, true
	}
	k.title = c.classTitle(f.Class, k.place)
	if f.Class.Role == fault.RoleSymptom {
		k.cap = symptomCap + symptomDepth*float64(f.Class.Depth)
	}
	k.contra = f.Class.ID == "net.packet-loss" && c.nothingLost(d.Speakers)
	return k
}

// nothingLost reports whether the numbers of the answers in the same sources
// show that none is missing: then "no answer yet" speaks of late answers.
func (c *court) nothingLost(speakers []int) bool {
	for i := range c.fs {
		if d, ok := c.fs[i].Data.(*finding.Loss); ok && d.Missing == 0 && slices.Contains(speakers, c.fs[i].Source) {
			return true
		}
	}
	return false
}

// firstSign is the first line of a finding from shortly before the onset on;
// for changes the last one before the onset.
func (c *court) firstSign(f *finding.Finding) int64 {
	if !c.onset.Known {
		return f.From
	}
	if f.Class != nil && f.Class.Role == fault.RoleChange {
		best := f.From
		for i := range f.Lines {
			if t := f.Lines[i].Time; f.Lines[i].HasTime && t <= c.onset.At+c.onset.Slack && t > best {
				best = t
			}
		}
		return best
	}
	for i := range f.Lines {
		if f.Lines[i].HasTime && f.Lines[i].Time >= c.onset.At-2*c.onset.Slack {
			return f.Lines[i].Time
		}
	}
	return f.From
}

// explains reports whether the candidate's class leads to the class of f.
func (c *court) explains(k *candidate, f *finding.Finding) bool {
	return k.class != nil && f.Class != nil && c.leads(k.class, f.Class)
}

// leads reports whether class a is known to lead to class b. A symptom leads to
// no cause, nothing leads to a change, and to another cause only what names it
// outright: the closure of "explains" is too wide for that.
func (c *court) leads(a, b *fault.Class) bool {
	if c.in.Catalog == nil || a.ID == b.ID || !c.in.Catalog.Explains(a, b) {
		return false
	}
	switch b.Role {
	case fault.RoleChange:
		return false
	case fault.RoleCause:
		return a.Role != fault.RoleSymptom && slices.Contains(a.Explains, b.ID)
	default:
		return true
	}
}

// related reports whether what f speaks of can be touched by the candidate: it
// is at the same place, on the same host, or f was said by or about a component
// that calls it, as far as the lines tell.
func (c *court) related(k *candidate, f *finding.Finding) bool {
	d, ok := f.Data.(*finding.ClassHit)
	if !ok {
		return true
	}
	if d.FarUnknown && (k.class == nil || k.class.Role != fault.RoleChange || k.place.Part == "") {
		return true // it may be any of those that the speaker calls
	}
	for _, p := range c.stands(k) {
		if samePlace(p, d.Place) {
			return true
		}
		for _, s := range d.Speakers {
			if samePlace(p, c.dir.Source(s)) {
				return true
			}
		}
		if p.Part == "" && c.dir.Connected(p, d.Place) || c.calls(d.Place, p) {
			return true
		}
	}
	if k.class != nil && strings.Contains(k.class.ID, "clock") {
		return slices.ContainsFunc(d.Speakers, func(s int) bool { return sameHost(c.dir.Source(s), k.place) }) || sameHost(d.Place, k.place) // else another clock than those of who fails and who judges
	}
	if k.class != nil && k.class.Layer == "dns" && otherName(k.place, d.Place) {
		return false // another name is not looked up
	}
	// A cause whose lines name no server that others call (a firewall, a name
	// server, a network path, the host itself) may touch everything.
	return k.class != nil && (k.class.Layer == "network" || k.class.Layer == "dns" || k.class.Layer == "os" || k.class.Layer == "container" || k.class.Depth >= 4)
}

// stands lists the places at which a candidate acts: its own, and, when its
// lines name only a part of something, the place of those who speak. An
// announced change of a component acts on that component alone.
func (c *court) stands(k *candidate) []finding.Place {
	out := []finding.Place{k.place}
	if k.place.Part == "" || k.class != nil && k.class.Role == fault.RoleChange && k.class.Layer == "process" {
		return out
	}
	for _, f := range k.own {
		if f.Source >= 0 {
			out = append(out, c.dir.Source(f.Source))
		}
	}
	return out
}

// calls reports whether a place is seen to call another one: a source on the
// first names the second as a target.
func (c *court) calls(from, to finding.Place) bool {
	for _, f := range c.byClass {
		d := f.Data.(*finding.ClassHit)
		if f.Class.Role == fault.RoleChange {
			continue // to announce a release of something is not to call it
		}
		for _, s := range d.Speakers {
			if samePlace(c.dir.Source(s), from) && samePlace(d.Place, to) {
				return true
			}
		}
	}
	return false
}

func samePlace(a, b finding.Place) bool {
	if a.Part != b.Part && a.Part != "" && b.Part != "" || (a.Part == "") != (b.Part == "") {
		return false
	}
	switch {
	case a.Host != "" && b.Host != "":
		return a.Host == b.Host && (a.Service == "" || b.Service == "" || a.Service == b.Service)
	case a.Addr != "" && b.Addr != "":
		return a.Addr == b.Addr
	default:
		return a.Service != "" && a.Service == b.Service
	}
}

// otherName reports whether two places are named by different host names.
func otherName(a, b finding.Place) bool {
	return hostName(a.Addr) && hostName(b.Addr) && !inZone(a.Addr, b.Addr) && !inZone(b.Addr, a.Addr)
}

// hostName tells "db.shop.local" from an address and from nothing.
func hostName(addr string) bool {
	_, err := netip.ParseAddr(addr)
	return err != nil && strings.Contains(addr, ".")
}

// inZone reports whether a name is a zone's own or lies in it.
func inZone(name, zone string) bool { return name == zone || strings.HasSuffix(name, "."+zone) }
