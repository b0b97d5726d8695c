package report

import (
	"net"
	"strconv"
	"strings"

	"inquest/internal/cause"
	"inquest/internal/evidence"
)

// names fill the placeholders of catalogue text: {host}, {port}, {component},
// {from} and {to}.
type names map[string]string

// placeholders, in the order in which a text without a name shows them.
var placeholders = []string{"host", "port", "component", "from", "to"}

// namesOf takes the names from the hypothesis. The window is the hypothesis's,
// or the incident's when it has none.
func (b *builder) namesOf(h *cause.Hypothesis) names {
	n := names{"component": h.Component, "host": h.Host}
	if h.Component == unknownComponent {
		n["component"] = ""
	}
	for _, w := range strings.FieldsFunc(h.Component, func(r rune) bool { return r == ' ' || r == '@' }) {
		host, port, err := net.SplitHostPort(w)
		if _, bad := strconv.ParseUint(port, 10, 16); err != nil || bad != nil {
			continue
		}
		n["port"] = port
		if n["host"] == "" {
			n["host"] = host
		}
		break
	}
	if n["host"] == "" && !strings.Contains(n["component"], " ") {
		n["host"] = n["component"]
	}
	from, to := h.From, h.To
	if from == 0 {
		from, to = b.res.From, b.res.To
	}
	if from != 0 {
		n["from"], n["to"] = evidence.FormatInstant(floorTo(from, 1e9)), evidence.FormatInstant(floorTo(max(to, from), 1e9)+1e9)
	}
	return n
}

// unnamed stands in a sentence where a name is not known.
var unnamed = map[string]string{
	"component": "the component", "host": "its host", "port": "its port", "from": "the begin", "to": "the end",
}

// fill puts names, as quotes, into a sentence.
func (n names) fill(s string) Text {
	return n.expand(s, func(name string, _ byte) (Piece, bool) {
		v := n[name]
		if v == "" {
			return Piece{Text: unnamed[name]}, true
		}
		return Piece{Quote: evidence.NewQuote(v), Quoted: true}, true
	})
}

// command puts names into a shell command. A name is untrusted: outside quotes
// it is single-quoted unless it is plain; inside quotes, or with a control
// character, only a plain name goes in. What does not go in stays as a word in
// capitals, which the reader replaces.
func (n names) command(s string) Text {
	return n.expand(s, func(name string, quote byte) (Piece, bool) {
		v := n[name]
		switch {
		case v == "" || strings.HasPrefix(v, "-") || hasControl(v):
			return Piece{}, false
		case quote != 0 && !shellPlain(v, name == "from" || name == "to"):
			return Piece{}, false
		case quote == 0:
			v = shellQuote(v)
		}
		return Piece{Quote: evidence.NewQuote(v), Quoted: true}, true
	})
}

// expand replaces placeholders; value is told inside which quote of the shell
// each stands (0 for none).
func (n names) expand(s string, value func(name string, quote byte) (Piece, bool)) Text {
	var out Text
	var quote byte
	plain := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && quote != '\'':
			i++
		case quote == 0 && (c == '\'' || c == '"'):
			quote = c
		case c == quote:
			quote = 0
		case c == '{':
			name, ok := placeholderAt(s[i:])
			if !ok {
				continue
			}
			out = appendWords(out, s[plain:i])
			if p, ok := value(name, quote); ok {
				out = append(out, p)
			} else {
				out = appendWords(out, strings.ToUpper(name))
			}
			i += len(name) + 1
			plain = i + 1
		}
	}
	return appendWords(out, s[min(plain, len(s)):])
}

func appendWords(t Text, s string) Text {
	if s == "" {
		return t
	}
	return append(t, Piece{Text: s})
}

func placeholderAt(s string) (string, bool) {
	for _, p := range placeholders {
		if strings.HasPrefix(s, "{"+p+"}") {
			return p, true
		}
	}
	return "", false
}

// shellPlain tells whether a name means itself to a shell, quoted or not.
func shellPlain(s string, spaces bool) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte("._:@%+,/-", c) >= 0:
		case c == ' ' && spaces:
		default:
			return false
		}
	}
	return s != ""
}

// shellQuote makes one word of a POSIX shell out of any text without NUL.
func shellQuote(s string) string {
	if shellPlain(s, false) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

func hasControl(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return r < ' ' || r >= 0x7f && r < 0xa0 || r == '\u2028' || r == '\u2029' || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
	})
}
