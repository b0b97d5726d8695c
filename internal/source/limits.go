package source

// Limits bound what one run reads. A zero field means the default; Defaults
// names them all. Limits are data: each has a flag, a counter in the Skips or
// the Summary that it causes, and a line in the documentation.
type Limits struct {
	Line       int64 // bytes kept of one line; the rest is counted as dropped
	Record     int64 // bytes of a record with its continuation lines, before it is cut at the next line end
	Inflated   int64 // bytes that one compressed input may inflate to
	Ratio      int64 // inflated bytes for each byte on disk
	RatioFloor int64 // inflated bytes below which the ratio is not judged
	Window     int64 // bytes of memory that one decoder may ask for its window or dictionary
	Members    int64 // members of one archive, with those of archives inside it
	Nested     int64 // archives inside one another
	Spool      int64 // bytes of an archive that comes on standard input
	Rows       int64 // rows of one log store
	Fetched    int64 // bytes of one log store's lines
	Files      int64 // inputs in one run
	Depth      int64 // folders below a named folder
}

// LimitInfo describes one limit for the documentation and the command line.
type LimitInfo struct {
	Name    string
	Default int64
	Unit    string // "bytes", "files", "folders", "members", "archives", "rows" or "" for a plain ratio
	Flag    string
	Doc     string
	field   func(*Limits) *int64
}

// Field is where the limit stands in l, for flags to bind to.
func (i LimitInfo) Field(l *Limits) *int64 { return i.field(l) }

const (
	kib = int64(1) << 10
	mib = int64(1) << 20
	gib = int64(1) << 30
)

var limitTable = []LimitInfo{
	{"line", 1 * mib, "bytes", "--limit-line", "bytes kept of one line; what a longer line has beyond is counted and dropped", func(l *Limits) *int64 { return &l.Line }},
	{"record", 256 * kib, "bytes", "--limit-record", "bytes of a record with its continuation lines; a longer one is cut at the next line end, and the rest counts as continued", func(l *Limits) *int64 { return &l.Record }},
	{"inflated", 8 * gib, "bytes", "--limit-inflated", "bytes that one compressed input or archive may inflate to", func(l *Limits) *int64 { return &l.Inflated }},
	{"ratio", 200, "", "--limit-ratio", "inflated bytes for each byte on disk of a compressed input or archive", func(l *Limits) *int64 { return &l.Ratio }},
	{"ratio-floor", 64 * mib, "bytes", "--limit-ratio-floor", "inflated bytes below which the ratio is not judged", func(l *Limits) *int64 { return &l.RatioFloor }},
	{"window", 64 * mib, "bytes", "--limit-window", "memory that one xz or zstd decoder may ask for; a stream that needs more is not read", func(l *Limits) *int64 { return &l.Window }},
	{"members", 10_000, "members", "--limit-members", "members of one archive, with those of archives inside it; the rest is not read", func(l *Limits) *int64 { return &l.Members }},
	{"nested", 2, "archives", "--limit-nested", "archives inside one another; what lies deeper is not read", func(l *Limits) *int64 { return &l.Nested }},
	{"spool", 64 * mib, "bytes", "--limit-spool", "bytes of an archive on standard input, which is held in memory as it came", func(l *Limits) *int64 { return &l.Spool }},
	{"store-rows", 1_000_000, "rows", "--limit-store-rows", "rows that are read of one log store", func(l *Limits) *int64 { return &l.Rows }},
	{"store-bytes", 1 * gib, "bytes", "--limit-store-bytes", "bytes of the lines that are read of one log store", func(l *Limits) *int64 { return &l.Fetched }},
	{"files", 100_000, "files", "--limit-files", "inputs in one run", func(l *Limits) *int64 { return &l.Files }},
	{"depth", 64, "folders", "--limit-depth", "folders below a named folder", func(l *Limits) *int64 { return &l.Depth }},
}

// LimitTable lists all limits of reading, in the order of the documentation.
func LimitTable() []LimitInfo { return append([]LimitInfo(nil), limitTable...) }

// Defaults are the limits in force when nothing else is said.
func Defaults() Limits { return Limits{}.WithDefaults() }

// WithDefaults replaces fields that are zero or negative by their defaults.
func (l Limits) WithDefaults() Limits {
	for _, info := range limitTable {
		if f := info.field(&l); *f <= 0 {
			*f = info.Default
		}
	}
	return l
}

// inflateLimit is how far an input of size bytes on disk may inflate. It is
// fixed before reading, so that where reading stops does not depend on how it
// was cut into chunks. An input of unknown size has the absolute limit only.
func (l Limits) inflateLimit(size int64) int64 {
	if size < 0 || size > l.Inflated/l.Ratio {
		return l.Inflated
	}
	return min(max(size*l.Ratio, l.RatioFloor), l.Inflated)
}
