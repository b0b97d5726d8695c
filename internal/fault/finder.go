package fault

import "slices"

// finder finds all phrases of a catalogue in one pass over a text: at each
// place it looks up the first three bytes and compares the phrases that begin
// with them, after a look at the word edge, which rules out most places.
//
// An automaton of all phrases (Aho and Corasick, 1975) was tried. It reads a
// text at the same speed, because few places in a log line begin a phrase, but
// its table took 7 MB and most of the time of a start.
type finder struct {
	phrases []phrase
	heads   [headSlots]uint16 // hash of three folded bytes -> 1 + place in lists; 0: no phrase
	lists   [][]int32         // phrases that share a hash, shortest first
}

const headSlots = 1 << 14

// headBytes is how many bytes of a phrase are looked up; no phrase is shorter.
const headBytes = 3

// newFinder indexes phrases, each of at least headBytes bytes.
func newFinder(phrases []phrase) *finder {
	f := &finder{phrases: phrases}
	for id, p := range phrases {
		slot := &f.heads[headOf(p.text)]
		if *slot == 0 {
			f.lists = append(f.lists, nil)
			*slot = uint16(len(f.lists))
		}
		f.lists[*slot-1] = append(f.lists[*slot-1], int32(id))
	}
	for _, list := range f.lists {
		slices.SortStableFunc(list, func(a, b int32) int { return len(phrases[a].text) - len(phrases[b].text) })
	}
	return f
}

// headOf hashes the first three bytes, upper case as lower.
func headOf(s string) uint32 {
	h := uint32(lowerByte(s[0])) | uint32(lowerByte(s[1]))<<8 | uint32(lowerByte(s[2]))<<16
	return h * 0x9e3779b1 >> (32 - 14)
}

// scan calls hit for every phrase that stands in text, with its position, in
// the order of positions.
func (f *finder) scan(text string, hit func(phrase int32, from int)) {
	for i := 0; i+headBytes <= len(text); i++ {
		slot := f.heads[headOf(text[i:])]
		if slot == 0 {
			continue
		}
		for _, id := range f.lists[slot-1] {
			if f.phrases[id].standsAt(text, i) {
				hit(id, i)
			}
		}
	}
}
