// Package profile is the mergeable summary of any set of records, and the
// view of it that detectors read.
//
// Laws of Merge (property tests hold them): associative, commutative, with the
// empty profile as identity, and idempotent by chunk: merging a profile whose
// chunks are all known already changes nothing; one that overlaps in part is
// refused, not guessed. One worker or many, any split and any order give the
// same encoded bytes. Everything in it is chosen for exact merging: counters,
// exact sums of integers, k-smallest-hash exemplars, first and last by (time,
// source, offset), bounded sorted sets. Memory is bounded by coarsening that
// does not depend on order: a limit is judged on the union, and the smallest
// level of coarseness that fits the union is the one used.
//
// The package does not read files, does not detect anything, and has no clock.
package profile

import (
	"inquest/internal/event"
	"inquest/internal/evidence"
	"inquest/internal/record"
	"inquest/internal/source"
	"inquest/internal/template"
)

// Mark is a position in time and place. Marks order by time (untimed last),
// source, offset.
type Mark struct {
	Time    int64 // ns since the epoch; HasTime
	HasTime bool
	Source  int // index into View.Sources
	Offset  int64
	Line    int64
}

// Field is a field of a kept record.
type Field struct{ Key, Value string }

// Exemplar is a record kept one by one, with what is needed to cite it.
type Exemplar struct {
	Mark
	Level    record.Level
	Host     string
	Service  string
	Logger   string
	Raw      string // the physical line that holds the message, mostly the first; cut at the exemplar limit
	Message  string
	Body     string    // continuation lines, abridged to the exemplar limit
	Elided   []Elision // what was left out of Body
	BodyAt   int64     // bytes from the record's begin to Body's; 0 when its lines cannot be told apart for sure
	BodyLine int64     // lines from the record's begin to Body's
	Fields   []Field
	Ref      evidence.Ref // of the line that Raw is of (whole line; an over-long line as far as it was read)

	// RecordRef covers the continuation lines too. It equals Ref when there are
	// none, and when a line of the record was over-long.
	RecordRef evidence.Ref
}

// Config of a profile; all parts of one run share it.
type Config struct {
	Sources []string // names in order; records name them by index
	Limits  Limits
	Window  record.Window // of the records that were asked for

	// Messages mines templates: a record is what its message says, and neither
	// an HTTP status nor an error text beside it tells two apart. Runs and
	// connections are left out.
	Messages bool
}

// Profile is the mergeable summary.
type Profile struct {
	cfg   Config
	state profileState
}

// New returns the empty profile, the identity of Merge.
func New(cfg Config) *Profile { return newProfile(cfg) }

// AddChunk profiles one chunk: it parses data with the layout and adds every
// record. A chunk that was added before is ignored. It fails, changing nothing,
// when the chunk overlaps others in part. w is the worker's scratch; the chunk's
// memory may be used again afterwards.
func (p *Profile) AddChunk(w *Worker, l *record.Layout, c source.Chunk) error {
	return p.addChunk(w, l, c)
}

// Merge adds o to p. It fails, changing nothing, when the two share some but
// not all of o's chunks or were made with another Config.
func (p *Profile) Merge(o *Profile) error { return p.merge(o) }

// AddSummary records how reading of a source ended. It is idempotent.
func (p *Profile) AddSummary(src int, s source.Summary, l *record.Layout) { p.addSummary(src, s, l) }

// Accounts returns name and account of each source, without the rest of a view.
func (p *Profile) Accounts() []Source {
	out := make([]Source, len(p.state.sources))
	for i := range out {
		out[i] = Source{Name: p.cfg.Sources[i], Account: p.state.sources[i].account}
	}
	return out
}

// Encode writes the profile canonically: equal profiles give equal bytes.
func (p *Profile) Encode() []byte { return p.encode() }

// Decode reads an encoded profile. Damaged bytes are an error.
func Decode(b []byte) (*Profile, error) { return decode(b) }

// View finishes the profile: templates are made, runs are put together, all
// lists are sorted. p is not changed.
func (p *Profile) View() *View { return p.view(false) }

// Finish is View for those who need the profile no more: its memory is given back
// while the view is made. p is empty afterwards.
func (p *Profile) Finish() *View { return p.view(true) }

// Worker is the scratch space of one worker: parser, masker, extractor.
type Worker struct {
	parser  record.Parser
	extract event.Extractor
	scratch workerScratch
}

// View is the finished, read-only profile.
type View struct {
	Sources   []Source
	Templates []Template // by Count descending, then text
	Units     []Unit     // by kind, id
	Peers     []Peer     // by source, address, port
	From, To  int64      // of all timed records, ns; HasTime
	HasTime   bool
	Window    record.Window // that was asked for
	Width     int64         // ns in a time bucket
	Coarsened []Coarsening
	detail    viewDetail
}

// Coarsening says which limit was reached and what it cost, for the report.
type Coarsening struct {
	Limit  string
	Value  int64
	Effect string
}

