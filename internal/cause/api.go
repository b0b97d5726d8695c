// Package cause correlates findings over time, topology and shared identifiers
// and ranks hypotheses; "undetermined" is one of their outcomes.
//
// All weights stand in one file (weights.go). The package detects nothing
// itself and writes no text but claims.
package cause

import (
	"inquest/internal/evidence"
	"inquest/internal/fault"
	"inquest/internal/finding"
	"inquest/internal/profile"
)

// Verdict of the inquest.
type Verdict string

// Verdicts. Open: something failed, its cause is undetermined.
const (
	Incident   Verdict = "incident"
	Open       Verdict = "open"
	NoIncident Verdict = "no_incident"
)

// Outcome of a hypothesis.
type Outcome string

// Outcomes.
const (
	Supported    Outcome = "supported"
	Contradicted Outcome = "contradicted"
	Undetermined Outcome = "undetermined"
)

// Part is one named part of a confidence: what it asks, whether it holds, and
// the claim that says why.
type Part struct {
	Name   string // "order in time", "coverage", "contrast", "mechanism", "reversal", "independence", "trigger"
	Holds  bool
	Known  bool // false: these logs cannot tell
	Weight float64
	Claim  evidence.Claim // zero when Known is false
}

// Step is a datum that would decide an open question: where to look, the
// command, the answers.
type Step struct {
	What     evidence.Claim // names file, host and window to fetch, and cites what is missing
	Command  string
	Confirms string
	Refutes  string
}

// Hypothesis is a possible root cause.
type Hypothesis struct {
	Rank                  int
	Fault                 string       // class id, or "undetermined.shared-event" and the like
	Class                 *fault.Class // nil for the structural hypotheses
	Component             string
	Host                  string
	Title                 string   // trusted text from the class, component filled in by the report
	Quoted                []string // parts of Title that are text of the logs, in the order in which they stand in it
	Outcome               Outcome
	Confidence            float64
	Parts                 []Part
	For, Against, Missing []evidence.Claim
	Decide                []Step
	Evidence              []profile.Exemplar // lines to cite, most telling first
	Proof                 []profile.Exemplar // of these the ones that convince by themselves: what shows it, and who complains of it
	From, To              int64              // when it acted
	Chain                 []string           // class ids of the symptoms it explains, in order
	Captures              finding.Captures   // what its own lines name: a path, a user ...
}

// Suspect is a component with a score, best first in its list.
type Suspect struct {
	Name  string
	Score float64
}

// KeyLine is a line that explains the failure.
type KeyLine struct {
	Line  profile.Exemplar
	Score float64
}

// Conflict is two sources that disagree.
type Conflict struct {
	Claim evidence.Claim
	A, B  evidence.Ref
}

// Result of the ranking.
type Result struct {
	Verdict    Verdict
	Headline   evidence.Claim // one sentence
	From, To   int64          // of the incident
	Hypotheses []Hypothesis   // ranked
	RuledOut   []evidence.Claim
	Conflicts  []Conflict
	Suspects   map[string][]Suspect // "service", "module", "host", "pod", "unit"
	KeyLines   []KeyLine
	Impact     []evidence.Claim
	Chain      []evidence.Claim // the story: first bad event, what followed, in order of time
}

// Rank judges the findings.
func Rank(in finding.Input, fs []finding.Finding) (*Result, error) { return rank(in, fs) }
