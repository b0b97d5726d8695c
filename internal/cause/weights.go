package cause

// The weights of the parts of a confidence, and all thresholds of the ranking.
// They were set by reason and rounded; none was fitted to single cases. The
// figures that they give on labelled cases are kept beside the tests.
const (
	weightOrder        = 0.20 // it acts before the first failure, and near it
	weightCoverage     = 0.25 // share of the failed runs whose error text it is or explains
	weightContrast     = 0.15 // it is absent from the quiet part or the healthy run
	weightMechanism    = 0.15 // it is known to lead to the symptoms that are seen
	weightDepth        = 0.05 // it lies deep on the call path
	weightIndependence = 0.10 // another source than the one that complains shows it
	weightTrigger      = 0.05 // an announced change stands before it
	weightReversal     = 0.05 // the failures end when it ends
)

const (
	// supportedFrom is the confidence from which a hypothesis may be supported.
	supportedFrom = 0.6
	// supportedKinds is how many independent kinds of evidence it then needs.
	supportedKinds = 2
	// supportedCoverage is the least share of the failures that a supported cause
	// explains: most of them. A class that leads to half of the kinds that are seen
	// accounts for half of any failures by chance.
	supportedCoverage = 0.5
	// supportedAlone is that share where the logs hold no quiet part, so that nothing
	// tells what the candidate brought from what was there before it.
	supportedAlone = 0.8
	// symptomCap bounds the confidence of a hypothesis that only names a symptom:
	// something else is behind it. The deeper the symptom lies, the nearer to it.
	symptomCap   = 0.35
	symptomDepth = 0.05 // per step down the call path
	// guessCap bounds hypotheses that rest on the log's own guesses.
	guessCap = 0.25
	// lateCap bounds hypotheses that act after the failures began, or long before.
	lateCap = 0.5
	// unreachedCap bounds what is only inferred: that packets do not arrive.
	unreachedCap = 0.58
	// servicesCap bounds hypotheses where no run is logged: nobody says which
	// work failed, so no share of it can be shown to follow.
	servicesCap = 0.8
	// partialCap bounds hypotheses that leave too many of the failures unexplained.
	partialCap = 0.75
	// hearsayCap bounds what only callers say of a far end: that it failed is
	// sure, which part of it and why is not.
	hearsayCap = 0.7
	// A candidate is contested when manyRivals unrelated ones account by their own
	// lines for at least rivalShare of what it does; two may be one cause in two
	// wordings, three are a mixture.
	manyRivals   = 3
	rivalShare   = 0.5
	contestedCap = 0.45
	// slowCap bounds a component whose own times rise: it is where the time goes, and
	// what made it slow is not told.
	slowCap = 0.85
	// reasonCap bounds what failed runs say in words of no known class: it leads on, and
	// nothing tells whether it is the cause or what follows from it.
	reasonCap = 0.55
	// knownFrom is the confidence from which a known cause or change stands before that.
	// So does a symptom that lies deepSymptom steps down the call path.
	knownFrom   = 0.4
	deepSymptom = 3
	// valueCap bounds a value that changed: what it does is not told.
	valueCap = 0.5
	// backCap bounds a stop after which the component was back before most of the failures.
	backCap = 0.35
	// contradictedCap bounds hypotheses that other lines contradict.
	contradictedCap = 0.1
	// calmCap bounds every hypothesis when nothing failed in the end.
	calmCap = 0.45
	// gatedCap bounds hypotheses whose sources share no time with the failures.
	gatedCap = 0.05
	// explainedFrom is the confidence that a cause needs to push what it explains
	// behind itself.
	explainedFrom = 0.45
	// minShown is the confidence below which a hypothesis is not listed.
	minShown = 0.12
	// minNewErrors is how many different errors a healthy run must lack before an
	// input without failed runs is more than calm.
	minNewErrors = 2
	// maxHypotheses is how many are listed.
	maxHypotheses = 8
	// horizonShare: a cause acts at most one part in horizonShare of the window
	// before the first bad sign, when it was announced once and did not go on.
	horizonShare = 2
)

// Ranking bonuses break near ties between hypotheses of like confidence: kinds
// of evidence first, then depth, then time.
const (
	bonusCause  = 0.06 // a class that can stand first in a chain
	bonusChange = 0.08 // an announced change that explains what is seen
	bonusDepth  = 0.02 // per step down the call path
	bonusShared = 0.15 // failures that end together, before errors of unknown kinds
	bonusFirst  = 0.25 // the earliest cause event, where no run is logged
	bonusEarly  = 0.03 // the first of all signs
)

// Weights of what the order of lines says of modules and services.
const (
	weightTrace      = 1.0  // the first new stack trace
	traceLater       = 0.6  // each further one against the one before
	traceOperation   = 0.5  // an operation that failed, not an error of the language: often what a neighbour suffers
	traceRelay       = 0.3  // passed on by a client of another service
	traceOutward     = 0.5  // each further module outward against the one before
	traceOutwardNull = 0.75 // ... where a null was used: it was made further off
	traceHanded      = 1.1  // who last had a good value of a null that was handed down
	weightWords      = 0.5  // what was null is a word of the module's name
	neverFirst       = 0.95 // ... and up to this share of the first
	weightFailing    = 1.0  // modules in front of requests that now fail
	weightBreakOff   = 0.6  // the last that spoke where a flow breaks off
	weightErrors     = 0.4  // the logger of a new error
	weightGone       = 0.1  // share of a module's lines that do not come
	weightNewError   = 0.05 // a service's first new error
	weightBreak      = 1.0  // a statement that no longer follows another one
	halfBreak        = 15.0 // likelihood ratio at which a break is half as telling as can be
	weightDelay      = 0.8  // a step that takes longer
	halfDelay        = 0.05 // s, of excess at which a delay is half as telling as can be
	besideTrace      = 0.05 // all weaker kinds beside a new trace
	besideTrails     = 0.1  // all others beside what the order of lines says
)

// Confidence in what rests on the order of lines.
const (
	weightTraceNew    = 0.35 // the healthy run lacks the trace
	weightTraceDefect = 0.15 // it is an error of the language itself
	weightTraceRest   = 0.15 // more of the run is gone or fails with it
	weightTraceLead   = 0.15 // no other module is near
	clearLead         = 0.7  // share of the first's score up to which the next is not near
	tracedShown       = 3    // modules and services that become hypotheses
	weightBuildEnd    = 0.4  // the tool says that it failed
	weightBuildTold   = 0.2  // a line tells why
	clearLine         = 2.0  // score from which it does clearly
	weightBuildAgain  = 0.1  // another line says it again
	weightBuildFresh  = 0.2  // the healthy run's log lacks it
	besideBuild       = 0.3  // bounds classes that the telling lines do not show
	flowFrom          = 0.65 // score of a service from which its flow may be the cause
	flowLead          = 0.1  // ... and by how much it must lead
	flowCap           = 0.85
	bonusOrder        = 0.2  // before classes that only show what followed
	bonusOrderSure    = 0.5  // ... where it is supported: also before the earliest of these
	goneWithError     = 0.09 // share of the healthy run's kinds of lines that are gone, beside a new error
	goneAlone         = 0.18 // ... by themselves: half as much again as between two healthy runs
	goneFew           = 5    // least number of them, beside a new error
	goneMany          = 20   // ... by themselves: a share of few says nothing
	failingFrom       = 10.0 // likelihood ratio of failing requests
)
