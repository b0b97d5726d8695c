package finding

import (
	"cmp"
	"math"
	"slices"

	"inquest/internal/record"
	"inquest/internal/trail"
)

// Flow is the Data of findings of kind "succession" and "delay": what the
// requests of this run do otherwise than those of the healthy run, after the
// onset that explains the difference best.
type Flow struct {
	From   int64 // ns; the flows differ from here on
	Breaks []Break
	Delays []Delay

	Spanned bool // the lines of both runs name spans
}

// Break is a statement that no longer follows another one, or an error that now
// does and never did.
type Break struct {
	Owner, Logger  string // of the first statement: who fell silent
	After, Missing string // statements; After is "" for the begin of a span
	Line           trail.Line
	Sees           bool // an error came instead of a line that went
	Healthy, Of    int64
	Now, NowOf     int64
	Score          float64
}

// Delay is a step between two statements that takes longer than in the healthy
// run, in median.
type Delay struct {
	From, To     string // owners
	Callee       string // of the two, "" when it is one
	Line         trail.Line
	Before, Now  int64 // ns, medians
	Clear        bool  // most of the steps take longer now than most did, and twice as long
	N, NowN      int64
	FromA, FromB string // statements
}

// Thresholds of flows.
const (
	followShare = 0.6 // share of A's occurrences that B follows in the healthy run
	breakShare  = 0.5 // and at most this share of that share now
	minBreak    = 8   // likelihood ratio
	minExcess   = 10e6
	minSamples  = 2
	// clearSamples is how many steps each run must have where a delay decides whether
	// something is wrong at all.
	clearSamples = 5
	calleeTie    = 101 // in 100: a tie goes to who is called
	onsetSteps   = 24  // places at which an onset is tried
)

const spanStart = int32(-1)

type pair struct{ a, b int32 }

type gap struct{ at, d int64 }

// flows are the transitions of one trail, in the numbers of the dictionary.
type flows struct {
	seen map[pair][]int64 // A in its owner (b is the owner's number where A is the start) -> times
	next map[pair][]int64 // A, B -> times
	gaps map[pair][]gap   // consecutive lines of a request, across owners
}

// dictionary gives statements of two trails common numbers.
type dictionary struct {
	ids  map[string]int32
	list []*trail.Statement
}

func (d *dictionary) of(t *trail.Trail) []int32 {
	out := make([]int32, len(t.Statements))
	for i := range t.Statements {
		s := &t.Statements[i]
		k := s.Key()
		id, ok := d.ids[k]
		if !ok {
			id = int32(len(d.list))
			d.ids[k] = id
			d.list = append(d.list, s)
		}
		out[i] = id
	}
	return out
}

func readFlows(t *trail.Trail, ids []int32, owners map[string]int32) *flows {
	long := longLived(t)
	f := &flows{seen: map[pair][]int64{}, next: map[pair][]int64{}, gaps: map[pair][]gap{}}
	var request []trail.Event
	var last uint64
	for i := range t.Spans {
		sp := &t.Spans[i]
		if long[sp.Request] {
			continue
		}
		o, ok := owners[sp.Owner]
		if !ok {
			o = int32(len(owners))
			owners[sp.Owner] = o
		}
		prev := pair{spanStart, o}
		for k := range sp.Events {
			e := &sp.Events[k]
			id := ids[e.Statement]
			f.seen[prev] = append(f.seen[prev], e.Time)
			step := pair{prev.a, id}
			if prev.a == spanStart {
				step = pair{-2 - o, id}
			}
			f.next[step] = append(f.next[step], e.Time)
			prev = pair{id, 0}
		}
		if n := len(sp.Events); n > 0 {
			f.seen[prev] = append(f.seen[prev], sp.Events[n-1].Time) // nothing follows
		}
		if len(request) > 0 && last != sp.Request {
			f.addGaps(request, ids)
			request = request[:0]
		}
		request, last = append(request, sp.Events...), sp.Request
	}
	f.addGaps(request, ids)
	for _, l := range f.seen {
		slices.Sort(l)
	}
	for _, l := range f.next {
		slices.Sort(l)
	}
	for _, l := range f.gaps {
		slices.SortFunc(l, func(a, b gap) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.d, b.d)) })
	}
	return f
}

// longPart is the share of the whole run from which on lines of one id are no
// request but the life of a process or of a loop: one part in longPart.
const longPart = 4

