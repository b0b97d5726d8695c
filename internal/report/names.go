package report

import (
	"net"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"inquest/internal/cause"
	"inquest/internal/evidence"
	"inquest/internal/fault"
)

// names fill the placeholders of catalogue text: {host}, {port}, {component},
// {name}, {file}, {from}, {to}, and what the lines of a class name.
type names map[string]string

// namesOf takes the names from the hypothesis. The window is the hypothesis's,
// or the incident's when it has none.
func (b *builder) namesOf(h *cause.Hypothesis) names {
	n := names{}
	for name, c := range h.Captures {
		n[name] = c.Value
	}
	captured, port := firstOf(n["addr"], n["peer"]), n["port"]
	n["component"], n["host"], n["port"], n["file"] = h.Component, h.Host, portOf(h.Component), ""
	if h.Component == unknownComponent {
		n["component"] = ""
	}
	if n["host"] == "" {
		n["host"] = hostIn(h.Component)
	}
	if n["host"] == "" && !strings.Contains(n["component"], " ") {
		n["host"] = n["component"]
	}
	if n["host"] == "" {
		n["host"] = captured
	}
	if _, err := strconv.ParseUint(port, 10, 16); n["port"] == "" && err == nil && (captured == "" || captured == n["host"]) {
		n["port"] = port
	}
	n["name"] = firstOf(h.Captures["component"].Value, n["component"])
	if len(h.Evidence) > 0 {
		n["file"] = h.Evidence[0].Ref.File
	}
	n.window(b.windowOf(h), 0, "")
	b.clockOnly(n)
	return n
}

func firstOf(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}

// hostIn and portOf are the host and the port in a component's label, as in
// "mysql 10.0.0.9:3306" or "mysql@10.0.0.9:3306".
func hostIn(label string) string {
	host, _ := endpointIn(label)
	return host
}

func portOf(label string) string {
	_, port := endpointIn(label)
	return port
}

func endpointIn(label string) (host, port string) {
	for _, w := range strings.FieldsFunc(label, func(r rune) bool { return r == ' ' || r == '@' }) {
		if host, port, err := net.SplitHostPort(w); err == nil {
			if _, bad := strconv.ParseUint(port, 10, 16); bad == nil {
				return host, port
			}
		}
	}
	return "", ""
}

// commandNames are the names of a hypothesis as a shell needs them: of the
// component only the service, which is what a unit or a package is called, a
// file that a tool can read, and a window with a margin around it.
func (b *builder) commandNames(h *cause.Hypothesis) names {
	n := b.namesOf(h)
	n["component"] = serviceOf(n["component"])
	if c := h.Captures["component"].Value; c == "" || strings.Contains(c, " ") || isEndpoint(c) {
		n["name"] = n["component"]
	}
	if n["component"] == "" && h.Host != "" {
		n["component"] = b.serviceOn(h.Host)
	}
	if n["name"] == "" {
		n["name"] = n["component"]
	}
	if !readable(n["file"]) {
		n["file"] = ""
	}
	zone := ""
	if b.rep.Window.Zone == "UTC" {
		zone = " UTC"
	}
	n.window(b.windowOf(h), commandMargin, zone)
	b.clockOnly(n)
	return n
}

// readable tells whether a tool of the shell can read an input by its name: it is
// no member of an archive, no compressed file, and not standard input.
func readable(file string) bool {
	if file == "" || file == "-" || strings.Contains(file, "!/") || strings.Contains(file, "://") {
		return false
	}
	for _, end := range []string{".gz", ".zst", ".xz", ".bz2", ".lz4", ".tar", ".tgz", ".zip"} {
		if strings.HasSuffix(strings.ToLower(file), end) {
			return false
		}
	}
	return true
}

// commandMargin is how much a command looks at before and after a hypothesis
// acted: what led to it stands before its own first line.
const commandMargin = int64(60e9)

