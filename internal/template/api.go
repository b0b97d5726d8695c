// Package template turns a message into its shape, and merged shapes into
// templates.
//
// A shape is a pure function of the message: no tree, no order, no state. The
// generalisation to templates is a deterministic function of the set of
// distinct shapes with their counts, made once when all of them are known. The
// package knows nothing of files, records, levels or time.
//
// The road not taken: parsers such as Drain (He et al., ICWS 2017) sort each
// line into a tree as it comes, with a threshold of similarity. The result
// depends on the order of the lines and on masks made for one system. Here a
// line costs one scan, and groups meet only for a reason that can be named, with
// all shapes and counts in view; each reason is a pass with a file of its own.
// One configuration serves all systems. The conventions of what is a value
// follow the corrected truth of the Loghub samples (Khan et al., ICSE 2022).
package template

// Slot is a variable part that masking found. Start and End are byte positions
// in the message.
type Slot struct {
	Kind       Kind
	Start, End int
}

// Kind is the type of a slot; its name stands in the shape's text as <name>.
type Kind uint8

// The kinds of slots. KindAny is a variable part of no known kind (<*>).
const (
	KindAny  Kind = iota // <*>
	KindNum              // <num>
	KindHex              // <hex>
	KindID               // <id>   a word that mixes letters and digits, a UUID
	KindIP               // <ip>   IPv4 or IPv6
	KindAddr             // <addr> ip:port or host:port
	KindPath             // <path>
	KindURL              // <url>
	KindTime             // <time> date, time or both
	KindDur              // <dur>  number with a unit of time
	KindSize             // <size> number with a unit of size
	KindMAC              // <mac>
	KindBool             // <bool> true, false, null, none, nil
	KindStr              // <str>  quoted value after '='
	KindVer              // <ver>  version number
	KindHost             // <host> dotted host name that holds a digit, without port
	kinds
)

// kindText has the text of each kind as it stands in a shape.
var kindText = [kinds]string{
	"<*>", "<num>", "<hex>", "<id>", "<ip>", "<addr>", "<path>", "<url>",
	"<time>", "<dur>", "<size>", "<mac>", "<bool>", "<str>", "<ver>", "<host>",
}

// String returns the kind as it stands in a shape: "<num>", "<*>".
func (k Kind) String() string {
	if k < kinds {
		return kindText[k]
	}
	return kindText[KindAny]
}

// Masker masks messages. It keeps scratch space, is cheap to make and must not
// be shared between goroutines.
type Masker struct {
	// KeepStatus leaves an HTTP status or an exit code of three digits (after
	// "status", "code", "returned", a request line, or METHOD PATH) in the
	// shape, because a 200 that vanishes and a 502 that appears are signals.
	// Generalize never merges such numbers. Without it they are slots like
	// any other number.
	KeepStatus bool

	scratch []byte
	slots   []Slot
	scan    scan
}

// Mask returns the shape's text and its slots in order of position; both are
// valid until the next call. Every "<kind>" in the text stands for one slot; a
// "<kind>" that stands in the message itself is written "<\kind>". Runs of
// blanks and control bytes become one blank. What lies behind the first
// MaxMessage bytes is one slot of KindAny.
func (m *Masker) Mask(message []byte) (shape []byte, slots []Slot) { return m.mask(message) }

// MaxMessage is the number of bytes of a message that are masked.
const MaxMessage = 4096

// Counted is a distinct shape with the number of messages that have it.
type Counted struct {
	Shape string
	Count uint64
}

// Template is a group of shapes that one statement printed.
type Template struct {
	ID     string // "t" and 12 hex digits of the hash of Text: stable across runs and inputs
	Text   string // with <*> for every slot
	Typed  string // with <ip>, <num> ... where all members agree; <hex> and <id> take numbers in
	Shapes []int  // indices into the input of Generalize, ascending
	Count  uint64
}

// Generalize groups shapes into templates, sorted by Count descending, then
// Text. The result does not depend on the order of the input.
func Generalize(shapes []Counted) []Template { return generalize(shapes) }
