package report

import (
	"encoding/json"
	"slices"
	"strings"

	"inquest/internal/cause"
	"inquest/internal/evidence"
	"inquest/internal/finding"
	"inquest/internal/formula"
)

// Audiences of a report. All are made from one result; what an audience reads is
// a choice of claims and sections, never another finding.
const (
	Technical  = "technical"
	Executive  = "executive"
	Customer   = "customer"
	ActionPlan = "action-plan"
)

// Audiences lists the audiences, the default one first.
func Audiences() []string { return []string{Technical, Executive, Customer, ActionPlan} }

// audienceTitles name the document; the technical report is known by its headline.
var audienceTitles = map[string]string{
	Executive:  "Executive summary",
	Customer:   "Draft for human review: note to customers",
	ActionPlan: "Action plan",
}

type sectionBuilder struct {
	id, title string
	build     func() []Block
}

// sections lists what the audience reads, in order.
func (b *builder) sections() []sectionBuilder {
	switch b.o.Audience {
	case Executive:
		return b.executive()
	case Customer:
		return b.customer()
	case ActionPlan:
		return b.actionPlan()
	}
	return []sectionBuilder{
		{"verdict", "Verdict", b.verdict},
		{"summary", "Summary of log analysis", b.summary},
		{"failures", "Detailed failure analysis", b.failures},
		{"patterns", "Failure patterns", b.patterns},
		{"cause", "Root cause", b.rootCause},
		{"recommendations", "Recommendations", b.recommendations},
		{"impact", "Impact", b.impact},
		{"references", "Research findings", b.references},
		{"conclusion", "Conclusion", b.conclusion},
		{sectionQuality, "Data quality", b.quality},
	}
}

// contract fills the parts of the contract that the audience's sections do not
// print, so that every report holds the whole result.
func (b *builder) contract() {
	if id, ok := b.add(b.res.Headline); ok {
		b.rep.Headline = id
	}
	if b.rep.Hypotheses == nil {
		b.rootCause()
	}
	if b.rep.Recommendations == nil {
		b.recommendations()
	}
	if b.rep.Impact.Claims == nil {
		b.impact()
	}
	if b.rep.References == nil {
		b.references()
	}
	if b.rep.DataQuality == nil {
		b.quality()
	}
}

// statement is a block of claims, nil without any.
func statement(heading string, ids []ID) []Block {
	if len(ids) == 0 {
		return nil
	}
	block := Block{Kind: Statements, Claims: ids}
	if heading != "" {
		block.Heading, block.Level = Words(heading), 3
	}
	return []Block{block}
}

// one is the id of a claim as a list, empty when it could not be made.
func one(id ID, ok bool) []ID {
	if !ok {
		return nil
	}
	return []ID{id}
}

// kindWords are the plurals of kinds of units, as readers know them.
func kindWords(kind string) string {
	switch kind {
	case "pod":
		return "programs"
	case "job", "request", "task", "build", "service", "batch", "workflow", "transaction":
		return strings.TrimSuffix(kind, "h") + map[bool]string{true: "hes", false: "s"}[strings.HasSuffix(kind, "h")]
	}
	return "runs"
}

// workWords are what the note counts: units, or their runs where some have several.
func (b *builder) workWords(kind string) string {
	words := kindWords(kind)
	for i := range b.v.Units {
		if u := &b.v.Units[i]; u.Kind == kind && len(u.Runs) > 1 && words != "runs" {
			return "runs of " + words
		}
	}
	return words
}

// fewAfter is how many good ends after the last failure say little: failures that come
// now and then leave as many between them.
const fewAfter = 3

// recovered tells whether work ended well after the last failure.
func (b *builder) recovered() bool {
	v, err := b.in.Env.Eval(string(formula.Call("after_failures", b.worstKind())))
	return err == nil && v.Int > 0
}

// lead is the first hypothesis that a fault class stands behind and that the
// logs do not contradict; nil when there is none, or no incident to explain.
func (b *builder) lead() *cause.Hypothesis {
	if len(b.res.Hypotheses) == 0 || b.res.Verdict == cause.NoIncident {
		return nil
	}
	h := &b.res.Hypotheses[0]
	if h.Class == nil || h.Outcome == cause.Contradicted || len(h.For) == 0 {
		return nil
	}
	return h
}