func (b *builder) windowOf(h *cause.Hypothesis) Span {
	if h.From != 0 {
		return Span{From: h.From, To: h.To}
	}
	return Span{From: b.res.From, To: b.res.To}
}

// window names whole seconds around a span; a span without a begin has no name.
func (n names) window(s Span, margin int64, zone string) {
	if s.From == 0 {
		return
	}
	n["from"] = evidence.FormatInstant(floorTo(s.From, 1e9)-margin) + zone
	n["to"] = evidence.FormatInstant(floorTo(max(s.To, s.From), 1e9)+1e9+margin) + zone
}

// clockOnly takes a date that was made up out of what a person is told to type.
func (b *builder) clockOnly(n names) {
	if b.rep == nil || b.rep.Window.Date != dateUnknown {
		return
	}
	for _, k := range []string{"from", "to"} {
		if _, clock, ok := strings.Cut(n[k], " "); ok {
			n[k] = clock
		}
	}
}

// serviceOf is the service in a component's label, "mysql" in "replica in mysql
// 10.0.0.9:3306 on db-1". It is empty when the label names no service in one
// word, so that no command asks for a unit of a made-up name.
func serviceOf(label string) string {
	if _, after, ok := strings.Cut(label, " in "); ok {
		label = after
	}
	label, _, _ = strings.Cut(label, " on ")
	words := strings.Fields(label)
	if len(words) == 2 && isEndpoint(words[1]) {
		words = words[:1]
	}
	if len(words) != 1 || isEndpoint(words[0]) {
		return ""
	}
	return words[0]
}

// isEndpoint tells whether a word is an address, with or without a port, or a
// host with a port.
func isEndpoint(s string) bool {
	if _, err := netip.ParseAddr(strings.Trim(s, "[]")); err == nil {
		return true
	}
	_, port, err := net.SplitHostPort(s)
	if err != nil {
		return false
	}
	_, err = strconv.ParseUint(port, 10, 16)
	return err == nil
}

// unnamed stands in a sentence where a name is not known.
var unnamed = map[string]string{
	"component": "the component", "name": "the component", "host": "its host", "port": "its port", "file": "the log", "from": "the begin", "to": "the end",
}

// fill puts names, as quotes, into a sentence.
func (n names) fill(s string) Text {
	return n.expand(s, func(name string, _ byte) (Piece, bool) {
		v := n[name]
		switch {
		case v == "" && unnamed[name] == "":
			return Piece{Text: "the " + name}, true
		case v == "":
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
		v, ok := n.word(name, quote)
		return Piece{Quote: evidence.NewQuote(v), Quoted: true}, ok
	})
}

// word is a name as a shell reads it inside a quote (0 for none).
func (n names) word(name string, quote byte) (string, bool) {
	v := n[name]
	switch {
	case v == "" || strings.HasPrefix(v, "-") || hasControl(v):
		return "", false
	case quote != 0 && !shellPlain(v, name == "from" || name == "to"):
		return "", false
	case quote == 0:
		v = shellQuote(v)
	}
	return v, true
}

// open are the placeholders of a command that no name fills, each once.
func (n names) open(s string) []string {
	var out []string
	n.expand(s, func(name string, quote byte) (Piece, bool) {
		_, ok := n.word(name, quote)
		if !ok && !slices.Contains(out, name) {
			out = append(out, name)
		}
		return Piece{}, ok
	})
	return out
}

// blank is what stands in a command for a name that is not known.
func blank(name string) string { return strings.ToUpper(name) }

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
			name, ok := fault.PlaceholderAt(s[i:])
			if !ok {
				continue
			}
			out = appendWords(out, s[plain:i])
			if p, ok := value(name, quote); ok {
				out = append(out, p)
			} else {
				out = appendWords(out, blank(name))
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

// shellPlain tells whether a name means itself to a shell, quoted or not.
func shellPlain(s string, spaces bool) bool {
	for i := range len(s) {
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
