// Package trail is what one more reading of named sources tells that needs the
// order of lines: stack traces with their frames, and which statement followed
// which within a request, and after how long.
//
// Each source is read from its beginning to its end by one Collector, so that no
// cut between chunks shows; Join then puts the sources together in an order that
// depends on the records alone. Memory is bounded: above a number of events only
// the requests of smallest hash are kept, above a number of statements or stacks
// those of smallest hash.
//
// The package opens no files, judges nothing, and has no clock.
package trail

import (
	"inquest/internal/evidence"
	"inquest/internal/record"
)

// Trail is the joined result of the sources read.
type Trail struct {
	Statements []Statement // by Owner, Logger, Level, Text
	Spans      []Span      // by request, owner, time
	Stacks     []Stack     // by time, source, offset
	Tails      []Tail      // by source
	Spanned    bool        // most events name their span: what follows what is then one flow
	Thinned    int         // of 2^Thinned requests one was kept

	byKey map[string]int
}

// Statement is one kind of line of one owner.
type Statement struct {
	Owner  string // service, pod without its hash, or folder that wrote it
	Logger string
	Level  record.Level
	Text   string // the message's shape; "" where the logger's name holds the place in the source text
	Status uint16 // of an answer, where the message tells one
	Module string // whose source text the message names, "" mostly
	Count  int64
	First  Line
	Last   Line
}

// Line is a physical line with what is needed to cite it.
type Line struct {
	Time    int64 // ns; HasTime
	HasTime bool
	Source  int // index of the source in the run
	Ref     evidence.Ref
	Text    string // the line, or of a record the message, cut
}

// Event is one record of a request.
type Event struct {
	Time      int64 // ns
	Statement int32 // index into Trail.Statements
	Source    int32
	Offset    int64
}

// Span is the records of one request that one owner wrote, by time. Where the
// lines name spans, it is one span.
type Span struct {
	Request uint64 // hash of the request's or the trace's id
	Owner   string
	Events  []Event
}

// Frame is one call of a stack.
type Frame struct {
	Module string // dotted: nova.compute.manager, com.acme.pay.Client, main
	Func   string
	File   string
	Code   string // source text, where the trace shows it
}

// Stack is one stack trace.
type Stack struct {
	Exception string // class, as written: "TypeError", "java.io.IOException"
	Message   string
	Frames    []Frame // outermost first
	Owner     string
	Logger    string
	Level     record.Level
	Request   uint64 // 0 when the line names none
	Head      Line   // line at which the record, or the trace in it, begins
	Inner     Line   // the innermost frame
	Say       Line   // the line that names the exception
	Quoted    bool   // carried inside another message: told by another process
}

// Tail is the end of a source without times, as far as it is kept: the log of
// a build.
type Tail struct {
	Source int
	Total  int64 // lines of the source
	Lines  []TailLine
	Head   int64 // lines in front of Lines that were left out
}

// TailLine is a line of a Tail.
type TailLine struct {
	Line
	Level record.Level
	Start bool // begins a record
}

// Limits of what is kept.
type Limits struct {
	Events     int
	Statements int
	Stacks     int
	TailBytes  int
}

// Defaults are the limits that apply to zero fields.
var Defaults = Limits{Events: 1 << 20, Statements: 1 << 15, Stacks: 4096, TailBytes: 16 << 20}

func (l Limits) withDefaults() Limits {
	for _, f := range []struct{ at, def *int }{
		{&l.Events, &Defaults.Events}, {&l.Statements, &Defaults.Statements}, {&l.Stacks, &Defaults.Stacks}, {&l.TailBytes, &Defaults.TailBytes},
	} {
		if *f.at <= 0 {
			*f.at = *f.def
		}
	}
	return l
}

// Statement finds a statement like s, of another trail, or -1.
func (t *Trail) Statement(s *Statement) int {
	if i, ok := t.byKey[s.Key()]; ok {
		return i
	}
	return -1
}

// Rebuilt returns the trail with its statements findable by Statement: for one
// that was made by hand.
func Rebuilt(t *Trail) *Trail {
	t.byKey = map[string]int{}
	for i := range t.Statements {
		t.byKey[t.Statements[i].Key()] = i
	}
	return t
}
