// Package formula computes numbers from a profile by small expressions that a
// report can print and a verifier can compute again:
//
//	sum(durations("job", "R-17", "failed"))
//	source_first("net/probe.log") - source_last("app.log")
//	fisher(3, 10, 0, 40)
//
// Numbers of a claim are made by evaluating their formula, so that text and
// formula cannot disagree. The language has calls, quoted strings, numbers
// (with units of time: 100ms, 5s, 2h, 1d) and + - * / with brackets; no
// variables, no loops. An expression without any call is refused: a number
// comes from the profile, or is a chosen constant and says so by limit(100).
//
// Durations and instants are nanoseconds. Whole numbers stay exact as long as
// they fit into 64 bits and divide evenly.
//
// The package reads no files and detects nothing.
package formula

import "inquest/internal/profile"

// Env evaluates formulas against one view, and against the healthy baseline when there is one.
type Env struct {
	View     *profile.View
	Baseline *profile.View // may be nil: functions of the form baseline_... then fail
	Status   []Status      // entries of the job-status file

	index   lineIndex // kept lines of View
	runs    runIndex  // runs of View
	baseEnv *Env      // in which baseline functions read; made at the first use
}

// Status is the part of a job-status entry that formulas use.
type Status struct {
	Kind, ID, State          string
	Duration, Start, Latency int64
}

// Result is a number or a list of numbers. Durations and instants are in ns.
type Result struct {
	Num    float64
	Int    int64 // exact, when Exact
	Exact  bool
	List   []int64
	IsList bool // the result is List, even when that is empty
}

// Expr is an expression made by [Call] and the operators, with proper quoting;
// string(e) is what [Env.Eval] and the report take.
type Expr string

// Eval evaluates an expression. Errors name the place in the expression.
func (e *Env) Eval(expr string) (Result, error) { return e.eval(expr) }

// Check reports whether an expression is well formed: it parses, every
// function is known and gets arguments of the right number and kind. It needs
// no profile.
func Check(expr string) error { return check(expr) }

// Function describes one function for the documentation and the checker.
type Function struct {
	Name, Args, Doc string
}

// Functions lists all functions, by name.
func Functions() []Function { return functions() }
