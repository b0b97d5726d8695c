// Package source finds, orders, opens, decompresses and bounds inputs. It is
// the only package that touches files, archives, decoders or log stores.
//
// It knows bytes and lines, not records: it does not parse times or levels and
// does not know what a log line means. It never writes, never follows a name
// found in data, and never inflates past its limits.
package source

import "context"

// Set is the ordered list of inputs of one run, and what was left out of it.
// The order depends on names alone, never on the order of the arguments or of a
// directory listing: by name, and a rotated set (app.log.2.gz, app.log.1, app.log)
// from its oldest file to the newest. Content that stands in several inputs is
// read once. Of the files in a folder or archive, what is no log by content and
// name is left out and named, unless Options.All is set.
//
// Names are relative to the deepest folder that contains every argument, where
// a named folder contains itself: one folder gives names below it, one file its
// base name, app.log and network/ give app.log and network/.... Names are unique.
//
// Members of archives are inputs of their own: bundle.tar.gz!/logs/app.log is
// the member logs/app.log of bundle.tar.gz, outer.tar!/inner.zip!/app.log one of an
// archive inside an archive. Archives and compressions are told by content and
// streamed; nothing is unpacked to disk. A compressed file keeps its own name.
type Set struct {
	Inputs  []Input
	Skipped []Skip // by name
	stdin   *stdin
	faults  faults
}

// Input is one source: a file, or standard input.
type Input struct {
	Name        string // relative to the input root, '/' separated; "-" for standard input
	Path        string // where it, or the archive that holds it, is opened
	Size        int64  // bytes on disk, -1 when unknown; of a member, its bytes
	Compression string // "", or the innermost of "gzip", "zstd", "xz", "bzip2", "lz4"
	Encoding    string // "", "utf-16le" or "utf-16be", "cr" or "json-document" (see mappedEncoding); positions count decoded bytes

	Series string // of a file of a rotated set: the set's name; its files stand one behind the other, oldest first

	head string // hash of the beginning, "" when empty
	look look

	root, rel string // folder it was found in and where below it, for opening

	store   *storeInput // a log store; nil for a file
	archive *archive    // that holds it; nil for a plain file
	leaf    leafInfo    // which member it is
}

// Skip is an input, or a part of one, that was not read, with the reason and
// what the user can do.
type Skip struct {
	Name   string `json:"name"`
	Reason string `json:"reason"` // one of the Reason constants
	Detail string `json:"detail,omitempty"`
	Hint   string `json:"hint,omitempty"`
	Bytes  int64  `json:"bytes"` // bytes left out, -1 when unknown
}

// Chunk is a run of whole lines of one source. A chunk begins at a line that
// starts a record, except where a record reached its limit (Continued).
type Chunk struct {
	Source    int    // index into Set.Inputs
	Offset    int64  // of Data[0] in the decompressed source
	Line      int64  // number of the first line, from 1
	Data      []byte // whole lines; the last chunk of a source may lack the final LF
	Open      bool   // the last line was cut at a carriage return and goes on in the next chunk
	Continued bool   // the leading lines that start no record belong to a record that reached the limit
	Cut       []Cut  // over-long lines of this chunk, by position
	Disk      int64  // bytes of the input that were read from disk so far, for progress only
}

// Cut says that Data holds only the first bytes of a line: in the source,
// Dropped bytes more stand in front of Data[At], which is the line's LF (or the
// end of Data in the last chunk). Offsets behind it are shifted by Dropped.
type Cut struct {
	At      int
	Dropped int64
}

// ID names the chunk for idempotent merging: the same source name and the same
// offset.
type ID struct {
	Name   string
	Offset int64
}

// Summary is the accounting of one source after it was read to its end.
// Bytes counts decompressed bytes; SHA256 is over them.
type Summary struct {
	Bytes   int64
	Lines   int64
	Dropped int64 // bytes of over-long lines that were counted, not kept
	SHA256  string
	Skipped []Skip // truncated data, read error in the middle, limit reached
}

// StartsRecord tells whether a line begins a record, with the line in front of it
// (both without their line ends).
type StartsRecord func(before, line []byte) bool

// Options of finding and reading.
type Options struct {
	Limits  Limits
	Stdin   interface{ Read([]byte) (int, error) } // nil: "-" is refused
	Env     func(string) string                    // environment variables, for access to log stores; nil: none are set
	All     bool                                   // read also what looks like no log in a folder or archive
	Exclude []string                               // files that are no inputs, not even skipped ones: the reports that the run writes
}

// Find lists the inputs named by paths: files, folders (walked), globs, "-", and
// addresses of log stores (see package logstore), the only inputs for which a
// connection is made.
// The error is a usage or not-found error with a hint; unreadable members of a
// folder are skips.
func Find(paths []string, o Options) (*Set, error) {
	return findContext(context.Background(), paths, o)
}

// FindContext is Find that ends when the context does: listing a large archive
// means inflating it.
func FindContext(ctx context.Context, paths []string, o Options) (*Set, error) {
	return findContext(ctx, paths, o)
}

// Groups parts the inputs into runs that are best read one after the other, in
// the order given: the members of one archive lie in one stream. Whoever reads
// them in another order gets the same bytes, only slower.
func (s *Set) Groups() [][]int { return s.groups() }

// Sample returns the beginning and, for inputs larger than most, a run of lines
// near the end (of the first 16 MiB, when that can only be reached by inflating),
// at most most bytes in sum, for format detection.
func (s *Set) Sample(i, most int, o Options) ([]byte, error) { return s.sample(i, most, o) }

// Read streams input i in chunks of about size bytes, in order. emit owns the
// chunk's Data afterwards (see [Chunk.Recycle]). Chunks are cut in front of a
// line that starts a record; the first line of a source counts as one. A record
// that reaches Limits.Record is cut at the next line end, in every run at the
// same place: what is parsed from the chunks does not depend on size.
//
// The error is that of ctx or of emit. What cannot be opened, or not read to its
// end, is told by Summary.Skipped.
func (s *Set) Read(ctx context.Context, i, size int, starts StartsRecord, o Options, emit func(Chunk) error) (Summary, error) {
	return s.read(ctx, i, size, starts, o, emit)
}

// ReadRange returns length decompressed bytes of input i at offset; it is how
// one reference is read again. For a compressed input it inflates all bytes in
// front: use ReadRanges for several.
func (s *Set) ReadRange(i int, offset, length int64, o Options) ([]byte, error) {
	return s.readRange(i, offset, length, o)
}

// ReadRanges reads many runs of input i in one pass and calls fn for each, by
// offset: k is the index into ranges, line the number of the line that the run
// begins in. data is valid during the call. It ends at the first error; a run
// behind the end of the input is an *InputError.
func (s *Set) ReadRanges(ctx context.Context, i int, ranges []Range, o Options, fn func(k int, line int64, data []byte) error) error {
	return s.readRanges(ctx, i, ranges, o, fn)
}
