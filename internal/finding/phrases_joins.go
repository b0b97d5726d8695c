package finding

import "inquest/internal/evidence"

// Phrases about joins and conflicts.
var (
	phraseJoinLine     = evidence.NewPhrase("finding.join.line", "{addr:name} belongs to {host:name}: one line names both.")
	phraseJoinPort     = evidence.NewPhrase("finding.join.port", "{addr:name} belongs to {host:name}: no other host has a server on that port.")
	phraseJoinFile     = evidence.NewPhrase("finding.join.file", "{file:name} and {other:name} are joined by the file name {id:name} alone.")
	phraseJoinID       = evidence.NewPhrase("finding.join.id", "The job-status file speaks of {id:name} (state {state:name}), and so do the logs: joined by id.")
	phraseJoinAddress  = evidence.NewPhrase("finding.join.address", "The job-status file gives the address {addr:name} for {id:name}, and {source:name} speaks of it: joined by address.")
	phraseConflictGood = evidence.NewPhrase("finding.conflict.good", "Conflict: the job-status file says {state:name} of {id:name}, the logs say {failed:count} runs failed and {succeeded:count} ended well.")
	phraseConflictBad  = evidence.NewPhrase("finding.conflict.bad", "Conflict: the job-status file says {state:name} of {id:name}, the logs hold {succeeded:count} runs that ended well and {failed:count} that failed.")
)
