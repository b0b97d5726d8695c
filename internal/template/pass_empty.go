package template

// mergeEmpty lets empty brackets and quotes meet filled ones: "peer 10.0.0.1 ()"
// and "peer 10.0.0.1 (db1.example.org)" come from one statement whose value was
// missing once. Only brackets behind a blank, '=' or ':' count: behind a name
// they are a call, and f() is not f(x).
func (st *state) mergeEmpty() {
	st.mergeHoles(func(toks []symbol) []hole {
		hs := st.spare[:0]
		for i, t := range toks {
			if !st.is(t, tOpen|tQuote) || i > 0 && toks[i-1] != st.blank && toks[i-1] != st.equals && toks[i-1] != st.colon {
				continue
			}
			switch {
			case i+1 < len(toks) && st.closes(t, toks[i+1]):
				hs = append(hs, hole{from: i + 1, to: i + 1})
			case i+2 < len(toks) && st.closes(t, toks[i+2]) && st.is(toks[i+1], tSlot):
				hs = append(hs, hole{from: i + 1, to: i + 2})
			}
		}
		return hs
	}, st.replaceAll)
}

// closes reports whether b is the closing bracket or quote of a.
func (st *state) closes(a, b symbol) bool {
	switch st.text(a) {
	case "(":
		return st.text(b) == ")"
	case "[":
		return st.text(b) == "]"
	case "{":
		return st.text(b) == "}"
	}
	return a == b && st.is(a, tQuote)
}
