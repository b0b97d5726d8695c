package report

import (
	"fmt"
	"strconv"
	"strings"

	"inquest/internal/cause"
	"inquest/internal/evidence"
	"inquest/internal/formula"
)

// ScorePart is a part of the impact score. Share is how much of its weight it
// brings, 0 to 1; Known is false where the logs cannot tell, and it then brings
// nothing.
type ScorePart struct {
	Name   string  `json:"name"`
	Weight int64   `json:"weight"`
	Share  float64 `json:"share"`
	Points float64 `json:"points"`
	Known  bool    `json:"known"`
	Claim  ID      `json:"claim,omitempty"`
}

// Cost is what the lost run time costs, from figures that the user gave.
type Cost struct {
	Amount   float64        `json:"amount"`
	Rate     float64        `json:"rate_per_run_hour"`
	Currency evidence.Quote `json:"currency,omitzero"`
	Source   string         `json:"source"` // where the rate comes from
	Claim    ID             `json:"claim"`
}

// RoutingThreshold is the impact score from which an incident wakes somebody.
const RoutingThreshold = 80

// Routes of an incident.
const (
	RoutePage   = "page"   // the person on call, at once
	RouteTicket = "ticket" // the owners' queue
)

// severities are the categories of the impact score, worst first.
var severities = []struct {
	from int64
	name string
}{{RoutingThreshold, "critical"}, {60, "high"}, {30, "moderate"}, {1, "low"}, {0, "none"}}

func severityOf(score int64) string {
	for _, s := range severities {
		if score >= s.from {
			return s.name
		}
	}
	return "none"
}

// scorePart says how a part is computed: share is an expression that gives 0 to
// 1, say makes the claim with what lies behind it.
type scorePart struct {
	name   string
	weight int64
	share  string
	phrase evidence.Phrase
	slots  []slot
}

// Where the parts are full: half of the runs, a hundred runs, an hour.
const (
	fullShare  = "50"
	fullRuns   = "100"
	fullLength = "1h"
)

func (b *builder) scoreParts(kind string) []scorePart {
	k := func(function string, args ...any) string { return string(formula.Call(function, args...)) }
	failed, lost, all := k("runs", kind, "*", "failed"), k("runs", kind, "*", "lost"), k("runs", kind, "*", "all")
	bad := "(" + failed + " + " + lost + ")"
	ends := formula.Call("ends", kind, "*", "failed")
	length := k("max", ends) + " - " + k("min", ends)
	badUnits := b.badUnits(kind)
	units := k("units", kind, "all")
	return []scorePart{
		{"share of runs", 35, "clamp(percent(" + bad + ", " + all + ") / " + fullShare + ", 0, 1)", phraseScoreShare,
			[]slot{countOf("bad", bad), countOf("runs", all), percentOf("share", "percent("+bad+", "+all+")")}},
		{"number of runs", 20, "clamp(" + bad + " / " + fullRuns + ", 0, 1)", phraseScoreRuns, []slot{countOf("bad", bad)}},
		{"units hit", 15, "clamp(" + badUnits + " / " + units + ", 0, 1)", phraseScoreUnits,
			[]slot{countOf("bad", badUnits), countOf("units", units)}},
		{"length", 15, "clamp((" + length + ") / limit(" + fullLength + "), 0, 1)", phraseScoreLength, []slot{durationIn("length", length)}},
		{"not recovered", 15, k("failed_at_end", kind), phraseScoreOpen, []slot{countOf("good", k("after_failures", kind))}},
	}
}

// badUnits counts units with a failed or lost run; a unit with both counts once.
func (b *builder) badUnits(kind string) string {
	failed, lost := string(formula.Call("units", kind, "failed")), string(formula.Call("units", kind, "lost"))
	for i := range b.v.Units {
		if b.v.Units[i].Kind != kind {
			continue
		}
		var f, l bool
		for j := range b.v.Units[i].Runs {
			f = f || b.v.Units[i].Runs[j].State == stateFailed
			l = l || b.v.Units[i].Runs[j].State == stateLost
		}
		if f && l {
			return "max(" + failed + ", " + lost + ")"
		}
	}
	return "(" + failed + " + " + lost + ")"
}

