package template

import "strings"

// symbol names an interned token: a word (with or without slots in it), a run of
// dots, a sentence's end mark, a blank or a single delimiter.
type symbol int32

// traits of a token.
type traits uint16

const (
	tSlot   traits = 1 << iota // is one slot and nothing else
	tHolds                     // holds a slot
	tLetter                    // holds a letter outside of slots
	tDigit                     // holds a digit outside of slots
	tMark                      // holds one of . _ / \ @ $ outside of slots
	tDelim                     // a blank or a delimiter
	tKept                      // never merged: a status kept by Masker.KeepStatus, the name of an error
	tVerb                      // a verb, a state or a function word: no value
	tNoun                      // announces a name
	tOpen                      // ( [ {
	tClose                     // ) ] }
	tQuote                     // " ' `
)

// symbols interns tokens. Slot kinds are part of a token's text; plain maps a
// token to the one with <*> in place of every kind.
type symbols struct {
	texts  []string
	plains []symbol
	traits []traits
	index  map[string]symbol

	any, blank, equals, colon, comma, semicolon, bar, less symbol
}

func newSymbols() *symbols {
	s := &symbols{index: map[string]symbol{}}
	s.any, s.blank = s.intern(kindText[KindAny]), s.intern(" ")
	s.equals, s.colon, s.comma = s.intern("="), s.intern(":"), s.intern(",")
	s.semicolon, s.bar, s.less = s.intern(";"), s.intern("|"), s.intern("<")
	return s
}

func (s *symbols) intern(text string) symbol {
	if id, ok := s.index[text]; ok {
		return id
	}
	text = strings.Clone(text)
	id := symbol(len(s.texts))
	s.index[text] = id
	s.texts = append(s.texts, text)
	s.plains = append(s.plains, id)
	s.traits = append(s.traits, traitsOf(text))
	if plain := untyped(text); plain != text {
		s.plains[id] = s.intern(plain)
	}
	return id
}

func (s *symbols) text(t symbol) string          { return s.texts[t] }
func (s *symbols) plain(t symbol) symbol         { return s.plains[t] }
func (s *symbols) is(t symbol, want traits) bool { return s.traits[t]&want != 0 }

// literal reports whether t is a word with a letter and without a slot.
func (s *symbols) literal(t symbol) bool { return s.traits[t]&(tLetter|tHolds|tDelim) == tLetter }

// word reports whether t is a word: with a letter, a digit or a slot.
func (s *symbols) word(t symbol) bool {
	return s.traits[t]&(tLetter|tDigit|tHolds) != 0
}

func traitsOf(text string) traits {
	if len(text) == 1 && class[text[0]]&cDelim != 0 {
		return tDelim | bracket(text[0])
	}
	if n, _ := slotAt(text); n == len(text) && n > 0 {
		return tSlot | tHolds
	}
	var t traits
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c == '<' {
			if n, _ := slotAt(text[i:]); n > 0 {
				t |= tHolds
				i += n - 1
				continue
			}
		}
		switch k := class[c]; {
		case k&cAlpha != 0:
			t |= tLetter
		case k&cDigit != 0:
			t |= tDigit
		}
		switch c {
		case '.', '_', '/', '\\', '@', '$':
			t |= tMark
		}
	}
	low := strings.ToLower(text)
	if t == tDigit && len(text) == 3 || isErrorName(text) || outcomes[low] {
		t |= tKept
	}
	if t&^tKept == tLetter {
		if isVerb(low) || functionWords[low] || states[low] {
			t |= tVerb
		}
		if nouns[low] {
			t |= tNoun
		}
	}
	return t
}

// isVerb reports whether a word ends as a participle does (red and king do not).
func isVerb(low string) bool {
	return len(low) > 4 && (strings.HasSuffix(low, "ed") || strings.HasSuffix(low, "ing"))
}

// isErrorName reports whether a word names a kind of error (TimeoutException,
// db.IOError). Such a name says what happened, so it is never a value.
func isErrorName(text string) bool {
	text = strings.TrimRight(text, ".!")
	for _, tail := range [...]string{"Error", "Exception", "Failure", "Fault"} {
		if strings.HasSuffix(text, tail) {
			return len(text) > len(tail)
		}
	}
	return false
}

func bracket(c byte) traits {
	switch c {
	case '(', '[', '{':
		return tOpen
	case ')', ']', '}':
		return tClose
	case '"', '\'', '`':
		return tQuote
	}
	return 0
}

// tokens appends the tokens of a shape to dst.
func (s *symbols) tokens(dst []symbol, shape string) []symbol {
	for i := 0; i < len(shape); {
		j := wordEnd(shape, i)
		if j == i {
			dst = append(dst, s.intern(shape[i:i+1]))
			i++
			continue
		}
		dst = s.splitWord(dst, shape[i:j])
		i = j
	}
	return dst
}

// wordEnd returns the end of the word at i; a slot is part of a word though its
// text holds delimiters.
func wordEnd(shape string, i int) int {
	for i < len(shape) {
		if shape[i] == '<' {
			n, _ := slotAt(shape[i:])
			if n == 0 {
				break
			}
			i += n
			continue
		}
		if class[shape[i]]&cDelim != 0 {
			break
		}
		i++
	}
	return i
}

// splitWord parts a word at runs of dots and takes the end mark off its end.
func (s *symbols) splitWord(dst []symbol, w string) []symbol {
	for len(w) > 0 {
		k := strings.Index(w, "..")
		if k < 0 {
			break
		}
		if k > 0 {
			dst = append(dst, s.intern(w[:k]))
		}
		e := k
		for e < len(w) && w[e] == '.' {
			e++
		}
		dst = append(dst, s.intern(w[k:e]))
		w = w[e:]
	}
	if n := len(w); n > 1 && isEndMark(w[n-1]) {
		return append(dst, s.intern(w[:n-1]), s.intern(w[n-1:]))
	}
	if w != "" {
		dst = append(dst, s.intern(w))
	}
	return dst
}

// render returns the text of tokens.
func (s *symbols) render(toks []symbol) string {
	var b strings.Builder
	for _, t := range toks {
		b.WriteString(s.texts[t])
	}
	return b.String()
}

// renderPlain returns the text of tokens with <*> for every slot.
func (s *symbols) renderPlain(toks []symbol) string {
	var b strings.Builder
	for _, t := range toks {
		b.WriteString(s.texts[s.plains[t]])
	}
	return b.String()
}
