package event

import "bytes"

// hedges are words that offer a cause without claiming it.
var hedges = [...]string{"possible", "possibly", "may be", "might be", "could be", "probably", "suspected", "suspect", "likely", "perhaps", "maybe"}

// maxHedge bounds the text of a hint.
const maxHedge = 120

// hedge returns the cause that the message offers in hedged words: what stands
// behind the hedge, up to the end of the sentence.
func (x *Extractor) hedge(msg []byte) string {
	for _, w := range hedges {
		at := wordIndex(msg, w)
		if at < 0 {
			continue
		}
		rest := msg[at+len(w):]
		if end := sentenceEnd(rest); end >= 0 {
			rest = rest[:end]
		}
		rest = bytes.Trim(rest, " \t:,;-.!?)(\"'")
		for _, lead := range [...]string{"due to ", "caused by ", "because of ", "cause: ", "a ", "an ", "the "} {
			if len(rest) > len(lead) && equalFold(rest[:len(lead)], lead) {
				rest = rest[len(lead):]
			}
		}
		if len(rest) > 2 && len(rest) <= maxHedge && isLetter(rest[0]) {
			return x.intern(rest)
		}
	}
	return ""
}

// sentenceEnd finds the end of a sentence, or -1.
func sentenceEnd(b []byte) int {
	for i, c := range b {
		switch {
		case c == ';' || c == '\n' || c == ')':
			return i
		case (c == '.' || c == '!' || c == '?' || c == ',') && (i+1 == len(b) || isSpace(b[i+1])):
			return i
		}
	}
	return -1
}
