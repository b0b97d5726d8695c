package cause

import (
	"cmp"
	"math"
	"slices"

	"inquest/internal/evidence"
	"inquest/internal/fault"
	"inquest/internal/finding"
	"inquest/internal/formula"
	"inquest/internal/lazy"
)

// Inputs without runs: only services speak, and no job says what failed. Then
// the earliest cause event stands first: a process that stopped, a resource
// that is too small, a peer whose process or host is gone. Time-outs, slow
// loops and killed children follow from it and never stand first.

// onlyServices reports whether no run is logged that failed.
func (c *court) onlyServices() bool { return !c.onset.HasRuns }

// firstEffect is the time of the first symptom that follows from a candidate;
// part tells that some of these complaints are older, but fewer than half. ok is
// false when nothing is seen to follow.
func (c *court) firstEffect(k *candidate) (at int64, part, ok bool) {
	at = math.MaxInt64
	for _, f := range k.symptoms {
		t := c.firstSign(f)
		if t != 0 && t < k.from-c.onset.Slack && c.mostlyAfter(f, k.from) {
			if later := firstFrom(f.Lines, k.from-c.onset.Slack); later != 0 {
				t, part = later, true
			}
		}
		if t != 0 {
			at = min(at, t)
		}
	}
	return at, part, at != math.MaxInt64
}

// mostlyAfter reports whether more than half of a finding's records lie after a time.
func (c *court) mostlyAfter(f *finding.Finding, at int64) bool {
	var before, after int64
	for _, r := range f.Data.(*finding.ClassHit).Rows {
		b, a := formula.SplitAt(r, at, c.view.Width)
		before, after = before+b, after+a
	}
	return after > before
}

// firstFrom is the time of the first of the lines from a time on, 0 when there is none.
func firstFrom(lines []exemplar, at int64) int64 {
	for i := range lines {
		if lines[i].HasTime && lines[i].Time >= at {
			return lines[i].Time
		}
	}
	return 0
}

// orderOfServices judges the order in time where no run failed: a cause acts
// before the first complaint that it explains. Other complaints may be older.
func (c *court) orderOfServices(k *candidate) {
	at, part, ok := c.firstEffect(k)
	if !ok || k.from == 0 {
		k.unknown("order in time", weightOrder)
		return
	}
	held, p := 1.0, phraseOrderServices
	switch {
	case k.from > at+c.onset.Slack:
		held, p = 0, phraseOrderServicesNot
	case part:
		p = phraseOrderMost
	case k.from > at:
		p = phraseOrderServicesAbout
	case k.from == at:
		p = phraseOrderServicesSame
	}
	cite := k.lines()
	for _, f := range k.symptoms[:min(len(k.symptoms), maxRefs)] {
		cite = append(cite, f.Lines[:1]...)
	}
	slots := []finding.Slot{finding.InstantSlot("at", c.at(k.from, k.lines()...))}
	if k.from != at {
		slots = append(slots, finding.InstantSlot("first", c.at(at)))
	}
	cl, _ := c.say.Claim(p, refs(cite), slots...)
	k.part("order in time", weightOrder, held, cl)
}

// mechanismOfServices: what it leads to is seen at the same place or where that
// is called, or the complaint names it. Its own lines show no effect.
func (c *court) mechanismOfServices(k *candidate) float64 {
	symptom := k.class != nil && k.class.Role == fault.RoleSymptom && k.basis == byClass
	switch {
	case symptom:
		return 0.3
	case len(k.symptoms) > 0 || k.named != nil:
		return 1
	case k.class != nil && k.class.Role == fault.RoleChange:
		return 0.1
	case len(k.lines()) > 0 && severe(&k.lines()[0]):
		return 0.6
	default:
		return 0.4
	}
}

// leadEarliest puts the earliest cause event first: among those that something
// follows from, else among all.
func (c *court) leadEarliest(ks []*candidate) {
	if !c.onlyServices() {
		return
	}
	events := slices.DeleteFunc(slices.Clone(ks), func(k *candidate) bool { return !c.causeEvent(k) })
	if more := slices.DeleteFunc(slices.Clone(events), func(k *candidate) bool { return !felt(k) }); len(more) > 0 {
		events = more
	}
	if events = c.heavy(events); len(events) > 0 {
		first := slices.MinFunc(events, func(a, b *candidate) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.rank, a.rank)) })
		first.rank += bonusFirst
	}
}

// heavyShare: time decides among candidates that account for at least one part in
// heavyShare of what the one does that accounts for most.
const heavyShare = 3

