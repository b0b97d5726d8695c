package template

// spreadVocabulary masks a word that was found to be a value in one template in
// the others too, where it is value-like, or stands behind '=' or a noun that
// announces a name: "user carol" is a value when "user alice" and others were.
func (st *state) spreadVocabulary() {
	if len(st.vocab) == 0 {
		return
	}
	for n, g := range st.groups {
		var toks []symbol
		change := func(i int) {
			if !st.vocab[g.toks[i]] {
				return
			}
			if toks == nil {
				toks = append(toks, g.toks...)
			}
			toks[i] = st.any
		}
		for _, i := range st.valueLike(g.toks) {
			change(i)
		}
		for i := 2; i < len(g.toks); i++ {
			if g.toks[i-1] == st.blank && st.is(g.toks[i-2], tNoun) && st.literal(g.toks[i]) {
				change(i)
			}
		}
		if toks != nil {
			st.groups[n], st.changed = &group{toks: toks, shapes: g.shapes, count: g.count}, true
		}
	}
}
