package report

import "inquest/internal/evidence"

// The report's own sentences: what was read, how it was accounted for, and what
// was looked for and not found. All others come from detectors and the ranking.
var (
	phraseInputs = evidence.NewPhrase("report.inputs",
		"{inputs:count} input{|s} with {lines:count} line{|s} and {bytes:count} byte{|s} were read, as {records:count} record{|s}; formats: {formats:word}.")
	phraseAccounted = evidence.NewPhrase("report.accounted",
		"{share:percent} of the {bytes:count} bytes read are accounted for: {parsed:count} in records of a known format, {continued:count} in continuation lines, {plain:count} in records of no known format, {blank:count} in blank lines, {dropped:count} beyond the line limit.")
	phraseWindow = evidence.NewPhrase("report.window",
		"The records with a time lie between {from:instant} and {to:instant}, {span:duration}.")
	phraseWithin = evidence.NewPhrase("report.within",
		"Only records from {from:instant} on and before {to:instant} were asked for: {n:count} record{|s} with {bytes:count} byte{|s} lie{s|} outside and {was|were} left out.")
	phraseSince = evidence.NewPhrase("report.since",
		"Only records from {from:instant} on were asked for: {n:count} record{|s} with {bytes:count} byte{|s} lie{s|} before and {was|were} left out.")
	phraseUntil = evidence.NewPhrase("report.until",
		"Only records before {to:instant} were asked for: {n:count} record{|s} with {bytes:count} byte{|s} lie{s|} behind and {was|were} left out.")
	phraseZoneless = evidence.NewPhrase("report.zoneless",
		"{bare:count} of {timed:count} times name no zone and are read as they stand; they can be compared with the others only if all clocks agree.")
	phraseUntimed = evidence.NewPhrase("report.untimed",
		"{n:count} of {records:count} records in {file:name} carry no time, so nothing is said about when they were written.")
	phrasePlain = evidence.NewPhrase("report.plain",
		"{n:count} bytes of {file:name} fit no known format and are read as plain lines.")
	phraseDisorder = evidence.NewPhrase("report.disorder",
		"{n:count} {record|records} of {file:name} {is|are} older than the record in front of them.")
	phraseDropped = evidence.NewPhrase("report.dropped",
		"{n:count} bytes of over-long lines in {file:name} were counted and not read.")
	phraseYearless = evidence.NewPhrase("report.yearless",
		"The times in {file:name} carry no year, over {timed:count} timed records.")
	phraseUnfound = evidence.NewPhrase("report.unfound",
		"{what:word}: nothing was found for this section in {lines:count} line{|s} of {inputs:count} input{|s}.")
)
