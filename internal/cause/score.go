package cause

import (
	"slices"
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/fault"
	"inquest/internal/finding"
	"inquest/internal/profile"
)

// weigh fills the parts of a candidate and its confidence: the weighted share
// of the parts that hold among those that these logs can tell.
func (c *court) weigh(k *candidate) {
	if k.basis == byOrder { // weighed where it was made
		k.score = min(k.score, k.cap)
		k.rank = k.score + bonusOrder
		if k.score >= supportedFrom && k.kinds() >= supportedKinds {
			k.rank = k.score + bonusOrderSure
		}
		return
	}
	k.held = map[string]float64{}
	if k.basis == byNovelty && k.fault == sharedEvent {
		c.weighShared(k)
		return
	}
	c.gather(k)
	c.placeCredentials(k)
	c.partOrder(k)
	c.partCoverage(k)
	c.partContrast(k)
	c.partMechanism(k)
	c.partDepth(k)
	c.partIndependence(k)
	c.partTrigger(k)
	c.partReversal(k)
	var sum, all float64
	for _, p := range k.parts {
		if p.Known {
			all += p.Weight
			sum += p.Weight * k.held[p.Name]
		}
	}
	if all > 0 {
		k.score = min(sum/all, k.cap)
	}
	if c.tooLate(k) {
		k.score = min(k.score, lateCap)
	}
	if c.onlyServices() {
		k.score = min(k.score, servicesCap)
	}
	if c.coversTooLittle(k) {
		k.score = min(k.score, partialCap)
	}
	if k.hearsay() {
		k.score = min(k.score, hearsayCap)
	}
	if k.coverage < supportedCoverage && c.backBefore(k) {
		k.score = min(k.score, backCap)
	}
	if k.contra {
		k.score = min(k.score, contradictedCap)
	}
	if !c.timely(k) {
		k.score = min(k.score, gatedCap)
	}
	k.rank = k.score + c.bonus(k)
}

// gather finds what follows from a candidate and what stands before it.
func (c *court) gather(k *candidate) {
	for _, f := range c.byClass {
		if c.isOwn(k, f) || slices.Contains(k.symptoms, f) || f.Class.Role == fault.RoleChange || finding.OnlySaysFailed(f.Class) || !c.explains(k, f) || !c.related(k, f) {
			continue
		}
		if c.onset.Known && f.To != 0 && k.from > f.To+c.onset.Slack {
			continue
		}
		k.symptoms = append(k.symptoms, f)
	}
	for i := range c.fs {
		f := &c.fs[i]
		d, ok := f.Data.(*finding.Change)
		if !ok || f.Source >= 0 && !c.inTime[f.Source] || d.Ahead < -c.onset.Slack {
			continue
		}
		if c.touches(k, f) && !k.says(&f.Lines[0]) {
			k.triggers = append(k.triggers, f)
		}
	}
}

// says reports whether a line is one of the candidate's own.
func (k *candidate) says(e *exemplar) bool {
	return slices.ContainsFunc(k.own, func(f *finding.Finding) bool {
		return slices.ContainsFunc(f.Lines, func(o exemplar) bool { return o.Source == e.Source && o.Offset == e.Offset })
	})
}

func (c *court) isOwn(k *candidate, f *finding.Finding) bool {
	for _, o := range k.own {
		if o == f {
			return true
		}
	}
	return false
}

// touches reports whether a change was announced where the candidate acts or
// where runs failed.
func (c *court) touches(k *candidate, f *finding.Finding) bool {
	p := c.dir.Source(f.Source)
	if d, ok := f.Data.(*finding.Change); ok && d.Tool && samePlace(d.Place, k.place) {
		return true
	}
	if samePlace(p, k.place) || c.complain[f.Source] {
		return true
	}
	if d, ok := f.Data.(*finding.Change); ok && d.Begins && c.complainsOn(p.Host) {
		return true // work that begins takes from those beside it
	}
	for _, o := range k.own {
		if o.Source == f.Source {
			return true
		}
	}
	return false
}

// complainsOn reports whether runs fail on a host.
func (c *court) complainsOn(host string) bool {
	for s := range c.complain {
		if host != "" && c.dir.Source(s).Host == host {
			return true
		}
	}
	return false
}

