package template

// Limits of mergeProperties.
const (
	propertyKeys     = 6 // different keys in one place
	propertyLiterals = 2 // literal words in front
)

// mergeProperties finds a statement that dumps properties one a line:
// "settings:cache.size=5", "settings:cache.path=/srv", ... A statement with
// key=value of its own has the same key each time; six different keys behind
// the same beginning come from a loop over a map. Key and value are one slot.
func (st *state) mergeProperties() {
	st.mergeHoles(func(toks []symbol) []hole {
		lits := 0
		for i, t := range toks {
			if st.peek(toks, i+1) == st.equals {
				if i > 0 && lits >= propertyLiterals && st.literal(t) && st.is(t, tMark) {
					return []hole{{from: i, to: len(toks)}}
				}
				return nil
			}
			if st.literal(t) {
				lits++
			}
		}
		return nil
	}, func(cols []column, _ []symbol) {
		for c := range cols {
			keys := map[symbol]bool{}
			for _, text := range cols[c].texts {
				keys[text[0]] = true
			}
			if len(keys) >= propertyKeys {
				cols[c].replace = []symbol{st.any}
			}
		}
	})
}
