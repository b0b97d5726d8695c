package finding

import "inquest/internal/evidence"

// Phrases about templates that come, go or stay.
var (
	phraseNew      = evidence.NewPhrase("finding.template.new", "New in {source:name}, lines: {after:count}, against {before:count} in {against:word}: {line:name}")
	phraseVanished = evidence.NewPhrase("finding.template.vanished", "No longer seen in {source:name}, lines: {after:count}, against {before:count} in {against:word}: {line:name}")
	phraseConstant = evidence.NewPhrase("finding.template.constant", "As frequent in {against:word} (lines: {before:count}) as after it ({after:count}) in {source:name}, so it explains nothing: {line:name}")
)
