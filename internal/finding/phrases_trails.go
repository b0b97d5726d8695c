package finding

import "inquest/internal/evidence"

// Phrases about stack traces and the flow of requests.
var (
	phraseTrace       = evidence.NewPhrase("finding.trace", "{exception:name} in {module:name} ({service:name}): {message:name}. Seen {times:count} times, {against:word}.")
	phraseTraceOnce   = evidence.NewPhrase("finding.trace-once", "{exception:name} in {module:name} ({service:name}): {message:name}. Seen {times:count} time, {against:word}.")
	phraseBreak       = evidence.NewPhrase("finding.flow.break", "In {owner:name} the line \"{missing:name}\" followed \"{after:name}\" in {healthy:count} of {of:count} cases of the healthy run, now in {now:count} of {nowof:count}.")
	phraseBreakStart  = evidence.NewPhrase("finding.flow.break-start", "In {owner:name} requests began with the line \"{missing:name}\" in {healthy:count} of {of:count} cases of the healthy run, now in {now:count} of {nowof:count}.")
	phraseContrast    = evidence.NewPhrase("finding.contrast", "Of {all:count} kinds of lines of the healthy run {missing:count} do not come, and {errors:count} kinds of error lines are new.")
	phraseFailing     = evidence.NewPhrase("finding.failing-requests", "Of {of:count} requests that {logger:name} answered {failed:count} failed, against {before:count} of {beforeof:count} in the healthy run.")
	phraseBuildFailed = evidence.NewPhrase("finding.build.failed", "The log of {source:name} ends with a failure by the tool's own words: {end:name}")
	phraseBuildGood   = evidence.NewPhrase("finding.build.succeeded", "The log of {source:name} ends well by the tool's own words: {end:name}")
	phraseBuildWhy    = evidence.NewPhrase("finding.build.why", "The line that tells best why: {line:name}")
	phraseBuildFresh  = evidence.NewPhrase("finding.build.fresh", "The line that tells best why, and that the healthy run's log lacks: {line:name}")
	phraseDelay       = evidence.NewPhrase("finding.flow.delay", "The step from {from:name} to {to:name} takes {now:duration} in median of {nown:count} requests, against {before:duration} of {n:count} in the healthy run: {line:name}")
)

// DelayPhrase is the id of the sentence that says that a step takes longer.
const DelayPhrase = "finding.flow.delay"
