package cause

import (
	"slices"
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/fault"
	"inquest/internal/finding"
	"inquest/internal/profile"
	"inquest/internal/record"
)

// calm reports whether nothing failed in the end: runs are logged and none of
// them failed or was lost; or there are no runs and no errors of weight.
func (c *court) calm() bool {
	if len(c.bad) > 0 || c.onset.Aside > 0 || c.fellSilent() || c.leftTrying() {
		return false
	}
	if known, failed := c.buildsEnd(); known {
		return !failed
	}
	if c.in.Baseline != nil {
		return c.newErrors() < minNewErrors && !c.differs()
	}
	for _, r := range c.runs {
		if r.Run.State == profile.RunSucceeded {
			return true
		}
	}
	return !c.troubled()
}

// leftTrying reports whether runs had not ended well when the logs end, though they were
// tried again and again: nobody says that they failed, and they may never succeed.
func (c *court) leftTrying() bool {
	n, attempts := 0, 0
	for _, r := range c.runs {
		if r.Run.State == profile.RunOpen && r.Run.Retries > 0 {
			n++
			attempts += r.Run.Retries
		}
	}
	return n >= leastTrying && attempts >= 2*n
}

// leastTrying is how many runs must be left so: one or two are under way at any end.
const leastTrying = 3

// differs reports whether this run differs from the healthy one by more than
// two healthy runs do.
func (c *court) differs() bool {
	x := c.contrast()
	if x == nil {
		return false
	}
	f := c.flowFinding()
	return len(x.Errors) > 0 && goneShare(x) >= goneWithError && x.Missing >= goneFew || goneShare(x) >= goneAlone && x.Missing >= goneMany || failingMost(x) >= failingFrom ||
		f != nil && !c.dock.traced && f.Data.(*finding.Flow).Strongest() >= flowFrom
}

// newErrors counts the error templates that the healthy run lacks. One alone
// happens in healthy runs too.
func (c *court) newErrors() int {
	n := 0
	for i := range c.fs {
		if f := &c.fs[i]; f.Kind == finding.KindNew && len(f.Lines) > 0 && severe(&f.Lines[0]) {
			n++
		}
	}
	return n
}

// troubled reports whether an input without runs shows that something went
// wrong: a class of a cause or a symptom at error level, a cause at any level,
// or new errors against a baseline or a quiet part.
func (c *court) troubled() bool {
	for _, f := range c.byClass {
		if f.Class.Role == fault.RoleCause || f.Class.Role == fault.RoleSymptom && f.Data.(*finding.ClassHit).Failing > 0 {
			return true
		}
	}
	for i := range c.fs {
		if f := &c.fs[i]; f.Kind == finding.KindNew && len(f.Lines) > 0 && f.Lines[0].Level >= record.LevelError {
			return true
		}
	}
	return c.untimedErrors() || c.uncomparedErrors()
}

// uncomparedErrors reports whether there are records at error level and no quiet part
// that would show whether they are always there.
func (c *court) uncomparedErrors() bool {
	if c.onset.Known && c.onset.Quiet {
		return false
	}
	return slices.ContainsFunc(c.view.Sources, func(s profile.Source) bool {
		return s.Levels[record.LevelError]+s.Levels[record.LevelCritical] > 0
	})
}

// untimedErrors reports whether a source without any time holds records at
// error level. Nothing can say when they were written, so no quiet part clears
// them: the logs of builds are of this kind.
func (c *court) untimedErrors() bool {
	for i := range c.in.View.Sources {
		s := &c.in.View.Sources[i]
		if s.Timed == 0 && s.Levels[record.LevelError]+s.Levels[record.LevelCritical] > 0 {
			return true
		}
	}
	return false
}

// verdict fills the verdict, its sentence and its time.
func (c *court) verdict(r *Result, ks []*candidate) {
	r.From, r.To = c.onset.At, c.lastBad()
	if !c.onset.Known {
		r.From = 0
	}
	cite := c.citeVerdict()
	switch lead := leading(r.Hypotheses); {
	case c.calm():
		r.Verdict = NoIncident
		r.From, r.To = 0, 0
		if f := c.goodBuild(); f != nil && len(c.runs) == 0 && len(f.Claims) > 0 {
			r.Headline = f.Claims[0]
			break
		}
		if len(c.runs) == 0 {
			r.Headline, _ = c.say.Claim(phraseCalmNoRuns, cite)
			break
		}
		r.Headline, _ = c.say.Claim(phraseCalm, cite, finding.CountSlot("runs", c.runsOf("all")), finding.CountSlot("failed", c.runsOf("failed")))
	case lead != nil && lead.Outcome == Supported:
		r.Verdict = Incident
		r.Headline = c.headline(lead, ks[0], cite)
	default:
		r.Verdict = Open
		r.Headline = c.openHeadline(lead, ks, cite)
	}
}

// From which confidence the headline of an open verdict names the leading hypothesis,
// and from which it calls it the likeliest.
const (
	namedFrom  = 0.3
	likelyFrom = 0.7
)