// part adds a part that the logs can tell of.
func (k *candidate) part(name string, weight, held float64, claim evidence.Claim) {
	k.held[name] = held
	k.parts = append(k.parts, Part{Name: name, Holds: held >= 0.5, Known: !claim.IsZero(), Weight: weight, Claim: claim})
}

// unknown adds a part that these logs cannot tell of.
func (k *candidate) unknown(name string, weight float64) {
	k.parts = append(k.parts, Part{Name: name, Weight: weight})
}

// partOrder: causes act before the first failure. Near it is better: an
// announced change hours before explains less.
func (c *court) partOrder(k *candidate) {
	if c.onlyServices() {
		c.orderOfServices(k)
		return
	}
	if !c.onset.Known || k.from == 0 {
		k.unknown("order in time", weightOrder)
		return
	}
	if lost := c.lostBy(k); len(lost) > 0 {
		c.partOrderOfLost(k, lost)
		return
	}
	held := 0.0
	switch limit := c.onset.FirstBad + c.onset.Slack; {
	case k.from <= c.onset.At+c.onset.Slack/2:
		ahead := float64(c.onset.At - k.from)
		held = 1
		if span := float64(c.onset.To-c.onset.From) / horizonShare; ahead > float64(c.onset.Slack) && span > 0 && !c.lasts(k) {
			held = max(0, 1-ahead/span)
		}
	case k.from <= limit:
		held = 0.7
	case c.onset.To > limit:
		held = 0.2 * max(0, 1-float64(k.from-limit)/float64(c.onset.To-limit))
	}
	p := phraseOrderHolds
	at := finding.InstantSlot("at", c.at(k.from, k.lines()...))
	first := finding.InstantSlot("first", c.firstFailure())
	switch {
	case held < 0.5:
		p = phraseOrderFails
	case k.from > c.onset.FirstBad:
		p = phraseOrderAbout
	case k.from == c.onset.FirstBad:
		cl, _ := c.say.Claim(phraseOrderSame, refs(k.lines()), at)
		k.part("order in time", weightOrder, held, cl)
		return
	}
	cl, _ := c.say.Claim(p, refs(k.lines()), at, first)
	k.part("order in time", weightOrder, held, cl)
}

// timely is false when the candidate acts only after the failures, or all its
// sources lie at another time.
func (c *court) timely(k *candidate) bool {
	if !c.onset.Known || !c.onset.HasRuns || k.from == 0 {
		return true
	}
	return k.held["order in time"] > 0.05
}

// partCoverage: which share of the failed runs has an error line that is the
// candidate's own or a symptom of it.
func (c *court) partCoverage(k *candidate) {
	n := c.failures()
	if n == 0 {
		k.unknown("coverage", weightCoverage)
		return
	}
	lines := min(n, c.explained(k)+int64(len(c.lostBy(k))))
	k.shown = min(1, float64(lines)/float64(n))
	k.coverage = k.shown
	if k.coverage < 1 {
		k.coverage = max(k.coverage, c.targetShare(k)*0.7)
	}
	cl, _ := c.say.Claim(phraseCoverage, refsWith(k.lines(), c.complaints(k, maxRefs)), finding.CountSlot("lines", lit(lines)), finding.CountSlot("failed", c.failuresCount()))
	k.part("coverage", weightCoverage, k.coverage, cl)
}

// explained counts the failures that the candidate accounts for: error lines of
// its class or of its symptoms in the sources in which runs failed or that are the log of
// a failed run alone, runs that give it as their reason, and lost runs of a source that
// fell silent.
func (c *court) explained(k *candidate) int64 {
	var lost int64
	by, ran := map[int]int64{}, map[*profile.Run]bool{}
	for _, f := range append(append([]*finding.Finding{}, k.own...), k.symptoms...) {
		switch d := f.Data.(type) {
		case *finding.ClassHit:
			for _, s := range d.Speakers {
				by[s] += d.Failures[s]
			}
			c.ranIn(ran, d.Failures)
		case *finding.Silence:
			lost += int64(d.Lost)
		case *finding.Reason:
			for _, r := range c.bad {
				if d.Gives(r) {
					ran[r.Run] = true
				}
			}
		case *finding.Template: // new errors of no known class, where runs fail
			if len(f.Lines) > 0 && severe(&f.Lines[0]) {
				by[f.Source] += d.After
			}
		}
	}
	rest, one := c.badAfter(k.from-c.onset.Slack, ran)
	for s, n := range rest {
		lost += min(n, by[s])
	}
	return min(lost+one, c.failures())
}

