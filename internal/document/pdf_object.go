package document

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"encoding/hex"
	"io"
	"strconv"
)

// pdfObject is nil, bool, float64, pdfName, pdfString, []pdfObject, pdfDict,
// pdfStream, pdfRef or pdfOperator.
type pdfObject any

type (
	pdfName     string
	pdfString   string
	pdfRef      int
	pdfOperator string
	pdfDict     map[pdfName]pdfObject
	pdfStream   struct {
		dict pdfDict
		data []byte
	}
)

func (d pdfDict) name(k pdfName) pdfName {
	n, _ := d[k].(pdfName)
	return n
}

func (d pdfDict) int(k pdfName) int {
	n, ok := d[k].(float64)
	if !ok || n < -1e9 || n > 1e9 {
		return 0
	}
	return int(n)
}

// pdfParser reads objects, of files and of content streams.
type pdfParser struct {
	s       []byte
	at      int
	content bool // a content stream: there are no references
}

const maxPDFDepth = 40

func (p *pdfParser) blank() {
	for p.at < len(p.s) {
		switch c := p.s[p.at]; {
		case c == 0 || c == '\f' || isBlank(c):
			p.at++
		case c == '%':
			for p.at < len(p.s) && p.s[p.at] != '\n' && p.s[p.at] != '\r' {
				p.at++
			}
		default:
			return
		}
	}
}

func pdfDelimiter(c byte) bool {
	return c == 0 || c == '\f' || isBlank(c) || bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0
}

// object reads one object; nil at the end or where none is.
func (p *pdfParser) object(depth int) pdfObject {
	p.blank()
	if p.at >= len(p.s) || depth > maxPDFDepth {
		p.at = len(p.s)
		return nil
	}
	switch c := p.s[p.at]; {
	case c == '/':
		return p.name()
	case c == '(':
		return p.literal()
	case c == '<' && p.at+1 < len(p.s) && p.s[p.at+1] == '<':
		p.at += 2
		return p.dict(depth)
	case c == '<':
		return p.hex()
	case c == '[':
		p.at++
		return p.array(depth)
	case c == '+' || c == '-' || c == '.' || c >= '0' && c <= '9':
		return p.number()
	case c == ']' || c == '>' || c == ')' || c == '{' || c == '}':
		p.at++
		return pdfOperator(c)
	}
	from := p.at
	for p.at < len(p.s) && !pdfDelimiter(p.s[p.at]) {
		p.at++
	}
	switch w := string(p.s[from:p.at]); w {
	case "true":
		return true
	case "false":
		return false
	case "null":
		return nil
	default:
		return pdfOperator(w)
	}
}

func (p *pdfParser) name() pdfObject {
	p.at++
	var b []byte
	for p.at < len(p.s) && !pdfDelimiter(p.s[p.at]) {
		c := p.s[p.at]
		if c == '#' && p.at+2 < len(p.s) {
			if v, err := strconv.ParseUint(string(p.s[p.at+1:p.at+3]), 16, 8); err == nil {
				c, p.at = byte(v), p.at+2
			}
		}
		b = append(b, c)
		p.at++
	}
	return pdfName(b)
}

// number reads a number, or a reference "N G R".
func (p *pdfParser) number() pdfObject {
	from := p.at
	for p.at < len(p.s) && !pdfDelimiter(p.s[p.at]) {
		p.at++
	}
	n, err := strconv.ParseFloat(string(p.s[from:p.at]), 64)
	if err != nil {
		return pdfOperator(p.s[from:p.at])
	}
	if p.content || n < 0 || n != float64(int(n)) {
		return n
	}
	q := p.at
	for q < len(p.s) && isBlank(p.s[q]) {
		q++
	}
	g := q
	for q < len(p.s) && p.s[q] >= '0' && p.s[q] <= '9' {
		q++
	}
	if q == g || q-g > 5 {
		return n
	}
	for q < len(p.s) && isBlank(p.s[q]) {
		q++
	}
	if q < len(p.s) && p.s[q] == 'R' && (q+1 == len(p.s) || pdfDelimiter(p.s[q+1])) {
		p.at = q + 1
		return pdfRef(int(n))
	}
	return n
}

func (p *pdfParser) literal() pdfObject {
	p.at++
	var b []byte
	for deep := 0; p.at < len(p.s); p.at++ {
		c := p.s[p.at]
		switch c {
		case '(':
			deep++
		case ')':
			if deep == 0 {
				p.at++
				return pdfString(b)
			}
			deep--
		case '\\':
			b = p.escape(b)
			continue
		}
		b = append(b, c)
	}
	return pdfString(b)
}

