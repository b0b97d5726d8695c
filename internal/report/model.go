package report

import (
	"inquest/internal/cause"
	"inquest/internal/evidence"
)

// ID names a claim of the ledger: "c1", "c2" ... in the order of the document.
type ID string

// Report is the document. Strings in it are the product's own text; whatever
// was read from an input is an [evidence.Quote] or a piece of a [Text]. File
// names inside an [evidence.Ref] are untrusted as well.
type Report struct {
	Schema          string           `json:"schema"`
	Tool            Tool             `json:"tool"`
	Date            string           `json:"date,omitempty"`  // RFC 3339; empty when none was given
	Audience        string           `json:"audience"`        // one of Audiences
	Title           Text             `json:"title,omitempty"` // empty: the headline is the title
	Author          evidence.Quote   `json:"author,omitzero"`
	Options         []evidence.Quote `json:"options"` // of the run, for verify to repeat
	Verdict         cause.Verdict    `json:"verdict"`
	Headline        ID               `json:"headline"`
	Window          Window           `json:"window"`
	Inputs          []Input          `json:"inputs"`
	Skipped         []Skip           `json:"skipped"` // inputs that were not read at all
	Units           []Unit           `json:"units"`
	UnitTotals      []UnitTotal      `json:"unit_totals"` // exact, by kind, also when Units is bounded
	Findings        []Finding        `json:"findings"`
	FindingsTotal   int              `json:"findings_total"` // also when Findings is bounded
	Hypotheses      []Hypothesis     `json:"hypotheses"`
	RuledOut        []ID             `json:"ruled_out"`
	Conflicts       []Conflict       `json:"conflicts"`
	Suspects        Suspects         `json:"suspects"`
	KeyLines        []KeyLine        `json:"key_lines"`
	Claims          Ledger           `json:"claims"`
	Shown           int              `json:"shown_claims"` // c1 to this one stand in the sections, the others in findings alone
	Recommendations []Recommendation `json:"recommendations"`
	Impact          Impact           `json:"impact"`
	References      []Reference      `json:"references"`
	DataQuality     []Note           `json:"data_quality"`
	Sections        []Section        `json:"sections"`
	Redaction       *Redaction       `json:"redaction,omitempty"` // nil when nothing was looked for
	Unproven        []Unproven       `json:"unproven"`            // statements left out because a reference or a number failed
	Exhibits        Exhibits         `json:"exhibits"`
}

// Tool is the program that wrote the report.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// Window is a span of time. The strings are RFC 3339, without an offset where
// the logs name no zone, and empty where nothing is known.
type Window struct {
	From string `json:"from"`
	To   string `json:"to"`
	Zone string `json:"zone"`           // "UTC" when every time was written with its zone, "mixed", or "unknown"
	Date string `json:"date,omitempty"` // "unknown" when all times are times of day and nothing tells their day, "year unknown" when only the year is
}

// Input is the accounting of one source.
type Input struct {
	File      evidence.Quote `json:"file"`
	Format    string         `json:"format"` // the most frequent
	Formats   []FormatCount  `json:"formats"`
	Bytes     int64          `json:"bytes"`
	Lines     int64          `json:"lines"`
	Records   int64          `json:"records"`
	Parsed    int64          `json:"parsed_bytes"`    // in records of a known format
	Continued int64          `json:"continued_bytes"` // in continuation lines
	Blank     int64          `json:"blank_bytes"`
	Plain     int64          `json:"plain_bytes"`   // in records that no format knew
	Dropped   int64          `json:"dropped_bytes"` // of over-long lines: counted, not kept
	Skipped   []Skip         `json:"skipped"`
	From      string         `json:"from"`
	To        string         `json:"to"`
	Timed     int64          `json:"timed"` // records with a time
	Zone      string         `json:"zone"`
	// ZoneFrom tells how the zone of times that name none is known: "line" (all name
	// it), "given", "inferred" or "aligned" from events that other inputs name too,
	// "unknown".
	ZoneFrom   string         `json:"zone_from"`
	OutOfOrder int64          `json:"out_of_order"`      // records older than the one in front of them
	SkewMillis int64          `json:"skew_ms,omitempty"` // by which the clock is ahead of that of SkewWith
	SkewWith   evidence.Quote `json:"skew_with,omitzero"`
	Levels     []LevelCount   `json:"levels"`
	SHA256     string         `json:"sha256"`
}

