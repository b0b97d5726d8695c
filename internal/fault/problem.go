package fault

import (
	"fmt"
	"strings"
)

// Problem is one defect of a class file: where it is, what it is, and what to
// do about it.
type Problem struct {
	File string
	Line int // from 1; 0 when the file as a whole is meant
	What string
	Hint string
}

// Error gives "file:line: what; hint: ...".
func (p Problem) Error() string {
	at := p.File
	if p.Line > 0 {
		at = fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	if p.Hint == "" {
		return at + ": " + p.What
	}
	return at + ": " + p.What + "; hint: " + p.Hint
}

// Problems are all defects found in a catalogue, by file and line.
type Problems []Problem

// Error gives one line for each problem.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// err is ps as an error, nil when there is nothing to say.
func (ps Problems) err() error {
	if len(ps) == 0 {
		return nil
	}
	return ps
}
