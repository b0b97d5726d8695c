package audit

import (
	"slices"
	"strings"

	"inquest/internal/lazy"
)

var (
	adviceSection = []string{"recommend", "mitigation", "action item", "next step", "remediation", "prevent", "follow-up", "follow up", "corrective", "improvement"}
	imperative    = lazy.Compile(`(?i)^(?:implement|review|audit|increase|configure|enable|use|utiliz?se?|utilize|conduct|add|set up|upgrade|monitor|ensure|consider|investigate|introduce|deploy|establish|adopt|perform|create|develop|optimiz?se?|optimize|improve|schedule|test|leverage|automate|tune|raise|reduce|migrate|evaluate|strengthen|enhance|run|verify|define|document)\b`)
)

// topics are kinds of advice: the words that give it, and the words by which a
// line would call for it.
var topics = []struct {
	what  string
	asks  *lazy.Regexp
	shows *lazy.Regexp
}{
	{"firewall settings", lazy.Compile(`(?i)firewall|security group|network polic`), lazy.Compile(`(?i)firewall|\bdeny|denied by|\bdrop(?:ped)?\b|security group|iptables|reject`)},
	{"auto-scaling for high traffic", lazy.Compile(`(?i)auto-?scal|horizontal scal|scale (?:out|up)|high traffic`), lazy.Compile(`(?i)scal(?:e|ing)|traffic|load average|cpu|throttl|too many requests|\b429\b|queue (?:full|length|depth)|overload|congest|saturat|backlog|rate limit|replicas`)},
	{"connection pooling", lazy.Compile(`(?i)pool`), lazy.Compile(`(?i)pool|too many (?:connections|clients)|max_connections|connection limit|remaining connection slots`)},
	{"load tests", lazy.Compile(`(?i)load[- ]test|stress[- ]test|bottleneck|capacity limit`), lazy.Compile(`(?i)\bload|throughput|cpu|queue|saturat|overload|concurren|requests? per|rate limit|capacity`)},
	{"resource allocation", lazy.Compile(`(?i)resource (?:allocation|limit|usage|contention)|allocat|capacity`), lazy.Compile(`(?i)memory|cpu|disk|oom|out of (?:memory|space)|no space|quota|throttl|resource|inode|file descriptor|too many open|exhaust`)},
	{"latency", lazy.Compile(`(?i)latency|response time`), lazy.Compile(`(?i)latency|slow|took \d|response time|duration`)},
	{"monitoring", lazy.Compile(`(?i)monitor|alert|grafana|prometheus|observab|dashboard`), lazy.Compile(`(?i)alert|scrape|prometheus|grafana|exporter|metric|monitor`)},
	{"retries and back-off", lazy.Compile(`(?i)\bretr(?:y|ies)|back-?off|circuit breaker`), lazy.Compile(`(?i)retr(?:y|ies|ying)|attempt \d|backoff|back-off|circuit|gave up|giving up`)},
	{"backups", lazy.Compile(`(?i)backup|restore|disaster recovery`), lazy.Compile(`(?i)backup|restore|dump|snapshot|archive`)},
	{"training and processes", lazy.Compile(`(?i)\btrain(?:ing)?\b|runbook|documentation|on-call|communication`), nil},
	{"redundancy", lazy.Compile(`(?i)redundan|fail-?over|high availability|replica`), lazy.Compile(`(?i)fail-?over|replica|standby|primary|leader|redundan`)},
	{"certificates", lazy.Compile(`(?i)certificate|tls|ssl`), lazy.Compile(`(?i)certificate|tls|ssl|x509|handshake`)},
	{"disk space", lazy.Compile(`(?i)disk|storage|log rotation`), lazy.Compile(`(?i)disk|no space|storage|volume|inode|filesystem|rotat|i/o error`)},
	{"memory", lazy.Compile(`(?i)memory|heap`), lazy.Compile(`(?i)memory|heap|oom|\bgc\b|evict`)},
	{"time-outs", lazy.Compile(`(?i)time-?out`), lazy.Compile(`(?i)time-?out|timed out|deadline`)},
}

