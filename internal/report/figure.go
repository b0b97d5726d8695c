package report

import "inquest/internal/evidence"

// Figure is a chart's data; exactly one of the pointers is set. Times and
// durations are nanoseconds.
type Figure struct {
	Title     Text       `json:"title"`
	Notes     []ID       `json:"notes"` // what the chart shows, in words
	Strip     *Strip     `json:"strip,omitempty"`
	Histogram *Histogram `json:"histogram,omitempty"`
	Timeline  *Timeline  `json:"timeline,omitempty"`
	HeatMap   *HeatMap   `json:"heat_map,omitempty"`
	Ladder    *Ladder    `json:"ladder,omitempty"`
}

// Histogram counts runs of one unit or group by duration, in buckets (From, To].
type Histogram struct {
	Label  Text           `json:"label"`
	Width  int64          `json:"width_ns"`
	Bars   []HistogramBar `json:"bars"`
	N      int64          `json:"n"`
	Min    int64          `json:"min_ns"`
	Median int64          `json:"median_ns"`
	Max    int64          `json:"max_ns"`
	Sum    int64          `json:"sum_ns"`
	Proof  []ID           `json:"proof"` // claims that count the failed runs of the bars
}

// HistogramBar is one bucket.
type HistogramBar struct {
	From      int64 `json:"from_ns"`
	To        int64 `json:"to_ns"`
	Failed    int64 `json:"failed"`
	Succeeded int64 `json:"succeeded"`
	Other     int64 `json:"other"`
}

// Span is an interval of time.
type Span struct {
	From int64 `json:"from_ns"`
	To   int64 `json:"to_ns"`
}

// Strip is the verdict's one-line chart: what ended well and what failed over
// time, on a broken axis.
type Strip struct {
	Axis     []Segment `json:"axis"`
	Bins     []Bin     `json:"bins"`
	What     string    `json:"what"` // what the bins count: "runs that ended", "lines"
	Incident *Span     `json:"incident,omitempty"`
	Sum      int64     `json:"sum"`
	Bad      int64     `json:"bad"`
}

// Segment is a stretch of the axis; between two segments the axis is broken and
// nothing is logged.
type Segment struct {
	Span
	Bin int64 `json:"bin_ns"` // width of the bins in it
	Gap int64 `json:"gap_ns"` // the silence in front of it; 0 for the first
}

// Bin counts what lies in [At, At+segment's bin): N in all, Bad of them failing.
type Bin struct {
	At  int64 `json:"at_ns"`
	N   int64 `json:"n"`
	Bad int64 `json:"bad"`
}

// Timeline shows all sources on one broken axis.
type Timeline struct {
	Axis     []Segment `json:"axis"`
	Lanes    []Lane    `json:"lanes"`
	More     int64     `json:"more,omitempty"` // sources without a lane
	Incident *Span     `json:"incident,omitempty"`
	Moments  []Moment  `json:"moments"`
}

// Lane is one source. Runs are drawn instead of bins when there are few.
type Lane struct {
	Label evidence.Quote `json:"label"`
	Lines int64          `json:"lines"` // timed records
	Bad   int64          `json:"bad"`
	Bins  []Bin          `json:"bins"`
	Runs  []RunBar       `json:"runs"`
	Gaps  []Span         `json:"gaps"` // silences inside the axis, longest first
}

// RunBar is one run on a lane. Implied: its start is its end minus its duration.
type RunBar struct {
	Span
	Unit    evidence.Quote `json:"unit"`
	Failed  bool           `json:"failed"`
	Implied bool           `json:"implied"`
}

// HeatMap counts failed runs of units over time.
type HeatMap struct {
	Columns []int64   `json:"columns_ns"` // begin of each column
	Width   int64     `json:"width_ns"`
	What    string    `json:"what"`
	Rows    []HeatRow `json:"rows"`
	Sums    []int64   `json:"sums"` // of each column, rows not shown included
	Total   int64     `json:"total"`
	More    int64     `json:"more,omitempty"` // rows not shown
}

// HeatRow is one unit or group.
type HeatRow struct {
	Label Text    `json:"label"`
	Cells []int64 `json:"cells"`
	Sum   int64   `json:"sum"`
}

// Ladder is the progression of the connections to one peer as one source saw it.
type Ladder struct {
	Peer   Text           `json:"peer"`
	Source evidence.Quote `json:"source"`
	Rungs  []Rung         `json:"rungs"`
	Steps  int64          `json:"steps"` // events in all
	Whole  bool           `json:"whole"` // all of the peer's events were kept
	Span   int64          `json:"span_ns"`
}

// Rung is a state, or a state that was looked for and not seen (Count 0).
type Rung struct {
	State   string         `json:"state"` // "attempt", "slow", "timeout", "refused", "failed", "retry", "lost", "closed", "connected"
	Bad     bool           `json:"bad"`
	Count   int64          `json:"count"`
	At      int64          `json:"at_ns"` // of the first
	Time    string         `json:"time"`
	Offset  int64          `json:"offset_ns"`  // from the first rung
	Latency int64          `json:"latency_ns"` // 0 when not given
	Hedge   evidence.Quote `json:"hedge,omitzero"`
	Line    *Line          `json:"line,omitempty"`
	Claim   ID             `json:"claim,omitempty"` // that says when and how
}