// score computes the impact score and says it, and its parts.
func (b *builder) score() {
	im := &b.rep.Impact
	im.Threshold, im.ScoreParts = RoutingThreshold, []ScorePart{}
	im.Severity, im.Route = "none", RouteTicket
	if !b.hasScore() {
		return
	}
	refs := b.failureRefs()
	for _, p := range b.scoreParts(b.worstKind()) {
		out := ScorePart{Name: p.name, Weight: p.weight}
		if r, err := b.in.Env.Eval(p.share); err == nil {
			if out.Claim, out.Known = b.say(p.phrase, refs, p.slots...); out.Known {
				out.Share = evidence.Round(r.Num)
				out.Points = evidence.Round(r.Num * float64(p.weight))
			}
		}
		im.ScoreParts = append(im.ScoreParts, out)
	}
	if v, ok := b.scoreValue(); ok {
		im.Score, im.Severity = v, severityOf(v)
		if v >= RoutingThreshold {
			im.Route = RoutePage
		}
		im.ScoreClaim, _ = b.sayScore()
	}
}

func (b *builder) hasScore() bool { return b.anyFailed() && b.res.Verdict != cause.NoIncident }

// scoreSlot is the score's formula: the sum of the parts that these logs can
// tell.
func (b *builder) scoreSlot() slot {
	var terms []string
	for _, p := range b.scoreParts(b.worstKind()) {
		known := true
		for _, s := range append([]slot{{kind: evidence.KindNumber, formula: p.share}}, p.slots...) {
			if _, err := b.value(s); err != nil {
				known = false
			}
		}
		if known {
			terms = append(terms, strconv.FormatInt(p.weight, 10)+" * "+p.share)
		}
	}
	return countOf("score", "round("+strings.Join(terms, " + ")+")")
}

func (b *builder) scoreValue() (int64, bool) {
	v, err := b.value(b.scoreSlot())
	return v.Int, err == nil
}

// sayScore says the score with its category and its route.
func (b *builder) sayScore() (ID, bool) {
	v, ok := b.scoreValue()
	if !ok || !b.hasScore() {
		return "", false
	}
	route := "under 80, so it goes to the owners' queue and wakes nobody"
	if v >= RoutingThreshold {
		route = "80 or more, so it wakes the person on call"
	}
	return b.say(phraseScore, b.failureRefs(), b.scoreSlot(), wordIn("severity", severityOf(v)), wordIn("route", route))
}

// cost says what the lost run time costs at a rate that the user gave.
func (b *builder) cost() {
	id, ok := b.sayCost()
	if !ok {
		return
	}
	r, err := b.in.Env.Eval(b.costFormula())
	if err != nil {
		return
	}
	b.rep.Impact.Cost = &Cost{Amount: evidence.Round(r.Num), Rate: b.o.CostPerRunHour, Currency: evidence.NewQuote(b.o.Currency), Source: b.costSource(), Claim: id}
}

func (b *builder) lostFormula() string {
	return string(formula.Call("sum", formula.Call("durations", b.worstKind(), "*", "failed")))
}

func (b *builder) rateFormula() string {
	return "limit(" + strconv.FormatFloat(b.o.CostPerRunHour, 'f', -1, 64) + ")"
}

func (b *builder) costFormula() string {
	return "round(" + b.lostFormula() + " / limit(1h) * " + b.rateFormula() + " * 100) / 100" // to the cent
}

func (b *builder) costSource() string {
	if b.o.CostSource != "" {
		return b.o.CostSource
	}
	return "given on the command line"
}

func (b *builder) sayCost() (ID, bool) {
	if b.o.CostPerRunHour <= 0 || b.timedFailures() == 0 {
		return "", false
	}
	return b.say(phraseCost, b.failureRefs(), numberOf("amount", b.costFormula()), nameIn("currency", currencyOr(b.o.Currency)),
		durationIn("lost", b.lostFormula()), numberOf("rate", b.rateFormula()), wordIn("source", b.costSource()))
}

// timedFailures is how many failed runs have a known duration.
func (b *builder) timedFailures() (n int64) {
	for i := range b.groups {
		n += b.groups[i].tally.failedTimed
	}
	return n
}

func currencyOr(c string) string {
	if c == "" {
		return "units of money"
	}
	return c
}

// scoreFacts show the parts of the score with their weights.
func (b *builder) scoreFacts() []Fact {
	var out []Fact
	for _, p := range b.rep.Impact.ScoreParts {
		f := Fact{Label: p.Name, Lead: Words(fmt.Sprintf("%.1f of %d points", p.Points, p.Weight)), Claims: []ID{p.Claim}}
		if !p.Known {
			f.Lead, f.Claims = Words(fmt.Sprintf("no points of %d: these logs cannot tell", p.Weight)), []ID{}
		}
		out = append(out, f)
	}
	return out
}

// scored tells in one line how the categories are cut.
func scored() string {
	parts := make([]string, 0, len(severities))
	for _, s := range severities[:len(severities)-1] {
		parts = append(parts, fmt.Sprintf("%s from %d", s.name, s.from))
	}
	return strings.Join(parts, ", ")
}
