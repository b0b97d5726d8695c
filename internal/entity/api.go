// Package entity finds the typed things that a record names, with the part they
// play: addresses and ports (source, destination), protocols, hosts, users,
// request and trace ids, status and exit codes, durations with their unit,
// sizes, paths, URLs, exceptions.
//
// It reads text and key/value pairs, whatever format they came in: what a key
// means is decided by its words ("src_ip", "srcip", "source.ip" and
// "SourceAddress" are one), what stands in a text by its form and the words in
// front of it. It does not know records, formats or time stamps, and it keeps
// nothing between records but scratch space. It is meant for one record of a
// kind, or for writing records out; it is not on the hot path.
package entity

// Kind is the type of a thing.
type Kind uint8

// Kinds. Text and Number are values of keys that say nothing more.
const (
	Text Kind = iota
	Number
	IP
	Port
	Protocol
	Host
	Service
	Pod
	Container
	Namespace
	Job
	Run
	RequestID
	TraceID
	SpanID
	Session
	User
	Status // HTTP and its kin
	ExitCode
	Exception
	ErrorText
	Duration // how long something took or lasts, in seconds
	Latency  // how long an answer took, in seconds
	Bytes
	Query
	Path
	URL
	Method
	Interface
	MAC
)

var kindNames = [...]string{"text", "number", "ip", "port", "protocol", "host", "service", "pod", "container", "namespace", "job", "run",
	"request_id", "trace_id", "span_id", "session", "user", "status", "exit_code", "exception", "error", "duration", "latency", "bytes",
	"query", "path", "url", "method", "interface", "mac"}

// String is the kind's name in records written as JSON.
func (k Kind) String() string { return kindNames[k] }

// Role is the part that a thing plays.
type Role uint8

// Roles. A client is a source, a server or an upstream a destination. Local and
// remote are kept apart from them, because either may have called the other.
const (
	NoRole Role = iota
	Source
	Destination
	Local
	Remote
	NATSource
	NATDestination
	Forwarded // for whom a proxy asked
	Gateway
	In
	Out
)

var roleNames = [...]string{"", "source", "destination", "local", "remote", "nat_source", "nat_destination", "forwarded", "gateway", "in", "out"}

// String is the role's name in records written as JSON.
func (r Role) String() string { return roleNames[r] }

// Field is one thing. Key and Value point into what was read.
type Field struct {
	Kind  Kind
	Role  Role
	Key   []byte  // as written; nil when the text names it without a key
	Value []byte  // as written
	Num   float64 // Number, Port, Status, ExitCode; Duration and Latency in seconds; Bytes in bytes
	Unit  string  // "s", "B", or nothing
	IsNum bool
	Bits  int // length of an IP's prefix, -1 when none is written
}

// Scanner collects the fields of one record. It keeps scratch space.
type Scanner struct {
	fields  []Field
	keys    map[string]keyClass
	hint    hint
	text    []byte
	flow    flow // of a firewall's message, see flowOf
	running bool // the text is running text, not the value of a pair
}

// Reset forgets the fields found so far.
func (s *Scanner) Reset() { s.fields = s.fields[:0] }

// Pair reads a value that was written under a key. Every pair gives at least
// one field: of kind Text or Number when key and value tell no more.
func (s *Scanner) Pair(key, value []byte) { s.pair(key, value) }

// Scan reads running text. What a pair or an earlier text told already is not
// told again.
func (s *Scanner) Scan(text []byte) { s.scan(text) }

// Fields are the fields found since Reset, pairs and texts in the order in which
// they were read. They are valid until the next Reset.
func (s *Scanner) Fields() []Field { return s.fields }
