package finding

import "inquest/internal/evidence"

// Phrases about templates that come, go or stay.
var (
	phraseNew      = evidence.NewPhrase("finding.template.new", "New in {source:name}, {after:count} line{|s} against {before:count} in {against:word}: {line:name}")
	phraseNewOne   = evidence.NewPhrase("finding.template.new-one", "New in {source:name}, {after:count} line against {before:count} in {against:word}: {line:name}")
	phraseVanished = evidence.NewPhrase("finding.template.vanished", "Gone from {source:name}, {after:count} line{|s} against {before:count} in {against:word}: {line:name}")
	phraseOver     = evidence.NewPhrase("finding.template.over", "Seen only in {against:word} (lines: {before:count}, after that: {after:count}) in {source:name}, so it explains nothing: {line:name}")
	phraseConstant = evidence.NewPhrase("finding.template.constant", "As frequent in {against:word} (lines: {before:count}) as after it ({after:count}) in {source:name}, so it explains nothing: {line:name}")
)
