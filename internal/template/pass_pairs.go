package template

// pairLiterals is the number of literal words that must stand outside of the values.
const pairLiterals = 3

// mergePairs compares the values of key=value that hold blanks: "state=shutting
// down" and "state=up". A value reaches up to the next key, a delimiter or the
// end.
func (st *state) mergePairs() {
	st.mergeHoles(func(toks []symbol) []hole {
		hs := st.spare[:0]
		for i := 0; i+1 < len(toks); i++ {
			if toks[i] != st.equals || i == 0 || !st.word(toks[i-1]) {
				continue
			}
			if end := st.pairEnd(toks, i+1); end > i+1 && !st.holdsKept(toks[i+1:end]) {
				hs = append(hs, hole{from: i + 1, to: end})
				i = end - 1
			}
		}
		return hs
	}, func(cols []column, rest []symbol) {
		if st.literals(rest) >= pairLiterals {
			st.replaceAll(cols, rest)
		}
	})
}

// pairEnd returns the end of the value at i.
func (st *state) pairEnd(toks []symbol, i int) int {
	end := i
	for end < len(toks) {
		t := toks[end]
		if st.is(t, tOpen) && end > i && toks[end-1] != st.blank { // Name{...} is one value
			if e := st.enclosedEnd(toks, end); e > end {
				end = e + 1
				continue
			}
		}
		if t == st.comma || t == st.semicolon || t == st.bar || st.is(t, tClose|tOpen|tQuote) {
			break
		}
		if t == st.equals { // the word in front is the next key
			for end--; end > i && toks[end] != st.blank; end-- {
			}
			break
		}
		end++
	}
	for end > i && (toks[end-1] == st.blank || st.text(toks[end-1]) == ".") {
		end--
	}
	return end
}