// advice judges what a sentence recommends: a line has to call for it.
func (a *auditor) advice(p *piece) {
	body := p.text.S[p.inline:]
	advised := p.under(adviceSection...) && len(content(body)) >= 2
	if !advised && !(imperative.MatchString(strings.TrimSpace(body)) && p.item) || p.heading || p.under("reference", "research") || p.row != nil && p.header == nil {
		return
	}
	if unsupportedSection(p) {
		a.say(KindAdvice, NotCheckable, p, 0, len(p.text.S), "the report itself says that no line supports it", "", support{})
		return
	}
	for _, t := range topics {
		if !t.asks.MatchString(p.text.S) {
			continue
		}
		a.topic(p, t.what, t.shows)
		return
	}
	own := meaningful(body)
	var known []string
	for _, w := range own {
		if a.inTrouble(w) {
			known = append(known, w)
		}
	}
	if len(known) == 0 && a.speaksOfLogs(own) {
		a.say(KindAdvice, NotCheckable, p, 0, len(p.text.S), "advice about what the lines name", "", support{})
		return
	}
	if len(known) == 0 {
		a.say(KindAdvice, a.absent(Unsupported), p, 0, len(p.text.S), "advice without a finding: no line that tells of trouble speaks of it", "", support{})
		return
	}
	a.say(KindAdvice, NotCheckable, p, 0, len(p.text.S), "advice; lines that tell of trouble speak of "+strings.Join(firstStrings(known, 4), ", "), "", a.lines(firstN(a.troubleWith(known[0]), maxRefs)...))
}

// speaksOfLogs tells words of which two are words of the lines.
func (a *auditor) speaksOfLogs(own []string) bool {
	n := 0
	for _, w := range own {
		if len(a.c.words[w]) > 0 && !generic[w] {
			n++
		}
	}
	return n >= 2
}

func unsupportedSection(p *piece) bool { return p.under("not supported by", "general hardening") }

// topic judges advice of a known kind.
func (a *auditor) topic(p *piece, what string, shows *lazy.Regexp) {
	var plain, guessed []int32
	for i := range a.c.lines {
		if shows == nil || !a.troubled(int32(i)) || !shows.MatchString(a.c.lines[i].text) {
			continue
		}
		if a.guesses(int32(i), shows) {
			guessed = append(guessed, int32(i))
		} else {
			plain = append(plain, int32(i))
		}
		if len(plain) > 200 {
			break
		}
	}
	n := len(p.text.S)
	switch {
	case len(plain) > 0 && what == "latency" && !a.baseline(plain):
		a.say(KindAdvice, Unsupported, p, 0, n, "nothing shows that these latencies are high: the logs give no usual latency to compare with", "", a.lines(plain...))
	case len(plain) > 0:
		a.say(KindAdvice, NotCheckable, p, 0, n, "advice on "+what+"; lines that tell of trouble speak of it", "", a.lines(plain...))
	case len(guessed) > 0:
		h := a.hedgeAt(guessed[0])
		a.hedged(p, 0, n, h)
		if s := &a.out[len(a.out)-1]; s.Verdict == Refuted && !repeats(p.text.S, h) {
			s.Verdict = Unsupported
		}
	default:
		a.say(KindAdvice, a.absent(Unsupported), p, 0, n, "advice without a finding: no line that tells of trouble speaks of "+what, "", support{})
	}
}

// repeats tells a text that has all words of a guess.
func repeats(s string, h *hedge) bool {
	own := content(s)
	for _, w := range h.stems {
		if !slices.Contains(own, w) {
			return false
		}
	}
	return len(h.stems) > 1
}

func (a *auditor) hedgeAt(i int32) *hedge {
	for k := range a.f.hedges {
		if a.f.hedges[k].line == i {
			return &a.f.hedges[k]
		}
	}
	return &hedge{line: i}
}

// guesses tells a line in which only the guess shows the topic.
func (a *auditor) guesses(i int32, shows *lazy.Regexp) bool {
	for k := range a.f.hedges {
		if h := &a.f.hedges[k]; h.line == i {
			return !shows.MatchString(strings.ReplaceAll(a.c.lines[i].text, h.guess, ""))
		}
	}
	return false
}

// baseline tells that latencies can be compared: some address has at least five.
func (a *auditor) baseline([]int32) bool {
	for i := range a.f.v.Peers {
		if a.f.v.Peers[i].Latency.N >= 5 {
			return true
		}
	}
	return false
}

// troubled tells a line at level warning or worse, or one without a level that
// speaks of failure.
func (a *auditor) troubled(i int32) bool {
	l := &a.c.lines[i]
	if l.level == 0 {
		return hasEventWord(l.text)
	}
	return l.level >= 5
}

func (a *auditor) inTrouble(w string) bool { return len(a.troubleWith(w)) > 0 }

func (a *auditor) troubleWith(w string) []int32 {
	var out []int32
	for _, i := range a.c.words[w] {
		if a.troubled(i) || slices.Contains(out, i) {
			out = append(out, i)
		}
		if len(out) >= maxRefs {
			break
		}
	}
	return out
}