// Source is the accounting of one input.
type Source struct {
	Name                  string
	Formats               []string         // detected, best first
	MainFormats           []string         // of these the one of the layout, and any that more than half of the records have
	Counts                map[string]int64 // records a format
	Bytes, Lines, Records int64
	Account               record.Account
	Dropped               int64
	Skipped               []source.Skip
	SHA256                string
	First, Last           Mark // HasTime is false when no record has a time
	Levels                [record.LevelCritical + 1]int64
	Timed                 int64 // records with a time
	Zoned                 int64 // records whose line names a zone
	Yearless              bool
	Clock                 record.Clock // how zone and year of its times are known, and how its clock differs
	Prose                 bool         // plainly text and no log: no unit, peer or fault class is read out of it
	OutOfOrder            int64        // records whose time lies before the time of the record in front of them in the same chunk-independent order
	Buckets               []Bucket
	Gaps                  []Gap        // the longest silences between neighbouring occupied buckets, longest first, at most 8
	Coverage              evidence.Ref // the whole source: what a negative claim cites
}

// Bucket is a count at a time; At is the bucket's begin in ns.
type Bucket struct {
	At int64
	N  uint32
}

// Gap is a silence.
type Gap struct{ From, To int64 }

// Template is a template with where and when it was seen.
type Template struct {
	ID          string
	Text        string // with <*>
	Typed       string // with <ip>, <num> ...
	Error       string // masked text of the error field or of the exception, when the message carries one apart; part of the identity
	Count       uint64
	Level       record.Level // the most frequent, ties to the more severe
	Rows        []Row        // by source, level, host, service, logger
	First, Last Mark
}

// Row is a template in one source at one level from one origin.
type Row struct {
	Source                int
	Level                 record.Level
	Host, Service, Logger string
	Count                 uint64
	Buckets               []Bucket
	Early                 []Exemplar // the first by Mark, at most Limits.Early
	Late                  []Exemplar // the last by Mark, at most Limits.Late
	Sample                []Exemplar // of smallest hash, at most Limits.Sample
	Slots                 []Slot
}

// Slot summarises the values of one variable part over a row.
type Slot struct {
	Kind     template.Kind
	Key      string  // field name or key= in front of the slot, when there is one
	Values   []Value // by count descending then text; complete unless Many
	Many     bool    // more than Limits.SlotValues distinct values: Values are then left out
	Min, Max float64 // of numeric values (durations in ns, sizes in bytes)
	Numeric  bool
}

// Value is a value with its count.
type Value struct {
	Text string
	N    uint64
}

// Unit is what fails or succeeds, with its runs.
type Unit struct {
	Kind, ID, Name string
	Runs           []Run // by Start or implied start, then end
	Sources        []int // those that name it
	Lines          int64 // records that name it, over all sources
}

// RunState is how a run ended.
type RunState uint8

// Run states. RunLost: it started, never ended, and its source or its worker
// went on or ended long after; RunOpen: it was still running when the log ended.
const (
	RunSucceeded RunState = iota + 1
	RunFailed
	RunCancelled
	RunLost
	RunOpen
)

// Run is one attempt of a unit from start to end.
type Run struct {
	State              RunState
	Start, End         Mark  // HasTime tells whether known; Start of an implied start has Line 0
	Implied            bool  // Start is End minus Duration
	Duration           int64 // ns; HasDuration
	HasDuration        bool
	DurationGiven      bool // the line says the duration; else it is End minus Start
	Retries            int
	StartLine, EndLine *Line    // the lines that say so; nil when implied
	Targets            []string // components that steps of the run went to, sorted
	LastTarget         string   // of the last failing step, when the lines name one
	Inferred           bool     // the outcome was inferred (level, final template), not said in known words
	Lines              int64    // records of its source that name the unit; of a unit with several runs, the run events alone
	Worker             string   // thread or process that ran it, when given
}

// Peer is the far end of connections as one source saw it.
type Peer struct {
	Source int
	event.Peer
	Counts  map[event.Kind]int64
	Buckets map[event.Kind][]Bucket
	Steps   []Step // in order of Mark: all of them when at most Limits.Steps, else the first and the last
	Latency Durations
}

// Step is one connection event.
type Step struct {
	Kind    event.Kind
	Latency int64 // ns, 0 when not given
	Hedge   string
	Line    Exemplar
}

// Durations is an exact list of durations in ns, ascending, or a log-bucket
// summary when there were more than Limits.Durations.
type Durations struct {
	Exact         []int64
	N             int64
	Min, Max, Sum int64
}

// Resolve implements evidence.Resolver: it knows the lines that the view keeps
// and the coverage of each source.
func (v *View) Resolve(r evidence.Ref) error { return v.resolve(r) }

// RunLine finds the line with a number in a source that tells of a run, or nil.
func (v *View) RunLine(source int, line int64) *Line { return v.runLine(source, line) }

// Template finds a template by id, or nil.
func (v *View) Template(id string) *Template { return v.template(id) }

// SourceIndex finds a source by name, or -1.
func (v *View) SourceIndex(name string) int { return v.sourceIndex(name) }
