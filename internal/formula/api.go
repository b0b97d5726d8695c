// Package formula computes numbers from a profile by small expressions that a
// report can print and a verifier can compute again:
//
//	sum(durations("job", "D4E5F6", "failed"))
//	source_first("network/D4E5F6.log") - source_last("application.log")
//	fisher(3, 10, 0, 40)
//
// Numbers of a claim are made by evaluating their formula, so that text and
// formula cannot disagree. The language has calls, quoted strings, numbers and
// + - * / with brackets; no variables, no loops. It detects nothing.
package formula

import "inquest/internal/profile"

// Env evaluates formulas against one view, and against the healthy baseline when there is one.
type Env struct {
	View     *profile.View
	Baseline *profile.View // may be nil: functions of the form baseline_... then fail
	Status   []Status      // entries of the job-status file
}

// Status is the part of a job-status entry that formulas use.
type Status struct {
	Kind, ID, State          string
	Duration, Start, Latency int64
}

// Result is a number or a list of numbers. Durations and instants are in ns.
type Result struct {
	Num   float64
	Int   int64 // exact, when Exact
	Exact bool
	List  []int64
}

// Eval evaluates an expression. Errors name the place in the expression.
func (e *Env) Eval(expr string) (Result, error) { return e.eval(expr) }

// Function describes one function for the documentation and the checker.
type Function struct {
	Name, Args, Doc string
}

// Functions lists all functions, by name.
func Functions() []Function { return functions() }
