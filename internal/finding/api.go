// Package finding holds the detectors: pure functions from a profile's view to
// findings (class hits, unit outcomes, duration shapes, bursts, shared ends,
// connection episodes, latency, silences, restarts, changes, time gaps).
//
// A finding says what was seen and proves it with claims; it does not say what
// caused what, which is package cause's.
package finding

import (
	"inquest/internal/cre"
	"inquest/internal/event"
	"inquest/internal/evidence"
	"inquest/internal/fault"
	"inquest/internal/formula"
	"inquest/internal/profile"
	"inquest/internal/trail"
)

// Input of the detectors.
type Input struct {
	View       *profile.View
	Baseline   *profile.View // nil when none was given
	Catalog    *fault.Catalog
	Status     []event.Status
	StatusFile string // name of the status file, empty when none
	StatusData []byte // its bytes: entries are cited by line, offset and hash of their bytes
	Env        *formula.Env
	Rules      []cre.Fired  // the user's rules that fire
	Trail      *trail.Trail // what the order of lines tells; nil when the sources were not read again
	BaseTrail  *trail.Trail // ... of the baseline
	Now        int64        // ns; 0 when not given: dates after it are flagged
	Shared     *Shared      // what is worked out once for all steps of a report; may be nil

	// Strict makes Detect and cause.Rank fail on a claim that cannot be proven
	// (a defect of the program); otherwise the claim is left out. Tests set it.
	Strict bool
}

// Kind of a finding: "class", "unit-outcome", "durations", "shared-end",
// "burst", "episode", "latency", "silence", "restart", "change", "new",
// "vanished", "rate", "time-gap", "overlap", "conflict", "hedge", "constant-field" ...
type Kind string

// Finding is something that a detector saw.
type Finding struct {
	Kind     Kind
	From, To int64 // ns; 0 when untimed

	// FromFormula and ToFormula compute From and To from the profile, in findings
	// of kind "class" with a time; else they are "".
	FromFormula, ToFormula string

	Class     *fault.Class // class findings
	Component string       // what it is about, as the lines name it
	Host      string
	Unit      *profile.Unit // unit findings
	Source    int           // -1 when several
	Templates []string      // template ids
	Count     int64
	Score     float64            // strength of the finding by itself, 0..1
	Claims    []evidence.Claim   // what was seen, most telling first
	Lines     []profile.Exemplar // the lines that show it best
	Data      any                // kind's own data (histogram, test result, ladder), for cause and report
}

// Detect runs all detectors. The result is sorted by Kind's order, then From,
// then component, and does not depend on anything but the input.
func Detect(in Input) ([]Finding, error) { return detect(in) }
