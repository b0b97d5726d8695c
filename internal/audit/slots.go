package audit

import (
	"slices"
	"strings"
)

// slotTable tells which words stand in each other's place in the lines: between the
// same neighbours. These are names of things of one kind.
type slotTable struct {
	at map[string][]string // words between two neighbours, in the order of their first
	of map[string][]string // neighbours of a word
}

// Bounds of the table: words in one place, places of one word, words, lines.
const (
	maxInSlot    = 400
	maxSlotsOf   = 12
	maxSlotWords = 60_000
	maxSlotLines = 400_000
)

// slots is the table of the corpus, made once it was asked for.
func (c *corpus) slots() *slotTable {
	if c.table != nil {
		return c.table
	}
	t := &slotTable{at: map[string][]string{}, of: map[string][]string{}}
	c.table = t
	for i := range c.lines[:min(len(c.lines), maxSlotLines)] {
		w := slotWords(c.lines[i].text)
		for k := range w {
			if !nameWord(w[k]) {
				continue
			}
			t.put(slotOf(w, k), w[k])
		}
	}
	return t
}

// slotOf is the place of a word: its neighbours, whose digits are masked.
func slotOf(words []string, k int) string {
	before, after := "^", "$"
	if k > 0 {
		before = maskDigits(words[k-1])
	}
	if k+1 < len(words) {
		after = maskDigits(words[k+1])
	}
	return before + " _ " + after
}

func (t *slotTable) put(place, w string) {
	in := t.at[place]
	if len(in) >= maxInSlot || len(t.of) > maxSlotWords || slices.Contains(in, w) {
		return
	}
	if of := t.of[w]; len(of) < maxSlotsOf && !slices.Contains(of, place) {
		t.of[w] = append(of, place)
		t.at[place] = append(in, w)
	}
}

// slotWords are the words of a line with the marks of names kept in them, in lower
// case.
func slotWords(s string) []string {
	out := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return r < 0x80 && !alnum(byte(r)) && r != '_' && r != '-' && r != '.' && r != '/' && r != '@' && r != '#'
	})
	for i := range out {
		out[i] = strings.Trim(out[i], "-./")
	}
	return slices.DeleteFunc(out, func(w string) bool { return w == "" })
}

// nameWord tells a word that may name something: it has a letter.
func nameWord(w string) bool {
	return len(w) > 1 && len(w) < 80 && (strings.Count(w, ".") >= 2 || strings.ContainsFunc(w, func(r rune) bool { return r >= 'a' && r <= 'z' }))
}

func maskDigits(w string) string {
	if !strings.ContainsAny(w, "0123456789") {
		return w
	}
	b := []byte(w)
	out := b[:0]
	for _, c := range b {
		if digit(c) {
			if n := len(out); n > 0 && out[n-1] == '0' {
				continue
			}
			c = '0'
		}
		out = append(out, c)
	}
	return string(out)
}

// alternatives are the words that stand in the place of w in some line.
func (t *slotTable) alternatives(w string) []string {
	var out []string
	for _, place := range t.of[w] {
		for _, x := range t.at[place] {
			if x != w && !slices.Contains(out, x) {
				out = append(out, x)
			}
		}
	}
	return out
}

// valued tells a word that has alternatives: it is the value of something.
func (c *corpus) valued(w string) bool {
	t := c.slots()
	for _, place := range t.of[w] {
		if len(t.at[place]) > 1 {
			return true
		}
	}
	return false
}
