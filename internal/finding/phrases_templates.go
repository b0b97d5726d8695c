package finding

import "inquest/internal/evidence"

// Phrases about templates that come, go or stay.
var (
	phraseNew      = evidence.NewPhrase("finding.template.new", "New against {against:word} in {source:name} ({after:count} lines, {before:count} before): {line:name}")
	phraseVanished = evidence.NewPhrase("finding.template.vanished", "No longer seen against {against:word} in {source:name} ({before:count} lines before, {after:count} after): {line:name}")
	phraseConstant = evidence.NewPhrase("finding.template.constant", "As frequent in {against:word} as after it in {source:name} ({before:count} lines before, {after:count} after), so it explains nothing: {line:name}")
)
