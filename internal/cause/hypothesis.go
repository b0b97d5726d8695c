package cause

import (
	"inquest/internal/evidence"
	"inquest/internal/fault"
	"inquest/internal/finding"
)

// hypotheses writes the candidates up, ranked.
func (c *court) hypotheses(ks []*candidate) []Hypothesis {
	calm := c.calm()
	out := make([]Hypothesis, 0, len(ks))
	for i, k := range ks {
		if calm {
			k.score = min(k.score, calmCap)
		}
		h := Hypothesis{Rank: i + 1, Fault: clip(k.fault, 60), Class: k.class, Component: clip(k.place.String(), 120), Host: k.place.Host, Title: k.title, Quoted: k.quoted,
			Confidence: evidence.Round(k.score), Parts: k.parts, From: k.from, To: k.to, Evidence: c.evidenceOf(k)}
		if h.Component == "" {
			h.Component = "unknown component"
		}
		h.Outcome = c.outcome(k, calm)
		h.Captures = k.captures()
		h.Proof = c.proofOf(k)
		for _, f := range k.symptoms {
			h.Chain = append(h.Chain, f.Class.ID)
		}
		c.arguments(&h, k)
		if !calm { // nothing is to be decided where nothing failed in the end
			c.decide(&h, k)
		}
		out = append(out, h)
	}
	return out
}

// arguments sorts the parts into for and against, after what the findings
// themselves say.
func (c *court) arguments(h *Hypothesis, k *candidate) {
	for _, f := range k.own {
		for i, cl := range f.Claims {
			if i < 3 && !(k.contra && i > 0) {
				h.For = append(h.For, cl)
			}
			if k.contra && i > 0 {
				h.Against = append(h.Against, cl)
			}
		}
	}
	for _, p := range k.parts {
		switch {
		case !p.Known || p.Claim.IsZero():
		case p.Holds:
			h.For = append(h.For, p.Claim)
		default:
			h.Against = append(h.Against, p.Claim)
		}
	}
	for _, f := range k.own {
		c.against(h, f)
	}
	h.Missing = append(h.Missing, c.missing(k)...)
}

// against adds that a hypothesis' source shares no time with the failures.
func (c *court) against(h *Hypothesis, f *finding.Finding) {
	if f.Source < 0 || c.inTime[f.Source] {
		return
	}
	for i := range c.fs {
		g := &c.fs[i]
		d, ok := g.Data.(*finding.TimeGap)
		if ok && g.Kind == finding.KindTimeGap && (d.Earlier == f.Source && c.complain[d.Later] || d.Later == f.Source && c.complain[d.Earlier]) {
			h.Against = append(h.Against, g.Claims...)
		}
	}
}

// outcome judges a candidate by its confidence and by how many independent
// kinds of evidence hold.
func (c *court) outcome(k *candidate, calm bool) Outcome {
	if k.contra {
		return Contradicted
	}
	if calm || c.tooLate(k) || !c.supportable(k) {
		return Undetermined
	}
	return Supported
}

// supportable reports whether the evidence for a candidate is enough to call it supported.
func (c *court) supportable(k *candidate) bool {
	return !k.contested && !k.hearsay() && k.score >= supportedFrom && k.kinds() >= supportedKinds && !c.coversTooLittle(k)
}

// coversTooLittle reports whether too many failures stay unexplained for a
// supported cause. Where no quiet part shows that it is new, error lines must account
// for nearly all of them: that all runs called its place is no sign then, nor is that
// a change was announced early. A share that a mixture of unrelated failures may give by
// chance is none either.
func (c *court) coversTooLittle(k *candidate) bool {
	if c.failures() == 0 {
		return false
	}
	if _, known := k.held["contrast"]; !known && (k.shown < supportedAlone || k.class != nil && k.class.Role == fault.RoleChange) {
		return true
	}
	return k.coverage < supportedCoverage || c.byChance(k)
}

// kinds counts independent kinds of evidence that hold: time and contrast are
// one kind, what lines say of the mechanism is one, a second source is one, an
// announced change or a reversal is one.
func (k *candidate) kinds() int {
	n := 0
	if k.held["order in time"] >= 0.5 && k.held["contrast"] >= 0.5 {
		n++
	}
	if k.held["coverage"] >= supportedCoverage && k.held["mechanism"] >= 0.5 {
		n++
	}
	if k.held["independence"] >= 0.5 {
		n++
	}
	if k.held["trigger"] >= 0.5 || k.held["reversal"] >= 0.5 {
		n++
	}
	return n
}

// captures are what the lines of the candidate's own class name.
func (k *candidate) captures() finding.Captures {
	var out finding.Captures
	for _, f := range k.own {
		switch d := f.Data.(type) {
		case *finding.ClassHit:
			if f.Class == k.class {
				out = out.Merge(d.Captures)
			}
		case *finding.Answer:
			out = out.Merge(finding.Captures{"record": {Value: d.Name}})
		}
	}
	return out
}
