package fault

import (
	"cmp"
	"slices"
)

// index finds the branches that a text can match.
type index struct {
	phrases  []phrase
	finder   *finder
	branches []indexed
	anchored [][]int32          // phrase -> branches to look at when it is found
	byField  map[string][]int32 // field key -> branches without phrases that ask for it
}

// indexed is a branch with its phrases as numbers.
type indexed struct {
	class         *Class
	branch        *branch
	all, any, not []int32
}

// newIndex builds the index over classes, which are sorted by id.
func newIndex(classes []*Class) *index {
	x := &index{byField: map[string][]int32{}}
	ids := map[phrase]int32{}
	number := func(list []phrase) []int32 {
		var out []int32
		for _, p := range list {
			id, ok := ids[p]
			if !ok {
				id = int32(len(x.phrases))
				ids[p] = id
				x.phrases = append(x.phrases, p)
			}
			out = append(out, id)
		}
		return out
	}
	for _, c := range classes {
		for i := range c.match {
			b := &c.match[i]
			x.branches = append(x.branches, indexed{c, b, number(b.all), number(b.any), number(b.not)})
		}
	}
	x.finder = newFinder(x.phrases)
	x.anchored = make([][]int32, len(x.phrases))
	for i, b := range x.branches {
		x.anchor(int32(i), b)
	}
	return x
}

// anchor hangs branch i on its longest compulsory phrase, on each of its
// alternatives, or, when it has no phrases, on its field keys.
func (x *index) anchor(i int32, b indexed) {
	switch {
	case len(b.all) > 0:
		longest := slices.MaxFunc(b.all, func(p, q int32) int {
			return cmp.Or(cmp.Compare(len(x.phrases[p].text), len(x.phrases[q].text)), cmp.Compare(q, p))
		})
		x.anchored[longest] = append(x.anchored[longest], i)
	case len(b.any) > 0:
		for _, p := range b.any {
			x.anchored[p] = append(x.anchored[p], i)
		}
	default:
		for _, f := range b.branch.fields {
			for _, key := range f.keys {
				x.byField[key] = append(x.byField[key], i)
			}
		}
	}
}

// found is where each phrase of the index stands in a text: its first
// position, by phrase; absent when not there.
type found map[int32]int

// scan finds the phrases of text and the branches to look at, in order.
func (x *index) scan(text string, fields map[string]string) (found, []int32) {
	var at found
	var candidates []int32
	for key := range fields {
		candidates = append(candidates, x.byField[key]...)
	}
	x.finder.scan(text, func(p int32, from int) {
		if _, known := at[p]; known {
			return
		}
		if at == nil {
			at = found{}
		}
		at[p] = from
		candidates = append(candidates, x.anchored[p]...)
	})
	slices.Sort(candidates)
	return at, slices.Compact(candidates)
}

// scored is a hit with what orders it.
type scored struct {
	Hit
	weight int
}

// matchLine implements Match.
func (c *Catalog) matchLine(l Line) []Hit {
	x := c.detail.index
	if x == nil {
		return nil
	}
	text := l.text()
	at, candidates := x.scan(text, l.Fields)
	if len(candidates) == 0 {
		return nil
	}
	level := levelOf(l.Level)
	var hits []scored
	for _, i := range candidates {
		b := &x.branches[i]
		if n := len(hits); n > 0 && hits[n-1].Class == b.class {
			continue // an earlier branch of the class has matched
		}
		if s, ok := b.try(x, &l, level, text, at); ok {
			s.Captures = b.class.captureMore(text, s.Captures)
			hits = append(hits, s)
		}
	}
	return order(hits)
}

// try checks one branch against a scanned text.
func (b *indexed) try(x *index, l *Line, level int, text string, at found) (scored, bool) {
	s := scored{Hit: Hit{Class: b.class, Offset: -1}}
	weight, first, ok := b.phrasesHold(x, at)
	if !ok || !b.branch.levelFits(level) || !b.branch.service.match(l.Service) {
		return s, false
	}
	for _, f := range b.branch.fields {
		if s.Captures, ok = f.hold(l, s.Captures); !ok {
			return s, false
		}
	}
	if p := b.branch.re; p != nil {
		m := p.regexp().FindStringSubmatchIndex(text)
		if m == nil {
			return s, false
		}
		first = m[0]
		s.Captures = captures(p.regexp(), text, m, s.Captures)
	}
	if b.branch.notRE != nil && b.branch.notRE.match(text) { // last: few lines come so far
		return s, false
	}
	if first >= 0 && first < len(l.Message) {
		s.Offset = first
	}
	s.weight = weight
	return s, true
}

// phrasesHold checks the branch's phrases; weight is the sum of the lengths of
// those found, first where the longest begins (-1 when the branch has none).
func (b *indexed) phrasesHold(x *index, at found) (weight, first int, ok bool) {
	longest := 0
	first = -1
	take := func(p int32) bool {
		pos, there := at[p]
		if !there {
			return false
		}
		n := len(x.phrases[p].text)
		weight += n
		if n > longest {
			longest, first = n, pos
		}
		return true
	}
	for _, p := range b.all {
		if !take(p) {
			return 0, -1, false
		}
	}
	some := len(b.any) == 0
	for _, p := range b.any {
		some = take(p) || some
	}
	for _, p := range b.not {
		if _, there := at[p]; there {
			return 0, -1, false
		}
	}
	return weight, first, some
}

// hold reports whether one of the keys has a matching value and adds its
// captures.
func (f *fieldTest) hold(l *Line, into map[string]string) (map[string]string, bool) {
	for _, k := range f.keys {
		v, there := l.Fields[k]
		if !there {
			continue
		}
		v = bound(v, fieldBound)
		if m := f.re.regexp().FindStringSubmatchIndex(v); m != nil {
			return captures(f.re.regexp(), v, m, into), true
		}
	}
	return into, false
}

func order(hits []scored) []Hit {
	slices.SortStableFunc(hits, func(a, b scored) int {
		return cmp.Or(
			cmp.Compare(hedge(a.Class), hedge(b.Class)),
			cmp.Compare(b.weight, a.weight),
			cmp.Compare(len(b.Captures), len(a.Captures)),
			cmp.Compare(a.Class.ID, b.Class.ID),
		)
	})
	out := make([]Hit, len(hits))
	for i, h := range hits {
		out[i] = h.Hit
	}
	return out
}

func hedge(c *Class) int {
	if c.Hedged {
		return 1
	}
	return 0
}
