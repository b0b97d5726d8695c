package fault

import "strings"

// phrase is a literal of a branch. It is compared without regard to ASCII case
// and must stand on word edges: "oom" is not found in "room". A "*" at either
// end lifts that: "deadlock*" also finds "deadlocked". Only letters and digits
// make words, so "_", "." and ":" are edges.
type phrase struct {
	text                string // lower case, without stars
	openLeft, openRight bool
}

func newPhrase(s string) phrase {
	p := phrase{text: lower(s)}
	p.text, p.openLeft = cutStar(p.text, strings.CutPrefix)
	p.text, p.openRight = cutStar(p.text, strings.CutSuffix)
	return p
}

func cutStar(s string, cut func(s, star string) (string, bool)) (string, bool) { return cut(s, "*") }

// standsAt reports whether the phrase stands in text at from, on its edges.
func (p *phrase) standsAt(text string, from int) bool {
	to := from + len(p.text)
	if to > len(text) || !p.openLeft && from > 0 && isWord(text[from]) && isWord(text[from-1]) {
		return false
	}
	if !p.openRight && to < len(text) && isWord(text[to-1]) && isWord(text[to]) {
		return false
	}
	for i := range len(p.text) {
		if lowerByte(text[from+i]) != p.text[i] {
			return false
		}
	}
	return true
}

// isWord holds for bytes that make words; all bytes of non-ASCII characters
// count, so that no word of another script is cut.
func isWord(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b >= 0x80
}

func lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		b[i] = lowerByte(c)
	}
	return string(b)
}

func lowerByte(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
