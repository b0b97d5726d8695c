// Package cre reads files of Common Reliability Enumerations
// (https://github.com/prequel-dev/cre) as they are, and finds out which of their
// rules fire on the lines of a source: a set of conditions that hold within a
// window of time in any order, or a sequence that holds in order, unless a
// condition that negates it holds too.
//
// It reads no logs by itself, ranks nothing and has no clock. What a rule means is
// written down in docs/decisions/008-cre-rules.md.
package cre

import (
	"io/fs"
	"regexp"

	"inquest/internal/evidence"
)

// Rule is one rule of a file.
type Rule struct {
	ID          string
	Title       string
	Category    string
	Cause       string
	Impact      string
	Mitigation  string
	Application string
	References  []string
	File        string // name of the file below the folder that was given

	ordered bool  // a sequence
	window  int64 // ns; 0: none was given
	terms   []term
	negate  []term
}

// term is a condition on a line.
type term struct {
	text  string         // found in the line as it stands
	re    *regexp.Regexp // or this matches
	count int            // so many lines must hold it
	// of a condition that negates: how long, from where
	window, slide int64
	anchor        int
}

// Problem is a rule, or a file, that cannot be used, and why.
type Problem struct {
	File   string
	Rule   string // "" when the file cannot be read
	Reason string
}

// Line is a line that holds a condition of a rule that fires.
type Line struct {
	Time    int64 // ns; HasTime
	HasTime bool
	Source  int
	Ref     evidence.Ref
	Text    string // cut
}

// Fired is a rule that fires in a source, for the first time.
type Fired struct {
	Rule   *Rule
	Source int
	Lines  []Line // that made it fire, in order of the conditions
}

// Load reads every .yaml and .yml file below fsys. Rules that cannot be used are
// named with the reason and left out.
func Load(fsys fs.FS) ([]*Rule, []Problem) { return load(fsys) }
