package template

// mergeLists lets lists of different length meet: "deletes 7", "deletes 7, 9,
// 12". A list is a run of slots parted by a comma, a semicolon, a blank, or a
// comma or semicolon with a blank behind it. A call stack on one line is a list
// too: its elements are qualified names with a line (app.Cart.save:88
// app.Main.run:17). Where the length is the same in all members the slots stay
// apart.
func (st *state) mergeLists() {
	st.mergeHoles(func(toks []symbol) []hole {
		hs := st.spare[:0]
		for i := 0; i < len(toks); i++ {
			end, n := st.listEnd(toks, i)
			if n > 1 || n == 1 && st.is(toks[i], tSlot) {
				hs = append(hs, hole{from: i, to: end})
				i = end - 1
			}
		}
		return hs
	}, st.replaceAll)
}

// listEnd returns the end of the list at i and the number of its elements.
func (st *state) listEnd(toks []symbol, i int) (end, n int) {
	k := i
	for {
		e := st.elementEnd(toks, k)
		if e == k {
			return end, n
		}
		end, n = e, n+1
		for k = end; k < len(toks) && k-end < 3 && st.separates(toks[k]); k++ {
		}
		if k == end {
			return end, n
		}
	}
}

// elementEnd returns the end of the element of a list at i, or i.
func (st *state) elementEnd(toks []symbol, i int) int {
	switch {
	case i < len(toks) && st.is(toks[i], tSlot):
		return i + 1
	case i+2 < len(toks) && st.literal(toks[i]) && st.is(toks[i], tMark) && toks[i+1] == st.colon && st.is(toks[i+2], tSlot):
		return i + 3
	}
	return i
}

// separates reports whether t parts the elements of a list.
func (st *state) separates(t symbol) bool {
	return t == st.blank || t == st.comma || t == st.semicolon || st.text(t) == `\`
}
