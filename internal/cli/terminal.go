package cli

import (
	"fmt"
	"strings"
	"unicode"
)

// escapeName is escapeTerminal for text that must stay on its line, such as a file's
// name: a line end in it would look like a message of its own.
func escapeName(s string) string {
	return lineEnds.Replace(escapeTerminal(s))
}

var lineEnds = strings.NewReplacer("\n", `\u000a`, "\t", `\u0009`)

// escapeTerminal makes text harmless on a terminal: control characters,
// including ESC, CR and C1, and bidirectional overrides are written out. File
// names and log text reach messages through it.
func escapeTerminal(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\n' || r == '\t':
			b.WriteRune(r)
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar:
			fmt.Fprintf(&b, "\\u%04x", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
