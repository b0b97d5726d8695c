package cause

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"inquest/internal/fault"
	"inquest/internal/finding"
	"inquest/internal/profile"
)

var errNoView = errors.New("no profile to judge: read the input first")

func rank(in finding.Input, fs []finding.Finding) (*Result, error) {
	if in.View == nil {
		return nil, errNoView
	}
	c := newCourt(in, fs)
	ks := c.candidates()
	c.nameStops(ks)
	for _, k := range ks {
		c.weigh(k)
	}
	c.leadEarliest(ks)
	c.readBuilds(ks)
	c.wordsBehind(ks)
	for _, k := range ks {
		if k.basis != byOrder && c.rivals(k, ks) >= manyRivals {
			k.contested, k.score, k.rank = true, min(k.score, contestedCap), min(k.rank, contestedCap)
		}
	}
	ks = c.order(ks)
	r := &Result{Hypotheses: c.hypotheses(ks)}
	c.verdict(r, ks)
	c.ruledOut(r, ks)
	c.conflicts(r)
	c.suspects(r, ks)
	c.keyLines(r, ks)
	c.impact(r)
	c.story(r, ks)
	return r, c.say.Err()
}

// wordsBehind puts what failed runs say in words of no class behind causes and changes
// that the catalogue knows, where these have some weight of their own.
func (c *court) wordsBehind(ks []*candidate) {
	best := -1.0
	for _, k := range ks {
		if (k.basis == byStructure || k.basis == byClass && (k.class.Role != fault.RoleSymptom || k.class.Depth >= deepSymptom)) && k.score >= knownFrom {
			best = max(best, k.rank)
		}
	}
	for _, k := range ks {
		if k.fault == reasonGiven && best >= 0 {
			k.rank = min(k.rank, best-0.001)
		}
	}
}

// order puts root before symptom: a candidate that another, well supported one
// explains stands behind it. Otherwise the rank decides, then time, then name.
func (c *court) order(ks []*candidate) []*candidate {
	slices.SortStableFunc(ks, func(a, b *candidate) int {
		return cmp.Or(cmp.Compare(b.rank, a.rank), cmp.Compare(a.from, b.from), cmp.Compare(a.fault, b.fault), cmp.Compare(a.place.String(), b.place.String()))
	})
	for _, b := range ks {
		for _, a := range ks {
			if a != b && b.behind == nil && c.standsBefore(a, b) {
				b.behind = a
			}
		}
	}
	for _, k := range ks {
		k.rank = c.settle(k, 0)
	}
	slices.SortStableFunc(ks, func(a, b *candidate) int { return cmp.Compare(b.rank, a.rank) })
	return c.distinct(c.provenFirst(ks))
}

// provenFirst moves the first candidate that the evidence supports to the front, when what
// stands before it is not: a report that says "the logs do not tell" above a cause that
// they show is wrong.
func (c *court) provenFirst(ks []*candidate) []*candidate {
	i := slices.IndexFunc(ks, func(k *candidate) bool { return c.provenCause(k) })
	if i <= 0 || c.calm() || ks[0].basis == byOrder || c.supportable(ks[0]) {
		return ks
	}
	return slices.Concat(ks[i:i+1], ks[:i], ks[i+1:])
}

// provenCause reports whether a candidate is a supported cause; an announced change is
// one only as far as it leads by itself.
func (c *court) provenCause(k *candidate) bool {
	return k.basis != byOrder && (k.class == nil || k.class.Role != fault.RoleChange) && c.supportable(k) && !c.tooLate(k) && !k.contra
}

// settle lowers the rank of a candidate to just under that of what explains it.
func (c *court) settle(k *candidate, deep int) float64 {
	if k.behind == nil || deep > 8 {
		return k.rank
	}
	return min(k.rank, c.settle(k.behind, deep+1)-0.001)
}

// standsBefore reports whether a is a deeper cause of b: it is known to lead to
// b, it is strong enough by itself, it was there first as far as clocks can
// tell, and it touches b.
func (c *court) standsBefore(a, b *candidate) bool {
	if a.score < explainedFrom || a.basis == byGuess || a.contra || a.class == nil || b.class == nil {
		return false
	}
	if a.class.ID == b.class.ID {
		return a.basis == byStructure && b.basis == byClass && samePlace(a.place, b.place)
	}
	if b.basis == byStructure && b.class.ID == "process.stopped" && c.announces(a, b) {
		return true
	}
	if a.class.Role == fault.RoleCause && b.class.Role == fault.RoleChange {
		return c.triggers(b, a)
	}
	if ended, known := a.held["reversal"]; known && ended < 0.5 && b.held["reversal"] >= 0.5 {
		return false // it was over while the failures went on
	}
	if c.over(a) && b.held["contrast"] >= 0.5 {
		return false // what was said again and again before, and no more since, is no deeper cause of what is new
	}
	if a.class.Role == fault.RoleChange && c.supportable(b) && !c.supportable(a) {
		return false // what is proven is said first, what may have set it off behind it
	}
	if !c.leads(a.class, b.class) || c.triggers(a, b) || c.onset.Known && a.from > b.from+c.onset.Slack {
		return false
	}
	return c.touchesAny(a, b)
}

