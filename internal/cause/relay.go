package cause

import (
	"slices"
	"strings"

	"inquest/internal/fault"
	"inquest/internal/finding"
)

// What is known of a far end only by those who call it.

// serverLayers are the layers whose faults a client's driver passes on in the
// server's own words.
var serverLayers = map[string]bool{"db": true, "cache": true, "broker": true}

// relayedFrom is the server whose operating system's error a client passes on:
// "could not extend file: No space left on device" is said by the database, and
// the disk is the database's. ok is false when the speaker means itself.
func (c *court) relayedFrom(f *finding.Finding) (finding.Place, bool) {
	d := f.Data.(*finding.ClassHit)
	if d.Named || d.Target.IsZero() || f.Class.Layer != "os" || samePlace(d.Target, d.Place) {
		return finding.Place{}, false
	}
	if !slices.ContainsFunc(d.Also, func(x *fault.Class) bool { return serverLayers[x.Layer] }) {
		return finding.Place{}, false
	}
	if slices.ContainsFunc(d.Speakers, func(s int) bool { return !c.complain[s] }) {
		return finding.Place{}, false
	}
	return d.Target, true
}

// namesNoReason are classes of answers that say that the far end failed, and
// not why: what made it fail stands in its own log.
var namesNoReason = map[string]bool{"http.upstream-error": true}

// hearsay reports whether a candidate is known only by what others say of a far
// end: relayed to them, by a far end that no line names, or without a reason.
func (k *candidate) hearsay() bool {
	if k.relayed || namesNoReason[k.fault] {
		return true
	}
	return k.basis == byClass && !ownCondition(k.class) && !slices.ContainsFunc(k.own, func(f *finding.Finding) bool {
		d, ok := f.Data.(*finding.ClassHit)
		return !ok || !d.FarUnknown
	})
}

// ownCondition reports whether an answer of a class speaks of the far end alone,
// in its own words: a rate limit, a full cache. Refused credentials may be wrong
// on either side.
func ownCondition(x *fault.Class) bool {
	return x.Role == fault.RoleCause && (serverLayers[x.Layer] || x.Layer == "http") && x.Owner != "security"
}

// turnsAway reports whether a component says in its own log, of itself, what follows
// from changed credentials: a store of secrets changes those of others, whom it does not call.
func (c *court) turnsAway(k *candidate, f *finding.Finding, d *finding.ClassHit) bool {
	return slices.Contains(k.class.Explains, f.Class.ID) && d.Before == 0 && !d.FarUnknown && len(d.Speakers) > 0 &&
		!slices.ContainsFunc(d.Speakers, func(s int) bool { return c.complain[s] || !samePlace(c.dir.Source(s), d.Place) })
}

// placeCredentials moves a change of credentials from the one who announces it
// (a vault, a rotation job) to the one component that then turns callers away.
func (c *court) placeCredentials(k *candidate) {
	if k.class == nil || k.class.Role != fault.RoleChange || !strings.HasSuffix(k.class.ID, ".credentials-changed") {
		return
	}
	var at finding.Place
	for _, f := range c.byClass {
		d := f.Data.(*finding.ClassHit)
		if !slices.Contains(k.symptoms, f) && !c.turnsAway(k, f, d) {
			continue
		}
		switch {
		case d.FarUnknown || d.Place.Host == "" && d.Place.Addr == "":
		case at.IsZero():
			at = d.Place
		case !samePlace(at, d.Place):
			return
		}
	}
	if at.IsZero() || samePlace(at, k.place) {
		return
	}
	k.title = clip(c.classTitle(k.class, at)+" (announced by "+k.place.String()+")", 200)
	k.place = at
}