func longLived(t *trail.Trail) map[uint64]bool {
	type life struct{ from, to int64 }
	lives := map[uint64]life{}
	all := life{math.MaxInt64, math.MinInt64}
	for i := range t.Spans {
		ev := t.Spans[i].Events
		l, ok := lives[t.Spans[i].Request]
		if !ok {
			l = life{math.MaxInt64, math.MinInt64}
		}
		l.from, l.to = min(l.from, ev[0].Time), max(l.to, ev[len(ev)-1].Time)
		lives[t.Spans[i].Request] = l
		all.from, all.to = min(all.from, l.from), max(all.to, l.to)
	}
	out := map[uint64]bool{}
	for r, l := range lives {
		if (l.to-l.from)*longPart > all.to-all.from {
			out[r] = true
		}
	}
	return out
}

func (f *flows) addGaps(events []trail.Event, ids []int32) {
	slices.SortStableFunc(events, func(a, b trail.Event) int {
		return cmp.Or(cmp.Compare(a.Time, b.Time), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Offset, b.Offset))
	})
	for i := 1; i < len(events); i++ {
		p := pair{ids[events[i-1].Statement], ids[events[i].Statement]}
		f.gaps[p] = append(f.gaps[p], gap{events[i].Time, events[i].Time - events[i-1].Time})
	}
}

// entries counts for pairs of owners the requests in which one speaks before
// the other: who is called speaks after who calls.
func entries(t *trail.Trail) map[[2]string]int {
	out := map[[2]string]int{}
	for i := 0; i < len(t.Spans); {
		first := map[string]int64{}
		var order []string
		j := i
		for ; j < len(t.Spans) && t.Spans[j].Request == t.Spans[i].Request; j++ {
			at, ok := first[t.Spans[j].Owner]
			if !ok {
				order = append(order, t.Spans[j].Owner)
			}
			if e := t.Spans[j].Events[0].Time; !ok || e < at {
				first[t.Spans[j].Owner] = e
			}
		}
		for _, a := range order {
			for _, b := range order {
				if first[a] < first[b] {
					out[[2]string{a, b}]++
				}
			}
		}
		i = j
	}
	return out
}

// since counts the times from one on.
func since(times []int64, from int64) int64 {
	i, _ := slices.BinarySearch(times, from)
	return int64(len(times) - i)
}

// quarters are the quartiles of delays, and their number.
type quarters struct{ low, median, high, n int64 }

func quartersSince(gaps []gap, from int64) quarters {
	var d []int64
	for i := len(gaps) - 1; i >= 0 && gaps[i].at >= from; i-- {
		d = append(d, gaps[i].d)
	}
	if len(d) == 0 {
		return quarters{}
	}
	slices.Sort(d)
	return quarters{d[len(d)/4], (d[(len(d)-1)/2] + d[len(d)/2]) / 2, d[(3*len(d)-1)/4], int64(len(d))}
}

// comparison holds two runs' flows against each other.
type comparison struct {
	dict    *dictionary
	owners  []string
	healthy *flows
	now     *flows
	first   map[int32]*trail.Statement // of this run
	enters  map[[2]string]int          // requests in which one owner speaks before another
}

func newComparison(healthy, now *trail.Trail) *comparison {
	c := &comparison{dict: &dictionary{ids: map[string]int32{}}, first: map[int32]*trail.Statement{}}
	owners := map[string]int32{}
	h, n := c.dict.of(healthy), c.dict.of(now)
	c.healthy, c.now = readFlows(healthy, h, owners), readFlows(now, n, owners)
	for i := range now.Statements {
		c.first[n[i]] = &now.Statements[i]
	}
	c.enters = entries(now)
	c.owners = make([]string, len(owners))
	for o, i := range owners {
		c.owners[i] = o
	}
	return c
}

// likelihood is the likelihood ratio statistic of two shares being the same.
func likelihood(a, n, b, m int64) float64 {
	term := func(k, of int64, p float64) float64 {
		s := 0.0
		if k > 0 {
			s += float64(k) * math.Log(float64(k)/float64(of)/p)
		}
		if k < of {
			s += float64(of-k) * math.Log(float64(of-k)/float64(of)/(1-p))
		}
		return s
	}
	p := float64(a+b) / float64(n+m)
	return 2 * (term(a, n, p) + term(b, m, p))
}