// heavy leaves out candidates that account for next to none of the lines that tell of
// failure: what is first is not the cause of everything.
func (c *court) heavy(ks []*candidate) []*candidate {
	most := int64(0)
	for _, k := range ks {
		most = max(most, k.accounts())
	}
	return slices.DeleteFunc(slices.Clone(ks), func(k *candidate) bool { return k.accounts()*heavyShare < most })
}

// accounts counts the records from the onset on that show the candidate or what follows from it.
func (k *candidate) accounts() (n int64) {
	for _, f := range slices.Concat(k.own, k.symptoms) {
		switch d := f.Data.(type) {
		case *finding.ClassHit:
			n += d.After
		default:
			n += f.Count
		}
	}
	return n
}

// felt reports whether something follows from a candidate: a complaint that
// names it, or a class that its own class names outright. The closure of "explains"
// reaches too far where no run says what failed.
func felt(k *candidate) bool {
	return k.named != nil || k.class != nil && slices.ContainsFunc(k.symptoms, func(f *finding.Finding) bool {
		return f.Class.ID != "process.unhandled-exception" && slices.Contains(k.class.Explains, f.Class.ID)
	})
}

// causeEvent reports whether a candidate can stand first where no run failed: a
// cause, an announced stop, or a peer that is gone.
func (c *court) causeEvent(k *candidate) bool {
	if k.contra || k.from == 0 || k.score < minShown || k.basis == byGuess || k.basis == byNovelty || k.basis == byOrder || k.held["contrast"] < 0.5 && c.onset.Quiet {
		return false
	}
	if c.tooLate(k) {
		return false
	}
	return k.basis == byStructure || k.class != nil && k.class.Role == fault.RoleCause || c.announcesStop(k)
}

// tooLate reports whether a candidate acts after the complaints that it would explain
// have begun: it may follow from them, or be the end of the watch, but is no cause of them.
func (c *court) tooLate(k *candidate) bool {
	order, known := k.held["order in time"]
	return known && order < 0.5
}

// announcesStop reports whether a candidate is a line by which a process, or
// its supervisor, says that it ends: its class itself names refused connections as what
// follows.
func (c *court) announcesStop(k *candidate) bool {
	return k.basis == byClass && k.class.Role == fault.RoleChange && k.class.Layer != "network" && slices.Contains(k.class.Explains, "net.connection-refused")
}

// hostGone: a peer's heartbeats are missed and nothing refuses or resets the
// connections to it. A kernel that still runs would refuse them when only the
// process is gone; so the host, or the path to it, is.
func (c *court) hostGone() []*candidate {
	if !c.onlyServices() {
		return nil
	}
	var out []*candidate
	for _, f := range c.byClass {
		d := f.Data.(*finding.ClassHit)
		if d.Place.Host == "" && d.Place.Addr == "" || !c.missesBeats(f) || c.answers(d.Place) {
			continue
		}
		k := c.structure(f, "net.host-unreachable", d.Place, "the host of "+d.Place.String()+" is gone or cut off: its heartbeats are missed, and nothing refuses connections")
		k.from, k.cap, k.tail = c.firstSign(f), unreachedCap, hostGoneTail
		out = append(out, k)
	}
	return out
}

const hostGoneTail = " is on a host that is gone or cut off: heartbeats are missed, and nothing refuses connections"

// missedRE knows missed heartbeats; missedByRE says that it is a client that misses them.
var (
	missedRE   = lazy.Compile(`(?i)heartbeats? (were |was )?missed|missed (\w+ )?heartbeats?|heartbeat (has )?timed? ?out`)
	missedByRE = lazy.Compile(`(?i)(from|by|of) (the )?(client|consumer|worker|member)`)
)

func (c *court) missesBeats(f *finding.Finding) bool {
	return slices.ContainsFunc(f.Lines, func(e exemplar) bool { return missedRE.MatchString(e.Message) && !missedByRE.MatchString(e.Message) })
}

// answers reports whether the kernel of a place still answers: connections to
// it are refused or reset.
func (c *court) answers(p finding.Place) bool {
	return slices.ContainsFunc(c.byClass, func(f *finding.Finding) bool {
		return samePlace(f.Data.(*finding.ClassHit).Place, p) && (refuses(f) || shows(f, "net.connection-reset"))
	})
}

// citeNamed cites the line that names a process which itself is silent about
// its name.
func (k *candidate) citeNamed() []evidence.Ref {
	if k.named == nil {
		return nil
	}
	return []evidence.Ref{k.named.Ref}
}