// openHeadline says what is certain, and what the logs point to without proof.
func (c *court) openHeadline(lead *Hypothesis, ks []*candidate, cite []evidence.Ref) evidence.Claim {
	plain, named, slots := c.openPhrases()
	if lead == nil || lead.Outcome == Contradicted || lead.Confidence < namedFrom || ks[0].basis == byNovelty || ks[0].basis == byGuess || ks[0].fault == buildFailed {
		cl, _ := c.say.Claim(plain, cite, slots...)
		return cl
	}
	how := "Strongest lead"
	if lead.Confidence >= likelyFrom {
		how = "Most likely"
	}
	if len(lead.Evidence) > 0 {
		cite = append(refs(lead.Evidence[:1]), cite...)
	}
	head, tail, place := titleSlots(lead, ks[0])
	cl, _ := c.say.Claim(named, cite, append(slots, finding.WordSlot("how", how), head, tail, place)...)
	return cl
}

// openPhrases are the headline without and with a lead, and what both count.
func (c *court) openPhrases() (plain, named evidence.Phrase, slots []finding.Slot) {
	switch {
	case c.failures() > 0:
		slots = append(slots, finding.CountSlot("failed", c.failuresCount()))
		return c.unlessLost(phraseOpenFailed, phraseOpen), c.unlessLost(phraseOpenFailedLead, phraseOpenLead), slots
	case c.onset.Aside > 0:
		slots = append(slots, finding.CountSlot("failed", c.runsOf("failed")))
		return phraseOpenAside, phraseOpenAsideLead, slots
	case c.leftTrying():
		slots = append(slots, finding.CountSlot("open", c.runsOf("open")), finding.CountSlot("runs", c.runsOf("all")))
		return phraseOpenTrying, phraseOpenTryingLead, slots
	case !c.troubled():
		return phraseOpenSilent, phraseOpenSilentLead, nil // nothing but a silence made this an open verdict
	}
	return phraseOpenLines, phraseOpenLinesLead, nil
}

// unlessLost picks the plain phrase when every bad run ended: "never ended" is
// said only of runs that never did.
func (c *court) unlessLost(plain, lost evidence.Phrase) evidence.Phrase {
	for _, r := range c.bad {
		if r.Run.State == profile.RunLost {
			return lost
		}
	}
	return plain
}

func leading(hs []Hypothesis) *Hypothesis {
	if len(hs) == 0 {
		return nil
	}
	return &hs[0]
}

func (c *court) headline(h *Hypothesis, k *candidate, cite []evidence.Ref) evidence.Claim {
	if len(h.Evidence) > 0 {
		cite = append(refs(h.Evidence), cite...)
	}
	head, tail, place := titleSlots(h, k)
	if k.fault == buildFailed {
		if cl, ok := c.say.Claim(phraseBuildFailed, cite, finding.NameSlot("line", clip(k.own[0].Data.(*finding.Build).Lines[0].Text, 240))); ok {
			return cl
		}
	}
	if c.failures() == 0 {
		if c.onset.Aside > 0 {
			cl, _ := c.say.Claim(phraseTroubleAside, cite, finding.CountSlot("failed", c.runsOf("failed")), head, tail, place)
			return cl
		}
		cl, _ := c.say.Claim(phraseTrouble, cite, head, tail, place)
		return cl
	}
	cl, _ := c.say.Claim(c.unlessLost(phraseIncidentFailed, phraseIncident), cite, finding.CountSlot("failed", c.failuresCount()), head, tail, place)
	return cl
}

// titleSlots are the hypothesis's title as slots: the words before its place, those
// behind it, and the place.
func titleSlots(h *Hypothesis, k *candidate) (head, tail, place finding.Slot) {
	switch {
	case k.tail != "":
		return finding.WordSlot("head", ""), finding.WordSlot("tail", k.tail), finding.NameSlot("place", h.Component)
	case h.Class != nil && h.Class.ID == h.Fault:
		head, tail, at := finding.TitleAround(h.Class)
		return head, tail, at(h.Component)
	}
	words := strings.NewReplacer(".", " ", "-", " ").Replace(h.Fault) + ": "
	return finding.WordSlot("head", words), finding.WordSlot("tail", ""), finding.NameSlot("place", h.Component)
}

// citeVerdict cites the first failed runs, and the coverage of the sources that
// were searched.
func (c *court) citeVerdict() []evidence.Ref {
	var out []evidence.Ref
	for _, r := range c.bad {
		if l := r.Line(); l != nil && len(out) < 5 {
			out = append(out, l.Exemplar().Ref)
		}
	}
	for i := range c.view.Sources {
		if len(out) < 40 {
			out = append(out, c.view.Sources[i].Coverage)
		}
	}
	return out
}

func (c *court) lastBad() int64 {
	last := int64(0)
	for _, r := range c.bad {
		if t, ok := r.Until(); ok {
			last = max(last, t)
		}
	}
	if last == 0 && c.onset.Known {
		last = c.onset.To
	}
	return last
}
