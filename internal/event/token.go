package event

// token is a chunk of a message between blanks, without the punctuation
// around it.
type token struct {
	a, b  int // range in the message
	sense sense
	flags tokenFlag
}

type tokenFlag uint16

const (
	flagOpen   tokenFlag = 1 << iota // an opening bracket stood in front
	flagClose                        // a closing bracket stood behind
	flagQuoted                       // quotes stood around it
	flagColon                        // a colon stood behind
	flagComma                        // a comma or semicolon stood behind
	flagStop                         // a full stop stood behind
	flagKey                          // key of a key=value
	flagValue                        // value of a key=value
	flagHash                         // '#' stood in front
	flagDigit                        // has a digit
)

// maxTokens bounds the work on one message: life cycles are told at its head.
const maxTokens = 64

// tokenizer splits messages. Its buffers are scratch space.
type tokenizer struct {
	msg    []byte
	tokens []token
	word   [48]byte
	forms  map[string]verbForm
}

func (t *tokenizer) split(msg []byte) {
	t.msg, t.tokens = msg, t.tokens[:0]
	for i := 0; i < len(msg) && len(t.tokens) < maxTokens; {
		for i < len(msg) && isSpace(msg[i]) {
			i++
		}
		start := i
		for i < len(msg) && !isSpace(msg[i]) {
			i++
		}
		if i > start {
			t.chunk(start, i)
		}
	}
	t.senses()
}

// chunk adds the tokens of one chunk: one, or two for key=value.
func (t *tokenizer) chunk(a, b int) {
	if eq := t.keyEnd(a, b); eq > 0 {
		key := t.trim(a, eq)
		key.flags |= flagKey
		val := t.trim(eq+1, b)
		val.flags |= flagValue
		if val.a == val.b { // "key=" says nothing
			return
		}
		t.tokens = append(t.tokens, key, val)
		return
	}
	if tok := t.trim(a, b); tok.b > tok.a {
		t.tokens = append(t.tokens, tok)
	} else if n := len(t.tokens); n > 0 { // punctuation that stands alone belongs to the word in front
		t.tokens[n-1].flags |= tok.flags &^ flagOpen
	}
}

// keyEnd finds the '=' of key=value, or 0. "==" and "=>" are none.
func (t *tokenizer) keyEnd(a, b int) int {
	for a < b && (t.msg[a] == '(' || t.msg[a] == '[' || t.msg[a] == '{') {
		a++
	}
	for i := a; i < b; i++ {
		switch c := t.msg[i]; {
		case c == '=':
			if i > a && (i+1 == b || t.msg[i+1] != '=' && t.msg[i+1] != '>') {
				return i
			}
			return 0
		case !isLetter(c) && !isDigit(c) && c != '_' && c != '-' && c != '.':
			return 0
		}
	}
	return 0
}

// trim drops the punctuation around a chunk and keeps it as flags. A closing
// bracket whose opening one is inside the chunk stays: "resize[42]".
func (t *tokenizer) trim(a, b int) token {
	var f tokenFlag
	for ; a < b; a++ {
		flag := leading(t.msg[a])
		if flag == 0 {
			break
		}
		f |= flag
	}
	for ; b > a; b-- {
		flag := trailing(t.msg[b-1])
		if flag == 0 || flag == flagClose && opensInside(t.msg[a:b]) {
			break
		}
		f |= flag
	}
	if hasDigit(t.msg[a:b]) {
		f |= flagDigit
	}
	return token{a: a, b: b, flags: f}
}

func leading(c byte) tokenFlag {
	switch c {
	case '(', '[', '{', '<':
		return flagOpen
	case '"', '\'', '`':
		return flagQuoted
	case '#':
		return flagHash
	}
	return 0
}

func trailing(c byte) tokenFlag {
	switch c {
	case ')', ']', '}', '>':
		return flagClose
	case '"', '\'', '`':
		return flagQuoted
	case ':':
		return flagColon
	case ',', ';':
		return flagComma
	case '.', '!', '?':
		return flagStop
	}
	return 0
}

func opensInside(b []byte) bool {
	var open byte
	switch b[len(b)-1] {
	case ')':
		open = '('
	case ']':
		open = '['
	case '}':
		open = '{'
	case '>':
		open = '<'
	}
	for _, c := range b {
		if c == open {
			return true
		}
	}
	return false
}

// senses looks the tokens up in the lexicon, two-word phrases first: the
// phrase's sense goes to its first word, the second keeps none.
func (t *tokenizer) senses() {
	for i := 0; i < len(t.tokens); i++ {
		tok := &t.tokens[i]
		if tok.flags&flagDigit != 0 && tok.b-tok.a > 3 {
			continue
		}
		w := lower(t.word[:], t.msg[tok.a:tok.b])
		tok.sense = lexWords[string(w)]
		if tok.sense&senseFirst == 0 {
			continue
		}
		tok.sense &^= senseFirst
		if i+1 < len(t.tokens) && tok.flags&(flagColon|flagStop) == 0 {
			if s := t.phrase(len(w), i); s != 0 {
				tok.sense = s
				tok.b = t.tokens[i+1].b
				tok.flags |= t.tokens[i+1].flags
				t.tokens = append(t.tokens[:i+1], t.tokens[i+2:]...)
			}
		}
	}
}

func (t *tokenizer) phrase(n, i int) sense {
	next := t.tokens[i+1]
	rest := lower(t.word[n+1:], t.msg[next.a:next.b])
	if rest == nil {
		return 0
	}
	t.word[n] = ' '
	return lexPhrases[string(t.word[:n+1+len(rest)])]
}

func (t *tokenizer) text(tok token) []byte { return t.msg[tok.a:tok.b] }
