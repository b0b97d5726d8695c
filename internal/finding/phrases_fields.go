package finding

import "inquest/internal/evidence"

// Phrases about where errors gather, and about lines that keep time.
var (
	phraseGather = evidence.NewPhrase("finding.gather", "The errors gather where {key:name} is {value:name}: {errors:count} of {allerrors:count} error records, against {records:count} of {all:count} records of all levels (Fisher exact test, p {p:prob}, {tests:count} test{|s} made).")
	phraseSame   = evidence.NewPhrase("finding.same-field", "{key:name} is {value:name} in all {errors:count} error records and in all {rest:count} others that give it, so it explains nothing.")
	phraseBeat   = evidence.NewPhrase("finding.heartbeat", "A line of {source:name} came about every {every:duration} until {last:instant} and then no more, while {source:name} went on for {length:duration}: {line:name}")
	phraseAnswer = evidence.NewPhrase("finding.answer", "As far as its lines were kept, {source:name} gives {old:name} for {name:name} until {last:instant}, and {new:name} from {first:instant} on.")
	phraseValue  = evidence.NewPhrase("finding.value", "As far as lines were kept, behind {key:name} stands {old:name} until {last:instant}, and {new:name} from {first:instant} on, last in {source:name}.")
	phraseRateUp = evidence.NewPhrase("finding.rate.up", "From the first bad sign on {after:count} record{|s} in {loud:duration}, before it {before:count} in {quiet:duration}: it comes much oftener in {source:name}: {line:name}")
	phraseRateDn = evidence.NewPhrase("finding.rate.down", "From the first bad sign on {after:count} record{|s} in {loud:duration}, before it {before:count} in {quiet:duration}: it comes much less often in {source:name}: {line:name}")
)
