package report

import "inquest/internal/evidence"

// Section is a numbered part of the document.
type Section struct {
	ID     string  `json:"id"`
	Title  string  `json:"title"`
	Blocks []Block `json:"blocks"`
}

// BlockKind is what a block holds.
type BlockKind string

// The kinds of blocks. Hypotheses, recommendations, references, conflicts and
// the list of what would decide stand once, at the top level of the report;
// their blocks only say where they are printed.
const (
	Statements      BlockKind = "statements"
	Facts           BlockKind = "facts"
	Moments         BlockKind = "moments" // claims in order of time
	TableBlock      BlockKind = "table"
	FigureBlock     BlockKind = "figure"
	ExcerptBlock    BlockKind = "excerpt"
	Hypotheses      BlockKind = "hypotheses"
	Recommendations BlockKind = "recommendations"
	References      BlockKind = "references"
)

// Block is a piece of a section.
type Block struct {
	Kind    BlockKind `json:"kind"`
	Heading Text      `json:"heading,omitempty"`
	Level   int       `json:"level,omitempty"` // of the heading: 3, or 4 below it
	Claims  []ID      `json:"claims,omitempty"`
	Facts   []Fact    `json:"facts,omitempty"`
	Moments []Moment  `json:"moments,omitempty"`
	Table   *Table    `json:"table,omitempty"`
	Figure  *Figure   `json:"figure,omitempty"`
	Excerpt *Excerpt  `json:"excerpt,omitempty"`
	Ranks   []int     `json:"ranks,omitempty"` // hypotheses, recommendations (1-based), references (1-based)
}

// Fact is a label with what is known under it. Lead is a heading-like text in
// front of the claims (the title of a hypothesis, the action of a
// recommendation); Command is what to run for it.
type Fact struct {
	Label   string `json:"label"`
	Lead    Text   `json:"lead,omitempty"`
	Claims  []ID   `json:"claims"`
	Command Text   `json:"command,omitempty"`
	Note    Text   `json:"note,omitempty"`  // what to know or to replace before the command is run
	Cite    []ID   `json:"cite,omitempty"`  // claims that the lead rests on, shown by number alone
	Lines   []Line `json:"lines,omitempty"` // verbatim, that prove it
}

// Moment is a step of the story: a claim at a time.
type Moment struct {
	At    int64  `json:"at_ns"` // ns since the epoch; 0 when untimed
	Time  string `json:"time"`
	Role  string `json:"role,omitempty"` // "cause", "failure"
	Claim ID     `json:"claim"`
}

// Table holds typed cells. Rows that were left out are counted.
type Table struct {
	Columns []Column `json:"columns"`
	Rows    [][]Cell `json:"rows"`
	Total   []Cell   `json:"total,omitempty"` // a row of sums
	More    int64    `json:"more,omitempty"`  // rows not shown
	Of      string   `json:"of,omitempty"`    // what More counts and where it stands, when it does not count rows
}

// Column is a column's head.
type Column struct {
	Title   string `json:"title"`
	Numeric bool   `json:"numeric,omitempty"`
}

// Cell is a value, a piece of text, or claims; any of them may be absent.
type Cell struct {
	Value  *evidence.Value `json:"value,omitempty"`
	Text   Text            `json:"text,omitempty"`
	Claims []ID            `json:"claims,omitempty"`
	Role   string          `json:"role,omitempty"` // "failure" for a count of failures above zero
}

// Excerpt is a group of verbatim lines of one file, in order of line number.
type Excerpt struct {
	Title Text           `json:"title"`
	File  evidence.Quote `json:"file"`
	Lines []Line         `json:"lines"`
	Total int64          `json:"total"` // lines like these in the file; len(Lines) of them are shown
	Of    string         `json:"of"`    // what Total counts: OfLines, OfFailures, OfConnections
}

// What an excerpt counts: all lines of the file, those by which runs failed, or
// those that speak of one peer.
const (
	OfLines       = "lines"
	OfFailures    = "failure lines"
	OfConnections = "connection lines"
)
