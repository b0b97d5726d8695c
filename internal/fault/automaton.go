package fault

// automaton finds all phrases of a catalogue in one pass over a text (Aho and
// Corasick, "Efficient string matching", CACM 18(6), 1975), as a full
// transition table over the byte classes that the phrases use.
//
// The table is why this is not a library: those at hand keep 256 pointers a
// node, tens of megabytes for a catalogue, and say which phrase they found
// but not where, which word edges need.
type automaton struct {
	class   [256]uint8 // byte -> column; 0: a byte that no phrase uses; upper case folded
	columns int
	next    []int32 // state*columns + column -> state; while the trie grows, 0 says that there is none
	first   []int32 // state -> index of its first output in outputs, -1 when none
	outputs []output
}

// output is a phrase that ends in a state; link leads to the next one.
type output struct{ phrase, link int32 }

// newAutomaton builds the automaton of phrases; all must be non-empty.
func newAutomaton(phrases []phrase) *automaton {
	a := &automaton{columns: 1}
	size := 1
	for _, p := range phrases {
		size += len(p.text)
		for i := 0; i < len(p.text); i++ {
			a.addByte(p.text[i])
		}
	}
	a.next = make([]int32, 0, size*a.columns)
	a.first = make([]int32, 0, size)
	a.addState()
	for id, p := range phrases {
		a.insert(p.text, int32(id))
	}
	a.close()
	return a
}

func (a *automaton) addByte(b byte) {
	if a.class[b] != 0 {
		return
	}
	a.class[b] = uint8(a.columns)
	if b >= 'a' && b <= 'z' {
		a.class[b-'a'+'A'] = uint8(a.columns)
	}
	a.columns++
}

func (a *automaton) addState() int32 {
	s := int32(len(a.first))
	a.next = a.next[:len(a.next)+a.columns]
	a.first = append(a.first, -1)
	return s
}

func (a *automaton) insert(text string, id int32) {
	var s int32
	for i := 0; i < len(text); i++ {
		cell := int(s)*a.columns + int(a.class[text[i]])
		if a.next[cell] == 0 {
			n := a.addState()
			a.next[cell] = n
		}
		s = a.next[cell]
	}
	a.outputs = append(a.outputs, output{id, a.first[s]})
	a.first[s] = int32(len(a.outputs) - 1)
}

// close fills in the missing transitions breadth first and hangs each state's
// outputs before those of its longest proper suffix.
func (a *automaton) close() {
	fail := make([]int32, len(a.first))
	queue := make([]int32, 0, len(a.first))
	for c := range a.columns {
		if n := a.next[c]; n > 0 {
			queue = append(queue, n)
		}
	}
	for i := 0; i < len(queue); i++ {
		s := queue[i]
		a.hang(s, fail[s])
		for c := range a.columns {
			cell := int(s)*a.columns + c
			back := a.next[int(fail[s])*a.columns+c]
			if n := a.next[cell]; n == 0 {
				a.next[cell] = back
			} else {
				fail[n] = back
				queue = append(queue, n)
			}
		}
	}
}

// hang appends the outputs of state f to those of s.
func (a *automaton) hang(s, f int32) {
	if a.first[s] < 0 {
		a.first[s] = a.first[f]
		return
	}
	last := a.first[s]
	for a.outputs[last].link >= 0 {
		last = a.outputs[last].link
	}
	a.outputs[last].link = a.first[f]
}

// scan calls found for every phrase in text, with the position after its end.
func (a *automaton) scan(text string, found func(phrase int32, end int)) {
	var s int32
	for i := 0; i < len(text); i++ {
		s = a.next[int(s)*a.columns+int(a.class[text[i]])]
		for o := a.first[s]; o >= 0; o = a.outputs[o].link {
			found(a.outputs[o].phrase, i+1)
		}
	}
}