// FormatCount is the number of records in one format.
type FormatCount struct {
	Name    string `json:"name"`
	Records int64  `json:"records"`
}

// LevelCount is the number of records at one level.
type LevelCount struct {
	Level   string `json:"level"`
	Records int64  `json:"records"`
}

// Skip is an input, or a part of one, that was not read.
type Skip struct {
	File   evidence.Quote `json:"file"`
	Reason string         `json:"reason"`
	Detail evidence.Quote `json:"detail,omitzero"`
	Hint   evidence.Quote `json:"hint,omitzero"`
	Bytes  int64          `json:"bytes"` // -1 when unknown
}

// Unit is what fails or succeeds. Failed counts runs that were said to fail and
// runs that were lost (started, never ended, although their source went on).
type Unit struct {
	Kind      string         `json:"kind"`
	ID        evidence.Quote `json:"id"`
	Name      evidence.Quote `json:"name,omitzero"`
	Runs      int64          `json:"runs"`
	Failed    int64          `json:"failed"`
	Lost      int64          `json:"lost"` // of the failed
	Succeeded int64          `json:"succeeded"`
	Cancelled int64          `json:"cancelled"`
	Open      int64          `json:"open"` // still running when the log ended
	From      string         `json:"from"`
	To        string         `json:"to"`
	Duration  *Duration      `json:"duration_s,omitempty"` // of all runs whose duration is known
}

// UnitTotal counts all units of a kind; Listed of them stand in Report.Units.
type UnitTotal struct {
	Kind      string `json:"kind"`
	Units     int64  `json:"units"`
	Listed    int64  `json:"listed"`
	Failing   int64  `json:"failing"` // units with a failed run
	Runs      int64  `json:"runs"`
	Failed    int64  `json:"failed"`
	Lost      int64  `json:"lost"`
	Succeeded int64  `json:"succeeded"`
	Cancelled int64  `json:"cancelled"`
	Open      int64  `json:"open"`
}

// Duration sums up durations in seconds. A value on an edge belongs to the
// lower bucket.
type Duration struct {
	N       int64    `json:"n"`
	Min     float64  `json:"min"`
	P50     float64  `json:"p50"`
	Max     float64  `json:"max"`
	Sum     float64  `json:"sum"`
	Buckets []Bucket `json:"buckets"`
}

// Bucket counts values in (From, To], in seconds.
type Bucket struct {
	From float64 `json:"from"`
	To   float64 `json:"to"`
	N    int64   `json:"n"`
}

// Finding is what a detector saw.
type Finding struct {
	ID        string         `json:"id"` // "f1" ...
	Kind      string         `json:"kind"`
	Fault     string         `json:"fault,omitempty"` // class id
	Component evidence.Quote `json:"component,omitzero"`
	Host      evidence.Quote `json:"host,omitzero"`
	Unit      evidence.Quote `json:"unit,omitzero"`
	From      string         `json:"from"`
	To        string         `json:"to"`
	Count     int64          `json:"count"`
	Score     float64        `json:"score"`
	Claim     ID             `json:"claim"` // the most telling
	Claims    []ID           `json:"claims"`
	Lines     []Line         `json:"lines"`
}

// Line is a verbatim line. Text may be cut (Cut); Ref is of the whole line.
type Line struct {
	File evidence.Quote `json:"file"`
	Line int64          `json:"line"`
	Text evidence.Quote `json:"text"`
	Cut  bool           `json:"cut,omitempty"`
	Role string         `json:"role,omitempty"` // "cause", "failure", "" otherwise
	Ref  evidence.Ref   `json:"ref"`
}

// Hypothesis is a possible root cause.
type Hypothesis struct {
	Rank       int            `json:"rank"`
	Fault      string         `json:"fault"`
	Component  evidence.Quote `json:"component"`
	Host       evidence.Quote `json:"host,omitzero"`
	Title      Text           `json:"title"`
	Meaning    Text           `json:"meaning,omitempty"` // of the fault class
	Outcome    cause.Outcome  `json:"outcome"`
	Confidence float64        `json:"confidence"`
	Parts      []Part         `json:"parts"`
	For        []ID           `json:"for"`
	Against    []ID           `json:"against"`
	Missing    []ID           `json:"missing"`
	Decide     []Step         `json:"decide"`
	Chain      []string       `json:"chain"` // class ids of the symptoms that it explains
	From       string         `json:"from"`
	To         string         `json:"to"`
	Evidence   []Line         `json:"evidence"`
}

