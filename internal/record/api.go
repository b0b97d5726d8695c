// Package record frames lines into records with time, level, origin and
// fields. Formats are data (formats/*.yaml), each with samples that the loader
// insists on; a format is found per source by evidence from its lines, never
// from the file's name.
//
// The package does not open files, does not keep state across chunks, and does
// not know what a message means: masking is package template's, fault classes
// are package fault's, job and connection events are package event's.
package record

// Level is the severity of a record. The zero Level is "not given".
type Level uint8

// Levels, from least to most severe.
const (
	LevelNone Level = iota
	LevelTrace
	LevelDebug
	LevelInfo
	LevelNotice
	LevelWarn
	LevelError
	LevelCritical // critical, alert, emergency, fatal, panic
)

// Account says what became of the bytes that were read: every byte of a source
// falls under one part.
type Account struct {
	Parsed    int64 // bytes in records of a known format, line ends included
	Continued int64 // bytes of continuation lines (stack traces) that belong to a record
	Blank     int64 // bytes of blank lines
	Plain     int64 // bytes in records that no format knew (time, level may be missing)
	Lines     int64
	Records   int64
	PlainRecs int64

	Outside      int64 // records that the layout's window leaves out; not among Records
	OutsideBytes int64 // their bytes, among those above
}

// Field is a key and a value of a record; both point into the chunk or into the
// parser's scratch and are valid during the callback.
type Field struct {
	Key, Value []byte
}

// Record is one log event. All slices are valid during the callback only.
type Record struct {
	Offset int64  // of the first line in the source
	Line   int64  // of the first line, from 1
	Lines  int32  // physical lines, continuation lines included
	Length int64  // bytes in the source from Offset to the end of the last line, without its LF
	Raw    []byte // first physical line, without its line end
	Body   []byte // continuation lines, without the last line end, taken out of their envelopes; nil when none

	Time    int64 // nanoseconds since the epoch; read as UTC where the line names no zone and none was given
	HasTime bool
	Zoned   bool  // the line itself names its zone
	Stamp   Stamp // what Time was read from
	Follows bool  // the time is that of the record before it
	East    int32 // seconds east of UTC of the zone that the time was read in

	Level   Level
	Host    []byte
	Service []byte // program, container or service
	Logger  []byte // logger, module, class, component
	Thread  []byte
	PID     []byte
	Message []byte  // what the program said: message field of JSON and logfmt, rest of the line elsewhere
	Fields  []Field // key=value and JSON fields, embedded {...} payloads; not the ones above

	Format string // name of the format; "csv", "zeek" or "w3c" where a header described it, "plain" when none
	Inner  string // name of the format that read an envelope's message, "" when none did; see FormatName

	from    *Format // of Format, nil for plain
	inner   *Format // of Inner
	loose   bool    // other values may have given another time or level
	timeKey []byte  // the key of a JSON or logfmt record that held the time

	partial bool // it goes on in a line that is not there
	placed  bool // the service is that of the source's name

	// Keys is the same for records whose Fields have the same keys in the same order,
	// and another one for others; 0 when it is not known.
	Keys uint64

	// Folded tells that the fields that the message's text holds were left out;
	// see ParseFolded.
	Folded bool
}

// Field returns the value of the first field with that key, or nil.
func (r *Record) Field(key string) []byte {
	for i := range r.Fields {
		if string(r.Fields[i].Key) == key {
			return r.Fields[i].Value
		}
	}
	return nil
}

// Hints are what the rest of the input says about a source whose lines leave
// something out.
type Hints struct {
	Year       int // year of the first stamp of the sample, for stamps without a year; 0: unknown, then they are in 1972
	Month      int // of that stamp; 0: that of the sample
	Zone       int // seconds east of UTC for stamps without a zone
	ZoneIsUser bool
	Place      *Zone // civil time for stamps without a zone; nil: Zone
	Eras       []Era // by offset
	Moment     int64 // ns, as if local time were UTC: near which stamps without a date lie; 0: unknown, then they give no time
	Clock      Clock // how these hints were found
}

// Layout is what detection found out about one source: the formats that its
// lines have, best first, and what its times leave out. It is immutable and
// shared between workers; everything that a Parser does with it is a pure
// function of the chunk.
type Layout struct {
	formats []*Format
	hints   Hints
	detail  layoutDetail
}

// Detect reads a sample (whole lines from the source's beginning, and maybe
// more) and returns its layout. It never fails: the last resort is "plain".
func (c *Formats) Detect(sample []byte, h Hints) *Layout { return c.detect(sample, h) }

// Names are the names of the formats found, best first; "plain" alone when none.
func (l *Layout) Names() []string { return l.names() }

// Yearless reports whether the source's stamps carry no year.
func (l *Layout) Yearless() bool { return l.yearless() }

// Dateless reports whether most of the source's stamps are a time of day without a
// date.
func (l *Layout) Dateless() bool { return l.dateless() }

// Zoneless reports whether the source's stamps carry no zone.
func (l *Layout) Zoneless() bool { return l.zoneless() }

// StartsRecord reports whether a line begins a record in this layout, one that
// needs nothing from the lines before it; before is the line in front of it, which
// may be the first part of a longer one. It is the cut function of package source.
func (l *Layout) StartsRecord(before, line []byte) bool { return l.startsRecord(before, line) }

// Chunk is what Parse reads: package source's chunk, without its source.
type Chunk struct {
	Offset    int64
	Line      int64
	Data      []byte
	Open      bool // the last line goes on in the next chunk
	Continued bool
	Cuts      []Cut
}

// Cut is a shortened line, as in package source.
type Cut struct {
	At      int
	Dropped int64
}

// Parser frames and parses chunks. It holds scratch space: one for each worker.
type Parser struct {
	scratch parserScratch
}

// Parse calls emit for every record of the chunk, in order, and accounts for
// every byte of it.
func (p *Parser) Parse(l *Layout, c Chunk, emit func(*Record)) Account {
	return p.parse(l, c, false, emit)
}

// ParseFolded is Parse without reading the fields out of messages, which costs
// much and which a caller who knows the form of a message need not repeat. The
// records are Folded; Unfold makes them those that Parse gives.
func (p *Parser) ParseFolded(l *Layout, c Chunk, emit func(*Record)) Account {
	return p.parse(l, c, true, emit)
}

// Unfold adds the fields that the text of the message holds. They are valid
// during the callback, and until the next Unfold where the text had escapes.
func (p *Parser) Unfold(r *Record) {
	if r.Folded {
		n := len(r.Fields)
		r.Folded = false
		if p.scratch.extract(r); len(r.Fields) > n {
			r.Keys = 0
		}
	}
}
