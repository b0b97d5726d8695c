package cause

import (
	"slices"

	"inquest/internal/evidence"
	"inquest/internal/finding"
)

// Candidates that rest on the order of lines: the log of a build that failed, a
// module on new stack traces, a service whose requests take other steps or
// longer ones than in the healthy run.

// buildFailed is the fault of a build whose tool says that it failed.
const buildFailed = "build.failed"

// ordered gathers them.
func (c *court) ordered() []*candidate {
	var out []*candidate
	for _, f := range c.failedBuilds() {
		if len(f.Data.(*finding.Build).Lines) > 0 {
			out = append(out, c.buildCandidate(f))
		}
	}
	if c.in.BaseTrail == nil {
		return out
	}
	d := c.dock
	if d.traced {
		out = append(out, c.tracedCandidates(d)...)
	} else if f := c.flowFinding(); f != nil {
		out = append(out, c.flowCandidates(d, f)...)
	}
	return out
}

func (c *court) flowFinding() *finding.Finding {
	for i := range c.fs {
		if c.fs[i].Kind == finding.KindFlow {
			return &c.fs[i]
		}
	}
	return nil
}

// buildCandidate: the tool's own words, and the line that tells best why.
func (c *court) buildCandidate(f *finding.Finding) *candidate {
	k := &candidate{basis: byOrder, fault: buildFailed, place: c.dir.Source(f.Source), from: f.From, to: f.To, own: []*finding.Finding{f}, cap: 1,
		title: "the build failed by its tool's own words; the cited lines tell why", held: map[string]float64{}}
	if k.place.IsZero() {
		k.place = finding.Place{Part: c.view.Sources[f.Source].Name}
	}
	b := f.Data.(*finding.Build)
	best := b.Lines[0].Score
	told := 0
	for i := range b.Lines {
		if !b.Lines[i].Wide {
			told++
		}
	}
	claim := func(i int) evidence.Claim {
		if i < len(f.Claims) {
			return f.Claims[i]
		}
		return evidence.Claim{}
	}
	k.part("the tool's own words", weightBuildEnd, 1, claim(0))
	k.part("a line that tells why", weightBuildTold, min(1, best/clearLine), claim(1))
	k.score = weightBuildEnd + weightBuildTold*min(1, best/clearLine)
	k.held["coverage"], k.held["mechanism"] = 1, min(1, best/clearLine)
	if told > 1 {
		k.score += weightBuildAgain
		k.held["independence"] = 1
	}
	if b.Fresh {
		k.score += weightBuildFresh
		k.held["contrast"], k.held["order in time"] = 1, 1
	}
	return k
}

// tracedCandidates: the module that new stack traces accuse most, and the next.
func (c *court) tracedCandidates(d *dock) []*candidate {
	list := ranked(d.modules, tracedShown+1)
	var out []*candidate
	for i, s := range list[:min(len(list), tracedShown)] {
		f := d.lead[s.Name]
		if f == nil {
			continue
		}
		t := f.Data.(*finding.Trace)
		service := serviceOf(s.Name)
		k := &candidate{basis: byOrder, fault: "process.code-defect", from: f.From, to: f.To, own: []*finding.Finding{f}, cap: 1, held: map[string]float64{},
			place: finding.Place{Service: service, Part: s.Name}}
		k.title = clip("a defect in "+s.Name+", by a stack trace that the healthy run lacks", 200)
		if !t.Defect {
			k.fault, k.title = "process.unhandled-exception", clip("an operation of "+s.Name+" failed, by a stack trace that the healthy run lacks", 200)
		}
		k.class = c.class(k.fault)
		c.weighTrace(k, t, i, list)
		out = append(out, k)
	}
	return out
}

// weighTrace: a trace that is new says that something broke there; that it is an
// error of the language, that more of the run is gone with it and that no
// other module is near it say that it is the cause.
func (c *court) weighTrace(k *candidate, t *finding.Trace, at int, list []Suspect) {
	k.part("contrast", weightTraceNew, 1, k.own[0].Claims[0])
	k.held["order in time"] = 1
	k.score = weightTraceNew
	if t.Defect && !t.Relay {
		k.score += weightTraceDefect
		k.held["mechanism"] = 1
	}
	if cl, ok := c.corroborated(); ok {
		k.part("coverage", weightTraceRest, 1, cl)
		k.score += weightTraceRest
	}
	if at == 0 && (len(list) < 2 || list[1].Score <= clearLead*list[0].Score) {
		k.score += weightTraceLead
	}
	if t.Null {
		k.score = min(k.score, unreachedCap) // who made the null is no longer on the stack
	}
	if at > 0 {
		k.score = min(k.score, explainedFrom) * list[at].Score / max(list[0].Score, list[at].Score)
	}
}