// Part is a named part of a confidence. Known is false where the logs cannot
// tell; Claim is then empty.
type Part struct {
	Name   string  `json:"name"`
	Holds  bool    `json:"holds"`
	Known  bool    `json:"known"`
	Weight float64 `json:"weight"`
	Claim  ID      `json:"claim,omitempty"`
}

// Step is a check: what to fetch or run, and what each answer means.
type Step struct {
	What     ID   `json:"what,omitempty"`
	Command  Text `json:"command"`
	Note     Text `json:"note,omitempty"` // what to know or to replace before it is run
	Confirms Text `json:"confirms"`
	Refutes  Text `json:"refutes"`
}

// Conflict is two sources that disagree.
type Conflict struct {
	Claim ID           `json:"claim"`
	A     evidence.Ref `json:"a"`
	B     evidence.Ref `json:"b"`
}

// Suspects ranks components at every level that the logs name, best first.
type Suspects struct {
	Service []Suspect `json:"service"`
	Module  []Suspect `json:"module"`
	Host    []Suspect `json:"host"`
	Pod     []Suspect `json:"pod"`
	Unit    []Suspect `json:"unit"`
}

// Suspect is a component with its score.
type Suspect struct {
	Name  evidence.Quote `json:"name"`
	Score float64        `json:"score"`
}

// KeyLine is a line that explains the failure.
type KeyLine struct {
	File  evidence.Quote `json:"file"`
	Line  int64          `json:"line"`
	Score float64        `json:"score"`
	Text  evidence.Quote `json:"text"`
	Ref   evidence.Ref   `json:"ref"`
}

// Recommendation is something to do, tied to what was seen.
type Recommendation struct {
	ID       string `json:"id"`                // "r1" ...
	Priority string `json:"priority"`          // "P1" first
	Horizon  string `json:"horizon"`           // "immediate", "short term", "long term"
	Kind     string `json:"kind"`              // "confirm", "fix", "prevent"; of general measures "mitigate", "audit", "test"
	Measure  string `json:"measure,omitempty"` // "pooling", "scaling", "firewall audit" ...
	Owner    string `json:"owner"`
	Action   Text   `json:"action"`
	Checks   []Step `json:"checks"`
	Fault    string `json:"fault"`
	Rank     int    `json:"hypothesis"` // of the hypothesis it answers
	Claims   []ID   `json:"claims"`     // what it rests on, never empty
}

// Impact says what was lost, and what these logs cannot tell.
type Impact struct {
	FailedRuns int64            `json:"failed_runs"`
	Runs       int64            `json:"runs"`
	LostRunS   float64          `json:"lost_run_seconds"`
	Timed      int64            `json:"failed_runs_with_duration"`
	Units      int64            `json:"failing_units"`
	Services   []evidence.Quote `json:"services"`
	Window     Window           `json:"window"`
	Score      int64            `json:"score"`     // 0 to 100
	Severity   string           `json:"severity"`  // "critical", "high", "moderate", "low", "none"
	Threshold  int64            `json:"threshold"` // of the score, for the route
	Route      string           `json:"route"`     // RoutePage, RouteTicket
	ScoreParts []ScorePart      `json:"score_parts"`
	ScoreClaim ID               `json:"score_claim,omitempty"`
	Cost       *Cost            `json:"cost,omitempty"` // nil without figures from the user
	Claims     []ID             `json:"claims"`
	Unknown    []string         `json:"unknown"` // named fields that the logs do not hold
}

// Reference is where to read on about a matched fault class.
type Reference struct {
	Fault     string   `json:"fault"`
	Class     string   `json:"class"` // title of the fault class
	Title     string   `json:"title"`
	Publisher string   `json:"publisher"`
	URL       string   `json:"url"`
	Checked   string   `json:"checked"`
	Takeaways []string `json:"takeaways"`
	Because   ID       `json:"because"` // the claim that made it relevant
}

// Note is a statement about the data with its topic.
type Note struct {
	Topic string `json:"topic"`
	Claim ID     `json:"claim"`
}

// Unproven is a statement that was left out, and why.
type Unproven struct {
	Phrase string         `json:"phrase"`
	Reason evidence.Quote `json:"reason"`
}
