package template

// mergeLists lets lists of different length meet: "deletes 7", "deletes 7, 9,
// 12". A list is a run of slots parted by a comma, a semicolon, a blank, or a
// comma or semicolon with a blank behind it. Where the length is the same in
// all members the slots stay apart.
func (st *state) mergeLists() {
	st.mergeHoles(func(toks []symbol) []hole {
		var hs []hole
		for i := 0; i < len(toks); i++ {
			if !st.is(toks[i], tSlot) {
				continue
			}
			end := i + 1
			for {
				k := end
				for k < len(toks) && k-end < 3 && st.separates(toks[k]) {
					k++
				}
				if k == end || k >= len(toks) || !st.is(toks[k], tSlot) {
					break
				}
				end = k + 1
			}
			hs = append(hs, hole{from: i, to: end})
			i = end - 1
		}
		return hs
	}, st.replaceAll)
}

// separates reports whether t parts the elements of a list.
func (st *state) separates(t symbol) bool {
	return t == st.blank || t == st.comma || t == st.semicolon || st.text(t) == `\`
}
