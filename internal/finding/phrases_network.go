package finding

import "inquest/internal/evidence"

// Phrases about connections, latencies and guesses.
var (
	phraseEpisode           = evidence.NewPhrase("finding.episode", "Connection to {peer:name} ({protocol:name}) as {source:name} shows it: from {from:instant} to {to:instant}, {length:duration}.")
	phraseEpisodePlain      = evidence.NewPhrase("finding.episode-plain", "Connection to {peer:name} as {source:name} shows it: from {from:instant} to {to:instant}, {length:duration}.")
	phraseStep              = evidence.NewPhrase("finding.episode.step", "{peer:name}: {step:word} {offset:duration} after the first step.")
	phraseStepLatency       = evidence.NewPhrase("finding.episode.step-latency", "{peer:name}: {step:word} {offset:duration} after the first step, latency {latency:duration}.")
	phraseLatencyAlone      = evidence.NewPhrase("finding.latency.alone", "{peer:name} answered in {latency:duration}. There is no baseline: this is not high by itself.")
	phraseLatencyRange      = evidence.NewPhrase("finding.latency.range", "{peer:name}: {n:count} latencies are given, from {min:duration} to {max:duration}. There is no baseline to compare them with.")
	phraseLatencyUsual      = evidence.NewPhrase("finding.latency.usual", "{peer:name} took up to {max:duration}; in {baseline:word} the median is {usual:duration}.")
	phraseShift             = evidence.NewPhrase("finding.latency.shift", "Times for {peer:name} in {source:name} step up from a median of {before:duration} ({quiet:count} kept lines) to {after:duration} ({lines:count} kept lines).")
	phraseLoss              = evidence.NewPhrase("finding.loss", "{peer:name}: {missing:count} sequence numbers are missing among the {seen:count} answers in {source:name}.")
	phraseNoLoss            = evidence.NewPhrase("finding.no-loss", "{peer:name}: the {seen:count} answers in {source:name} miss no sequence number, so nothing was lost on the way; late answers are not lost ones.")
	phraseHedge             = evidence.NewPhrase("finding.hedge", "The log guesses, in one line and without proof: {hint:name}")
	phraseHedgeContradicted = evidence.NewPhrase("finding.hedge.contradicted", "Other lines contradict the guess \"{hint:name}\": the peer answered {before:duration} before it, and {after:duration} after it there was still a connection to end.")
)
