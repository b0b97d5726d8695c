// Package event reads what one record says happened: a run of a job started,
// retried or ended; a connection was tried, made, slow, refused, timed out or
// lost; a latency was measured. It also reads job-status files.
//
// Vocabulary is data: lexicon.go (life cycles), connwords.go (connections) and
// keys.go (keys of fields), held by the samples in the tests.
//
// Extraction is a pure function of one record. Putting events together into
// runs and connection episodes is package profile's; judging them is package
// finding's.
package event

import "inquest/internal/record"

// Kind is what happened.
type Kind uint8

// Run events and connection events.
//
// RunMention may carry an Outcome: that of the step which the line speaks of
// ("step load failed"), with Target and Duration of that step. RunRetry with
// OutcomeFailed is the last attempt ("giving up on X", "attempt 3/3 failed"):
// the line that ends the run normally follows; where it does not, the run
// failed.
//
// A run may have several start lines (received, then started) and a unit may
// have many runs.
const (
	RunMention  Kind = iota + 1 // a unit is named, nothing about its own life is said
	RunStart                    // started, received, accepted, executing
	RunRetry                    // an attempt failed and another follows
	RunEnd                      // Outcome says how
	ConnAttempt                 // tries to connect
	ConnUp                      // connected or answered; Latency when given: no word calls it slow
	ConnSlow                    // the line calls the answer slow or the latency high; Latency when given
	ConnTimeout                 // no answer
	ConnRefused                 // refused by the peer
	ConnFailed                  // failed otherwise: no route, no such host, kind not said
	ConnRetry                   // tries again
	ConnLost                    // an established connection ended unexpectedly: reset, gone away, broken pipe
	ConnClosed                  // ended in order
)

// Outcome of a run.
type Outcome uint8

// Outcomes. Words that end a run without saying how ("finished", "exited") are
// settled from exit code, state field and level of the same record, so a RunEnd
// always has an outcome; status files may leave it unsaid ("running").
const (
	OutcomeUnsaid Outcome = iota
	OutcomeSucceeded
	OutcomeFailed
	OutcomeCancelled
)

// Unit names what fails or succeeds.
type Unit struct {
	Kind string // "job" for jobs, tasks, loads, runs and batches; [KindUnproven] for things that may have runs
	ID   string
	Name string // type or name of the job when the line gives one ("resize", "mail.digest")
}

// Peer is the far end of a connection.
type Peer struct {
	Addr     string // IP address or host name, without port
	Port     int    // 0 when not given
	Protocol string // as the line names it: "TCP", "MySQL", "HTTP"
}

// Event is one thing that a record says happened.
type Event struct {
	Kind                    Kind
	Unit                    Unit   // run events; zero for connection events unless the line names a unit too
	Peer                    Peer   // connection events; also run events whose line names the target of the failing step
	Target                  string // name of the component a step or an attempt went to ("orders", "db7"), when given
	Outcome                 Outcome
	Duration                int64 // ns, how long the run or step took; HasDuration
	Latency                 int64 // ns; HasLatency
	HasDuration, HasLatency bool
	Hedge                   string // cause hint in hedged words ("network congestion", "firewall restriction"), as written

	// Of units of KindUnproven, whose Name is their noun and whose ID is valid as long as
	// the record.
	Number bool   // the id is a number, which means nothing without the noun
	Weak   bool   // no word of the lexicon says Kind: it is read from the form of the verb
	Verb   string // stem of that verb ("rat" of "rating" and "rated")
	Parent string // id of the known unit that the record names besides
}

// Extractor extracts events. It keeps scratch space: one for each worker.
type Extractor struct{ scratch extractorScratch }

// Extract appends the events of a record to dst: at most one run event, one
// connection event, and two of units that are not proven to be any ([KindUnproven]). It is a pure function of the record. Strings in the events
// are copies. Lines of servers about requests ("GET /x 200 ... job=7") mention
// a unit and end nothing.
func (x *Extractor) Extract(dst []Event, r *record.Record) []Event { return x.extract(dst, r) }

// Status is one entry of a job-status file.
type Status struct {
	Unit        Unit
	Outcome     Outcome
	State       string // as written
	Start       int64  // ns since the epoch; HasStart
	HasStart    bool
	Duration    int64 // ns; HasDuration
	HasDuration bool
	Peer        Peer
	Latency     int64 // ns
	HasLatency  bool
	Bandwidth   string // as written
	Line        int64  // where the entry begins in the file
	Offset      int64
	Length      int64
}

// ReadStatus reads a job-status file: a JSON array, an object that holds one, or
// JSON lines of objects
// such as {jobId, jobStatus, jobRuntime, jobStart, networkDetails{ipAddress,
// port, protocol, latency, bandwidth}}, under the usual spellings of these
// keys. Entries with the same id are runs of one unit. zone is the offset in seconds
// east of UTC of start times without a zone. Errors name line and key and say
// what is expected.
func ReadStatus(data []byte, zone int) ([]Status, error) { return readStatus(data, zone) }
