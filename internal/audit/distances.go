package audit

import (
	"slices"

	"inquest/internal/document"
	"inquest/internal/event"
	"inquest/internal/evidence"
	"inquest/internal/lazy"
	"inquest/internal/profile"
	"inquest/internal/record"
)

// peerLatency finds a latency of a peer.
func (a *auditor) peerLatency(p *piece, m *mention, c claimed) bool {
	for i := range a.f.v.Peers {
		q := &a.f.v.Peers[i]
		for _, d := range q.Latency.Exact {
			if c.fits(d) {
				a.say(KindLatency, Proven, p, m.from, m.to, "a latency of "+q.Addr, "", a.stepsWith(i, d))
				return true
			}
		}
	}
	return false
}

func (a *auditor) stepsWith(peer int, latency int64) support {
	var lines []int32
	for _, s := range a.f.v.Peers[peer].Steps {
		if s.Latency == latency {
			if i, ok := a.f.at[place{s.Line.Ref.File, s.Line.Ref.Offset}]; ok {
				lines = append(lines, i)
			}
		}
	}
	return a.lines(lines...)
}

// step finds the duration between two steps of one connection, or a latency.
func (a *auditor) step(p *piece, m *mention, c claimed) bool {
	if m.dur < second && a.peerLatency(p, m, c) {
		return true
	}
	if !stepWord.MatchString(p.text.S) {
		return false
	}
	for k := range a.f.v.Peers {
		steps := a.f.v.Peers[k].Steps
		if len(steps) > 32 {
			steps = steps[:32]
		}
		for x := range steps {
			for y := x + 1; y < min(len(steps), x+4); y++ {
				s, t := &steps[x].Line, &steps[y].Line
				if !s.HasTime || !t.HasTime || !c.fits(t.Time-s.Time) || t.Time == s.Time {
					continue
				}
				i, ok1 := a.f.at[place{s.Ref.File, s.Ref.Offset}]
				j, ok2 := a.f.at[place{t.Ref.File, t.Ref.Offset}]
				if !ok1 || !ok2 {
					continue
				}
				a.say(KindDuration, Proven, p, m.from, m.to, "from "+stepName(steps[x].Kind)+" to "+stepName(steps[y].Kind)+" of the connection to "+a.f.v.Peers[k].Addr, "", a.lines(i, j))
				return true
			}
		}
	}
	return false
}

var stepWord = lazy.Compile(`(?i)\b(?:connect\w*|attempts?|retr(?:y|ies|ied)|time-?outs?|timed out|wait\w*|answer\w*|respon\w+|reconnect\w*|refus\w*|lost|network|unreachable)\b`)

func stepName(k event.Kind) string {
	switch k {
	case event.ConnAttempt:
		return "attempt"
	case event.ConnUp:
		return "connection"
	case event.ConnSlow:
		return "slow answer"
	case event.ConnTimeout:
		return "timeout"
	case event.ConnRefused:
		return "refusal"
	case event.ConnFailed:
		return "failure"
	case event.ConnRetry:
		return "retry"
	case event.ConnLost:
		return "loss"
	}
	return "step"
}

// claimValue finds a claim of the fresh report that has the duration as one of
// its values and shares words with the sentence.
func (a *auditor) claimValue(p *piece, m *mention, c claimed) bool {
	if a.in.Fresh == nil || a.in.Internal {
		return false
	}
	own := tokens(p.text.S)
	ledger := &a.in.Fresh.Claims
	for _, id := range ledger.IDs() {
		claim := ledger.Claim(id)
		if !hasDurationValue(&claim, c) {
			continue
		}
		sentence := claim.Sentence(func(s string) string { return s })
		shared := 0
		for _, w := range content(sentence) {
			if own[w] && !generic[w] {
				shared++
			}
		}
		if shared >= 2 && c.d >= second {
			a.say(KindDuration, Proven, p, m.from, m.to, "these logs give: "+sentence, "", cite(said{refs: claim.Refs(), total: claim.Total()}))
			return true
		}
	}
	return false
}

func hasDurationValue(claim *evidence.Claim, c claimed) bool {
	for _, v := range claim.Values() {
		if v.Kind == evidence.KindDuration && c.fits(v.Int) {
			return true
		}
	}
	return false
}

// apart finds two moments that lie as far apart: times that the sentence names, first
// and last of the kinds of lines that it speaks of, ends of sources, first and last
// failure.
func (a *auditor) apart(p *piece, m *mention, c claimed) bool {
	if c.d < second/1000 || takesWord.MatchString(p.text.S[:m.from]) && a.ofRuns(content(p.text.S[:m.from])) {
		return false
	}
	own, edges := a.landmarks(p)
	for x := range own {
		for _, y := range slices.Concat(own[x+1:], edges) {
			lo, hi := own[x], y
			if lo.at > hi.at {
				lo, hi = hi, lo
			}
			if d := hi.at - lo.at; d <= 0 || !c.fits(d) {
				continue
			}
			s := support{}
			if lo.line >= 0 && hi.line >= 0 {
				s = a.lines(lo.line, hi.line)
			}
			a.say(KindDuration, Proven, p, m.from, m.to, "from "+a.clock(lo.at)+" ("+lo.what+") to "+a.clock(hi.at)+" ("+hi.what+")", "", s)
			return true
		}
	}
	return false
}

