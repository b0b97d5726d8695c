package finding

import "inquest/internal/evidence"

// Phrases about the shapes of durations.
var (
	phraseDurations      = evidence.NewPhrase("finding.durations.summary", "{unit:name}: {n:count} failed runs took from {min:duration} to {max:duration}, median {median:duration}, {sum:duration} in all.")
	phraseDurationsWhole = evidence.NewPhrase("finding.durations.summary-seconds", "{unit:name}: {n:count} failed runs took from {min:count} s to {max:count} s, median {median:number} s, {sum:count} s in all ({long:duration}).")
	phraseBucket         = evidence.NewPhrase("finding.durations.bucket", "{unit:name}: failed runs that took {range:word}: {n:count}.")
	phraseMode           = evidence.NewPhrase("finding.durations.mode", "{unit:name}: failed runs most often took {range:word}, {n:count} of {all:count}.")
	phrasePile           = evidence.NewPhrase("finding.durations.pile", "{unit:name}: {n:count} of {all:count} failed runs took about {at:duration}. A pile like this is what a deadline, a time limit or a fixed number of retries leaves.")
	phraseUniform        = evidence.NewPhrase("finding.durations.uniform", "{unit:name}: the durations of the failed runs show no threshold; over these stretches they cannot be told from evenly spread ones (exact chi-square test, p {p:prob}).")
	phraseNotUniform     = evidence.NewPhrase("finding.durations.not-uniform", "{unit:name}: the durations of the failed runs are not evenly spread over these stretches (exact chi-square test, p {p:prob}), but they pile up at no single value.")
	phraseNoThreshold    = evidence.NewPhrase("finding.durations.no-threshold", "There is no common threshold: failed runs of {a:name} most often took {rangea:word}, those of {b:name} {rangeb:word}.")
)
