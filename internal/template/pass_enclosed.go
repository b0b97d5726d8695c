package template

// Limits of mergeEnclosed.
const (
	enclosedTexts    = 8
	enclosedLiterals = 3
)

// mergeEnclosed compares bracketed and quoted text of any length: a query, a
// cause, a list of names. Eight different texts are needed; two or three would
// merge states.
func (st *state) mergeEnclosed() {
	st.mergeHoles(func(toks []symbol) []hole {
		hs := st.spare[:0]
		for i := 0; i < len(toks); i++ {
			if !st.is(toks[i], tOpen|tQuote) {
				continue
			}
			end := st.enclosedEnd(toks, i)
			if end > i+2 && !st.holdsKept(toks[i+1:end]) {
				hs = append(hs, hole{from: i + 1, to: end})
			}
			if end > i {
				i = end
			}
		}
		return hs
	}, func(cols []column, rest []symbol) {
		for c := range cols {
			if len(cols[c].texts) >= enclosedTexts && st.literals(rest) >= enclosedLiterals {
				cols[c].replace = []symbol{st.any}
			}
		}
	})
}

// enclosedEnd returns the position of the bracket or quote that closes the one
// at i, or i.
func (st *state) enclosedEnd(toks []symbol, i int) int {
	if st.is(toks[i], tQuote) {
		for k := i + 1; k < len(toks); k++ {
			if toks[k] == toks[i] {
				return k
			}
		}
		return i
	}
	depth := 0
	for k := i; k < len(toks); k++ {
		switch {
		case st.is(toks[k], tOpen):
			depth++
		case st.is(toks[k], tClose):
			if depth--; depth == 0 {
				return k
			}
		}
	}
	return i
}
