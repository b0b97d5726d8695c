package record

import "slices"

const (
	mixedFormats = 4  // a source of so many formats may be a mixture
	mixedShare   = 60 // unless one of them owns so many of a hundred lines
)

// mixture returns all formats that own a line, most lines first, when the lines are
// those of many writers: output of several programs on one console, files put
// together, samples of everything. Such a source has to be read line by line, as
// none of its formats is an accident. It returns nil when one format owns most lines
// or few formats own any; those whose lines only differ in the header that a syslog
// daemon puts before them count as one.
func (t *tally) mixture() []*Format {
	counts := t.owned()
	kinds, most := map[string]int{}, 0
	for k, n := range counts {
		f := t.formats[k]
		if n == 0 || f.rank < closeRank && f.family == "" {
			continue
		}
		name := f.Name
		if f.family != "" {
			name = f.family
		}
		kinds[name] += n
		most = max(most, kinds[name])
	}
	if len(kinds) < mixedFormats || most*100 > mixedShare*t.heads {
		return nil
	}
	clear(t.dropped)
	counts = t.owned()
	var order []int
	for k, n := range counts {
		if n > 0 {
			order = append(order, k)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return counts[b] - counts[a] })
	var all []*Format
	for _, k := range order {
		all = append(all, t.formats[k])
	}
	return all
}

// alone reports whether a line of no format, which looks like no continuation, is a
// record of its own behind the pending one: in a mixture it is, unless that one is of
// a format whose records have several lines, and so it is behind the end of an object
// over several lines.
func (r *run) alone() bool {
	f := r.rec0.format
	if f != nil && f.kind == kindJSONBlock {
		return r.rec0.closed
	}
	return r.layout.detail.mixed && (f == nil || !f.block)
}