// breaks lists the successions that are broken from a time on, strongest first.
func (c *comparison) breaks(from int64) []Break {
	var out []Break
	for p, times := range c.healthy.next {
		a := pair{p.a, 0}
		if p.a <= -2 {
			a = pair{spanStart, -2 - p.a}
		}
		n, of := int64(len(times)), int64(len(c.healthy.seen[a]))
		share := float64(n) / float64(of)
		if share < followShare {
			continue
		}
		m, mof := since(c.now.next[p], from), since(c.now.seen[a], from)
		if mof == 0 || float64(m)/float64(mof) > breakShare*share {
			continue
		}
		c.addBreak(&out, p, a, n, of, m, mof, false)
	}
	for p, times := range c.now.next {
		if len(c.healthy.next[p]) > 0 || c.dict.list[p.b].Level < record.LevelError {
			continue
		}
		a := pair{p.a, 0}
		if p.a <= -2 {
			a = pair{spanStart, -2 - p.a}
		}
		if of := int64(len(c.healthy.seen[a])); of > 0 {
			c.addBreak(&out, p, a, 0, of, since(times, from), since(c.now.seen[a], from), true)
		}
	}
	slices.SortFunc(out, func(a, b Break) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Owner, b.Owner), cmp.Compare(a.After, b.After), cmp.Compare(a.Missing, b.Missing))
	})
	return out
}

func (c *comparison) addBreak(out *[]Break, p, a pair, n, of, m, mof int64, sees bool) {
	if mof == 0 || of == 0 {
		return
	}
	g := likelihood(n, of, m, mof)
	drop := math.Abs(float64(n)/float64(of) - float64(m)/float64(mof))
	b := Break{Sees: sees, Healthy: n, Of: of, Now: m, NowOf: mof, Score: g * drop, Missing: c.dict.list[p.b].Text, Logger: c.dict.list[p.b].Logger}
	if p.a <= -2 {
		b.Owner, b.Line = c.owners[-2-p.a], c.dict.list[p.b].First
	} else {
		s := c.dict.list[p.a]
		b.Owner, b.Logger, b.After, b.Line = s.Owner, s.Logger, s.Text, s.First
		if f := c.first[p.a]; f != nil {
			b.Line = f.First
		}
	}
	if b.Score >= minBreak {
		*out = append(*out, b)
	}
}

// delays lists the steps that take longer from a time on, by excess.
func (c *comparison) delays(from int64) []Delay {
	var out []Delay
	for p, gaps := range c.healthy.gaps {
		before, now := quartersSince(gaps, math.MinInt64), quartersSince(c.now.gaps[p], from)
		if before.n < minSamples || now.n < minSamples || now.median-before.median < minExcess {
			continue
		}
		a, b := c.dict.list[p.a], c.dict.list[p.b]
		d := Delay{From: a.Owner, To: b.Owner, FromA: a.Text, FromB: b.Text, Before: before.median, Now: now.median, N: before.n, NowN: now.n, Line: b.First}
		d.Clear = before.n >= clearSamples && now.n >= clearSamples && now.low > before.high && now.median >= 2*before.median
		if f := c.first[p.b]; f != nil {
			d.Line = f.First
		}
		switch ab, ba := c.enters[[2]string{d.From, d.To}], c.enters[[2]string{d.To, d.From}]; {
		case d.From == d.To:
		case ab >= ba:
			d.Callee = d.To
		default:
			d.Callee = d.From
		}
		out = append(out, d)
	}
	slices.SortFunc(out, func(a, b Delay) int {
		return cmp.Or(cmp.Compare(b.Now-b.Before, a.Now-a.Before), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(a.FromA, b.FromA), cmp.Compare(a.FromB, b.FromB))
	})
	return out
}

// FlowScore is what the flows say of one owner: broken successions, and the
// excess of its steps in ns.
type FlowScore struct {
	Owner  string
	Text   float64
	Excess int64
	Clear  bool // a clear delay is among them
}

// Scores adds up what breaks and delays say of each owner. A step inside one owner
// is its own; one between two is half of each. Whoever calls is behind who is
// called.
func (f *Flow) Scores() []FlowScore {
	m := map[string]*FlowScore{}
	of := func(o string) *FlowScore {
		if m[o] == nil {
			m[o] = &FlowScore{Owner: o}
		}
		return m[o]
	}
	for i := range f.Breaks {
		b := &f.Breaks[i]
		s := of(b.Owner)
		s.Text = max(s.Text, b.Score)
	}
	for i := range f.Delays {
		d := &f.Delays[i]
		x := d.Now - d.Before
		of(d.From).Clear = of(d.From).Clear || d.Clear
		of(d.To).Clear = of(d.To).Clear || d.Clear
		if d.From == d.To {
			of(d.From).Excess += x
			continue
		}
		for _, o := range []string{d.From, d.To} {
			if o == d.Callee {
				of(o).Excess += x / 2 * calleeTie / 100
			} else {
				of(o).Excess += x / 2
			}
		}
	}
	var out []FlowScore
	for _, s := range m {
		out = append(out, *s)
	}
	slices.SortFunc(out, func(a, b FlowScore) int {
		return cmp.Or(cmp.Compare(b.Text, a.Text), cmp.Compare(b.Excess, a.Excess), cmp.Compare(a.Owner, b.Owner))
	})
	return out
}
