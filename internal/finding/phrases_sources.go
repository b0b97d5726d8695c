package finding

import "inquest/internal/evidence"

// Phrases about silences, gaps and overlaps of sources.
var (
	phraseSilenceEnd = evidence.NewPhrase("finding.silence.end", "{source:name} says nothing after {from:instant}, while other sources go on for {length:duration}.")
	phraseSilenceGap = evidence.NewPhrase("finding.silence.gap", "{source:name} says nothing for {length:duration} from {from:instant} on, and then speaks again.")
	phraseGap        = evidence.NewPhrase("finding.time.gap", "{a:name} ends {gap:duration} before {b:name} begins: they share no time, so nothing in the one can be compared in time with the other.")
	phraseOverlap    = evidence.NewPhrase("finding.time.overlap", "{a:name} and {b:name} overlap in time from {from:instant} to {to:instant}.")
	phraseOverlapAll = evidence.NewPhrase("finding.time.overlap-all", "All sources with times overlap, from {from:instant} to {to:instant}.")
	phraseFuture     = evidence.NewPhrase("finding.time.future", "{source:name} has times up to {last:instant}, after the given present {now:instant}.")
)
