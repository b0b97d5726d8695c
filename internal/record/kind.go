package record

import "bytes"

// FormatName names the record's format as closely as its line tells: the format,
// and behind a slash what parts its users. That is the format that read an
// envelope's message ("syslog/cef"), the program for syslog ("syslog/sshd"), for
// JSON the product that it names or the top key that holds the time
// ("json-lines/@timestamp"), the first key for logfmt, and the look of the stamp and of what follows it for lines of
// the general formats. Lines of one writer share a name; those of different
// writers differ wherever their lines show it.
func (r *Record) FormatName() string {
	name, detail := r.Format, ""
	switch {
	case r.Inner != "" && (r.inner == nil || !r.inner.generic || len(r.Service) == 0 || r.placed):
		name, detail = r.familyName(), r.Inner+r.kinds(r.inner)
	case r.from == nil:
	case len(r.from.by) > 0:
		return name + r.kinds(r.from)
	case r.from.family == syslogFamily && len(r.Service) > 0:
		if p := program(r.Service); len(p) > 0 {
			name, detail = r.familyName(), string(p)
		}
	case r.from.kind == kindTable:
		detail = r.from.table.label()
	case r.from.generic && r.from.kind != kindLayout:
		detail = string(r.keyedName())
	case r.from.generic:
		detail = skeleton(r.Raw)
	}
	if detail == "" {
		return name
	}
	return name + "/" + detail
}

// kinds are the values of the fields that part the users of a format, each with a
// slash before it: the product of CEF, the type of a firewall's line.
func (r *Record) kinds(f *Format) string {
	if f == nil {
		return ""
	}
	var out []byte
	for _, key := range f.by {
		v := r.Field(key)
		if len(v) == 0 {
			continue
		}
		out = append(out, '/')
		for _, c := range v[:min(len(v), 40)] {
			if !isName(c) {
				c = '-'
			}
			out = append(out, c)
		}
	}
	return string(out)
}

const syslogFamily = "syslog"

func (r *Record) familyName() string {
	if r.from != nil && r.from.family != "" {
		return r.from.family
	}
	return r.Format
}

// program is the name by which a service's lines go: "postfix" for
// "postfix/smtpd", "pam_unix" for "sshd(pam_unix)".
func program(service []byte) []byte {
	if open := bytes.IndexByte(service, '('); open > 0 && service[len(service)-1] == ')' {
		service = service[open+1 : len(service)-1]
	}
	if k := bytes.IndexByte(service, '/'); k > 0 {
		service = service[:k]
	}
	if bytes.HasPrefix(service, []byte("pam_")) {
		return service[:3] // all modules of PAM
	}
	for i, c := range service {
		if !isName(c) {
			return service[:i]
		}
	}
	return service
}

// writerKeys are keys whose value is the name of what wrote a JSON or logfmt record,
// where the value is dotted from the product down to its part: those of Elastic's
// modules, of Datadog's agent and of collectors of the same kind.
var writerKeys = [...]string{"event.module", "event.dataset", "data_stream.dataset", "ddsource", "log_source"}

// writer is the product that the record itself says has written it, nil when it
// says none.
func (r *Record) writer() []byte {
	for _, key := range writerKeys {
		v := r.Field(key)
		if k := bytes.IndexAny(v, ".:"); k > 0 {
			v = v[:k]
		}
		if n := len(v); n > 1 && n <= 40 && len(bytes.TrimFunc(v, func(c rune) bool { return c < 0x80 && isName(byte(c)) })) == 0 {
			return v
		}
	}
	return nil
}

// keyedName is the writer that a JSON or logfmt record names, else the top key under
// which it has its time, without a time its first key.
func (r *Record) keyedName() []byte {
	if w := r.writer(); w != nil {
		return w
	}
	key := r.timeKey
	if key == nil && len(r.Fields) > 0 {
		key = r.Fields[0].Key
	}
	if k := bytes.IndexByte(key, '.'); k > 0 {
		key = key[:k]
	}
	for _, c := range key {
		if !isName(c) && c != '@' && c != '$' {
			return nil
		}
	}
	return key[:min(len(key), 40)]
}

// skeleton is the look of a line's head: its stamp with every digit a 9 and the
// fraction cut to one, and what kind of word stands behind it.
func skeleton(raw []byte) string {
	var r lineReader
	line := trimBlanks(r.cleaned(raw))
	if len(line) > 256 {
		line = line[:256]
	}
	var s stamp
	at := -1
	for i := 0; i < len(line) && i < scanLimit; i++ {
		if i > 0 && (isName(line[i-1]) || line[i-1] == '/') {
			continue
		}
		n := parseStamp(line[i:], &s)
		if n == 0 && (i == 0 || line[i-1] == '[') {
			n = parseEpoch(line[i:], &s)
		}
		if n > 0 {
			at = i
			line = append(append([]byte{}, line[i:i+n]...), append([]byte{0}, line[i+n:]...)...)
			break
		}
	}
	if at < 0 {
		return ""
	}
	text, rest, _ := bytes.Cut(line, []byte{0})
	out := make([]byte, 0, 48)
	if at > 0 {
		out = append(out, raw[0]&0x7f)
		if isName(out[0]) || isBlank(out[0]) {
			out[0] = 'w'
		}
	}
	return string(append(append(out, stampLook(text)...), wordLook(rest)...))
}

// stampLook writes a stamp with 9 for its digits and a for its letters, numbers
// without their width where the width is the writer's padding.
func stampLook(text []byte) []byte {
	var out []byte
	fraction := false
	for i, c := range text {
		switch {
		case isDigit(c) && fraction:
			continue
		case isDigit(c) && i > 0 && (text[i-1] == '.' || text[i-1] == ',') && bytes.Count(out, []byte{':'}) >= 2:
			fraction = true
			out = append(out, '9')
			continue
		case isDigit(c):
			c = '9'
		case isLetter(c) && (c|0x20 != 't' && c|0x20 != 'z' || i > 0 && isLetter(text[i-1])):
			if n := len(out); n > 0 && out[n-1] == 'a' {
				continue
			}
			c = 'a'
		case c == ' ' && len(out) > 0 && out[len(out)-1] == ' ':
			continue
		}
		fraction = false
		out = append(out, c)
	}
	return out
}

// wordLook tells what kind of word stands behind the stamp.
func wordLook(rest []byte) string {
	mark := ""
	if len(rest) > 0 && !isBlank(rest[0]) {
		mark = string(rest[:1])
		rest = rest[1:]
	}
	rest = trimBlanks(rest)
	if len(rest) == 0 {
		return mark
	}
	word := rest[:wordEnd(rest, 0)]
	switch c := rest[0]; {
	case isDigit(c):
		return mark + " 9"
	case !isLetter(c) && c < 0x80:
		return mark + " " + string(c)
	}
	if _, ok := wordLevel(bytes.Trim(word, ":,")); ok {
		return mark + " level"
	}
	switch end := word[len(word)-1]; end {
	case ':', ']', ')', '|':
		return mark + " w" + string(end)
	}
	return mark + " w"
}

// label is what tells tables apart: Zeek's own word for it, else the first columns.
func (t *table) label() string {
	if t.path != "" {
		return t.path
	}
	return string(bytes.Join(t.columns[:min(3, len(t.columns))], []byte{','}))
}
