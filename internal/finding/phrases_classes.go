package finding

import "inquest/internal/evidence"

// Phrases about fault classes, restarts and changes.
var (
	phraseClass         = evidence.NewPhrase("finding.class.hit", "{title:word}: {count:count} lines about {place:name}, first at {from:instant}.")
	phraseClassUntimed  = evidence.NewPhrase("finding.class.hit-untimed", "{title:word}: {count:count} lines about {place:name}.")
	phraseClassNew      = evidence.NewPhrase("finding.class.new", "{title:word} is not seen before the failures begin and {after:count} times after that, about {place:name}.")
	phraseClassConstant = evidence.NewPhrase("finding.class.constant", "{title:word} is as frequent before the failures ({before:count}) as after their begin ({after:count}), so it explains nothing.")
	phraseRestart       = evidence.NewPhrase("finding.restart", "{place:name} stopped at {stop:instant} and was started again at {start:instant}, {down:duration} later.")
	phraseChangeBefore  = evidence.NewPhrase("finding.change.before", "A change is announced {ahead:duration} before the first bad sign: {line:name}")
	phraseChangeAfter   = evidence.NewPhrase("finding.change.after", "A change is announced {behind:duration} after the first bad sign: {line:name}")
	phraseNewJobType    = evidence.NewPhrase("finding.change.job-type", "Jobs of type {name:name} are first run at {at:instant}, near the first bad sign.")
)