// landmarks are the few moments that distances are measured between: own are those
// that the sentence speaks of, by their times or by its words; edges are the first
// and the last failure and the ends of the logs.
func (a *auditor) landmarks(p *piece) (own, edges []moment) {
	n := a.anchorOf(p.text.S)
	before := piece{text: document.Text{S: p.prev}}
	for _, t := range append(a.fullTimes(p), a.fullTimes(&before)...) {
		own = append(own, moment{at: t.from, what: "a time that the report names", line: -1})
	}
	for _, x := range a.f.notable {
		if x.line >= 0 && n.total > 0 && n.score(x.line) >= max(0.3*n.total, 0.6*n.best*n.total) {
			own = append(own, x)
		}
	}
	if len(own) > 24 {
		own = slices.DeleteFunc(own, func(x moment) bool { return x.ofRun })
	}
	if lines := a.linesOfTimes(p, p.mentions()); len(lines) <= 12 { // "all within 90 ms"
		for _, i := range lines {
			if n.score(i) > 0 && a.c.lines[i].timed {
				own = append(own, moment{at: a.c.lines[i].time, what: "a line of that time", line: i})
			}
		}
	}
	for _, i := range a.c.byTime {
		if l := &a.c.lines[i]; l.level >= record.LevelError {
			edges = append(edges, moment{at: l.time, what: "the first error", line: i})
			break
		}
	}
	if first, last := failureSpan(a.f.runs("")); last > 0 {
		edges = append(edges, moment{at: first, what: "the first failure", line: -1}, moment{at: last, what: "the last failure", line: -1})
	}
	for i := range a.f.v.Sources {
		if s := &a.f.v.Sources[i]; s.First.HasTime && len(edges) < 16 && (logWord.MatchString(p.text.S) || a.namesSource(p.text.S, s.Name)) {
			edges = append(edges, moment{at: s.First.Time, what: "first line of " + s.Name, line: a.f.mark(s.First)}, moment{at: s.Last.Time, what: "last line of " + s.Name, line: a.f.mark(s.Last)})
		}
	}
	own = own[:min(len(own), 24)]
	if wholeWordOf.MatchString(p.text.S) { // how long the logs, or the failures, reach
		own = append(own, edges...)
	}
	return own, edges
}

var logWord = lazy.Compile(`(?i)\b(?:logs?|files?|records?|lines?|entries|sources?|logged)\b`)

var wholeWordOf = lazy.Compile(`(?i)\b(?:incident|outage|window|period|span\w*|cover\w*|between them|lasted|reach\w*|(?:all|failures?) .{0,60}within)\b`)

// gap judges the distance of two sources that a sentence names: from the end of
// the one to the begin of the other.
func (a *auditor) gap(p *piece, m *mention, c claimed) bool {
	if !gapWord.MatchString(p.text.S) {
		return false
	}
	var named []int
	for i, f := range a.c.files {
		if a.namesSource(p.text.S, f) && a.f.v.Sources[i].First.HasTime {
			named = append(named, i)
		}
	}
	if len(named) != 2 {
		return false
	}
	x, y := &a.f.v.Sources[named[0]], &a.f.v.Sources[named[1]]
	if x.First.Time > y.First.Time {
		x, y = y, x
	}
	d := y.First.Time - x.Last.Time
	if d <= 0 {
		return false
	}
	s := support{}
	if i, j := a.f.mark(x.Last), a.f.mark(y.First); i >= 0 && j >= 0 {
		s = a.lines(i, j)
	}
	reason := x.Name + " ends at " + a.clock(x.Last.Time) + ", " + y.Name + " begins at " + a.clock(y.First.Time)
	if c.fits(d) {
		a.say(KindOverlap, Proven, p, m.from, m.to, reason, "", s)
	} else {
		a.say(KindOverlap, a.absent(Refuted), p, m.from, m.to, reason, formatNS(d), s)
	}
	return true
}

var gapWord = lazy.Compile(`(?i)\b(?:before|after|apart|later|earlier|gap|between|overlap)\b`)

// everyRun judges a duration of runs that no run has: the sentence speaks of
// nothing but runs.
func (a *auditor) everyRun(p *piece, m *mention, c claimed) bool {
	scope := a.scope(p)
	runs := a.f.runs(scope)
	d := durations(runs, failed)
	if sign, _ := sideOf(p, m); sign != 0 || len(d) == 0 || !runTimeWord.MatchString(p.text.S) || len(a.leftover(p, scope)) > 0 || roughly.MatchString(p.text.S[:m.from]) {
		return false
	}
	if fits := count(runs, func(r *profile.Run) bool { return r.HasDuration && c.fits(r.Duration) }); fits > 0 {
		a.say(KindDuration, Proven, p, m.from, m.to, plural(fits, "run", "runs")+of(scope)+" took as long", "", support{})
		return true
	}
	a.say(KindDuration, a.absent(Refuted), p, m.from, m.to, "no run"+of(scope)+" took as long", formatNS(d[0])+" to "+formatNS(d[len(d)-1])+" for the failed runs", a.lines(a.f.runLines(runs, failed)...))
	return true
}

// period finds the usual distance between lines that speak of the same.
func (a *auditor) period(p *piece, m *mention, c claimed) bool {
	n := a.anchorOf(p.text.S)
	if !everyWord.MatchString(p.text.S[:m.from]) || len(n.lines) < 3 || n.more {
		return false
	}
	times := a.timesOf(n.lines)
	var gaps []int64
	for i := 1; i < len(times); i++ {
		gaps = append(gaps, times[i]-times[i-1])
	}
	slices.Sort(gaps)
	if len(gaps) == 0 || !c.fits(gaps[len(gaps)/2]) {
		return false
	}
	a.say(KindDuration, Proven, p, m.from, m.to, "the usual distance between "+itoa(len(n.lines))+" lines that speak of this", "", a.lines(n.lines...))
	return true
}

var everyWord = lazy.Compile(`(?i)\b(?:every|each|interval|period|apart|once (?:a|per|every))\b[^.;]{0,20}$`)
