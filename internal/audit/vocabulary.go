package audit

import (
	"slices"
	"strings"

	"inquest/internal/document"
)

// maxVocabulary bounds the words that misspelt names are compared with.
const maxVocabulary = 60_000

// vocabulary are the words of at least five letters that the lines write, in lower
// case, sorted.
func (c *corpus) vocabulary() []string {
	if c.vocab != nil {
		return c.vocab
	}
	seen := map[string]bool{}
	for i := range c.lines {
		for w := range strings.FieldsFuncSeq(strings.ToLower(c.lines[i].text), func(r rune) bool { return r > 0x7f || !alnum(byte(r)) }) {
			if len(w) >= 5 && len(w) <= 40 && !isDigits(w) {
				seen[w] = true
			}
		}
		if len(seen) > maxVocabulary {
			break
		}
	}
	c.vocab = make([]string, 0, len(seen))
	for w := range seen {
		c.vocab = append(c.vocab, w)
	}
	slices.Sort(c.vocab)
	return c.vocab
}

// codeWords judges single words in code spans, and bare words in capital letters, that
// are written like a name and miss a word of the logs by a letter.
func (a *auditor) codeWords(p *piece) {
	if a.advising(p) || p.under("reference", "research findings", "further reading") {
		return
	}
	for _, m := range p.text.Marks {
		if m.Kind != document.CodeSpan || m.To-m.From > 40 {
			continue
		}
		w := strings.Trim(p.text.S[m.From:m.To], " .,;:()'\"")
		low := strings.ToLower(w)
		if len(w) < 5 || !plainWord(low) || len(a.c.words[stem(low)]) > 0 || a.f.known(low) || command.MatchString(low) {
			continue
		}
		if right := nearWord(low, a.c.vocabulary()); right != "" {
			a.say(KindEntity, a.absent(Refuted), p, m.From, m.To, "no line has this word; the logs have "+right, right, a.lines(a.c.find(right)...))
		}
	}
}

func plainWord(s string) bool {
	for i := range len(s) {
		if !alnum(s[i]) {
			return false
		}
	}
	return !isDigits(s)
}

// nearWord is the first word of a sorted list that differs from s by one letter; ""
// when there is none.
func nearWord(s string, list []string) string {
	for _, w := range list {
		if len(w)-len(s) <= 1 && len(s)-len(w) <= 1 && w[0] == s[0] && editDistance(s, w, 1) == 1 {
			return w
		}
	}
	return ""
}
