package report

import (
	"inquest/internal/evidence"
)

// Exhibits are what stands beside the sections: who calls whom, the templates
// over time, the sources over time in more detail than the timeline draws, and
// the lines around those that are cited. They hold counts and verbatim lines,
// no sentences.
type Exhibits struct {
	Topology  *Topology `json:"topology,omitempty"`
	Templates *Patterns `json:"templates,omitempty"`
	Detail    *Detail   `json:"detail,omitempty"`

	// Around is filled by [Report.SetAround], by file, then line; AroundLeft counts
	// cited lines without it: the page's share was used up, or the input cannot be
	// read a second time.
	Around     []Around `json:"around"`
	AroundLeft int64    `json:"around_left"`
}

// Topology is the dependency sketch: who speaks to whom, as the lines tell.
type Topology struct {
	Nodes []Node `json:"nodes"` // by layer, then name
	Edges []Edge `json:"edges"` // by from, to
	More  int64  `json:"more,omitempty"`
}

// Node is a component. Layer counts from the callers (0) to what they call.
type Node struct {
	Name  evidence.Quote `json:"name"`
	Kind  string         `json:"kind"` // "units", "service", "peer"
	Layer int            `json:"layer"`
	Lines int64          `json:"lines"`          // records of its sources; of units: runs
	Bad   int64          `json:"bad"`            // of them telling of failure
	Role  string         `json:"role,omitempty"` // "cause" or, when undetermined, "suspect": the leading hypothesis names it
}

// Edge says that one component speaks to another, and with which result.
type Edge struct {
	From   int    `json:"from"` // index into Nodes
	To     int    `json:"to"`
	Kind   string `json:"kind"`   // "connects", "runs", "calls"
	Events int64  `json:"events"` // connection events, or runs
	Bad    int64  `json:"bad"`
	Line   *Line  `json:"line,omitempty"` // the first that shows it, a bad one before others
}

// Patterns are the templates, those that tell of failure first, each over time.
type Patterns struct {
	Axis  []Segment `json:"axis"`
	Rows  []Pattern `json:"rows"`
	Total int64     `json:"total"` // templates in all
}

// Pattern is one template.
type Pattern struct {
	ID      string           `json:"id"`
	Text    evidence.Quote   `json:"text"`
	Level   string           `json:"level"`
	Count   int64            `json:"count"`
	Bad     bool             `json:"bad"` // it tells of failure
	Sources []evidence.Quote `json:"sources"`
	First   string           `json:"first"`
	Last    string           `json:"last"`
	From    int64            `json:"from_ns"` // 0 when untimed
	To      int64            `json:"to_ns"`
	Series  []int64          `json:"series"` // a count for each bin of the axis
	Line    *Line            `json:"line,omitempty"`
}

// Detail is the timeline in finer bins, for a reader who zooms. Lanes are in
// the order of the timeline's.
type Detail struct {
	Axis  []Segment    `json:"axis"`
	Lanes [][][3]int64 `json:"lanes"` // [bin, records, of them failing]; bins count on over the segments
}

// Around is a run of neighbouring lines of one file of which some are cited.
type Around struct {
	File  evidence.Quote `json:"file"`
	Line  int64          `json:"line"` // the first
	Lines []AroundLine   `json:"lines"`
	Ref   evidence.Ref   `json:"ref"` // of all of them
}

// AroundLine is one line of it. Text may be cut (Cut).
type AroundLine struct {
	Text  evidence.Quote `json:"text"`
	Cut   bool           `json:"cut,omitempty"`
	Cited bool           `json:"cited,omitempty"`
}

// How much the exhibits hold.
const (
	shownPatterns = 40
	patternBins   = 48
	detailBins    = 720
	shownNodes    = 24
)

func (b *builder) exhibits() Exhibits {
	x := Exhibits{Topology: b.topology(), Around: []Around{}}
	ax := axis(b.activity())
	if len(ax) > 0 {
		x.Detail = b.detail(ax)
	}
	x.Templates = b.patternSeries(ax)
	return x
}

// finer is an axis with the same segments in more bins, but none narrower than
// the profile's.
func (b *builder) finer(ax []Segment, bins int) []Segment {
	out := make([]Segment, len(ax))
	for i, s := range ax {
		out[i] = s
		for _, w := range binWidths {
			if w >= b.v.Width && s.Bin%w == 0 && (s.To-s.From)/w <= int64(max(bins/len(ax), 1)) {
				out[i].Bin = w
				break
			}
		}
	}
	return out
}

// dense numbers the bins of an axis through all of its segments.
type dense struct {
	axis  []Segment
	begin []int64
	n     int64
}

func newDense(ax []Segment) *dense {
	d := &dense{axis: ax}
	for _, s := range ax {
		d.begin = append(d.begin, d.n)
		d.n += (s.To - s.From) / s.Bin
	}
	return d
}

// bin is the number of the bin at an instant, -1 outside of the axis.
func (d *dense) bin(at int64) int64 {
	for i := range d.axis {
		if at >= d.axis[i].From && at < d.axis[i].To {
			return d.begin[i] + (at-d.axis[i].From)/d.axis[i].Bin
		}
	}
	return -1
}

// detail counts the records of the timeline's lanes in fine bins.
func (b *builder) detail(ax []Segment) *Detail {
	f := b.timelineFigure()
	if f == nil {
		return nil
	}
	fine := b.finer(ax, detailBins)
	out := &Detail{Axis: fine, Lanes: [][][3]int64{}}
	d := newDense(fine)
	for i := range f.Lanes {
		src := b.sourceNamed(f.Lanes[i].Label)
		bins := make([][2]int64, d.n)
		b.countSource(src, func(at, n, bad int64) {
			if k := d.bin(at); k >= 0 {
				bins[k][0] += n
				bins[k][1] = min(bins[k][1]+bad, bins[k][0])
			}
		})
		lane := [][3]int64{}
		for k, c := range bins {
			if c[0] > 0 {
				lane = append(lane, [3]int64{int64(k), c[0], c[1]})
			}
		}
		out.Lanes = append(out.Lanes, lane)
	}
	return out
}

func (b *builder) timelineFigure() *Timeline {
	for i := range b.rep.Sections {
		for _, block := range b.rep.Sections[i].Blocks {
			if block.Figure != nil && block.Figure.Timeline != nil {
				return block.Figure.Timeline
			}
		}
	}
	return nil
}

func (b *builder) sourceNamed(q evidence.Quote) int {
	for i := range b.v.Sources {
		if evidence.NewQuote(b.v.Sources[i].Name).Equal(q) {
			return i
		}
	}
	return -1
}

// countSource gives out the buckets of a source: first all records, then those
// that tell of failure.
func (b *builder) countSource(src int, count func(at, n, bad int64)) {
	if src < 0 {
		return
	}
	s := &b.v.Sources[src]
	for _, bk := range s.Buckets {
		count(b.clip(s, bk.At).From, int64(bk.N), 0)
	}
	for i := range b.v.Templates {
		t := &b.v.Templates[i]
		if !b.bad[t.ID] {
			continue
		}
		for _, row := range t.Rows {
			if row.Source != src {
				continue
			}
			for _, bk := range row.Buckets {
				count(b.clip(s, bk.At).From, 0, int64(bk.N))
			}
		}
	}
}
