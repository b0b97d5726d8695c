package finding

import "inquest/internal/evidence"

// Phrases about outcomes, durations and groups of runs.
var (
	phraseAllWell         = evidence.NewPhrase("finding.runs.all-well", "{unit:name}: {succeeded:count} of {runs:count} logged runs ended well, and none failed.")
	phraseOnlyFailures    = evidence.NewPhrase("finding.runs.only-failures", "{unit:name}: {failed:count} of {runs:count} logged runs failed. No success is logged, so no failure rate can be given.")
	phraseOnlyFailuresOne = evidence.NewPhrase("finding.runs.only-failures-one", "{unit:name}: {failed:count} of {runs:count} logged runs failed.")
	phraseFailures        = evidence.NewPhrase("finding.runs.failures", "{unit:name}: {failed:count} of {runs:count} logged runs failed; {succeeded:count} ended well.")
	phraseNeverEnded      = evidence.NewPhrase("finding.runs.never-ended", "{unit:name}: {lost:count} of {runs:count} logged runs never ended; {succeeded:count} ended well.")
	phraseLostOne         = evidence.NewPhrase("finding.runs.lost-one", "{unit:name}: {lost:count} run began and never ended in these logs.")
	phraseLost            = evidence.NewPhrase("finding.runs.lost", "{unit:name}: {lost:count} run{|s} began and never ended in these logs.")
	phraseFailWindow      = evidence.NewPhrase("finding.runs.window", "{unit:name}: the first failure ended at {first:instant} and the last one at {last:instant}.")
	phraseImpliedStarts   = evidence.NewPhrase("finding.runs.implied-starts", "{unit:name}: the failed runs began between {first:instant} and {last:instant}, as their ends and durations imply.")
	phraseGroupDiffers    = evidence.NewPhrase("finding.runs.group-differs", "Runs with {property:word} {value:name} fail at another rate than the rest: {failed:count} of {runs:count} against {other:count} of {othern:count} (Fisher exact test, p {p:prob}, {tests:count} test{|s} made).")
	phraseGroupSame       = evidence.NewPhrase("finding.runs.group-same", "Runs with {property:word} {value:name} do not differ from the rest: {failed:count} of {runs:count} failed against {other:count} of {othern:count} (Fisher exact test, p {p:prob}, {tests:count} test{|s} made).")
	phraseRecovered       = evidence.NewPhrase("finding.runs.recovered", "{runs:count} run{|s} ended well after {retries:count} failed attempt{|s}.")
	phraseReason          = evidence.NewPhrase("finding.reason", "{runs:count} of {of:count} failed run{|s} {gives|give} this as the reason: {text:name}")
	phraseReasonMany      = evidence.NewPhrase("finding.reason.many", "Logs of failed runs hold it, and no log of a run that went well: {text:name}")
	phraseReasonOwn       = evidence.NewPhrase("finding.reason.own", "The logs of {runs:count} of {of:count} failed run{|s} {holds|hold} it, and no log of a run that went well: {text:name}")
)
