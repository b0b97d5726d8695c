package report

import "inquest/internal/evidence"

// Sentences for readers who are no engineers. They hold no names of machines and
// none of the trade's words; each says what numbers of the logs say.
var (
	phraseAudFailed         = evidence.NewPhrase("audience.failed", "Of {runs:count} {kind:word} that these logs know, {failed:count} did not end well.")
	phraseAudTrouble        = evidence.NewPhrase("audience.trouble", "Something went wrong, but these logs name no piece of work that failed: {lines:count} {line was|lines were} read.")
	phraseAudCalm           = evidence.NewPhrase("audience.calm", "Nothing failed in the end: of {runs:count} {kind:word}, {failed:count} failed.")
	phraseAudWindow         = evidence.NewPhrase("audience.window", "The first failed at {from:instant}, the last at {to:instant}, {length:duration} later.")
	phraseAudMoment         = evidence.NewPhrase("audience.moment", "It failed at {from:instant}.")
	phraseAudOver           = evidence.NewPhrase("audience.over", "It is over, as far as these logs go: {good:count} of the {kind:word} ended well after the last failure.")
	phraseAudPerhaps        = evidence.NewPhrase("audience.perhaps-over", "These logs hardly show whether it is over: only {good:count} of the {kind:word} ended well after the last failure.")
	phraseAudOpen           = evidence.NewPhrase("audience.not-over", "These logs do not show whether it is over: nothing ended well after the last failure.")
	phraseAudCause          = evidence.NewPhrase("audience.cause", "The most likely cause lies in {layer:word}. {signs:count} sign{|s} in these logs speak{s|} for it.")
	phraseAudLead           = evidence.NewPhrase("audience.lead", "The cause is not known for certain. The strongest lead points to {layer:word}.")
	phraseAudPlainCause     = evidence.NewPhrase("audience.plain-cause", "The most likely cause: {what:word}. {signs:count} sign{|s} in these logs speak{s|} for it.")
	phraseAudPlainLead      = evidence.NewPhrase("audience.plain-lead", "The cause is not known for certain. The strongest lead: {what:word}.")
	phraseAudAdvice         = evidence.NewPhrase("audience.advice", "{advice:word}.")
	phraseAudAdviceOver     = evidence.NewPhrase("audience.advice-over", "Unless it is done already: {advice:word}.")
	phraseAudAdviceIf       = evidence.NewPhrase("audience.advice-if", "If the lead is confirmed: {advice:word}.")
	phraseAudPreventIf      = evidence.NewPhrase("audience.prevent-if", "If the lead is confirmed, so that it does not happen again: {advice:word}.")
	phraseAudStepsElsewhere = evidence.NewPhrase("audience.steps-elsewhere", "The technical report names the steps, and who takes them.")
	phraseAudScore          = evidence.NewPhrase("audience.score", "On a scale from 0 to 100 the impact is {score:count}, {severity:word}.")
	phraseAudSettle         = evidence.NewPhrase("audience.settle", "Have the cause settled: the technical report names what these logs lack and where to find it.")
	phraseAudNoCause        = evidence.NewPhrase("audience.no-cause", "The cause is not known: these logs do not tell it.")
	phraseAudLost           = evidence.NewPhrase("audience.lost", "The {kind:word} that failed had worked for {sum:duration} in all.")
	phraseAudUnknown        = evidence.NewPhrase("audience.unknown", "These logs do not tell: {what:word}.")
	phraseAudDataSafe       = evidence.NewPhrase("audience.data-silent", "No line of {lines:count} speaks of lost or damaged data; that is no proof that there is none.")
	phraseAudDataHit        = evidence.NewPhrase("audience.data-hit", "Some lines speak of lost or damaged data.")
	phraseAudDraft          = evidence.NewPhrase("audience.draft", "This text was put together by a program from {lines:count} log {line|lines}. A person reads and corrects it before it is sent.")
	phraseAudSure           = evidence.NewPhrase("audience.sure", "Every sentence here can be checked again in the logs, by a command that the technical report names: {lines:count} {line was|lines were} read.")
)
