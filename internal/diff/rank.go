package diff

import (
	"math"

	"inquest/internal/fault"
	"inquest/internal/record"
)

// Weights of what differs. A row's score is severity x log2 of the ratio x how
// little chance explains it; severities are round numbers, of what a line of a
// level usually means to who is on call.
var levelSeverity = [...]float64{
	record.LevelNone: 1, record.LevelTrace: 0.4, record.LevelDebug: 0.6, record.LevelInfo: 1,
	record.LevelNotice: 1.2, record.LevelWarn: 2.5, record.LevelError: 4, record.LevelCritical: 5,
}

const (
	severityCause   = 4.5 // a line that shows a class whose role is cause
	severitySymptom = 3.5
	severityChange  = 3   // an announced change
	severityRuns    = 5   // runs that failed
	severityStep    = 3   // a request's steps
	severityTrace   = 4.5 // a stack trace
	severitySlow    = 2.5
	severityPeer    = 3
	severityPlace   = 2
	severityField   = 1.5
	severityKnown   = 2 // a field that says which version, host or configuration it is

	goneShare   = 0.7 // silence follows from a failure oftener than it is one
	levelShare  = 0.5 // a level says what its messages say
	betterShare = 0.5 // faster, or fewer complaints

	halfChance = 4    // the statistic at which chance is half ruled out
	maxLog2    = 6    // of a ratio
	sureP      = 0.05 // over all comparisons of a kind
	looseP     = 0.05 // of one
	minTimes   = 1.5
	alwaysFrom = 2.0 // from this severity on new and gone messages are listed whatever p
)

func severityOf(l record.Level) float64 {
	if int(l) < len(levelSeverity) {
		return levelSeverity[l]
	}
	return 1
}

// classSeverity lifts what a line's level says by the class that it shows.
func classSeverity(s float64, c *fault.Class) float64 {
	if c == nil {
		return s
	}
	switch c.Role {
	case fault.RoleCause:
		return max(s, severityCause)
	case fault.RoleSymptom:
		return max(s, severitySymptom)
	case fault.RoleChange:
		return max(s, severityChange)
	}
	return s
}

// logRatio is |log2| of a ratio of counts, softened by half an event on each side.
func logRatio(bad, good, size float64) float64 {
	return min(maxLog2, math.Abs(math.Log2((bad+0.5)/(good*size+0.5))))
}

// firm is 0 where chance explains a difference, and 1 where it cannot.
func firm(statistic float64) float64 { return statistic / (statistic + halfChance) }

// firmP is firm of a p: by the statistic that Fisher's method gives one p.
func firmP(p float64) float64 { return firm(-2 * math.Log(max(p, 1e-300))) }

// firmG is firm of a likelihood ratio statistic, given how uneven counts are.
func firmG(g, unrest float64) float64 { return firm(g / unrest) }
