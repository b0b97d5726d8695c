package render

import (
	"bytes"
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
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetIndent("", " ")
	if err := enc.Encode(r); err != nil {
		return fmt.Errorf("json: %w", err)
	}
	_, err := w.Write(escapeJSON(joinNumbers(buf.Bytes())))
	return err
}

// escapeJSON writes runes that act as \u escapes. Outside of strings JSON is
// ASCII, and inside of them the encoder has escaped the ASCII controls already,
// so that only runes from DEL on are changed.
func escapeJSON(b []byte) []byte {
	out := make([]byte, 0, len(b)+64)
	for i := 0; i < len(b); {
		if b[i] < 0x7f {
			out = append(out, b[i])
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		switch {
		case !acts(r):
			out = append(out, b[i:i+n]...)
		case r > 0xffff:
			hi, lo := utf16.EncodeRune(r)
			out = fmt.Appendf(out, `\u%04x\u%04x`, hi, lo)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
		i += n
	}
	return out
}

// joinNumbers writes a list of numbers on one line: indented JSON gives each
// count of a series a line of its own.
func joinNumbers(b []byte) []byte {
	out := make([]byte, 0, len(b))
	quoted := false
	for i := 0; i < len(b); i++ {
		switch {
		case quoted && b[i] == '\\':
			out = append(out, b[i])
			i++
		case b[i] == '"':
			quoted = !quoted
		case b[i] == '[' && !quoted:
			if n := numbersAt(b[i:]); n > 0 {
				out = append(out, bytes.Join(bytes.Fields(b[i:i+n]), nil)...)
				i += n - 1
				continue
			}
		}
		out = append(out, b[i])
	}
	return out
}

// numbersAt is the length of a list of numbers that b begins with, else 0.
func numbersAt(b []byte) int {
	digits := false
	for i, c := range b[1:] {
		switch {
		case c == ']' && digits:
			return i + 2
		case c >= '0' && c <= '9':
			digits = true
		case !bytes.ContainsRune([]byte(" \n,.-+eE"), rune(c)):
			return 0
		}
	}
	return 0
}
