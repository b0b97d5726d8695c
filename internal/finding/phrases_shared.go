package finding

import "inquest/internal/evidence"

// Phrases about failures that begin or end together.
var (
	phraseSharedEnd        = evidence.NewPhrase("finding.shared.end", "{n:count} failures fall within {ends:duration}, while the runs began over {starts:duration}.")
	phraseSharedEndImplied = evidence.NewPhrase("finding.shared.end-implied", "{n:count} failures fall within {ends:duration}, while the starts that their durations imply spread over {starts:duration}.")
	phraseSharedOpen       = evidence.NewPhrase("finding.shared.open", "A shared event ended the {n:count} failed runs, or they were written at once, as a dump. The logs do not say which.")
	phraseCommonStart      = evidence.NewPhrase("finding.shared.start", "{n:count} failed runs began within {starts:duration} and ended over {ends:duration}: look at what they were given, or at what changed when they began.")
	phrasePeriod           = evidence.NewPhrase("finding.shared.period", "{n:count} failures came about every {every:duration}: look for a schedule.")
	phraseBurst            = evidence.NewPhrase("finding.shared.burst", "{in:count} of {all:count} error lines fall between {from:instant} and {to:instant}.")
	phraseOnset            = evidence.NewPhrase("finding.onset", "The first bad sign is at {at:instant}; what lies before it is the quiet part.")
	phraseOnsetStray       = evidence.NewPhrase("finding.onset-stray", "{stray:count} run{|s} that failed before it, of something else, {is|are} left aside.")
	phraseOnsetFew         = evidence.NewPhrase("finding.onset-few", "The first bad sign is at {at:instant}; too few runs ended before it to tell a quiet part from chance.")
	phraseOnsetAtOnce      = evidence.NewPhrase("finding.onset-at-once", "The first bad sign is at {at:instant}, near the beginning of the logs: there is no quiet part before it to compare with.")
)
