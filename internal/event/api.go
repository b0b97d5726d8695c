// Package event reads what one record says happened: a run of a job started,
// retried or ended; a connection was tried, made, slow, refused, timed out or
// lost; a latency was measured. It also reads job-status files.
//
// Extraction is a pure function of one record. Putting events together into
// runs and connection episodes is package profile's; judging them is package
// finding's.
package event

import "inquest/internal/record"

// Kind is what happened.
type Kind uint8

// Run events and connection events.
const (
	RunMention  Kind = iota + 1 // a unit is named, nothing about its life is said
	RunStart                    // started, received, accepted, executing
	RunRetry                    // an attempt failed and another follows
	RunEnd                      // Outcome says how
	ConnAttempt                 // tries to connect
	ConnUp                      // connected
	ConnSlow                    // answered slowly; Latency when given
	ConnTimeout                 // no answer
	ConnRefused                 // refused or reset by the peer
	ConnFailed                  // failed, kind not said
	ConnRetry                   // tries again
	ConnLost                    // an established connection ended unexpectedly
	ConnClosed                  // ended in order
)

// Outcome of a run.
type Outcome uint8

// Outcomes. OutcomeUnsaid: the line ends the run in words that the lexicon does
// not know; package profile decides from the level and from the other runs.
const (
	OutcomeUnsaid Outcome = iota
	OutcomeSucceeded
	OutcomeFailed
	OutcomeCancelled
)

// Unit names what fails or succeeds.
type Unit struct {
	Kind string // "job" for jobs, tasks, loads, runs and batches; "request", "pod", "service"
	ID   string
	Name string // type or name of the job when the line gives one ("risk", "cart_expire")
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
	Target                  string // name of the component a step or an attempt went to ("orders-api", "dbm01"), when given
	Outcome                 Outcome
	Duration                int64 // ns, how long the run or step took; HasDuration
	Latency                 int64 // ns; HasLatency
	HasDuration, HasLatency bool
	Hedge                   string // cause hint in hedged words ("network congestion", "firewall restriction"), as written
}

// Extractor extracts events. It keeps scratch space: one for each worker.
type Extractor struct{ scratch extractorScratch }

// Extract appends the events of a record to dst. It is a pure function of the
// record. Strings in the events are copies.
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

// ReadStatus reads a job-status file: a JSON array or JSON lines of objects
// such as {jobId, jobStatus, jobRuntime, jobStart, networkDetails{ipAddress,
// port, protocol, latency, bandwidth}}, under the usual spellings of these
// keys. Errors name line and key and say what is expected.
func ReadStatus(data []byte, zone int) ([]Status, error) { return readStatus(data, zone) }
