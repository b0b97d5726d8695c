package render

import (
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"inquest/internal/report"
)

func init() { renderers["json"] = jsonRenderer{} }

type jsonRenderer struct{}

// Render writes the contract, indented, and no rune raw that would act on a
// terminal to which the file is printed.
func (jsonRenderer) Render(w io.Writer, r *report.Report, _ Options) error {
	b, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("json: %w", err)
	}
	_, err = w.Write(layoutJSON(b))
	return err
}

// layoutJSON indents compact JSON by a space a level in one pass. A list of
// numbers stays on one line (indented, each count of a series would have a line of
// its own), and runes that act are written as \u escapes.
func layoutJSON(b []byte) []byte {
	out := make([]byte, 0, len(b)+len(b)/2)
	depth := 0
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
	return append(out, '\n')
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