// corroborated reports whether more speaks for an incident than one new error:
// much of the healthy run does not come, requests fail, or several kinds of
// errors are new.
func (c *court) corroborated() (evidence.Claim, bool) {
	for i := range c.fs {
		x, ok := c.fs[i].Data.(*finding.Contrast)
		if !ok || len(c.fs[i].Claims) == 0 {
			continue
		}
		return c.fs[i].Claims[0], goneShare(x) >= goneWithError && x.Missing >= goneFew || failingMost(x) >= failingFrom || len(x.Errors) >= minNewErrors
	}
	return evidence.Claim{}, false
}

func goneShare(x *finding.Contrast) float64 {
	return float64(x.Missing) / float64(max(x.Statements, 1))
}

func failingMost(x *finding.Contrast) float64 {
	most := 0.0
	for i := range x.Failing {
		most = max(most, x.Failing[i].Ratio)
	}
	return most
}

// flowCandidates: the service that the flow of requests accuses most.
func (c *court) flowCandidates(d *dock, f *finding.Finding) []*candidate {
	list := ranked(d.services, tracedShown+1)
	scores := map[string]finding.FlowScore{}
	for _, s := range f.Data.(*finding.Flow).Scores() {
		scores[s.Owner] = s
	}
	var out []*candidate
	for i, s := range list[:min(len(list), tracedShown)] {
		fs, ok := scores[s.Name]
		if !ok || s.Score < minShown {
			continue
		}
		k := &candidate{basis: byOrder, fault: "service.flow-broken", from: f.From, to: f.To, own: []*finding.Finding{f}, cap: 1, held: map[string]float64{}, place: finding.Place{Service: s.Name},
			title: clip(s.Name+" no longer takes steps that it took in the healthy run", 200)}
		if fs.Text == 0 {
			k.fault, k.title = "service.slow", clip(s.Name+" is slow, or the way to it: steps at it take longer than in the healthy run", 200)
		}
		k.score = min(s.Score, flowCap)
		k.held["order in time"], k.held["contrast"] = 1, 1
		if f.Data.(*finding.Flow).Strongest() >= flowFrom && (fs.Clear || fs.Text/(fs.Text+halfBreak) >= flowFrom) && i == 0 && s.Score >= flowFrom && (len(list) < 2 || s.Score-list[1].Score >= flowLead) {
			k.held["coverage"], k.held["mechanism"] = 1, 1
		} else {
			k.score = min(k.score, unreachedCap)
		}
		if len(f.Claims) > 0 {
			k.part("contrast", weightContrast, 1, f.Claims[0])
		}
		out = append(out, k)
	}
	return out
}

// tells reports whether lines of a class candidate are among those that tell
// why a build failed.
func (c *court) tells(k *candidate) bool {
	for _, f := range c.failedBuilds() {
		b := f.Data.(*finding.Build)
		for _, e := range k.lines() {
			if e.Source == f.Source && slices.ContainsFunc(b.Lines, func(l finding.BuildLine) bool { return l.Line.Ref.Line == e.Line && !l.Wide }) {
				return true
			}
		}
	}
	return false
}

// readBuilds lets the logs of failed builds decide over classes that their lines
// show: one that the telling lines show is the build's reason, others are noise.
func (c *court) readBuilds(ks []*candidate) {
	i := slices.IndexFunc(ks, func(k *candidate) bool { return k.fault == buildFailed })
	if i < 0 {
		return
	}
	build := ks[i]
	for _, k := range ks {
		if k.basis != byClass && k.basis != byNovelty {
			continue
		}
		if k.basis == byClass && c.tells(k) {
			k.score = build.score
			k.rank = build.rank + bonusCause
			k.own = append(k.own, build.own...) // what the build's own tool says, and whether the healthy run's log has it
			for name, held := range build.held {
				k.held[name] = held
			}
			continue
		}
		k.score = min(k.score, besideBuild)
		k.rank = min(k.rank, k.score)
	}
}
