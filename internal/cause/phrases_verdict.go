package cause

import "inquest/internal/evidence"

// Phrases about the verdict, the impact and what is missing.
var (
	phraseCalm           = evidence.NewPhrase("verdict.calm", "Nothing failed in the end: of {runs:count} logged runs {failed:count} failed.")
	phraseCalmNoRuns     = evidence.NewPhrase("verdict.calm-no-runs", "Nothing failed that these logs show; they log no runs that could have failed.")
	phraseIncident       = evidence.NewPhrase("verdict.incident", "{failed:count} run{|s} failed or never ended. Leading cause: {head:word}{place:name}{tail:word}.")
	phraseIncidentFailed = evidence.NewPhrase("verdict.incident-failed", "{failed:count} run{|s} failed. Leading cause: {head:word}{place:name}{tail:word}.")
	phraseTrouble        = evidence.NewPhrase("verdict.trouble", "Errors are logged, but no failed run. Leading cause: {head:word}{place:name}{tail:word}.")
	phraseTroubleAside   = evidence.NewPhrase("verdict.trouble-aside", "Much more went wrong than the {failed:count} failed run{|s}, which nothing ties to it. Leading cause: {head:word}{place:name}{tail:word}.")
	phraseBuildFailed    = evidence.NewPhrase("verdict.build-failed", "The build failed by its tool's own words. What tells best why: {line:name}")
	phraseOpenLines      = evidence.NewPhrase("verdict.open-lines", "Errors are logged, but no failed run. The logs do not tell the cause.")
	phraseOpenLinesLead  = evidence.NewPhrase("verdict.open-lines-lead", "Errors are logged, but no failed run. {how:word}, not proven: {head:word}{place:name}{tail:word}.")
	phraseOpenAside      = evidence.NewPhrase("verdict.open-aside", "Much more went wrong than the {failed:count} failed run{|s}, which nothing ties to it. The logs do not tell the cause.")
	phraseOpenAsideLead  = evidence.NewPhrase("verdict.open-aside-lead", "Much more went wrong than the {failed:count} failed run{|s}, which nothing ties to it. {how:word}, not proven: {head:word}{place:name}{tail:word}.")
	phraseOpenTrying     = evidence.NewPhrase("verdict.open-trying", "{open:count} of {runs:count} logged runs had not ended when the logs end, and some were tried again and again in vain. The logs do not tell the cause.")
	phraseOpenTryingLead = evidence.NewPhrase("verdict.open-trying-lead", "{open:count} of {runs:count} logged runs had not ended when the logs end, and some were tried again and again in vain. {how:word}, not proven: {head:word}{place:name}{tail:word}.")
	phraseOpenSilentLead = evidence.NewPhrase("verdict.open-silent-lead", "No failure is logged, but one source fell silent while others of its kind go on. {how:word}, not proven: {head:word}{place:name}{tail:word}.")
	phraseOpenSilent     = evidence.NewPhrase("verdict.open-silent", "No failure is logged, but one source fell silent while others of its kind go on. The logs do not tell the cause.")
	phraseOpen           = evidence.NewPhrase("verdict.open", "{failed:count} run{|s} failed or never ended. The logs do not tell the cause.")
	phraseOpenLead       = evidence.NewPhrase("verdict.open-lead", "{failed:count} run{|s} failed or never ended. {how:word}, not proven: {head:word}{place:name}{tail:word}.")
	phraseOpenFailed     = evidence.NewPhrase("verdict.open-failed", "{failed:count} run{|s} failed. The logs do not tell the cause.")
	phraseOpenFailedLead = evidence.NewPhrase("verdict.open-failed-lead", "{failed:count} run{|s} failed. {how:word}, not proven: {head:word}{place:name}{tail:word}.")

	phraseImpactRuns    = evidence.NewPhrase("impact.runs", "Of {runs:count} logged runs {failed:count} failed and {lost:count} never ended.")
	phraseImpactFailed  = evidence.NewPhrase("impact.runs-failed", "Of {runs:count} logged runs {failed:count} failed.")
	phraseImpactTime    = evidence.NewPhrase("impact.time", "The failed runs had worked for {sum:duration} in all.")
	phraseImpactWindow  = evidence.NewPhrase("impact.window", "The failures lie between {from:instant} and {to:instant}, {length:duration}.")
	phraseImpactService = evidence.NewPhrase("impact.service", "{failed:count} of the failed or lost runs were logged by {place:name}.")
	phraseFirstFailure  = evidence.NewPhrase("story.first-failure", "The first run fails or is lost at {at:instant}: {unit:name}.")

	phraseOutOfTime = evidence.NewPhrase("ruled-out.time", "Nothing in {source:name} can have caused the failures: it lies {gap:duration} away from them in time.")

	phraseNoLogOf        = evidence.NewPhrase("missing.log", "No log of {place:name} from that time is in the input.")
	phraseFewQuiet       = evidence.NewPhrase("missing.few-quiet", "Too few runs ended before the failures to tell a quiet part from chance.")
	phraseNoQuiet        = evidence.NewPhrase("missing.quiet", "The failures begin with the logs: there is no quiet part to compare them with.")
	phraseFetchAround    = evidence.NewPhrase("decide.fetch", "To decide: the logs of {place:name} from {from:instant} to {to:instant}.")
	phraseAskPlace       = evidence.NewPhrase("decide.ask", "To decide: what {place:name} did from {from:instant} to {to:instant}. Its own log, {file:name}, was read and does not settle it.")
	phraseFetchSure      = evidence.NewPhrase("decide.sure", "To make sure: the logs of {place:name} from {from:instant} to {to:instant}.")
	phraseFetchTraces    = evidence.NewPhrase("decide.traces", "To decide: exit codes or stack traces of the {failed:count} failed runs.")
	phraseFetchScheduler = evidence.NewPhrase("decide.scheduler", "To decide: the log of the scheduler, and of the host that it runs on, at {at:instant}.")
)