// ranIn marks the failed runs whose own logs hold lines of a class.
func (c *court) ranIn(ran map[*profile.Run]bool, lines map[int]int64) {
	for _, r := range c.bad { // of many thousands, most have no logs of their own
		if own := c.own.Of(r); len(own) > 0 && slices.ContainsFunc(own, func(s int) bool { return lines[s] > 0 }) {
			ran[r.Run] = true
		}
	}
}

// badAfter counts the bad runs that ended at or after a time, no cause explains a failure
// before it: those that are marked, and the others by their source.
func (c *court) badAfter(at int64, marked map[*profile.Run]bool) (rest map[int]int64, one int64) {
	rest = map[int]int64{}
	for _, r := range c.bad {
		s := r.Source()
		switch t, ok := r.Until(); {
		case ok && t < at:
		case marked[r.Run]:
			one++
		case s >= 0:
			rest[s]++
		}
	}
	return rest, one
}

// targetShare is the share of the failed runs whose last step went to the
// candidate's place.
func (c *court) targetShare(k *candidate) float64 {
	n := 0
	for _, r := range c.bad {
		if t := r.Run.LastTarget; t != "" && samePlace(c.dir.Resolve(t), k.place) {
			n++
		}
	}
	if len(c.bad) == 0 {
		return 0
	}
	return float64(n) / float64(len(c.bad))
}

// partContrast: a cause is new against the quiet part or the baseline.
func (c *court) partContrast(k *candidate) {
	known, held := false, 1.0
	for _, f := range k.own {
		switch d := f.Data.(type) {
		case *finding.ClassHit:
			if !c.onset.Known || !c.onset.Quiet {
				continue
			}
			if c.precedes(f) || f.From == 0 {
				continue // at the end of the quiet part, or without any time: that tells nothing
			}
			known = true
			if d.Before > 0 && f.Class.Role != fault.RoleChange && f.From < c.onset.At-c.onset.Slack {
				held = min(held, 1/(1+float64(d.Before)))
			}
		case *finding.Silence, *finding.Shift, *finding.Loss, *finding.Answer:
			known = known || c.onset.Quiet
		}
	}
	if !known {
		k.unknown("contrast", weightContrast)
		return
	}
	p := phraseContrastHolds
	if held < 0.5 {
		p = phraseContrastFails
	}
	cite := refs(k.lines())
	for i := range c.view.Sources {
		if c.inTime[i] && c.showsIn(k, i) {
			cite = append(cite, c.view.Sources[i].Coverage)
		}
	}
	cl, _ := c.say.Claim(p, cite, finding.InstantSlot("onset", c.at(c.onset.At)))
	k.part("contrast", weightContrast, held, cl)
}

func (c *court) showsIn(k *candidate, source int) bool {
	return slices.ContainsFunc(k.own, func(f *finding.Finding) bool {
		return slices.ContainsFunc(f.Lines, func(e exemplar) bool { return e.Source == source })
	})
}

// partMechanism: the candidate is known to lead to what the failed runs
// complain of, or the complaint itself names it.
func (c *court) partMechanism(k *candidate) {
	lines := c.complaints(k, maxRefs)
	held := 0.0
	switch {
	case c.onlyServices():
		held = c.mechanismOfServices(k)
	case k.class != nil && k.class.Role == fault.RoleSymptom && k.basis == byClass:
		held = 0.3
	case k.class != nil && k.class.Role == fault.RoleChange && len(k.symptoms) == 0:
		held = 0.1 // an announced change that nothing is known to follow from
	case len(k.symptoms) > 0 && len(lines) > 0:
		held = 1
	case len(lines) > 0:
		held = 0.9
	case k.basis == byStructure && len(k.symptoms) > 0:
		held = 0.8
	case k.basis == byStructure && c.hasLost(k), len(c.lostBy(k)) > 0:
		held = 1
	}
	p := c.mechanismPhrase(k, held)
	cite := refsWith(nil, lines)
	if len(lines) == 0 {
		cite = refs(k.lines())
	}
	cl, _ := c.say.Claim(p, append(k.citeNamed(), cite...))
	k.part("mechanism", weightMechanism, held, cl)
}