// over reports whether the lines of a candidate came several times while runs went well,
// and not once from the first bad sign on.
func (c *court) over(k *candidate) bool {
	if !c.onset.Known || k.to == 0 || k.to >= c.onset.At || endsProcess(k) || k.class.Role != fault.RoleCause {
		return false
	}
	first := k.to
	var lines int64
	for _, f := range k.own {
		lines += f.Count
		if f.From != 0 {
			first = min(first, f.From)
		}
	}
	return lines >= leastOver && c.wentWell(first, k.to) >= leastOver
}

// leastOver is how many lines tell that something came again and again, and how many runs
// that it did no harm.
const leastOver = 3

// wentWell counts the runs that ended well between two instants.
func (c *court) wentWell(from, to int64) (n int64) {
	for _, r := range c.runs {
		if r.Run.State == profile.RunSucceeded && r.Run.End.HasTime && r.Run.End.Time > from && r.Run.End.Time <= to {
			n++
		}
	}
	return n
}

func (c *court) touchesAny(a, b *candidate) bool {
	return slices.ContainsFunc(b.own, func(f *finding.Finding) bool { return c.related(a, f) })
}

// triggers reports whether a change only set off a cause that is known by
// itself: work or settings that used up a resource. The cause then stands first
// and the change is its trigger. A change of the cause's own kind (a rule set
// and its drops, a release and what it lacks) stands before it.
func (c *court) triggers(change, cause *candidate) bool {
	return change.class.Role == fault.RoleChange && cause.class.Role == fault.RoleCause && cause.score >= explainedFrom &&
		slices.Contains(change.class.Explains, cause.class.ID) && change.depth() <= cause.depth() && kind(change.class) != kind(cause.class) && c.touchesAny(change, cause)
}

// kind is the first part of a class's id.
func kind(x *fault.Class) string {
	k, _, _ := strings.Cut(x.ID, ".")
	return k
}

// announces reports whether a is a line by which the process itself, or its
// supervisor, says that it ends, at the place where b only infers it.
func (c *court) announces(a, b *candidate) bool {
	refused := c.class("net.connection-refused")
	return a.basis == byClass && a.class.Role != fault.RoleSymptom && refused != nil && c.leads(a.class, refused) && samePlace(a.place, b.place) &&
		(a.from <= b.from+c.onset.Slack || c.onlyServices() && a.held["order in time"] >= 0.5)
}

// explainedAlready reports whether a hypothesis of a known kind accounts for
// most of the failures: new errors of unknown kinds are then no hypothesis.
func (c *court) explainedAlready(ks []*candidate) bool {
	return slices.ContainsFunc(ks, func(k *candidate) bool {
		return k.basis != byNovelty && k.basis != byGuess && (k.coverage >= 0.5 || c.failures() == 0 && k.score >= 0.3)
	})
}

// supervisors speak of the services of their host.
var supervisors = map[string]bool{"systemd": true, "kernel": true, "init": true, "dockerd": true, "containerd": true, "kubelet": true, "supervisord": true, "monit": true}

// saysTheSame reports whether k adds nothing to o: the same fault at the same
// place, or a stop that is inferred where o is its announcement.
func (c *court) saysTheSame(o, k *candidate) bool {
	switch {
	case k.basis == byGuess || o.basis == byGuess:
		return o.basis == k.basis && o.fault == k.fault && o.place.Key() == k.place.Key() && o.contra == k.contra
	case o.fault == k.fault:
		if sameHost(o.place, k.place) && (supervisors[o.place.Service] || supervisors[k.place.Service]) {
			return true // the supervisor of the host speaks of the same
		}
		return o.place.Key() == k.place.Key() || o.basis != k.basis && (sameHost(o.place, k.place) || o.place.Addr != "" && o.place.Addr == k.place.Addr)
	default:
		return k.basis == byStructure && k.fault == "process.stopped" && c.announces(o, k)
	}
}

// idle reports whether nothing but its being new speaks for the routine of a package manager:
// nothing is known to follow from it, no failed run tells of it, and it is not in time.
func (c *court) idle(k *candidate) bool {
	return k.basis == byClass && k.class.ID == "deploy.package-upgraded" && c.failures() > 0 && k.coverage == 0 && k.held["mechanism"] < 0.5 && k.held["order in time"] < 0.5
}

// distinct drops candidates that say the same of the same place as one before
// them, and those too weak to be listed.
func (c *court) distinct(ks []*candidate) []*candidate {
	var out []*candidate
	for _, k := range ks {
		weak := k.score < minShown && k.basis != byGuess || c.idle(k) || k.basis == byNovelty && c.explainedAlready(ks)
		i := slices.IndexFunc(out, func(o *candidate) bool { return c.saysTheSame(o, k) })
		switch {
		case i >= 0:
			out[i].own = append(out[i].own, k.own...)
		case !weak && len(k.lines()) > 0:
			out = append(out, k)
		}
	}
	if len(out) == 0 || out[0].score < minShown {
		out = append(c.noReason(), out...)
	}
	return out[:min(len(out), maxHypotheses)]
}
