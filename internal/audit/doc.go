// Package audit holds a report that somebody wrote - a colleague, a vendor, a
// model - against the logs: it takes the report apart into statements and says
// of each whether the logs prove it, refute it, do not support it, or cannot
// tell, with the right figure and the lines.
//
// It leans to the report's side: "refuted" wants a figure, a line or a time that
// the logs give otherwise. A statement that cannot be pinned down is
// "unsupported" or "not checkable", and says why.
//
// Statements are found by their form (package document) and their words; facts
// come from the profile's view, from the report that Inquest itself makes of the
// same logs, and from the lines, which are read again. The report under audit
// and the logs are both hostile text: they leave this package as evidence.Quote.
package audit

import (
	"context"

	"inquest/internal/document"
	"inquest/internal/evidence"
	"inquest/internal/profile"
	"inquest/internal/report"
	"inquest/internal/source"
)

// Schema of the JSON form of a Result.
const Schema = "inquest.audit/v1"

// Verdict on a statement.
type Verdict string

// Verdicts.
const (
	Proven       Verdict = "proven"        // the logs say so
	Refuted      Verdict = "refuted"       // the logs say otherwise
	Unsupported  Verdict = "unsupported"   // the logs could say so and do not
	NotCheckable Verdict = "not checkable" // logs cannot tell
)

// Kind of a statement.
type Kind string

// Kinds of statements.
const (
	KindLine       Kind = "line"       // a quoted log line
	KindQuote      Kind = "quote"      // words quoted from a line
	KindExcerpt    Kind = "excerpt"    // a run of quoted lines as a whole
	KindLabel      Kind = "label"      // what an excerpt or an axis is called
	KindCount      Kind = "count"      // a number of things
	KindSum        Kind = "sum"        // of a column, or of durations
	KindCell       Kind = "cell"       // of a table
	KindBuckets    Kind = "buckets"    // edges of a histogram
	KindPeak       Kind = "peak"       // a superlative of a distribution
	KindThreshold  Kind = "threshold"  // a limit that the durations show
	KindTime       Kind = "time"       // when something happened
	KindDate       Kind = "date"       // of the report
	KindDuration   Kind = "duration"   // how long something took or was apart
	KindLatency    Kind = "latency"    // how long an answer took, and whether that is long
	KindOverlap    Kind = "overlap"    // sources or episodes taken together
	KindAddress    Kind = "address"    // of a host, with its port
	KindProtocol   Kind = "protocol"   // and its layer
	KindLevel      Kind = "level"      // of a line
	KindEntity     Kind = "entity"     // something named
	KindPlural     Kind = "plural"     // more than one of something
	KindFrequency  Kind = "frequency"  // often, consistently, always
	KindCause      Kind = "cause"      // what led to what
	KindHedge      Kind = "hedge"      // a guess of a line taken for a fact
	KindImpact     Kind = "impact"     // on users or business
	KindAdvice     Kind = "advice"     // something to do
	KindLink       Kind = "link"       // a reference
	KindImage      Kind = "image"      // a picture
	KindOmission   Kind = "omission"   // what the report leaves out
	KindRepeat     Kind = "repeat"     // said twice, or twice differently
	KindClaim      Kind = "claim"      // a sentence that Inquest says of the same logs
	KindProse      Kind = "prose"      // none of these
	KindArithmetic Kind = "arithmetic" // numbers of the report that must fit each other
)

// Span is where a statement stands in the report. Offset and Length are bytes of
// the file, of a PDF those of the text found in it; lines and columns count from
// 1, columns in bytes.
type Span struct {
	Page      int `json:"page,omitempty"`
	Line      int `json:"line"`
	Column    int `json:"column"`
	EndLine   int `json:"end_line"`
	EndColumn int `json:"end_column"`
	Offset    int `json:"offset"`
	Length    int `json:"length"`
}

// Ref is a line of the logs that a verdict rests on.
type Ref struct {
	evidence.Ref
	Text evidence.Quote `json:"text,omitzero"`
}

// Edit is a step from the quoted line to the line in the logs: "" both say it,
// "-" the report alone, "+" the logs alone.
type Edit struct {
	Op   string         `json:"op"`
	Text evidence.Quote `json:"text"`
}

// Statement is something that the report says.
type Statement struct {
	ID         string         `json:"id"` // "s1" ... in the order of the report
	Kind       Kind           `json:"kind"`
	Verdict    Verdict        `json:"verdict"`
	Span       Span           `json:"span"`
	Section    evidence.Quote `json:"section"` // heading that it stands under
	Text       evidence.Quote `json:"text"`
	Reason     evidence.Quote `json:"reason"`
	Correction evidence.Quote `json:"correction,omitzero"` // the right figure, line or name
	Refs       []Ref          `json:"references"`
	RefsTotal  int            `json:"references_total"` // Refs holds the first of them
	Diff       []Edit         `json:"diff,omitempty"`
}

// Summary counts the statements.
type Summary struct {
	Statements   int     `json:"statements"`
	Proven       int     `json:"proven"`
	Refuted      int     `json:"refuted"`
	Unsupported  int     `json:"unsupported"`
	NotCheckable int     `json:"not_checkable"`
	Score        float64 `json:"score"` // percent of what can be checked that is proven; 0 when nothing can
}

// About is what was audited against what.
type About struct {
	Name   evidence.Quote   `json:"name"`
	Format string           `json:"format"`
	Bytes  int              `json:"bytes"`
	SHA256 string           `json:"sha256"`
	Notes  []evidence.Quote `json:"notes"` // what could not be read of it
}

// Logs is what the report was held against.
type Logs struct {
	Internal bool             `json:"internal"` // there were none: the report was held against its own excerpts
	Inputs   []evidence.Quote `json:"inputs"`
	Lines    int64            `json:"lines"`
	Bytes    int64            `json:"bytes"`
	Held     int64            `json:"lines_held"` // that were searched for quotes and names
	Notes    []evidence.Quote `json:"notes"`
}

// Result of an audit.
type Result struct {
	Schema     string      `json:"schema"`
	Tool       string      `json:"tool"`
	Report     About       `json:"report"`
	Logs       Logs        `json:"logs"`
	Summary    Summary     `json:"summary"`
	Statements []Statement `json:"statements"`

	Redaction *report.Redaction `json:"redaction,omitempty"` // what was masked; nil when nothing had to be

	doc *document.Doc
}

// Limits of an audit. Zero fields mean the defaults.
type Limits struct {
	Document   document.Limits
	Statements int   // that are judged
	Held       int64 // bytes of log lines that are kept for searching
}

func (l Limits) withDefaults() Limits {
	if l.Statements <= 0 {
		l.Statements = 20_000
	}
	if l.Held <= 0 {
		l.Held = 192 << 20
	}
	return l
}

// Input of an audit.
type Input struct {
	Name   string // of the report
	Doc    *document.Doc
	Bytes  []byte         // of the report as given
	View   *profile.View  // of the logs
	Fresh  *report.Report // that the logs give
	Set    *source.Set    // the logs, to be read again
	Source source.Options
	Zone   int // seconds east of UTC for stamps that name no zone, as for the view
	Given  bool

	// Index of the same logs, where one was made; nil reads them.
	Index *Index

	// Internal tells that the logs are the report's own excerpts.
	Internal bool
	Version  string
	Limits   Limits
}

// Run judges every statement of the report. The error is that of the context.
func Run(ctx context.Context, in Input) (*Result, error) { return run(ctx, in) }
