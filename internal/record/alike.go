package record

// alike tells for each line the first one that differs from it in digits alone, in the
// same places: a format that knows the one knows the other.
func alike(lines [][]byte) []int {
	first := make(map[uint64]int, len(lines))
	like := make([]int, len(lines))
	var f lineForm
	for i, line := range lines {
		like[i] = i
		if !f.read(line) {
			continue
		}
		h := mixWord(f.hash, uint64(len(line)))
		for k := range f.from {
			h = mixWord(h, uint64(f.to[k]-f.from[k])|uint64(f.from[k])<<32)
			h = mixValue(h, line[f.from[k]:f.to[k]])
		}
		if k, seen := first[h]; seen {
			like[i] = k
		} else {
			first[h] = i
		}
	}
	return like
}

// mixValue mixes in a value with all its digits alike.
func mixValue(h uint64, value []byte) uint64 {
	for _, c := range value {
		if isDigit(c) {
			c = '0'
		}
		h = mixWord(h, uint64(c))
	}
	return h
}
