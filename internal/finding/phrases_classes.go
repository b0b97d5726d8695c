package finding

import "inquest/internal/evidence"

// Phrases about fault classes, restarts and changes.
var (
	phraseClass         = evidence.NewPhrase("finding.class.hit", "So the logs say: {head:word}{place:name}{tail:word}. Lines: {count:count}, the first from {from:instant}.")
	phraseClassUntimed  = evidence.NewPhrase("finding.class.hit-untimed", "So the logs say: {head:word}{place:name}{tail:word}. Lines: {count:count}, none with a time.")
	phraseClassNew      = evidence.NewPhrase("finding.class.new", "{head:word}{place:name}{tail:word}: not seen before the failures begin. Lines after that: {after:count}.")
	phraseClassConstant = evidence.NewPhrase("finding.class.constant", "{head:word}{place:name}{tail:word}: as frequent before the failures as after ({before:count} lines before, {after:count} after), so it explains nothing.")
	phraseRestart       = evidence.NewPhrase("finding.restart", "{place:name} stopped at {stop:instant} and was started again at {start:instant}, {down:duration} later.")
	phraseChangeBefore  = evidence.NewPhrase("finding.change.before", "A change is announced {ahead:duration} before the first bad sign: {line:name}")
	phraseChangeAfter   = evidence.NewPhrase("finding.change.after", "A change is announced {behind:duration} after the first bad sign: {line:name}")
	phraseNewJobType    = evidence.NewPhrase("finding.change.job-type", "Jobs of type {name:name} are first run at {at:instant}, near the first bad sign.")
)
