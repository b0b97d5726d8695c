package render

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"unicode/utf16"
	"unicode/utf8"

	"inquest/internal/report"
)

func init() { renderers["json"] = jsonRenderer{} }

type jsonRenderer struct{}

// Render writes the contract, indented, and no rune raw that would act on a
// terminal to which the file is printed. It goes member by member, and claim by claim:
// a report of many claims takes megabytes, and doubling buffers four times as many.
func (jsonRenderer) Render(w io.Writer, r *report.Report, _ Options) error {
	out := &jsonMembers{w: w, buf: []byte{'{'}}
	v := reflect.ValueOf(r).Elem()
	for i := range v.NumField() {
		if claims, ok := v.Field(i).Interface().(report.Ledger); ok && claims.Len() > 0 {
			out.claims(v.Type().Field(i).Tag.Get("json"), claims)
			continue
		}
		out.member(v.Type().Field(i), v.Field(i))
	}
	out.buf = append(appendBreak(out.buf, 0), "}\n"...)
	out.flush(0)
	return out.err
}

// jsonMembers writes the members of an object one by one.
type jsonMembers struct {
	w   io.Writer
	buf []byte
	any bool // one is written
	err error
}

// member writes a field as the encoder does: a struct of this field alone has the same
// name for it, and leaves it out where the whole would.
func (m *jsonMembers) member(f reflect.StructField, v reflect.Value) {
	alone := reflect.New(reflect.StructOf([]reflect.StructField{f})).Elem()
	alone.Field(0).Set(v)
	b, err := json.Marshal(alone.Interface())
	if err != nil {
		m.err = cmp.Or(m.err, fmt.Errorf("json: %w", err))
		return
	}
	if b = b[1 : len(b)-1]; len(b) > 0 {
		m.next()
		m.buf = appendLayout(m.buf, b, 1)
		m.flush(keptBuffer)
	}
}

// claims writes the ledger.
func (m *jsonMembers) claims(name string, l report.Ledger) {
	m.next()
	m.buf = append(append(append(m.buf, '"'), name...), `": {`...)
	first := true
	err := l.EachJSON(func(id report.ID, text []byte) {
		if !first {
			m.buf = append(m.buf, ',')
		}
		first = false
		m.buf = append(append(append(appendBreak(m.buf, 2), '"'), id...), `": `...)
		m.buf = appendLayout(m.buf, text, 2)
		m.flush(keptBuffer)
	})
	m.buf = append(appendBreak(m.buf, 1), '}')
	m.err = cmp.Or(m.err, err)
}

func (m *jsonMembers) next() {
	if m.any {
		m.buf = append(m.buf, ',')
	}
	m.any = true
	m.buf = appendBreak(m.buf, 1)
}

// keptBuffer is how much waits to be written at once.
const keptBuffer = 64 << 10

// flush writes what waits when it is more than least.
func (m *jsonMembers) flush(least int) {
	if len(m.buf) <= least {
		return
	}
	if m.err == nil {
		_, m.err = m.w.Write(m.buf)
	}
	m.buf = m.buf[:0]
}

// layoutJSON indents compact JSON by a space a level in one pass. A list of
// numbers stays on one line (indented, each count of a series would have a line of
// its own), and runes that act are written as \u escapes.
func layoutJSON(b []byte) []byte {
	return append(appendLayout(make([]byte, 0, len(b)+len(b)/2), b, 0), '\n')
}

// appendLayout appends compact JSON, indented, as it stands at a depth.
func appendLayout(out, b []byte, depth int) []byte {
	for i := 0; i < len(b); i++ {
		switch c := b[i]; c {
		case '"':
			n := stringLength(b[i:])
			out = appendString(out, b[i:i+n])
			i += n - 1
		case '{', '[':
			if n := flatAt(b[i:]); n > 0 {
				out = append(out, b[i:i+n]...)
				i += n - 1
				continue
			}
			depth++
			out = appendBreak(append(out, c), depth)
		case '}', ']':
			depth--
			out = append(appendBreak(out, depth), c)
		case ',':
			out = appendBreak(append(out, c), depth)
		case ':':
			out = append(out, ": "...)
		default:
			out = append(out, c)
		}
	}
	return out
}

func appendBreak(out []byte, depth int) []byte {
	out = append(out, '\n')
	for range depth {
		out = append(out, ' ')
	}
	return out
}

// stringLength is the length of the JSON string, with its quotes, that b begins with.
func stringLength(b []byte) int {
	for i := 1; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(b)
}

// appendString appends a JSON string, the runes in it that act as \u escapes.
// The encoder has escaped the ASCII controls already, so that only runes from DEL on
// are changed.
func appendString(out, b []byte) []byte {
	from := 0
	for i := 0; i < len(b); {
		if b[i] < 0x7f {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if acts(r) {
			out = appendEscape(append(out, b[from:i]...), r)
			from = i + n
		}
		i += n
	}
	return append(out, b[from:]...)
}

func appendEscape(out []byte, r rune) []byte {
	if r > 0xffff {
		hi, lo := utf16.EncodeRune(r)
		return fmt.Appendf(out, `\u%04x\u%04x`, hi, lo)
	}
	return fmt.Appendf(out, `\u%04x`, r)
}

// flatAt is the length of what b begins with and stays on one line: an empty object
// or list, or a list of numbers; else 0.
func flatAt(b []byte) int {
	if len(b) > 1 && b[1] == b[0]+2 { // {} or []
		return 2
	}
	if b[0] == '{' {
		return 0
	}
	for i, c := range b[1:] {
		switch {
		case c == ']':
			return i + 2
		case c >= '0' && c <= '9', c == ',', c == '.', c == '-', c == '+', c == 'e', c == 'E':
		default:
			return 0
		}
	}
	return 0
}
