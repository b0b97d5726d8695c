package diff

import (
	"time"

	"inquest/internal/evidence"
	"inquest/internal/finding"
	"inquest/internal/profile"
	"inquest/internal/record"
)

// Schema of the JSON form.
const Schema = "inquest.diff/v1"

// Change is the way in which something differs.
type Change string

// The changes, in the order in which they are listed.
const (
	New    Change = "new"
	More   Change = "more"
	Slower Change = "slower"
	Less   Change = "less"
	Gone   Change = "gone"
	Faster Change = "faster"
)

// Changes lists them in the order of all outputs.
func Changes() []Change { return []Change{New, More, Slower, Less, Gone, Faster} }

// Kind is what differs.
type Kind string

// The kinds of rows.
const (
	KindMessage  Kind = "message"  // how often messages of one template come
	KindTrace    Kind = "trace"    // a stack trace
	KindStep     Kind = "step"     // what follows what in a request, and how soon
	KindDuration Kind = "duration" // what lines or runs print of how long they took
	KindRun      Kind = "run"      // jobs and other units: how many failed
	KindPeer     Kind = "far end"  // connections
	KindLevel    Kind = "level"    // records of a level
	KindField    Kind = "field"    // values of a field
	KindHost     Kind = "host"
	KindService  Kind = "service"
	KindLogger   Kind = "logger"
	KindSource   Kind = "source" // files
)

// Row is one difference.
type Row struct {
	ID       string         `json:"id"`
	Change   Change         `json:"change"`
	Kind     Kind           `json:"kind"`
	Subject  evidence.Quote `json:"subject"`
	Level    string         `json:"level,omitempty"` // of messages
	Class    string         `json:"class,omitempty"` // fault class that the lines show
	Severity float64        `json:"severity"`
	Score    float64        `json:"score"`
	Sure     bool           `json:"sure"`            // chance does not explain it, at 5 % over all comparisons of its kind
	Good     *float64       `json:"good,omitempty"`  // the figure of the good run: records, or ns
	Bad      *float64       `json:"bad,omitempty"`   // and of the bad one
	Times    *float64       `json:"times,omitempty"` // bad by good, of counts for runs of the same size
	P        *float64       `json:"p,omitempty"`
	Claim    string         `json:"claim"` // key into Claims

	claim evidence.Claim
}

// Source is an input of one side.
type Source struct {
	File    evidence.Quote `json:"file"`
	Bytes   int64          `json:"bytes"`
	Lines   int64          `json:"lines"`
	Records int64          `json:"records"`
	From    string         `json:"from"`
	To      string         `json:"to"`
	SHA256  string         `json:"sha256"`
}

// Side is one of the two runs.
type Side struct {
	Inputs  []Source `json:"inputs"`
	Lines   int64    `json:"lines"`
	Records int64    `json:"records"`
	Errors  int64    `json:"errors"` // records of level error or above
	From    string   `json:"from"`
	To      string   `json:"to"`
}

// Count is how many rows a change has.
type Count struct {
	Change Change `json:"change"`
	Rows   int    `json:"rows"`
	Sure   int    `json:"sure"`
}

// Summary counts.
type Summary struct {
	Changes   []Count `json:"changes"`
	NewErrors int     `json:"new_errors"` // new or more frequent messages of level error, or of a fault class
	Worse     int     `json:"worse"`      // of all rows the sure ones that are for the worse
	Compared  int     `json:"compared"`   // how many things were held against each other
	Left      int     `json:"left"`       // rows beyond the limit, of the least score
}

// Tool is who wrote it.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// Diff is the whole comparison.
type Diff struct {
	Schema  string                    `json:"schema"`
	Tool    Tool                      `json:"tool"`
	Options []string                  `json:"options"`
	Good    Side                      `json:"good"`
	Bad     Side                      `json:"bad"`
	Volume  string                    `json:"volume"` // claim: by how much the bad run is larger
	Summary Summary                   `json:"summary"`
	Rows    []Row                     `json:"rows"` // by change, then score
	Notes   []string                  `json:"notes"`
	Claims  map[string]evidence.Claim `json:"claims"`

	prefix string
}

// Input of a comparison: the bad run as View, the good one as Baseline.
type Input struct {
	finding.Input
	Found   []finding.Finding // what the detectors say of the bad run with the good one as baseline
	Prefix  string            // in front of the names of the good run's sources
	Version string
	Args    []string
	MaxRows int // 0: 500 of each change
}

// Run compares. The result depends on the input alone.
func Run(in Input) (*Diff, error) { return run(in) }

// Claim is the claim of a row.
func (d *Diff) Claim(r *Row) evidence.Claim { return d.Claims[r.Claim] }

// Of lists the rows of one change.
func (d *Diff) Of(c Change) []*Row {
	var out []*Row
	for i := range d.Rows {
		if d.Rows[i].Change == c {
			out = append(out, &d.Rows[i])
		}
	}
	return out
}

// Map changes all that the comparison holds of the inputs, for redaction.
func (d *Diff) Map(m evidence.Mapping) *Diff {
	out := *d
	side := func(s Side) Side {
		in := make([]Source, len(s.Inputs))
		for i, x := range s.Inputs {
			x.File, x.SHA256 = x.File.Map(m), m.Hash(x.SHA256)
			in[i] = x
		}
		s.Inputs = in
		return s
	}
	out.Good, out.Bad = side(d.Good), side(d.Bad)
	out.Rows = make([]Row, len(d.Rows))
	for i, r := range d.Rows {
		r.Subject, r.claim = r.Subject.Map(m), r.claim.Map(m)
		out.Rows[i] = r
	}
	out.Claims = make(map[string]evidence.Claim, len(d.Claims))
	for k, c := range d.Claims { // from one map into another: the order does not matter
		out.Claims[k] = c.Map(m)
	}
	return &out
}

func sideOf(v *profile.View) Side {
	s := Side{Inputs: []Source{}}
	stamp := func(m profile.Mark) string {
		if !m.HasTime {
			return ""
		}
		return time.Unix(0, m.Time).UTC().Format(time.RFC3339Nano)
	}
	for i := range v.Sources {
		x := &v.Sources[i]
		s.Inputs = append(s.Inputs, Source{File: evidence.NewQuote(x.Name), Bytes: x.Bytes, Lines: x.Lines, Records: x.Records, From: stamp(x.First), To: stamp(x.Last), SHA256: x.SHA256})
		s.Lines += x.Lines
		s.Records += x.Records
		s.Errors += x.Levels[record.LevelError] + x.Levels[record.LevelCritical]
	}
	if v.HasTime {
		s.From, s.To = stamp(profile.Mark{Time: v.From, HasTime: true}), stamp(profile.Mark{Time: v.To, HasTime: true})
	}
	return s
}
