package report

import (
	"path"
	"slices"
	"strings"

	"inquest/internal/cause"
	"inquest/internal/evidence"
	"inquest/internal/fault"
	"inquest/internal/finding"
	"inquest/internal/formula"
)

// measure is a piece of general advice (pooling, scaling, an audit of the
// firewall ...) that is given only when a fault class that calls for it was
// found: for a hypothesis that the logs do not contradict, or for a symptom that
// is not there before the failures.
type measure struct {
	id      string
	classes []string // ids, or patterns as "net.firewall-*"
	owner   string
	kind    string
	horizon string
	action  string
	check   fault.Confirm
	figures bool // it needs the figures of load
}

func checkStep(command, confirms, refutes string) fault.Confirm {
	return fault.Confirm{Command: command, Confirms: confirms, Refutes: refutes}
}

var measures = []measure{
	{
		id: "pooling", owner: "backend", kind: "mitigate", horizon: "short term", figures: true,
		classes: []string{"db.pool-exhausted", "db.too-many-connections", "db.connection-leak", "db.idle-transaction", "cache.max-clients", "net.ports-exhausted"},
		action:  "Pool connections to {component}: size the pool by the runs that go on at once, and let a run that finds it empty fail at once",
		check:   checkStep("ss -Htn state established '( dport = :{port} )' | wc -l", "as many connections as the limit that the lines name", "far fewer: something else holds them, look at the server's side"),
	}, {
		id: "scaling", owner: "platform", kind: "mitigate", horizon: "short term", figures: true,
		classes: []string{"os.cpu-saturated", "job.queue-full", "process.workers-exhausted", "k8s.unschedulable", "k8s.scaled-down", "resource.too-small", "resource.quota-exceeded", "resource.cloud-capacity", "net.listen-overflow", "broker.slow-consumer", "http.rate-limited"},
		action:  "Scale {component} with its load, automatically and up to a limit, on the measure that ran out",
		check:   checkStep("sar -q -u || uptime", "the run queue or the processors were full between {from} and {to}", "they were idle: more copies will not help"),
	}, {
		id: "memory", owner: "platform", kind: "mitigate", horizon: "short term",
		classes: []string{"os.oom-kill", "os.out-of-memory", "k8s.container-oom", "cache.out-of-memory", "broker.memory-alarm"},
		action:  "Set the memory limit of {component} by what it needs at its peak, and alert before it is reached",
		check:   checkStep("dmesg -T | grep -i -E 'out of memory|oom-kill'", "the kernel names the process at that time", "no such line: the limit was the program's own"),
	}, {
		id: "firewall audit", owner: "network", kind: "audit", horizon: "short term",
		classes: []string{"net.firewall-*"},
		action:  "Audit the firewall rules between the clients and {host} port {port}: which rule counts packets, who changed it and when",
		check:   checkStep("nc -vz -w 3 {host} {port}; iptables -L -n -v | grep -E 'DROP|REJECT'", "the connection is refused or hangs, and a counter of a drop or reject rule grows", "it connects and no counter grows: no firewall stands in the way now"),
	}, {
		id: "load test", owner: "backend", kind: "test", horizon: "long term", figures: true,
		classes: []string{"db.pool-exhausted", "db.too-many-connections", "os.cpu-saturated", "os.oom-kill", "k8s.container-oom", "job.queue-full", "process.workers-exhausted", "net.listen-overflow", "net.conntrack-full", "net.ports-exhausted", "job.retry-storm", "resource.too-small", "broker.slow-consumer", "cache.max-clients"},
		action:  "Repeat the load in a test environment before the next change: as many runs at once, and as many begins a minute, as these logs show",
	}, {
		id: "retries", owner: "backend", kind: "mitigate", horizon: "short term",
		classes: []string{"job.retry-storm", "db.stopped", "db.connection-lost", "net.connection-refused", "broker.unavailable", "db.cannot-connect"},
		action:  "Let clients of {component} retry with a growing, random pause and a limit in time that covers a restart",
	}, {
		id: "monitoring", owner: "platform", kind: "monitor", horizon: "short term",
		classes: []string{"*"},
		action:  "Load alert rules and a dashboard for what was found here",
		check:   checkStep("inquest artifacts -o artifacts/ report.json", "the rules would have fired on these lines", "they stay silent: the lines do not reach the store that the rules read"),
	},
}

// measured is how many general measures stand beside the hypotheses' own advice.
const measured = 5

