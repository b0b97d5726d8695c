package profile

import "math/bits"

// Limits bound the memory of a profile. The zero value of a field means its
// default. Every limit is judged on the union of all records: which rows, values
// or events are kept never depends on the order or the split of the input.
//
//	name        default  flag                   effect when reached
//	Rows          8192   --limit-rows           rows of largest hash lose their origin, then their shape's end, then their shape
//	DetailRows    1024   --limit-detail-rows    above it rows keep fewer exemplars, slot values and buckets, halved at each doubling
//	Early            8   --limit-early          first exemplars of a row
//	Late             4   --limit-late           last exemplars of a row
//	Sample           8   --limit-sample         exemplars of smallest hash of a row
//	Raw           2048   --limit-raw            bytes kept of a line or a message
//	Body          4096   --limit-body           bytes kept of continuation lines: head, tail, and the links of chained exceptions
//	Fields          24   --limit-fields         fields of a row that have slots; fields kept of an exemplar
//	SlotValues      64   --limit-slot-values    distinct values of a slot; more are not listed
//	Buckets    4194304   --limit-buckets        time buckets of all rows; a row with more than its share takes a wider bucket
//	Units         8192   --limit-units          units of each kind, those of smallest hash
//	UnitEvents   65536   --limit-unit-events    run events of all units; a unit keeps the first and last of its share
//	Peers         1024   --limit-peers          peers, those of smallest hash
//	Steps           64   --limit-steps          connection events of a peer: the first and the last
//	Durations     1024   --limit-durations      latencies of a peer that are listed exactly
type Limits struct {
	Rows, DetailRows    int
	Early, Late, Sample int
	Raw, Body           int
	Fields, SlotValues  int
	Buckets             int
	Units, UnitEvents   int
	Peers, Steps        int
	Durations           int
}

// Limit is one entry of the table of limits.
type Limit struct {
	Name    string // as View.Coarsened names it
	Flag    string
	Default int
	Effect  string
	field   func(*Limits) *int
}

// LimitTable lists all limits, in the order of the documentation.
func LimitTable() []Limit { return append([]Limit(nil), limitTable...) }

var limitTable = []Limit{
	{"rows", "--limit-rows", 8192, "rows of largest hash lose their origin, then their shape's end, then their shape", func(l *Limits) *int { return &l.Rows }},
	{"detail-rows", "--limit-detail-rows", 1024, "rows keep fewer exemplars, slot values and buckets, halved at each doubling", func(l *Limits) *int { return &l.DetailRows }},
	{"early", "--limit-early", 8, "only the first exemplars of a row are kept", func(l *Limits) *int { return &l.Early }},
	{"late", "--limit-late", 4, "only the last exemplars of a row are kept", func(l *Limits) *int { return &l.Late }},
	{"sample", "--limit-sample", 8, "only the exemplars of smallest hash of a row are kept", func(l *Limits) *int { return &l.Sample }},
	{"raw", "--limit-raw", 2048, "lines and messages are cut", func(l *Limits) *int { return &l.Raw }},
	{"body", "--limit-body", 4096, "continuation lines are abridged", func(l *Limits) *int { return &l.Body }},
	{"fields", "--limit-fields", 24, "fields of largest hash have no slot", func(l *Limits) *int { return &l.Fields }},
	{"slot-values", "--limit-slot-values", 64, "the values of a slot are not listed", func(l *Limits) *int { return &l.SlotValues }},
	{"buckets", "--limit-buckets", 1 << 22, "time buckets are wider", func(l *Limits) *int { return &l.Buckets }},
	{"units", "--limit-units", 8192, "units of largest hash are left out", func(l *Limits) *int { return &l.Units }},
	{"unit-events", "--limit-unit-events", 1 << 16, "run events between the first and the last of a unit are left out", func(l *Limits) *int { return &l.UnitEvents }},
	{"peers", "--limit-peers", 1024, "peers of largest hash are left out", func(l *Limits) *int { return &l.Peers }},
	{"steps", "--limit-steps", 64, "connection events between the first and the last of a peer are left out", func(l *Limits) *int { return &l.Steps }},
	{"durations", "--limit-durations", 1024, "latencies are summed up, not listed", func(l *Limits) *int { return &l.Durations }},
}

func (l Limits) withDefaults() Limits {
	for _, e := range limitTable {
		if f := e.field(&l); *f <= 0 {
			*f = e.Default
		}
	}
	return l
}

// caps are the limits of one row, given the number of rows there are. The
// number only grows when records are added, so the caps only shrink, and a part
// never has narrower caps than the union.
type caps struct {
	early, late, sample int
	values              int
	buckets             int
}

// Bounds of the number of buckets of one row. The least is a day in minutes with
// some to spare, because a cause is sought by the minute. It takes as many
// records to fill them, so that only long logs of many dense rows come near it.
const (
	minBuckets = 1500
	maxBuckets = 4096
)

func (l Limits) rowCaps(rows int) caps {
	halvings := halvingsAbove(rows, l.DetailRows)
	return caps{
		early:   max(1, l.Early>>halvings),
		late:    max(1, l.Late>>halvings),
		sample:  max(1, l.Sample>>halvings),
		values:  max(2, l.SlotValues>>(2*halvings)),
		buckets: share(l.Buckets, rows, min(minBuckets, l.Buckets), maxBuckets),
	}
}

// unitEvents is the number of run events of one unit, given the number of units.
func (l Limits) unitEvents(units int) int { return share(l.UnitEvents, units, 8, 512) }

// peerBuckets is the number of time buckets of one kind of event of a peer.
func (l Limits) peerBuckets(peers int) int {
	return share(l.Buckets/8, peers, min(minBuckets, max(1, l.Buckets/64)), maxBuckets)
}

// halvingsAbove is how often n has doubled beyond limit, rounded up.
func halvingsAbove(n, limit int) int {
	if n <= limit {
		return 0
	}
	return bits.Len(uint((n - 1) / limit))
}

// share splits total evenly among the next power of two of n.
func share(total, n, least, most int) int {
	each := total >> bits.Len(uint(max(n, 1)-1))
	return min(max(each, least), most)
}

// Field is where the limit stands in l, for flags to bind to.
func (e Limit) Field(l *Limits) *int { return e.field(l) }
