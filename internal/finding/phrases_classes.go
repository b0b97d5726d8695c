package finding

import "inquest/internal/evidence"

// Phrases about fault classes, restarts and changes.
var (
	phraseFarNamed        = evidence.NewPhrase("finding.class.far-named", "These lines do not name the far end; {place:name} is the only one that their source names.")
	phraseFarOnly         = evidence.NewPhrase("finding.class.far-only", "These lines do not name the far end; {place:name} is the only {program:name} in these logs.")
	phraseClassOne        = evidence.NewPhrase("finding.class.hit-one", "{head:word}{place:name}{tail:word}: {count:count} line says so, at {from:instant}.")
	phraseClass           = evidence.NewPhrase("finding.class.hit", "{head:word}{place:name}{tail:word}: {count:count} lines say so, first at {from:instant}.")
	phraseClassAtLeastOne = evidence.NewPhrase("finding.class.hit-at-least-one", "{head:word}{place:name}{tail:word}: at least {count:count} line says so, first at {from:instant}.")
	phraseClassAtLeast    = evidence.NewPhrase("finding.class.hit-at-least", "{head:word}{place:name}{tail:word}: at least {count:count} lines say so, first at {from:instant}.")
	phraseClassUntimedOne = evidence.NewPhrase("finding.class.hit-untimed-one", "{head:word}{place:name}{tail:word}: {count:count} line says so, without a time.")
	phraseClassUntimed    = evidence.NewPhrase("finding.class.hit-untimed", "{head:word}{place:name}{tail:word}: {count:count} lines say so, none with a time.")
	phraseClassNewOne     = evidence.NewPhrase("finding.class.new-one", "{head:word}{place:name}{tail:word}: no line says so before the failures begin, {after:count} line does after that.")
	phraseClassNew        = evidence.NewPhrase("finding.class.new", "{head:word}{place:name}{tail:word}: no line says so before the failures begin, {after:count} lines do after that.")
	phraseClassOver       = evidence.NewPhrase("finding.class.over", "{head:word}{place:name}{tail:word}: seen only before the failures begin (lines: {before:count}, after that: {after:count}), so it explains nothing.")
	phraseClassConstant   = evidence.NewPhrase("finding.class.constant", "{head:word}{place:name}{tail:word}: as frequent before the failures begin (lines: {before:count}) as after ({after:count}), so it explains nothing.")
	phraseRestart         = evidence.NewPhrase("finding.restart", "{place:name} stopped at {stop:instant} and was started again at {start:instant}, {down:duration} later.")
	phraseChangeBefore    = evidence.NewPhrase("finding.change.before", "A change is announced at {at:instant}, {ahead:duration} before the first bad sign: {line:name}")
	phraseBegins          = evidence.NewPhrase("finding.change.begins", "{source:name} begins at {at:instant}, {ahead:duration} before the first bad sign: {line:name}")
	phraseChangeAt        = evidence.NewPhrase("finding.change.at", "A change is announced at the time of the first bad sign, {at:instant}: {line:name}")
	phraseChangeAfter     = evidence.NewPhrase("finding.change.after", "A change is announced at {at:instant}, {behind:duration} after the first bad sign: {line:name}")
	phraseNewJobType      = evidence.NewPhrase("finding.change.job-type", "Jobs of type {name:name} are first run at {at:instant}, near the first bad sign.")
)
