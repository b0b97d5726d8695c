package fault

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// Plain is what readers without the trade are told of a class: no name of a protocol, of a
// command or of a part that only engineers know. A class of a catalogue of one's own may
// leave it out; a built-in one may not.
type Plain struct {
	What  string // what happened, to stand after "the most likely cause:", as "a disk was full"
	Now   string // what is to be done first, as "Free what may go, or add space"
	Later string // what keeps it from happening again
}

const (
	headPlain  = "In plain words"
	plainBound = 120 // bytes of one plain sentence
)

// readPlain reads the three plain sentences:
//
//   - what: what happened
//   - now: what is to be done first
//   - later: what keeps it from happening again
func readPlain(file string, s section) (Plain, Problems) {
	const form = `write three lines "- what: ...", "- now: ..." and "- later: ..."`
	var p Plain
	keys := []struct {
		name string
		into *string
	}{{"what", &p.What}, {"now", &p.Now}, {"later", &p.Later}}
	var ps Problems
	for _, t := range s.text {
		key, words, ok := strings.Cut(strings.TrimPrefix(t.text, "- "), ": ")
		i := slices.IndexFunc(keys, func(k struct {
			name string
			into *string
		}) bool {
			return k.name == key
		})
		switch {
		case strings.TrimSpace(t.text) == "":
			continue
		case !ok || i < 0 || !strings.HasPrefix(t.text, "- ") || *keys[i].into != "":
			return p, append(ps, Problem{file, t.n, "not a plain sentence", form})
		}
		*keys[i].into = strings.TrimSpace(words)
		if what := unplain(key, strings.TrimSpace(words)); what != "" {
			ps = append(ps, Problem{file, t.n, what, "say it as to somebody who has never seen the system"})
		}
	}
	for _, k := range keys {
		if *k.into == "" && len(ps) == 0 {
			ps = append(ps, Problem{file, s.line, fmt.Sprintf("plain sentence %q is missing", k.name), form})
		}
	}
	return p, ps
}

// unplain says why a sentence cannot stand on a page for readers without the trade; empty
// when it can.
func unplain(key, words string) string {
	first := []rune(words + " ")[0]
	switch {
	case words == "":
		return "plain sentence says nothing"
	case len(words) > plainBound:
		return fmt.Sprintf("plain sentence is longer than %d bytes", plainBound)
	case strings.HasSuffix(words, "."):
		return "plain sentence ends with a full stop, which the page sets"
	case (key == "what") != unicode.IsLower(first):
		return `"what" goes on in a sentence and begins small, the others begin one`
	case strings.ContainsAny(words, "{}`$/\\"):
		return "plain sentence holds a placeholder, a path or a command"
	}
	if found := Jargon(words); len(found) > 0 {
		return fmt.Sprintf("plain sentence holds %q, a word of the trade", found[0])
	}
	return ""
}

// jargonText lists words of the trade, one a line; a "*" at the end stands for any ending.
//
//go:embed jargon.txt
var jargonText string

// jargonWords are the words of jargonText, by word: true when any ending will do.
var jargonWords = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for line := range strings.Lines(jargonText) {
		word := strings.TrimSpace(line)
		if word == "" || strings.HasPrefix(word, "#") {
			continue
		}
		stem, open := strings.CutSuffix(word, "*")
		out[stem] = open
	}
	return out
})

// Jargon lists the words of a text that readers without the trade do not know, in the order
// of the text: names of protocols and commands, and terms of art.
func Jargon(text string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		low := strings.ToLower(w)
		for end := len(low); end > 0; end-- {
			if open, known := jargonWords()[low[:end]]; known && (open || end == len(low)) {
				out = append(out, w)
				break
			}
		}
	}
	return out
}
