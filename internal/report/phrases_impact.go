package report

import "inquest/internal/evidence"

// Sentences about the impact: the score and its parts, and money.
var (
	phraseScore       = evidence.NewPhrase("report.score", "Impact score {score:count} of 100, {severity:word}: {route:word}.")
	phraseScoreShare  = evidence.NewPhrase("report.score.share", "{bad:count} of {runs:count} {run|runs} failed or never ended, {share:percent}.")
	phraseScoreRuns   = evidence.NewPhrase("report.score.runs", "{bad:count} {run|runs} failed or never ended.")
	phraseScoreUnits  = evidence.NewPhrase("report.score.units", "{bad:count} of {units:count} {unit|units} had such a run.")
	phraseScoreLength = evidence.NewPhrase("report.score.length", "{length:duration} lie between the first failure and the last.")
	phraseScoreOpen   = evidence.NewPhrase("report.score.open", "{good:count} {run|runs} ended well after the last failure.")
	phraseCost        = evidence.NewPhrase("report.cost", "The lost run time of {lost:duration} costs {amount:number} {currency:name} at {rate:number} an hour, the rate {source:word}.")
)
