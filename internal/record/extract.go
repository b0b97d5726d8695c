package record

import "bytes"

// extract adds the key=value pairs and the first {...} payload (JSON or a Python
// dict) of a text message to the fields.
func (r *parserScratch) extract(rec *Record) {
	message := rec.Message
	if len(message) > maxExtract {
		message = message[:maxExtract]
	}
	if bytes.HasPrefix(message, dataElement) {
		dataElements(rec, message)
		return
	}
	if k := bytes.IndexByte(message, '='); k > 0 {
		equals(rec, message, k)
	}
	if k := bytes.IndexByte(message, '{'); k >= 0 {
		r.payload(rec, message[k:])
	}
}

// maxExtract is how much of a message is searched for fields.
const maxExtract = 8 << 10

// dataElement begins the named values of a Windows event.
var dataElement = []byte("<Data Name=")

// dataElements adds the values of <Data Name='key'>value</Data>.
func dataElements(rec *Record, text []byte) {
	for len(rec.Fields) < maxFields {
		k := bytes.Index(text, dataElement)
		if k < 0 {
			return
		}
		text = text[k+len(dataElement):]
		end := closeQuote(text, 0)
		if end < 0 || end+1 >= len(text) {
			return
		}
		key := text[1:end]
		if text = text[end+1:]; text[0] != '>' { // without a value
			continue
		}
		value, rest, more := bytes.Cut(text[1:], []byte("</Data>"))
		if more && len(value) > 0 && !(len(value) == 1 && value[0] == '-') {
			rec.add(key, value)
		}
		text = rest
	}
}

// equals adds the pairs of a text; k is the place of the first '='.
func equals(rec *Record, text []byte, k int) {
	for from := 0; ; {
		start := keyStart(text, from, k)
		end := k + 1
		if start < k && isLetter(text[start]) {
			var value []byte
			value, end = looseValue(text, k+1)
			if len(rec.Fields) >= maxFields {
				return
			}
			rec.Fields = append(rec.Fields, Field{Key: text[start:k], Value: value})
		}
		from = end
		n := bytes.IndexByte(text[end:], '=')
		if n < 0 {
			return
		}
		k = end + n
	}
}

// keyStart returns where the key before the '=' at k begins, k when there is
// none: a key is a name behind a blank, a bracket, a quote or a separator.
func keyStart(text []byte, from, k int) int {
	i := k
	for i > from && (isName(text[i-1]) || text[i-1] == '@') {
		i--
	}
	if i > from && i < k {
		switch text[i-1] {
		case ' ', '\t', '(', '[', '{', ',', ';', '|', '?', '&', '"', '\'', '<', ':':
		default:
			return k
		}
	}
	return i
}

// looseValue reads the value at i of a pair inside a text: a quoted string, or up
// to a blank or separator; the sentence's own punctuation stays outside.
func looseValue(text []byte, i int) ([]byte, int) {
	if i < len(text) && (text[i] == '"' || text[i] == '\'') {
		if end := closeQuote(text, i); end > 0 {
			return text[i+1 : end], end + 1
		}
	}
	j := i
	for j < len(text) && !endsValue[text[j]] {
		j++
	}
	end := j
	for j > i && (text[j-1] == '.' || text[j-1] == ':') {
		j--
	}
	return text[i:j], end
}

var endsValue = [256]bool{' ': true, '\t': true, ',': true, ';': true, ')': true, ']': true, '}': true, '&': true, '|': true, '"': true, '\'': true, '>': true}

// payload adds the members of the object that b begins with.
func (r *parserScratch) payload(rec *Record, b []byte) {
	if len(b) < 4 {
		return
	}
	i := blanks(b, 1)
	if i >= len(b) || b[i] != '"' && b[i] != '\'' {
		return
	}
	m := &r.dict
	m.line, m.caps, m.dict = b, m.caps[:0], true
	m.arena.reset()
	end := m.object(0, nil, 1)
	m.dict = false
	if end < 0 {
		return
	}
	for i := range m.caps {
		rec.add(m.caps[i].key, m.caps[i].value)
	}
}
