package record

import "bytes"

// extract adds the key=value pairs and the first {...} payload (JSON or a Python
// dict) of a text message to the fields.
func (r *parserScratch) extract(rec *Record) {
	message := rec.Message
	if len(message) > maxExtract {
		message = message[:maxExtract]
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
