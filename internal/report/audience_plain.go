package report

import (
	"strconv"
	"strings"

	"inquest/internal/cause"
)

// layerWords name the part of a system that a class lies in, without jargon.
var layerWords = map[string]string{
	"network": "the network between our systems", "dns": "the look-up of names of our systems", "tls": "the certificates by which our systems know each other",
	"db": "a database", "cache": "a store for short-lived data", "broker": "the system that passes messages on", "http": "a service that others call",
	"os": "a server machine", "container": "the platform that runs our programs", "k8s": "the platform that runs our programs",
	"process": "one of our programs", "job": "the jobs themselves", "resource": "the amount of computing power that was set aside", "auth": "the control of access",
	"config": "a setting", "deploy": "a change of our software",
}

func layerOf(h *cause.Hypothesis) string {
	family, _, _ := strings.Cut(h.Fault, ".")
	if w := layerWords[family]; w != "" {
		return w
	}
	if h.Class != nil && layerWords[h.Class.Layer] != "" {
		return layerWords[h.Class.Layer]
	}
	return "a part that the logs do not name"
}

// whyPlain says the cause, or that it is not known, without a name and in the plain words
// of its class.
func (b *builder) whyPlain() []ID {
	if b.res.Verdict == cause.NoIncident {
		return nil
	}
	h := b.lead()
	if h == nil {
		return one(b.say(phraseAudNoCause, b.coverage()))
	}
	signs, refs := signsOf(h)
	if h.Outcome != cause.Supported {
		if h.Class.Plain.What != "" {
			return one(b.say(phraseAudPlainLead, refs, wordIn("what", h.Class.Plain.What)))
		}
		return one(b.say(phraseAudLead, refs, wordIn("layer", layerOf(h))))
	}
	n := countOf("signs", "limit("+strconv.Itoa(signs)+")")
	if h.Class.Plain.What != "" {
		return one(b.say(phraseAudPlainCause, refs, wordIn("what", h.Class.Plain.What), n))
	}
	return one(b.say(phraseAudCause, refs, wordIn("layer", layerOf(h)), n))
}

// When a piece of plain advice is for.
const (
	adviceNow   = "now"
	adviceLater = "later"
)

// plainAdvice is what a class advises in plain words, each piece a claim that rests on all
// that speaks for the cause. While the cause is open, what to do waits for its confirmation.
// A class without plain words refers to the technical report.
func (b *builder) plainAdvice(when string) []ID {
	h := b.lead()
	if h == nil {
		return nil
	}
	_, refs := signsOf(h)
	words := h.Class.Plain.Now
	if when == adviceLater {
		words = h.Class.Plain.Later
	}
	open := h.Outcome != cause.Supported
	switch {
	case words == "" && when == adviceNow:
		return one(b.say(phraseAudStepsElsewhere, refs))
	case words == "":
		return nil
	case open && when == adviceNow:
		return one(b.say(phraseAudAdviceIf, refs, wordIn("advice", lowerWords(words))))
	case open:
		return one(b.say(phraseAudPreventIf, refs, wordIn("advice", lowerWords(words))))
	}
	if when == adviceNow && b.recovered() {
		return one(b.say(phraseAudAdviceOver, refs, wordIn("advice", lowerWords(words))))
	}
	return one(b.say(phraseAudAdvice, refs, wordIn("advice", words)))
}

// settlePlain is the first thing to do while the cause is open.
func (b *builder) settlePlain() []ID {
	if b.res.Verdict == cause.NoIncident {
		return nil
	}
	if h := b.lead(); h != nil && h.Outcome == cause.Supported {
		return nil
	}
	return one(b.say(phraseAudSettle, b.coverage()))
}

// scorePlain is the impact score without what it does to those on call.
func (b *builder) scorePlain() []ID {
	v, ok := b.scoreValue()
	if !ok || !b.hasScore() {
		return nil
	}
	return one(b.say(phraseAudScore, b.failureRefs(), b.scoreSlot(), wordIn("severity", severityOf(v))))
}

// lowerWords begins small.
func lowerWords(s string) string { return strings.ToLower(s[:1]) + s[1:] }
