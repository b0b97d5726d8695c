package template

// Limits of a repeated block, in words, and of its length in tokens.
const (
	blockMinWords  = 2
	blockMaxWords  = 10
	blockMaxTokens = 48
)

// mergeBlocks takes a block of words with a slot that repeats for one part:
// "disk <id> at <num>, disk <id> at <num>". Where the number of repetitions
// differs between groups it becomes a slot.
func (st *state) mergeBlocks() {
	blocks := map[string]int32{}
	st.mergeHoles(func(toks []symbol) []hole {
		hs := st.spare[:0]
		for i := 0; i < len(toks); i++ {
			if !st.word(toks[i]) && !st.is(toks[i], tOpen) {
				continue
			}
			period, end := st.repeated(toks, i)
			if period == 0 {
				continue
			}
			key := string(st.holeKey(nil, toks[i:i+period], nil))
			id, ok := blocks[key]
			if !ok {
				id = int32(len(blocks) + 1)
				blocks[key] = id
			}
			last := end
			if toks[end-1] == st.blank { // the blank behind the block is not part of it
				last--
			}
			hs = append(hs, hole{from: i, to: last, class: id})
			i = end - 1
		}
		return hs
	}, st.replaceAll)
}

// repeated returns the shortest period of a block that repeats at i and the end
// of its last whole repetition; the period is 0 when there is none.
func (st *state) repeated(toks []symbol, i int) (period, end int) {
	words, slots := 0, 0
	for p := 1; p <= blockMaxTokens && i+2*p <= len(toks); p++ {
		t := toks[i+p-1]
		if st.word(t) {
			words++
		}
		if st.is(t, tHolds) {
			slots++
		}
		if words > blockMaxWords {
			return 0, 0
		}
		if words < blockMinWords || slots == 0 || !st.samePlain(toks[i:i+p], toks[i+p:i+2*p]) {
			continue
		}
		end = i + 2*p
		for end+p <= len(toks) && st.samePlain(toks[i:i+p], toks[end:end+p]) {
			end += p
		}
		return p, end
	}
	return 0, 0
}
