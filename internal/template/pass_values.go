package template

import "strings"

// mergeValues compares value-like words: "leader is kafka_a", "leader is
// kafka_b". Two texts are enough, because such a word looks like a name that
// was put in and not like a word of the statement.
func (st *state) mergeValues() {
	st.mergeHoles(func(toks []symbol) []hole {
		hs := st.spare[:0]
		for _, i := range st.valueLike(toks) {
			hs = append(hs, hole{from: i, to: i + 1})
		}
		return hs
	}, st.judgeValues)
}

func (st *state) judgeValues(cols []column, rest []symbol) {
	if st.literals(rest) == 0 && !st.onlySlots(cols) {
		return
	}
	for c := range cols {
		if !cols[c].differs {
			continue
		}
		prefix := st.commonPrefix(cols[c].texts)
		cols[c].replace = []symbol{st.intern(prefix + kindText[KindAny])}
		for _, text := range cols[c].texts {
			if st.literal(text[0]) {
				st.vocab[text[0]] = true
			}
		}
	}
}

// onlySlots reports whether all contents that differ hold slots.
func (st *state) onlySlots(cols []column) bool {
	for _, c := range cols {
		for _, text := range c.texts {
			if c.differs && !st.is(text[0], tHolds) {
				return false
			}
		}
	}
	return true
}

// commonPrefix returns the letters and the following '-', '#' or '@' that all
// texts begin with: node-a and node-b are node-<*>.
func (st *state) commonPrefix(texts [][]symbol) string {
	first := st.text(st.plain(texts[0][0]))
	k := strings.IndexAny(first, "-#@")
	if k <= 0 || k+1 >= len(first) {
		return ""
	}
	for i := range k {
		if class[first[i]]&cAlpha == 0 {
			return ""
		}
	}
	for _, text := range texts[1:] {
		if s := st.text(st.plain(text[0])); len(s) <= k+1 || !strings.HasPrefix(s, first[:k+1]) {
			return ""
		}
	}
	return first[:k+1]
}

// valueLike returns the positions of value-like words.
func (st *state) valueLike(toks []symbol) []int {
	var out []int
	depth, firstWord := 0, true
	for i, t := range toks {
		switch {
		case st.is(t, tOpen):
			depth++
		case st.is(t, tClose):
			depth--
		}
		if !st.word(t) {
			continue
		}
		first := firstWord
		firstWord = false
		if !st.is(t, tKept) && st.isValueAt(toks, i, depth > 0, first) {
			out = append(out, i)
		}
	}
	return out
}

// isValueAt reports whether the word at i is value-like.
func (st *state) isValueAt(toks []symbol, i int, inside, first bool) bool {
	t := toks[i]
	next, prev := st.peek(toks, i+1), st.peek(toks, i-1)
	switch {
	case st.is(t, tHolds):
		return true
	case st.isNamed(toks, i):
		return false
	case first && !st.is(t, tDigit):
		return false
	case st.is(t, tDigit|tMark):
		return true
	case prev == st.equals:
		return true
	case prev >= 0 && st.is(prev, tQuote) && prev == next:
		return true
	}
	return st.isFieldValue(toks, i, inside)
}

// isFieldValue reports whether the word at i is the value of "key: value" inside
// of brackets or of a list with commas.
func (st *state) isFieldValue(toks []symbol, i int, inside bool) bool {
	k := i - 1
	if st.peek(toks, k) == st.blank {
		k--
	}
	if st.peek(toks, k) != st.colon || k < 1 || !st.literal(toks[k-1]) {
		return false
	}
	next := st.peek(toks, i+1)
	ends := next < 0 || next == st.comma || next == st.semicolon || st.is(next, tClose)
	if inside {
		return ends
	}
	before := st.peek(toks, k-2)
	if before == st.blank {
		before = st.peek(toks, k-3)
	}
	return ends && (before == st.comma || next == st.comma)
}

// peek returns toks[i], or -1 outside.
func (st *state) peek(toks []symbol, i int) symbol {
	if i < 0 || i >= len(toks) {
		return -1
	}
	return toks[i]
}