// takeMeasures adds the measures that a found class calls for, and returns
// whether one of them needs the figures of load.
func (b *builder) takeMeasures() (figures bool) {
	n := 0
	for i := range measures {
		m := &measures[i]
		h, claims := b.callsFor(m)
		if len(claims) == 0 || n == measured {
			continue
		}
		n++
		r := Recommendation{Kind: m.kind, Horizon: m.horizon, Owner: m.owner, Priority: "P3", Claims: claims, Checks: []Step{}, Measure: m.id}
		r.Action, r.Fault, r.Rank = b.namesOf(h).fill(m.action), h.Fault, h.Rank
		switch {
		case h.Outcome == cause.Supported:
			r.Priority = "P2"
		case m.id != "monitoring":
			r.Action = onlyIf(h.Rank, r.Action)
			r.Priority = "P4"
		}
		if m.check.Command != "" {
			r.Checks = append(r.Checks, b.check(h, m.check))
		}
		b.rep.Recommendations = append(b.rep.Recommendations, r)
		figures = figures || m.figures
	}
	return figures
}

// callsFor finds the first hypothesis that calls for a measure, by its own class
// or by that of a symptom which it explains, and the claims that say so.
func (b *builder) callsFor(m *measure) (*cause.Hypothesis, []ID) {
	for i := range b.res.Hypotheses {
		h := &b.res.Hypotheses[i]
		if h.Outcome == cause.Contradicted || len(h.For) == 0 || i >= answered {
			continue
		}
		if i > 0 && b.res.Hypotheses[0].Outcome == cause.Supported && h.Outcome != cause.Supported {
			continue
		}
		if m.fits(h.Fault) {
			return h, b.addAll(head(h.For, answerClaims))
		}
		for _, id := range h.Chain {
			if f := b.classFinding(id); f != nil && m.fits(id) {
				return h, b.addAll(head(f.Claims, 1))
			}
		}
	}
	return nil, nil
}

func (m *measure) fits(class string) bool {
	return slices.ContainsFunc(m.classes, func(p string) bool {
		ok, err := path.Match(p, class)
		return err == nil && ok
	})
}

// classFinding is the strongest finding of a class.
func (b *builder) classFinding(class string) *finding.Finding {
	for _, f := range b.byScore(func(f *finding.Finding) bool { return f.Kind == kindClass && f.Class != nil && f.Class.ID == class }) {
		if len(f.Claims) > 0 {
			return f
		}
	}
	return nil
}

// kindClass is the kind of findings that a fault class made.
const kindClass = finding.Kind("class")

// Sentences with the figures of a load test and of a pool.
var (
	phraseLoadAtOnce = evidence.NewPhrase("report.load.at-once", "At most {n:count} {run was|runs were} going on at once, of {runs:count} logged {run|runs}.")
	phraseLoadRate   = evidence.NewPhrase("report.load.rate", "In the busiest minute {n:count} {run|runs} began; over all the logs the mean is {mean:number} a minute.")
	phraseLoadPool   = evidence.NewPhrase("report.load.pool", "A pool for {n:count} {run|runs} at once with a quarter in reserve has {size:count} {connection|connections}; more is no use to these runs.")
	phraseLoadTest   = evidence.NewPhrase("report.load.test", "A load test that repeats the peak and doubles it holds {n:count} {run|runs}, then {twice:count}, going at once.")
)

// loadFigures are the sizes of a load test and of a pool, computed from the runs.
func (b *builder) loadFigures() []ID {
	kind := b.worstKind()
	if kind == "" {
		return nil
	}
	all := string(formula.Call("runs", kind, "*", "all"))
	peak := string(formula.Call("at_once", kind))
	starts := formula.Call("starts", kind, "*", "all")
	if v, err := b.in.Env.Eval(peak); err != nil || v.Int < 2 {
		return nil // one run after the other: there is no load to repeat
	}
	refs := b.coverage()
	var out []ID
	put := func(id ID, ok bool) {
		if ok {
			out = append(out, id)
		}
	}
	put(b.say(phraseLoadAtOnce, refs, countOf("n", peak), countOf("runs", all)))
	span := "(" + string(formula.Call("max", starts)) + " - " + string(formula.Call("min", starts)) + ")"
	if v, err := b.in.Env.Eval(span); err == nil && v.Int >= 60e9 {
		put(b.say(phraseLoadRate, refs, countOf("n", "busiest("+string(starts)+", 1m)"), numberOf("mean", "count("+string(starts)+") / ("+span+" / limit(1m))")))
	}
	put(b.say(phraseLoadPool, refs, countOf("n", peak), countOf("size", "ceil("+peak+" * 1.25)")))
	put(b.say(phraseLoadTest, refs, countOf("n", peak), countOf("twice", peak+" * 2")))
	return out
}

// joinWords lists words as a sentence does.
func joinWords(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