// whatHappened says in plain words how much failed.
func (b *builder) whatHappened() []ID {
	kind := b.worstKind()
	all := string(formula.Call("runs", kind, "*", "all"))
	bad := "(" + string(formula.Call("runs", kind, "*", "failed")) + " + " + string(formula.Call("runs", kind, "*", "lost")) + ")"
	switch {
	case b.res.Verdict == cause.NoIncident && kind != "":
		return one(b.say(phraseAudCalm, b.coverage(), countOf("runs", all), wordIn("kind", b.workWords(kind)), countOf("failed", bad)))
	case !b.anyFailed():
		return one(b.say(phraseAudTrouble, b.coverage(), countOf("lines", b.sumOver("lines"))))
	}
	return one(b.say(phraseAudFailed, b.failureRefs(), countOf("runs", all), wordIn("kind", b.workWords(kind)), countOf("failed", bad)))
}

func (b *builder) anyFailed() bool {
	for i := range b.groups {
		if b.groups[i].bad() > 0 {
			return true
		}
	}
	return false
}

// sumOver adds a function of sources over all of them.
func (b *builder) sumOver(function string) string { return call(function, "*") }

func (b *builder) whenItWas() []ID {
	if !b.anyFailed() {
		return nil
	}
	ends := formula.Call("ends", b.worstKind(), "*", "failed")
	from, to := secondsOf(formula.Call("min", ends)), secondsOf(formula.Call("max", ends))
	if _, err := b.in.Env.Eval(from); err != nil {
		return nil // no failure has a time
	}
	if v, err := b.in.Env.Eval(to + " - (" + from + ")"); err == nil && v.Int == 0 && v.Num == 0 {
		return one(b.say(phraseAudMoment, b.failureRefs(), instantAt("from", from)))
	}
	return one(b.say(phraseAudWindow, b.failureRefs(), instantAt("from", from), instantAt("to", to), durationIn("length", to+" - ("+from+")")))
}

// secondsOf rounds to what a reader of a note wants to know.
func secondsOf(e formula.Expr) string { return "round(" + string(e) + " / 1s) * 1s" }

func (b *builder) isItOver() []ID {
	if !b.anyFailed() {
		return nil
	}
	after := string(formula.Call("after_failures", b.worstKind()))
	if _, err := b.in.Env.Eval(after); err != nil {
		return nil
	}
	if !b.recovered() {
		return one(b.say(phraseAudOpen, b.coverage()))
	}
	over := phraseAudOver
	if v, err := b.in.Env.Eval(after); err == nil && v.Int < fewAfter {
		over = phraseAudPerhaps
	}
	return one(b.say(over, b.coverage(), countOf("good", after), wordIn("kind", b.workWords(b.worstKind()))))
}

// mostSigns bounds the lines that a sentence about a cause cites.
const mostSigns = 32

// signsOf counts the different statements that speak for a hypothesis, and
// gathers the lines that they cite, some of each.
func signsOf(h *cause.Hypothesis) (signs int, refs []evidence.Ref) {
	var said []string
	var distinct []evidence.Claim
	for _, c := range h.For {
		text, err := json.Marshal(c)
		if err == nil && !slices.Contains(said, string(text)) {
			said, distinct = append(said, string(text)), append(distinct, c)
		}
	}
	for i := 0; len(refs) < mostSigns; i++ {
		more := false
		for _, c := range distinct {
			if all := c.Refs(); i < len(all) {
				more = true
				if len(refs) < mostSigns && !slices.Contains(refs, all[i]) {
					refs = append(refs, all[i])
				}
			}
		}
		if !more {
			break
		}
	}
	return len(distinct), refs
}

func (b *builder) lostPlain() []ID {
	if b.timedFailures() == 0 {
		return nil
	}
	kind := b.worstKind()
	return one(b.say(phraseAudLost, b.failureRefs(), wordIn("kind", b.workWords(kind)), durationIn("sum", secondsOf(formula.Call("sum", formula.Call("durations", kind, "*", "failed"))))))
}

// dataClasses are the classes that speak of lost or damaged data.
var dataClasses = []string{"db.corruption", "broker.offset-lost", "os.io-error", "os.read-only-fs"}

func (b *builder) dataPlain() []ID {
	for _, f := range b.byScore(func(f *finding.Finding) bool {
		return f.Kind == kindClass && f.Class != nil && slices.Contains(dataClasses, f.Class.ID)
	}) {
		if len(f.Claims) > 0 {
			return one(b.say(phraseAudDataHit, f.Claims[0].Refs()))
		}
	}
	return one(b.say(phraseAudDataSafe, b.coverage(), countOf("lines", b.sumOver("lines"))))
}

func (b *builder) unknownPlain() []ID {
	if b.res.Verdict == cause.NoIncident {
		return nil // nothing was lost that one could miss a figure of
	}
	unknown := unknownImpact
	if b.o.CostPerRunHour > 0 && b.timedFailures() > 0 {
		unknown = unknown[1:]
	}
	return one(b.say(phraseAudUnknown, b.coverage(), wordIn("what", joinWords(unknown))))
}
