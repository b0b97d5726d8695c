package audit

// memo keeps what was worked out for a key, until it holds so many keys that it begins anew:
// a report that says the same thing often is judged once, and one that does not costs no more
// memory for it.
type memo[K comparable, V any] struct {
	known map[K]V
	most  int
}

// get gives what is kept for a key, or works it out.
func (m *memo[K, V]) get(k K, work func() V) V {
	if v, ok := m.known[k]; ok {
		return v
	}
	v := work()
	if m.known == nil || len(m.known) >= m.most {
		m.known = map[K]V{}
	}
	m.known[k] = v
	return v
}

// memos are what was worked out of the lines of a corpus.
type memos struct {
	durations memo[int32, []int64]
	figures   memo[int32, []figure]
	anchors   memo[string, anchor]
	names     memo[string, []int32]
	phrases   memo[string, []int32]
	sources   memo[string, []int32]
	terms     memo[string, []term]
	regexps   memo[string, []int32]
	levels    memo[[2]int, []int32]
	forms     memo[string, []int32]
	keys      memo[int32, string]
}

func newMemos() memos {
	return memos{
		durations: memo[int32, []int64]{most: 1 << 16}, figures: memo[int32, []figure]{most: 1 << 14}, anchors: memo[string, anchor]{most: 64},
		names: memo[string, []int32]{most: 512}, phrases: memo[string, []int32]{most: 512}, sources: memo[string, []int32]{most: 512},
		terms: memo[string, []term]{most: 64}, regexps: memo[string, []int32]{most: 256}, levels: memo[[2]int, []int32]{most: 16},
		forms: memo[string, []int32]{most: 64}, keys: memo[int32, string]{most: 1 << 15},
	}
}

// durationsIn are the durations that a line writes, ns.
func (c *corpus) durationsIn(i int32) []int64 {
	return c.memos.durations.get(i, func() []int64 { return lineDurations(c.lines[i].text) })
}

// figuresIn are the numbers that a line writes.
func (c *corpus) figuresIn(i int32) []figure {
	return c.memos.figures.get(i, func() []figure { return figuresOf(c.lines[i].text) })
}

// atLevel are the records from one level to another.
func (c *corpus) atLevel(low, top int) []int32 {
	return c.memos.levels.get([2]int{low, top}, func() []int32 {
		var out []int32
		for i := range c.lines {
			if l := &c.lines[i]; l.head && int(l.level) >= low && int(l.level) <= top {
				out = append(out, int32(i))
			}
		}
		return out
	})
}