// escape reads the escape at p.at and leaves p.at on its last byte.
func (p *pdfParser) escape(b []byte) []byte {
	p.at++
	if p.at >= len(p.s) {
		return b
	}
	switch c := p.s[p.at]; c {
	case 'n':
		return append(b, '\n')
	case 'r':
		return append(b, '\r')
	case 't':
		return append(b, '\t')
	case 'b':
		return append(b, '\b')
	case 'f':
		return append(b, '\f')
	case '\n':
		return b
	case '\r':
		if p.at+1 < len(p.s) && p.s[p.at+1] == '\n' {
			p.at++
		}
		return b
	default:
		if c < '0' || c > '7' {
			return append(b, c)
		}
		v, k := 0, 0
		for k < 3 && p.at+k < len(p.s) && p.s[p.at+k] >= '0' && p.s[p.at+k] <= '7' {
			v = v*8 + int(p.s[p.at+k]-'0')
			k++
		}
		p.at += k - 1
		return append(b, byte(v))
	}
}

func (p *pdfParser) hex() pdfObject {
	p.at++
	var digits []byte
	for p.at < len(p.s) && p.s[p.at] != '>' {
		if c := p.s[p.at]; !isBlank(c) {
			digits = append(digits, c)
		}
		p.at++
	}
	p.at++
	if len(digits)%2 == 1 {
		digits = append(digits, '0')
	}
	out := make([]byte, len(digits)/2)
	if _, err := hex.Decode(out, digits); err != nil {
		return pdfString("")
	}
	return pdfString(out)
}

func (p *pdfParser) array(depth int) pdfObject {
	out := []pdfObject{}
	for {
		p.blank()
		if p.at >= len(p.s) {
			return out
		}
		if p.s[p.at] == ']' {
			p.at++
			return out
		}
		out = append(out, p.object(depth+1))
	}
}

func (p *pdfParser) dict(depth int) pdfObject {
	out := pdfDict{}
	for {
		p.blank()
		if p.at >= len(p.s) {
			return out
		}
		if p.s[p.at] == '>' {
			p.at = min(p.at+2, len(p.s))
			return out
		}
		k, ok := p.object(depth + 1).(pdfName)
		if !ok {
			continue
		}
		p.blank()
		if p.at < len(p.s) && p.s[p.at] == '>' {
			continue
		}
		out[k] = p.object(depth + 1)
	}
}

// stream reads the bytes that follow a dictionary, when they do.
func (p *pdfParser) stream(d pdfDict) (pdfStream, bool) {
	p.blank()
	if p.at >= len(p.s) || !bytes.HasPrefix(p.s[p.at:], []byte("stream")) {
		return pdfStream{}, false
	}
	at := p.at + len("stream")
	if at < len(p.s) && p.s[at] == '\r' {
		at++
	}
	if at < len(p.s) && p.s[at] == '\n' {
		at++
	}
	mark := []byte("endstream")
	if n := d.int("Length"); n > 0 && n <= len(p.s)-at && bytes.Contains(p.s[at+n:min(len(p.s), at+n+20)], mark) {
		p.at = at + n
		return pdfStream{d, p.s[at : at+n]}, true
	}
	n := bytes.Index(p.s[at:], mark)
	if n < 0 {
		n = len(p.s) - at
	}
	p.at = at + n
	return pdfStream{d, p.s[at : at+n]}, true
}

// inflate decodes a stream within the budget; false when a filter is not known
// or the bytes are damaged from the beginning.
func (f *pdfFile) inflate(s pdfStream) ([]byte, bool) {
	data := s.data
	filters := f.list(s.dict["Filter"])
	if n, ok := f.resolve(s.dict["Filter"]).(pdfName); ok {
		filters = []pdfObject{n}
	}
	for _, x := range filters[:min(len(filters), 4)] {
		name, _ := f.resolve(x).(pdfName)
		out, ok := f.filter(name, data)
		if !ok {
			f.unread++
			return nil, false
		}
		data = out
	}
	return data, true
}

func (f *pdfFile) filter(name pdfName, data []byte) ([]byte, bool) {
	var r io.Reader
	switch name {
	case "FlateDecode", "Fl":
		z, err := zlib.NewReader(bytes.NewReader(data))
		if err != nil {
			return nil, false
		}
		r = z
	case "ASCII85Decode", "A85":
		if i := bytes.Index(data, []byte("~>")); i >= 0 {
			data = data[:i]
		}
		r = ascii85.NewDecoder(bytes.NewReader(data))
	case "ASCIIHexDecode", "AHx":
		s, _ := (&pdfParser{s: append([]byte("<"), data...)}).hex().(pdfString)
		return []byte(s), true
	default:
		return nil, false
	}
	out, err := io.ReadAll(io.LimitReader(r, int64(max(f.budget, 0))))
	f.budget -= len(out)
	return out, err == nil || len(out) > 0
}
