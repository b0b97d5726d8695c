package engine

import (
	"cmp"
	"context"
	"slices"

	"inquest/internal/record"
	"inquest/internal/source"
)

const (
	second  = int64(1e9)
	quarter = 900 * second // zones differ by quarters of an hour

	mostShift    = 26 * 3600 * second // between the two ends of the date line
	nearShift    = 150 * second       // of a quarter hour: clocks differ, and answers take time
	leastShared  = 3                  // events that a zone is inferred from
	leastSkew    = 2 * second         // smaller ones are delays and whole seconds
	leastForSkew = 5                  // events that a skew is told from
)

// clocks finds the zones that the lines of sources do not name, and by how much
// their clocks differ, from events that several sources name.
func clocks(ctx context.Context, set *source.Set, o Options, layouts []*record.Layout) error {
	all, err := shared(ctx, set, o, layouts)
	if err != nil || len(all) == 0 {
		return err
	}
	links := linksOf(all)
	w := &watch{set: set, layouts: layouts, known: make([]bool, len(layouts)), shift: make([]int64, len(layouts)), clock: make([]record.Clock, len(layouts))}
	for i, l := range layouts {
		w.clock[i] = l.Clock()
		w.known[i] = w.clock[i].Zone == record.HowLine || w.clock[i].Zone == record.HowGiven
	}
	w.zones(links)
	w.skews(links)
	for i, l := range layouts {
		h := l.Hints()
		h.Clock = w.clock[i]
		if w.shift[i] != 0 {
			h.Zone += int(w.shift[i] / second)
		}
		if h.Clock != l.Clock() || w.shift[i] != 0 {
			layouts[i] = l.WithHints(h)
		}
	}
	return nil
}

// link is what two sources' shared events say about their clocks.
type link struct {
	pair
	shift  int64 // quarters of an hour by which b's times lie behind a's
	agree  int64 // events that lie near shift
	of     int64 // events that both know
	skew   int64 // by which b's clock is ahead of a's, shift taken out
	apart  int64 // half of the events lie within this distance of skew
	pairs  int64 // events that skew was told from
	steady bool  // the events lie close enough together to tell a skew
}

// linksOf weighs the differences of each pair, in order of the pairs.
func linksOf(all map[pair][]difference) []link {
	var out []link
	for p, list := range all {
		if l, ok := weigh(p, list); ok {
			out = append(out, l)
		}
	}
	slices.SortFunc(out, func(x, y link) int {
		return cmp.Or(cmp.Compare(y.agree, x.agree), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	return out
}

// weigh finds the shift that brings most events together.
func weigh(p pair, list []difference) (link, bool) {
	l := link{pair: p, of: int64(len(list))}
	counts := map[int64]int64{}
	for _, d := range list {
		if q, ok := quarters(d); ok {
			counts[q]++
		}
	}
	for q, n := range counts {
		if n > l.agree || n == l.agree && (abs(q) < abs(l.shift) || abs(q) == abs(l.shift) && q > l.shift) {
			l.shift, l.agree = q, n
		}
	}
	if l.agree < leastShared || 10*l.agree < 7*l.of {
		return l, false
	}
	var rest []int64
	for _, d := range list {
		if q, ok := quarters(d); ok && q == l.shift {
			rest = append(rest, d.middle()-l.shift)
		}
	}
	l.pairs = int64(len(rest))
	l.skew, l.apart = medianOf(rest)
	l.steady = l.pairs >= leastForSkew && abs(l.skew) >= leastSkew && 8*l.apart <= abs(l.skew)
	return l, true
}

// quarters is the nearest quarter of an hour to a difference, where both of the
// things that the sources say lie near it.
func quarters(d difference) (int64, bool) {
	q := roundTo(d.first, quarter)
	return q, abs(q) <= mostShift && abs(d.first-q) <= nearShift && abs(d.last-q) <= nearShift
}

// middle is by how much b's clock is ahead of a's as far as one event tells: half
// way between the differences of first and last word, between which it lies
// when one of the two waits for the other.
func (d difference) middle() int64 { return d.first/2 + d.last/2 }

func roundTo(x, unit int64) int64 {
	if x < 0 {
		return -((-x + unit/2) / unit) * unit
	}
	return (x + unit/2) / unit * unit
}

// medianOf returns the median and the median distance from it.
func medianOf(list []int64) (median, apart int64) {
	slices.Sort(list)
	median = list[len(list)/2]
	away := make([]int64, len(list))
	for i, x := range list {
		away[i] = abs(x - median)
	}
	slices.Sort(away)
	return median, away[len(away)/2]
}

// watch sets the clocks of the sources.
type watch struct {
	set     *source.Set
	layouts []*record.Layout
	known   []bool  // the zone is known, or as good as
	shift   []int64 // ns to be added to the zone
	clock   []record.Clock
}

// zones hands known zones on, over the link with most events first. Where no
// source of a group has a zone, its members are brought together with the one
// that comes first.
func (w *watch) zones(links []link) {
	for {
		if w.handOn(links, record.HowShared) {
			continue
		}
		first := w.unanchored(links)
		if first < 0 {
			return
		}
		w.known[first] = true
		for w.handOn(links, record.HowAligned) {
		}
	}
}

// handOn sets the clock of one source that a known one is linked to.
func (w *watch) handOn(links []link, how record.How) bool {
	for _, l := range links {
		a, b, shift := l.a, l.b, l.shift
		if w.known[a] == w.known[b] {
			continue
		}
		if w.known[b] {
			a, b, shift = l.b, l.a, -l.shift
		}
		// Times of a are right once its own shift is taken out.
		w.shift[b] = shift + w.shift[a]
		w.known[b] = true
		c := &w.clock[b]
		c.Zone, c.With, c.Agree, c.Compared = how, w.set.Inputs[a].Name, l.agree, l.of
		if how == record.HowAligned && w.shift[b] == 0 {
			c.Zone = record.HowUnknown // they agree as they are
		}
		return true
	}
	return false
}

// unanchored is a source without a zone whose links would shift another one: the
// first of its group.
func (w *watch) unanchored(links []link) int {
	best := -1
	for _, l := range links {
		if l.shift != 0 && !w.known[l.a] && !w.known[l.b] && (best < 0 || int(l.a) < best) {
			best = int(l.a)
		}
	}
	return best
}

// skews notes how far clocks differ, each against the source that it shares most
// events with, the one that comes later by name against the one before.
func (w *watch) skews(links []link) {
	for _, l := range links {
		rest := l.skew
		if w.known[l.a] && w.known[l.b] {
			rest += l.shift - w.shift[l.b] + w.shift[l.a] // a difference that is no zone's
		}
		c := &w.clock[l.b]
		if c.SkewPairs > 0 || l.pairs < leastForSkew || abs(rest) < leastSkew || 8*l.apart > abs(rest) {
			continue
		}
		c.Skew, c.SkewWith, c.SkewPairs, c.SkewApart = rest, w.set.Inputs[l.a].Name, l.pairs, l.apart
	}
}
