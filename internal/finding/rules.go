package finding

import (
	"strings"

	"inquest/internal/cre"
	"inquest/internal/evidence"
)

var (
	phraseRule       = evidence.NewPhrase("finding.rule", "Rule {id:name} fires in {source:name}: {title:name}.")
	phraseRuleAdvice = evidence.NewPhrase("finding.rule.advice", "Rule {id:name} advises: {advice:name}")
)

// maxRuleLines is how many lines of a rule are cited.
const maxRuleLines = 12

// detectRules states the rules of the user's that fire. They are the user's own
// words: they are cited and do not take part in the ranking of causes.
func detectRules(s *scene) []Finding {
	var out []Finding
	for i := range s.in.Rules {
		out = append(out, s.ruleOf(&s.in.Rules[i]))
	}
	return out
}

func (s *scene) ruleOf(x *cre.Fired) Finding {
	f := Finding{Kind: KindRule, Source: x.Source, Component: x.Rule.ID, Score: 1, Data: x}
	var cited []evidence.Ref
	for _, l := range x.Lines[:min(len(x.Lines), maxRuleLines)] {
		cited = append(cited, l.Ref)
		if l.HasTime && (f.From == 0 || l.Time < f.From) {
			f.From = l.Time
		}
		if l.HasTime {
			f.To = max(f.To, l.Time)
		}
	}
	name := s.in.View.Sources[x.Source].Name
	s.say.Add(&f.Claims, phraseRule, cited, NameSlot("id", x.Rule.ID), NameSlot("source", name), NameSlot("title", x.Rule.Title))
	if x.Rule.Mitigation != "" {
		s.say.Add(&f.Claims, phraseRuleAdvice, cited[:1], NameSlot("id", x.Rule.ID), NameSlot("advice", strings.Join(strings.Fields(x.Rule.Mitigation), " ")))
	}
	return f
}
