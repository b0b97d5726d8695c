package diff

import "inquest/internal/evidence"

// The sentences of a comparison.
var (
	phraseVolume = evidence.NewPhrase("diff.volume", "The bad run holds {volume:number} times as much as the good one, by what most of their messages agree on: {bad:count} record{|s} against {good:count}.")

	phraseNew  = evidence.NewPhrase("diff.message.new", "\"{subject:name}\" is new: {bad:count} record{|s}, {good:count} in the good run.")
	phraseGone = evidence.NewPhrase("diff.message.gone", "\"{subject:name}\" is gone: {good:count} record{|s} in the good run, {bad:count} now.")
	phraseMore = evidence.NewPhrase("diff.message.more", "\"{subject:name}\" comes {times:number} times as often as in the good run: {bad:count} record{|s} against {good:count}, p {p:prob}.")
	phraseLess = evidence.NewPhrase("diff.message.less", "\"{subject:name}\" comes less often, {times:number} times what the good run gives: {bad:count} record{|s} against {good:count}, p {p:prob}.")

	phraseLevel = evidence.NewPhrase("diff.level", "Records of level {level:word} come {times:number} times as often: {bad:count} against {good:count}, p {p:prob}.")

	phraseTook     = evidence.NewPhrase("diff.duration.lines", "What \"{subject:name}\" says it took is {bad:duration} in median of {n:count} kept line{|s}, against {good:duration} of {n0:count} in the good run, p {p:prob}.")
	phraseRunTook  = evidence.NewPhrase("diff.duration.runs", "Runs of {subject:name} that ended well took {bad:duration} in median of {n:count}, against {good:duration} of {n0:count} in the good run, p {p:prob}.")
	phrasePeerTook = evidence.NewPhrase("diff.duration.peer", "{subject:name} answered after {bad:duration} in median of {n:count} measured time{|s}, against {good:duration} of {n0:count} in the good run, p {p:prob}.")

	phraseRuns    = evidence.NewPhrase("diff.runs.failed", "{bad:count} of {n:count} runs of {subject:name} failed, against {good:count} of {n0:count} in the good run, p {p:prob}.")
	phraseRunNew  = evidence.NewPhrase("diff.runs.new", "{subject:name} ran {bad:count} time{|s}, and {good:count} in the good run.")
	phraseRunGone = evidence.NewPhrase("diff.runs.gone", "{subject:name} ran {good:count} time{|s} in the good run, and {bad:count} now.")

	phrasePeer     = evidence.NewPhrase("diff.peer.events", "Connections to {subject:name} {event:word} {bad:count} time{|s}, against {good:count} in the good run.")
	phrasePeerNew  = evidence.NewPhrase("diff.peer.new", "{subject:name} is a new far end: {bad:count} connection event{|s}, {good:count} in the good run.")
	phrasePeerGone = evidence.NewPhrase("diff.peer.gone", "{subject:name} is no longer spoken to: {good:count} connection event{|s} in the good run, {bad:count} now.")

	phraseValueNew  = evidence.NewPhrase("diff.field.new", "{key:name} is {subject:name} in {bad:count} record{|s}, in {good:count} of the good run.")
	phraseValueGone = evidence.NewPhrase("diff.field.gone", "{key:name} was {subject:name} in {good:count} record{|s} of the good run, in {bad:count} now.")
	phraseValue     = evidence.NewPhrase("diff.field.share", "{key:name} is {subject:name} in {bad:count} of {n:count} records, against {good:count} of {n0:count} in the good run, p {p:prob}.")

	phrasePlaceNew  = evidence.NewPhrase("diff.place.new", "The {kind:word} {subject:name} is new: {bad:count} record{|s}, {good:count} in the good run.")
	phrasePlaceGone = evidence.NewPhrase("diff.place.gone", "The {kind:word} {subject:name} is silent: {good:count} record{|s} in the good run, {bad:count} now.")
	phrasePlace     = evidence.NewPhrase("diff.place.rate", "The {kind:word} {subject:name} writes {times:number} times as much as in the good run: {bad:count} record{|s} against {good:count}, p {p:prob}.")
)
