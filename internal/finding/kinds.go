package finding

// Kinds of findings, in the order in which they are listed.
const (
	KindOnset    Kind = "onset"          // when the failures begin
	KindOutcome  Kind = "unit-outcome"   // runs of a unit or of all units of a kind, by outcome
	KindGroup    Kind = "group"          // outcome by job type, target, host, worker: exact tests
	KindDuration Kind = "durations"      // histogram, mode, threshold test
	KindShared   Kind = "shared-end"     // failures end together while their starts spread
	KindStart    Kind = "common-start"   // failures start together while their ends spread
	KindPeriod   Kind = "period"         // failures come at equal distances
	KindBurst    Kind = "burst"          // errors in a small part of the window
	KindClass    Kind = "class"          // a fault class at a component
	KindRestart  Kind = "restart"        // a service stopped and started again
	KindChange   Kind = "change"         // an announced change of state, rare and near the onset
	KindSilence  Kind = "silence"        // a source or worker stops while others go on
	KindLoss     Kind = "loss"           // sequence numbers are missing
	KindShift    Kind = "shift"          // durations or latencies step up
	KindNew      Kind = "new"            // a template that the quiet part or the baseline lacks
	KindVanished Kind = "vanished"       // a template that stops
	KindConstant Kind = "constant-field" // as frequent before as after: explains nothing
	KindEpisode  Kind = "episode"        // the ladder of a connection
	KindLatency  Kind = "latency"        // measured latencies, with or without a baseline
	KindHedge    Kind = "hedge"          // a guess in the log's own words
	KindJoin     Kind = "join"           // two sources speak of the same thing
	KindTimeGap  Kind = "time-gap"       // two sources do not overlap in time
	KindOverlap  Kind = "overlap"        // two sources overlap in time
	KindFuture   Kind = "future"         // times after --now
	KindZone     Kind = "zone"           // the zone of the times is not known
	KindConflict Kind = "conflict"       // two sources disagree
	KindTrace    Kind = "trace"          // a stack trace that the healthy run lacks
	KindFlow     Kind = "flow"           // requests take other steps, or longer ones, than in the healthy run
	KindContrast Kind = "contrast"       // what this run lacks and has anew against the healthy one
	KindBuild    Kind = "build"          // how a build ended, and which lines tell why
	KindRule     Kind = "rule"           // a rule of the user's fires
	KindGather   Kind = "concentration"  // the errors gather at one host or at one value of a field
	KindSame     Kind = "same-field"     // a field has one value in errors and in all else: it explains nothing
	KindBeat     Kind = "heartbeat"      // a line that came at equal distances stops while its source goes on
	KindRate     Kind = "rate"           // a line comes much oftener, or less often, after the onset
	KindAnswer   Kind = "answer"         // a name has another address from about the onset on
	KindValue    Kind = "value"          // a value that all lines of a template share is another one from about the onset on
	KindReason   Kind = "reason"         // what failed runs give as their reason, in words of no known class
	KindRetry    Kind = "recovered"      // attempts that failed and then succeeded
)

var kindOrder = func() map[Kind]int {
	m := map[Kind]int{}
	for i, k := range []Kind{KindOnset, KindOutcome, KindGroup, KindDuration, KindShared, KindStart, KindPeriod, KindBurst, KindClass, KindTrace, KindFlow, KindContrast, KindBuild,
		KindRestart, KindChange, KindSilence, KindLoss, KindShift, KindNew, KindVanished, KindConstant, KindEpisode, KindLatency,
		KindHedge, KindJoin, KindTimeGap, KindOverlap, KindFuture, KindZone, KindConflict, KindRule, KindRetry, KindGather, KindSame, KindBeat, KindRate, KindAnswer, KindValue, KindReason} {
		m[k] = i
	}
	return m
}()