// mechanismPhrase words the mechanism: runs complain only where some failed, and a
// symptom is called one.
func (c *court) mechanismPhrase(k *candidate, held float64) evidence.Phrase {
	symptom := k.class != nil && k.class.Role == fault.RoleSymptom && k.basis == byClass
	switch services := c.onlyServices(); {
	case held < 0.5 && symptom:
		return phraseMechanismSymptom
	case services && held < 0.5:
		return phraseMechanismServicesNot
	case services && len(k.symptoms) == 0 && k.named == nil:
		return phraseMechanismServicesOwn
	case services:
		return phraseMechanismServices
	case held < 0.5:
		return phraseMechanismFails
	}
	return phraseMechanismHolds
}

func (c *court) hasLost(k *candidate) bool {
	for _, f := range k.structs {
		if d, ok := f.Data.(*finding.Silence); ok && d.Lost > 0 {
			return true
		}
	}
	return false
}

func (c *court) partDepth(k *candidate) {
	depth := k.depth()
	held := float64(depth) / 4
	cl, _ := c.say.Claim(phraseDepth, refs(k.lines()), finding.CountSlot("depth", lit(int64(depth))))
	k.part("depth", weightDepth, held, cl)
}

func (k *candidate) depth() int {
	switch {
	case k.class != nil:
		return min(max(k.class.Depth, 0), 4)
	case strings.HasPrefix(k.fault, "net."):
		return 4
	default:
		return 2
	}
}

// partIndependence: a second source shows the candidate, or what follows from
// it; best one that speaks for the candidate's own place.
func (c *court) partIndependence(k *candidate) {
	n, sum := c.speakers(k)
	if len(c.view.Sources) < 2 {
		k.unknown("independence", weightIndependence)
		return
	}
	held := 0.0
	if n > 1 {
		held = 1
	}
	p := phraseIndependent
	if held == 0 {
		p = phraseAlone
	}
	cl, _ := c.say.Claim(p, refsWith(k.lines(), c.complaints(k, maxRefs)), finding.CountSlot("sources", sum))
	k.part("independence", weightIndependence, held, cl)
}

func (c *court) partTrigger(k *candidate) {
	if len(k.triggers) == 0 {
		k.unknown("trigger", weightTrigger)
		return
	}
	t := k.nearestTrigger()
	cl, _ := c.say.Claim(phraseTrigger, refs(t.Lines), finding.NameSlot("line", t.Lines[0].Message))
	k.part("trigger", weightTrigger, 1, cl)
}

// nearestTrigger is the announced change nearest to the onset.
func (k *candidate) nearestTrigger() *finding.Finding {
	var best *finding.Finding
	for _, t := range k.triggers {
		if best == nil || t.Score > best.Score {
			best = t
		}
	}
	return best
}

// partReversal: the failures end when the candidate ends. It can be told only
// when runs went well again after the last failure.
func (c *court) partReversal(k *candidate) {
	last := int64(0)
	for _, r := range c.bad {
		if t, ok := r.Until(); ok {
			last = max(last, t)
		}
	}
	tail := c.onset.To - last
	if last == 0 || tail < (c.onset.To-c.onset.From)/10 || k.to == 0 || len(k.lines()) < 2 {
		k.unknown("reversal", weightReversal)
		return
	}
	d := last - k.to
	if d < 0 {
		d = -d
	}
	held := 0.0
	p := phraseReversalFails
	if d <= 3*c.onset.Slack {
		held, p = 1, phraseReversalHolds
	}
	cl, _ := c.say.Claim(p, refs(k.lines()), finding.InstantSlot("end", c.at(k.to, k.lines()...)), finding.InstantSlot("last", c.lastFailure(last)))
	k.part("reversal", weightReversal, held, cl)
}

func (c *court) bonus(k *candidate) float64 {
	b := bonusDepth * float64(k.depth())
	if k.class != nil {
		switch k.class.Role {
		case fault.RoleCause:
			b += bonusCause
		case fault.RoleChange:
			b += bonusChange * k.held["mechanism"]
		}
	}
	if c.onset.Known && k.from != 0 && k.from <= c.onset.At {
		b += bonusEarly
	}
	return b
}
